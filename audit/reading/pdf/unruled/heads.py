"""The header of a table without rules: which words stand over which columns, and how far a heading of several reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from audit.document import Cell
from audit.reading.pdf.unruled.bands import Band, Chunk
from audit.reading.wrapped import unwrapped
from checks.finding import Place

_WRAPPED = 1.4
"""Font sizes from one line of a heading to the next."""

_DOUBTFUL, _EMPTY = 1.0, 3.0
"""Font sizes that it costs a heading to name no column, where it may stand over several and where it may not."""

_UNNAMED = 1000.0
"""Points that it costs a column to have no heading."""

_LEFT = 4.0
"""How much more it costs a heading to stand right of what it names than left of it: numbers are set to the right."""

_TORN = 1e6
"""What it costs a heading to reach over a column that is not under its level."""


@dataclass
class _Heading:
    """The words of one cell of the header, over one line or several."""

    chunks: list[Chunk] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(chunk.x0 for chunk in self.chunks)

    @property
    def x1(self) -> float:
        return max(chunk.x1 for chunk in self.chunks)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        return min(chunk.top for chunk in self.chunks)

    @property
    def bottom(self) -> float:
        return max(chunk.bottom for chunk in self.chunks)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.chunks[0].bottom - self.chunks[0].top

    @property
    def text(self) -> str:
        return unwrapped(chunk.text for chunk in self.chunks)

    def cell(self, row: int, column: int, rows: int, columns: int, page: int) -> Cell:
        box = (round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))
        return Cell(row, column, self.text, Place(page=page, bbox=box), rows, columns)


_Reach = tuple[_Heading, int, int]
"""A heading with the first and the last column under it."""


def header(
    lines: Sequence[Sequence[Chunk]], body: Sequence[Band], page: int
) -> tuple[list[Band], list[Cell], int]:
    """The columns with those that only the header knows of, the header's cells, and how many rows it has."""
    headings = _headings(lines)
    single = sorted((one for one in headings if not _over(one, headings)), key=lambda one: one.centre)
    pitch = _pitch(single)
    matched = _matched(single, body, [_skipping(one, headings, pitch) for one in single])
    names = {column: single[index] for index, column in matched.items()}
    spare = [one for index, one in enumerate(single) if index not in matched]
    groups = [one for one in headings if one not in single]
    groups += [one for one in spare if _is_group(one, headings)]
    columns, names = _with_empty(body, names, [one for one in spare if one not in groups])
    leaves = list(names.values())
    levels = _levels(groups)
    depth = len(levels) + bool(leaves)
    cells: list[Cell] = []
    covered: set[int] = set()
    for row, level in enumerate(_fitting(levels, columns, names)):
        for group, first, last in level:
            covered.update(range(first, last + 1))
            cells.append(group.cell(row, first, 1, last - first + 1, page))
    for column, name in names.items():
        row = len(levels) if column in covered else 0
        cells.append(name.cell(row, column, depth - row, 1, page))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return columns, cells, depth


def _headings(lines: Sequence[Sequence[Chunk]]) -> list[_Heading]:
    """The words of the header put together over the lines of each cell."""
    found: list[_Heading] = []
    for line in lines:
        for chunk in line:
            above = [
                one
                for one in found
                if min(one.x1, chunk.x1) - max(one.x0, chunk.x0) > 0.5 * one.size
                and 0 < chunk.bottom - one.bottom < _WRAPPED * one.size
            ]
            if len(above) == 1:
                above[0].chunks.append(chunk)
            else:
                found.append(_Heading([chunk]))
    return found


def _lower(one: _Heading, headings: Sequence[_Heading]) -> list[_Heading]:
    """The headings that stand on a lower line."""
    return [other for other in headings if other is not one and other.top > one.middle + 0.5 * one.size]


def _over(one: _Heading, headings: Sequence[_Heading]) -> bool:
    """Whether a heading stands right over a lower one."""
    return any(min(one.x1, other.x1) > max(one.x0, other.x0) for other in _lower(one, headings))


