"""``history.xlsx``: the main figures over the years as a table and a chart, the breaks marked and listed."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from audit.desk.history.figures import ACCOUNTS, BUDGET, FIGURES, History
from audit.desk.summary.sheet import address
from audit.reporting.excel import style
from audit.reporting.excel.page import Area, Page, Painter
from audit.reporting.excel.style import Look

_AMOUNT = Look(border=True, horizontal="right", number_format="#,##0.00")
_BROKEN = Look(
    border=True, horizontal="right", number_format="#,##0.00", fill="F8D7D4", ink=style.BAD, bold=True
)
_LINK = Look(border=True, ink=style.LINK, underline=True)
WAN = 10_000_000
"""厘 in 10,000 yuan."""
_WORDS = {
    "title": ("{name} 历年主要数据", "{name}: the main figures over the years"),
    "unit": ("单位：万元", "in 10,000 yuan"),
    "figure": ("项目", "Figure"),
    BUDGET: ("预算", "Budget"),
    ACCOUNTS: ("决算", "Accounts"),
    "breaks": ("年度之间的断点", "Where the years do not go together"),
    "none": ("没有发现断点。", "None was found."),
    "sheet": ("历年", "History"),
    "year": ("年度", "Year"),
    "what": ("说明", "What"),
}


def render(history: History, folder: Path, lang: str) -> bytes:
    """The workbook as bytes; ``folder`` is where it will lie."""
    book = Workbook()
    book.properties.creator = "gouji desk"
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = _say("sheet", lang)
    page = Page(sheet, Painter())
    last = 2 + len(history.years)
    page.set_widths([24.0, 8.0, *[16.0] * len(history.years), *[14.0] * 6])
    page.set_up_print("landscape")
    page.span(Area(1, 1, max(last, 8)), _say("title", lang, name=history.department), style.TITLE)
    page.put(2, 1, _say("unit", lang), style.NOTE)
    row = _table(page, history, 3, lang)
    row = _breaks(page, history, row + 1, folder, lang)
    _chart(sheet, history, row + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _say(key: str, lang: str, **values: object) -> str:
    return _WORDS[key][lang == "en"].format(**values)


def _table(page: Page, history: History, top: int, lang: str) -> int:
    """The figures, a row each and kind; the next free row. A year with a break in it is marked at its head."""
    broken = {each.year for each in history.breaks}
    page.put(top, 1, _say("figure", lang), style.HEADER)
    page.put(top, 2, "", style.HEADER)
    marked = Look(bold=True, fill="F8D7D4", border=True, horizontal="center", ink=style.BAD)
    for column, year in enumerate(history.years, 3):
        page.put(
            top,
            column,
            f"{year} ⚠" if year in broken else str(year),
            marked if year in broken else style.HEADER,
        )
    row = top + 1
    for number, kind in _lines(history):
        figure = FIGURES[number]
        page.put(row, 1, figure.en if lang == "en" else figure.zh, style.BODY)
        page.put(row, 2, _say(kind, lang), style.CENTRE)
        for column, year in enumerate(history.years, 3):
            point = history.points.get((number, kind, year))
            page.put(row, column, point.value / WAN if point else "", _AMOUNT)
        row += 1
    return row


def _lines(history: History) -> list[tuple[int, str]]:
    there = {(number, kind) for number, kind, _ in history.points}
    return [(n, kind) for n in range(len(FIGURES)) for kind in (BUDGET, ACCOUNTS) if (n, kind) in there]


def _breaks(page: Page, history: History, row: int, folder: Path, lang: str) -> int:
    page.put(row, 1, _say("breaks", lang), style.SECTION)
    if not history.breaks:
        page.put(row + 1, 1, _say("none", lang), style.NOTE)
        return row + 2
    last = max(8, 2 + len(history.years))
    for each in history.breaks:
        row += 1
        if each.page is None:
            page.put(row, 1, each.year, style.CENTRE)
        else:
            page.put(row, 1, each.year, _LINK)
            page.link_file(row, 1, address(each.page, folder), _LINK)
        page.span(Area(row, 2, last), each.what, style.BODY)
        page.set_height(row, 14.0 * style.lines(each.what, 16.0 * (last - 1)) + 3)
    return row + 1


def _chart(sheet: Worksheet, history: History, row: int) -> None:
    """The lines of the table over the years."""
    lines = _lines(history)
    if len(history.years) < 2 or not lines:
        return
    chart = LineChart()
    chart.height, chart.width = 9, 24
    for number, (figure, _) in enumerate(lines):
        if figure in {1, 2, 3, 6}:  # expenditure, basic, programme, three public
            values = Reference(sheet, min_col=2, max_col=2 + len(history.years), min_row=4 + number)
            chart.add_data(values, from_rows=True, titles_from_data=True)
            chart.series[-1].smooth = False
            chart.series[-1].tx.strRef.f = f"'{sheet.title}'!$A${4 + number}:$B${4 + number}"
    chart.set_categories(Reference(sheet, min_col=3, max_col=2 + len(history.years), min_row=3))
    chart.x_axis.delete = chart.y_axis.delete = False
    if chart.legend is not None:
        chart.legend.position = "b"
    sheet.add_chart(chart, f"A{row + 1}")
