"""Where print stands on a levelled page: one box a line of a cell, one a run of words outside of the tables.

The tables' rules are found first, so that no box reaches over one: a detector that looks at the whole page merges
neighbouring cells and loses short ones, the rules do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from audit.reading.pdf.lattice import Lattice
from audit.reading.scans.sheet.pictures import Pixels

_APART = 1.4
"""Heights of print between two words that are read one by one; characters of one word stand nearer."""

_BESIDE = 0.9
"""Heights of the higher of two boxes of one line by which they may be apart and still be read as one."""

_FADED = 2.5
"""Heights of print from the first mark of a line to what is left of the rest."""

_BEFORE, _GAP, _THIN, _STROKE, _PAPER = 1.3, 0.6, 0.3, 1.4, 250
"""In heights of a line how far before it a faint stroke may begin and end, and how thick it is at most; how long it is in
points; the brightness (of 255) of paper."""

_SPECK = 0.35
"""Points: ink that is neither wider nor higher is dirt where no print is near."""

_FAINTER = 130.0
"""By how much brighter (of 255) than that of other lines ink is that is no print."""

_LOWEST = 3.0
"""Points: print is higher (a dash is not, and has to be as wide)."""

_TALLEST = 60.0
"""Points: no character is so high; a picture is."""


class Region(NamedTuple):
    """A box of print in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return self.y1 - self.y0

    @property
    def width(self) -> int:
        """Its width in pixels."""
        return self.x1 - self.x0

    def is_above(self, other: Region) -> bool:
        """Whether another box is the line below this one."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        return across > 0 and -0.5 * self.height < other.y0 - self.y1 < self.height


def regions(print_: Pixels, tables: Sequence[Lattice], dpi: float) -> list[Region]:
    """The boxes of print, ``print_`` being 255 where there is ink that belongs to no rule."""
    point = dpi / 72
    ink = _without_specks(print_, point)
    em = _size(ink, point)
    wide = cv2.dilate(ink, np.ones((1, max(round(_APART * em), 3)), np.uint8))
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((max(round(0.12 * em), 1), 1), np.uint8))
    joined = np.array(closed, dtype=np.uint8)
    _draw_walls(joined, tables, point)
    labels = np.array(cv2.connectedComponents(joined, connectivity=4)[1], dtype=np.int32)
    labels[ink == 0] = 0
    found = _boxes(labels)
    return _lines(found, tables, point, em)


def dark(found: Sequence[Region], page: Pixels) -> list[Region]:
    """The boxes whose ink is about as dark as that of the page: not what a stamp, a fold or a shadow has left."""
    darkest = [float(np.percentile(page[box.y0 : box.y1, box.x0 : box.x1, 0], 5)) for box in found]
    usual = float(np.median(darkest)) if darkest else 0.0
    return [box for box, ink in zip(found, darkest, strict=True) if ink < usual + _FAINTER]


def with_strokes(found: Sequence[Region], page: Pixels, point: float) -> list[Region]:
    """The boxes, each from the faint level stroke on that stands before it: a minus, the 一 of 一、.

    On a page whose paper is white a stroke too faint for print is still darker than that.
    """
    return [box._replace(x0=_stroke(box, page, point)) for box in found]


def _stroke(box: Region, page: Pixels, point: float) -> int:
    """Where the stroke before a box begins; the box itself where there is none."""
    start = max(box.x0 - round(_BEFORE * box.height), 0)
    inked = page[box.y0 : box.y1, start : box.x0, 0] < _PAPER
    if inked.size == 0:
        return box.x0
    middle = inked[round(0.25 * box.height) : round(0.8 * box.height)]
    level = middle.any(axis=0) & (inked.sum(axis=0) <= max(_THIN * box.height, 2))
    columns = np.flatnonzero(level)
    if not len(columns):
        return box.x0
    runs = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    strokes = [
        run for run in runs if len(run) >= _STROKE * point
    ]  # what is shorter is the edge of the next character
    reached = bool(strokes) and start + int(strokes[-1][-1]) >= box.x0 - _GAP * box.height
    return start + int(strokes[-1][0]) if reached else box.x0


def _boxes(labels: NDArray[np.int32]) -> list[Region]:
    """The box of each label's ink."""
    ys, xs = np.nonzero(labels)
    if len(ys) == 0:
        return []
    names = labels[ys, xs]
    count = int(names.max()) + 1
    big = np.iinfo(np.int64).max
    x0, y0 = np.full(count, big), np.full(count, big)
    x1, y1 = np.full(count, -1), np.full(count, -1)
    np.minimum.at(x0, names, xs)
    np.minimum.at(y0, names, ys)
    np.maximum.at(x1, names, xs)
    np.maximum.at(y1, names, ys)
    return [
        Region(int(x0[n]), int(y0[n]), int(x1[n]) + 1, int(y1[n]) + 1) for n in range(count) if x1[n] >= 0
    ]


