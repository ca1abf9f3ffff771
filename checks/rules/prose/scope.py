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
_OTHER_MONEY = re.compile(r"非(?:同级)?财政拨款|(?:单位|自有|自筹|其他)资金|教育收费|财政专户")
_WITHIN = re.compile(r"(?P<whole>[^，]*)中，")
"""其中非财政拨款支出中，基本支出 9 万元."""

LOOSELY = {
    "总收入": "本年收入合计",
    "总支出": "本年支出合计",
    "财政拨款总收入": "财政拨款收入",
    "财政拨款总支出": "财政拨款支出",
}
"""What some call the totals of the year without what was carried over."""

_OF_A_FUND = re.compile(
    r"(?P<of>财政拨款|一般公共预算|政府性基金|单位资金)(?:预算|财政|拨款|资金|项目)*(?:结转|结余)(?:[和及、]?结余)?(?:资金)?"
)
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
        name, fund = _balance_of(claim, result) or (_side(claim, result), fund)
        concept = replace(claim.concept, name=name, fund=fund)
        own = claim if concept == claim.concept else replace(claim, concept=concept)
        result[claim.fact] = own
        of_all = before is not None and before.concept.name in _TOTALS and before.concept.fund is None
        if claim.kind is ClaimKind.LEVEL and claim.total is None and not of_all:
            before = own
    return list(result.values())


def _balance_of(claim: Claim, before: Mapping[int, Claim]) -> tuple[str, str] | None:
    """The name and the fund of a part of a balance that is called by its money: 年末结转和结余 9 万元，其中财政拨款结转 8 万元."""
    total = before.get(claim.total) if claim.total is not None else None
    if total is None or total.concept.name not in _BALANCES or total.concept.fund is not None:
        return None
    said = _OF_A_FUND.fullmatch(claim.concept.name)
    return (total.concept.name, _named(said["of"]) or said["of"]) if said else None


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
    within = _WITHIN.match(claim.phrase)
    if within and (fund := _named(within["whole"]) or _other_money(within["whole"])):
        return fund
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
    """The fund that an amount is of; 财政拨款 where its name says no more, and other money by what it is called."""
    name = claim.concept.name
    return claim.concept.fund or (FISCAL if _FISCAL.search(name) else _other_money(name))


def _other_money(words: str) -> str | None:
    """Money that no form of one fund gives (非财政拨款支出 9 万元，其中基本支出 8 万元)."""
    found = _OTHER_MONEY.search(words)
    return found[0] if found else None


def _named(words: str) -> str | None:
    """The fund that words name."""
    fund = next((fund for fund, pattern in _FUNDS if pattern.search(words)), None)
    return fund or (FISCAL if _FISCAL.search(words) else None)
