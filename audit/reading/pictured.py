"""Pictures inside documents, for whoever cannot recognise characters: whether one is likely to be a table."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_WIDE, _HIGH = 120.0, 40.0
"""Points: a smaller picture is a logo, a signature or a stamp."""

_DARK, _ALONG, _BETWEEN, _APART = 215, 0.5, 0.25, 2
"""Brightness (of 255) up to which a pixel may be that of a rule, on which share of the picture's width or height; that
share so many pixels aside, where there is paper again."""

_RULES = 3
"""Rules across and down from which a picture shows a table."""


def is_large(width: float, height: float) -> bool:
    """Whether a picture of so many points may hold a table."""
    return width >= _WIDE and height >= _HIGH


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
