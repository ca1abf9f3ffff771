"""Counts that a list breaks down: what their words and units say that they count, and which of them can be added up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from checks.catalogue.vocabulary import kinds, partitions
from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Sum

_ENDING = 2
_PLACES = frozenset({"年级", "校区", "院区", "社区", "分局", "学院", "病区", "片区", "大队", "中队"})
"""Where people or things are in one only."""

_ANYTHING = frozenset({"个", "项", "件"})
"""Units that count anything: the words behind them say what."""

_IN_ALL = re.compile(r"总|合计|共")
_NOUN = 2


def of_one_noun(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the parts are kinds of what the total counts (行政编制人数 of 编制人数, 执法用车 of 车辆), so that none counts twice."""
    noun = total.concept.name
    names = [part.concept.name for part in parts]
    apart = len(set(names)) == len(names) > 1
    named = bool(noun) and all(name.endswith(kinds(noun)) for name in names)
    return apart and (named or _of_one_place(names))


def _of_one_place(names: Sequence[str]) -> bool:
    """Whether parts are called by the rooms that they are in, so that nobody is in two: 一年级, 二年级, 三年级."""
    end = names[0][-_ENDING:]
    return (
        len(names) > _ENDING
        and len(end) == _ENDING
        and end in _PLACES
        and all(n.endswith(end) for n in names)
    )


def staff_in_all(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Sum]:
    """Posts or people of every kind that a sentence counts before it sums them up: 行政编制 14 名，事业编制 6 名，编制总数 20 名."""
    run: list[Claim] = []
    for claim in claims:
        if run and (claim.sentence != run[-1].sentence or claim.kind is not ClaimKind.COUNT):
            run = []
        name = claim.concept.name
        whole = [p for p in partitions(loose=True) if name.endswith(p.wholes)]
        ends = any(all(part.concept.name.endswith(tuple(p.parts)) for part in run) for p in whole)
        if len(run) > 1 and ends and _IN_ALL.search(name) and addable(claim.fact, run, facts):
            yield Sum("prose.count-breakdown", ((claim.fact, 1), *((part.fact, -1) for part in run)))
            run = []
        elif claim.kind is ClaimKind.COUNT and claim.total is None and not claim.approximate:
            run.append(claim)


def of_its_things(total: Claim, parts: Sequence[Claim]) -> list[Claim]:
    """The parts without those that count other things in the same unit: 102 个部门, of which 81 个部门公开了 104 个项目."""
    return [
        part
        for part in parts
        if total.unit not in _ANYTHING
        or not (total.after and part.after)
        or not set(total.after).isdisjoint(part.after)
    ]


def of_the_same(total: Claim, part: Claim) -> bool:
    """Whether a part counts what its total says behind its number: of 2 个院区 neither 9 个院中院 nor 病区 88 个 are parts."""
    words = total.after
    if total.unit not in _ANYTHING or not words:
        return True
    said = part.after or part.concept.name
    same_noun = any(words[at : at + _NOUN] in said for at in range(len(words) - _NOUN + 1))
    return same_noun or part.after.endswith(words[-1])


def in_its_unit(total: int, parts: Sequence[Claim], facts: Sequence[Fact]) -> list[Claim]:
    """The parts up to the first that counts something else: behind 其他用车 2 辆 come 设备 9 台（套）."""
    return list(takewhile(lambda part: addable(total, [part], facts), parts))


def addable(total: int, parts: Sequence[Claim], facts: Sequence[Fact]) -> bool:
    """Whether the parts are counted in the unit of the total."""
    unit = facts[total].printed.unit
    name = unit.name.lstrip("万亿")
    return all(
        facts[part.fact].printed.kind is unit.kind
        and (unit.kind is Kind.MONEY or facts[part.fact].printed.unit.name.lstrip("万亿") == name)
        for part in parts
    )
