"""How a wrong number came about: the slip that turns the right number into the printed one, and how usual it is.

The kinds are those that reviewers of disclosures meet: two digits exchanged, one digit wrong, a digit dropped
or doubled, the decimal point moved, the sign, 万元 for 元, the value of a neighbouring row or column, last
year's value. A repair that such a slip explains is more probable than one that none does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checks.numbers.amount import Printed

TRANSPOSED = "transposed digits"
ONE_DIGIT = "one digit wrong"
DROPPED = "digit dropped"
DOUBLED = "digit doubled"
INSERTED = "digit too many"
POINT = "decimal point moved"
SIGN = "sign"
UNIT = "unit mixed up"
NEIGHBOUR = "neighbouring value"
SHIFTED = "block out of step"
OTHER = "unexplained"

WEIGHT = {
    TRANSPOSED: 9,
    ONE_DIGIT: 8,
    DROPPED: 7,
    DOUBLED: 7,
    INSERTED: 6,
    POINT: 7,
    SIGN: 6,
    UNIT: 6,
    NEIGHBOUR: 7,
    OTHER: 1,
}
"""Relative frequency of each kind; only the order matters for who is suspected first."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of slip and its weight."""

    kind: str
    weight: int


def slip(printed: Printed, right: int, neighbours: Iterable[int] = ()) -> Slip:
    """The slip that makes ``printed`` out of the value ``right`` (in the steps of its kind).

    ``neighbours`` are the values printed beside it (next rows and columns, last year), which may have been
    copied into its place.
    """
    kind = _kind(printed, right, frozenset(neighbours))
    return Slip(kind, WEIGHT[kind])


def _kind(printed: Printed, right: int, neighbours: frozenset[int]) -> str:
    wrong = printed.value
    if wrong == -right and right:
        return SIGN
    if right and wrong and _power_of_ten(wrong, right):
        return UNIT if max(abs(wrong), abs(right)) // min(abs(wrong), abs(right)) == 10_000 else POINT
    is_digits, was_digits = _digits(wrong, printed), _digits(right, printed)
    if is_digits and was_digits:
        kind = _edit(is_digits, was_digits)
        if kind:
            return kind
    if wrong in neighbours and wrong:
        return NEIGHBOUR
    return OTHER


def _power_of_ten(one: int, other: int) -> bool:
    large, small = max(abs(one), abs(other)), min(abs(one), abs(other))
    if (one < 0) != (other < 0) or large == small or large % small:
        return False
    factor = large // small
    return factor in (10, 100, 1_000, 10_000)


def _digits(value: int, printed: Printed) -> str:
    """The digits of a value with the decimals of the printed number (0.00 is 000); empty where they do not hold it."""
    scaled = abs(value) * 10**printed.decimals
    if scaled % printed.unit.factor:
        return ""
    return str(scaled // printed.unit.factor).zfill(printed.decimals + 1)


def _edit(wrong: str, right: str) -> str | None:
    if len(wrong) == len(right):
        different = [i for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        if len(different) == 1:
            return ONE_DIGIT
        if len(different) == 2:
            i, j = different
            if j == i + 1 and wrong[i] == right[j] and wrong[j] == right[i]:
                return TRANSPOSED
        return None
    if len(wrong) == len(right) - 1 and _without_one(right, wrong) is not None:
        return DROPPED
    if len(wrong) == len(right) + 1 and (at := _without_one(wrong, right)) is not None:
        doubled = (at and wrong[at] == wrong[at - 1]) or (at + 1 < len(wrong) and wrong[at] == wrong[at + 1])
        return DOUBLED if doubled else INSERTED
    return None


def _without_one(longer: str, shorter: str) -> int | None:
    """Where a digit of ``longer`` can be left out to give ``shorter``."""
    for i in range(len(longer)):
        if longer[:i] + longer[i + 1 :] == shorter:
            return i
    return None
