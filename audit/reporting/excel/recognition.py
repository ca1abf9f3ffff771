"""Sheet 识别存疑: the numbers of pictures that were put right or are not sure, to be ticked off beside the original."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from audit.reporting.excel import style
from audit.reporting.excel.page import Area, Page
from audit.reporting.view import View, percent, picture_of

COLUMNS: dict[str, float] = {
    "number": 6,
    "document": 24,
    "place": 10,
    "table": 24,
    "row": 24,
    "column": 16,
    "picture": 38,
    "recognised": 15,
    "counts_as": 15,
    "other_readings": 30,
    "sureness": 9,
    "because": 24,
    "ticked": 10,
}
_HEADER = 2
_PICTURE = 260
"""The width of a picture in pixels."""


def draw(page: Page, view: View, pictures: Mapping[str, bytes]) -> None:
    """One row a number, those that the relations have put right first, each with its picture where there is one."""
    words = view.words
    page.set_widths(list(COLUMNS.values()))
    page.span(Area(1, 1, len(COLUMNS)), words("recognition.how"), style.NOTE)
    for column, name in enumerate(COLUMNS, 1):
        page.put(_HEADER, column, words(f"label.{name}"), style.HEADER)
    for row, seen in enumerate(view.report.recognition, _HEADER + 1):
        values: dict[str, str | int] = {
            "number": row - _HEADER,
            "document": view.documents[seen.document],
            "place": view.place(seen.place),
            "table": view.tables.get(seen.statement or "", ""),
            "row": seen.row or "",
            "column": seen.column or "",
            "picture": "",
            "recognised": seen.read or seen.text,
            "counts_as": seen.text,
            "other_readings": words("list.comma").join(seen.others),
            "sureness": percent(seen.chance) if seen.others else "—",
            "because": view.because(seen),
            "ticked": "□",
        }
        for column, name in enumerate(COLUMNS, 1):
            page.put(row, column, values[name], style.BODY)
        picture = pictures.get(picture_of(row - _HEADER - 1))
        if picture:
            shown = page.picture(row, list(COLUMNS).index("picture") + 1, picture, _PICTURE)
            page.set_height(row, shown + 4)
    if not pictures:
        page.hide(list(COLUMNS).index("picture") + 1)
    page.sheet.freeze_panes = f"A{_HEADER + 1}"
    page.set_up_print("landscape", f"{_HEADER}:{_HEADER}")
    letter = get_column_letter(len(COLUMNS))
    page.sheet.auto_filter.ref = f"A{_HEADER}:{letter}{_HEADER + max(len(view.report.recognition), 1)}"
