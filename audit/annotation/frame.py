"""How a number on a page is framed and cut out: close enough to say which, wide enough to leave it legible."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from checks.finding import Box

_MARGIN = 2.5
_RISE = 0.12
"""Many Chinese fonts say that they reach lower than they do: as much is missing above, in heights of the box."""

_WIDTH, _HEIGHT = 250.0, 46.0
"""The part of a page that is shown around a number, in points; more of a line that is marked as a whole."""

SMALL = 130.0, 24.0
"""Where the number alone is to be read."""

_ASIDE = 16.0

SCALE = 2.0
"""Pixels a point of the pictures."""

_COLOURS = 32
_LINE = 3


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that is wanted: what it is called, place and box of the number, colour of the frame.

    The place is a page (from 1), or in a document without pages the name of the picture. ``width`` and ``height`` are those of the part of the page that is shown, in points.
    """

    name: str
    page: int | str
    box: Box
    ink: str
    width: float = _WIDTH
    height: float = _HEIGHT

    def window(self, width: float, height: float) -> Box:
        """The part of a page of ``width`` by ``height`` points that is shown."""
        x0, y0, x1, y1 = around(self.box)
        left, right = _window(x0, x1, max(self.width, x1 - x0 + _ASIDE), width)
        top, bottom = _window(y0, y1, self.height, height)
        return left, top, right, bottom

    def framed(self, part: Image.Image, left: float, top: float) -> bytes:
        """The PNG of a part of the page that begins at ``left`` and ``top``, the number in its frame."""
        x0, y0, x1, y1 = around(self.box)
        frame = [round(SCALE * each) for each in (x0 - left, y0 - top, x1 - left, y1 - top)]
        ImageDraw.Draw(part).rectangle(frame, outline=f"#{self.ink}", width=_LINE)
        buffer = BytesIO()
        part.quantize(_COLOURS).save(buffer, "PNG")
        return buffer.getvalue()


def around(box: Box) -> Box:
    """The frame around the box of a number, in points."""
    x0, y0, x1, y1 = box
    return x0 - _MARGIN, y0 - _MARGIN - _RISE * (y1 - y0), x1 + _MARGIN, y1 + _MARGIN


def _window(low: float, high: float, size: float, end: float) -> tuple[float, float]:
    """A stretch of ``size`` around the middle of ``low`` to ``high``, shifted to lie between 0 and ``end``."""
    size = min(size, end)
    start = min(max((low + high - size) / 2, 0.0), end - size)
    return start, start + size
