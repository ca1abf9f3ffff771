"""A row that a page break has torn: the rest of its code and name stands on the next page and is put back.

Word processors may break a row over two pages. The continuation then begins with 育 under 学前教, without any
amount. Read as a row of its own it is a row without numbers, and the first part keeps a name (and a code)
that no list knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.document import Cell
from audit.recognition.cells import is_numeric, text_of
from checks.catalogue import plain

Matrix = list[list[Cell | None]]


def mended(above: Matrix, below: Matrix, start: int) -> int:
    """Join row ``start`` of ``below`` to the last row of ``above`` where it is that row's rest.

    ``above`` is changed in place. Returns the index of the first row of ``below`` that is a row of its own.
    Only tables with codes are mended: there a row without a code of its own can be told from the rest of one.
    """
    codes = _code_lengths(above)
    if not codes or start >= len(below) or not _is_rest(above[-1], below[start], codes):
        return start
    above[-1] = [_joined(cell, text_of(rest)) for cell, rest in zip(above[-1], below[start], strict=True)]
    return start + 1


def _code_lengths(matrix: Matrix) -> dict[int, set[int]]:
    """The columns in which most texts are codes, and how long those are."""
    found: dict[int, set[int]] = {}
    for column in range(len(matrix[0])):
        texts = [t for row in matrix if (t := plain(text_of(row[column])))]
        digits = [t for t in texts if t.isdigit() and 2 <= len(t) <= 7]
        if len(digits) >= 3 and 2 * len(digits) > len(texts):
            found[column] = {len(t) for t in digits}
    return {column: lengths for column, lengths in found.items() if 3 in lengths}


def _is_rest(torn: Sequence[Cell | None], rest: Sequence[Cell | None], codes: dict[int, set[int]]) -> bool:
    texts = [(column, plain(text_of(cell))) for column, cell in enumerate(rest) if text_of(cell)]
    if not any(column not in codes for column, _ in texts):
        return False
    for column, text in texts:
        before = plain(text_of(torn[column]))
        if column in codes:
            whole = len(before) + len(text)
            if not text.isdigit() or not before or whole > 7 or whole % 2 == 0 or len(before) in {3, 5}:
                return False
        elif is_numeric(text) or not before or is_numeric(before) or text == before:
            return False
    return True


def _joined(cell: Cell | None, rest: str) -> Cell | None:
    return replace(cell, text=cell.text + rest) if cell is not None and rest else cell
