"""Which glyphs of a PDF page can be seen: the page is drawn, and a run of text that left no ink is not there.

Clip paths and invisible rendering modes are settled by :mod:`audit.reading.pdf_content`. What is left is
text in the colour of its background, in a layer that is switched off, or under something painted later.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audit.reading.pdf_content import Glyph, PageContent, Surface

Raster = npt.NDArray[np.uint8]

_SLIGHT = frozenset(".,·•‧・。，、．'’‘`-－–—―_~－一丨|:：;；…")
"""Characters with so little ink that their absence from a raster proves nothing."""

_INK = 24
"""The sum of grey-level steps inside a glyph's box that counts as ink; an empty background has 0 to a few."""


def visible_glyphs(content: PageContent, raster: Raster) -> list[Glyph]:
    """The glyphs that can be seen on ``raster``, the page drawn in grey at one pixel a point; no doubles.

    A whole run of text goes when none of it left ink, never a single character: a decimal point is half a
    pixel. A glyph under a surface painted later goes when it left no ink or when another glyph stands on it.
    """
    glyphs = content.glyphs
    if not glyphs:
        return []
    ink = _ink(glyphs, raster)
    seen: list[Glyph] = []
    for run in _runs(glyphs):
        if any(ink[i] >= _INK for i in run):
            seen.extend(glyphs[i] for i in run)
    return _once(_uncovered(seen, content.surfaces, {g.order: ink[i] for i, g in enumerate(glyphs)}))


def _ink(glyphs: Sequence[Glyph], raster: Raster) -> npt.NDArray[np.int64]:
    """For each glyph the grey-level steps between neighbouring pixels inside its box, summed."""
    grey = raster.astype(np.int64)
    steps = np.zeros((grey.shape[0] + 1, grey.shape[1] + 1), np.int64)
    steps[1:-1, 1:] += np.abs(np.diff(grey, axis=0))
    steps[1:, 1:-1] += np.abs(np.diff(grey, axis=1))
    area = steps.cumsum(axis=0).cumsum(axis=1)
    boxes = np.array([(g.x0, g.top, g.x1, g.bottom) for g in glyphs])
    slight = np.array([g.text in _SLIGHT for g in glyphs])
    inset = np.where(slight, 0.0, 0.12)
    width, height = (boxes[:, 2] - boxes[:, 0]) * inset, (boxes[:, 3] - boxes[:, 1]) * inset
    limit_x, limit_y = grey.shape[1], grey.shape[0]
    x0 = np.clip(np.floor(boxes[:, 0] + width), 0, limit_x).astype(np.int64)
    x1 = np.clip(np.ceil(boxes[:, 2] - width), 0, limit_x).astype(np.int64)
    y0 = np.clip(np.floor(boxes[:, 1] + height), 0, limit_y).astype(np.int64)
    y1 = np.clip(np.ceil(boxes[:, 3] - height), 0, limit_y).astype(np.int64)
    inside: npt.NDArray[np.int64] = area[y1, x1] - area[y0, x1] - area[y1, x0] + area[y0, x0]
    return inside


def _runs(glyphs: Sequence[Glyph]) -> list[list[int]]:
    """Glyphs that follow each other on one line in one colour: what is hidden is hidden together."""
    runs: list[list[int]] = []
    previous: Glyph | None = None
    for index, glyph in enumerate(glyphs):
        joined = (
            previous is not None
            and glyph.colour == previous.colour
            and abs(glyph.bottom - previous.bottom) < 0.3 * glyph.size
            and -0.5 * glyph.size < glyph.x0 - previous.x1 < glyph.size
        )
        if joined:
            runs[-1].append(index)
        else:
            runs.append([index])
        previous = glyph
    return runs


def _uncovered(glyphs: list[Glyph], surfaces: list[Surface], ink: dict[int, int]) -> list[Glyph]:
    """Without the glyphs that a later surface hides."""
    if not glyphs or not surfaces or surfaces[-1].order < glyphs[0].order:
        return glyphs
    covered: list[tuple[Glyph, Surface]] = []
    for glyph in glyphs:
        for surface in surfaces:
            if surface.order > glyph.order and _overlap(glyph, surface.box) > 0.6:
                covered.append((glyph, surface))
                break
    hidden = {
        glyph.order
        for glyph, surface in covered
        if ink[glyph.order] < _INK
        or any(
            other.order > surface.order
            and _overlap(glyph, (other.x0, other.top, other.x1, other.bottom)) > 0.1
            for other in glyphs
        )
    }
    return [glyph for glyph in glyphs if glyph.order not in hidden]


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
