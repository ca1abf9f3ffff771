"""A report enters, ``report.xlsx`` leaves: the workbook for the person who has to fix the file tonight.

One module a family of sheets; :mod:`audit.reporting.excel.plan` settles beforehand who stands where, so that
the sheets can lead to one another.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.reporting.answers import Answer
from audit.reporting.excel import checklist, findings, lists, plan, recognition, settled, tables
from audit.reporting.excel.overview import Overview
from audit.reporting.excel.page import Page, Painter
from audit.reporting.since import Since
from audit.reporting.view import View
from checks.report import Report


def render(
    report: Report,
    generated_at: str,
    pictures: Mapping[str, bytes] | None = None,
    earlier: Sequence[Answer] | None = None,
) -> bytes:
    """The workbook as bytes.

    ``pictures`` are PNG files by the id of the finding that they stand beside, ``earlier`` what was written into the
    workbook of the last run, None where there was none.
    """
    view = View(report)
    layout = plan.make(view)
    painter = Painter()
    book = Workbook()
    book.properties.creator = f"gouji {report.version}"
    book.properties.title = view.words("overview.title")
    overview = book.active
    if not isinstance(overview, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    overview.title = view.words("sheet.overview")
    Overview(Page(overview, painter), view, layout).draw(generated_at)
    since = Since(report.findings, view.documents, earlier)
    page = Page(book.create_sheet(layout.findings_title), painter)
    findings.draw(page, view, layout, pictures or {}, since)
    if since.settled or since.elsewhere:
        settled.draw(Page(book.create_sheet(view.words("sheet.settled")), painter), view, since)
    if report.disclosure:
        checklist.draw(Page(book.create_sheet(view.words("sheet.checklist")), painter), view)
    if report.recognition:
        page = Page(book.create_sheet(view.words("sheet.recognition")), painter)
        recognition.draw(page, view, pictures or {})
    for statement in report.statements:
        if statement.id in layout.sheets:
            page = Page(book.create_sheet(layout.sheets[statement.id]), painter)
            tables.draw(page, statement, view, layout)
    lists.draw_rules(Page(book.create_sheet(view.words("sheet.rules")), painter), view)
    lists.draw_coverage(Page(book.create_sheet(view.words("sheet.coverage")), painter), view)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
