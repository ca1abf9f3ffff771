"""The rules drawn on the picture of a page: long level and upright strokes, and short ones from rule to rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from audit.reading.pdf.objects import Rule
from audit.reading.scans.pictures import Pixels, ink_of

_LONG = 18.0
"""Points: a shorter stroke is part of a character, unless it reaches from one rule to another."""

_SHORT = 6.0
"""Points: no row or column is narrower."""

_THICK = 4.0
"""Points: a thicker stroke is a bar."""

_MEETS = 2.5
"""Points by which a stroke may miss a rule and still reach it."""

_TABLE = 60.0
"""Points: strokes that reach no further together are a large character of a title."""

_WIPED = 1.2
"""Points: half of what is wiped out where a rule was."""


def rules(page: Pixels, dpi: float) -> list[Rule]:
    """The rules of a levelled page, in points."""
    point = dpi / 72
    closed = cv2.morphologyEx(ink_of(page), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    ink: Pixels = np.asarray(closed, dtype=np.uint8)
    strokes = [*_strokes(ink, point, horizontal=True), *_strokes(ink, point, horizontal=False)]
    long = [stroke for stroke in strokes if stroke.end - stroke.start >= _LONG]
    short = [stroke for stroke in strokes if stroke.end - stroke.start < _LONG and _reaches(stroke, long)]
    return [rule for group in _groups([*long, *short]) if _extent(group) >= _TABLE for rule in group]


def print_of(page: Pixels, drawn: Sequence[Rule], dpi: float) -> Pixels:
    """255 where there is ink that belongs to none of the rules ``drawn`` on a levelled page."""
    ink, point = ink_of(page).copy(), dpi / 72
    half = max(round(_WIPED * point), 2)
    for rule in drawn:
        at, start, end = round(rule.at * point), round(rule.start * point), round(rule.end * point)
        across, along = slice(max(at - half, 0), at + half + 1), slice(max(start - half, 0), end + half)
        ink[(across, along) if rule.horizontal else (along, across)] = 0
    return ink


def _strokes(ink: Pixels, point: float, *, horizontal: bool) -> Iterator[Rule]:
    length = round(_SHORT * point)
    kernel = np.ones((1, length) if horizontal else (length, 1), np.uint8)
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    for x, y, width, height, _area in boxes[1:]:
        thick, at, start, long = (height, y, x, width) if horizontal else (width, x, y, height)
        if thick < _THICK * point:
            yield Rule(horizontal, (at + thick / 2) / point, start / point, (start + long) / point)


def _meet(one: Rule, other: Rule) -> bool:
    """Whether two strokes cross or touch each other."""
    return (
        one.horizontal is not other.horizontal
        and other.start - _MEETS <= one.at <= other.end + _MEETS
        and one.start - _MEETS <= other.at <= one.end + _MEETS
    )


def _reaches(stroke: Rule, others: Sequence[Rule]) -> bool:
    """Whether a stroke goes from one of the others, which cross it, to another."""
    met = [other.at for other in others if _meet(stroke, other)]
    return any(abs(at - stroke.start) <= _MEETS for at in met) and any(
        abs(at - stroke.end) <= _MEETS for at in met
    )


def _groups(strokes: Sequence[Rule]) -> list[list[Rule]]:
    """Strokes that are connected by meeting each other."""
    groups: list[list[Rule]] = []
    for stroke in strokes:
        met = [group for group in groups if any(_meet(stroke, other) for other in group)]
        groups = [group for group in groups if all(group is not each for each in met)]
        groups.append([stroke, *(other for group in met for other in group)])
    return groups


def _extent(group: Sequence[Rule]) -> float:
    """The longer side of what strokes cover, in points."""
    xs = [x for rule in group for x in ((rule.start, rule.end) if rule.horizontal else (rule.at,))]
    ys = [y for rule in group for y in ((rule.at,) if rule.horizontal else (rule.start, rule.end))]
    return max(max(xs) - min(xs), max(ys) - min(ys))
