"""A row that a page break has torn: the rest of its code and name stands on the next page and is put back.

Word processors may break a row over two pages. The continuation then begins with 育 under 学前教, and with 57
under 1,176,3 where the column is narrow. Read as a row of its own it is a row that is not in the table, and the
first part keeps a name, a code or an amount that was never printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from audit.document import Cell
from audit.recognition.tables.cells import is_numeric, text_of
from checks.numbers.amount import normalise

Matrix = list[list[Cell | None]]

_FEW_LINES = 4
"""So many rows that count on make a column of 行次."""

_LONGEST_REST = 12
_WHOLE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")


def mended(above: Matrix, below: Matrix, start: int) -> int:
    """Join row ``start`` of ``below`` to the last row of ``above`` where it is that row's rest.

    ``above`` is changed in place. Returns the index of the first row of ``below`` that is a row of its own.
    Only tables with codes or with 行次 are mended: there a row without a code or a number of its own can be told from the
    rest of one.
    """
    if start >= len(below):
        return start
    codes, numbered = _code_lengths(above), _line_numbers(above)
    torn = (
        _is_rest(above, below[start], codes) if codes else _is_rest_of_labels(above, below[start], numbered)
    )
    if not torn:
        return start
    above[-1] = [_joined(cell, text_of(rest)) for cell, rest in zip(above[-1], below[start], strict=True)]
    return start + 1


def _code_lengths(matrix: Matrix) -> dict[int, set[int]]:
    """The columns in which most texts are codes, and how long those are."""
    found: dict[int, set[int]] = {}
    for column in range(len(matrix[0])):
        texts = [t for row in matrix if (t := _tight(text_of(row[column])))]
        digits = [t for t in texts if t.isdigit() and 2 <= len(t) <= 7]
        if len(digits) >= 3 and 2 * len(digits) > len(texts):
            found[column] = {len(t) for t in digits}
    return {column: lengths for column, lengths in found.items() if 3 in lengths}


def _line_numbers(matrix: Matrix) -> list[int]:
    """The columns that count their rows, one up each (行次)."""
    found = []
    for column in range(len(matrix[0])):
        numbers = [int(t) for row in matrix if (t := _tight(text_of(row[column]))).isdigit()]
        steps = sum(after - before == 1 for before, after in pairwise(numbers))
        if len(numbers) >= _FEW_LINES and steps >= len(numbers) - 2:
            found.append(column)
    return found


def _is_rest_of_labels(above: Matrix, rest: Sequence[Cell | None], numbered: Sequence[int]) -> bool:
    """Whether a row without a number of its own holds nothing but ends of the labels of the row before it."""
    texts = [(column, _tight(text_of(cell))) for column, cell in enumerate(rest) if text_of(cell)]
    if not numbered or not texts or any(column in numbered for column, _ in texts):
        return False
    counted = all(_tight(text_of(above[-1][column])).isdigit() for column in numbered)
    return counted and all(
        _completes(above, column, text) or _is_end_of_label(_tight(text_of(above[-1][column])), text)
        for column, text in texts
    )


def _is_end_of_label(before: str, text: str) -> bool:
    return bool(before) and not is_numeric(before) and not is_numeric(text) and len(text) <= _LONGEST_REST


def _is_rest(above: Matrix, rest: Sequence[Cell | None], codes: dict[int, set[int]]) -> bool:
    torn = above[-1]
    texts = [(column, _tight(text_of(cell))) for column, cell in enumerate(rest) if text_of(cell)]
    if all(column in codes for column, _ in texts):
        return False
    for column, text in texts:
        before = _tight(text_of(torn[column]))
        if column in codes:
            if not _is_end_of_code(before, text, codes[column]):
                return False
        elif not before or text == before:
            return False
        elif re.fullmatch(r"[\d,.]+", text):
            if not _completes(above, column, text):
                return False
        elif is_numeric(before):
            return False
    return True


def _is_end_of_code(before: str, text: str, lengths: AbstractSet[int]) -> bool:
    """Whether digits are the rest of a code: of one that was cut, or of one whose head is a code too (22102, 03)."""
    whole = len(before) + len(text)
    if not text.isdigit() or not before or whole > 7 or whole % 2 == 0:
        return False
    return len(before) not in {3, 5} or (whole in lengths and len(text) not in lengths)


def _completes(above: Matrix, column: int, text: str) -> bool:
    """Whether digits make the amount above them whole: 54 under 1,114. in a column of two decimals."""
    before, places = _tight(text_of(above[-1][column])), _decimals(above, column)
    return not _is_whole(before, places) and _is_whole(before + text, places)


def _decimals(matrix: Matrix, column: int) -> int:
    """How many decimals most amounts of a column are printed with."""
    whole = [m for row in matrix if (m := _WHOLE.fullmatch(_tight(text_of(row[column]))))]
    return Counter(len(m[1] or "") for m in whole).most_common(1)[0][0] if whole else 0


def _is_whole(text: str, places: int) -> bool:
    """Whether a text is an amount printed in full, with as many decimals as its column has."""
    match = _WHOLE.fullmatch(text)
    return match is not None and len(match[1] or "") == places


def _tight(text: str) -> str:
    return "".join(normalise(text).split())


def _joined(cell: Cell | None, rest: str) -> Cell | None:
    return replace(cell, text=cell.text + rest) if cell is not None and rest else cell
