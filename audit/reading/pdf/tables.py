"""Ruled tables of a PDF page: glyphs to the cells of a lattice, and rows that stand outside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from audit.document import Cell, Grid
from audit.reading.pdf.lattice import TOUCH, Lattice
from audit.reading.pdf.lines import TextLine, rows, spaced, words
from audit.reading.pdf.objects import Glyph
from audit.reading.wrapped import unwrapped
from checks.finding import Box, Place

_NUMERIC = frozenset("0123456789.,-%")
_ONE_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_AMOUNT = re.compile(r"(?:^|\s)-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+$")
_DIGIT = re.compile(r"\d")
_ONE_ROW = 2
"""So many rules across have one row between them: the frame of a table without any other."""

_LINES = 3
"""So many amounts below each other are no one amount that was broken to fit its cell."""


def grid(lattice: Lattice, glyphs: Sequence[Glyph], page: int, outside: Sequence[TextLine]) -> Grid:
    """The table with its text; ``outside`` are lines right above or below that belong to it as rows."""
    content: dict[tuple[int, int], list[Glyph]] = {}
    for word in _tokens(glyphs):
        for field, part in _homes(lattice, word):
            content.setdefault(field, []).extend(part)
    above = [line for line in outside if line.top < lattice.ys[0]]
    under = [line for line in outside if line.top >= lattice.ys[0]]
    cells: list[Cell] = []
    for number, line in enumerate(above):
        cells.extend(_loose_row(lattice, line, number, page))
    height, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(height):
        for column in range(columns):
            spans[lattice.owner[row][column]] = (row, column)
    for (row, column), (last_row, last_column) in sorted(spans.items()):
        inside = content.get((row, column), [])
        cells.append(
            Cell(
                row=row + len(above),
                column=column,
                text=_text(inside),
                place=Place(
                    page=page, bbox=_box(inside) or _outline(lattice, row, column, last_row, last_column)
                ),
                row_span=last_row - row + 1,
                column_span=last_column - column + 1,
            )
        )
    for number, line in enumerate(under):
        cells.extend(_loose_row(lattice, line, number + len(above) + height, page))
    x0, y0, x1, y1 = lattice.box
    place = Place(page=page, bbox=(round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)))
    return Grid(tuple(cells), height + len(outside), columns, place)


def is_without_rows(lattice: Lattice, glyphs: Sequence[Glyph]) -> bool:
    """Whether nothing is drawn between the rows of a table: amounts stand below each other in the cells of one row."""
    lone = len(lattice.ys) == _ONE_ROW
    least = _LINES - 1 if lone else _LINES
    tall = least * max(glyph.size for glyph in glyphs)
    for top, bottom in pairwise(lattice.ys):
        if bottom - top <= tall:
            continue
        stacked: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            field = lattice.field(glyph.centre, glyph.middle) if top < glyph.middle < bottom else None
            if field is not None:
                stacked.setdefault(field, []).append(glyph)
        columns = [[spaced(row) for row in rows(inside)] for inside in stacked.values()]
        below = [column for column in columns if len(list(filter(_AMOUNT.search, column))) >= least]
        headed = [c for c in columns if len(c) > 1 and _AMOUNT.search(c[-1]) and not _DIGIT.search(c[0])]
        if len(below) > 1 or (lone and (below or len(headed) >= _LINES)):
            return True
    return False


def _tokens(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs of each line that stand close together, numbers apart from words."""
    tokens: list[list[Glyph]] = []
    for row in rows(glyphs):
        for word in words(row, gap=0.15):
            previous: Glyph | None = None
            for glyph in word:
                if previous is not None and (previous.text in _NUMERIC) == (glyph.text in _NUMERIC):
                    tokens[-1].append(glyph)
                else:
                    tokens.append([glyph])
                previous = glyph
    return tokens


def _homes(lattice: Lattice, token: list[Glyph]) -> list[tuple[tuple[int, int], list[Glyph]]]:
    """The cell that a token stands in; a number that overflows its cell stays whole."""
    first, last = (lattice.field(glyph.centre, glyph.middle) for glyph in (token[0], token[-1]))
    if first is not None and first == last:
        return [(first, token)]
    placed: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in token:
        field = lattice.field(glyph.centre, glyph.middle)
        if field is not None:
            placed.setdefault(field, []).append(glyph)
    if len(placed) > 1 and _ONE_NUMBER.fullmatch("".join(glyph.text for glyph in token)):
        home = max(placed, key=lambda field: len(placed[field]))
        return [(home, token)]
    return list(placed.items())


def _text(glyphs: Sequence[Glyph]) -> str:
    """A cell's text: its lines put together, as words and numbers are broken to fit the cell."""
    return unwrapped(spaced(row) for row in rows(glyphs))


def _box(glyphs: Sequence[Glyph]) -> Box | None:
    if not glyphs:
        return None
    return (
        round(min(g.x0 for g in glyphs), 1),
        round(min(g.top for g in glyphs), 1),
        round(max(g.x1 for g in glyphs), 1),
        round(max(g.bottom for g in glyphs), 1),
    )


def _outline(lattice: Lattice, row: int, column: int, last_row: int, last_column: int) -> Box:
    return (
        round(lattice.xs[column], 1),
        round(lattice.ys[row], 1),
        round(lattice.xs[last_column + 1], 1),
        round(lattice.ys[last_row + 1], 1),
    )


def loose_rows(lattice: Lattice, candidates: Sequence[TextLine]) -> list[TextLine]:
    """Lines next to the rules that are rows of the table: two numbers or more, each in one column.

    A total is at times printed below the last rule, or a page break cuts the rules short.
    """
    taken: list[TextLine] = []
    for direction in (1, -1):
        edge = lattice.ys[-1] if direction == 1 else lattice.ys[0]
        side = [line for line in candidates if (line.top >= edge - 2) == (direction == 1)]
        for line in sorted(side, key=lambda entry: direction * entry.top):
            gap = line.top - edge if direction == 1 else edge - line.bottom
            if gap > 1.6 * line.size or not _is_row(lattice, line):
                break
            taken.append(line)
            edge = line.bottom if direction == 1 else line.top
    return sorted(taken, key=lambda entry: entry.top)


def _is_row(lattice: Lattice, line: TextLine) -> bool:
    numbers = 0
    columns: set[int] = set()
    for word in words(line.glyphs):
        if word[0].x0 < lattice.xs[0] - TOUCH or word[-1].x1 > lattice.xs[-1] + TOUCH:
            return False
        text = "".join(glyph.text for glyph in word)
        if _NUMERIC.issuperset(text) and any(char.isdigit() for char in text):
            first, last = (bisect_right(lattice.xs, x) for x in (word[0].centre, word[-1].centre))
            if first != last or first in columns:
                return False
            columns.add(first)
            numbers += 1
    return numbers >= 2


def _loose_row(lattice: Lattice, line: TextLine, row: int, page: int) -> list[Cell]:
    by_column: dict[int, list[Glyph]] = {}
    for word in words(line.glyphs):
        column = min(max(bisect_right(lattice.xs, word[0].centre) - 1, 0), len(lattice.xs) - 2)
        by_column.setdefault(column, []).extend(word)
    return [
        Cell(row, column, _text(part), Place(page=page, bbox=_box(part)))
        for column, part in sorted(by_column.items())
    ]
