"""Paths enter, documents leave: which files there are, each read as what it is, several at once where that is wanted.

``documents`` expands files, folders and archives; ``read_document`` reads one file. Neither raises on bad
input: a document that cannot be read comes back without blocks and with one fatal problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from audit.document import Document
from audit.reading.files.one import added, read_document, register, unread
from audit.reading.files.several import Waiting, in_workers, read_waiting
from audit.reading.limits import Limits
from audit.reading.own import is_own
from audit.reading.problems import UnreadableError, sentence
from audit.reading.sniffing import CLOSED, SUFFIXES, Kind, really
from audit.reading.source import Source
from audit.reading.steps import Progress

__all__ = ["candidates", "documents", "read_document", "register", "unread"]

_PAPERS = frozenset({".md"})
"""Notes that lie beside a submission and are none of it; given by name they are read."""


def documents(
    paths: Sequence[Path],
    lang: str = "zh",
    limits: Limits | None = None,
    progress: Progress | None = None,
    names: Sequence[str] | None = None,
) -> list[Document]:
    """The documents at ``paths``: files, folders (searched to the bottom, in a fixed order) and ZIP archives.

    A folder that holds CSV files and no other documents is one document of format ``csv``; pictures are read where
    a folder holds nothing else. What cannot be
    read is in the list too, with its problem in ``lang`` (``zh`` or ``en``). With ``limits`` the files are read in
    processes of their own, several at once; ``progress`` is told of
    each page that is read and of each document that is done. ``names`` are what the paths are to be called where that
    is not what they are.
    """
    with ExitStack() as archives:
        called = names or [str(path) for path in paths]
        found = [
            each
            for path, name in zip(paths, called, strict=True)
            for each in _expand(path, name, lang, archives)
        ]
        waiting = [each for each in found if isinstance(each, Waiting)]
        if limits is None:
            read: Iterator[Document] = (read_waiting(each) for each in waiting)
        else:
            read = in_workers(waiting, limits, progress)
        return [next(read) if isinstance(each, Waiting) else each for each in found]


def _expand(path: Path, name: str, lang: str, archives: ExitStack) -> Iterator[Document | Waiting]:
    if path.is_dir():
        yield from _folder(path, name, lang, archives)
    elif path.is_file() and path.suffix.lower() == ".zip" and path.stat().st_size:
        yield from _archive(Source(name, path), lang, archives)
    else:
        yield Waiting(path, name, lang)


def _archive(source: Source, lang: str, archives: ExitStack) -> list[Document | Waiting]:
    """What is in an archive, which stays unpacked as long as ``archives`` is open; a file that only calls itself an
    archive is read as what it is.
    """
    try:
        if really(source.data) not in {Kind.ZIP, None}:
            return [Waiting(source.path, source.name, lang)]
        archive = import_module("audit.reading.archive")
        found = list(_expand(archive.unpacked(source, archives), source.name, lang, archives))
        if all(isinstance(each, Document) and each.format == "folder" for each in found):
            raise UnreadableError("archive_nothing", name=source.name)
    except UnreadableError as error:
        return [unread(source, sentence(error.key, lang, **error.values), "zip")]
    except OSError as error:
        why = error.strerror or type(error).__name__
        return [unread(source, sentence("unopenable", lang, name=source.name, why=why), "zip")]
    return found


def _folder(folder: Path, name: str, lang: str, archives: ExitStack) -> Iterator[Document | Waiting]:
    try:
        entries = sorted(entry for entry in folder.iterdir() if not _hidden(entry))
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield unread(Source(name, folder), sentence("unopenable", lang, name=name, why=why))
        return
    files = candidates(folder)
    found = False
    if files == [folder]:
        found = True
        yield Waiting(folder, name, lang)
        files = []
    for entry in [
        *files,
        *(entry for entry in entries if entry.is_dir() and not _leads_back(entry) and not _of_a_page(entry)),
    ]:
        inner = list(_expand(entry, str(Path(name) / entry.name), lang, archives))
        empty = entry.is_dir() and all(isinstance(d, Document) and d.format == "folder" for d in inner)
        if not empty:
            found = True
            yield from inner
    if not found:
        yield unread(Source(name, folder), sentence("nothing_readable", lang, name=name), "folder")


def candidates(folder: Path) -> list[Path]:
    """The files in a folder (not below it) that may be documents or archives, by their names, in a fixed order.

    Pictures only where there is nothing else, or where they show a table. Where they are all CSV files it is the folder itself: they are one document.
    Raises ``OSError``.
    """
    looked_for = {*SUFFIXES, *CLOSED, *added, ".zip"} - _PAPERS
    files = [
        entry
        for entry in sorted(folder.iterdir())
        if entry.suffix.lower() in looked_for
        and not _hidden(entry)
        and (_leads_nowhere(entry) or (entry.is_file() and not is_own(entry)))
    ]
    pictures = [entry for entry in files if SUFFIXES.get(entry.suffix.lower()) is Kind.PICTURE]
    if len(pictures) < len(files):
        files = [entry for entry in files if entry not in pictures or _shows_table(entry)]
    tables = [entry for entry in files if entry.suffix.lower() == ".csv"]
    return [folder] if tables and len(tables) == len(files) else files


def _shows_table(picture: Path) -> bool:
    """Whether a picture beside documents is one of a table: no logo, seal or photograph."""
    from audit.reading.pictured.telling import is_table, natural_size  # noqa: PLC0415 - loads what opens pictures

    data = picture.read_bytes()
    size = natural_size(data)
    return size is not None and is_table(data, max(size) / 72)


def _leads_back(folder: Path) -> bool:
    """Whether a folder is a link to one that it lies in: what is there is being read already."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def _of_a_page(folder: Path) -> bool:
    """Whether a folder came with a web page that was saved complete: its pictures are read with the page."""
    page, parted, _ = (
        folder.name.rpartition("_files")
        if folder.name.endswith("_files")
        else folder.name.rpartition(".files")
    )
    return bool(parted) and any(folder.with_name(page + suffix).is_file() for suffix in (".html", ".htm"))


def _leads_nowhere(entry: Path) -> bool:
    """Whether a file is a link to nothing: it is named as missing, not passed over."""
    return entry.is_symlink() and not entry.exists()


def _hidden(entry: Path) -> bool:
    """Files that are no part of a submission: hidden ones, lock files of Office, what macOS adds."""
    return entry.name.startswith((".", "~$")) or entry.name in {"__MACOSX", "Thumbs.db", "desktop.ini"}
