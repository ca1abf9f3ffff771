"""The totals of income and of expenditure: they are equal, and where they are, they have changed alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from checks.numbers.claims import Claim, of_one_account
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sum, Terms
from checks.rules.prose.sums.balances import LEFT_OVER
from checks.rules.prose.sums.changes import signed
from checks.rules.prose.sums.slips import are_exchanged, fits_but_for_a_digit

_NEXT = 2
"""What is left of two totals is said so soon behind them, if at all."""

_REACH = 12
_TOTALS = ("总计", "总预算", "总决算", "总额", "总量")
CARRIED_OVER = "年末结转和结余"
_INCOME = frozenset({"总收入", "收入", "财政拨款收入", "财政拨款总收入"})
_SPENDING = frozenset({"总支出", "支出", "财政拨款支出", "财政拨款总支出"})


def total_relations(
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
        printed = [facts[level.fact].printed for level in (income, spending)]
        beside = income.paragraph == spending.paragraph and (total or are_exchanged(*printed))
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
    return claim.concept.name == CARRIED_OVER and claim.total is None and claim.sentence == spending.sentence


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
            if spending.concept.name in _SPENDING and near and of_one_account(income, spending):
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
