"""Parts of a page that are read by themselves: text on its side or head, turned upright, and tables side by side.

A table too wide for its page is at times set across it, on a page that is not turned for the screen. Everything
after this stage sees text that runs to the right; places in the report are those of the page as displayed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from audit.document import Grid
from audit.reading.furniture import is_page_number, lone_number
from audit.reading.pdf.lines import rows, spaced, words
from audit.reading.pdf.objects import Glyph, PageContent, Rule
from checks.catalogue import statement_for_title
from checks.finding import Box, Place

_FEW = 0.1
"""The share of glyphs of the page's own way among others from which those are parts of its table (a turned header)."""


_FEWER = 0.25
"""The share of the page's glyphs up to which those of another way inside their outline belong to them."""


_TITLES_APART = 2.2
"""Font sizes between two titles on one line."""

_ENDS = frozenset("表况）)")
"""What the titles of statements end with."""

_ORDER = attrgetter("order")
_GUTTER = 4.0
"""Points between two tables side by side."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page of ``width`` by ``height`` is turned so that text which runs its ``way`` reads to the right.

    ``tilt`` are the degrees, counted to the left, by which the upright page was turned about its middle to be level.
    """

    way: int = 0
    width: float = 0.0
    height: float = 0.0
    tilt: float = 0.0

    @property
    def moves(self) -> bool:
        """Whether anything stands elsewhere on the page as displayed."""
        return self.way != 0 or self.tilt != 0

    @property
    def upright_size(self) -> tuple[float, float]:
        """Width and height of the turned page."""
        return (self.height, self.width) if self.way % 2 else (self.width, self.height)

    def box(self, box: Box) -> Box:
        """A box of the page as displayed, on the turned page."""
        x0, y0, x1, y1 = box
        if self.way == 1:
            return self.height - y1, x0, self.height - y0, x1
        if self.way == 2:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.way == 3:
            return y0, self.width - x1, y1, self.width - x0
        return box

    def back(self, box: Box) -> Box:
        """A box of the turned page, on the page as displayed, to a tenth of a point."""
        if not self.moves:
            return box
        width, height = self.upright_size
        x0, y0, x1, y1 = Turn(-self.way % 4, width, height).box(self._untilted(box))
        return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)

    def _untilted(self, box: Box) -> Box:
        """A box of the levelled page where its middle stood before."""
        width, height = self.upright_size
        x, y = (box[0] + box[2] - width) / 2, (box[1] + box[3] - height) / 2
        cosine, sine = math.cos(math.radians(self.tilt)), math.sin(math.radians(self.tilt))
        across, down = (cosine - 1) * x - sine * y, sine * x + (cosine - 1) * y
        return box[0] + across, box[1] + down, box[2] + across, box[3] + down

    def rule(self, rule: Rule) -> Rule:
        """A rule of the page as displayed, on the turned page."""
        if self.way == 0:
            return rule
        x0, y0, x1, y1 = self.box(
            (rule.start, rule.at, rule.end, rule.at)
            if rule.horizontal
            else (rule.at, rule.start, rule.at, rule.end)
        )
        level = rule.horizontal if self.way == 2 else not rule.horizontal
        return Rule(True, y0, x0, x1) if level else Rule(False, x0, y0, y1)

    def glyph(self, glyph: Glyph) -> Glyph:
        """A glyph of the page as displayed, on the turned page."""
        if self.way == 0:
            return glyph
        x0, top, x1, bottom = self.box((glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        return glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom)

    def grid(self, grid: Grid) -> Grid:
        """A table of the turned page with the places that its cells have on the page as displayed."""
        if not self.moves:
            return grid
        cells = tuple(replace(cell, place=self._place(cell.place)) for cell in grid.cells)
        return replace(grid, cells=cells, place=self._place(grid.place))

    def _place(self, place: Place) -> Place:
        return place if place.bbox is None else replace(place, bbox=self.back(place.bbox))


UPRIGHT = Turn()
"""The page as displayed."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The glyphs of a page that run one way, on the page turned upright for them."""

    turn: Turn
    glyphs: tuple[Glyph, ...]
    left: float = 0.0
    """Where the half of a sheet begins on which they stand."""


def by_turn(glyphs: Sequence[Glyph], content: PageContent) -> list[Turned]:
    """The glyphs of a page by the way they run, the main way first.

    Glyphs that run another way among those of the main one (a turned header of a narrow column) stay with them.
    """
    if not any(glyph.turn for glyph in glyphs):
        turn = Turn(0, content.width, content.height, content.tilt)
        return [Turned(turn, tuple(sorted(glyphs, key=_ORDER)))]
    ways = Counter(glyph.turn for glyph in glyphs if glyph.text.strip())
    main = ways.most_common(1)[0][0] if ways else 0
    own = [glyph for glyph in glyphs if glyph.turn == main]
    parts: list[tuple[int, list[Glyph]]] = []
    for way in sorted(set(ways) - {main}):
        others = [glyph for glyph in glyphs if glyph.turn == way]
        among = _count_inside(own, _outline(others)) > _FEW * len(others)
        within = _count_inside(others, _outline(own)) > 0.5 * len(others)
        if among or (within and len(others) <= _FEWER * len(own)):
            own += others
        else:
            parts.append((way, others))
    own.sort(key=_ORDER)
    turns = [
        (Turn(way, content.width, content.height, content.tilt), part) for way, part in [(main, own), *parts]
    ]
    return [Turned(turn, tuple(turn.glyph(glyph) for glyph in part)) for turn, part in turns]


def halves(part: Turned, fold: float | None) -> list[Turned]:
    """The two pages that lie side by side on one sheet, the left one first; none where it is one page."""
    if fold is None:
        return []
    left = tuple(glyph for glyph in part.glyphs if glyph.centre < fold)
    right = tuple(glyph for glyph in part.glyphs if glyph.centre >= fold)
    return [Turned(part.turn, left), Turned(part.turn, right, fold)] if left and right else [part]


def sides(part: Turned, rules: Sequence[Rule]) -> list[Turned]:
    """The left and the right of a page where two titles stand side by side and nothing crosses between their tables.

    A title stands over the middle of its table, so the page's edges tell where the one ends and the other begins.
    """
    if not _two_ends(part.glyphs):
        return [part]
    for row in rows(part.glyphs):
        pieces = words(row, _TITLES_APART) if _two_ends(row) else []
        if len(pieces) < 2:
            continue
        titles = [piece for piece in pieces if statement_for_title("".join([g.text for g in piece]))]
        if len(titles) != 2:
            continue
        top = min(glyph.top for glyph in row) - 1
        body = [
            glyph
            for each in rows([glyph for glyph in part.glyphs if glyph.top > top])
            if not is_page_number(spaced(each)) and lone_number(spaced(each)) is None
            for glyph in each
        ]
        centres = [(word[0].x0 + word[-1].x1) / 2 for word in titles]
        expected = sum(centres) - (min(g.x0 for g in body) + max(g.x1 for g in body)) / 2
        below = [(r.start, r.end) for r in rules if r.horizontal and r.at > top + 1]
        gaps = _gaps([*((g.x0, g.x1) for g in body), *below], titles[0][-1].x1, titles[1][0].x0)
        if gaps:
            at = min(((low + high) / 2 for low, high in gaps), key=lambda x: abs(x - expected))
            right = tuple(g for g in part.glyphs if g.top > top and g.centre > at)
            beyond = {id(glyph) for glyph in right}
            left = tuple(g for g in part.glyphs if id(g) not in beyond)
            return [Turned(part.turn, left), Turned(part.turn, right)]
    return [part]


def _two_ends(glyphs: Sequence[Glyph]) -> bool:
    """Whether two characters that a title may end with stand on one height, more than a gap apart."""
    ends = sorted((g for g in glyphs if g.text in _ENDS), key=lambda glyph: glyph.top + glyph.bottom)
    return any(
        other.middle - one.middle < max(one.size, other.size) and abs(other.x0 - one.x0) > one.size
        for one, other in pairwise(ends)
    )


def _gaps(spans: Sequence[tuple[float, float]], low: float, high: float) -> list[tuple[float, float]]:
    """The stretches between ``low`` and ``high`` that no span covers."""
    gaps = []
    end = low
    for x0, x1 in sorted(spans):
        if x0 > end and end < high:
            gaps.append((end, min(x0, high)))
        end = max(end, x1)
    if end < high:
        gaps.append((end, high))
    return [gap for gap in gaps if gap[1] - gap[0] > _GUTTER]


def _outline(glyphs: Sequence[Glyph]) -> Box:
    return (
        min(g.x0 for g in glyphs),
        min(g.top for g in glyphs),
        max(g.x1 for g in glyphs),
        max(g.bottom for g in glyphs),
    )


def _count_inside(glyphs: Sequence[Glyph], box: Box) -> int:
    return sum(box[0] <= glyph.centre <= box[2] and box[1] <= glyph.middle <= box[3] for glyph in glyphs)
