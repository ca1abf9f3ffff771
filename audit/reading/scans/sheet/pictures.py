"""A page as pixels: without its red stamp, levelled, and where its ink is."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Rows of pixels with their red, green and blue from 0 to 255."""

_STAMPED = 0.78
"""The brightness of red ink in red light as a share of that of the paper."""

_PRINTED = 0.5
"""The brightness of print below a stamp as a share of that of the stamp."""

_RED = 30
"""By how much red ink is brighter in red light than in other light (of 255)."""

_FAINT = 200
"""Brightness from which something on white paper is what a stamp or a fold left."""

STEADY = 0.05
"""Degrees: a page that is turned by less is level."""

_STEEPEST = 3.0
"""Degrees: no feeder turns a sheet further."""


def without_stamp(page: Pixels) -> Pixels:
    """The page in grey on white paper, without its red stamp, and without the shadows that lie over it.

    Red ink is bright in red light and print below it is not; what is nearly as bright as the paper around is paper.
    JPEG blurs colours, and the print below a stamp becomes red with it. It is still darker than the stamp is.
    """
    red = np.asarray(page[:, :, 0], dtype=np.uint8)
    paper = np.maximum(_paper(red), 1).astype(np.float32)
    share = red.astype(np.float32) / paper
    inked = _inked(page)
    if inked.any():
        grey = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (3, 3), 0).astype(np.float32)
        stamp = max(float(np.median(grey[inked])), 1.0)
        share[inked] = (grey[inked] / stamp - _PRINTED) / (1.0 - _PRINTED)
    share = np.clip(share / _STAMPED, 0.0, 1.0)
    return np.repeat((share * 255).astype(np.uint8)[:, :, None], 3, axis=2)


def edges_of_stamp(page: Pixels) -> Pixels:
    """255 where red ink is, and what it has run into: a camera and JPEG blur colours more than brightness."""
    inked = _inked(page).astype(np.uint8) * 255
    return np.asarray(cv2.dilate(inked, np.ones((7, 7), np.uint8)), dtype=np.uint8)


def _inked(page: Pixels) -> NDArray[np.bool_]:
    """Where red ink is."""
    red, green, blue = (page[:, :, index].astype(np.int16) for index in range(3))
    return np.asarray(red - np.maximum(green, blue) > _RED)


def _paper(grey: Pixels) -> Pixels:
    """How bright the paper is at each place: the brightest nearby, without the print."""
    height, width = grey.shape[:2]
    small = cv2.resize(grey, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
    bright = cv2.dilate(small, np.ones((7, 7), np.uint8))
    smooth = cv2.GaussianBlur(cv2.medianBlur(np.asarray(bright, dtype=np.uint8), 15), (15, 15), 0)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


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


def turned(page: Pixels, degrees: float, paper: int) -> Pixels:
    """The page turned about its middle, ``paper`` where nothing was."""
    return page if abs(degrees) < STEADY else _turned(page, degrees, paper)


def ink_of(page: Pixels) -> Pixels:
    """255 where the page is darker than its surroundings, whatever shadow lies over it."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 25)
    return np.asarray(np.where(grey < _FAINT, dark, 0), dtype=np.uint8)


def _turned(page: Pixels, degrees: float, paper: int) -> Pixels:
    height, width = page.shape[:2]
    about = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        page, about, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper, paper, paper)
    )
    return np.asarray(turned, dtype=np.uint8)
