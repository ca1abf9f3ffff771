"""Lists that 其中 opens in a table and that go on without the word: 基本支出, 其中：人员经费, 公用经费.

The row under 其中 says that it is a part; those after it do not. They are parts too where together they make up the row
that is divided, in half of its columns at least, or to the last digit of an amount of many: a coincidence of several
amounts is less likely than a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from audit.recognition.tables.table import Row
from checks.catalogue import bare, plain
from checks.numbers.amount import PIECE, Printed, parse

PART = re.compile(r"(?:其中|#)")
"""How the label of a row begins that is a part of the row above it."""

_LONGEST = 8
_DIGITS = 4


def parts_that_go_on(rows: Sequence[Row]) -> frozenset[int]:
    """The positions of the rows that go on with a list opened by 其中 above them."""
    found: set[int] = set()
    for at, row in enumerate(rows):
        opens = at and PART.match(plain(row.label)) and not PART.match(plain(rows[at - 1].label))
        if opens and rows[at - 1].block == row.block:
            found.update(range(at + 1, _end(rows, at)))
    return frozenset(found)


def _end(rows: Sequence[Row], at: int) -> int:
    """Behind the last row of the list that begins at a row; right behind that row where it stands alone."""
    whole, left = _amounts(rows[at - 1]), _amounts(rows[at - 1])
    for end in range(at, min(at + _LONGEST, len(rows))):
        goes_on = end == at or (bare(rows[end].label) and not PART.match(plain(rows[end].label)))
        if not goes_on or rows[end].block != rows[at].block:
            break
        part = _amounts(rows[end])
        left = {c: (v - part[c][0], h + part[c][1]) if c in part else (v, h) for c, (v, h) in left.items()}
        used = [c for c, (value, _) in whole.items() if value]
        made_up = [c for c in used if abs(left[c][0]) <= left[c][1]]
        told = end > at and any(_is_long(whole[c]) for c in made_up)
        if used and (told or 2 * len(made_up) >= len(used)):
            return end + 1
    return at + 1


def _is_long(number: tuple[int, int]) -> bool:
    """Whether a number with its half-width is printed with so many digits that others do not make it up by chance."""
    value, half = number
    return half > 0 and len(str(abs(value) // (2 * half)).rstrip("0")) >= _DIGITS


def _amounts(row: Row) -> Mapping[int, tuple[int, int]]:
    """The value and the half-width of each number of a row, by column; rates add up to nothing."""
    read = ((entry.column, parse(entry.text, PIECE)) for entry in row.entries if "%" not in entry.text)
    return {column: (number.value, number.half) for column, number in read if isinstance(number, Printed)}
