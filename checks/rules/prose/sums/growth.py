"""Rates of a whole and of its parts against each other: of growth, without an amount of the year before, and of completion.

财政收入 100 万元，增长 25%，其中税收收入 60 万元，增长 20%，非税收入 40 万元，增长 33.3%: what the parts were before adds up
to what the whole was. So do the budgets behind 完成预算的 r%. Only lists that add up now are asked, and only where every part
says how it has moved or how far it has come.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from checks.catalogue.vocabulary import partitions
from checks.numbers.claims import Claim, ClaimKind, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Grown, Growth, Ratio, Relation, Sense, Sum
from checks.rules.prose.ratios.rates import planned
from checks.rules.prose.readings import holds, is_nothing
from checks.rules.prose.sums.changes import signed, sum_of_changes
from checks.rules.prose.sums.slips import meant_as_sum

_COLLECTORS = re.compile(r"(?:国税|地税|税务|财政)(?:局|部门|系统)?(?:完成|征收|组织)?(?:收入)?[为了共]*\Z")
"""Who collects revenue: together they collect all of it."""

_BREAKDOWNS = ("prose.breakdown", "prose.count-breakdown")


def growth_relations(
    claims: Mapping[int, Claim],
    relations: Iterable[Relation],
    unmoved: AbstractSet[int],
    facts: Sequence[Fact],
) -> Iterator[Relation]:
    """The growths of the breakdowns among ``relations``; ``unmoved`` are the levels said not to have changed."""
    rates, changes = _stated(claims, ClaimKind.RATE), _stated(claims, ClaimKind.CHANGE)
    for total, levels in _lists(relations, facts):
        yield from _changes_of_parts(claims, changes, total, levels, unmoved, facts)
        if total not in rates:
            continue
        by_change = [level for level in levels if level in changes or level in unmoved]
        by_rate = [level for level in levels if level in rates or level in unmoved]
        closed = _has_no_other_parts(claims[total], [claims[x] for x in levels]) and by_change != levels
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


def _changes_of_parts(
    claims: Mapping[int, Claim],
    changes: Mapping[int, Claim],
    total: int,
    levels: Sequence[int],
    unmoved: AbstractSet[int],
    facts: Sequence[Fact],
) -> Iterator[Relation]:
    """What a total has changed by against what each of its levels has, where all of them say."""
    told = all(level in changes or level in unmoved for level in (total, *levels)) and total in changes
    moved = [changes[level] for level in levels if level in changes]
    if not told or not moved or not _since_one_year(changes, (total, *levels)):
        return
    made_up = sum_of_changes(changes[total], moved, len(levels) - len(moved), facts)
    closed = _has_no_other_parts(claims[total], [claims[level] for level in levels])
    if made_up is not None and (closed or meant_as_sum(signed(changes[total], moved), facts)):
        yield made_up


def completion_relations(
    claims: Mapping[int, Claim], relations: Sequence[Relation], facts: Sequence[Fact]
) -> Iterator[Relation]:
    """The budgets of a whole and of its parts, from how far each was completed, where one of them is not printed."""
    rates = {
        claim.base: claim
        for claim in claims.values()
        if claim.kind is ClaimKind.COMPLETION and claim.base is not None and not claim.approximate
    }
    told = {r.ratio for r in relations if isinstance(r, Ratio)}
    for total, levels in _lists(relations, facts):
        every = [rates[level] for level in (total, *levels) if level in rates]
        of_one_stage = len({planned(claim) for claim in every}) == 1
        if len(every) <= len(levels) or not of_one_stage or all(claim.fact in told for claim in every):
            continue
        whole, *parts = [Grown(level, rates[level].fact, 1, completes=True) for level in (total, *levels)]
        closed = _has_no_other_parts(claims[total], [claims[x] for x in levels])
        if closed and all(_tells(one, facts) for one in (whole, *parts)):
            yield Growth("prose.completion-of-parts", whole, tuple(parts))


def completions_by_change(claims: Mapping[int, Claim], relations: Sequence[Relation]) -> Iterator[Relation]:
    """完成年初预算的 103.60%，比年初预算增加 16.20 万元: a rate of completion, and by how much a level passes the same budget."""
    told = {r.ratio for r in relations if isinstance(r, Ratio)}
    moved: dict[tuple[int | None, Measure], list[Claim]] = defaultdict(list)
    for claim in claims.values():
        stage, year = claim.against or (Measure.MAIN, None)
        changed = claim.kind is ClaimKind.CHANGE and stage.is_budget and claim.base is not None
        if changed and year in {None, claims[claim.base or 0].period}:
            moved[claim.base, stage].append(claim)
    for claim in claims.values():
        said = moved[claim.base, planned(claim)] if claim.kind is ClaimKind.COMPLETION else []
        if claim.base is None or claim.fact in told or len(said) != 1 or not said[0].direction:
            continue
        if not (claim.approximate or said[0].approximate or claim.in_reason or said[0].in_reason):
            plan = ((claim.base, 1), (said[0].fact, -said[0].direction))
            yield Ratio("prose.completion-rate", claim.fact, ((claim.base, 1),), plan)


def rates_of_changes(claims: Mapping[int, Claim]) -> Iterator[Relation]:
    """A rate and the change that another sentence gives of the same level: …非税收入 9 万元，增长 32%。…非税收入同比增加 2 万元。

    Where either has its own beside it, the other is since another time.
    """
    rates, changes = _stated(claims, ClaimKind.RATE), _stated(claims, ClaimKind.CHANGE)
    tied = {claim.change for claim in claims.values()}
    for level, change in changes.items():
        rate = rates.get(level)
        if rate is None or rate.change is not None or rate.earlier is not None or change.fact in tied:
            continue
        if change.earlier is not None or rate.direction != change.direction:
            continue
        if _since_one_year({level: rate, change.fact: change}, (level, change.fact)):
            below = ((level, 1), (change.fact, -change.direction))
            yield Ratio("prose.growth-rate", rate.fact, ((change.fact, 1),), below)


def _lists(relations: Iterable[Relation], facts: Sequence[Fact]) -> Iterator[tuple[int, list[int]]]:
    """The totals that are the sum of what was listed, each with its parts."""
    for relation in relations:
        if not isinstance(relation, Sum) or relation.rule not in _BREAKDOWNS:
            continue
        total, *levels = relation.facts
        once = len(set(levels)) == len(levels) and total not in levels
        if relation.sense is Sense.EQUAL and once and holds(relation, facts):
            yield total, levels


def _has_no_other_parts(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a whole has these parts by definition: last year it can have had no other."""
    names = [part.concept.name for part in parts]
    if len(names) == 2 and sorted(name[:2] for name in names) == ["中央", "地方"]:
        return True
    if all(_COLLECTORS.search(part.phrase) for part in parts):
        return True
    named = set(names)
    every = [each for each in (*partitions(), *partitions(loose=True)) if each.covered_by(named)]
    said = [each for each in every if whole.concept.name in each.wholes]
    return bool(said) or any(len(names) > 1 and named <= each.parts for each in every)


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
    return rounded and one.offset + one.sign * rate.value > rate.half
