"""Wholes and the parts they have by definition, wherever a section gives both: no 其中 is needed to tie them.

三公经费 is its three parts, 基本支出 is 人员经费 and 公用经费, the totals of income and of expenditure are equal, and so
are their changes; the changes of the parts make the change of the whole; reasons that a sentence counts out (一是…减少 a；
二是…增加 b) make the change that they explain, where they claim to be all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from checks.catalogue.vocabulary import Partition, concepts, outermost, partitions
from checks.numbers.amount import Kind
from checks.numbers.claims import (
    Claim,
    ClaimKind,
    Claims,
    Comparison,
    Measure,
    of_another_total,
    of_one_body,
    of_one_fund,
)
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sense, Sum, Terms
from checks.rules.prose.readings import holds
from checks.rules.prose.sums.balances import LEFT_OVER
from checks.rules.prose.sums.changes import signed
from checks.rules.prose.sums.slips import fits_but_for_a_digit, hidden_by_unmoved, meant_as_sum

_REACH = 12
"""Paragraphs further on than this are about something else."""

_NEXT = 2
"""What is left of two totals is said so soon behind them, if at all."""

_EXPLAINS = frozenset({0, 1})
"""A change is explained in its own sentence or in the next: …，下降 5%。主要原因：一是 …"""

_REASONS = 3
"""So many parts of the official statements, all explained, claim to be all there is."""

_SINCE = re.compile(r"\W*(?:由于|因)")
_TOTALS = ("总计", "总预算", "总决算", "总额", "总量")
_CARRIED_OVER = "年末结转和结余"
_INCOME = frozenset({"总收入", "收入", "财政拨款收入", "财政拨款总收入"})
_SPENDING = frozenset({"总支出", "支出", "财政拨款支出", "财政拨款总支出"})
_IN_FULL = {"支出": "本年支出合计", "总支出": "本年支出合计"}
"""What has changed, shortly named, is what its reasons divide: 支出增加 9 万元，主要是基本支出增加 8 万元，项目支出 …"""


def partition_relations(
    claims: Sequence[Claim],
    source: Claims,
    facts: Sequence[Fact],
    summed: AbstractSet[int],
) -> list[Relation]:
    """The sums that hold by definition; ``summed`` are the totals that a list in the text breaks down already.

    ``source`` is where the ``claims`` come from: its comparisons say what did not move.
    """
    amounts = [c for c in claims if not c.approximate and facts[c.fact].printed.kind is Kind.MONEY]
    levels = [c for c in amounts if c.kind is ClaimKind.LEVEL and not c.in_reason]
    changes = [c for c in amounts if c.kind is ClaimKind.CHANGE]
    flat = [c for c in source.comparisons if c.sense == 0 and not c.text.startswith("基本")]
    levels = [replace(c, measure=source.normal) if c.measure is Measure.MAIN else c for c in levels]
    stated = [c for c in changes if not c.in_reason and c.direction]
    stands_for = [(c, frozenset(_stands_for(c, levels, facts))) for c in flat]
    done = {*summed, *(c.earlier for c in claims)}
    relations: list[Relation] = []
    for partition in partitions():
        for whole in (c for c in levels if c.concept.name in partition.wholes and c.fact not in done):
            relations += _of_levels(partition, whole, levels, flat, facts)
        for whole in (c for c in stated if c.concept.name in partition.wholes and c.fact not in summed):
            unmoved = {name for c, names in stands_for if _within(whole, c) for name in names}
            found = _given(partition, whole, stated)
            changed = signed(whole, found.values())
            if found and partition.covered_by({*found, *unmoved}):
                if not hidden_by_unmoved(changed, len(unmoved & partition.leaves()), facts):
                    relations.append(Sum("prose.change-breakdown", changed))
            elif found and partition.covered_by({*found, *unmoved, *_nothing_now(whole, levels, facts)}):
                relations.append(Sum("prose.change-breakdown", changed, Sense.AT_MOST))
    for partition in partitions(loose=True):
        for whole in (c for c in levels if c.concept.name in partition.wholes):
            parts = _given(partition, whole, levels)
            made_up = Sum("prose.breakdown", ((whole.fact, 1), *((p.fact, -1) for p in parts.values())))
            known = whole.fact in summed and any(part.total == whole.fact for part in parts.values())
            told = partition.covered_by(parts.keys()) or len({part.sentence for part in parts.values()}) == 1
            if len(parts) > 1 and not known and meant_as_sum(made_up.terms, facts):
                relations += [made_up] if told or holds(made_up, facts) else []
    unmoved_levels = {c.left for c in flat if c.left is not None}
    relations += _totals(levels, stated, unmoved_levels, facts)
    relations += [*_reasons(changes, facts), *_reasons_before(changes, facts)]
    return relations


def _of_levels(
    partition: Partition,
    whole: Claim,
    levels: Sequence[Claim],
    flat: Sequence[Comparison],
    facts: Sequence[Fact],
) -> Iterator[Relation]:
    """A whole and its parts; where some are not given an amount, the others make it up only if they do."""
    found = _given(partition, whole, levels)
    terms: Terms = ((whole.fact, 1), *((p.fact, -1) for p in found.values()))
    untold = {c.name for c in flat if c.left is None and _within(whole, c)} - found.keys()
    made_up = Sum("prose.breakdown", terms)
    if of_another_total(whole, found.values()) and not holds(made_up, facts):
        return
    all_told = bool(found) and partition.covered_by(found.keys()) and not untold & partition.leaves()
    if all_told or (len(found) > 1 and meant_as_sum(terms, facts) and holds(made_up, facts)):
        yield made_up
    elif len(found) > 1 and all(part.paragraph == whole.paragraph for part in found.values()):
        yield Sum("prose.breakdown", tuple((fact, -sign) for fact, sign in terms), Sense.AT_MOST)
    elif len(found) == 1 and (part := next(iter(found.values()))).paragraph == whole.paragraph:
        yield Sum("prose.part-of-whole", ((part.fact, 1), (whole.fact, -1)), Sense.AT_MOST)


def _stands_for(unmoved: Comparison, levels: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[str]:
    """What is said not to have moved, and the whole that it is all of: 公务用车购置及运行维护费 9 万元，全部为运行维护费 9 万元，与上年持平."""
    yield unmoved.name
    wholes = {
        name for partition in partitions() if unmoved.name in partition.parts for name in partition.wholes
    }
    part = next((c for c in levels if c.fact == unmoved.left), None)
    if part is not None:
        beside = (c for c in levels if c.paragraph == part.paragraph and c.concept.name in wholes)
        value = facts[part.fact].printed.value
        yield from {c.concept.name for c in beside if facts[c.fact].printed.value == value}


def _nothing_now(whole: Claim, levels: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[str]:
    """The parts that are nothing this year: what is not said of them can only be that they have fallen."""
    now = next((level for level in levels if level.fact == whole.base), None)
    if now is not None:
        nothing = (c for c in levels if not facts[c.fact].printed.value)
        yield from (c.concept.name for c in nothing if _within(now, c) and _alike(now, c))


def _given(partition: Partition, whole: Claim, said: Sequence[Claim]) -> dict[str, Claim]:
    """The parts of a whole by name that are given after it.

    Where the whole of another year stands between, parts that name no year are of that one (由2018年的 a 增加到2019年的 b。甲 c，…).
    """
    names = partition.leaves()
    found: dict[str, Claim] = {}
    other_year = False
    for claim in said:
        if claim.fact <= whole.fact or not _within(whole, claim):
            continue
        if claim.concept.name == whole.concept.name:
            if _alike(whole, claim):
                break
            other_year = other_year or claim.period not in {None, whole.period}
        if other_year and claim.period is None:
            continue
        if claim.concept.name in names and _alike(whole, claim):
            found.setdefault(claim.concept.name, claim)
    first = min((p.fact for name, p in found.items() if name not in partition.rare), default=0)
    found = {n: p for n, p in found.items() if n not in partition.rare or p.fact > first}
    outer = outermost(found.keys())
    return {name: part for name, part in found.items() if name in outer}


def _within(whole: Claim, part: Claim | Comparison) -> bool:
    """Whether a claim stands in the section of another, not far behind it."""
    inside = part.headings[: len(whole.headings)] == whole.headings
    return inside and 0 <= part.paragraph - whole.paragraph <= _REACH


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two claims speak of one measure, year, fund and body, as far as they say."""
    measures, periods = {one.measure, other.measure}, {one.period, other.period}
    return (
        (len(measures) == 1 or Measure.MAIN in measures)
        and (len(periods) == 1 or None in periods)
        and of_one_fund(one, other)
        and of_one_body(one, other)
        and one.against == other.against
    )