def _without_specks(print_: Pixels, point: float) -> Pixels:
    """Ink without what is smaller than the smallest point."""
    least = max(_SPECK * point, 1.0)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(print_, connectivity=8)
    keep = (stats[:, cv2.CC_STAT_WIDTH] > least) | (stats[:, cv2.CC_STAT_HEIGHT] > least)
    keep &= stats[:, cv2.CC_STAT_AREA] > least * least
    keep[0] = False
    cleaned = np.zeros_like(print_)
    cleaned[keep[labels]] = 255
    return cleaned if count > 1 else print_


def _size(ink: Pixels, point: float) -> float:
    """The usual height of a character in pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    heights = heights[(heights > 4 * point) & (heights < 30 * point)]
    return float(np.percentile(heights, 75)) if len(heights) else 9 * point


def _draw_walls(joined: Pixels, tables: Sequence[Lattice], point: float) -> None:
    """Cut what reaches from one cell of a table into the next."""
    for table in tables:
        rows, columns = len(table.ys) - 1, len(table.xs) - 1
        ys, xs = [round(y * point) for y in table.ys], [round(x * point) for x in table.xs]
        for row in range(rows + 1):
            for column in range(columns + 1):
                owner = _owner(table, row, column)
                if row < rows and owner != _owner(table, row, column - 1):
                    joined[ys[row] : ys[row + 1] + 1, max(xs[column] - 1, 0) : xs[column] + 2] = 0
                if column < columns and owner != _owner(table, row - 1, column):
                    joined[max(ys[row] - 1, 0) : ys[row] + 2, xs[column] : xs[column + 1] + 1] = 0


def _owner(table: Lattice, row: int, column: int) -> tuple[int, int] | None:
    inside = 0 <= row < len(table.ys) - 1 and 0 <= column < len(table.xs) - 1
    return table.owner[row][column] if inside else None


def _lines(found: Sequence[Region], tables: Sequence[Lattice], point: float, em: float) -> list[Region]:
    """The boxes of one cell, or outside of the tables, with parts of one line put together."""
    by_cell: dict[tuple[int, tuple[int, int]] | None, list[Region]] = defaultdict(list)
    for box in found:
        by_cell[_cell(box, tables, point)].append(box)
    return [box for boxes in by_cell.values() for box in _begun(_joined(boxes, em), point, em)]


def _begun(boxes: Sequence[Region], point: float, em: float) -> Iterator[Region]:
    """The boxes that are print, each from the first mark of its line on.

    The thin strokes of small print fade (一、), and of what stands at the beginning of a line no more than a dot is left.
    """
    dots = [box for box in boxes if not _is_print(box, point) and min(box.height, box.width) >= point]
    for box in boxes:
        if _is_print(box, point):
            before = [
                dot
                for dot in dots
                if 0 < box.x0 - dot.x1 < _FADED * em and box.y0 <= dot.y0 and dot.y1 <= box.y1 + 0.3 * em
            ]
            first = min((dot.x0 for dot in before), default=box.x0)
            yield box._replace(x0=first)


def _cell(box: Region, tables: Sequence[Lattice], point: float) -> tuple[int, tuple[int, int]] | None:
    x, y = (box.x0 + box.x1) / 2 / point, (box.y0 + box.y1) / 2 / point
    fields = ((number, table.field(x, y)) for number, table in enumerate(tables))
    return next(((number, field) for number, field in fields if field is not None), None)


def _joined(found: Sequence[Region], em: float) -> list[Region]:
    """Boxes with those inside of them and parts of one line (二, ：, the dot of an i) put together."""
    boxes = sorted(found, key=lambda box: (box.y0, box.x0))
    merged = True
    while merged:
        merged = False
        kept: list[Region] = []
        for box in boxes:
            for index, other in enumerate(kept):
                if _one(box, other, em):
                    kept[index] = _around(box, other)
                    merged = True
                    break
            else:
                kept.append(box)
        boxes = kept
    return boxes


def _around(box: Region, other: Region) -> Region:
    return Region(min(box.x0, other.x0), min(box.y0, other.y0), max(box.x1, other.x1), max(box.y1, other.y1))


def _one(box: Region, other: Region, em: float) -> bool:
    """Whether two boxes are parts of one line."""
    across = min(box.x1, other.x1) - max(box.x0, other.x0)
    down = min(box.y1, other.y1) - max(box.y0, other.y0)
    beside = across > -_BESIDE * max(box.height, other.height)
    if beside and down > 0.5 * min(box.height, other.height):
        return True
    low = min(box.height, other.height) < 0.45 * em
    return across > 0 and low and down > -0.5 * em and _around(box, other).height < 1.4 * em


def _is_print(box: Region, point: float) -> bool:
    high, wide = box.height / point, box.width / point
    return high < _TALLEST and (high >= _LOWEST or wide >= _LOWEST)
