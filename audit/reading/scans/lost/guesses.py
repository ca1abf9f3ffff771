"""Print in a table that could not be recognised, or may have been missed: what stands there is a guess.

Whoever judges a sum has to know of the cells that a reader may have lost. Cells in which nothing likely was recognised are
guesses, so are those that came out empty where a stamp covers what print of their column would stand on, and those that hold two numbers one below the other, for
then a rule was not seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

import numpy as np

from audit.reading.pdf.lattice import Lattice
from audit.reading.scans.looks import Numeral
from audit.reading.scans.numerals import is_number
from audit.reading.scans.recogniser import Sign
from audit.reading.scans.sheet.pictures import Pixels
from audit.reading.scans.sheet.regions import Region
from checks.finding import Box

_GUESS, _SHORT_GUESS, _SHORT = 0.5, 0.9, 2
"""A character that is less probable is a guess; in a line of so few characters, or below a stamp, the second."""

_TOUCHED = 0.05
"""The share of a line that a stamp covers from which its print may be spoilt."""

_COVERED = 0.15
"""The share of a cell that a stamp covers from which print below it may be lost."""

_FEW, _MOST, _HALF = 4, 0.7, 0.5
"""So many lines of a column at least, and such a share of them, are set alike if they begin or end within half of their
height; print of which a stamp covers less than half is seen."""

Field = tuple[int, tuple[int, int]]
"""The number of a table and the upper left field of a cell of it."""


def guesses(
    boxes: Sequence[Region],
    lines: Sequence[Sequence[Sign]],
    numbers: Mapping[int, Numeral],
    tables: Sequence[Lattice],
    stamp: Pixels,
    below: Container[int],
    point: float,
) -> list[Box]:
    """The boxes, in points, where print is or may be that is not known; of the ``tables`` are those with rules.

    ``below`` are the lines that a stamp covers: they are a guess sooner.
    """
    in_cell: dict[Field, list[int]] = defaultdict(list)
    found: list[Box] = []
    for index, (box, line) in enumerate(zip(boxes, lines, strict=True)):
        home = cell(box, tables, point)
        if home is not None:
            in_cell[home].append(index)
        if _is_guess(line, numbers.get(index), below=index in below):
            found.append(_points(box, point))
    for indices in in_cell.values():
        inside = [boxes[index] for index in indices if index in numbers]
        if len(inside) > 1 and len({box.y0 // max(box.height, 1) for box in inside}) > 1:
            found += [_points(box, point) for box in inside]
    return [*found, *_covered(tables, in_cell, boxes, stamp, point)]


def covered(boxes: Sequence[Region], stamp: Pixels, share: float = _TOUCHED) -> frozenset[int]:
    """Which boxes a stamp, 255 where its ink is, covers by more than a share of theirs."""
    parts = (stamp[box.y0 : box.y1, box.x0 : box.x1] for box in boxes)
    return frozenset(n for n, part in enumerate(parts) if np.count_nonzero(part) > share * part.size)


def _is_guess(line: Sequence[Sign], numeral: Numeral | None, *, below: bool) -> bool:
    """Whether print is there and it is not known what: nothing was recognised, or a character is not even likely."""
    if numeral is not None:
        return not is_number(numeral.text)
    least = _SHORT_GUESS if below or len(line) <= _SHORT else _GUESS
    return not line or min(sign.sure for sign in line) < least


def _covered(
    tables: Sequence[Lattice],
    in_cell: Mapping[Field, Sequence[int]],
    boxes: Sequence[Region],
    stamp: Pixels,
    point: float,
) -> Iterator[Box]:
    """The empty cells that a stamp covers, unless print of their column would be seen beside it.

    Nor is a cell one with nothing but empty ones before it: a number has the name of its row before it.
    """
    if not stamp.any():
        return
    stands = _where_print_stands(in_cell, boxes)
    for number, table in enumerate(tables):
        for row, owners in enumerate(table.owner):
            nameless = True
            for at, owner in enumerate(owners):
                if (number, owner) in in_cell:
                    nameless = False
                    continue
                box = table.xs[at], table.ys[row], table.xs[at + 1], table.ys[row + 1]
                x0, y0, x1, y1 = (round(side * point) for side in box)
                part = stamp[y0:y1, x0:x1]
                start, end = stands.get((number, owner[1]), (x0, x1))
                inked = stamp[y0:y1, start:end].any(axis=0)
                seen = inked.size > 0 and np.count_nonzero(inked) < _HALF * inked.size
                covers = part.size > 0 and np.count_nonzero(part) > _COVERED * part.size
                if covers and not seen and (at == 0 or not nameless):
                    nameless = False
                    yield round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _where_print_stands(
    in_cell: Mapping[Field, Sequence[int]], boxes: Sequence[Region]
) -> dict[tuple[int, int], tuple[int, int]]:
    """From where to where, in pixels, all print of a column stands that is set at its left or right side."""
    columns: dict[tuple[int, int], list[Region]] = defaultdict(list)
    for (table, (_, at)), lines in in_cell.items():
        columns[table, at] += [boxes[n] for n in lines]
    found = {}
    for key, own in columns.items():
        for side in (0, 2):
            edges = sorted(box[side] for box in own)
            usual = edges[len(edges) // 2]
            near = [box for box in own if abs(box[side] - usual) < _HALF * box.height]
            if len(near) >= max(_MOST * len(own), _FEW):
                found[key] = max(box.x0 for box in near), min(box.x1 for box in near)
    return {key: span for key, span in found.items() if span[0] < span[1]}


def _points(box: Region, point: float) -> Box:
    x0, y0, x1, y1 = (round(side / point, 1) for side in box)
    return x0, y0, x1, y1


def cell(box: Region, tables: Sequence[Lattice], point: float) -> Field | None:
    """Which cell of which table a box stands in."""
    x, y = (box.x0 + box.x1) / 2 / point, (box.y0 + box.y1) / 2 / point
    for number, table in enumerate(tables):
        field = table.field(x, y)
        if field is not None:
            return number, field
    return None
