"""``bureau.xlsx``: one row a disclosure, the rules that fail most, the heat map, what has changed, what was not audited."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.formatting.rule import ColorScaleRule, DataBarRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.desk.gathering import Bureau
from audit.desk.listings import disclosures, found
from audit.desk.listings.table import Listing
from audit.desk.queries import CATEGORIES
from audit.desk.summary import overview, sheet
from audit.desk.summary.sheet import HEADER
from audit.desk.words import DeskWords
from audit.reporting.excel import style
from audit.reporting.excel.page import Page, Painter
from audit.reporting.excel.style import Look
from audit.store.reports import Leads

_TO_ITS_ROW = Look(border=True, ink=style.LINK, underline=True)


def render(bureau: Bureau, words: DeskWords, leads: Leads, generated_at: str) -> bytes:
    """The workbook as bytes; ``leads`` is how its links lead to the reports of tasks."""
    book, painter = Workbook(), Painter()
    book.properties.creator = "gouji desk"
    book.properties.title = words("title")
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    first.title = words("sheet.overview")
    overview.draw(Page(first, painter), bureau, words, generated_at)

    def draw(listing: Listing) -> Page:
        page = Page(book.create_sheet(words(f"sheet.{listing.name}")), painter)
        sheet.draw(page, listing, words, leads)
        return page

    listed = disclosures.departments(bureau, words)
    _bars(draw(listed), listed)
    draw(found.rules(bureau, words))
    heat = disclosures.heat(bureau, words)
    _warm(draw(heat), heat, words)
    changes = draw(found.changes(bureau, words))
    if bureau.more_changes:
        page_end = HEADER + len(bureau.changes) + 1
        changes.put(page_end, 1, words("more", count=bureau.more_changes), style.MORE)
    draw(found.problems(bureau, words))
    if bureau.outliers:
        draw(disclosures.outliers(bureau, words))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bars(page: Page, listing: Listing) -> None:
    """Bars behind the counts of a table of disclosures."""
    for name, colour in (("errors", "C4524A"), ("warnings", "E0A04A"), ("share", style.COVERAGE_BAR)):
        at = get_column_letter(list(listing.columns).index(name) + 1)
        bar = DataBarRule("num", 0, "max", None, color=colour, showValue=True)  # type: ignore[no-untyped-call]
        page.sheet.conditional_formatting.add(f"{at}{HEADER + 1}:{at}{HEADER + len(listing.rows)}", bar)


def _warm(page: Page, listing: Listing, words: DeskWords) -> None:
    """The colours of a heat map; each row leads to the department's."""
    for number, row in enumerate(listing.rows, HEADER + 1):
        page.put(number, 1, row.cells["department"].value, _TO_ITS_ROW)
        page.link(number, 1, words("sheet.departments"), f"B{number}")
    first = list(listing.columns).index(CATEGORIES[0].value) + 1
    left, right = get_column_letter(first), get_column_letter(first + len(CATEGORIES) - 1)
    scale = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="num",
        start_value=0,
        start_color="FFFFFF",
        mid_type="percentile",
        mid_value=80,
        mid_color="FCE6C8",
        end_type="max",
        end_color="E0685F",
    )
    page.sheet.conditional_formatting.add(f"{left}{HEADER + 1}:{right}{HEADER + len(listing.rows)}", scale)