def _totals(
    levels: Sequence[Claim], changes: Sequence[Claim], unmoved: AbstractSet[int], facts: Sequence[Fact]
) -> Iterator[Relation]:
    """收入总计 = 支出总计 in one paragraph; and where two totals are equal, what each has changed by, if it has."""
    for income, spending in _pairs(levels):
        total = all(word_of(c).endswith(_TOTALS) for c in (income, spending))
        plans = income.measure.is_budget and spending.measure.is_budget
        planned = plans and (income.concept.name, spending.concept.name) == ("总收入", "总支出")
        terms: Terms = ((income.fact, 1), (spending.fact, -1))
        if _leaves_something(income, spending, levels):
            continue
        beside = income.paragraph == spending.paragraph and total
        if planned or beside or (plans and fits_but_for_a_digit(terms, facts)):
            yield Sum("prose.totals-balance", terms)
        if (total or plans) and facts[income.fact].printed.value == facts[spending.fact].printed.value:
            moved = [next((c for c in changes if c.base == level.fact), None) for level in (income, spending)]
            one, other = moved
            still = [c for c, level in ((one, spending), (other, income)) if level.fact in unmoved]
            if len(still) == 1 and (change := still[0]) is not None:
                yield Sum("prose.totals-change", ((change.fact, change.direction),))
            elif one is not None and other is not None and one.against == other.against:
                yield Sum("prose.totals-change", signed(one, [other]))


