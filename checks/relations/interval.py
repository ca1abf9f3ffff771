"""The values that one relation allows one fact, everything else as it is: where diagnosis meets arithmetic.

For a sum the allowed values are an interval with exact ends; for a ratio they are one for each fact above or
below it, and for the ratio itself the interval of the quotient, widened by its own rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from checks.numbers.amount import RATIO_SCALE
from checks.numbers.facts import FactTable
from checks.relations.growth import before, factor, play
from checks.relations.relation import Growth, Ratio, Relation, Sense, Sum, Terms


@dataclass(frozen=True, slots=True)
class Interval:
    """Integers from ``low`` to ``high``; None where there is no bound."""

    low: int | None = None
    high: int | None = None

    def meet(self, other: Interval) -> Interval:
        """What lies in both."""
        lows = [x for x in (self.low, other.low) if x is not None]
        highs = [x for x in (self.high, other.high) if x is not None]
        return Interval(max(lows, default=None), min(highs, default=None))

    @property
    def empty(self) -> bool:
        """Whether no integer lies in it."""
        return self.low is not None and self.high is not None and self.low > self.high

    def __contains__(self, value: int) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def allowed(fact: int, relation: Relation, table: FactTable, changes: Mapping[int, int]) -> Interval | None:
    """The values of ``fact`` with which ``relation`` holds, the other facts as printed or as in ``changes``.

    None where the relation says nothing about the fact.
    """
    if isinstance(relation, Ratio):
        return _by_ratio(fact, relation, table, changes)
    if isinstance(relation, Growth):
        return _by_growth(fact, relation, table, changes)
    return _by_sum(fact, relation, table, changes)


def _by_sum(fact: int, relation: Sum, table: FactTable, changes: Mapping[int, int]) -> Interval | None:
    weight = sum(k for f, k in relation.terms if f == fact)
    if weight == 0:
        return None
    rest, slack = _weighed([(f, k) for f, k in relation.terms if f != fact], table, changes)
    play = 0 if relation.to_the_digit else slack + abs(weight) * int(table.half[fact])
    interval = _solved(weight, rest, play)
    if relation.sense is Sense.EQUAL:
        return interval
    return Interval(None, interval.high) if weight > 0 else Interval(interval.low, None)


def _by_ratio(fact: int, relation: Ratio, table: FactTable, changes: Mapping[int, int]) -> Interval | None:
    above, spread_above = _weighed(relation.numerator, table, changes)
    below, spread_below = _weighed(relation.denominator, table, changes)
    rate = relation.sign * changes.get(relation.ratio, int(table.value[relation.ratio]))
    half = int(table.half[relation.ratio])
    if fact == relation.ratio:
        if abs(below) <= spread_below:
            return None
        corners = [
            Fraction(relation.sign * RATIO_SCALE * (above + i * spread_above), below + j * spread_below)
            for i in (-1, 1)
            for j in (-1, 1)
        ]
        return Interval(ceil(min(corners) - half), floor(max(corners) + half))
    up = sum(k for f, k in relation.numerator if f == fact)
    down = sum(k for f, k in relation.denominator if f == fact)
    weight = RATIO_SCALE * up - rate * down
    if weight == 0:
        return None
    own = changes.get(fact, int(table.value[fact]))
    slack = RATIO_SCALE * spread_above + abs(rate) * spread_below + half * (abs(below) + spread_below)
    return _solved(weight, RATIO_SCALE * above - rate * below - weight * own, slack)


def _by_growth(fact: int, relation: Growth, table: FactTable, changes: Mapping[int, int]) -> Interval | None:
    def value(index: int) -> int:
        return changes.get(index, int(table.value[index]))

    one = next((each for each in (relation.whole, *relation.parts) if fact in {each.level, each.rate}), None)
    if one is None:
        return None
    others = [part for part in relation.parts if part is not one]
    past = sum((before(part, value) for part in others), Fraction(0))
    loose = sum((play(part, table, value) for part in others), Fraction(0))
    if one is not relation.whole:
        past = before(relation.whole, value) - past
        loose += play(relation.whole, table, value)
    half = int(table.half[fact])
    if fact == one.level:
        wide = int(table.half[one.rate]) if one.rate is not None else 0
        ends = sorted(
            (past + way * loose) * (factor(one, value) + turn * wide) / RATIO_SCALE
            for way in (-1, 1)
            for turn in (-1, 1)
        )
        return Interval(ceil(ends[0] - half), floor(ends[-1] + half))
    if past - loose <= 0:
        return None
    level, spread = value(one.level), int(table.half[one.level])
    rates = [
        one.sign * (Fraction(level + way * spread) * RATIO_SCALE / (past - way * loose) - one.offset)
        for way in (-1, 1)
    ]
    return Interval(ceil(min(rates) - half), floor(max(rates) + half))


def _weighed(
    terms: Terms | list[tuple[int, int]], table: FactTable, changes: Mapping[int, int]
) -> tuple[int, int]:
    """The weighted sum of some facts, and how far rounding can move it."""
    total = sum(k * changes.get(f, int(table.value[f])) for f, k in terms)
    return total, sum(abs(k) * int(table.half[f]) for f, k in terms)


def _solved(weight: int, rest: int, slack: int) -> Interval:
    """The integers x with |weight·x + rest| <= slack."""
    ends = (Fraction(-slack - rest, weight), Fraction(slack - rest, weight))
    return Interval(ceil(min(ends)), floor(max(ends)))
