"""The head of a table that stands inside its grid: title, department and unit in the first rows of a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.document import Cell
from audit.recognition.tables.cells import NUMERIC, texts_of
from audit.recognition.tables.headings import is_table_heading, is_title, one_title, unit_in
from checks.catalogue import plain
from checks.numbers.amount import normalise

_LONGEST = 60
_MOST_TEXTS = 3
_ONLY_UNIT = re.compile(r"[（(]?(?:金额)?[：:]?(?:百万|千|万|亿)?元[）)]?")
_OVER_A_TITLE = 4
"""Rows in which the title of a table follows what is printed over it."""


def lift_heading(matrix: list[list[Cell | None]]) -> list[str]:
    """Take the title, department and unit rows off the top of a grid that contains its own heading."""
    lifted: list[str] = []
    while matrix:
        texts = texts_of(matrix[0])
        if not texts:
            matrix.pop(0)
            continue
        below = texts_of(matrix[1]) if len(matrix) > 1 else []
        if len(texts) == len(below) == 1 and one_title(texts[0], below[0]):
            lifted.append(texts[0] + below[0])
            del matrix[:2]
            continue
        lone = len(texts) == 1 and len(matrix[0]) > 1 and not NUMERIC.fullmatch(normalise(texts[0]))
        stated = len(texts) <= _MOST_TEXTS and any(_states_unit(text, lone=lone) for text in texts)
        titled = lone and is_table_heading(texts[0]) and _is_title_row(matrix[0])
        if not (stated or titled or (lone and _stands_over_a_title(matrix))):
            return lifted
        for text in texts:
            lifted += [part for part in text.split("\n") if part.strip()]
        matrix.pop(0)
    return lifted


def _states_unit(text: str, *, lone: bool) -> bool:
    """Whether a text states the unit of a table; beside other texts 金额（万元） is the head of a column."""
    said = plain(text)
    return (
        unit_in(text) is not None
        and len(said) < _LONGEST
        and (lone or "单位" in said or _ONLY_UNIT.fullmatch(said) is not None)
    )


def _stands_over_a_title(matrix: Sequence[Sequence[Cell | None]]) -> bool:
    """Whether the lone text of the first row (whose document it is, 附件1) stands right over the title of a table."""
    for row in matrix[1:_OVER_A_TITLE]:
        texts = texts_of(row)
        if len(texts) > 1:
            return False
        if texts and is_title(texts[0]):
            return True
    return False


def _is_title_row(row: Sequence[Cell | None]) -> bool:
    """A title row's one cell spans the table, or nothing else stands in its row."""
    cell = next(c for c in row if c is not None and c.text.strip())
    return cell.column_span >= len(row) - 1 or is_title(cell.text)
