"""Which glyphs of a PDF page can be seen: not those in the colour of their background or covered.

Clip paths, rendering modes, transparency and layers are settled by :mod:`audit.reading.pdf.drawn.content`. What is
left to doubt is text without contrast and text under a surface painted later; there the page is drawn, and
what left no ink is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from audit.reading.pdf.objects import Glyph, PageContent, Surface

Raster = npt.NDArray[np.uint8]

_SLIGHT = frozenset(".,·•‧・。，、．'’‘`-－–—―_~－一丨|:：;；…")
"""Characters with so little ink that their absence from a raster proves nothing."""

_INK = 12
"""The difference of grey levels (of 255) inside a glyph's box that counts as ink."""


_CONTRAST = 0.25
"""The difference in luminance to its background from which text can surely be read."""


def visible_glyphs(content: PageContent, draw: Callable[[], Raster]) -> list[Glyph]:
    """The glyphs that can be seen, none of them twice.

    ``draw`` gives the page in grey at one pixel a point; it is called only where there is doubt. A whole run
    of text goes when none of it left ink, never a single character: a decimal point is half a pixel. A glyph
    under a surface painted later goes when it left no ink or when another glyph stands on it.
    """
    raster = cache(draw)
    surfaces = content.surfaces
    seen: list[Glyph] = []
    for run in _runs(content.glyphs):
        if _contrast(run[len(run) // 2], surfaces) or any(_has_ink(glyph, raster()) for glyph in run):
            seen.extend(run)
    return _once(_uncovered(seen, surfaces, raster))


def _contrast(glyph: Glyph, surfaces: Sequence[Surface]) -> bool:
    """Whether a glyph's colour stands out from what was painted under it; over an image nobody knows."""
    for surface in reversed(surfaces):
        if surface.order < glyph.order and _overlap(glyph, surface.box) > 0.5:
            return surface.colour is not None and abs(surface.colour - glyph.colour) > _CONTRAST
    return glyph.colour < 1 - _CONTRAST


def _has_ink(glyph: Glyph, raster: Raster) -> bool:
    """Whether the pixels in the middle of the glyph's box differ; a slight character is looked at whole."""
    inset = 0.0 if glyph.text in _SLIGHT else 0.12
    wide, high = inset * (glyph.x1 - glyph.x0), inset * glyph.size
    pixels = raster[
        max(int(glyph.top + high), 0) : int(glyph.bottom - high) + 1,
        max(int(glyph.x0 + wide), 0) : int(glyph.x1 - wide) + 1,
    ]
    return pixels.size > 0 and int(pixels.max()) - int(pixels.min()) >= _INK


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that follow each other on one line in one colour: what is hidden is hidden together."""
    runs: list[list[Glyph]] = []
    previous: Glyph | None = None
    for glyph in glyphs:
        joined = (
            previous is not None
            and glyph.colour == previous.colour
            and abs(glyph.bottom - previous.bottom) < 0.3 * glyph.size
            and -0.5 * glyph.size < glyph.x0 - previous.x1 < glyph.size
        )
        if joined:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        previous = glyph
    return runs


def _uncovered(glyphs: list[Glyph], surfaces: list[Surface], raster: Callable[[], Raster]) -> list[Glyph]:
    """Without the glyphs that a later surface hides.

    Covered glyphs of one run are hidden together, by the evidence of most of them: ink beside a painted-over
    number may be that of the number printed in its place.
    """
    if not glyphs or not surfaces or surfaces[-1].order < glyphs[0].order:
        return glyphs
    covers = {id(glyph): order for glyph in glyphs if (order := _cover(glyph, surfaces)) is not None}
    hidden: set[int] = set()
    for run in _runs([glyph for glyph in glyphs if id(glyph) in covers]):
        solid = [glyph for glyph in run if glyph.text not in _SLIGHT] or run
        gone = [
            glyph
            for glyph in solid
            if not _has_ink(glyph, raster())
            or any(other.order > covers[id(glyph)] and _stands_on(other, glyph) for other in glyphs)
        ]
        if 2 * len(gone) >= len(solid):
            hidden.update(map(id, run))
    return [glyph for glyph in glyphs if id(glyph) not in hidden]


def _cover(glyph: Glyph, surfaces: Sequence[Surface]) -> int | None:
    """The order of the first surface painted over a glyph after it; None where there is none."""
    later = (s.order for s in surfaces if s.order > glyph.order and _overlap(glyph, s.box) > 0.6)
    return next(later, None)


def _stands_on(other: Glyph, glyph: Glyph) -> bool:
    return _overlap(glyph, (other.x0, other.top, other.x1, other.bottom)) > 0.1


def _overlap(glyph: Glyph, box: tuple[float, float, float, float]) -> float:
    """The share of the glyph's box that lies in ``box``."""
    width = min(glyph.x1, box[2]) - max(glyph.x0, box[0])
    height = min(glyph.bottom, box[3]) - max(glyph.top, box[1])
    area = (glyph.x1 - glyph.x0) * glyph.size
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without second copies: some programs print bold by printing twice, a hair apart."""
    taken: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        column, row = round(glyph.x0 / 4), round(glyph.top / 4)
        near = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in taken.get((glyph.text, column + dx, row + dy), ())
        )
        limit = 0.15 * glyph.size
        if any(abs(o.x0 - glyph.x0) < limit and abs(o.top - glyph.top) < limit for o in near):
            continue
        taken.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept
