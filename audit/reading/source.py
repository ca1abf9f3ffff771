"""A file as it goes to the reader of its format: what the user calls it, where it is, what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One file. ``name`` is its path as the user gave it, or as it stands inside an archive."""

    name: str
    path: Path

    @cached_property
    def data(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()

    @cached_property
    def sha256(self) -> str:
        """The checksum of its bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        """Its suffix in small letters, with the dot."""
        return self.path.suffix.lower()
