"""Which submissions there are: one for each file, or one for each folder that holds documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from audit.reading import candidates
from audit.settings.file import FILE_NAME as SETTINGS
from audit.waivers import FILE_NAME as WAIVERS

_BLOCK = 1 << 20


class By(StrEnum):
    """What one submission is: a file (or a folder of CSV files), or a folder."""

    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a submission: where it lies, what it is called in reports, and the sha256 of its bytes."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What is audited together. ``address`` says where it was found and tells it from all others."""

    address: str
    parts: tuple[Part, ...]
    beside: tuple[Path, ...] = ()
    """The settings and explanations that lie with it."""


def find(paths: Sequence[Path], by: By) -> list[Submission]:
    """The submissions at ``paths``, in a fixed order. Raises ``OSError`` where a folder cannot be looked into."""
    found: dict[str, Submission] = {}
    for path in paths:
        root = path.resolve()
        for folder, documents in _groups(root, by):
            beside = tuple(file for name in (SETTINGS, WAIVERS) if (file := folder / name).is_file())
            parts = tuple(Part(each, _name(each, root), _digest(each)) for each in documents)
            address = documents[0] if by is By.FILE or root.is_file() else folder
            found[address.as_posix()] = Submission(address.as_posix(), parts, beside)
    return [found[address] for address in sorted(found)]


def _groups(root: Path, by: By) -> Iterator[tuple[Path, list[Path]]]:
    """The documents that are audited together, with the folder that they lie in."""
    if root.is_file():
        yield root.parent, [root]
        return
    for place, folders, _ in os.walk(root, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        documents = candidates(Path(place))
        if documents == [Path(place)] or (
            by is By.FOLDER and documents
        ):  # a folder of CSV files is one document
            yield Path(place), documents
        else:
            for document in documents:
                yield Path(place), [document]


def _raise(error: OSError) -> None:
    raise error


def _name(path: Path, root: Path) -> str:
    """What a document is called: from the folder that was given on, so that a folder may be moved."""
    return (Path(root.name) / path.relative_to(root)).as_posix() if path != root else path.name


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
