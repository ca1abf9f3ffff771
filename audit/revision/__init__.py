"""A report enters, corrected copies of its documents leave: changes that can be accepted or rejected one by one.

A Word draft comes back with tracked changes, a workbook with coloured cells that keep the old value in a comment;
what has no such form (PDF, text) is in the list of all corrections. The originals are read again and never written.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from audit.annotation.source import Source, on_disk
from audit.reading.sniffing import Kind, really
from audit.reporting.files import free_name, replace
from audit.reporting.plain import one_line
from audit.reporting.view import View, statements_of
from audit.revision.words import Revised, comment, sentence
from checks.finding import Correction
from checks.report import Report

__all__ = ["Revisions", "revise"]

_log = logging.getLogger(__name__)
LIST = "corrections.xlsx"


@dataclass(frozen=True, slots=True)
class Revisions:
    """The files written, and a sentence for each document: how much was corrected in its copy, or why there is none."""

    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def revise(report: Report, out: Path, source: Source = on_disk, now: datetime | None = None) -> Revisions:
    """Write into ``out`` a corrected copy of each document that has certain corrections, and the list of them all.

    Raises :class:`audit.reporting.files.OutputError` where a copy cannot be written. A document that is damaged or
    gone costs its copy, and a sentence says so.
    """
    view = View(report)
    stamp = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    made: list[tuple[Correction, bool]] = []
    written: list[Path] = []
    notes: list[str] = []
    for index, found in _by_document(view):
        name = one_line(view.documents[index])
        try:
            copy = _copy(view, index, found, source, stamp)
        except Exception:  # a damaged file may break any library anywhere; the run goes on
            _log.debug("revising %s failed", name, exc_info=True)
            copy = None
        done = frozenset(copy.done) if copy else frozenset()
        made += [(each, each.fact in done) for each in found]
        if copy is not None and done:
            path = free_name(
                out, PurePosixPath(name.replace("\\", "/")).stem, f".revised{copy.suffix}", written
            )
            replace(path, copy.content, report.lang)
            written.append(path)
            notes.append(
                sentence("done", report.lang, name=name, count=len(done), left=len(found) - len(done))
            )
        else:
            notes.append(sentence("list_only", report.lang, name=name, count=len(found), list=LIST))
    if made:
        from audit.revision.listing import listed  # noqa: PLC0415  (loaded when there is something to list)

        replace(out / LIST, listed(view, made), report.lang)
        written.append(out / LIST)
    else:
        notes.append(sentence("nothing", report.lang))
    return Revisions(tuple(written), tuple(notes))


def _by_document(view: View) -> Iterator[tuple[int, list[Correction]]]:
    """The corrections of each document whose finding nobody has explained."""
    explained = {f.id for f in view.report.findings if f.waiver is not None}
    groups: dict[int, list[Correction]] = {}
    for each in view.report.corrections:
        if each.finding not in explained:
            groups.setdefault(each.evidence.document, []).append(each)
    yield from sorted(groups.items())


def _copy(view: View, index: int, found: Sequence[Correction], source: Source, stamp: str) -> Revised | None:
    """The corrected copy; None for what has no form for it."""
    document = view.report.documents[index]
    data = source(document)
    if data is None or document.format in {Kind.CSV, Kind.TEXT, Kind.HTML, "folder"}:
        return None
    comments = {each.fact: comment(each, view) for each in found}
    match really(data):
        case Kind.WORD:
            from audit.revision import word  # noqa: PLC0415  (loaded when its format turns up)

            macros = document.path.lower().endswith(".docm")
            return word.revised(data, found, comments, statements_of(view.report, index), stamp, macros)
        case Kind.WORKBOOK:
            from audit.revision import workbook  # noqa: PLC0415

            return workbook.revised(data, found, comments, document.path.lower().endswith(".xlsm"))
        case _:
            return None
