"""``history.xlsx``: the main figures over the years as a table and a chart, the breaks marked and listed."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from audit.desk.history.figures import FIGURES, WAN, History, lines
from audit.desk.history.words import say
from audit.reporting.excel import style
from audit.reporting.excel.page import Area, Page, Painter
from audit.reporting.excel.style import Look
from audit.store.reports import Leads

_AMOUNT = Look(border=True, horizontal="right", number_format="#,##0.00")
_LINK = Look(border=True, ink=style.LINK, underline=True)


def render(history: History, leads: Leads, lang: str) -> bytes:
    """The workbook as bytes; ``leads`` is how its links lead to reports."""
    book = Workbook()
    book.properties.creator = "gouji desk"
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = say("sheet", lang)
    page = Page(sheet, Painter())
    last = 2 + len(history.years)
    page.set_widths([24.0, 8.0, *[16.0] * len(history.years), *[14.0] * 6])
    page.set_up_print("landscape")
    page.span(Area(1, 1, max(last, 8)), say("title", lang, name=history.department), style.TITLE)
    page.put(2, 1, say("unit", lang), style.NOTE)
    row = _table(page, history, 3, lang)
    row = _breaks(page, history, row + 1, leads, lang)
    _chart(sheet, history, row + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(page: Page, history: History, top: int, lang: str) -> int:
    """The figures, a row each and kind; the next free row. A year with a break in it is marked at its head."""
    broken = {each.year for each in history.breaks}
    page.put(top, 1, say("figure", lang), style.HEADER)
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
    for number, kind in lines(history):
        figure = FIGURES[number]
        page.put(row, 1, figure.name(lang), style.BODY)
        page.put(row, 2, say(kind, lang), style.CENTRE)
        for column, year in enumerate(history.years, 3):
            point = history.points.get((number, kind, year))
            page.put(row, column, point.value / WAN if point else "", _AMOUNT)
        row += 1
    return row


def _breaks(page: Page, history: History, row: int, leads: Leads, lang: str) -> int:
    page.put(row, 1, say("breaks", lang), style.SECTION)
    if not history.breaks:
        page.put(row + 1, 1, say("none", lang), style.NOTE)
        return row + 2
    last = max(8, 2 + len(history.years))
    for each in history.breaks:
        row += 1
        page.put(row, 1, each.year, _LINK)
        page.link_file(row, 1, leads(each.task), _LINK)
        page.span(Area(row, 2, last), each.what, style.BODY)
        page.set_height(row, 14.0 * style.lines(each.what, 16.0 * (last - 1)) + 3)
    return row + 1


def _chart(sheet: Worksheet, history: History, row: int) -> None:
    """The lines of the table over the years."""
    drawn = lines(history)
    if len(history.years) < 2 or not drawn:
        return
    chart = LineChart()
    chart.height, chart.width = 9, 24
    for number, (figure, _) in enumerate(drawn):
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
