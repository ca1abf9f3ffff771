"""A report enters, marked copies of the audited files leave: the numbers boxed, the findings as notes.

One module a format, each ``bytes → bytes``; the originals are read again and never written. What has no pages
or cells to mark (text, CSV) gets no copy.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from audit.annotation.marks import Mark, marks
from audit.annotation.source import Source, on_disk
from audit.reading.sniffing import Kind, really
from audit.reporting.files import free_name, replace
from audit.reporting.plain import one_line
from audit.reporting.view import View, statements_of
from checks.report import Report

__all__ = ["Copies", "annotate"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies written, and a sentence for each document that should have one and has none."""

    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def annotate(report: Report, out: Path, source: Source = on_disk) -> Copies:
    """Write into ``out`` a marked copy of each PDF, workbook and Word document that has open findings.

    Raises :class:`audit.reporting.OutputError` where a copy cannot be written. A document that is damaged or
    gone costs its copy, and a sentence says so.
    """
    view = View(report)
    written: list[Path] = []
    notes: list[str] = []
    for index, found in sorted(marks(view).items()):
        name = view.documents[index]
        try:
            copy = _copy(view, index, found, source)
        except Exception:  # a damaged file may break any library anywhere; the run goes on
            _log.debug("annotating %s failed", name, exc_info=True)
            copy = "annotation.failed"
        if isinstance(copy, str):
            notes.append(view.words(copy, name=name))
        elif copy is not None:
            content, suffix = copy
            path = free_name(
                out, PurePosixPath(one_line(name).replace("\\", "/")).stem, f".annotated{suffix}", written
            )
            replace(path, content, report.lang)
            written.append(path)
    return Copies(tuple(written), tuple(notes))


def _copy(view: View, index: int, found: Sequence[Mark], source: Source) -> tuple[bytes, str] | str | None:
    """The marked copy with its suffix, the key of the sentence that says why not, or None for text."""
    document = view.report.documents[index]
    if document.format in {Kind.CSV, Kind.TEXT, Kind.HTML, "folder"}:
        return None
    data = source(document)
    if data is None:
        return "annotation.gone"
    match really(data):
        case Kind.PDF:
            from audit.annotation import pdf  # noqa: PLC0415  (loaded when its format turns up)

            return pdf.annotated(data, found), ".pdf"
        case Kind.WORKBOOK:
            from audit.annotation import workbook  # noqa: PLC0415

            macros = document.path.lower().endswith(".xlsm")
            return workbook.annotated(data, found, macros), ".xlsm" if macros else ".xlsx"
        case Kind.WORD:
            from audit.annotation import word  # noqa: PLC0415

            macros = document.path.lower().endswith(".docm")
            copy = word.annotated(data, found, statements_of(view.report, index), macros)
            return copy, ".docm" if macros else ".docx"
        case Kind.OLD_OFFICE:
            return "annotation.old_format"
        case _:
            return None
