"""A continuation page that prints codes in other columns than the page before: 类 | 款 | 项 against one code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.document import Cell
from audit.recognition.tables.cells import header_rows, text_of

Matrix = list[list[Cell | None]]

_WIDTHS = (3, 2, 2)
"""Digits of 类, 款 and 项."""


def recoded(matrix: Matrix, above: Matrix) -> Matrix:
    """``matrix`` without its header and with its codes in as many columns as those of ``above``.

    It comes back as it is where that does not make the two equally wide, or where either has no codes.
    """
    start, first = header_rows(matrix), header_rows(above)
    ours, theirs = _codes(matrix, start), _codes(above, first)
    if {ours, theirs} != {1, 3} or len(matrix[0]) - ours != len(above[0]) - theirs:
        return matrix
    if theirs == 1:
        return [_joined(row) for row in matrix[start:]]
    whole = not any(text_of(row[1]).isdigit() for row in above[first:])
    return [_split(row, whole=whole) for row in matrix[start:]]


def _codes(matrix: Matrix, start: int) -> int:
    """How many columns at the left are headed 类, 款, 项, hold nothing but codes, or are blank behind such.

    Those words may stand in the row of the total, which is the first of the body.
    """
    count = 0
    for column in range(len(matrix[0])):
        headed = any(text_of(row[column]) in {"类", "款", "项"} for row in matrix[: start + 1])
        texts = [text for row in matrix[start:] if (text := text_of(row[column]))]
        digits = [text for text in texts if text.isdigit() and 2 <= len(text) <= 7]
        blank = count > 0 and not any(text_of(row[column]) for row in matrix)
        if not (headed or blank) and (not digits or len(digits) + 1 < len(texts)):
            break
        count += 1
    return count


def _joined(row: Sequence[Cell | None]) -> list[Cell | None]:
    """类, 款 and 项 as one code; a label that stands in their place stays."""
    parts = [text_of(cell) for cell in row[:3]]
    first = next((cell for cell in row[:3] if text_of(cell)), row[0])
    code = "".join(
        part.zfill(width) if part.isdigit() else part
        for part, width in zip(parts, _WIDTHS, strict=True)
        if part
    )
    cell = None if first is None else replace(first, column=0, text=code, column_span=1)
    return [cell, *(_moved(other, -2) for other in row[3:])]


def _split(row: Sequence[Cell | None], *, whole: bool) -> list[Cell | None]:
    """One code as 类, 款 and 项, or ``whole`` in the first of the three; a label in its place spans them."""
    cell = row[0]
    code = text_of(cell)
    rest = [_moved(other, 2) for other in row[1:]]
    if cell is None or whole or not code.isdigit():
        return [cell if cell is None else replace(cell, column_span=cell.column_span + 2), None, None, *rest]
    parts = (code[:3], code[3:5], code[5:7])
    return [*(replace(cell, column=at, text=part, column_span=1) for at, part in enumerate(parts)), *rest]


def _moved(cell: Cell | None, by: int) -> Cell | None:
    return None if cell is None else replace(cell, column=cell.column + by)
