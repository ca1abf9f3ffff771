"""What a stamp hides of a number: the digits below its ink can be any, those beside it are as they were read.

What a stamp spoils it spoils for all looks alike, so that a digit below it is never beyond doubt, however sure they are.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audit.reading.scans.looks import Numeral
from audit.reading.scans.recogniser import Line, Sign
from audit.reading.scans.sheet.pictures import Pixels
from audit.reading.scans.sheet.regions import Region

_REACH = 0.8
"""In widths of a digit, how far from its middle ink may touch it: where the middle is, is not known to a hair."""

_STEP, _OVER_MARK = 1.6, 2.3
"""Widths of a digit between the middles of two, beside each other or with a mark between, from which one may be lost there."""

_FROM, _TO, _ROOM = 1.7, 0.6, 0.5
"""In widths of a digit before the middle of the first one (or behind that of the last), where another would stand, and the
share of that which ink has to cover to hide it."""

_INK = 127
"""The shade (of 255) of the ink of a stamp that was turned."""

_MARKS = frozenset(",.")


def below_stamp(
    known: Mapping[int, Numeral],
    boxes: Sequence[Region],
    lines: Sequence[Line],
    stamp: Pixels,
    touched: Container[int],
    margin: float,
) -> dict[int, Numeral]:
    """The numbers, those that a stamp covers in doubt, with what they can be as far as that is known.

    ``stamp`` is 255 where ink is; the lines were cut with ``margin``, in heights of theirs. A number beside the ink is as
    sure as any other.
    """
    found = dict(known)
    for n, numeral in known.items():
        if n in touched:
            between = _between(numeral, centres(boxes[n], lines[n].signs, margin), _inked(stamp, boxes[n]))
            clear = between is not None and between[0] == between[1]
            found[n] = replace(
                numeral, confirmed=numeral.confirmed and clear, between=None if clear else between
            )
    return found


def touches(stamp: Pixels, box: Region, middles: Sequence[float]) -> bool:
    """Whether ink touches the print of a line between the first and the last of the middles of its characters."""
    pitch = max((b - a for a, b in pairwise(middles)), default=box.height)
    return _any(_inked(stamp, box), middles[0] - pitch, middles[-1] + pitch)


def centres(box: Region, signs: Sequence[Sign], margin: float) -> list[float]:
    """The middles of the characters of a line across the page, in pixels."""
    around = max(round(margin * box.height), 2)
    start = max(box.x0 - around, 0)
    width = box.x1 + around - start
    return [start + width * (sign.start + sign.end) / 2 for sign in signs if sign.text.strip()]


def _between(numeral: Numeral, middles: Sequence[float], inked: NDArray[np.bool_]) -> tuple[str, str] | None:
    """The least and the greatest number that can be printed; None where more of it than digits that were seen may be hidden."""
    text = numeral.text
    if not numeral.regular or len(middles) != len(text) or not set(text) <= _MARKS | set("0123456789"):
        return None
    digits = [n for n, char in enumerate(text) if char not in _MARKS]
    steps = sorted(middles[b] - middles[a] for a, b in pairwise(digits) if b - a == 1)
    if not steps or steps[0] <= 0:
        return None
    pitch = steps[len(steps) // 2]
    gaps = (
        middles[b] - middles[a] > (_STEP if b - a == 1 else _OVER_MARK) * pitch for a, b in pairwise(digits)
    )
    first, last = middles[digits[0]], middles[digits[-1]]
    ends = [(first - _FROM * pitch, first - _TO * pitch)]
    if "." not in text:
        ends.append((last + _TO * pitch, last + _FROM * pitch))
    if any(gaps) or any(_share(inked, *end) > _ROOM for end in ends):
        return None
    hidden = {n for n in digits if _any(inked, middles[n] - _REACH * pitch, middles[n] + _REACH * pitch)}
    for other in numeral.candidates[1:]:
        if len(other.text) != len(text) or any(
            a != b for n, (a, b) in enumerate(zip(text, other.text, strict=True)) if n not in hidden
        ):
            return None
    return _with(text, hidden, "0"), _with(text, hidden, "9")


def _with(text: str, hidden: Container[int], digit: str) -> str:
    """A number with a digit where digits are hidden, as it would be printed without separators."""
    put = "".join(digit if n in hidden else char for n, char in enumerate(text)).replace(",", "")
    whole, point, part = put.partition(".")
    return f"{int(whole)}{point}{part}"


def _inked(stamp: Pixels, box: Region) -> NDArray[np.bool_]:
    """The columns of the page in which ink is at the height of a line."""
    return np.asarray(stamp[box.y0 : box.y1].max(axis=0, initial=0) > _INK, dtype=np.bool_)


def _span(inked: NDArray[np.bool_], start: float, end: float) -> NDArray[np.bool_]:
    return inked[max(round(start), 0) : max(round(end), 0)]


def _any(inked: NDArray[np.bool_], start: float, end: float) -> bool:
    return bool(_span(inked, start, end).any())


def _share(inked: NDArray[np.bool_], start: float, end: float) -> float:
    part = _span(inked, start, end)
    return float(part.mean()) if part.size else 0.0
