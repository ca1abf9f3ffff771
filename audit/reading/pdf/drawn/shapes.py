"""What a page fills, strokes and pictures: straight rules, and surfaces that hide what is under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audit.reading.pdf.drawn.colour import fills, let_through, strokes
from audit.reading.pdf.drawn.columns import Floats, Truths, Whole, answers, pdfium, record, values
from audit.reading.pdf.drawn.painted import Painted
from audit.reading.pdf.drawn.space import Display, after, around, moved, moved_boxes, shared
from audit.reading.pdf.objects import Rule, Surface
from checks.finding import Box

_THIN = 2.6
"""Points: a filled area no thicker than this is a rule, not a surface."""

_STRAIGHT = 0.5
"""Points by which the ends of a straight line may differ across it."""

_OPAQUE = 0.9
"""Opacity from which a surface hides what is under it."""

_WHITE = 0.97
"""Luminance from which a stroke cannot be seen."""

_APART, _MOST = 1.0, 500
"""Points between two images that are parts of one; so many images of a page are looked at."""

_OUTSIDE = np.array([-1.0, -1.0, 1.0, 1.0])
"""Points by which a rule on the edge of what is shown may stand outside."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The rules, surfaces and images of a page as displayed, and how many of its outlines are none of them."""

    rules: list[Rule]
    surfaces: list[Surface]
    pictures: list[Surface]
    curves: int


@dataclass(frozen=True, slots=True)
class _Paths:
    """The paths of a page, a row each: what they fill and stroke, how light, and the box on the page that shows them."""

    numbers: Whole
    filled: Truths
    stroked: Truths
    shade: Floats
    ink: Floats
    hides: Truths
    shown: Floats


@dataclass(frozen=True, slots=True)
class _Outlines:
    """The outlines of paths, a row each: what the pen draws without being lifted.

    ``paths`` are the rows of their paths, ``boxes`` reach around them, ``bends`` counts their edges that are neither
    level nor upright; ``edges`` are lines from point to point (x, y, x, y), each with the row of its outline in ``edged``.
    """

    paths: Whole
    boxes: Floats
    bends: Whole
    edges: Floats
    edged: Whole


def shapes(found: Painted, display: Display) -> Shapes:
    """The rules and surfaces among what a page paints; shadings are left out and hide nothing."""
    images, pictures = _images(found, display)
    numbers = found.of(pdfium.FPDF_PAGEOBJ_PATH)
    sizes = np.array(answers(pdfium.FPDFPath_CountSegments, found.at(numbers)), np.int64)
    numbers, sizes = numbers[sizes > 0], sizes[sizes > 0]
    if not len(numbers):
        return Shapes([], images, pictures, 0)
    points, kinds = _points(found, numbers, sizes)
    paths = _paths(found, numbers, around(points, _starts(sizes)), display)
    outlines = _outlines(points, kinds, np.repeat(np.arange(len(numbers)), sizes))
    surfaces = [*images, *_surfaces(outlines, paths, display)]
    return Shapes(
        _rules(outlines, paths, display),
        sorted(surfaces, key=lambda surface: surface.order),
        pictures,
        int((outlines.bends > 0).sum()),
    )


def _starts(sizes: Whole) -> Whole:
    """Where runs of these sizes begin."""
    return np.cumsum(sizes) - sizes


def _points(found: Painted, numbers: Whole, sizes: Whole) -> tuple[Floats, Whole]:
    """The points of paths on the page, and what pdfium says leads to them."""
    objects = found.at(numbers)
    segments = answers(
        pdfium.FPDFPath_GetPathSegment,
        [where for where, size in zip(objects, sizes, strict=True) for _ in range(size)],
        [index for size in sizes for index in range(size)],
    )
    own = record(pdfium.FPDFPageObj_GetMatrix, np.float32, 6, objects).astype(float)
    spaces = np.repeat(after(own, found.spaces[numbers]), sizes, axis=0)
    points = moved(values(pdfium.FPDFPathSegment_GetPoint, np.float32, 2, segments), spaces)
    return points, np.array(answers(pdfium.FPDFPathSegment_GetType, segments))


def _paths(found: Painted, numbers: Whole, extents: Floats, display: Display) -> _Paths:
    objects = found.at(numbers)
    filled, stroked = values(pdfium.FPDFPath_GetDrawMode, np.int32, 2, objects).astype(bool).T
    shade, opacity = fills(objects)
    ink, _ = strokes(objects)
    hides = (opacity >= _OPAQUE) & ((opacity < 1) | ~let_through(objects))
    shown = shared(found.shown(numbers, extents), np.array([display.box]))
    return _Paths(numbers, filled, stroked, shade, ink, hides, shown)


def _outlines(points: Floats, kinds: Whole, paths: Whole) -> _Outlines:
    """The outlines that ``points`` make; ``paths`` are the rows of their paths."""
    begins = (kinds == pdfium.FPDF_SEGMENT_MOVETO) | (np.diff(paths, prepend=-1) > 0)
    starts, ends = np.flatnonzero(begins), np.flatnonzero(~begins)
    edged = np.cumsum(begins)[ends] - 1
    edges = np.column_stack([points[ends - 1], points[ends]])
    slant = np.abs(edges[:, :2] - edges[:, 2:]).min(axis=1) >= _STRAIGHT
    bent = slant | (kinds[ends] == pdfium.FPDF_SEGMENT_BEZIERTO)
    bends = np.bincount(edged[bent], minlength=len(starts))
    return _Outlines(paths[starts], around(points, starts), bends, edges, edged)


