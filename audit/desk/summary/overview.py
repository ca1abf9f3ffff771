"""Sheet 总览: how many came in, how they came out, where the problems lie."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from audit.desk.gathering import Bureau
from audit.desk.listings.counts import categories, lines, verdicts
from audit.desk.words import DeskWords
from audit.reporting.excel import style
from audit.reporting.excel.page import Area, Page
from audit.reporting.excel.style import Look

_WIDTHS = [52.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0]
_MOST = 15


def draw(page: Page, bureau: Bureau, words: DeskWords, generated_at: str) -> None:
    """The whole sheet."""
    page.set_widths(_WIDTHS)
    page.set_up_print("portrait")
    last = len(_WIDTHS)
    page.span(Area(1, 1, last), words("title"), style.TITLE)
    page.set_height(1, 30)
    for row, line in enumerate(lines(bureau, words), 2):
        page.span(Area(row, 1, last), line, style.NOTE)
    row = 6
    row = _block(
        page, row, words("overview.verdicts"), [(words(f"verdict.{v.value}"), n) for v, n in verdicts(bureau)]
    )
    kinds = [(words(f"category.{c.value}"), n) for c, n in categories(bureau)]
    top = row + 1
    row = _block(page, row, words("overview.kinds"), kinds)
    _chart(page.sheet, top, top + len(kinds) - 1)
    rules = [(rule.title, rule.departments) for rule in bureau.rules[:_MOST]]
    row = _block(page, row, words("overview.rules"), rules)
    worst = [
        (each.department or words("unknown"), each.errors)
        for each in bureau.disclosures[:_MOST]
        if each.errors
    ]
    row = _block(page, row, words("overview.worst"), worst)
    page.span(Area(row, 1, last), f"gouji · {generated_at}", style.NOTE)


def _block(page: Page, row: int, title: str, rows: list[tuple[str, int]]) -> int:
    """A title and its lines; the next free row but one."""
    page.put(row, 1, title, style.SECTION)
    for row, (name, count) in enumerate(rows, row + 1):  # noqa: B020, PLR1704
        page.put(row, 1, name, style.BODY)
        page.put(row, 2, count, Look(border=True, horizontal="right"))
    return row + 2


def _chart(sheet: Worksheet, top: int, bottom: int) -> None:
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 60
    chart.add_data(Reference(sheet, min_col=2, min_row=top, max_row=bottom))
    chart.set_categories(Reference(sheet, min_col=1, min_row=top, max_row=bottom))
    chart.series[0].graphicalProperties.solidFill = "C4524A"
    chart.y_axis.majorGridlines = None
    chart.y_axis.delete, chart.x_axis.delete = False, False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.legend = None
    chart.width, chart.height = 13, 6
    sheet.add_chart(chart, f"D{top}")
