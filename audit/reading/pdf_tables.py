"""Ruled tables of a PDF page: rules to a lattice, lattice fields to cells, glyphs to the cells they stand in.

The lattice is what the eye sees: every field between neighbouring rules belongs to exactly one cell, and two
fields without a rule between them are one (merged) cell. So no glyph inside a table can fall between cells or
into two of them, and no rule drawn twice or a hair apart makes a phantom row or column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from audit.document import Cell, Grid
from audit.reading.pdf_content import Glyph, Rule
from audit.reading.pdf_lines import TextLine, lines, words
from checks.finding import Box, Place

_SNAP = 4.0
"""Points: rules nearer than this are one rule; no row of print is lower, no column narrower."""

_TOUCH = 3.0
"""Points by which rules may miss each other and still meet."""


_NUMERIC = frozenset("0123456789.,-%")
_ONE_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


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

    def field(self, x: float, y: float) -> tuple[int, int] | None:
        """The upper left field of the cell at a point, None outside the table."""
        if not (self.xs[0] - _TOUCH <= x <= self.xs[-1] + _TOUCH):
            return None
        if not (self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.owner[row][column]


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """The tables that ``rules`` draw: at least two columns or a frame around two rows of them, top to bottom."""
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
                elif piece.start <= end + _TOUCH:
                    end = max(end, piece.end)
                else:
                    joined.append(Rule(horizontal, at, start, end))
                    start, end = piece.start, piece.end
            if start is not None and end is not None:
                joined.append(Rule(horizontal, at, start, end))
            level = [rule] if rule is not None else []
    return [rule for rule in joined if rule.end - rule.start > _SNAP]


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
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return [group for group in groups.values() if any(r.horizontal != group[0].horizontal for r in group)]


def _positions(values: Sequence[float]) -> tuple[float, ...]:
    """Distinct rule positions in order; what is nearer than a row of print is one."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][0] < _SNAP:
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
    """(position index, field index) pairs: where a rule at ``across[i]`` covers most of field j of ``along``."""
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
            while bottom + 1 < rows and _open(bottom + 1, column, last, columns, right_of, below):
                bottom += 1
            for r in range(row, bottom + 1):
                for c in range(column, last + 1):
                    owner[r][c] = (row, column)
    return tuple(tuple(cell or (r, c) for c, cell in enumerate(line)) for r, line in enumerate(owner))


def _open(
    row: int, first: int, last: int, columns: int, right_of: set[tuple[int, int]], below: set[tuple[int, int]]
) -> bool:
    """Whether the cell above, from column ``first`` to ``last``, goes on into ``row``."""
    if any((row, column) in below for column in range(first, last + 1)):
        return False
    if any((column, row) in right_of for column in range(first + 1, last + 1)):
        return False
    left_closed = first == 0 or (first, row) in right_of
    right_closed = last == columns - 1 or (last + 1, row) in right_of
    return left_closed and right_closed


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
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
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
        cells.extend(_loose_row(lattice, line, number + len(above) + rows, page))
    x0, y0, x1, y1 = lattice.box
    place = Place(page=page, bbox=(round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)))
    return Grid(tuple(cells), rows + len(outside), columns, place)


def _tokens(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs of each line that stand close together, numbers apart from words."""
    tokens: list[list[Glyph]] = []
    for line in lines(glyphs):
        for word in words(line.glyphs, gap=0.15):
            previous: Glyph | None = None
            for glyph in word:
                if previous is not None and (previous.text in _NUMERIC) == (glyph.text in _NUMERIC):
                    tokens[-1].append(glyph)
                else:
                    tokens.append([glyph])
                previous = glyph
    return tokens


def _homes(lattice: Lattice, token: list[Glyph]) -> list[tuple[tuple[int, int], list[Glyph]]]:
    """The cell that a token stands in; a number that overflows its cell stays whole, words are cut at rules."""
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
    printed = [line.text for line in lines(glyphs)]
    text = ""
    for part in printed:
        apart = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        text += f" {part}" if apart else part
    return text


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
    """Lines right above or below the rules that are rows of the table: two numbers or more, each in one column.

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
        if word[0].x0 < lattice.xs[0] - _TOUCH or word[-1].x1 > lattice.xs[-1] + _TOUCH:
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
