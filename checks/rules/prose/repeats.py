"""The same fact given twice with two values: the same noun phrase, unit and year.

Precision comes first. A canonical total is one fact in every sentence of its year and measure. Two counts are the same fact only where all the words around them agree but for
fillers (共, 累计, 优秀); a phrase that one paragraph uses for two values names two things; short phrases
(培训班 … 期) are compared only where one value among several is the odd one out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from checks.numbers.amount import Kind, Printed
from checks.numbers.claims import Claim, ClaimKind, Concept, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sum

_FILLER = re.compile(
    r"共|累计|全年|合计|总计|已经|已|了|优秀|干部|(?:19|20)\d{2}年度?|截至目前|目前|其中|举办|开展|组织|为|计"
)
_UNTOLD = re.compile(r"(?:共计?|合计|本年|全年|实际|支出|决算|预算|金额|费用|经费|数|为|是)*")
"""What says only that something was spent, of whatever the paragraph is about (购置车辆 2 辆，支出 9 万元)."""

_GONE_THROUGH = 12
"""Paragraphs within which a list is gone through again."""

_ITEMS = 2
_LONG = 6
_EXCHANGED = 2
_SEVERAL = 3
"""Of so many values none of which comes again, each is of another body (a page on several ministries)."""

_SHORT = 4
_NAMED_IN_FULL = frozenset(
    {
        "三公经费",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
        "机关运行经费",
    }
)
"""What no section calls by another's name: 总计 may be that of fiscal appropriations where a section speaks of these."""

_TOTALS = _NAMED_IN_FULL | {
    "收入支出总计",
    "总收入",
    "总支出",
    "本年收入合计",
    "本年支出合计",
    "年初结转和结余",
    "年末结转和结余",
}
_BOTH_SIDES = ("收入支出总计", "总收入", "总支出")
_WITHOUT_BALANCES = {"财政拨款总收入": "财政拨款收入", "财政拨款总支出": "财政拨款支出"}
_IN_ALL = re.compile(r"总(?:计|预算|决算)[为是共达：]*\Z")
Key = tuple[str, str, str, int | None]


def repeated(
    claims: Sequence[Claim], facts: Sequence[Fact], bound: Iterable[int], normal: Measure
) -> list[Relation]:
    """Equalities between numbers that state one fact; ``bound`` are those that a table settles already.

    ``normal`` is the measure of a level that names none.
    """
    settled = set(bound)
    year = _usual_year(claims)
    wholes = {c.fact: facts[c.total].printed.value for c in claims if c.total is not None}
    groups: dict[Key, list[int]] = defaultdict(list)
    where: dict[tuple[Key, int], set[int]] = defaultdict(set)
    for claim in claims:
        named = claim.kind in {ClaimKind.LEVEL, ClaimKind.CHANGE} and claim.concept.name in _TOTALS
        if claim.approximate or claim.in_reason or claim.fact in settled:
            continue
        if claim.total is not None and not named:
            continue
        match claim.kind:
            case ClaimKind.COUNT:
                key = _count_key(claim, facts, year)
            case ClaimKind.CHANGE:
                key = _change_key(claim, facts, year, normal)
            case _:
                key = _level_key(claim, facts, year, normal)
        if key is not None:
            groups[key].append(claim.fact)
            told = named and not _UNTOLD.fullmatch(claim.phrase.rsplit("，", 1)[-1])
            where[key, claim.sentence if told else -1 - claim.paragraph].add(facts[claim.fact].printed.value)
    several = {key for (key, _), values in where.items() if len(values) > 1}
    relations: list[Relation] = []
    bodies = {claim.fact: claim.body for claim in claims}
    for key, every in ((key, said) for key, each in groups.items() for said in _by_body(each, bodies)):
        if key in several:
            continue
        name = key[0]
        said = _of_one_whole(every, wholes)
        values = Counter(facts[i].printed.value for i in said)
        usual, often = values.most_common(1)[0]
        short = len(name) < _LONG and name not in _TOTALS
        if len(said) < 2 or (short and often < 2 and len(values) > 1) or len(values) == len(said) >= _SEVERAL:
            continue
        first = next(i for i in said if facts[i].printed.value == usual)
        relations += [Sum("prose.same-fact-twice", ((i, 1), (first, -1))) for i in said if i != first]
    return relations


def _usual_year(claims: Sequence[Claim]) -> int | None:
    """The year that most numbers say they are of."""
    periods = Counter(claim.period for claim in claims if claim.period is not None)
    return periods.most_common(1)[0][0] if periods else None


def _by_body(said: Sequence[int], bodies: Mapping[int, str]) -> Iterable[list[int]]:
    """The numbers of one body together, where they are of several; those of none are then of another."""
    if len({bodies[i] for i in said} - {""}) < 2:
        return [list(said)]
    of_each: dict[str, list[int]] = defaultdict(list)
    for i in said:
        of_each[bodies[i]].append(i)
    return of_each.values()


def _of_one_whole(said: Sequence[int], wholes: Mapping[int, int]) -> list[int]:
    """The numbers that stand in no list, or in lists of the total that the first list has: others are of another body."""
    first = next((wholes[i] for i in said if i in wholes), None)
    return [i for i in said if wholes.get(i, first) == first]


