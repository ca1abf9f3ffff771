"""The lattice of a ruled table: where its rules stand, and which of the fields between them are one cell.

The lattice is what the eye sees: every field between neighbouring rules belongs to exactly one cell, and two
fields without a rule between them are one (merged) cell. So nothing inside a table can fall between cells or
into two of them, and no rule drawn twice or a hair apart makes a phantom row or column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from audit.reading.pdf.objects import Rule
from checks.finding import Box

SNAP = 4.0
"""Points: rules nearer than this are one rule; no row of print is lower, no column narrower."""

TOUCH = 3.0
"""Points by which rules may miss each other and still meet."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """The positions of a table's vertical and horizontal rules, and the cell that each field belongs to.

    ``owner[row][column]`` is the (row, column) of the upper left field of the field's cell.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def box(self) -> Box:
        """The table's outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the table."""
        return self.xs[0] - TOUCH <= x <= self.xs[-1] + TOUCH and self.ys[0] <= y <= self.ys[-1]

    def field(self, x: float, y: float) -> tuple[int, int] | None:
        """The upper left field of the cell at a point, None outside the table."""
        if not self.holds(x, y):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.owner[row][column]


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """The tables that ``rules`` draw, from top to bottom: lattices of two columns or more."""
    found = [_lattice(group) for group in _touching(_joined(rules))]
    tables = [lattice for lattice in found if lattice is not None and len(lattice.xs) > 2]
    return sorted(tables, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules drawn piece by piece as whole ones; rules side by side as one."""
    joined: list[Rule] = []
    for horizontal in (True, False):
        ranked = sorted((r for r in rules if r.horizontal is horizontal), key=lambda r: r.at)
        level: list[Rule] = []
        for rule in [*ranked, None]:
            if rule is not None and (not level or rule.at - level[0].at <= 1.5):
                level.append(rule)
                continue
            at = sum(r.at for r in level) / max(len(level), 1)
            start = end = None
            for piece in sorted(level, key=lambda r: r.start):
                if end is None or start is None:
                    start, end = piece.start, piece.end
                elif piece.start <= end + TOUCH:
                    end = max(end, piece.end)
                else:
                    joined.append(Rule(horizontal, at, start, end))
                    start, end = piece.start, piece.end
            if start is not None and end is not None:
                joined.append(Rule(horizontal, at, start, end))
            level = [rule] if rule is not None else []
    return [rule for rule in joined if rule.end - rule.start > SNAP]


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that are connected by crossing or meeting each other."""
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    level = [(i, r) for i, r in enumerate(rules) if r.horizontal]
    upright = [(i, r) for i, r in enumerate(rules) if not r.horizontal]
    for i, h in level:
        for j, v in upright:
            if h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return [group for group in groups.values() if any(r.horizontal != group[0].horizontal for r in group)]


def _positions(values: Sequence[float]) -> tuple[float, ...]:
    """Distinct rule positions in order; what is nearer than a row of print is one."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][0] < SNAP:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return tuple(sum(cluster) / len(cluster) for cluster in clusters)


def _lattice(rules: Sequence[Rule]) -> Lattice | None:
    upright = [r for r in rules if not r.horizontal]
    level = [r for r in rules if r.horizontal]
    xs = _positions([*(r.at for r in upright), min(r.start for r in level), max(r.end for r in level)])
    ys = _positions([*(r.at for r in level), min(r.start for r in upright), max(r.end for r in upright)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    right_of = _walls(upright, xs, ys)
    below = _walls(level, ys, xs)
    return Lattice(xs, ys, _cells(len(ys) - 1, len(xs) - 1, right_of, below))


def _walls(rules: Sequence[Rule], across: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """(i, j) pairs: where a rule at ``across[i]`` covers most of field j of ``along``."""
    walls: set[tuple[int, int]] = set()
    for rule in rules:
        i = min(range(len(across)), key=lambda k: abs(across[k] - rule.at))
        for j in range(len(along) - 1):
            shared = min(rule.end, along[j + 1]) - max(rule.start, along[j])
            if shared > 0.5 * (along[j + 1] - along[j]):
                walls.add((i, j))
    return walls


def _cells(
    rows: int, columns: int, right_of: set[tuple[int, int]], below: set[tuple[int, int]]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Each field's cell: grown to the right, then down, as far as no rule stands in the way."""
    owner: list[list[tuple[int, int] | None]] = [[None] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] is not None:
                continue
            last = column
            while last + 1 < columns and (last + 1, row) not in right_of and owner[row][last + 1] is None:
                last += 1
            bottom = row
            while bottom + 1 < rows and _open(bottom + 1, (column, last), columns, right_of, below):
                bottom += 1
            for r in range(row, bottom + 1):
                for c in range(column, last + 1):
                    owner[r][c] = (row, column)
    return tuple(tuple(cell or (r, c) for c, cell in enumerate(line)) for r, line in enumerate(owner))


def _open(
    row: int,
    extent: tuple[int, int],
    columns: int,
    right_of: set[tuple[int, int]],
    below: set[tuple[int, int]],
) -> bool:
    """Whether the cell above, whose first and last columns are ``extent``, goes on into ``row``."""
    first, last = extent
    if any((row, column) in below for column in range(first, last + 1)):
        return False
    if any((column, row) in right_of for column in range(first + 1, last + 1)):
        return False
    left_closed = first == 0 or (first, row) in right_of
    right_closed = last == columns - 1 or (last + 1, row) in right_of
    return left_closed and right_closed
