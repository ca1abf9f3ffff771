"""How a number on a page is framed: close enough to say which, wide enough to leave it legible."""

from __future__ import annotations

from checks.finding import Box

_MARGIN = 1.5
_RISE = 0.12
"""Many Chinese fonts say that they reach lower than they do: as much is missing above, in heights of the box."""


def around(box: Box) -> Box:
    """The frame around the box of a number, in points."""
    x0, y0, x1, y1 = box
    return x0 - _MARGIN, y0 - _MARGIN - _RISE * (y1 - y0), x1 + _MARGIN, y1 + _MARGIN
