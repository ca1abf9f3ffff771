"""Cells of several lines: words and numbers that were broken to fit the width put together, rows told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.document import Cell

_AMOUNT = re.compile(r"[-(（]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+[)）]?")
"""A number that is whole as it stands."""


_MARK = re.compile(r"[\[［(（]?(?:注?\d{1,2}|[①-⑳*＊])[\]］)）]?")


def unwrapped(parts: Iterable[str]) -> str:
    """The lines of one cell as one text: nothing between them but a space between two Latin words or two whole numbers."""
    text = before = ""
    for part in (piece.strip() for piece in parts):
        latin = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        apart = latin or (_AMOUNT.fullmatch(before) is not None and _AMOUNT.fullmatch(part) is not None)
        text += f" {part}" if apart else part
        before = part
    return text


def is_mark(raised: str, before: str) -> bool:
    """Whether what stands raised behind a number is the mark of a note: 12.50¹⁾."""
    return _MARK.fullmatch(raised.strip()) is not None and before.rstrip()[-1:].isdigit()


def apart(found: Sequence[tuple[Cell, Sequence[str]]]) -> tuple[Cell, ...]:
    """Cells with their lines: each a cell of its text, or of one line where all rows of a table stand in one row of cells."""
    rows: dict[int, list[tuple[Cell, Sequence[str]]]] = {}
    for cell, lines in found:
        rows.setdefault(cell.row, []).append((cell, lines))
    high = {
        row: _rows_in([lines for _, lines in cells])
        for row, cells in rows.items()
        if all(cell.row_span == 1 for cell, _ in cells)
    }
    tall = {row: rows for row, rows in high.items() if rows > 1}
    cells: list[Cell] = []
    for cell, lines in found:
        top = cell.row + sum(rows - 1 for row, rows in tall.items() if row < cell.row)
        if cell.row in tall:
            texts = [*lines, *[""] * tall[cell.row]][: tall[cell.row]]
            cells += [replace(cell, row=top + at, text=text) for at, text in enumerate(texts)]
        else:
            inside = sum(rows - 1 for row, rows in tall.items() if cell.row < row < cell.row + cell.row_span)
            cells.append(replace(cell, row=top, text=unwrapped(lines), row_span=cell.row_span + inside))
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _rows_in(cells: Sequence[Sequence[str]]) -> int:
    """How many rows stand in one row of cells, each cell a line for each: 1 unless all agree and some have only amounts."""
    several = [lines for lines in cells if len(lines) > 1]
    amounts = any(all(_AMOUNT.fullmatch(line) for line in lines) for lines in several)
    alone = any(len(lines) == 1 and lines[0] for lines in cells)
    return len(several[0]) if amounts and not alone and len(set(map(len, several))) == 1 else 1
