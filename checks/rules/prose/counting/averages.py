"""What one of many costs: 公务用车运行维护费 9 万元，保有量 3 辆，平均每辆 3 万元; 车均、人均、每批次.

An average is held against every amount and count that its paragraph or the ones before it give; where none fits, it is wrong
only if there is one count that it can be of and one amount that it can be of: of all that stand near, or in its own sentence,
where what it calls itself is nothing else (平均每辆燃油费 is not of 运行维护费). A count that the other averages of its paragraph
divide by is what it divides by too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
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
    (re.compile(r"人均|生均|每一?(?:人|生|名)"), frozenset({"人", "名", "位", "人次"})),
    (re.compile(r"批均|次均|每一?批次?|每一?次"), frozenset({"批", "批次", "次"})),
    (re.compile(r"户均|每一?户"), frozenset({"户"})),
)
_EACH = re.compile(
    rf"(?:平均)?(?:{'|'.join(pattern.pattern for pattern, _ in _OF_EACH)})(?:平均)?|(?:19|20)\d{{2}}年度?|全年|本年|每年|(?:标准|支出|费用|经费|费|金额|约)*[为是]?\Z"
)
"""What an average is called that says only that it is one."""

_RECKONS = re.compile(r"按照?[^，。；]*\Z")
_TELLING = 3
"""Characters of a name that say what it is of."""

_REACH = 3
"""So many paragraphs back, headings counted, stand the amount and the count of an average."""


@dataclass(frozen=True, slots=True)
class Averages:
    """The relations of averages, and the counts that they divide by: coefficients of their rows, not terms."""

    relations: tuple[Sum, ...]
    divisors: tuple[int, ...]


def averages(claims: Sequence[Claim], facts: Sequence[Fact], prices: Sequence[int] = ()) -> Averages:
    """Every average that stands near the amount and the count that it is of; ``prices`` are no averages, but multiplied."""
    found: list[tuple[Sum, int]] = []
    waiting: list[tuple[Claim, list[Claim], list[Claim]]] = []
    priced = set(prices)
    for at, claim in enumerate(claims):
        units = _units(claim, facts) if claim.fact not in priced else None
        if units is None:
            continue
        levels, counts = _candidates(_near(claim, claims, at), units, facts)
        just = _right_before(claim, levels, counts)
        counts = [just[1]] if just is not None and _names(claim, just[0]) else counts
        fitting = _of(claim, levels, counts, facts)
        if fitting is not None:
            found.append(fitting)
        else:
            waiting.append((claim, levels, counts))
    used = {divisor for _, divisor in found}
    for claim, levels, counts in waiting:
        own = _own(claim, levels, counts, used, facts)
        found += [own] if own is not None else []
    return Averages(tuple(relation for relation, _ in found), tuple(divisor for _, divisor in found))


def _near(average: Claim, claims: Sequence[Claim], at: int) -> list[Claim]:
    """The claims before the one at ``at`` that it may be an average of, in their order."""
    back = (claims[index] for index in range(at - 1, -1, -1))
    near = takewhile(lambda claim: average.paragraph - claim.paragraph <= _REACH, back)
    return [claim for claim in near if not claim.approximate and not _explains(claim, average)][::-1]


def _explains(claim: Claim, average: Claim) -> bool:
    """Whether a number only explains another; not so a count beside its average (主要用于加油，保有量 4 辆，平均每辆 …)."""
    beside = average.in_reason and claim.kind is ClaimKind.COUNT and claim.sentence == average.sentence
    return claim.in_reason and not beside


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


def _candidates(
    before: Sequence[Claim], units: frozenset[str], facts: Sequence[Fact]
) -> tuple[list[Claim], list[Claim]]:
    """The amounts and the counts before an average that it may be of."""
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
    return levels, counts


def _of(
    average: Claim, levels: Sequence[Claim], counts: Sequence[Claim], facts: Sequence[Fact]
) -> tuple[Sum, int] | None:
    """The relation of an average and the count it divides by: the nearest pair that fits, or the only one there is."""
    readings = {
        _divided(average, level, count, facts): count.fact
        for level in reversed(levels)
        for count in reversed(counts)
    }
    fitting = guessed(list(readings), facts)
    if (
        fitting is None
        and readings
        and _one(counts, facts)
        and _one(levels, facts)
        and _names(average, levels[-1])
    ):
        fitting = next(iter(readings))
    return (fitting, readings[fitting]) if fitting is not None else None


def _own(
    average: Claim,
    levels: Sequence[Claim],
    counts: Sequence[Claim],
    used: AbstractSet[int],
    facts: Sequence[Fact],
) -> tuple[Sum, int] | None:
    """The amount of the average's own sentence over its count, or over the one that averages beside it were ``used`` to divide by."""
    if (reckoned := _reckoned(average, levels, counts, facts)) is not None:
        return reckoned
    here = [c for c in levels if c.sentence == average.sentence]
    just = _right_before(average, levels, counts)
    if just is not None and _names(average, just[0]):
        return _divided(average, *just, facts), just[1].fact
    called = [c for c in here if _names(average, c)]
    if called and len(here) > len(called) and _one(called, facts):
        here = called
        counts = [c for c in counts if c.fact > called[0].fact]
    beside = [c for c in counts if c.sentence == average.sentence] or [
        c for c in counts if c.fact in used and c.paragraph == average.paragraph
    ]
    here = here or _of_its_name(average, levels)
    if not here or not beside or not _one(here, facts) or not _one(beside, facts):
        return None
    if not _names(average, here[-1]):
        return None
    return _divided(average, here[-1], beside[-1], facts), beside[-1].fact


