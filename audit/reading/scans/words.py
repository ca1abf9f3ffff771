"""Words looked at again: a line of which a character is unsure is sized in other ways, and the surest look counts."""

from __future__ import annotations

from collections.abc import Container, Sequence

import cv2
import numpy as np

from audit.reading.scans.looks import Cut
from audit.reading.scans.recogniser import Line, recognised
from audit.reading.scans.sheet.pictures import Pixels
from audit.reading.scans.sheet.regions import Region

_UNSURE = 0.7
"""A character that is less probable is looked at again."""

_WIDTHS = 0.85, 1.2
"""The widths of the other looks, in shares of what the line is wide."""


def clearer(
    boxes: Sequence[Region], lines: Sequence[Line], cut: Cut, margin: float, numbers: Container[int]
) -> list[Line]:
    """The lines, those of unsure words as they were read the surest; ``numbers`` are those that are none.

    ``margin`` is that with which they were cut, so that a character stands where it stood.

    A look that has other digits never counts: what a number among words can be is told by the first one.
    """
    found = list(lines)
    again = [n for n, line in enumerate(lines) if n not in numbers and line.signs and _least(line) < _UNSURE]
    for width in _WIDTHS:
        looks = recognised([_sized(cut(boxes[n], margin), width) for n in again])
        for n, look in zip(again, looks, strict=True):
            if look.signs and _digits(look) == _digits(found[n]) and _least(look) > _least(found[n]):
                found[n] = look
    return found


def _sized(picture: Pixels, width: float) -> Pixels:
    size = max(round(picture.shape[1] * width), 1), picture.shape[0]
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _least(line: Line) -> float:
    return min(sign.sure for sign in line.signs)


def _digits(line: Line) -> str:
    return "".join(sign.text for sign in line.signs if sign.text.isdigit())
