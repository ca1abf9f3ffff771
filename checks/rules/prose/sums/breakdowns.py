"""Sums that a narrative lists: the parts of a total, the changes of its parts, one item's amount given twice.

A list that the words make complete must add up. One that merely follows 其中 gives upper bounds, unless its
amounts miss the total by a single digit: then it was meant to add up and does not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from checks.catalogue.vocabulary import partitions
from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind, Listing, Measure, one_list
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sense, Sum
from checks.rules.prose.counting.counted import (
    addable,
    in_its_unit,
    of_its_things,
    of_one_noun,
    of_the_same,
    staff_in_all,
)
from checks.rules.prose.readings import holds
from checks.rules.prose.sums.apart import divided_in_ways, exclude_each_other, on_lines_of_their_own
from checks.rules.prose.sums.changes import listed_changes
from checks.rules.prose.sums.slips import meant_as_sum, significant
from checks.rules.prose.sums.totals import CARRIED_OVER

_TELLING = 3
_FURTHER = 4
"""Paragraphs behind a list in which what it leaves out may be counted: 参保 9 人（其中职工 6 人、其他 1 人）。…领取待遇 2 人。"""

_MOST = 100
"""A list longer than this was not written by hand."""

_BALANCE = re.compile(r"结余|盈余|差额|缺口|赤字")
"""What is left may be made of more than itself and of what is lacking: 结余 8 万元，其中财政结余 9 万元."""

_NOUN = 4
_VERB = 2
_REST = ("其他", "其它")
"""Kinds of a thing whose last is whatever is left are all of them."""


def breakdown_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> list[Relation]:
    """The sums and bounds of every breakdown."""
    by_fact: Mapping[int, Claim] = {claim.fact: claim for claim in claims}
    listed: dict[tuple[int, ClaimKind, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.total is not None and claim.listing is not None and not claim.approximate:
            listed[claim.total, claim.kind, claim.frame].append(claim)
    groups = [(total, kind, parts) for (total, kind, _), all_ in listed.items() for parts in one_list(all_)]
    groups = _of_their_measures(groups, by_fact)
    by_place: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind is ClaimKind.LEVEL and claim.period is not None and not claim.approximate:
            by_place[claim.sentence, claim.concept.name].append(claim)
    relations: list[Relation] = []
    for total, kind, all_parts in groups:
        listed_parts = all_parts
        if kind is ClaimKind.COUNT:
            by_names = by_fact[total].names is not None
            alike = of_its_things(by_fact[total], all_parts)
            listed_parts = [] if by_names else in_its_unit(total, alike, facts)
        if by_fact[total].approximate or not listed_parts or not addable(total, listed_parts, facts):
            continue
        if kind is ClaimKind.CHANGE:
            moved = listed_changes(by_fact[total], listed_parts, claims, facts)
            relations += [] if moved is None or _left_out(listed_parts, claims, facts) else [moved]
            continue
        official = any(p.made_of({part.concept.name for part in listed_parts}) for p in partitions())
        parts = _without_what_is_left(total, listed_parts, facts)
        parts = parts if official else _without_neighbours(by_fact[total], listed_parts, facts)
        parts = parts if official else _until_complete(total, parts, by_fact, facts)
        parts = _with_overlooked(by_fact[total], parts, claims, facts)
        parts = parts if official else _without_surplus(total, parts, facts)
        terms = ((total, 1), *((part.fact, -1) for part in parts))
        complete = all(part.listing is Listing.ALL for part in parts) and not _left_out(parts, claims, facts)
        if complete or meant_as_sum(terms, facts):
            rule = "prose.count-breakdown" if kind is ClaimKind.COUNT else "prose.breakdown"
            relations.append(Sum(rule, terms))
            if complete:
                relations += _of_other_years(by_fact[total], parts, by_place)
        else:
            loose = any(part.listing is Listing.LOOSE for part in parts)
            apart = on_lines_of_their_own(parts) or exclude_each_other(by_fact[total], parts)
            if apart and not (loose or official):
                relations.append(Sum("prose.breakdown", tuple((f, -c) for f, c in terms), Sense.AT_MOST))
            if loose or len({part.paragraph for part in parts}) > 1:
                continue
            if kind is ClaimKind.COUNT and of_one_noun(by_fact[total], parts):
                rest = parts[-1].concept.name.startswith(_REST)
                sense = Sense.EQUAL if rest else Sense.AT_MOST
                relations.append(Sum("prose.count-breakdown", tuple((f, -c) for f, c in terms), sense))
            within = () if _BALANCE.search(by_fact[total].concept.name) else parts
            bounds = (((p.fact, 1), (total, -1)) for p in within if of_the_same(by_fact[total], p))
            relations += [Sum("prose.part-of-whole", bound, Sense.AT_MOST) for bound in bounds]
    return [*relations, *divided_in_ways(claims, facts), *staff_in_all(claims, facts)]


def _of_other_years(
    total: Claim, parts: Sequence[Claim], by_place: Mapping[tuple[int, str], Sequence[Claim]]
) -> Iterator[Relation]:
    """The same list in another year, where the total and each item print that year beside this one.

    三公经费 2024年预算 33 万元，2023年 58 万元。其中：公务接待费 2024年 8 万元，2023年 13 万元；…
    """

    def then(claim: Claim, year: int) -> list[Claim]:
        beside = by_place.get((claim.sentence, claim.concept.name), ())
        return [c for c in beside if c.period == year and c.measure is claim.measure]

    years = {c.period for c in by_place.get((total.sentence, total.concept.name), ())} - {total.period, None}
    for year in sorted(year for year in years if year is not None):
        said = [then(claim, year) for claim in (total, *parts)]
        if all(len(levels) == 1 for levels in said):
            (whole,), *others = said
            yield Sum("prose.breakdown", ((whole.fact, 1), *((part.fact, -1) for (part,) in others)))


def _without_neighbours(total: Claim, parts: list[Claim], facts: Sequence[Fact]) -> list[Claim]:
    """The parts up to one behind a semicolon that is more than the total and is called what the total is called.

    查出问题金额 9 万元，其中往年 8 万元；账务记录的问题金额 50 万元: the last stands beside the total, as does what begins with
    the verb of the total (落实小学资助 9 人次，其中贫困学生 4 人次；落实中学资助 50 人次).
    """
    noun, said = total.phrase[-_NOUN:], _said(total)
    most = facts[total.fact].printed.value
    for at, part in enumerate(parts):
        called_alike = len(noun) == _NOUN and part.phrase.endswith(noun)
        called_alike |= len(said) > _NOUN and _said(part)[:_VERB] in said
        if at and part.lead.startswith("；") and called_alike and facts[part.fact].printed.value > most:
            return parts[:at]
    return parts


def _said(claim: Claim) -> str:
    """The words right before a number."""
    return re.split("[，。；：]", claim.phrase)[-1]


def _without_what_is_left(total: int, parts: list[Claim], facts: Sequence[Fact]) -> list[Claim]:
    """The parts without what a list ends in that is left over beside its total: 支出 9 万元，其中基本 4 万元、项目 5 万元，年末结转 2 万元."""
    *spent, last = parts
    if not spent or last.concept.name != CARRIED_OVER:
        return parts
    made_up = Sum("prose.breakdown", ((total, 1), *((part.fact, -1) for part in spent)))
    return spent if holds(made_up, facts) else parts


_List = tuple[int, ClaimKind, list[Claim]]
"""A total, the kind of its parts, and these."""


def _of_their_measures(lists: Sequence[_List], by_fact: Mapping[int, Claim]) -> list[_List]:
    """The lists without those of budgets whose total has a list of its own measure.

    Of "506.80 万元，完成年初预算 522.50 万元的 97%" the budget stands beside the part and is none itself.
    """

    def own(total: int, parts: Sequence[Claim]) -> bool:
        return all(part.measure is by_fact[total].measure for part in parts)

    measured = {(total, kind) for total, kind, parts in lists if own(total, parts)}
    return [
        each
        for each in lists
        if each[:2] not in measured
        or own(each[0], each[2])
        or not all(part.measure.is_budget for part in each[2])
    ]


def _until_complete(
    total: int, parts: list[Claim], by_fact: Mapping[int, Claim], facts: Sequence[Fact]
) -> list[Claim]:
    """The parts up to where they make up the total and the sentence goes on, behind a semicolon, about something else."""
    if holds(Sum("prose.breakdown", ((total, 1), *((part.fact, -1) for part in parts))), facts):
        return parts
    missing, slack = facts[total].printed.value, facts[total].printed.half
    for count, part in enumerate(parts, 1):
        missing -= facts[part.fact].printed.value
        slack += facts[part.fact].printed.half
        if count > 1 and count < len(parts) and abs(missing) <= slack:
            between = range(part.fact + 1, parts[count].fact + 1)
            if any("；" in by_fact[fact].lead for fact in between if fact in by_fact):
                return parts[:count]
    return parts


def _left_out(parts: Sequence[Claim], claims: Sequence[Claim], facts: Sequence[Fact]) -> bool:
    """Whether the list leaves out a part of an official whole that the text elsewhere gives an amount."""
    names = {part.concept.name for part in parts}
    whole = next((p for p in partitions() if p.made_of(names) and names & p.leaves()), None)
    if whole is None or whole.covered_by(names):
        return False
    missing = whole.leaves() - names
    covered = {leaf for p in partitions() if names & set(p.wholes) for leaf in p.parts}
    above = {name for p in partitions() if names & p.parts for name in p.wholes}
    return any(
        c.kind is ClaimKind.LEVEL
        and c.concept.name in missing - covered - above
        and not c.measure.is_budget
        and facts[c.fact].printed.value
        for c in claims
    )


def _with_overlooked(
    total: Claim, parts: list[Claim], claims: Sequence[Claim], facts: Sequence[Fact]
) -> list[Claim]:
    """The parts, and the one number of the list that was not taken as a part where it is exactly what they miss.

    An item that the reader took for something else is a likelier fault than a list that misses by the very amount
    of a number that stands in it and is used for nothing; so is one that stands soon after it, with all its digits.
    """
    missing = facts[total.fact].printed.value - sum(facts[p.fact].printed.value for p in parts)
    slack = sum(facts[c.fact].printed.half for c in (total, *parts))
    if missing <= slack:
        return parts
    names = {total.concept.name, *(part.concept.name for part in parts)}
    start = bisect_right(claims, total.fact, key=lambda claim: claim.fact)
    last = max(part.paragraph for part in parts)
    fitting = [
        c
        for c in takewhile(lambda claim: claim.paragraph <= last + _FURTHER, islice(claims, start, None))
        if c.kind is total.kind
        and c.total is None
        and not c.in_reason
        and c.concept.name not in names
        and abs(facts[c.fact].printed.value - missing) <= slack + facts[c.fact].printed.half
    ]
    beside = [c for c in fitting if c.paragraph <= last]
    further = [c for c in fitting if c.unit and significant(facts[c.fact].printed) > _TELLING]
    found = beside or further
    return [*parts, *found] if len(found) == 1 else parts


def _without_surplus(total: int, parts: list[Claim], facts: Sequence[Fact]) -> list[Claim]:
    """The parts without the run of them that is exactly what they exceed their total by.

    A list that was read too far, or a part of a part that was taken for a part, is a likelier fault than a list that
    exceeds its total by the very amount of some of its numbers. Amounts of few digits prove nothing.
    """
    surplus = sum(facts[p.fact].printed.value for p in parts) - facts[total].printed.value
    slack = sum(facts[f].printed.half for f in (total, *(p.fact for p in parts)))
    if surplus <= slack or facts[total].printed.kind is not Kind.MONEY or len(parts) > _MOST:
        return parts
    for start, first in enumerate(parts):
        left = surplus
        for end in range(start, len(parts)):
            left -= facts[parts[end].fact].printed.value
            rest = [*parts[:start], *parts[end + 1 :]]
            telling = significant(facts[first.fact].printed) >= _TELLING
            if telling and abs(left) <= slack and len(rest) > 1:
                return rest
            if left < -slack:
                break
    return parts


def restated(claims: Sequence[Claim]) -> list[Relation]:
    """An amount given twice for one item: at its head, and as its final or planned figure."""
    items: dict[tuple[int, tuple[str, ...]], list[Claim]] = defaultdict(list)
    compared = {claim.plan for claim in claims} | {claim.earlier for claim in claims}
    for claim in claims:
        if (
            claim.kind is ClaimKind.LEVEL
            and claim.concept.path
            and not claim.in_reason
            and claim.fact not in compared
        ):
            items[claim.paragraph, claim.concept.path].append(claim)
    relations: list[Relation] = []
    for said in items.values():
        heads = [c for c in said if c.measure is Measure.MAIN and not c.approximate]
        later = [c for c in said if c.measure is Measure.ACTUAL and c.period is None]
        latest = max((c.period for c in said if c.period), default=None)
        later = later or [c for c in said if c.measure is Measure.BUDGET and c.period == latest]
        if len(heads) == 1 and len(later) == 1:
            relations.append(Sum("prose.amount-restated", ((later[0].fact, 1), (heads[0].fact, -1))))
    return relations
