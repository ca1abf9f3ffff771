"""Which submissions there are: one for each file, or one for each folder that holds documents."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from audit.batch.places import Remote, is_remote, remote
from audit.batch.work import Stated
from audit.reading import candidates
from audit.settings.file import FILE_NAME as SETTINGS
from audit.store.listing import Awaited
from audit.submission.names import UNIT
from audit.waivers import FILE_NAME as WAIVERS

_BLOCK = 1 << 20


class By(StrEnum):
    """What one submission is: a file (or a folder of CSV files), or a folder."""

    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a submission: where it lies, what it is called in reports, and the sha256 of its bytes."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What is audited together. ``address`` says where it was found and tells it from all others."""

    address: str
    parts: tuple[Part, ...]
    beside: tuple[Path, ...] = ()
    """The settings and explanations that lie with it."""
    stated: Stated = field(default_factory=Stated)
    """What a list says of it over what it says of itself."""


def find(paths: Sequence[str], by: By, store: Path) -> list[Submission]:
    """The submissions at ``paths``, in a fixed order; what lies in the store is none.

    Raises ``OSError`` where a folder cannot be looked into, and :class:`audit.batch.places.PlaceError`.
    """
    found: dict[str, Submission] = {}
    for path in paths:
        submissions = _elsewhere(path, by) if is_remote(path) else _here(Path(path).resolve(), by, store)
        found.update({each.address: each for each in submissions})
    return [found[address] for address in sorted(found)]


def listed(rows: Sequence[Awaited], folder: Path, store: Path) -> list[Submission]:
    """The submissions that a list names, each with what the list says of it; ``folder`` is where the list lies.

    Raises ``OSError`` where one is not there.
    """
    found: dict[str, Submission] = {}
    for row in rows:
        if row.file:
            place = (folder / row.file).resolve()
            level = UNIT if row.unit else None
            stated = Stated(row.unit or row.department, row.year, row.kind or None, level)
            for each in _here(place, By.FILE if place.is_file() else By.FOLDER, store):
                found[each.address] = replace(each, stated=stated)
    return [found[address] for address in sorted(found)]


def root_of(path: str) -> str:
    """What a path that was given is called among the addresses."""
    return path.rstrip("/") if is_remote(path) else _plain(Path(path).resolve().as_posix())


def _elsewhere(path: str, by: By) -> Iterator[Submission]:
    groups: dict[str, list[Remote]] = defaultdict(list)
    for each in remote(path):
        groups[each.folder if by is By.FOLDER else each.address].append(each)
    for address, documents in groups.items():
        yield Submission(address, tuple(Part(d.address, d.name, d.sha256) for d in documents))


def _here(root: Path, by: By, store: Path) -> Iterator[Submission]:
    for folder, documents in _groups(root, by, store.resolve()):
        beside = tuple(file for name in (SETTINGS, WAIVERS) if (file := folder / name).is_file())
        parts = tuple(Part(str(each), _name(each, root), _digest(each)) for each in documents)
        address = documents[0] if by is By.FILE or root.is_file() else folder
        yield Submission(_plain(address.as_posix()), parts, beside)


def _plain(text: str) -> str:
    """A path as text that can be written anywhere, whatever its bytes are."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _groups(root: Path, by: By, store: Path) -> Iterator[tuple[Path, list[Path]]]:
    """The documents that are audited together, with the folder that they lie in."""
    if root.is_file():
        yield root.parent, [root]
        return
    for place, folders, _ in os.walk(root, onerror=_raise):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name != "__MACOSX" and Path(place, name) != store
        )
        documents = candidates(Path(place))
        table_files = documents == [Path(place)]  # a folder of CSV files is one document
        if table_files or (by is By.FOLDER and documents):
            yield Path(place), documents
        else:
            for document in documents:
                yield Path(place), [document]


def _raise(error: OSError) -> None:
    raise error


def _name(path: Path, root: Path) -> str:
    """What a document is called: from the folder that was given on, so that a folder may be moved."""
    return _plain((Path(root.name) / path.relative_to(root)).as_posix() if path != root else path.name)


def _digest(path: Path) -> str:
    """The sha256 of a file; of a folder of CSV files that of their names and contents."""
    digest = sha256()
    if path.is_dir():
        for file in sorted(path.glob("*")):
            if file.suffix.lower() == ".csv":
                digest.update(f"{file.name}\0{_digest(file)}\n".encode())
        return digest.hexdigest()
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