def _leaves_something(income: Claim, spending: Claim, levels: Sequence[Claim]) -> bool:
    """Whether the text says right behind two totals what is left of them, or lacks: 收支总量相抵，赤字 …"""
    near = (c for c in levels if spending.fact < c.fact <= spending.fact + _NEXT)
    return any(
        c.paragraph == income.paragraph and (LEFT_OVER.search(c.phrase) or _goes_over(c, spending))
        for c in near
    )


def _goes_over(claim: Claim, spending: Claim) -> bool:
    """Whether a level is what goes over to the next year and was not among what was spent: 支出总计 8 万元，结转下年 1 万元."""
    return claim.concept.name == _CARRIED_OVER and claim.total is None and claim.sentence == spending.sentence


def _pairs(levels: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Totals of income, each with the total of expenditure that follows it."""
    current = [level for now, level in pairwise([*levels[:1], *levels]) if not _outdated(level, now)]
    for index, income in enumerate(current):
        if income.concept.name not in _INCOME or income.total is not None:
            continue
        for spending in current[index + 1 : index + 1 + _REACH]:
            if spending.concept.name in _INCOME and not _restaged(income, spending):
                break
            near = spending.paragraph - income.paragraph <= 1
            if spending.concept.name in _SPENDING and near and _alike(income, spending):
                yield income, spending
                break


def _outdated(level: Claim, now: Claim) -> bool:
    """Whether a level only says what the one right before it was in an earlier year: 收入总额 9 万元（上年 8 万元）."""
    return (
        now.concept == level.concept
        and now.sentence == level.sentence
        and now.period is not None
        and level.period is not None
        and level.period < now.period
    )


def _restaged(one: Claim, other: Claim) -> bool:
    """Whether a level is the one before as it was adjusted: 收入总量由 5 万元调整为 6 万元."""
    return one.concept == other.concept and one.measure is not other.measure


def word_of(claim: Claim) -> str:
    """The phrase of a claim without the words of measure that end it."""
    return re.sub(r"(?:预计)?(?:调整|完成|实现|安排)?[为是共达：各均（万元）]*\Z", "", claim.phrase)


def _reasons(changes: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """The change that a sentence explains, and the changes that it counts out as its reasons."""
    official = {name for name, _ in concepts()}
    for index, whole in enumerate(changes):
        if whole.in_reason or not whole.direction:
            continue
        parts: list[Claim] = []
        for claim in changes[index + 1 :]:
            explains = claim.paragraph == whole.paragraph and claim.sentence - whole.sentence in _EXPLAINS
            if not claim.in_reason or not explains or not claim.direction:
                break
            parts.append(claim)
        names = {part.concept.name for part in parts}
        if len(parts) < 2 or len(names) < len(parts):
            continue
        relation = Sum("prose.reasons-sum", signed(whole, parts))
        called = {whole.concept.name, _IN_FULL.get(whole.concept.name, "")}
        counted = names <= official and len(parts) >= _REASONS
        counted |= any(not called.isdisjoint(p.wholes) and p.covered_by(names) for p in partitions())
        if holds(relation, facts) or counted or meant_as_sum(relation.terms, facts):
            yield relation


def _reasons_before(changes: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """The same the other way round: 由于税收减少 a、调入资金增加 b，总收入调减 c, where it adds up."""
    for index, whole in enumerate(changes):
        before = changes[max(0, index - _REACH) : index]
        parts = [c for c in before if c.sentence == whole.sentence and c.direction]
        opens = bool(parts) and _SINCE.match(facts[parts[0].fact].quote) is not None
        if opens and whole.direction and len(parts) > 1:
            relation = Sum("prose.reasons-sum", signed(whole, parts))
            if holds(relation, facts):
                yield relation


def summed_totals(relations: Iterable[Relation], claims: Mapping[int, Claim]) -> set[int]:
    """The totals whose parts a relation adds up already."""
    return {r.facts[0] for r in relations if r.rule.endswith("breakdown") and r.facts[0] in claims}
