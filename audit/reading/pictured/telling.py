"""Pictures inside documents, for whoever cannot recognise characters: whether one is likely to be a table."""

from __future__ import annotations

import re
import struct
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

BROKEN = (
    *(UnidentifiedImageError, OSError, SyntaxError, ValueError, ArithmeticError, LookupError, struct.error),
    Image.DecompressionBombError,
)
"""What opening damaged pictures raises."""

_WIDE, _HIGH = 120.0, 40.0
"""Points: a smaller picture is a logo, a signature or a stamp."""

_DARK, _ALONG, _BETWEEN, _APART = 215, 0.5, 0.25, 2
"""Brightness (of 255) up to which a pixel may be that of a rule, on which share of the picture's width or height; that
share so many pixels aside, where there is paper again."""

_SCREEN, _LARGE, _SIDE = 96.0, 1_500, 11.7
"""Dots an inch of a screen; pixels from which a picture is a page, and the longer side of that in inches."""

_VIEW = re.compile(
    rb"<svg[^>]*\bviewBox=[\"'][-\d.]+[ ,]+[-\d.]+[ ,]+(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)[\"']"
)
_PIXEL = 0.75
"""The part of the plane that a drawing in SVG shows, and points of a pixel."""

_RULES = 3
"""Rules across and down from which a picture shows a table."""


def is_large(width: float, height: float) -> bool:
    """Whether a picture of so many points may hold a table."""
    return width >= _WIDE and height >= _HIGH


def is_table(data: bytes, inches: float) -> bool:
    """Whether a picture whose longer side is so many inches shows the rules of a table."""
    try:
        with Image.open(BytesIO(data)) as picture:
            clear = on_white(picture)
            clear.thumbnail((round(72 * inches), round(72 * inches)))
            return shows_rules(np.array(clear.convert("L"), dtype=np.uint8))
    except BROKEN:
        return False


def natural_size(data: bytes) -> tuple[float, float] | None:
    """Width and height in points of a picture that nobody says how large to show; None where it does not say either.

    By the dots an inch that it states; a large one that states none, or those of a screen, is a page. A drawing in SVG
    says what part of its plane it shows.
    """
    if drawn := _VIEW.search(data[:2000]):
        return float(drawn[1]) * _PIXEL, float(drawn[2]) * _PIXEL
    try:
        with Image.open(BytesIO(data)) as picture:
            longer = max(picture.size)
            stated = float(picture.info.get("dpi", (0.0, 0.0))[0])
            dpi = stated if stated > _SCREEN else max(_SCREEN, longer / _SIDE if longer > _LARGE else 0.0)
            return picture.width * 72 / dpi, picture.height * 72 / dpi
    except BROKEN:
        return None


def on_white(picture: Image.Image) -> Image.Image:
    """A picture on white paper where it lets something be seen through."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.copy()
    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)


def shows_rules(grey: npt.NDArray[np.uint8]) -> bool:
    """Whether a picture in grey, about one pixel a point, shows the rules of a table."""
    dark = grey < _DARK
    return dark.size > 0 and all(_count(dark.mean(axis=axis)) >= _RULES for axis in (0, 1))


def _count(shares: npt.NDArray[np.float64]) -> int:
    """Narrow stretches that are dark nearly all along, paper on both sides."""
    padded = np.pad(shares, _APART)
    aside = np.minimum(padded[: -2 * _APART], padded[2 * _APART :])
    drawn = (shares >= _ALONG) & (aside <= _BETWEEN)
    return int(np.count_nonzero(np.diff(drawn.astype(np.int8), prepend=0) > 0))