def _right_before(
    average: Claim, levels: Sequence[Claim], counts: Sequence[Claim]
) -> tuple[Claim, Claim] | None:
    """The amount and the count that stand right before an average in one clause: 住宿费 9 万元，住宿生 90 人，每生 1,000 元."""
    level = next((c for c in levels if c.fact == average.fact - 2), None)
    count = next((c for c in counts if c.fact == average.fact - 1), None)
    if level is None or count is None or level.sentence != average.sentence:
        return None
    return (level, count) if count.lead.startswith(("，", "（")) and average.lead.startswith("，") else None


def _of_its_name(average: Claim, levels: Sequence[Claim]) -> list[Claim]:
    """The levels of its paragraph that an average calls by their name: what was spent of them, where that is given beside its budget."""
    of = _called(average)
    called = [c for c in levels if of and c.paragraph == average.paragraph and _shortens(of, c)]
    return [c for c in called if not c.measure.is_budget] or called


def _reckoned(
    average: Claim, levels: Sequence[Claim], counts: Sequence[Claim], facts: Sequence[Fact]
) -> tuple[Sum, int] | None:
    """The amount said last, or the one that the average names, over the count that its sentence reckons by: 按 81 人计算，人均 …"""
    count = next((c for c in counts if c.sentence == average.sentence and _RECKONS.search(c.lead)), None)
    before = [c for c in levels if c.fact < average.fact and c.paragraph == average.paragraph]
    of = _called(average)
    said = [c for c in before if c.concept.name.endswith(of)] if of else before[-1:]
    if count is None or not said or not _one(said, facts):
        return None
    return _divided(average, said[-1], count, facts), count.fact


def _called(average: Claim) -> str:
    """What an average calls itself beside saying that it is one: 运行维护费 of 车均运行维护费."""
    return _EACH.sub("", re.split(r"[，。；：、]", average.phrase)[-1])


def _names(average: Claim, level: Claim) -> bool:
    """Whether an average calls itself nothing else than its amount: 车均运行费 of 公务用车运行维护费."""
    of = _called(average)
    return _shortens(of, level) or (len(of) > _TELLING and of in level.phrase)


def _shortens(of: str, level: Claim) -> bool:
    """Whether all characters of a name stand in that of a level in this order."""
    name = iter(level.concept.name)
    return all(character in name for character in of)


def _divided(average: Claim, level: Claim, count: Claim, facts: Sequence[Fact]) -> Sum:
    """So many times the average is the amount."""
    return Sum("prose.average", ((average.fact, pieces(count, facts)), (level.fact, -1)))


def pieces(count: Claim, facts: Sequence[Fact]) -> int:
    """How many a count says, in whole pieces."""
    return facts[count.fact].printed.value // PIECE.factor


def _one(claims: Sequence[Claim], facts: Sequence[Fact]) -> bool:
    """Whether all claims print one value."""
    return len({facts[claim.fact].printed.value for claim in claims}) == 1
