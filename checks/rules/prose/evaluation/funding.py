"""Rates of a project's money: how much of what was planned arrived (到位率), how much of that was spent (使用率, 支出率).

Reports on projects give the amounts and the rates in a few lines of their own, one below the other: 预算安排 500 万元，实际
到位 450 万元，资金到位率 90%；实际支出 405 万元，资金使用率 90%，结余 45 万元. A rate of use may be of what was planned or of
what arrived: where either fits, it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation, Sum
from checks.rules.prose.readings import guessed, is_nothing, likeliest
from checks.rules.prose.sums.slips import meant_as_sum

_ARRIVED_RATE = re.compile(r"(?:到位|下达|拨付到位)率[为是达到约：]*\Z")
_USED_RATE = re.compile(r"(?:使用|支出|支付|执行)率[为是达到约：]*\Z")
_PLANNED = re.compile(r"预算|安排|计划|申请|应到位|总投资|批复")
_ARRIVED = re.compile(r"到位|下达|拨款|拨付|拨入")
_USED = re.compile(r"支出|使用|支付|执行|报账")
_LEFT = re.compile(r"(?:结余|结转|剩余|未使用|未支出)[^，。；]*\Z")
_REACH = 4
"""So many paragraphs back, headings counted, stand the amounts that a rate is of."""

_AMOUNTS = 8
"""And so many numbers back."""


def funding_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    """Every rate of money that arrived or was used, and what is then left."""
    money: list[Claim] = []
    for at, claim in enumerate(claims):
        if claim.kind is ClaimKind.LEVEL and facts[claim.fact].printed.kind is Kind.MONEY:
            money.append(claim)
        elif _is_open(claim) and (rate := _rate(claim, _near(claim, money), facts)) is not None:
            yield rate
            yield from _left(rate, claim, claims[at + 1 : at + 2], facts)


def _is_open(claim: Claim) -> bool:
    """Whether a claim is a rate that the reader has not tied to two amounts."""
    bare = claim.kind is ClaimKind.RATIO or (
        claim.kind is ClaimKind.COMPLETION and claim.plan is None and not claim.alternatives
    )
    return bare and not claim.approximate and not claim.in_reason


def _near(rate: Claim, money: Sequence[Claim]) -> list[Claim]:
    """The amounts that a rate may be of, the nearest first."""
    near = [c for c in money[-_AMOUNTS:] if rate.paragraph - c.paragraph <= _REACH]
    return [c for c in reversed(near) if not c.approximate and not c.in_reason]


def _rate(claim: Claim, near: Sequence[Claim], facts: Sequence[Fact]) -> Ratio | None:
    """The reading of a rate: amounts named by what it is a rate of; certain where its clause names both, each once."""
    if _ARRIVED_RATE.search(claim.phrase):
        tops, bottoms = _called(near, _ARRIVED), _called(near, _PLANNED)
    elif _USED_RATE.search(claim.phrase):
        tops, bottoms = _called(near, _USED), _called(near, _ARRIVED) + _called(near, _PLANNED)
    else:
        return None
    readings = [
        Ratio("prose.funding-rate", claim.fact, ((top.fact, 1),), ((bottom.fact, 1),))
        for top in tops
        for bottom in bottoms
        if bottom.fact < top.fact and not is_nothing(((bottom.fact, 1),), facts)
    ]
    beside = {claim.fact, *(c.fact for c in (*tops, *bottoms) if c.sentence == claim.sentence)}
    here = [reading for reading in readings if beside.issuperset(reading.facts)]
    return likeliest(here, facts) if len(here) == 1 else guessed(readings, facts)


def _called(near: Sequence[Claim], words: re.Pattern[str]) -> list[Claim]:
    return [claim for claim in near if words.search(claim.phrase)]


def _left(rate: Ratio, claim: Claim, after: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Sum]:
    """What is left, said right behind a rate of use: what there was, less what was spent."""
    for left in after:
        if left.kind is ClaimKind.LEVEL and left.sentence == claim.sentence and _LEFT.search(left.phrase):
            whole, spent = rate.denominator[0][0], rate.numerator[0][0]
            if meant_as_sum(((whole, 1), (spent, -1), (left.fact, -1)), facts):
                yield Sum("prose.year-surplus", ((left.fact, 1), (whole, -1), (spent, 1)))
