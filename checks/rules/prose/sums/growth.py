"""Rates of growth of a whole and of its parts, against each other: no amount of the year before is needed.

财政收入 100 万元，增长 25%，其中税收收入 60 万元，增长 20%，非税收入 40 万元，增长 33.3%: what the parts were before adds up
to what the whole was. Only lists that add up now are asked, and only where every part says how it has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from checks.numbers.amount import RATIO_SCALE
from checks.numbers.claims import Claim, ClaimKind, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Grown, Growth, Relation, Sense, Sum
from checks.rules.prose.readings import holds


def growth_relations(
    claims: Mapping[int, Claim],
    relations: Iterable[Relation],
    unmoved: AbstractSet[int],
    facts: Sequence[Fact],
) -> Iterator[Growth]:
    """The growths of the breakdowns among ``relations``; ``unmoved`` are the levels said not to have changed."""
    rates: dict[int, Claim] = {}
    for claim in claims.values():
        stated = claim.kind is ClaimKind.RATE and claim.direction and not claim.approximate
        said = claims[claim.change] if claim.change is not None else claim
        if stated and claim.base is not None and said.concept == claims[claim.base].concept:
            rates.setdefault(claim.base, claim)
    for relation in relations:
        if not isinstance(relation, Sum) or relation.rule != "prose.breakdown":
            continue
        levels = relation.facts
        if relation.sense is not Sense.EQUAL or len(set(levels)) < len(levels) or levels[0] not in rates:
            continue
        whole, *parts = [
            Grown(level, *_moved(level, rates)) for level in levels if level in rates or level in unmoved
        ]
        since = [rates[level].against for level in levels if level in rates]
        if len(parts) + 1 < len(levels) or not _since_one_year(since) or not holds(relation, facts):
            continue
        if all(_tells(one, facts) for one in (whole, *parts)):
            yield Growth("prose.growth-of-parts", whole, tuple(parts))


def _moved(level: int, rates: Mapping[int, Claim]) -> tuple[int | None, int]:
    """The rate of a level and its direction; of one that has not moved none."""
    return (rates[level].fact, rates[level].direction) if level in rates else (None, 0)


def _since_one_year(said: Sequence[tuple[Measure, int | None] | None]) -> bool:
    """Whether all rates are from one year on, as far as they say."""
    named = [each for each in said if each is not None]
    years = {year for _, year in named if year is not None}
    return len({measure for measure, _ in named}) <= 1 and len(years) <= 1


def _tells(one: Grown, facts: Sequence[Fact]) -> bool:
    """Whether a rate says what its level was: not one of all of it, nor a bare 0 that may have been rounded."""
    if one.rate is None:
        return True
    rate = facts[one.rate].printed
    rounded = bool(rate.half) or not facts[one.level].printed.value
    return rounded and RATIO_SCALE + one.sign * rate.value > rate.half
