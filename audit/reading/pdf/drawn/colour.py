"""How light the colours are that objects are painted in, and whether what is below shows through.

Patterns count as the colour that pdfium gives for them; a mask that belongs to an image is not told of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from audit.reading.pdf.drawn.columns import Address, Floats, Truths, answers, pdfium, values

_RGB = np.array([0.3, 0.59, 0.11]) / 255
"""The share of red, green and blue in luminance."""


def fills(objects: Sequence[Address]) -> tuple[Floats, Floats]:
    """How light the fills of objects are, from 0 for black to 1 for white, and how opaque, from 0 to 1."""
    return _lightness(pdfium.FPDFPageObj_GetFillColor, objects)


def strokes(objects: Sequence[Address]) -> tuple[Floats, Floats]:
    """As :func:`fills`, for strokes."""
    return _lightness(pdfium.FPDFPageObj_GetStrokeColor, objects)


def _lightness(colour_of: Any, objects: Sequence[Address]) -> tuple[Floats, Floats]:
    colours = values(colour_of, np.uint32, 4, objects)
    return colours[:, :3] @ _RGB, colours[:, 3] / 255


def let_through(objects: Sequence[Address]) -> Truths:
    """Whether objects are painted with less than full opacity, through a mask, or blending with what is below."""
    return np.array(answers(pdfium.FPDFPageObj_HasTransparency, objects), bool)
