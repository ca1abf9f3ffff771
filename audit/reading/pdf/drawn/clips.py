"""The boxes that clip paths leave of what is drawn.

Where a program clips every word to its cell and to the page, reading the outlines would take longer than all the rest.
Two opposite corners of an outline span a box that is at most as large as its own; only where that would cut something
off is the outline read whole. An outline that is no rectangle counts as the box around it: an area with holes still
shows all that its box shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat

import numpy as np

from audit.reading.pdf.drawn.columns import Address, Floats, answers, pdfium, values
from audit.reading.pdf.drawn.space import EVERYWHERE, around, moved

_Steps = Callable[[list[Address], list[int]], list[Sequence[int]]]
"""Of each path of a clip, the numbers of the points to read."""


def clip_boxes(objects: Sequence[Address], spaces: Floats, extents: Floats) -> Floats:
    """The box on the page outside of which each object is clipped away.

    ``spaces`` are the matrices from the objects' spaces to the page's, ``extents`` the boxes on the page that they
    would cover unclipped.
    """
    clips = answers(pdfium.FPDFPageObj_GetClipPath, objects)
    counts = answers(pdfium.FPDFClipPath_CountPaths, clips)
    boxes = _left(clips, counts, spaces, _opposite_corners)
    cuts = (boxes[:, :2] > extents[:, :2]).any(axis=1) | (boxes[:, 2:] < extents[:, 2:]).any(axis=1)
    cut = np.flatnonzero(cuts)
    boxes[cut] = _left([clips[n] for n in cut], [counts[n] for n in cut], spaces[cut], _all_points)
    return boxes


def _left(clips: Sequence[Address], counts: Sequence[int], spaces: Floats, steps: _Steps) -> Floats:
    """What the paths of each clip have in common, by the points of theirs that ``steps`` names.

    Objects under one clip share its paths; each is read once, known by where its first point stands.
    """
    left = np.repeat(EVERYWHERE, len(clips), axis=0)
    owners = [number for number, count in enumerate(counts) for _ in range(count)]
    if not owners:
        return left
    of_path = [clips[owner] for owner in owners]
    paths = [path for count in counts for path in range(count)]
    firsts = answers(pdfium.FPDFClipPath_GetPathSegment, of_path, paths, repeat(0))
    known = {first: number for number, first in enumerate(firsts)}
    row_of = {first: row for row, first in enumerate(known)}
    once = list(known.values())
    own_clips, own_paths = [of_path[number] for number in once], [paths[number] for number in once]
    read = steps(own_clips, own_paths)
    sizes = np.array([len(points) for points in read])
    segments = answers(
        pdfium.FPDFClipPath_GetPathSegment,
        [clip for clip, size in zip(own_clips, sizes, strict=True) for _ in range(size)],
        [path for path, size in zip(own_paths, sizes, strict=True) for _ in range(size)],
        [point for points in read for point in points],
    )
    points = values(pdfium.FPDFPathSegment_GetPoint, np.float32, 2, segments).astype(float)
    rows = np.array([row_of[first] for first in firsts])
    starts, each = np.cumsum(sizes) - sizes, sizes[rows]
    begins = np.cumsum(each) - each
    of_point = np.repeat(starts[rows] - begins, each) + np.arange(each.sum())
    boxes = around(moved(points[of_point], spaces[np.repeat(owners, each)]), begins)
    np.maximum.at(left[:, :2], owners, boxes[:, :2])
    np.minimum.at(left[:, 2:], owners, boxes[:, 2:])
    return left


def _opposite_corners(clips: list[Address], paths: list[int]) -> list[Sequence[int]]:  # noqa: ARG001
    return [(0, 2)] * len(paths)


def _all_points(clips: list[Address], paths: list[int]) -> list[Sequence[int]]:
    """All of them; at least one, as a path without points shows nothing."""
    return [range(max(size, 1)) for size in answers(pdfium.FPDFClipPath_CountPathSegments, clips, paths)]
