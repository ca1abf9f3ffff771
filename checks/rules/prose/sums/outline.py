"""Sums that only the outline of a text tells: an item that gives an amount, and the items below it that give theirs.

人员经费 90 万元。 / ——工资 60 万元。 / ——补助 30 万元。 Nothing says that the lower items are parts, or all of them, so they
count as such where they add up to the amount above or would but for one digit. The same holds of an amount that has
a sentence to itself and of what the next sentence gives: 收入 90 万元。学费 60 万元；房租 30 万元。
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from checks.catalogue.vocabulary import partitions
from checks.numbers.amount import Kind
from checks.numbers.claims import UNMARKED, Claim, ClaimKind, Measure, of_one_account
from checks.numbers.facts import Fact
from checks.relations.relation import Sum, Terms
from checks.rules.prose.readings import holds
from checks.rules.prose.sums.slips import fits_but_for_a_digit, meant_as_sum

_ORDERED = 5
"""第一部分, 一、, （一）, 1., （1）: each stands above the next; other markers stand where they are first seen."""

_COUNTS = "两三四五"
_ITEMS = re.compile(rf"(?:以上|上述)([{_COUNTS}])[项类](?:合|共|总)计")
_FEWEST = 2
_MOST = 60
"""A list of more items was not written by hand."""


def outline_relations(
    claims: Sequence[Claim], facts: Sequence[Fact], ranks: Sequence[int], normal: Measure = Measure.MAIN
) -> Iterator[Sum]:
    """The sums of a document's outline; ``ranks`` are the levels of the list markers of all its paragraphs.

    ``normal`` is the measure of a level that names none.
    """
    said: dict[int, list[Claim]] = defaultdict(list)
    divided = {claim.total for claim in claims if claim.total is not None}
    moved: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        money = facts[claim.fact].printed.kind is Kind.MONEY and not claim.in_reason
        if money and not claim.approximate:
            kept = {ClaimKind.LEVEL: said, ClaimKind.CHANGE: moved}.get(claim.kind)
            if kept is not None:
                kept[claim.paragraph].append(claim)
    children = _children(ranks)
    parents = {paragraph: above for above, below in children.items() for paragraph in below}
    for above, below in children.items():
        heads = [said[paragraph][0] for paragraph in below if said.get(paragraph)]
        told = len(heads) == len(below) and all(head.total is None for head in heads)
        if told and len(below) == 1:  # 按功能分类：甲 40 万元，乙 50 万元
            heads = [claim for claim in said[below[0]] if claim.total is None]
        # A heading that only says by what the amount above it is divided: 按大类：
        of = above if above in said or above in moved else parents.get(above, above)
        amounts = said.get(of) or moved.get(of, [])
        alone = (
            len(amounts) == 1
        )  # the item's own, which is a part of what stands above it: 1.甲 9 万元。/（1）…
        whole = [c for c in amounts if (c.total is None or alone) and c.fact not in divided]
        if told and _FEWEST <= len(heads) <= _MOST:
            yield from _of(whole, heads, facts, normal, over=below[-1] + 1 < len(ranks))
    yield from _so_many(said, ranks, facts)
    for levels in said.values():
        yield from _next_sentence(levels, divided, facts)
        yield from _goes_on(levels, facts)


def _children(ranks: Sequence[int]) -> Mapping[int, list[int]]:
    """The paragraphs right below each one: of whatever marker has not been seen above them before.

    One without a marker goes on about the item above it.
    """
    children: dict[int, list[int]] = defaultdict(list)
    above: list[int] = []
    for paragraph, rank in enumerate(ranks):
        ends = range(rank, _ORDERED + 1) if rank <= _ORDERED else (rank,)
        known = next((at for at, other in enumerate(above) if ranks[other] in ends), len(above))
        if rank != UNMARKED:
            del above[known:]
        elif above and ranks[above[-1]] == UNMARKED:
            del above[-1]
        if above:
            children[above[-1]].append(paragraph)
        above.append(paragraph)
    return children


def _of(
    whole: Sequence[Claim], parts: Sequence[Claim], facts: Sequence[Fact], normal: Measure, *, over: bool
) -> Iterator[Sum]:
    """The sum of the parts to the first or the last amount of the item above; one that misses only where the list is ``over``."""
    readings = [(total, _sum(total, parts)) for total in dict.fromkeys((*whole[:1], *whole[-1:]))]
    right = next((reading for _, reading in readings if holds(reading, facts)), None)
    sure = [reading for total, reading in readings if over and _divides(total, parts, normal)]
    nearly = [r for r in sure if fits_but_for_a_digit(r.terms, facts, told=len(parts) > 1)]
    if right is not None:
        yield right
    elif len(nearly) == 1:
        yield nearly[0]


def _divides(total: Claim, parts: Sequence[Claim], normal: Measure) -> bool:
    """Whether items can be all the parts of an amount: of its year and stage, none of its name, no official part untold."""
    names = {part.concept.name for part in parts}
    alike = all(of_one_account(total, part) for part in parts) and len({p.measure for p in parts}) == 1
    stages = (normal if claim.measure is Measure.MAIN else claim.measure for claim in (total, parts[0]))
    planned = {stage.is_budget for stage in stages}
    official = [p for p in partitions() if total.concept.name in p.wholes and p.made_of(names)]
    told = not official or any(partition.covered_by(names) for partition in official)
    return alike and len(planned) == 1 and told and total.concept.name not in names - {""}


def _next_sentence(levels: Sequence[Claim], divided: set[int], facts: Sequence[Fact]) -> Iterator[Sum]:
    """An amount that has a sentence to itself, and the amounts of the sentence behind it."""
    for at, total in enumerate(levels[:-_FEWEST]):
        alone = total.sentence not in {c.sentence for c in (*levels[:at], levels[at + 1])}
        parts = [c for c in levels[at + 1 :] if c.sentence == levels[at + 1].sentence]
        untold = all(c.total is None and c.period in {None, total.period} for c in (total, *parts))
        if alone and untold and total.fact not in divided and len(parts) >= _FEWEST:
            reading = _sum(total, parts)
            if meant_as_sum(reading.terms, facts):
                yield reading


def _so_many(
    said: Mapping[int, Sequence[Claim]], ranks: Sequence[int], facts: Sequence[Fact]
) -> Iterator[Sum]:
    """The sum of as many items above as a line says: 以上两项合计 90 万元, where each of them has items of its own."""
    for paragraph, levels in said.items():
        told = _ITEMS.search(levels[0].phrase)
        if told is None:
            continue
        count = _COUNTS.index(told[1]) + _FEWEST
        above = [p for p in range(paragraph) if p in said and ranks[p] != UNMARKED]
        readings = [
            _sum(levels[0], [said[p][0] for p in items[-count:]])
            for rank in dict.fromkeys(ranks[p] for p in reversed(above))
            if len(items := [p for p in above if ranks[p] == rank]) >= count
        ]
        right = next((reading for reading in readings if holds(reading, facts)), None)
        nearly = [reading for reading in readings if meant_as_sum(reading.terms, facts)]
        if right is not None or len(nearly) == 1:
            yield right or nearly[0]


def _goes_on(levels: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Sum]:
    """A list that a full stop ends before its last official part: 收入 90 万元，其中税收收入 60 万元，增长 5%。非税收入 30 万元."""
    listed = {c.fact: c.total for c in levels if c.total is not None}
    totals = {c.fact: c for c in levels if c.fact in set(listed.values())}
    for partition in partitions(loose=True):
        for first in (c for c in levels if c.total in totals and c.concept.name in partition.parts):
            behind = [
                c
                for c in levels
                if c.total is None
                and first.sentence < c.sentence <= first.sentence + _FEWEST
                and c.concept.name in partition.parts
            ]
            names = [c.concept.name for c in (first, *behind)]
            if behind and len(names) == len(partition.parts) and set(names) == partition.parts:
                reading = _sum(totals[listed[first.fact] or 0], [first, *behind])
                if meant_as_sum(reading.terms, facts):
                    yield reading


def _sum(total: Claim, parts: Sequence[Claim]) -> Sum:
    terms: Terms = ((total.fact, 1), *((part.fact, -1) for part in parts))
    return Sum("prose.addition", terms)