def _pitch(single: Sequence[_Heading]) -> float:
    """From one heading to the next, as most stand: a number may be set so far from the middle of its column, halved."""
    steps = sorted(b.centre - a.centre for a, b in pairwise(single))
    return steps[len(steps) // 2] if steps else 0.0


def _skipping(one: _Heading, headings: Sequence[_Heading], pitch: float) -> float:
    """What it costs a heading to name no column: nothing where it stands in the middle of two below it."""
    if not _lower(one, headings):
        return max(_EMPTY * one.size, pitch)
    return 0.0 if _beside(one, headings) else _DOUBTFUL * one.size


def _beside(one: _Heading, headings: Sequence[_Heading]) -> tuple[float, float] | None:
    """How far away the next lower headings are to the left and to the right; None where one is not between two.

    What names a column of its own stands beside it on its own height: then the lower ones are not under it.
    """
    others = [other for other in headings if other is not one and other.bottom > one.middle]
    left = max((other for other in others if other.x1 <= one.x0), key=lambda other: other.x1, default=None)
    right = min((other for other in others if other.x0 >= one.x1), key=lambda other: other.x0, default=None)
    lower = _lower(one, headings)
    if left not in lower or right not in lower or left is None or right is None:
        return None
    return one.x0 - left.x1, right.x0 - one.x1


def _is_group(one: _Heading, headings: Sequence[_Heading]) -> bool:
    """Whether a heading that names no column stands over several: at the top, or in the middle of two below it."""
    lower = _lower(one, headings)
    if not lower or one.middle <= min(other.middle for other in headings) + 0.3 * one.size:
        return bool(lower)
    gaps = _beside(one, headings)
    return gaps is not None and abs(gaps[0] - gaps[1]) < max(1.5 * one.size, 0.35 * sum(gaps))


def _matched(leaves: Sequence[_Heading], body: Sequence[Band], skipping: Sequence[float]) -> dict[int, int]:
    """Which heading names which column: in their order, each as near to its column as can be.

    A heading that could stand over several columns may go without one for little, any other for more
    (``skipping``, in points): then it names a column without content. A column goes without a heading only where
    there are not enough.
    """
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {(0, 0): (0.0, ())}
    for i in range(len(leaves) + 1):
        for j in range(len(body) + 1):
            if (i, j) not in best:
                continue
            cost, pairs = best[i, j]
            steps: list[tuple[tuple[int, int], float, tuple[tuple[int, int], ...]]] = []
            if i < len(leaves):
                steps.append(((i + 1, j), skipping[i], pairs))
            if j < len(body):
                steps.append(((i, j + 1), _UNNAMED, pairs))
            if i < len(leaves) and j < len(body):
                leaf, band = leaves[i], body[j]
                apart = max(0.0, _LEFT * (leaf.x0 - band.x1), band.x0 - leaf.x1)
                off = 0.02 * abs(leaf.centre - (band.x0 + band.x1) / 2)
                steps.append(((i + 1, j + 1), apart + off, (*pairs, (i, j))))
            for state, extra, chosen in steps:
                if state not in best or cost + extra < best[state][0]:
                    best[state] = (cost + extra, chosen)
    return dict(best[len(leaves), len(body)][1])


def _with_empty(
    body: Sequence[Band], names: dict[int, _Heading], empty: Sequence[_Heading]
) -> tuple[list[Band], dict[int, _Heading]]:
    """The columns with those that have a heading and no content."""
    merged = sorted(
        [((band.x0 + band.x1) / 2, band, names.get(index)) for index, band in enumerate(body)]
        + [(leaf.centre, Band(leaf.x0, leaf.x1), leaf) for leaf in empty],
        key=lambda entry: entry[0],
    )
    named = {index: leaf for index, (_, _, leaf) in enumerate(merged) if leaf is not None}
    return [band for _, band, _ in merged], named


def _levels(groups: Sequence[_Heading]) -> list[list[_Heading]]:
    """Headings of several columns, level by level from the top."""
    levels: list[list[_Heading]] = []
    for group in sorted(groups, key=lambda one: one.middle):
        if levels and group.middle - levels[-1][0].middle < 0.8 * group.size:
            levels[-1].append(group)
        else:
            levels.append([group])
    return [sorted(level, key=lambda one: one.centre) for level in levels]


def _fitting(
    levels: Sequence[Sequence[_Heading]], columns: Sequence[Band], names: dict[int, _Heading]
) -> list[list[_Reach]]:
    """How far the headings of each level reach; words are set in the middle of tall cells unless their tops fit better."""
    if not levels:
        return []
    lines = [max(group.middle + 0.5 * group.size for group in level) for level in levels]
    middles, tops = (
        [_reaches(level, floor, columns, names) for level, floor in zip(levels, floors, strict=True)]
        for floors in (_floors(levels, names), lines)
    )
    worse = sum(misfit for misfit, _ in middles) - sum(misfit for misfit, _ in tops)
    return [reaches for _, reaches in (tops if worse > levels[0][0].size else middles)]


def _floors(levels: Sequence[Sequence[_Heading]], names: dict[int, _Heading]) -> list[float]:
    """For each level the height below which a column's own heading stands where the level reaches over it.

    A heading that takes up levels ``k`` to the last is set in the middle of them.
    """
    lowest = max((name.middle for name in names.values()), default=0.0)
    tops = [min(group.middle for group in level) for level in levels]
    depth = len(levels) + 1
    return [
        tops[0] + (lowest - tops[0]) * (row + depth - 0.5) / 2 / (depth - 1) for row in range(len(levels))
    ]


def _reaches(
    level: Sequence[_Heading], floor: float, columns: Sequence[Band], names: dict[int, _Heading]
) -> tuple[float, list[_Reach]]:
    """Each heading of a level with the first and last column under it, whose own headings stand below ``floor``; their misfit.

    Headings stand over the middle of their columns (of their names, or of what stands in them), or over the first of
    them; the way in which all of the level fit best is taken.
    """
    under = [column for column in range(len(columns)) if column in names and names[column].middle > floor]
    if len(under) < len(level):
        return _TORN, []
    centres = [names[c].centre for c in under]
    lefts = [names[c].x0 for c in under]
    edges = _edges(columns, names)
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {}
    for style in (0, 1, 2):
        table: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}
        for group in level:
            following: dict[int, tuple[float, list[tuple[int, int]]]] = {}
            for start, (cost, cut) in table.items():
                for end in range(start + 1, len(under) + 1):
                    middle = (centres[start] + centres[end - 1]) / 2
                    between = (edges[under[start]] + edges[under[end - 1] + 1]) / 2
                    misfit = (
                        abs(middle - group.centre),
                        abs(lefts[start] - group.x0),
                        abs(between - group.centre),
                    )[style]
                    misfit += _TORN * (under[end - 1] - under[start] - (end - 1 - start))
                    if end not in following or cost + misfit < following[end][0]:
                        following[end] = (cost + misfit, [*cut, (start, end)])
            table = following
        if len(under) in table:
            best[style] = table[len(under)]
    if not best:
        return _TORN, []
    misfit, cut = min(best.values(), key=lambda entry: entry[0])
    reaches = [(group, under[start], under[end - 1]) for group, (start, end) in zip(level, cut, strict=True)]
    return misfit, reaches


def _edges(columns: Sequence[Band], names: dict[int, _Heading]) -> list[float]:
    """Where columns part: half-way between what stands in them, numbers and names."""
    left = [min(band.x0, names[i].x0) if i in names else band.x0 for i, band in enumerate(columns)]
    right = [max(band.x1, names[i].x1) if i in names else band.x1 for i, band in enumerate(columns)]
    inner = [(right[i] + left[i + 1]) / 2 for i in range(len(columns) - 1)]
    return [left[0], *inner, right[-1]]
