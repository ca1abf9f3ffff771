"""Tables of no official form in plain text: a label and as many numbers on each line, only spaces between them.

The header is the line before that has as many words, or as many lines of one word each (2004, 2005, 2006 …). Without
one the columns are counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.document import Cell, Grid, Line
from checks.numbers.amount import normalise

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3
_BETWEEN = 2
"""So many lines without a number may stand between two rows: the heads of groups."""

_LONGEST_LABEL = 24


def spaced(lines: Sequence[Line], position: int) -> tuple[list[Grid], int] | None:
    """The table that begins at a line, with its header, and the position behind it; None where none begins there."""
    first = _first_row(lines, position)
    if first is None:
        return None
    width = len(_row(lines[first].text)[1])
    header = _header(lines[position:first], width)
    if header is None:
        return None
    rows: list[tuple[str, list[str], Line]] = []
    end, at = first, first
    while at < len(lines) and at - end <= _BETWEEN:
        label, numbers = _row(lines[at].text)
        if numbers and len(numbers) != width:
            break
        if len(label) > _LONGEST_LABEL:
            break
        rows.append((label, numbers, lines[at]))
        at += 1
        end = at if numbers else end
    rows = rows[: end - first]
    if sum(bool(numbers) for _, numbers, _ in rows) < _FEWEST_ROWS:
        return None
    cells = [Cell(0, c, text, lines[position].place) for c, text in enumerate(["项目", *map(_named, header)])]
    for r, (label, numbers, line) in enumerate(rows, 1):
        texts = [label, *(numbers or [""] * width)]
        cells += [Cell(r, c, text, line.place) for c, text in enumerate(texts)]
    return [Grid(tuple(cells), len(rows) + 1, width + 1, lines[position].place)], end


def _named(heading: str) -> str:
    """A heading as words: a bare year says that it is one."""
    return f"{heading}年" if re.fullmatch(r"(?:19|20)\d{2}", heading) else heading


def _row(text: str) -> tuple[str, list[str]]:
    """The label of a line and the numbers behind it; none where words stand between or behind them."""
    words = text.split()
    numbers: list[str] = []
    while words and _NUMBER.fullmatch(normalise(words[-1])):
        numbers.insert(0, words.pop())
    label = "".join(words)
    whole = bool(label) and len(numbers) >= _FEWEST_COLUMNS and not re.search(r"[。；]", label)
    return (label, numbers) if whole else ("".join(text.split()), [])


def _first_row(lines: Sequence[Line], position: int) -> int | None:
    """The first row of numbers at or soon after a line."""
    if _row(lines[position].text)[1]:
        return position
    for at in range(position + 1, min(len(lines), position + 14)):
        if _row(lines[at].text)[1]:
            return at
        if len(lines[at].text.split()) != 1:
            return None
    return None


def _header(lines: Sequence[Line], width: int) -> list[str] | None:
    """The names of the columns; counted ones where the table begins with its first row, None where it does not begin here."""
    if not lines:
        return [f"第{n}栏" for n in range(1, width + 1)]
    words = lines[0].text.split()
    if len(words) in {width, width + 1} and len(lines) <= 1 + _BETWEEN:
        return words[-width:]
    single = [line.text.split() for line in lines[:width]]
    if len(single) == width and all(len(texts) == 1 for texts in single) and len(lines) <= width + _BETWEEN:
        return [texts[0] for texts in single]
    return None
