"""The arithmetic of growth over a whole and its parts: what each was before, from what it is and its rate.

Worked example: 100 = 60 + 40, grown by 25% = 20% and x: before they were 80 = 50 + 40/(1+x), so that x is 33.3%.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, prod

from checks.numbers.amount import RATIO_SCALE
from checks.numbers.facts import FactTable
from checks.relations.relation import Grown, Growth

Value = Callable[[int], int]
"""The value that a fact is taken to have."""


def factor(one: Grown, value: Value) -> int:
    """1 plus the rate, or the rate of a plan, in the scale of ratios."""
    return one.offset + one.sign * value(one.rate) if one.rate is not None else RATIO_SCALE


def before(one: Grown, value: Value) -> Fraction:
    """The level before, or the plan, as if both numbers were exact."""
    return Fraction(value(one.level) * RATIO_SCALE, factor(one, value))


def play(one: Grown, table: FactTable, value: Value) -> Fraction:
    """How far rounding can move the level before, at most."""
    half = int(table.half[one.level])
    grown, loose = factor(one, value), int(table.half[one.rate]) if one.rate is not None else 0
    level = abs(value(one.level)) + half
    return Fraction(half * RATIO_SCALE, grown) + level * RATIO_SCALE * (
        Fraction(1, grown - loose) - Fraction(1, grown)
    )


def linear(relation: Growth, table: FactTable) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Facts and integer coefficients of the row, and the slack that the rounding of its rates gives.

    The coefficients are the reciprocals of the growth factors over their common product.
    """

    def value(fact: int) -> int:
        return int(table.value[fact])

    every = (relation.whole, *relation.parts)
    factors = [factor(one, value) for one in every]
    scale = prod(factors)
    weights = [scale // each for each in factors]
    extra = sum(
        play(one, table, value) * scale / RATIO_SCALE - int(table.half[one.level]) * weight
        for one, weight in zip(every, weights, strict=True)
    )
    return (
        tuple(one.level for one in every),
        (weights[0], *(-weight for weight in weights[1:])),
        ceil(extra),
    )


def expected_rate(relation: Growth, value: Value) -> Fraction | None:
    """The rate of the whole that the parts give, as it would be printed, in the scale of ratios; None of nothing."""
    past = sum((before(one, value) for one in relation.parts), Fraction(0))
    if past <= 0:
        return None
    whole = relation.whole
    return whole.sign * (Fraction(value(whole.level)) * RATIO_SCALE / past - whole.offset)
