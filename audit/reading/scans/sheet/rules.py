"""The rules drawn on the picture of a page: long level and upright strokes, and short ones from rule to rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from audit.reading.pdf.lattice import lattices
from audit.reading.pdf.objects import Rule
from audit.reading.scans.sheet.pictures import Pixels, ink_of

_LONG = 18.0
"""Points: a shorter stroke is part of a character, unless it reaches from one rule to another."""

_SHORT = 6.0
"""Points: no row or column is narrower."""

_THICK = 4.0
"""Points: a thicker stroke is a bar."""

_MEETS = 2.5
"""Points by which a stroke may miss a rule and still reach it."""

_TOUCHES = 1.2
"""Points by which one that is no piece of a longer rule may: a stroke of a character may be nearly as long as a row is high."""

_BRANCH, _BRANCHES = 2.0, 2
"""Points from a stroke to which another one goes on from it, and the pixels that make one."""

_TABLE = 60.0
"""Points: strokes that reach no further together are a large character of a title."""

_ASIDE = 1.1
"""Points beside a rule at which there is paper again."""

_FAINTEST, _MOST = 12, 0.7
"""How much darker than the paper beside it (of 255) a faint rule is, on which share of its length."""

_END, _AT_ENDS = 1.2, 0.5
"""Points at either end of a piece, and the share of them on which it is to be seen as well."""

_BLACK = 180
"""Brightness (of 255) up to which something below a stamp is print."""

_WIPED = 1.2
"""Points: half of what is wiped out where a rule was."""


def rules(page: Pixels, dpi: float) -> list[Rule]:
    """The rules of a levelled page, in points."""
    point = dpi / 72
    closed = cv2.morphologyEx(ink_of(page), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    ink: Pixels = np.asarray(closed, dtype=np.uint8)
    strokes = [*_strokes(ink, point, horizontal=True), *_strokes(ink, point, horizontal=False)]
    long = [stroke for stroke in strokes if stroke.end - stroke.start >= _LONG]
    short = [
        stroke
        for stroke in strokes
        if stroke.end - stroke.start < _LONG
        and (
            _reaches(stroke, long, _MEETS)
            if _goes_on(stroke, long)
            else _reaches(stroke, long, _TOUCHES) and not _branches(stroke, ink, point)
        )
    ]
    found = [rule for group in _groups([*long, *short]) if _extent(group) >= _TABLE for rule in group]
    return [*found, *faint(page, found, point)]


def faint(page: Pixels, drawn: Sequence[Rule], point: float) -> list[Rule]:
    """The pieces of rules that are too faint to be seen alone: on the line of a rule, from one crossing to the next."""
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    found: list[Rule] = []
    for table in lattices(drawn):
        rows, columns = len(table.ys) - 1, len(table.xs) - 1
        for row in range(1, rows):
            for column in range(columns):
                if table.owner[row][column] == table.owner[row - 1][column]:
                    piece = Rule(True, table.ys[row], table.xs[column], table.xs[column + 1])
                    found += [piece] if _darker(grey, piece, point) else []
        for column in range(1, columns):
            for row in range(rows):
                if table.owner[row][column] == table.owner[row][column - 1]:
                    piece = Rule(False, table.xs[column], table.ys[row], table.ys[row + 1])
                    found += [piece] if _darker(grey.T, piece, point) else []
    return found


def _darker(grey: NDArray[np.uint8], piece: Rule, point: float) -> bool:
    """Whether most of a level piece is darker than what lies above and below of it, and both of its ends are.

    A stroke of a character may be nearly as long as a row is high, but does not reach from rule to rule.
    """
    aside = max(round(_ASIDE * point), 2)
    start, end = round((piece.start + 1) * point), round((piece.end - 1) * point)
    at = round(piece.at * point)
    if end - start < 4 or at - 2 * aside < 0 or at + 2 * aside >= grey.shape[0]:
        return False
    tip = max(round(_END * point), 2)
    band = grey[at - 2 * aside : at + 2 * aside + 1, start:end].astype(np.int16)
    for middle in range(aside, 3 * aside + 1):
        above, below = band[middle - aside], band[middle + aside]
        seen = np.minimum(above, below) - band[middle] > _FAINTEST
        ends = seen[:tip], seen[-tip:]
        if np.mean(seen) >= _MOST and all(np.mean(each) >= _AT_ENDS for each in ends):
            return True
    return False


def print_of(page: Pixels, stamp: Pixels, drawn: Sequence[Rule], dpi: float) -> Pixels:
    """255 where there is print on a levelled page: ink that belongs to none of the rules ``drawn``.

    What is grey where ``stamp`` is not 0 is what taking off the stamp has left of its edges.
    """
    ink, point = ink_of(page).copy(), dpi / 72
    ink[(stamp > 0) & (page[:, :, 0] > _BLACK)] = 0
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
    for x, y, width, height, _area in boxes[1:].tolist():
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


def _reaches(stroke: Rule, others: Sequence[Rule], within: float) -> bool:
    """Whether a stroke goes from one of the others, which cross it, to another, but for so many points."""
    met = [other.at for other in others if _meet(stroke, other)]
    return any(abs(at - stroke.start) <= within for at in met) and any(
        abs(at - stroke.end) <= within for at in met
    )


def _goes_on(stroke: Rule, others: Sequence[Rule]) -> bool:
    """Whether a stroke is a piece of one of the others: on its line, and next to it."""
    return any(
        other.horizontal is stroke.horizontal
        and abs(other.at - stroke.at) <= _MEETS
        and other.start - _MEETS <= stroke.end
        and stroke.start <= other.end + _MEETS
        for other in others
    )


def _branches(stroke: Rule, ink: Pixels, point: float) -> bool:
    """Whether others go off from a stroke, as from those of characters."""
    plane = ink.T if stroke.horizontal else ink
    start, end = round((stroke.start + _TOUCHES) * point), round((stroke.end - _TOUCHES) * point)
    at, reach = round(stroke.at * point), round(_BRANCH * point)
    sides = plane[start:end, max(at - reach, 0) : at], plane[start:end, at : at + reach + 1]
    return any(np.count_nonzero(side.all(axis=1)) >= _BRANCHES for side in sides)


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
