"""One file to a document: what it really is, which reader takes it, one sentence where none can.

Readers are loaded when their format turns up. A document that cannot be read comes back without blocks and with one
fatal problem.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TypeVar, cast

from audit.document import Document, Problem
from audit.reading.files.characters import in_usual_characters
from audit.reading.limits import check_characters
from audit.reading.problems import UnreadableError, sentence
from audit.reading.sniffing import CLOSED, FORMATS, SUFFIXES, TEXT_LIKE, Kind, really
from audit.reading.source import Source

_log = logging.getLogger(__name__)

_READERS = {
    Kind.PDF: "scans.pages",
    Kind.PICTURE: "scans.images",
    Kind.WORD: "scans.embedded",
    Kind.WORKBOOK: "scans.embedded:read_workbook",
    Kind.CSV: "plain.csv_folder",
    Kind.HTML: "scans.embedded:read_page",
    Kind.WEB_ARCHIVE: "scans.embedded:read_archive",
    Kind.TEXT: "plain.text",
    Kind.OLD_OFFICE: "scans.embedded:read_old",
}

_OFFICE = frozenset({Kind.WORD, Kind.WORKBOOK, Kind.OLD_OFFICE})
_SHEETS = frozenset({".xls", ".xlsx", ".xlsm", ".et"})
"""What many systems export as plain text under the suffix of an office file, and where that is a table."""

_REFUSED = {Kind.ENCRYPTED: "encrypted", Kind.PACKED: "packed", Kind.SLIDES: "closed", Kind.OFD: "closed"}
"""What cannot be read, with the sentence that says so."""

Reader = Callable[[Source, str], Document]
Result = TypeVar("Result")
added: dict[str, Reader] = {}
"""Readers of other packages by suffix."""


def register(suffixes: Iterable[str], reader: Reader) -> None:
    """Let ``reader`` read the files with one of ``suffixes`` (``.ofd``), before any reader of this package.

    A reader raises :class:`audit.reading.problems.UnreadableError` for what it cannot read.
    """
    added.update({suffix.lower(): reader for suffix in suffixes})


def read_document(path: Path, lang: str = "zh", name: str | None = None) -> Document:
    """The document in the file (or folder of CSV files) at ``path``; ``name`` is what it is to be called."""
    source = Source(name or str(path), path)
    return kept_up(source, lang, lambda: in_usual_characters(checked(_read(source, lang)), lang))


def kept_up(source: Source, lang: str, work: Callable[[], Result]) -> Result | Document:
    """What ``work`` makes of a file, or the document that says in a sentence why nothing can be made of it."""
    try:
        return work()
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


def checked(document: Document) -> Document:
    """The document, unless it has too many characters. Raises :class:`UnreadableError`."""
    check_characters(document)
    return document


def noted(document: Document, note: str | None) -> Document:
    """The document with a note on what it was read as."""
    return document if note is None else replace(document, notes=(note, *document.notes))


def _read(source: Source, lang: str) -> Document:
    if source.path.is_dir():
        return _reader(Kind.CSV)(source, lang)
    if not source.path.exists():
        raise UnreadableError("missing", name=source.name)
    if source.path.stat().st_size == 0:
        raise UnreadableError("empty", name=source.name)
    if source.suffix in added:
        return added[source.suffix](source, lang)
    kind, note = kind_of(source, lang)
    if kind is Kind.TEXT and _separated(source):
        kind = Kind.CSV
    return noted(_reader(kind)(source, lang), note)


def _separated(source: Source) -> bool:
    """Whether a text is a table in lines, as CSV is."""
    from audit.reading.plain.csv_folder import is_separated  # noqa: PLC0415 - loads its format
    from audit.reading.plain.text import decode  # noqa: PLC0415

    return is_separated(decode(source.data, source.name))


def kind_of(source: Source, lang: str) -> tuple[Kind, str | None]:
    """What the file is by its content, and a note where its suffix says otherwise.

    A document under another document's suffix is read as what it is: nothing is lost. Archives other than ZIP, formats
    that cannot be read, pictures and programs are refused by name.
    """
    expected = SUFFIXES.get(source.suffix)
    actual = CLOSED.get(source.suffix) or really(source.data)
    if actual is None:
        if expected is None:
            raise UnreadableError("unknown_suffix", name=source.name, suffix=source.suffix or "—")
        if expected in TEXT_LIKE:
            return expected, None
        raise UnreadableError("corrupt", name=source.name)
    lines = actual is Kind.TEXT and source.suffix in _SHEETS and len(source.data.split(b"\n", 2)) > 1
    if lines or (actual is Kind.TEXT and expected in _OFFICE and source.suffix not in _SHEETS):
        actual = Kind.CSV if lines else Kind.TEXT
    elif expected is actual or (expected in TEXT_LIKE and actual is Kind.TEXT):
        return expected or actual, None
    elif expected is None and actual is Kind.TEXT:
        raise UnreadableError("unknown_suffix", name=source.name, suffix=source.suffix or "—")
    words = {"name": source.name, "suffix": source.suffix or "—", "really": FORMATS[actual][lang == "en"]}
    if actual in _REFUSED:
        raise UnreadableError(_REFUSED[actual], **words)
    sheet = actual is Kind.TEXT and source.suffix in _SHEETS
    if actual not in _READERS or sheet or (actual is Kind.TEXT and expected not in _OFFICE):
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
