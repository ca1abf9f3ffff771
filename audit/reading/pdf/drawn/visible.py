"""Which glyphs of a PDF page can be seen: not those in the colour of their background or covered.

Clip paths, rendering modes, transparency and layers are settled by :mod:`audit.reading.pdf.drawn.text`. What is
left to doubt is text without contrast and text under a surface painted later; there the page is drawn, and
what left no ink is not there. Neither is what changes nothing when it is taken away: the text that somebody's recogniser
laid below the picture of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from audit.reading.pdf.drawn.columns import Floats, Truths, Whole
from audit.reading.pdf.drawn.raster import Raster
from audit.reading.pdf.objects import Glyph, PageContent, Surface

_SLIGHT = frozenset(".,·•‧・。，、．'’‘`-－–—―_~－一丨|:：;；…")
"""Characters with so little ink that their absence from a raster proves nothing."""

_INK = 12
"""The difference of grey levels (of 255) inside a glyph's box that counts as ink."""

_CONTRAST = 0.25
"""The difference in luminance to its background from which text can surely be read."""

_ON = 0.5
"""The share of a glyph's box that a surface below it takes up to be its background."""

_OVER = 0.6
"""The share of a glyph's box that a surface above it takes up to cover it."""

_IN_ITS_PLACE = 0.1
"""The share of a glyph's box that another takes up to stand in its place."""

_TWICE = 0.15
"""Font sizes up to which two equal glyphs are apart that are one, printed twice."""


def visible_glyphs(
    content: PageContent, draw: Callable[[], Raster], without: Callable[[], Raster]
) -> list[Glyph]:
    """The glyphs that can be seen, none of them twice.

    ``draw`` gives the page in grey at one pixel a point, ``without`` the page without its text; they are called only
    where there is doubt. A whole run
    of text goes when none of it left ink, never a single character: a decimal point is half a pixel. A glyph
    under a surface painted later goes when it left no ink, when another glyph stands on it, or when the page looks
    the same without it.
    """
    raster = cache(draw)
    around = _surroundings(content.glyphs, content.surfaces)
    seen = _legible(content.glyphs, around, raster)
    trace = cache(lambda: np.asarray(np.abs(raster().astype(np.int16) - without()), dtype=np.uint8))
    shown = _uncovered(content.glyphs, seen, around, trace)
    return _once([content.glyphs[number] for number in shown], around.boxes[shown])


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What lies under and over the glyphs of a page, a row each.

    ``clear`` says whether a glyph stands out from what was painted under it; over an image nobody knows. ``covers``
    holds the painting order of the first surface over it, -1 where there is none.
    """

    boxes: Floats
    orders: Whole
    clear: Truths
    covers: Whole


def _surroundings(glyphs: Sequence[Glyph], surfaces: Sequence[Surface]) -> _Surroundings:
    boxes = np.array([glyph[1:5] for glyph in glyphs], float).reshape(-1, 4)
    orders = np.array([glyph.order for glyph in glyphs], np.int64)
    areas = _areas(boxes)
    paper = np.ones(len(glyphs))
    covers = np.full(len(glyphs), -1)
    for surface in surfaces:
        common = _common(boxes, surface.box)
        under = (common > _ON * areas) & (orders > surface.order)
        paper[under] = np.nan if surface.colour is None else surface.colour
        covers[(common > _OVER * areas) & (orders < surface.order) & (covers < 0)] = surface.order
    colours = np.array([glyph.colour for glyph in glyphs], float)
    return _Surroundings(boxes, orders, np.abs(paper - colours) > _CONTRAST, covers)


def _common(boxes: Floats, box: Sequence[float] | Floats) -> Floats:
    """The area that each box has in common with ``box``."""
    x0, top, x1, bottom = boxes.T
    width = np.minimum(x1, box[2]) - np.maximum(x0, box[0])
    height = np.minimum(bottom, box[3]) - np.maximum(top, box[1])
    common: Floats = np.maximum(width, 0.0) * np.maximum(height, 0.0)
    return common


def _areas(boxes: Floats) -> Floats:
    x0, top, x1, bottom = boxes.T
    areas: Floats = (x1 - x0) * (bottom - top)
    return areas


def _legible(glyphs: Sequence[Glyph], around: _Surroundings, raster: Callable[[], Raster]) -> list[int]:
    """The numbers of the glyphs in runs that stand out from their background or left ink."""
    numbers = range(len(glyphs))
    if around.clear.all():
        return list(numbers)
    return [
        number
        for run in _runs(glyphs, numbers)
        if around.clear[run[len(run) // 2]] or any(_has_ink(glyphs[number], raster()) for number in run)
        for number in run
    ]


def _has_ink(glyph: Glyph, raster: Raster) -> bool:
    """Whether the pixels in the middle of the glyph's box differ; a slight character is looked at whole."""
    inset = 0.0 if glyph.text in _SLIGHT else 0.12
    wide, high = inset * (glyph.x1 - glyph.x0), inset * glyph.size
    pixels = raster[
        max(int(glyph.top + high), 0) : int(glyph.bottom - high) + 1,
        max(int(glyph.x0 + wide), 0) : int(glyph.x1 - wide) + 1,
    ]
    return pixels.size > 0 and int(pixels.max()) - int(pixels.min()) >= _INK


