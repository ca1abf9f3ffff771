"""What one of many costs: 公务用车运行维护费 9 万元，保有量 3 辆，平均每辆 3 万元; 车均、人均、每批次.

An average is held against every amount and count that its paragraph or the ones before it give; where none fits, it is wrong
only if there is one count that it can be of and one amount that it can be of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from checks.numbers.amount import PIECE, Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Sum
from checks.rules.prose.readings import guessed

_OF_EACH: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"车均|辆均|单车|每一?[辆台车]"), frozenset({"辆", "台"})),
    (re.compile(r"每一?人次|人次均"), frozenset({"人次"})),
    (re.compile(r"人均|生均|每一?(?:人|生|名)"), frozenset({"人", "名", "位"})),
    (re.compile(r"批均|次均|每一?批次?|每一?次"), frozenset({"批", "批次", "次"})),
    (re.compile(r"户均|每一?户"), frozenset({"户"})),
)
_REACH = 3
"""So many paragraphs back, headings counted, stand the amount and the count of an average."""


@dataclass(frozen=True, slots=True)
class Averages:
    """The relations of averages, and the counts that they divide by: coefficients of their rows, not terms."""

    relations: tuple[Sum, ...]
    divisors: tuple[int, ...]


def averages(claims: Sequence[Claim], facts: Sequence[Fact]) -> Averages:
    """Every average that stands near the amount and the count that it is of."""
    relations: list[Sum] = []
    divisors: list[int] = []
    for at, claim in enumerate(claims):
        units = _units(claim, facts)
        if units is None:
            continue
        found = _of(claim, _near(claim, claims, at), units, facts)
        if found is not None:
            relations.append(found[0])
            divisors.append(found[1])
    return Averages(tuple(relations), tuple(divisors))


def _near(average: Claim, claims: Sequence[Claim], at: int) -> list[Claim]:
    """The claims before the one at ``at`` that it may be an average of, in their order."""
    back = (claims[index] for index in range(at - 1, -1, -1))
    near = takewhile(lambda claim: average.paragraph - claim.paragraph <= _REACH, back)
    return [claim for claim in near if not claim.approximate and not claim.in_reason][::-1]


def _units(claim: Claim, facts: Sequence[Fact]) -> frozenset[str] | None:
    """The units of what a claim is the average of; None where it is no average."""
    if (
        claim.kind is not ClaimKind.LEVEL
        or claim.approximate
        or facts[claim.fact].printed.kind is not Kind.MONEY
    ):
        return None
    words = re.split(r"[，。；：]", claim.phrase)[-1]
    return next((units for pattern, units in _OF_EACH if pattern.search(words)), None)


def _of(
    average: Claim, before: Sequence[Claim], units: frozenset[str], facts: Sequence[Fact]
) -> tuple[Sum, int] | None:
    """The relation of an average and the count it divides by: the nearest pair that fits, or the only one there is."""
    counts = [
        c for c in before if c.kind is ClaimKind.COUNT and c.unit in units and facts[c.fact].printed.value
    ]
    levels = [
        c
        for c in before
        if c.kind is ClaimKind.LEVEL
        and facts[c.fact].printed.kind is Kind.MONEY
        and _units(c, facts) is None
        and facts[c.fact].printed.value
    ]
    readings = {
        Sum("prose.average", ((average.fact, _number(count, facts)), (level.fact, -1))): count.fact
        for level in reversed(levels)
        for count in reversed(counts)
    }
    fitting = guessed(list(readings), facts)
    if fitting is None and readings and _one(counts, facts) and _one(levels, facts):
        fitting = next(iter(readings))
    return (fitting, readings[fitting]) if fitting is not None else None


def _number(count: Claim, facts: Sequence[Fact]) -> int:
    """How many a count says, in whole pieces."""
    return facts[count.fact].printed.value // PIECE.factor


def _one(claims: Sequence[Claim], facts: Sequence[Fact]) -> bool:
    """Whether all claims print one value."""
    return len({facts[claim.fact].printed.value for claim in claims}) == 1
