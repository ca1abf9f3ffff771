"""Paths enter, documents leave: what a file really is, which reader takes it, one sentence where none can.

``documents`` expands files, folders and archives; ``read_document`` reads one file. Neither raises on bad
input: a document that cannot be read comes back without blocks and with one fatal problem. Readers are loaded
when their format turns up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from audit.document import Document, Problem
from audit.reading import workers
from audit.reading.limits import Limits, check_characters
from audit.reading.own import is_own
from audit.reading.problems import UnreadableError, sentence
from audit.reading.sniffing import FORMATS, SUFFIXES, TEXT_LIKE, Kind, really
from audit.reading.source import Source
from audit.reading.steps import Progress, Step

__all__ = ["candidates", "documents", "read_document", "register", "unread"]

_log = logging.getLogger(__name__)

_READERS = {
    Kind.PDF: "scans.pages",
    Kind.PICTURE: "scans.images",
    Kind.WORD: "scans.embedded",
    Kind.WORKBOOK: "office.workbook",
    Kind.CSV: "plain.csv_folder",
    Kind.HTML: "plain.html",
    Kind.TEXT: "plain.text",
    Kind.OLD_OFFICE: "scans.embedded:read_old",
}

_PAPERS = frozenset({".md"})
"""Notes that lie beside a submission and are none of it; given by name they are read."""

Reader = Callable[[Source, str], Document]
_added: dict[str, Reader] = {}
"""Readers of other packages by suffix."""


def register(suffixes: Iterable[str], reader: Reader) -> None:
    """Let ``reader`` read the files with one of ``suffixes`` (``.ofd``), before any reader of this package.

    A reader raises :class:`audit.reading.problems.UnreadableError` for what it cannot read.
    """
    _added.update({suffix.lower(): reader for suffix in suffixes})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file (or a folder of CSV files) that is still to be read, and what it is to be called."""

    path: Path
    name: str
    lang: str


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
            read: Iterator[Document] = (_read_waiting(each) for each in waiting)
        else:
            read = _read_in_workers(waiting, limits, progress)
        return [next(read) if isinstance(each, Waiting) else each for each in found]


def _read_in_workers(
    waiting: Sequence[Waiting], limits: Limits, progress: Progress | None
) -> Iterator[Document]:
    finished = 0

    def step(each: Waiting, pages: int = 0, of: int = 0) -> None:
        if progress:
            progress(Step(each.name, pages, of, finished, len(waiting)))

    def done(each: Waiting) -> None:
        nonlocal finished
        finished += 1
        step(each)

    outcomes = workers.each(_read_waiting, waiting, limits, done=done, step=step)
    for each, outcome in zip(waiting, outcomes, strict=True):
        if isinstance(outcome, Document):
            yield outcome
        else:
            why = sentence(outcome.value, each.lang, name=each.name, **asdict(limits))
            yield unread(Source(each.name, each.path), why)


def _read_waiting(waiting: Waiting) -> Document:
    return read_document(waiting.path, waiting.lang, waiting.name)


def read_document(path: Path, lang: str = "zh", name: str | None = None) -> Document:
    """The document in the file (or folder of CSV files) at ``path``; ``name`` is what it is to be called."""
    source = Source(name or str(path), path)
    try:
        document = _read(source, lang)
        check_characters(document)
        return document
    except UnreadableError as error:
        return unread(source, sentence(error.key, lang, **error.values))
    except OSError as error:
        why = error.strerror or type(error).__name__
        return unread(source, sentence("unopenable", lang, name=source.name, why=why))
    except MemoryError:
        raise
    except Exception:  # a damaged file may break any parser anywhere; the user gets a sentence
        _log.debug("reading %s failed", source.name, exc_info=True)
        return unread(source, sentence("corrupt", lang, name=source.name))


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
    for entry in [*files, *(entry for entry in entries if entry.is_dir())]:
        inner = list(_expand(entry, str(Path(name) / entry.name), lang, archives))
        empty = entry.is_dir() and all(isinstance(d, Document) and d.format == "folder" for d in inner)
        if not empty:
            found = True
            yield from inner
    if not found:
        yield unread(Source(name, folder), sentence("nothing_readable", lang, name=name), "folder")


