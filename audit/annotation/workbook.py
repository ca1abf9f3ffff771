"""A copy of a workbook with the cells that findings speak of coloured, and what they say as comments.

Formulas stay formulas. What openpyxl does not know (some charts, some form controls) is not in the copy: it is
made for reading, and the original is untouched.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.annotation.marks import AUTHOR, FILL, INK, LIGHT, Mark
from audit.reading.office.package import usual
from audit.reporting.plain import clean

_WIDTH = 320
_LINE = 18
_HIGHEST = 420
_PER_LINE = 24
"""Chinese characters on a line of a comment of that width."""


def annotated(data: bytes, marks: Sequence[Mark], macros: bool) -> bytes:
    """The workbook ``data`` with its marks; with ``macros`` it keeps them. Raises for a damaged file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it leaves out
        book = load_workbook(BytesIO(usual(data)), keep_vba=macros)
    for mark in marks:
        cell = _cell(book, mark.evidence.place.cell)
        if cell is not None:
            _colour(cell, mark)
            _comment(cell, mark.note)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(book: Workbook, address: str | None) -> Cell | None:
    """The cell at ``Sheet1!D12``, or that a picture (``Sheet1!D12 图1``) begins in.

    For a finding without one it is the first cell of the first sheet that is shown.
    """
    if address is None:
        shown = (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        sheet, position = next(shown, None), "A1"
    else:
        title, _, position = address.rpartition("!")
        position = position.partition(" ")[0]
        sheet = book[title] if title in book.sheetnames else None
    found = sheet[position] if isinstance(sheet, Worksheet) else None
    return found if isinstance(found, Cell) else None


def _colour(cell: Cell, mark: Mark) -> None:
    """A coloured cell with a frame for the number in question, a frame alone for the others."""
    side = Side(style="medium", color=INK[mark.severity]) if mark.strong else Side(style="thin", color=LIGHT)
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    if mark.strong:
        cell.fill = PatternFill("solid", fgColor=FILL[mark.severity])


def _comment(cell: Cell, note: str) -> None:
    """The note as a comment, below one that stands there already."""
    text = clean(note)
    if cell.comment is not None and cell.comment.text:
        text = f"{cell.comment.text}\n\n{text}"
    height = _LINE * sum(1 + len(line) // _PER_LINE for line in text.split("\n")) + _LINE
    cell.comment = Comment(text, AUTHOR, height=min(height, _HIGHEST), width=_WIDTH)
