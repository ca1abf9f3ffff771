"""A table too wide for its page, cut lengthwise: the columns that did not fit stand on the next page.

The next page has columns of its own under its head, and rows that are those of the page before: known by the codes and
names that are printed again, or, where nothing but amounts is printed, by being as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audit.document import Cell
from audit.recognition.tables.cells import (
    CODE_HEADERS,
    LABEL_HEADERS,
    header_rows,
    is_dash,
    is_numeric,
    text_of,
)
from audit.recognition.tables.headers import header_paths
from checks.catalogue import plain

Matrix = list[list[Cell | None]]

_WHOSE = re.compile(r"(?:[一二]级|预算|主管)?(?:项目|部门|单位)(?:（单位）)?名称[:：]?")
_FEWEST = 2
"""Rows that must be those of the page before."""


def widened(left: Matrix, heads: int, right: Matrix) -> Matrix | None:
    """``left``, whose first ``heads`` rows are its head, with the columns of ``right`` at its side.

    None where ``right`` has no other columns, or other rows.
    """
    own = header_rows(right)
    width, body = len(right[0]), right[own:]
    paths = header_paths(right[:own], width, body[0] if body else None)
    known = header_paths(left[:heads], len(left[0]), left[heads] if heads < len(left) else None)
    again = _printed_again(paths, known)
    added = paths[len(again) :]
    if not own or not added or not all(added) or set(added) & set(known) or any(map(_is_total, added)):
        return None
    if any(map(_opens_form, paths)):
        return None
    rows = _rows(left[heads:], again, body) if again else _as_many(left[heads:], body)
    if rows is None:
        return None
    depth = max(heads, own)
    above, beside = _deep(left[:heads], depth), _deep(right[:own], depth)
    blank: list[Cell | None] = [None] * width
    at = dict(zip(rows, body, strict=True))
    moved = [
        _moved(row, len(again), len(left[0]))
        for row in [*beside, *(at.get(number, blank) for number in range(len(left) - heads))]
    ]
    lines = [*above, *left[heads:]]
    return [[*line, *row] for line, row in zip(lines, moved, strict=True)]


def _printed_again(paths: Sequence[tuple[str, ...]], known: Sequence[tuple[str, ...]]) -> list[int]:
    """Which columns of the page before the first ones of this page are: those of codes and names."""
    again: list[int] = []
    for path in paths:
        named = path and any(word in path[-1] for word in (*CODE_HEADERS, *LABEL_HEADERS, "类", "款", "项"))
        if not named or path not in known:
            break
        again.append(known.index(path))
    return again


def _is_total(path: tuple[str, ...]) -> bool:
    """Whether a column is of the total of a whole table: then it begins another one."""
    return len(path) == 1 and path[0].endswith(("合计", "总计"))


def _opens_form(path: tuple[str, ...]) -> bool:
    """Whether a head says whom or what a form is of, a label above another: the next form is no more columns of this one."""
    return len(path) > 1 and _WHOSE.fullmatch(path[0]) is not None


def _rows(left: Matrix, columns: Sequence[int], right: Matrix) -> list[int] | None:
    """The row of the page before that each row is, by what is printed again; None where one is none of them."""
    keys = [tuple(plain(text_of(row[column])) for column in columns) for row in left]
    found: list[int] = []
    for row in right:
        key = tuple(plain(text_of(cell)) for cell in row[: len(columns)])
        start = found[-1] + 1 if found else 0
        if key not in keys[start:]:
            return None
        found.append(keys.index(key, start))
    named = sum(any(keys[number]) for number in found)
    return found if named >= _FEWEST and named + 1 >= len(found) else None


def _as_many(left: Matrix, right: Matrix) -> list[int] | None:
    """The rows in their order where there are as many as on the page before, and nothing but amounts in them."""
    texts = [text_of(cell) for row in right for cell in row]
    amounts = all(not text or is_numeric(text) or is_dash(text) for text in texts)
    same = len(left) == len(right) >= _FEWEST
    return list(range(len(left))) if same and amounts and any(texts) else None


def _deep(head: Matrix, depth: int) -> Matrix:
    """A head of so many rows, blank ones above."""
    blank: list[Cell | None] = [None] * len(head[0])
    return [*[blank] * (depth - len(head)), *head]


def _moved(row: Sequence[Cell | None], first: int, to: int) -> list[Cell | None]:
    """The cells of a row from column ``first`` on, which comes to stand in column ``to``."""
    return [None if cell is None else replace(cell, column=cell.column - first + to) for cell in row[first:]]