def _surfaces(outlines: _Outlines, paths: _Paths, display: Display) -> list[Surface]:
    """What straight outlines fill, if nothing shows through."""
    of = outlines.paths
    wide = np.minimum(*_sides(outlines.boxes)) > _THIN
    filled = np.flatnonzero(paths.filled[of] & paths.hides[of] & (outlines.bends == 0) & wide)
    of = of[filled]
    return _seen_surfaces(
        outlines.boxes[filled], paths.shown[of], paths.numbers[of], paths.shade[of].tolist(), display
    )


def _images(found: Painted, display: Display) -> tuple[list[Surface], list[Surface]]:
    """The images that hide what is below them, and where there are any."""
    numbers = found.of(pdfium.FPDF_PAGEOBJ_IMAGE)
    if not len(numbers):
        return [], []
    hide = set(numbers[~let_through(found.at(numbers))].tolist())
    bounds = values(pdfium.FPDFPageObj_GetBounds, np.float32, 4, found.at(numbers)).astype(float)
    boxes = moved_boxes(bounds, found.spaces[numbers])
    shown = shared(found.shown(numbers, boxes), np.array([display.box]))
    seen = _seen_surfaces(boxes, shown, numbers, [None] * len(numbers), display)
    return [each for each in seen if each.order in hide], _together(seen)


def _together(images: Sequence[Surface]) -> list[Surface]:
    """The largest images with those that touch each other as one, painted when the last of them is."""
    kept: list[Surface] = []
    for image in sorted(images, key=_area, reverse=True)[:_MOST]:
        whole = image
        while touching := [each for each in kept if _touch(each.box, whole.box)]:
            kept = [each for each in kept if each not in touching]
            parts = [whole, *touching]
            x0, y0 = (min(each.box[side] for each in parts) for side in (0, 1))
            x1, y1 = (max(each.box[side] for each in parts) for side in (2, 3))
            whole = Surface((x0, y0, x1, y1), max(each.order for each in parts), None)
        kept.append(whole)
    return kept


def _area(image: Surface) -> float:
    x0, y0, x1, y1 = image.box
    return (x1 - x0) * (y1 - y0)


def _touch(one: Box, other: Box) -> bool:
    return all(max(one[axis], other[axis]) <= min(one[axis + 2], other[axis + 2]) + _APART for axis in (0, 1))


def _seen_surfaces(
    boxes: Floats, shown: Floats, numbers: Whole, shade: Sequence[float | None], display: Display
) -> list[Surface]:
    """What is shown of surfaces, as displayed."""
    seen = shared(boxes, shown)
    whole = (np.minimum(*_sides(seen)) > 0).tolist()
    rows = zip(display.boxes(seen).tolist(), numbers.tolist(), shade, whole, strict=True)
    return [
        Surface((x0, y0, x1, y1), order, light) for (x0, y0, x1, y1), order, light, is_seen in rows if is_seen
    ]


def _rules(outlines: _Outlines, paths: _Paths, display: Display) -> list[Rule]:
    """Thin filled areas and strokes that are not white, as far as they are shown, as displayed."""
    straight = (outlines.bends == 0) & (np.bincount(outlines.edged, minlength=len(outlines.paths)) > 0)
    of = outlines.paths
    wide, high = _sides(outlines.boxes)
    bars = straight & paths.filled[of] & ~paths.stroked[of] & (np.minimum(wide, high) <= _THIN)
    drawn = straight & ~bars & paths.stroked[of] & (paths.ink[of] < _WHITE)
    edges = drawn[outlines.edged]
    lines = np.concatenate([_middles(outlines.boxes[bars]), outlines.edges[edges]])
    shown = paths.shown[np.concatenate([of[bars], of[outlines.edged[edges]]])] + _OUTSIDE
    boxes = np.column_stack([np.minimum(lines[:, :2], lines[:, 2:]), np.maximum(lines[:, :2], lines[:, 2:])])
    seen = shared(boxes, shown)
    kept = (np.array(_sides(seen)) >= 0).all(axis=0)
    level = np.less(*np.abs(lines[kept, :2] - lines[kept, 2:]).T[::-1]) ^ bool(display.quarters % 2)
    return [
        Rule(True, (y0 + y1) / 2, x0, x1) if horizontal else Rule(False, (x0 + x1) / 2, y0, y1)
        for (x0, y0, x1, y1), horizontal in zip(
            display.boxes(seen[kept]).tolist(), level.tolist(), strict=True
        )
    ]


def _sides(boxes: Floats) -> tuple[Floats, Floats]:
    """How wide and how high boxes are."""
    return boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]


def _middles(boxes: Floats) -> Floats:
    """The lines along the middle of thin boxes."""
    x, y = (boxes[:, [0, 1]] + boxes[:, [2, 3]]).T / 2
    x0, y0, x1, y1 = boxes.T
    level = x1 - x0 >= y1 - y0
    return np.where(level, (x0, y, x1, y), (x, y0, x, y1)).T
