"""A picture of the place on the page for each finding, and each number that was recognised: which have one, and from where."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from audit.annotation.frame import SMALL, Shot
from audit.annotation.marks import INK
from audit.annotation.source import Source, on_disk
from audit.reporting.culprit import suspect
from audit.reporting.view import View, picture_of
from checks.finding import Severity
from checks.report import DocumentInfo, Report

MOST_PICTURES = 60
"""Of the first findings in the reports' order; more would make a workbook that no mail takes."""

MOST_RECOGNISED = 200
"""Of the first numbers to be compared with the original; their pictures are smaller."""

_PDF = b"%PDF-"

_log = logging.getLogger(__name__)


def pictures(report: Report, source: Source = on_disk) -> dict[str, bytes]:
    """PNG pictures by the id of the finding, or by :func:`audit.reporting.view.picture_of` a recognised number.

    A document that is gone or damaged, or has neither pages nor pictures, has none.
    """
    by_document: dict[int, list[Shot]] = defaultdict(list)
    for document, shot in (*islice(_of_findings(View(report)), MOST_PICTURES), *_of_numbers(report)):
        by_document[document].append(shot)
    found: dict[str, bytes] = {}
    for document, shots in by_document.items():
        try:
            data = source(report.documents[document])
            found |= _drawn(data, report.documents[document], shots, report.lang) if data is not None else {}
        except Exception:  # a damaged file may break the renderer anywhere; the report does without
            _log.debug("drawing %s failed", report.documents[document].path, exc_info=True)
    return found


def _of_findings(view: View) -> Iterator[tuple[int, Shot]]:
    """The number to look at first of each finding that has a place on a page, with its document."""
    for entry in view.entries:
        main = suspect(entry.finding)
        sheet = (main.place.page or main.place.cell) if main is not None else None
        if main is not None and sheet is not None and main.place.bbox is not None:
            yield main.document, Shot(entry.finding.id, sheet, main.place.bbox, INK[entry.finding.severity])


def _of_numbers(report: Report) -> Iterator[tuple[int, Shot]]:
    """The numbers that should be compared with the original, each with its document."""
    for number, seen in enumerate(report.recognition[:MOST_RECOGNISED]):
        sheet, ink = seen.place.page or seen.place.cell, INK[Severity.INFO]
        if sheet is not None and seen.place.bbox is not None:
            yield seen.document, Shot(picture_of(number), sheet, seen.place.bbox, ink, *SMALL)


def _drawn(data: bytes, document: DocumentInfo, shots: Sequence[Shot], lang: str) -> dict[str, bytes]:
    from audit.annotation import image_pictures, page_pictures  # noqa: PLC0415  (loaded for documents with pictures alone)

    if document.pages is None:
        return image_pictures.drawn_inside(data, document, shots, lang)
    return page_pictures.drawn(data, shots) if _PDF in data[:1024] else image_pictures.drawn(data, shots)
