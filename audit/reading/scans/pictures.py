"""A page as pixels: without its red stamp, levelled, and where its ink is."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Rows of pixels with their red, green and blue from 0 to 255."""

_STEEPEST = 3.0
"""Degrees: no feeder turns a sheet further."""


def without_stamp(page: Pixels) -> Pixels:
    """The page with its strongly red pixels as white as its paper; print that shows through red ink stays."""
    red, green, blue = (page[:, :, index].astype(np.int16) for index in range(3))
    stamped = (red > 110) & (red - np.maximum(green, blue) > 45)
    cleaned = page.copy()
    cleaned[stamped] = 255
    return cleaned


def skew(page: Pixels) -> float:
    """Degrees by which the page's lines fall to the right: the turn that makes its rows of ink sharpest."""
    ink = ink_of(page)
    scale = 900 / max(ink.shape)
    small = np.asarray(
        cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )

    def sharpness(degrees: float) -> float:
        rows = _turned(small, degrees, 0).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.25), key=sharpness)
    return float(max(np.arange(coarse - 0.25, coarse + 0.26, 0.05), key=sharpness))


def level(page: Pixels) -> Pixels:
    """The page with its lines level."""
    degrees = skew(page)
    return page if abs(degrees) < 0.05 else np.asarray(_turned(page, degrees, 255), dtype=np.uint8)


def ink_of(page: Pixels) -> Pixels:
    """255 where the page is darker than its surroundings, whatever shadow lies over it."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 25)
    return np.asarray(dark, dtype=np.uint8)


def _turned(page: Pixels, degrees: float, paper: int) -> Pixels:
    height, width = page.shape[:2]
    about = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        page, about, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper, paper, paper)
    )
    return np.asarray(turned, dtype=np.uint8)
