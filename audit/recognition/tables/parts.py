"""Several tables on one sheet: where one ends and the next begins, above each other or side by side.

A table begins at its title. Where none is printed, blank rows and a new header part two tables. Blank rows and
columns inside a table only set it apart for the eye and are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.document import Cell, Grid
from audit.recognition.tables.cells import CODE_HEADERS, LABEL_HEADERS, counts_columns, is_numeric
from audit.recognition.tables.headings import is_table_heading, is_title, unit_in
from checks.catalogue import plain, statement_for_title

_Rows = list[list[Cell]]


def parts(grid: Grid) -> list[Grid]:
    """The tables of a sheet from the top down, those side by side from left to right; a lone table as it is."""
    rows: _Rows = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        if cell.text.strip():
            rows[cell.row].append(cell)
    starts = _starts(rows)
    found: list[Grid] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], grid.rows], strict=True)):
        named = number == 0 or _opens_with_title(rows[start:end])
        for first, last in _sides(rows[start:end], grid.columns):
            part = _cut(grid, start, end, first, last)
            if part is not None:
                found.append(part if named else replace(part, name=None))
    return found


def _starts(rows: _Rows) -> list[int]:
    """The rows in which tables begin, row 0 among them."""
    starts = [0]
    filled = False  # a row of several cells since the last start: a table can end here
    for index, row in enumerate(rows):
        if not row:
            continue
        heading = _is_heading(row)
        above = rows[index - 1] if index else []
        if filled and heading and not _is_heading(above) and _names_a_table(rows, index):
            starts.append(index)
            filled = False
        elif (
            filled
            and not above
            and not heading
            and _is_header(row)
            and _has_numbers(rows[starts[-1] : index])
        ):
            starts.append(index)
        filled |= len(row) > 1 and not heading
    return starts


def _is_heading(row: Sequence[Cell]) -> bool:
    """Whether all texts of a row belong above a table: titles, numbers, units, departments."""
    return bool(row) and len(row) <= 4 and all(is_table_heading(cell.text) for cell in row)


def _names_a_table(rows: _Rows, start: int) -> bool:
    """Whether the headings from ``start`` on hold a title, and what follows them is the head of a table.

    An official title says so by itself. Any other (a label may end in 表 too) must have a unit or a header below.
    """
    titles: list[str] = []
    stated = False
    for row in rows[start:]:
        if not row:
            continue
        if not _is_heading(row):
            return bool(titles) and (stated or _is_header(row))
        titles += [cell.text for cell in row if is_title(cell.text)]
        if any(statement_for_title(text) for text in titles):
            return True
        stated |= any(unit_in(cell.text) for cell in row)
    return False


def _opens_with_title(rows: _Rows) -> bool:
    heading = next((row for row in rows if row), [])
    return _is_heading(heading)


def _is_header(row: Sequence[Cell]) -> bool:
    """Whether a row names columns: two words or more, no number, one of them what labels are headed by."""
    texts = [cell.text for cell in row]
    words = "".join(plain(text) for text in texts)
    return (
        len(texts) > 1
        and not any(is_numeric(text) for text in texts)
        and any(word in words for word in (*LABEL_HEADERS, *CODE_HEADERS))
    )


def _has_numbers(rows: _Rows) -> bool:
    return any(is_numeric(cell.text) for row in rows if not counts_columns(row) for cell in row)


def _sides(rows: _Rows, columns: int) -> list[tuple[int, int]]:
    """The column ranges of tables that stand side by side: each has a title of its own, blank columns between.

    No blank column is needed where an official title and, under it, the first column of a table begin together.
    """
    used = [False] * columns
    for row in rows:
        for cell in row:
            for column in range(cell.column, min(cell.column + cell.column_span, columns)):
                used[column] = True
    titled = [
        cell.column
        for cell in next((row for row in rows if sum(is_title(cell.text) for cell in row) > 1), [])
        if is_title(cell.text)
    ]
    sides: list[tuple[int, int]] = []
    first = 0
    for column in range(1, columns):
        if column in titled and titled[0] < column and _begins(rows, column):
            sides.append((first, column))
            first = column
        elif used[column] and not used[column - 1] and any(first <= t < column for t in titled):
            rest = [t for t in titled if t >= column]
            if rest and rest[0] < next((c for c in range(column, columns) if not used[c]), columns):
                sides.append((first, column))
                first = column
    return [*sides, (first, columns)]


def _begins(rows: _Rows, column: int) -> bool:
    """Whether a table with an official title begins with a column: what heads labels or codes stands there, nothing spans it."""
    if any(cell.column < column < cell.column + cell.column_span for row in rows for cell in row):
        return False
    texts = [cell.text for row in rows for cell in row if cell.column == column]
    heads = [text for text in texts if not is_table_heading(text)]
    return any(statement_for_title(text) for text in texts) and any(
        word in plain(text) for text in heads[:1] for word in (*LABEL_HEADERS, *CODE_HEADERS)
    )


def _cut(grid: Grid, start: int, end: int, first: int, last: int) -> Grid | None:
    """The part of a grid in a range of rows and columns, without its blank rows and columns."""
    inside = [cell for cell in grid.cells if start <= cell.row < end and first <= cell.column < last]
    filled = [cell for cell in inside if cell.text.strip()]
    if not filled:
        return None
    rows = sorted({cell.row for cell in filled})
    columns = sorted(
        {
            column
            for cell in filled
            for column in range(cell.column, min(cell.column + cell.column_span, last))
            if cell.column_span == 1 or _stands_in(column, filled)
        }
        | {cell.column for cell in filled}
    )
    at_row = {row: at for at, row in enumerate(rows)}
    at_column = {column: at for at, column in enumerate(columns)}
    cells = tuple(
        replace(
            cell,
            row=at_row[cell.row],
            column=at_column[cell.column],
            row_span=max(1, sum(row in at_row for row in range(cell.row, cell.row + cell.row_span))),
            column_span=max(
                1, sum(column in at_column for column in range(cell.column, cell.column + cell.column_span))
            ),
        )
        for cell in inside
        if cell.row in at_row and cell.column in at_column
    )
    place = filled[0].place if (start, first) != (0, 0) else grid.place
    return Grid(cells, len(rows), len(columns), place, grid.name)


def _stands_in(column: int, filled: Sequence[Cell]) -> bool:
    """Whether a text of its own stands in a column, and not only one that spans it."""
    return any(cell.column == column for cell in filled)
