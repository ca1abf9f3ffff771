"""A table as a sheet: heads with filters, links to reports, the heads on every printed page."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from audit.desk.listings.disclosures import ABSENT
from audit.desk.listings.table import Cell, Form, Listing, label
from audit.desk.words import DeskWords
from audit.reporting.excel import style
from audit.reporting.excel.page import Page
from audit.reporting.excel.style import Look
from audit.store.reports import Leads
from checks.report import Verdict

HEADER = 2
"""The row of the column heads; the line above says what the sheet is."""

_LOOKS = {
    Form.TEXT: style.BODY,
    Form.CENTRE: style.CENTRE,
    Form.NUMBER: Look(border=True, horizontal="right"),
    Form.SHARE: Look(border=True, number_format="0.0%", horizontal="right"),
    Form.SOFT: Look(border=True, size=9, ink=style.SOFT),
    Form.HEAT: style.CENTRE,
    Form.REPORT: style.CENTRE,
}
_STATES = {
    Verdict.PASS.value: Look(border=True, horizontal="center", ink=style.GOOD),
    Verdict.FAIL.value: Look(border=True, bold=True, horizontal="center", ink=style.BAD, fill="F8D7D4"),
    Verdict.INCOMPLETE.value: Look(border=True, bold=True, horizontal="center", ink="8A5200", fill="FCE6C8"),
    ABSENT: Look(border=True, bold=True, horizontal="center", ink=style.BAD, fill="F8D7D4"),
}
_LINK = Look(border=True, ink=style.LINK, underline=True, horizontal="center")
_NOTHING = Cell("")


def draw(page: Page, listing: Listing, words: DeskWords, leads: Leads) -> None:
    """The whole sheet; ``leads`` is how its links lead to reports."""
    page.set_widths(list(listing.columns.values()))
    page.put(1, 1, listing.line, style.LABEL)
    for column, name in enumerate(listing.columns, 1):
        page.put(HEADER, column, label(name, words), style.HEADER)
    for number, row in enumerate(listing.rows, HEADER + 1):
        for column, name in enumerate(listing.columns, 1):
            cell = row.cells.get(name, _NOTHING)
            if cell.form is Form.REPORT and row.task:
                page.put(number, column, cell.value, _LINK)
                page.link_file(number, column, leads(row.task), _LINK)
            else:
                page.put(number, column, cell.value, _look(cell))
    last = max(HEADER + len(listing.rows), HEADER + 1)
    page.sheet.auto_filter.ref = f"A{HEADER}:{get_column_letter(len(listing.columns))}{last}"
    page.sheet.freeze_panes = f"C{HEADER + 1}" if len(listing.columns) > 8 else f"A{HEADER + 1}"
    page.set_up_print("landscape", f"{HEADER}:{HEADER}")


def _look(cell: Cell) -> Look:
    return _STATES.get(cell.key, style.CENTRE) if cell.form is Form.STATE else _LOOKS[cell.form]