def candidates(folder: Path) -> list[Path]:
    """The files in a folder (not below it) that may be documents or archives, by their names, in a fixed order.

    Pictures only where there is nothing else. Where they are all CSV files it is the folder itself: they are one document.
    Raises ``OSError``.
    """
    looked_for = {*SUFFIXES, *_added, ".zip"} - _PAPERS
    files = [
        entry
        for entry in sorted(folder.iterdir())
        if entry.suffix.lower() in looked_for and not _hidden(entry) and entry.is_file() and not is_own(entry)
    ]
    pictures = [entry for entry in files if SUFFIXES.get(entry.suffix.lower()) is Kind.PICTURE]
    files = files if len(pictures) == len(files) else [entry for entry in files if entry not in pictures]
    tables = [entry for entry in files if entry.suffix.lower() == ".csv"]
    return [folder] if tables and len(tables) == len(files) else files


def _hidden(entry: Path) -> bool:
    """Files that are no part of a submission: hidden ones, lock files of Office, what macOS adds."""
    return entry.name.startswith((".", "~$")) or entry.name in {"__MACOSX", "Thumbs.db", "desktop.ini"}


def _read(source: Source, lang: str) -> Document:
    if source.path.is_dir():
        return _reader(Kind.CSV)(source, lang)
    if not source.path.exists():
        raise UnreadableError("missing", name=source.name)
    if source.path.stat().st_size == 0:
        raise UnreadableError("empty", name=source.name)
    if source.suffix in _added:
        return _added[source.suffix](source, lang)
    kind, note = _kind(source, lang)
    document = _reader(kind)(source, lang)
    return document if note is None else replace(document, notes=(note, *document.notes))


def _kind(source: Source, lang: str) -> tuple[Kind, str | None]:
    """What the file is by its content, and a note where its suffix says otherwise.

    A document under another document's suffix is read as what it is: nothing is lost. Pictures and programs
    are refused by name.
    """
    expected = SUFFIXES.get(source.suffix)
    actual = really(source.data)
    if actual is None:
        if expected is None:
            raise UnreadableError("unknown_suffix", name=source.name, suffix=source.suffix or "—")
        if expected in TEXT_LIKE:
            return expected, None
        raise UnreadableError("corrupt", name=source.name)
    if actual is Kind.ENCRYPTED:
        raise UnreadableError("encrypted", name=source.name)
    label = FORMATS[actual]
    if expected is actual or (expected in TEXT_LIKE and actual is Kind.TEXT):
        return expected or actual, None
    words = {"name": source.name, "suffix": source.suffix or "—", "really": label[lang == "en"]}
    if expected is None and actual is Kind.TEXT:
        raise UnreadableError("unknown_suffix", name=source.name, suffix=source.suffix or "—")
    if actual not in _READERS or (actual is Kind.TEXT and expected is not None):
        raise UnreadableError("mismatch", **words)
    return actual, sentence("read_as", lang, **words)


def _reader(kind: Kind) -> Reader:
    module, _, function = _READERS[kind].partition(":")
    return cast("Reader", getattr(import_module(f"audit.reading.{module}"), function or "read"))


def unread(source: Source, what: str, format_name: str | None = None) -> Document:
    """A document of which nothing could be read."""
    checksum = ""
    try:
        if source.path.is_file():
            checksum = source.sha256
    except OSError:
        checksum = ""
    kind = SUFFIXES.get(source.suffix)
    name = format_name or (kind.value if kind else source.suffix.lstrip(".")) or "unknown"
    return Document(source.name, checksum, name, (), problems=(Problem(what, fatal=True),))
