"""A copy of a workbook with its corrected cells coloured, and in a comment what stood there before.

A formula is not written over: what it computes is corrected where it comes from.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.annotation.marks import AUTHOR
from audit.reading.office.package import usual
from audit.reporting.culprit import decimal
from audit.revision.words import Revised
from checks.finding import Correction

_FILL = "FFF2A8"
_WIDTH, _HEIGHT = 320, 160


def revised(
    data: bytes, corrections: Sequence[Correction], comments: Mapping[int, str], macros: bool
) -> Revised:
    """The workbook ``data`` with its corrections; with ``macros`` it keeps them. Raises for a damaged file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it leaves out
        book = load_workbook(BytesIO(usual(data)), keep_vba=macros)
    done = []
    for each in corrections:
        cell = _cell(book, each.evidence.place.cell)
        if cell is not None and _put(cell, each):
            cell.fill = PatternFill("solid", fgColor=_FILL)
            said = f"{cell.comment.text}\n\n" if cell.comment is not None and cell.comment.text else ""
            cell.comment = Comment(said + comments[each.fact], AUTHOR, height=_HEIGHT, width=_WIDTH)
            done.append(each.fact)
    buffer = BytesIO()
    book.save(buffer)
    return Revised(buffer.getvalue(), ".xlsm" if macros else ".xlsx", tuple(done))


def _cell(book: Workbook, address: str | None) -> Cell | None:
    """The cell at ``Sheet1!D12``; a picture (``Sheet1!D12 图1``) cannot be written in."""
    title, _, position = (address or "").rpartition("!")
    sheet = book[title] if title in book.sheetnames else None
    pictured = " " in position
    found = sheet[position] if isinstance(sheet, Worksheet) and position and not pictured else None
    return found if isinstance(found, Cell) else None


def _put(cell: Cell, correction: Correction) -> bool:
    """Write the right number as the wrong one stood there: as a number or as text; a rate in its own scale."""
    if cell.data_type == "f":
        return False
    if isinstance(cell.value, str):
        cell.value = correction.repair
        return True
    if not isinstance(cell.value, int | float):
        return False
    right = decimal(correction.repair)
    if "%" in correction.repair:
        right /= 100
    cell.value = int(right) if right == right.to_integral_value() else float(right)
    return True
