"""A picture of the place on the page for each finding of a PDF: which findings have one, and from where."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from audit.annotation.marks import INK
from audit.annotation.source import Source, on_disk
from audit.reporting.culprit import suspect
from audit.reporting.view import View
from checks.finding import Evidence, Finding
from checks.report import Report

if TYPE_CHECKING:
    from audit.annotation.page_pictures import Shot

MOST_PICTURES = 60
"""Of the first findings in the reports' order; more would make a workbook that no mail takes."""

_log = logging.getLogger(__name__)


def pictures(report: Report, source: Source = on_disk) -> dict[str, bytes]:
    """PNG pictures by the id of the finding; a document that is gone or damaged has none."""
    by_document: dict[int, list[tuple[Finding, Evidence]]] = defaultdict(list)
    for finding, main in islice(_on_pages(View(report)), MOST_PICTURES):
        by_document[main.document].append((finding, main))
    found: dict[str, bytes] = {}
    for document, wanted in by_document.items():
        try:
            data = source(report.documents[document])
            found |= _drawn(data, wanted) if data is not None else {}
        except Exception:  # a damaged file may break the renderer anywhere; the report does without
            _log.debug("drawing %s failed", report.documents[document].path, exc_info=True)
    return found


def _on_pages(view: View) -> Iterator[tuple[Finding, Evidence]]:
    """The findings that have a place on a page, each with the number to look at first."""
    for entry in view.entries:
        main = suspect(entry.finding)
        if main is not None and main.place.page is not None and main.place.bbox is not None:
            yield entry.finding, main


def _drawn(data: bytes, wanted: Sequence[tuple[Finding, Evidence]]) -> dict[str, bytes]:
    from audit.annotation.page_pictures import Shot, drawn  # noqa: PLC0415  (loaded for PDF alone)

    shots: list[Shot] = []
    for finding, main in wanted:
        if main.place.page is not None and main.place.bbox is not None:
            shots.append(Shot(finding.id, main.place.page, main.place.bbox, INK[finding.severity]))
    return drawn(data, shots)
