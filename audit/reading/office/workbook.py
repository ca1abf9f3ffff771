"""XLSX to blocks: each sheet a grid with the text as Excel shows it, which is what people search for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils import get_column_letter

from audit.document import Cell, Document, Grid, Problem
from audit.reading.office.cell_text import shown
from audit.reading.problems import UnreadableError, problem
from audit.reading.source import Source
from checks.finding import Place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_CELLS = 2_000_000
"""A disclosure has thousands of cells; a sheet that claims more is damaged or meant to do harm."""


def read(source: Source, lang: str) -> Document:
    """One grid for each visible sheet that holds anything; merged cells as spans."""
    book = _open(source, values=True)
    formulas = _open(source, values=False) if b"<f" in _sheets_xml(source) else None
    blocks: list[Grid] = []
    problems: list[Problem] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row * sheet.max_column > _MOST_CELLS:
            raise UnreadableError("corrupt", name=source.name)
        table = _grid(sheet)
        if table is not None:
            blocks.append(table)
        if formulas is not None:
            problems.extend(_uncached(sheet, formulas[sheet.title], lang))
    if not blocks:
        raise UnreadableError("no_content", name=source.name)
    return Document(source.name, source.sha256, "xlsx", tuple(blocks), problems=tuple(problems))


def _open(source: Source, *, values: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that hold no data
        return openpyxl.load_workbook(BytesIO(source.data), data_only=values)


def _sheets_xml(source: Source) -> bytes:
    """The sheets' XML, to see cheaply whether there is any formula."""
    from zipfile import ZipFile  # noqa: PLC0415  (one use, standard library)

    with ZipFile(BytesIO(source.data)) as package:
        names = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return b"".join(package.read(name) for name in names)


def _grid(sheet: Worksheet) -> Grid | None:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        corner = (area.min_row, area.min_col)
        spans[corner] = (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        covered.update(
            (row, column)
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        )
        covered.discard(corner)
    cells: list[Cell] = []
    rows = columns = 0
    for line in sheet.iter_rows():
        for cell in line:
            row, column = cell.row, cell.column
            if row is None or column is None or (row, column) in covered:
                continue
            text = shown(cell.value, cell.number_format)
            height, width = spans.get((row, column), (1, 1))
            if text:
                rows, columns = max(rows, row + height - 1), max(columns, column + width - 1)
            place = Place(cell=f"{sheet.title}!{get_column_letter(column)}{row}")
            cells.append(Cell(row - 1, column - 1, text, place, height, width))
    if not rows:
        return None
    inside = tuple(
        _clamped(cell, rows, columns) for cell in cells if cell.row < rows and cell.column < columns
    )
    return Grid(inside, rows, columns, Place(cell=f"{sheet.title}!A1"), sheet.title)


def _clamped(cell: Cell, rows: int, columns: int) -> Cell:
    """The cell with spans that end where the table ends."""
    height, width = min(cell.row_span, rows - cell.row), min(cell.column_span, columns - cell.column)
    if (height, width) == (cell.row_span, cell.column_span):
        return cell
    return Cell(cell.row, cell.column, cell.text, cell.place, height, width)


def _uncached(sheet: Worksheet, formulas: Worksheet, lang: str) -> Iterator[Problem]:
    """Formulas whose result was not saved: their cells look empty and are not."""
    for line in formulas.iter_rows():
        for cell in line:
            if cell.data_type == "f" and sheet[cell.coordinate].value is None:
                name = f"{sheet.title}!{cell.coordinate}"
                yield problem("formula", lang, Place(cell=name), cell=name)