def restated_lists(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """Equalities where a list is gone through again, item by item: 其中：财政拨款收入 9 万元，… ①财政拨款收入 9 万元，占 …

    A list is taken to be gone through where all its items but one at most come again with the same amount, and two at
    least; the amount of that one is then wrong in one of the two places.
    """
    levels = [c for c in claims if c.kind is ClaimKind.LEVEL and not c.in_reason and not c.approximate]
    alone: dict[str, list[Claim]] = defaultdict(list)
    listed: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in levels:
        if claim.total is None:
            alone[claim.concept.name].append(claim)
        elif claim.concept.name:
            listed[claim.total, claim.frame].append(claim)
    for parts in listed.values():
        last = parts[-1]
        pairs = []
        for part in parts:
            later = [
                c
                for c in alone[part.concept.name]
                if last.fact < c.fact
                and c.paragraph - last.paragraph <= _GONE_THROUGH
                and _same_thing(part, c)
            ]
            pairs += [(part, later[0])] if len(later) == 1 else []
        equal = sum(facts[a.fact].printed.value == facts[b.fact].printed.value for a, b in pairs)
        if equal >= _ITEMS and len(pairs) - equal <= 1:
            yield from (Sum("prose.same-fact-twice", ((b.fact, 1), (a.fact, -1))) for a, b in pairs)


def printed_again(claims: Sequence[Claim], facts: Sequence[Fact], normal: Measure) -> Iterator[Relation]:
    """Equalities between amounts of one name, body, year and measure that agree, or would but for a slip.

    Two amounts may be called alike and differ (a section's, its heading's); that long ones agree but for a digit or two exchanged, or
    any in their digits and not in their unit, is no chance. ``normal`` is the measure of a level that names none.
    """
    compared, year = {claim.earlier for claim in claims}, _usual_year(claims)
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        concept = _called(claim)
        told = claim.kind is ClaimKind.LEVEL and len(concept.name) >= _SHORT and not claim.in_reason
        if told and not claim.approximate and claim.fact not in compared:
            measure = normal if claim.measure is Measure.MAIN else claim.measure
            groups[concept, measure, claim.period or year, claim.body].append(claim)
    for said in groups.values():
        for at, one in enumerate(said[1:], 1):
            again = [
                other
                for other in said[max(0, at - _GONE_THROUGH) : at]
                if other.sentence != one.sentence
                and meant_alike(facts[one.fact].printed, facts[other.fact].printed)
            ]
            yield from (Sum("prose.same-fact-twice", ((one.fact, 1), (c.fact, -1))) for c in again[:1])


def _called(claim: Claim) -> Concept:
    """What a level is of; the totals of both sides are one, where they are called so, and so is a total where nothing was
    carried over."""
    both = claim.concept.name in _BOTH_SIDES and _IN_ALL.search(claim.phrase)
    name = _BOTH_SIDES[0] if both else _WITHOUT_BALANCES.get(claim.concept.name)
    return replace(claim.concept, name=name) if name else claim.concept


def meant_alike(one: Printed, other: Printed, digits: int = _LONG) -> bool:
    """Whether two numbers are as long as each other, of so many digits, and differ by a slip of the pen at most; or in their unit alone."""
    if one.text == other.text and one.decimals and one.unit != other.unit:
        return one.kind is Kind.MONEY is other.kind
    apart = [(a, b) for a, b in zip(one.text, other.text, strict=False) if a != b]
    exchanged = len(apart) == _EXCHANGED and apart[0] == apart[1][::-1]
    long = len(one.text) == len(other.text) and sum(c.isdigit() for c in one.text) >= digits
    return long and one.unit == other.unit and (len(apart) <= 1 or exchanged)


def _same_thing(one: Claim, other: Claim) -> bool:
    """Whether two levels of one name are of one measure and year, as far as they say."""
    return one.measure is other.measure and len({one.period, other.period} - {None}) <= 1


def _count_key(claim: Claim, facts: Sequence[Fact], year: int | None) -> Key | None:
    before = re.split(r"[，。；：、]", claim.phrase)[-1] or claim.concept.name
    words = f"{_FILLER.sub('', before)}…{_FILLER.sub('', claim.after)}"
    if len(words) - 1 < _SHORT or len(_FILLER.sub("", before)) < 2:
        return None
    unit = facts[claim.fact].printed.unit.name
    return words, unit.removesuffix("次"), "", claim.period or year


def _level_key(claim: Claim, facts: Sequence[Fact], year: int | None, normal: Measure) -> Key | None:
    printed = facts[claim.fact].printed
    if (
        claim.kind is not ClaimKind.LEVEL
        or printed.kind is not Kind.MONEY
        or claim.concept.name not in _TOTALS
    ):
        return None
    measure = normal if claim.measure is Measure.MAIN else claim.measure
    return claim.concept.name, claim.concept.fund or "", measure.value, claim.period or year


def _change_key(claim: Claim, facts: Sequence[Fact], year: int | None, normal: Measure) -> Key | None:
    """What a change is of, which way it goes and since when, where it says so: 公务接待费 …，比2015年预算减少 1 万元."""
    known = claim.direction and claim.against not in {None, (Measure.MAIN, None)}
    if not known or claim.against is None or facts[claim.fact].printed.kind is not Kind.MONEY:
        return None
    if claim.concept.name not in _NAMED_IN_FULL:
        return None
    measure, since = (normal if m is Measure.MAIN else m for m in (claim.measure, claim.against[0]))
    way = f"{measure.value} {claim.direction} {since.value} {claim.against[1]}"
    return claim.concept.name, claim.concept.fund or "", way, claim.period or year
