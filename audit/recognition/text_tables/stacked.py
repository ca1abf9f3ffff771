"""Tables copied into text with one cell a line and nothing between the cells: heads, then a label and as many numbers, again and again.

A table begins where as many lines of words as a row has numbers stand over the first row. A row that prints fewer numbers
than there are columns has lost a blank cell, nobody can say which: its numbers are handed on as one unreadable cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from audit.document import Cell, Grid, Line
from audit.recognition.text_tables.copied import Text
from checks.catalogue.vocabulary import either, table

_WIDTHS = range(1, 9)
"""Columns of amounts; a single one only under heads that say what its labels are."""

_FEWEST_ROWS = 3
_LONGEST = 30
_BETWEEN = 3
"""So many lines of words may stand over the numbers of a row: its label, and rows that have none."""

_NUMBERED = "序号"
_COUNT = re.compile(r"\d{1,2}")
"""The number of a row, on a line of its own over its label."""

_SIDE = 2
"""Lines of the heads of one side (项目, 预算数), where the other one follows."""

_BLANK = "…"
"""Stands beside the only number of a row that has lost its blanks: it could be in any of the columns."""

_OVER_LABELS = re.compile(rf"[\u4e00-\u9fff]{{0,2}}(?:{either(table('labels'))})")
"""What stands over the labels: 项目, 经费项目."""

_AMOUNTS = re.compile(rf"{either(table('amounts'))}|率|比例|年")
_SENTENCE = re.compile(r"[。；！？]|，.{8}")


@dataclass(frozen=True, slots=True)
class _Row:
    """A label and the numbers on the lines under it, as many as there are columns where no cell was blank."""

    label: Line
    numbers: Sequence[Line]


def stacked(lines: Sequence[Line], position: int) -> tuple[list[Grid], int] | None:
    """The table whose heads begin at a line, and the position behind it; None where none begins there."""
    if lines[position].text.strip() != _NUMBERED:
        return _table(lines, position)
    told = list(_with_their_numbers(lines, position + 1))
    found = _table([line for line, _ in told], 0) if told else None
    return (found[0], told[found[1] - 1][1] + 1) if found is not None else None


def _with_their_numbers(lines: Sequence[Line], start: int) -> Iterator[tuple[Line, int]]:
    """The lines under 序号, those numbers put before the labels that they count, each with its own position."""
    count: Line | None = None
    for at in range(start, len(lines)):
        text, before = lines[at].text.strip(), lines[at - 1]
        begins = _is_number(before) or _AMOUNTS.search(before.text) is not None
        if _COUNT.fullmatch(text) and begins and at + 1 < len(lines) and _is_words(lines[at + 1]):
            count = lines[at]
        elif count is not None:
            yield Line(f"{count.text.strip()}、{text}", lines[at].place), at
            count = None
        else:
            yield lines[at], at


def _table(lines: Sequence[Line], position: int) -> tuple[list[Grid], int] | None:
    first, position = position, position + _is_over_labels(lines[position])
    width = _width(lines, position)
    two_sided = any(_is_over_labels(line) for line in lines[max(0, first - _SIDE) : first])
    if width is None or (width == 1 and (position == first or two_sided)):
        return None
    rows: list[_Row] = []
    at = position + width
    while at < len(lines):
        words = list(takewhile(_is_words, lines[at : at + _BETWEEN + 1]))
        numbers = list(takewhile(_is_number, lines[at + len(words) : at + len(words) + width + 1]))
        if not 1 <= len(words) <= _BETWEEN or not 1 <= len(numbers) <= width:
            break
        if any(_is_over_labels(word) for word in words):
            break
        rows += [_Row(word, ()) for word in words[:-1]]
        rows.append(_Row(words[-1], numbers))
        at += len(words) + len(numbers)
    whole = sum(len(row.numbers) == width for row in rows)
    told = sum(bool(row.numbers) for row in rows)
    if whole < _FEWEST_ROWS or 3 * whole < 2 * told:
        return None
    return [_grid(lines[first], lines[position : position + width], rows)], at


def _width(lines: Sequence[Line], position: int) -> int | None:
    """How many columns of numbers the heads at a line stand over; None where no heads do."""
    heads = list(takewhile(_is_words, lines[position : position + _WIDTHS.stop]))
    width = len(heads) - 1
    if width not in _WIDTHS or not any(_AMOUNTS.search(head.text) for head in heads[:-1]):
        return None
    under = lines[position + len(heads) : position + len(heads) + width + 1]
    fits = [_is_number(line) for line in under[:width]] == [True] * width
    return width if fits and not (len(under) > width and _is_number(under[width])) else None


def _is_over_labels(line: Line) -> bool:
    return _OVER_LABELS.fullmatch(line.text.strip()) is not None


def _is_words(line: Line) -> bool:
    text = line.text.strip()
    return 0 < len(text) <= _LONGEST and Text(text, line.place).kind == "L" and not _SENTENCE.search(text)


def _is_number(line: Line) -> bool:
    """Whether a line is a cell of amounts: a number, or the dash of one that has none."""
    text = line.text.strip()
    return bool(text) and Text(text, line.place).kind in {"N", "C", ""}


def _grid(first: Line, heads: Sequence[Line], rows: Sequence[_Row]) -> Grid:
    place = first.place
    cells = [Cell(0, 0, "" if first is heads[0] else first.text.strip(), place)]
    cells += [Cell(0, c, head.text.strip(), head.place) for c, head in enumerate(heads, 1)]
    for r, row in enumerate(rows, 1):
        cells.append(Cell(r, 0, row.label.text.strip(), row.label.place))
        texts = [number.text.strip() for number in row.numbers]
        if 0 < len(texts) < len(heads):
            texts = [" ".join(texts if len(texts) > 1 else (*texts, _BLANK))]
        texts += [""] * (len(heads) - len(texts))
        places = [number.place for number in row.numbers] + [row.label.place] * len(heads)
        cells += [Cell(r, c, text, places[c - 1]) for c, text in enumerate(texts, 1)]
    return Grid(tuple(cells), len(rows) + 1, len(heads) + 1, place)
