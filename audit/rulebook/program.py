"""Which gouji runs: its version, and a checksum of all of it that decides what is found."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import checks

_DECIDING = ("reading", "recognition", "submission", "document.py", "pipeline.py")
"""The parts of ``audit`` that decide what is found; all of ``checks`` does."""


@lru_cache(maxsize=1)
def tool_version() -> str:
    """The version of gouji that runs."""
    try:
        return version("gouji")
    except PackageNotFoundError:
        return "0"


@lru_cache(maxsize=1)
def program_sha256() -> str:
    """What reads and checks, as a checksum: a program that was changed finds other things."""
    own, rules = Path(__file__).parents[1], Path(str(checks.__file__)).parent
    files: Sequence[Path] = [
        *(rules.rglob("*")),
        *(
            file
            for name in _DECIDING
            for file in ((own / name).rglob("*") if (own / name).is_dir() else [own / name])
        ),
    ]
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.suffix in {".py", ".yaml"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()
