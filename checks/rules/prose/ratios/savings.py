"""What something cost less, or more, than was planned: 采购预算 100 万元，实际采购 90 万元，节约资金 10 万元，节约率 10%; 超支 …

The plan and what was paid stand right before what was saved, or are the two totals of the paragraph that no list takes as
parts; of others only those that fit are taken. Where no plan is printed, it is what was paid and what was saved together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation, Sum, Terms
from checks.rules.prose.readings import guessed, likeliest

_LESS = r"(?:节约|节省|节支|审减|核减)"
_SAVED = re.compile(
    rf"{_LESS}了?(?:财政|财政性|政府|采购|预算|投资)*(?:资金|金额|经费|投资|额)?(?:共计|合计)?[为达]?\Z"
)
_OVERSPENT = re.compile(r"超支(?:资金|金额|经费|额)?[为达]?\Z")
_RATE = re.compile(rf"(?:{_LESS}|超支)(?:资金)?(?:比?率|比例|幅度)[为是达到]*\Z")
_SINCE_A_YEAR = re.compile(r"上年|去年|同期|同比|20\d{2}年")
"""Saved since another year, and not of a plan."""

_PLANNED = re.compile(r"预算|计划|控制价|拦标价|概算|送审|申报|报审")
_PAID = re.compile(r"实际|采购|成交|中标|合同|审定|支出|决算|支付")
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Saving:
    """What was saved, and the plan and the price that it lies between, if the text gives both; ``paid`` alone if not.

    ``over`` says that it was not saved, but spent beyond the plan.
    """

    saved: Claim
    plan: Claim | None = None
    paid: Claim | None = None
    over: bool = False


def saving_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """Every amount saved against its plan and price, and every rate of it."""
    money: list[Claim] = []
    last: _Saving | None = None
    for claim in claims:
        words = re.split("[，。；：、（）]", claim.lead)[-1] or claim.lead
        if claim.approximate:
            continue
        if facts[claim.fact].printed.kind is Kind.MONEY and claim.kind in {ClaimKind.LEVEL, ClaimKind.CHANGE}:
            over = _OVERSPENT.search(words) is not None
            if (over or _SAVED.search(words)) and not _SINCE_A_YEAR.search(words):
                last = _saving(claim, [c for c in money if c.paragraph == claim.paragraph], facts)
                last = replace(last, over=over)
                yield from _difference(last)
            elif claim.kind is ClaimKind.LEVEL:
                money.append(claim)
        elif last is not None and _RATE.search(words) and claim.sentence == last.saved.sentence:
            yield from _rate(claim, last, facts)


def _saving(saved: Claim, before: Sequence[Claim], facts: Sequence[Fact]) -> _Saving:
    """What a saving lies between: the two amounts before it, the two totals before it, or two that fit."""
    for beside in (before[-_PAIR:], [c for c in before if c.total is None][-_PAIR:]):
        plan, paid = (next((c for c in beside if is_(c)), None) for is_ in (_is_plan, _is_price))
        if plan is not None and paid is not None:
            return _Saving(saved, plan, paid)
    pairs = {
        Sum("prose.saving", _terms(saved, plan, paid)): (plan, paid)
        for plan in filter(_is_plan, reversed(before))
        for paid in filter(_is_price, reversed(before))
    }
    fitting = guessed(list(pairs), facts)
    if fitting is not None:
        return _Saving(saved, *pairs[fitting])
    alone = not pairs and bool(before) and _is_price(before[-1]) and before[-1].sentence == saved.sentence
    return _Saving(saved, paid=before[-1] if alone else None)


def _difference(saving: _Saving) -> Iterator[Relation]:
    if saving.plan is not None and saving.paid is not None:
        saved, *rest = _terms(saving.saved, saving.plan, saving.paid)
        yield Sum("prose.saving", ((saved[0], -1) if saving.over else saved, *rest))


def _rate(rate: Claim, saving: _Saving, facts: Sequence[Fact]) -> Iterator[Relation]:
    """The rate of a saving: of the plan, which may not be printed."""
    saved = ((saving.saved.fact, 1),)
    if saving.plan is not None:
        yield likeliest([Ratio("prose.saving-rate", rate.fact, saved, ((saving.plan.fact, 1),))], facts)
    elif saving.paid is not None and not saving.over:
        yield Ratio("prose.saving-rate", rate.fact, saved, ((saving.paid.fact, 1), *saved))


def _terms(saved: Claim, plan: Claim, paid: Claim) -> Terms:
    return ((saved.fact, 1), (plan.fact, -1), (paid.fact, 1))


def _is_plan(claim: Claim) -> bool:
    return _PLANNED.search(_called(claim)) is not None


def _is_price(claim: Claim) -> bool:
    return _PAID.search(_called(claim)) is not None and not _is_plan(claim)


def _called(claim: Claim) -> str:
    """The words right before an amount."""
    return re.split("[，。；：]", claim.phrase)[-1]
