"""Whose money an amount is of where its own words do not say: of its total, of what was said before it, or of its section.

"财政拨款收支总预算 90 万元。收入包括：…、上年结转 5 万元" speaks of what was carried over of fiscal appropriations, not of all that
was; 教育支出 in that section is what fiscal appropriations paid for it. "政府性基金预算财政拨款本年收入 9 万元，本年支出 8 万元" and
"财政拨款收入总计、支出总计均为 9 万元" speak of one fund on both sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from checks.catalogue import vocabulary
from checks.numbers.claims import SIDES, Claim, ClaimKind

FISCAL = "财政拨款"
_FISCAL = re.compile(r"(?<!非)财政拨款(?!.*三公)")
_FUNDS = tuple((fund, re.compile(pattern)) for fund, pattern in vocabulary.funds())
_SIDE_NAMED = re.compile(r"(?:收入|支出|收支|结余)(?:预算|决算)?(?:合计|总计|总额)?\Z")
_BALANCES = frozenset({"年初结转和结余", "年末结转和结余"})
_TOTALS = SIDES | {"总收入", "总支出", "收入支出总计", "本年收入合计", "本年支出合计"}
_OF_EXPENDITURE = frozenset({"基本支出", "项目支出", "人员经费", "公用经费"})
_RECEIVED = "财政拨款收入"
_CLASS = 1


def scoped(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, those whose words name no fund completed by the fund that they are of, and changes by that of their level."""
    result: dict[int, Claim] = {}
    before: Claim | None = None
    said = list(claims)
    given = Counter((claim.concept.name, claim.total) for claim in said)
    for claim in said:
        if before is not None and before.sentence != claim.sentence:
            before = None
        fund = claim.concept.fund
        if claim.kind is ClaimKind.LEVEL and fund is None and _is_open(claim):
            total = result.get(claim.total) if claim.total is not None else None
            if total is None:
                fund = _standing_alone(claim, before)
            else:
                several = given[claim.concept.name, claim.total] > 1
                fund = _of_its_list(claim, total, result.get(claim.fact - 1) if several else None)
        elif claim.kind is ClaimKind.CHANGE and fund is None and claim.base in result:
            level = result[claim.base].concept
            fund = level.fund if level.name == claim.concept.name else None
        concept = replace(claim.concept, name=_side(claim, result), fund=fund)
        own = claim if concept == claim.concept else replace(claim, concept=concept)
        result[claim.fact] = own
        of_all = before is not None and before.concept.name in _TOTALS and before.concept.fund is None
        if claim.kind is ClaimKind.LEVEL and claim.total is None and not of_all:
            before = own
    return list(result.values())


def _side(claim: Claim, before: Mapping[int, Claim]) -> str:
    """The name of a level; appropriations that part an expenditure are what was spent of them (支出 9 万元，其中：一般公共预算拨款 8 万元)."""
    name = claim.concept.name
    if claim.total is None or not name.endswith(_RECEIVED) or "收入" in claim.phrase:
        return name
    total = before[claim.total].concept.name if claim.total in before else ""
    spent = "支出" in total or total.endswith("费")
    return f"{name.removesuffix('收入')}支出" if spent else name


def _of_its_list(claim: Claim, total: Claim, beside: Claim | None) -> str | None:
    """The fund of a part: that of its total; a balance that other money leaves is of that (单位资金 4 万元，含上年结转 1 万元).

    ``beside`` is what stands before one of several balances of a list: 一般公共预算拨款 9 万元、上年结转 1 万元；政府性基金预算拨款 …
    """
    if claim.concept.name not in _BALANCES:
        return fund_of(total)
    if total.concept.name not in _TOTALS and fund_of(total) is None:
        return total.concept.name or None
    apart = beside is not None and beside.total == claim.total and claim.lead.startswith("、")
    return (beside.concept.fund if beside is not None and apart else None) or fund_of(total)


def _standing_alone(claim: Claim, before: Claim | None) -> str | None:
    """The fund of an amount that is part of nothing; ``before`` is the last one in its sentence that is part of nothing either,
    or the total of all money where the sentence has given that."""
    *said, _ = re.split("[，、]", claim.phrase)
    if claim.concept.name in _TOTALS and said and _SIDE_NAMED.search(said[-1]) and (fund := _named(said[-1])):
        return fund
    of_both_sides = claim.concept.name in _TOTALS | _BALANCES
    if of_both_sides and before is not None and (fund := fund_of(before)):
        return fund
    return FISCAL if next(filter(None, map(_named, reversed(claim.headings))), None) == FISCAL else None


def _is_open(claim: Claim) -> bool:
    """Whether an amount may be of one fund without saying so; not so the whole that a share is taken of."""
    divided = bool(claim.concept.path) and claim.concept.grade in {0, _CLASS}
    return (divided or claim.concept.name in _TOTALS | _BALANCES | _OF_EXPENDITURE) and "占" not in claim.lead


def fund_of(claim: Claim) -> str | None:
    """The fund that an amount is of; 财政拨款 where its name says no more."""
    return claim.concept.fund or (FISCAL if _FISCAL.search(claim.concept.name) else None)


def _named(words: str) -> str | None:
    """The fund that words name."""
    fund = next((fund for fund, pattern in _FUNDS if pattern.search(words)), None)
    return fund or (FISCAL if _FISCAL.search(words) else None)
