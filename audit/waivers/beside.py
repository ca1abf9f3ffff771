"""Where explanations are kept: in one file in the folder of the documents they speak of.

For a document in an archive that is the folder of the archive; for a folder of CSV files the folder itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from audit.waivers.entries import Entry
from audit.waivers.file import FILE_NAME, load


def folder_of(document: Path) -> Path | None:
    """The folder that a document (as the user named it) is kept in; None where there is no such document."""
    if document.is_dir():
        return document
    return next((place.parent for place in (document, *document.parents) if place.is_file()), None)


def entries_beside(documents: Iterable[Path], lang: str) -> list[Entry]:
    """Every explanation kept beside any of ``documents``. Raises :class:`WaiverError` for a bad file."""
    folders = dict.fromkeys(folder.resolve() for path in documents if (folder := folder_of(path)))
    return [entry for folder in folders for entry in load(folder / FILE_NAME, lang)]