def _runs(glyphs: Sequence[Glyph], numbers: Sequence[int]) -> list[list[int]]:
    """Glyphs that follow each other on one line in one colour: what is hidden is hidden together."""
    runs: list[list[int]] = []
    previous: Glyph | None = None
    for number in numbers:
        glyph = glyphs[number]
        joined = (
            previous is not None
            and glyph.colour == previous.colour
            and abs(glyph.bottom - previous.bottom) < 0.3 * glyph.size
            and -0.5 * glyph.size < glyph.x0 - previous.x1 < glyph.size
        )
        if joined:
            runs[-1].append(number)
        else:
            runs.append([number])
        previous = glyph
    return runs


def _uncovered(
    glyphs: Sequence[Glyph], seen: list[int], around: _Surroundings, trace: Callable[[], Raster]
) -> list[int]:
    """Without the glyphs that a later surface hides; ``trace`` is what the text of the page changes on it.

    Covered glyphs of one run are hidden together, by the evidence of most of them: ink beside a painted-over
    number may be that of the number printed in its place.
    """
    hidden: set[int] = set()
    for run in _runs(glyphs, [number for number in seen if around.covers[number] >= 0]):
        solid = [number for number in run if glyphs[number].text not in _SLIGHT] or run
        gone = [
            number
            for number in solid
            if not _has_ink(glyphs[number], trace()) or _replaced(number, seen, around)
        ]
        if 2 * len(gone) >= len(solid):
            hidden.update(run)
    return [number for number in seen if number not in hidden]


def _replaced(number: int, seen: list[int], around: _Surroundings) -> bool:
    """Whether another glyph was painted in the place of one, on what covers it."""
    box = around.boxes[number]
    taken = _common(around.boxes[seen], box) > _IN_ITS_PLACE * _areas(box)
    return bool((taken & (around.orders[seen] > around.covers[number])).any())


def _once(glyphs: list[Glyph], boxes: Floats) -> list[Glyph]:
    """Without second copies: some programs print bold by printing twice, a hair apart."""
    alike: dict[str, list[Glyph]] = {text: [] for text in _meeting(glyphs, boxes)}
    if not alike:
        return glyphs
    for glyph in glyphs:
        if glyph.text in alike:
            alike[glyph.text].append(glyph)
    copies = {copy for same in alike.values() for copy in _copies(same)}
    return [glyph for glyph in glyphs if id(glyph) not in copies]


def _meeting(glyphs: Sequence[Glyph], boxes: Floats) -> set[str]:
    """The texts of which two glyphs are near each other: each glyph is held against those that stand on its height."""
    number_of: dict[str, int] = {}
    texts = np.array([number_of.setdefault(glyph.text, len(number_of)) for glyph in glyphs], np.int64)
    names = list(number_of)
    x0, top, _, bottom = boxes.T
    order = np.lexsort((top, texts))
    texts, x0, top, limits = texts[order], x0[order], top[order], _TWICE * (bottom - top)[order]
    meeting: set[str] = set()
    for step in range(1, len(glyphs)):
        one, other = slice(None, -step), slice(step, None)
        level = (texts[one] == texts[other]) & (top[other] - top[one] < limits[one])
        if not level.any():
            break
        near = level & (np.abs(x0[other] - x0[one]) < limits[one])
        meeting.update(names[number] for number in texts[one][near].tolist())
    return meeting


def _copies(same: list[Glyph]) -> Iterator[int]:
    """The identities of the glyphs that are printed on another of ``same``, equal glyphs in painting order."""
    kept: list[Glyph] = []
    for glyph in same:
        if any(_near(glyph, other) for other in kept):
            yield id(glyph)
        else:
            kept.append(glyph)


def _near(one: Glyph, other: Glyph) -> bool:
    limit = _TWICE * one.size
    return abs(other.x0 - one.x0) < limit and abs(other.top - one.top) < limit
