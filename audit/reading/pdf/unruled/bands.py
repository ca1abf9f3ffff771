"""The columns of a table without rules: the upright bands in which its numbers and words stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.reading.pdf.lines import TextLine, spaced, words
from audit.reading.pdf.objects import Glyph

_NUMBER = re.compile(r"[(（]?[-+−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[)）]?%?|[-—–]{1,2}")
_LEADERS = frozenset(".…·．‥")
_TOTALS = frozenset({"合计", "总计", "小计", "栏次", "行次"})
"""Labels that are set across the columns of code and name."""


_SPREAD = _TOTALS | {"项目", "科目"}
"""Words of two characters that are set over the width of their cell."""

_GAP = 0.8
"""Font sizes between two words of one line that make them two cells; around the numbers of a sentence is less."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Glyphs of one line that stand together."""

    glyphs: tuple[Glyph, ...]
    text: str
    numeric: bool
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def centre(self) -> float:
        """The middle across."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Band:
    """A column: from where to where its content reaches across the page."""

    x0: float
    x1: float


def chunks(line: TextLine) -> tuple[Chunk, ...]:
    """The words and numbers of a line; dotted leaders are left out, letters spread over a cell are one word."""
    joined: list[list[Glyph]] = []
    for piece in words(_without_leaders(line.glyphs), gap=_GAP):
        if joined and _spread(joined[-1], piece):
            joined[-1].extend(piece)
        else:
            joined.append(piece)
    return tuple(_chunk(piece) for piece in joined)


def _without_leaders(glyphs: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    run: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if glyph is not None and glyph.text in _LEADERS:
            run.append(glyph)
            continue
        if len(run) < 3 and not any(dot.text == "…" for dot in run):
            kept += run
        run = []
        if glyph is not None:
            kept.append(glyph)
    return kept


def _spread(before: Sequence[Glyph], after: Sequence[Glyph]) -> bool:
    """Whether two single characters are one word set wide: 合 计."""
    whole = [*before, *after]
    wide = all(0 < other.x0 - one.x1 < 6 * one.size for one, other in pairwise(whole))
    return wide and "".join(glyph.text for glyph in whole) in _SPREAD


def _chunk(glyphs: Sequence[Glyph]) -> Chunk:
    plain = "".join(glyph.text for glyph in glyphs)
    return Chunk(
        tuple(glyphs),
        spaced(glyphs),
        _NUMBER.fullmatch(plain) is not None,
        min(g.x0 for g in glyphs),
        max(g.x1 for g in glyphs),
        min(g.top for g in glyphs),
        max(g.bottom for g in glyphs),
    )


def bands(rows: Sequence[Sequence[Chunk]]) -> list[Band]:
    """The columns that the rows of a table stand in, from left to right.

    Numbers make columns by themselves; words make those that numbers leave free. A label that reaches into a
    column of numbers, and one that is set across two columns, makes none.
    """
    numbers = _union([(c.x0, c.x1) for row in rows for c in row if c.numeric])
    free: list[tuple[float, float]] = []
    for row in rows:
        for chunk in row:
            if chunk.numeric or re.sub(r"\s", "", chunk.text).endswith(tuple(_TOTALS)):
                continue
            end = min((x0 for x0, x1 in numbers if x1 > chunk.x0), default=chunk.x1)
            if end > chunk.x0:
                free.append((chunk.x0, min(end, chunk.x1)))
    return [Band(x0, x1) for x0, x1 in sorted([*numbers, *_union(free)])]


def _union(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if joined and x0 <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def home(chunk: Chunk, columns: Sequence[Band]) -> int:
    """The column that a chunk stands in: a word the first that it covers, a number the one that it covers most."""

    def shared(index: int) -> float:
        return min(chunk.x1, columns[index].x1) - max(chunk.x0, columns[index].x0)

    return max(range(len(columns)), key=shared)
