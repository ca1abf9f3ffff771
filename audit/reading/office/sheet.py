"""One worksheet as it is seen: hidden and filtered rows and columns left out, each cell with the text Excel shows.

What is hidden is not on the printed page: it becomes no fact, and the document says so in a note.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from audit.document import Block, Cell, Grid, Line, Paragraph
from audit.reading.office.cell_text import built_in, shown
from audit.reading.office.drawings import named
from checks.finding import Place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_FEW = 2
"""Texts of a row that belong to no table."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sheet shows: its table, None where it is blank; its rows and columns with content that are hidden."""

    grid: Grid | None
    hidden: tuple[str, ...] = ()
    unsaved: tuple[str, ...] = ()


def seen(
    sheet: Worksheet, formulas: Worksheet | None, epoch: datetime, pictured: Collection[str] = ()
) -> Seen:
    """What ``sheet`` shows; ``formulas`` is the same sheet with formulas in place of their saved results.

    The cells ``pictured`` hold a picture and no text.

    A formula without a saved result stands in its cell as it is written: nobody may take the cell for empty.
    """
    rows, columns = _hidden_rows(sheet), _hidden_columns(sheet)
    at_row = _positions(sheet.max_row, rows)
    at_column = _positions(sheet.max_column, columns)
    spans, corners, covered = _merged(sheet, at_row, at_column)
    cells: list[Cell] = []
    gone_rows: set[int] = set()
    gone_columns: set[int] = set()
    unsaved: list[str] = []
    for line in sheet.iter_rows():
        for cell in line:
            row, column = cell.row, cell.column
            if row is None or column is None or (row, column) in covered:
                continue
            text = shown(cell.value, built_in(_format_number(cell), cell.number_format), epoch)
            if formulas is not None and cell.value is None:
                text = _formula(formulas[cell.coordinate])
            text = "" if named(text) or cell.coordinate in pictured else text
            height, width = spans.get((row, column), (1, 1))
            at = corners.get((row, column), (row, column))
            if at[0] not in at_row or at[1] not in at_column:
                if text and row in rows:
                    gone_rows.add(row)
                elif text:
                    gone_columns.add(column)
                continue
            name = f"{get_column_letter(column)}{row}"
            if text.startswith("=") and cell.value is None:
                unsaved.append(name)
            place = Place(cell=f"{sheet.title}!{name}")
            cells.append(Cell(at_row[at[0]], at_column[at[1]], text, place, height, width))
    hidden = (*_runs(gone_rows, str), *_runs(gone_columns, get_column_letter))
    return Seen(_grid(cells, sheet.title), hidden, tuple(unsaved))


def around(grid: Grid | None, title: str, pictures: Mapping[int, Sequence[Block]]) -> list[Block]:
    """What a sheet shows whose pictures, by the row they begin in, were read.

    Rows of one or two texts (a title, a unit) are no table: they stand as paragraphs above and below the pictures, so
    that a pictured table has its title. A sheet without any has its name.
    """
    if grid is None:
        return [Paragraph((Line(title, Place(cell=f"{title}!A1")),)), *_all(pictures.values())]
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell)
    if any(len(row) > _FEW for row in rows.values()):
        return [grid, *_all(pictures.values())]
    told: list[tuple[int, list[Block]]] = [(row, list(found)) for row, found in pictures.items()]
    for row in rows.values():
        line = Line(" ".join(cell.text for cell in row), row[0].place)
        told.append((_row_of(row[0]), [Paragraph((line,))]))
    return _all(blocks for _, blocks in sorted(told, key=lambda each: each[0]))


def _row_of(cell: Cell) -> int:
    """The row of the sheet (from 1) in which a cell stands."""
    return int(coordinate_to_tuple((cell.place.cell or "").rpartition("!")[2])[0])


def _all(parts: Iterable[Sequence[Block]]) -> list[Block]:
    return [block for part in parts for block in part]


def _format_number(cell: Any) -> int:
    """The number of the cell's format in the file: what built-in formats are known by."""
    return int(cell._style.numFmtId) if cell.has_style else 0


def _formula(cell: Any) -> str:
    """A formula as text, empty where the cell holds none."""
    if cell.data_type != "f":
        return ""
    written = getattr(cell.value, "text", cell.value)
    return str(written) if str(written).startswith("=") else f"={written or ''}"


def _hidden_rows(sheet: Worksheet) -> frozenset[int]:
    """The rows that are not shown: hidden, filtered out, folded away, without height, or so by default."""
    stated = {
        number: bool(row.hidden) or (row.height is not None and row.height <= 0)
        for number, row in sheet.row_dimensions.items()
    }
    default = bool(sheet.sheet_format.zeroHeight)
    return frozenset(n for n in range(1, sheet.max_row + 1) if stated.get(n, default))


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """The columns that are not shown; one entry of the file may stand for many."""
    gone = (entry for entry in sheet.column_dimensions.values() if entry.hidden or entry.width <= 0)
    return frozenset(
        number
        for entry in gone
        for number in range(entry.min or 1, min(entry.max or 0, sheet.max_column) + 1)
    )


def _positions(last: int, hidden: frozenset[int]) -> dict[int, int]:
    """Where each row or column that is shown stands in the grid."""
    return {number: at for at, number in enumerate(n for n in range(1, last + 1) if n not in hidden)}


def _merged(
    sheet: Worksheet, at_row: dict[int, int], at_column: dict[int, int]
) -> tuple[
    dict[tuple[int, int], tuple[int, int]], dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]
]:
    """Of merged cells by their upper left corner: how much of them is shown, where that begins; what they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        corner = (area.min_row, area.min_col)
        rows = [row for row in range(area.min_row, area.max_row + 1) if row in at_row]
        columns = [column for column in range(area.min_col, area.max_col + 1) if column in at_column]
        if rows and columns:
            spans[corner] = (len(rows), len(columns))
            corners[corner] = (rows[0], columns[0])
        covered.update(
            (row, column)
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        )
        covered.discard(corner)
    return spans, corners, covered


def _grid(cells: list[Cell], title: str) -> Grid | None:
    """The table of a sheet, cut where its content ends."""
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return None
    rows = max(cell.row + cell.row_span for cell in filled)
    columns = max(cell.column + cell.column_span for cell in filled)
    inside = tuple(
        _clamped(cell, rows, columns) for cell in cells if cell.row < rows and cell.column < columns
    )
    return Grid(inside, rows, columns, Place(cell=f"{title}!A1"), title)


def _clamped(cell: Cell, rows: int, columns: int) -> Cell:
    """The cell with spans that end where the table ends."""
    height, width = min(cell.row_span, rows - cell.row), min(cell.column_span, columns - cell.column)
    if (height, width) == (cell.row_span, cell.column_span):
        return cell
    return Cell(cell.row, cell.column, cell.text, cell.place, height, width)


def _runs(numbers: set[int], name: Any) -> list[str]:
    """Numbers that follow each other as ranges: 3, 5–8."""
    found = []
    for _, group in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        found.append(name(run[0]) if len(run) == 1 else f"{name(run[0])}–{name(run[-1])}")
    return found
