"""Tells a rate that misses by one unit of its last printed digit from a rate that is wrong.

9,746.50 of 9,759.38 is 99.868%; printed as 99.86% it was cut off instead of rounded. That is a slip of
habit and not a contradiction, and it is reported as such. Everything is decided in exact integers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from checks.numbers.amount import RATIO_SCALE
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Terms


def holds(relation: Ratio, facts: Sequence[Fact], steps: int = 0) -> bool:
    """Whether true values inside all the printed intervals satisfy the relation.

    ``steps`` moves the printed rate by so many units of its last digit before the question is asked.
    """
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
    unit too high.
    """
    if holds(relation, facts):
        return False
    return holds(relation, facts, 1) or (
        relation.rule.startswith("prose.share") and holds(relation, facts, -1)
    )


def _sum(terms: Terms, facts: Sequence[Fact]) -> tuple[int, int]:
    value = sum(coefficient * facts[index].printed.value for index, coefficient in terms)
    half = sum(abs(coefficient) * facts[index].printed.half for index, coefficient in terms)
    return value, half
