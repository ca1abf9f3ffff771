"""Rates of growth of a whole and of its parts, against each other: no amount of the year before is needed.

财政收入 100 万元，增长 25%，其中税收收入 60 万元，增长 20%，非税收入 40 万元，增长 33.3%: what the parts were before adds up
to what the whole was. Only lists that add up now are asked, and only where every part says how it has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from checks.catalogue.vocabulary import partitions
from checks.numbers.amount import RATIO_SCALE
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Grown, Growth, Ratio, Relation, Sense, Sum
from checks.rules.prose.readings import holds, is_nothing


def growth_relations(
    claims: Mapping[int, Claim],
    relations: Iterable[Relation],
    unmoved: AbstractSet[int],
    facts: Sequence[Fact],
) -> Iterator[Relation]:
    """The growths of the breakdowns among ``relations``; ``unmoved`` are the levels said not to have changed."""
    rates, changes = _stated(claims, ClaimKind.RATE), _stated(claims, ClaimKind.CHANGE)
    for relation in relations:
        if not isinstance(relation, Sum) or relation.rule != "prose.breakdown":
            continue
        total, *levels = relation.facts
        once = len(set(levels)) == len(levels) and total not in levels
        if relation.sense is not Sense.EQUAL or not once or total not in rates or not holds(relation, facts):
            continue
        by_change = [level for level in levels if level in changes or level in unmoved]
        by_rate = [level for level in levels if level in rates or level in unmoved]
        names = [claims[level].concept.name for level in levels]
        closed = _has_no_other_parts(claims[total].concept.name, names) and by_change != levels
        if closed and by_rate == levels and _since_one_year(rates, (total, *levels)):
            whole, *parts = [Grown(level, *_moved(level, rates)) for level in (total, *levels)]
            if all(_tells(one, facts) for one in (whole, *parts)):
                yield Growth("prose.growth-of-parts", whole, tuple(parts))
        if by_change == levels and total not in changes and _since_one_year(rates | changes, levels):
            moved = tuple((changes[x].fact, changes[x].direction) for x in levels if x in changes)
            before = ((total, 1), *((fact, -way) for fact, way in moved))
            if moved and not is_nothing(before, facts):
                rate = rates[total]
                yield Ratio("prose.growth-rate", rate.fact, moved, before, rate.direction)


def _has_no_other_parts(whole: str, names: Sequence[str]) -> bool:
    """Whether a whole has these parts by definition: last year it can have had no other."""
    if len(names) == 2 and sorted(name[:2] for name in names) == ["中央", "地方"]:
        return True
    every = (*partitions(), *partitions(loose=True))
    return any(whole in each.wholes and each.covered_by(set(names)) for each in every)


def _stated(claims: Mapping[int, Claim], kind: ClaimKind) -> dict[int, Claim]:
    """The rates or the changes by the level that they are said of, those whose level is certain."""
    found: dict[int, Claim] = {}
    for claim in claims.values():
        said = claims[claim.change] if claim.change is not None else claim
        told = claim.kind is kind and claim.direction and not claim.approximate and not claim.in_reason
        if told and claim.base is not None and said.concept == claims[claim.base].concept:
            found.setdefault(claim.base, claim)
    return found


def _moved(level: int, rates: Mapping[int, Claim]) -> tuple[int | None, int]:
    """The rate of a level and its direction; of one that has not moved none."""
    return (rates[level].fact, rates[level].direction) if level in rates else (None, 0)


def _since_one_year(said: Mapping[int, Claim], levels: Iterable[int]) -> bool:
    """Whether what is said of the levels is said since one year, as far as it tells."""
    named = [against for level in levels if level in said and (against := said[level].against) is not None]
    years = {year for _, year in named if year is not None}
    return len({measure for measure, _ in named}) <= 1 and len(years) <= 1


def _tells(one: Grown, facts: Sequence[Fact]) -> bool:
    """Whether a rate says what its level was: not one of all of it, nor a bare 0 that may have been rounded."""
    if one.rate is None:
        return True
    rate = facts[one.rate].printed
    rounded = bool(rate.half) or not facts[one.level].printed.value
    return rounded and RATIO_SCALE + one.sign * rate.value > rate.half
