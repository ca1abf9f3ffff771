"""How light the colours are that objects are painted in, and whether anything shows through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from audit.reading.pdf.drawn.columns import Address, Floats, Truths, answers, pdfium, values

_RGB = np.array([0.3, 0.59, 0.11]) / 255
"""The share of red, green and blue in luminance."""

_OPAQUE = 0.9
"""Opacity from which a surface hides what is under it."""


def luminance(colour_of: Any, objects: Sequence[Address]) -> Floats:
    """From 0 for black to 1 for white; ``colour_of`` is pdfium's function for fills or for strokes."""
    lightness: Floats = values(colour_of, np.uint32, 4, objects)[:, :3] @ _RGB
    return lightness


def opacity(objects: Sequence[Address]) -> Floats:
    """The opacity of what objects fill, from 0 to 1."""
    return values(pdfium.FPDFPageObj_GetFillColor, np.uint32, 4, objects)[:, 3] / 255


def fills_hide(objects: Sequence[Address]) -> Truths:
    """Whether nothing shows through what paths fill: (almost) full opacity, no mask, no blending with what is below."""
    share = opacity(objects)
    return (share >= _OPAQUE) & ((share < 1) | images_hide(objects))


def images_hide(objects: Sequence[Address]) -> Truths:
    """Whether nothing shows through images; a mask of their own, of which pdfium does not tell, is not considered."""
    return ~np.array(answers(pdfium.FPDFPageObj_HasTransparency, objects), bool)
