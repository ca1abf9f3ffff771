"""Which reading of a sentence is meant, and how far a reading misses: all in exact integers.

A number may be said of one of several others. A relation counts as violated only where no plausible reading of the
sentence makes it hold; the likeliest one is then reported. Where the reader only guessed, a reading that holds is
taken and one that does not is nobody's error.

9,746.50 of 9,759.38 is 99.868%; printed as 99.86% it was cut off instead of rounded. That is a slip of habit and not a
contradiction, and it is reported as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from checks.numbers.amount import RATIO_SCALE, TIMES
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Reading, Sense, Sum, Terms

R = TypeVar("R", bound=Reading)
_TELLING = 3
"""Digits of a rate of which one may be called wrong: of two, every rate is one slip away from many others."""


def likeliest(readings: Sequence[R], facts: Sequence[Fact]) -> R:
    """The first reading that holds, else one that misses by a last digit only or by a slip of the pen, else the first."""
    if (right := guessed(readings, facts)) is not None:
        return right
    if _is_of_the_level_now(readings[0], facts):
        return readings[0]
    for nearly in (is_last_digit_slip, is_slip_of_the_pen) if len(readings) > 1 else ():
        found = next((r for r in readings if isinstance(r, Ratio) and nearly(r, facts)), None)
        if found is not None:
            return found
    return readings[0]


def _is_of_the_level_now(reading: Reading, facts: Sequence[Fact]) -> bool:
    """Whether a rate of growth was reckoned on what there is now, instead of on what there was."""
    if not isinstance(reading, Ratio) or len(reading.numerator) != 1 or len(reading.denominator) != 2:
        return False
    return holds(replace(reading, denominator=reading.denominator[:1]), facts)


def guessed(readings: Sequence[R], facts: Sequence[Fact]) -> R | None:
    """The first reading that holds; None where none does."""
    return next((reading for reading in readings if holds(reading, facts)), None)


def holds(relation: Reading, facts: Sequence[Fact], steps: int = 0) -> bool:
    """Whether true values inside all the printed intervals satisfy the relation.

    ``steps`` moves a printed rate by so many units of its last digit before the question is asked.
    """
    if isinstance(relation, Sum):
        residual, slack = _sum(relation.terms, facts)
        return (residual if relation.sense is Sense.AT_MOST else abs(residual)) <= slack
    rate = facts[relation.ratio].printed
    value = relation.sign * (rate.value + 2 * rate.half * steps)
    weights: dict[int, int] = defaultdict(int)
    for index, coefficient in relation.numerator:
        weights[index] += coefficient * RATIO_SCALE
    for index, coefficient in relation.denominator:
        weights[index] -= coefficient * value
    residual = abs(sum(weight * facts[index].printed.value for index, weight in weights.items()))
    slack = sum(abs(weight) * facts[index].printed.half for index, weight in weights.items())
    bottom, bottom_half = _sum(relation.denominator, facts)
    return residual <= slack + rate.half * (abs(bottom) + bottom_half)


def is_last_digit_slip(relation: Ratio, facts: Sequence[Fact]) -> bool:
    """Whether a violated rate was cut off instead of rounded, or (shares) was made to add up to 100.

    A rate that was cut off would hold one unit of its last digit higher; only a share has reason to be one
    unit too high. Nobody cuts off whole times.
    """
    if holds(relation, facts) or facts[relation.ratio].printed.unit == TIMES:
        return False
    return holds(relation, facts, 1) or (
        relation.rule.startswith("prose.share") and holds(relation, facts, -1)
    )


def is_slip_of_the_pen(relation: Ratio, facts: Sequence[Fact]) -> bool:
    """Whether a rate would hold with one digit of it put right, or two neighbours exchanged; short rates tell nothing."""
    rate = facts[relation.ratio].printed
    digits = str(abs(rate.value) // (2 * rate.half)) if rate.half else ""
    if len(digits) < _TELLING:
        return False
    places = [(int(digit), 10**place) for place, digit in enumerate(reversed(digits))]
    put_right = {(right - digit) * place for digit, place in places for right in range(10)}
    put_right |= {(digit - left) * 9 * place for (digit, place), (left, _) in pairwise(places)}
    return any(holds(relation, facts, steps) for steps in put_right if steps)


def is_nothing(terms: Terms, facts: Sequence[Fact]) -> bool:
    """Whether a weighted sum of printed numbers is zero as printed."""
    return sum(coefficient * facts[index].printed.value for index, coefficient in terms) == 0


def _sum(terms: Terms, facts: Sequence[Fact]) -> tuple[int, int]:
    value = sum(coefficient * facts[index].printed.value for index, coefficient in terms)
    half = sum(abs(coefficient) * facts[index].printed.half for index, coefficient in terms)
    return value, half
