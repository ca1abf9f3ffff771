"""Boxes on a page: whether one lies in another, and whether two overlap."""

from __future__ import annotations

from collections.abc import Sequence

from checks.finding import Box

_AROUND = 1.5
"""Points by which print may reach out of the box that its cell or line has."""


def inside(box: Box | None, outer: Box | None) -> bool:
    """Whether the middle of a box lies in another, a hair's breadth aside."""
    if box is None or outer is None:
        return False
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] - _AROUND <= x <= outer[2] + _AROUND and outer[1] - _AROUND <= y <= outer[3] + _AROUND


def overlap(box: Box | None, other: Box | None, *axes: int) -> bool:
    """Whether two boxes overlap along each of some axes (0 across the page, 1 down)."""
    if box is None or other is None:
        return False
    spans: Sequence[tuple[float, float, float, float]] = [
        (box[axis], box[axis + 2], other[axis], other[axis + 2]) for axis in axes
    ]
    return all(min(end, other_end) > max(start, other_start) for start, end, other_start, other_end in spans)
