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

from checks.catalogue.vocabulary import Partition, concepts, outermost, partitions
from checks.numbers.amount import Kind
from checks.numbers.claims import (
    Claim,
    ClaimKind,
    Claims,
    Comparison,
    Measure,
    of_another_total,
    of_one_account,
)
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sense, Sum, Terms
from checks.rules.prose.readings import holds
from checks.rules.prose.sums.changes import signed
from checks.rules.prose.sums.slips import hidden_by_unmoved, meant_as_sum
from checks.rules.prose.sums.totals import CARRIED_OVER, total_relations

_REACH = 12
"""Paragraphs further on than this are about something else."""

_EXPLAINS = frozenset({0, 1})
"""A change is explained in its own sentence or in the next: …，下降 5%。主要原因：一是 …"""

_REASONS = 3
"""So many parts of the official statements, all explained, claim to be all there is."""

_NUMERALS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_SO_MANY = re.compile(
    r"(?<!主要)(?<!主要的)原因(?:有|为|是)(?:以下|如下)?([二两三四五])(?:个|点|方面|项)*[：，]"
)
_SINCE = re.compile(r"\W*(?:由于|因)")
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
                told = told and not of_another_total(whole, parts.values())
                relations += [made_up] if told or holds(made_up, facts) else []
    unmoved_levels = {c.left for c in flat if c.left is not None}
    relations += total_relations(levels, stated, unmoved_levels, facts)
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
    found = _without_what_is_left(whole, _given(partition, whole, levels), facts)
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


def _without_what_is_left(whole: Claim, found: dict[str, Claim], facts: Sequence[Fact]) -> dict[str, Claim]:
    """The parts without what goes over to the next year, where the others make up the whole: 支出 9 万元，其中：项目 9 万元；年末结转 2 万元."""
    spent = {name: part for name, part in found.items() if name != CARRIED_OVER}
    made_up = Sum("prose.breakdown", ((whole.fact, 1), *((p.fact, -1) for p in spent.values())))
    return spent if spent and holds(made_up, facts) else found


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
        yield from (c.concept.name for c in nothing if _within(now, c) and of_one_account(now, c))


def _given(partition: Partition, whole: Claim, said: Sequence[Claim]) -> dict[str, Claim]:
    """The parts of a whole by name that are given after it.

    Where the whole of another year or stage stands between, parts that name none are of that one (由2018年的 a 增加到2019年的
    b。甲 c，…; 预算 a，实际 b。其中：甲 c，…).
    """
    names = partition.leaves()
    found: dict[str, Claim] = {}
    other_year = other_stage = False
    for claim in said:
        if claim.fact <= whole.fact or not _within(whole, claim):
            continue
        if claim.concept.name == whole.concept.name:
            if of_one_account(whole, claim):
                break
            other_year = other_year or claim.period not in {None, whole.period}
            other_stage = other_stage or claim.measure not in {Measure.MAIN, whole.measure}
        if (other_year and claim.period is None) or (other_stage and claim.measure is Measure.MAIN):
            continue
        if claim.concept.name in names and of_one_account(whole, claim):
            found.setdefault(claim.concept.name, claim)
    first = min((p.fact for name, p in found.items() if name not in partition.rare), default=0)
    found = {n: p for n, p in found.items() if n not in partition.rare or p.fact > first}
    outer = outermost(found.keys()) | partition.parts
    return {name: part for name, part in found.items() if name in outer}


def _within(whole: Claim, part: Claim | Comparison) -> bool:
    """Whether a claim stands in the section of another, not far behind it."""
    inside = part.headings[: len(whole.headings)] == whole.headings
    return inside and 0 <= part.paragraph - whole.paragraph <= _REACH


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
        counted |= _says_how_many(parts)
        counted |= any(not called.isdisjoint(p.wholes) and p.covered_by(names) for p in partitions())
        if holds(relation, facts) or counted or meant_as_sum(relation.terms, facts):
            yield relation


def _says_how_many(parts: Sequence[Claim]) -> bool:
    """Whether the words before reasons say how many there are, and not that these are the main ones: 原因有二：一是 …；二是 …"""
    said = _SO_MANY.search(parts[0].lead)
    return said is not None and _NUMERALS[said[1]] == len(parts)


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
