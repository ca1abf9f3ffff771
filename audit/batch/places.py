"""Documents that lie elsewhere: at any address that fsspec knows (``s3://``, ``sftp://``, ``https://``), fetched by the worker."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from audit.reading.sniffing import CLOSED, SUFFIXES

_BLOCK = 1 << 20
_PAPERS = frozenset({".md"})


class PlaceError(Exception):
    """An address cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A document at an address, what it is called from the address that was given on, its folder, and its sha256."""

    address: str
    name: str
    folder: str
    sha256: str


def is_remote(path: str) -> bool:
    """Whether a path is an address and no path of this machine."""
    return "://" in path


def remote(address: str) -> list[Remote]:
    """The documents below an address, in a fixed order. Raises :class:`PlaceError`."""
    try:
        return list(_remote(address))
    except (OSError, ValueError, ImportError) as error:
        raise PlaceError(f"{address}: {error}") from error


def _remote(address: str) -> Iterator[Remote]:
    if "::" in address:
        raise ValueError("::")
    import fsspec  # noqa: PLC0415  (only for what lies elsewhere)

    system, root = fsspec.core.url_to_fs(address)
    if not system.exists(root):
        raise FileNotFoundError(root)
    base = PurePosixPath(root)
    for path in sorted(system.find(root)):
        place = PurePosixPath(path)
        looked_for = place.suffix.lower() in {*SUFFIXES, *CLOSED, ".zip"} - _PAPERS
        if not looked_for or any(part.startswith((".", "~$")) for part in place.relative_to(base).parts):
            continue
        digest = sha256()
        with system.open(path, "rb") as content:
            while block := content.read(_BLOCK):
                digest.update(block)
        name = (PurePosixPath(base.name) / place.relative_to(base)).as_posix()
        folder = system.unstrip_protocol(place.parent.as_posix())
        yield Remote(system.unstrip_protocol(path), name, folder, digest.hexdigest())


@contextmanager
def at_hand(path: str) -> Iterator[Path]:
    """A document on this machine as long as it is needed. Raises ``OSError`` where it cannot be fetched."""
    if not is_remote(path):
        yield Path(path)
        return
    import fsspec  # noqa: PLC0415

    system, inside = fsspec.core.url_to_fs(path)
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        file = Path(folder) / PurePosixPath(inside).name
        system.get_file(inside, str(file))
        yield file
