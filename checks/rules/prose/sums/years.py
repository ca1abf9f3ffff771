"""What a project takes year by year: 总投资 900 万元，分年度投资为：2024年 400 万元，2025年 500 万元.

The years follow each other and stand behind the amount of all of them. 分年度 says that they are all; behind 其中 they may be
some of them, and are only added up where they are meant as a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Sum, Terms
from checks.rules.prose.sums.slips import meant_as_sum

_YEAR = re.compile(
    r"(?:其中)?((?:19|20)\d{2})年度?(?:计划|预计)?(?:安排|投资|预算|支出|资金|投入|下达|完成)*[为是]?\Z"
)
_ALL = re.compile(r"[分各逐按]年")
_WHOLE = re.compile(r"总|共|合计")


def year_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Sum]:
    """The amounts of successive years against the amount of all of them, a sentence each."""
    money = [
        c
        for c in claims
        if c.kind is ClaimKind.LEVEL
        and not c.in_reason
        and not c.approximate
        and facts[c.fact].printed.kind is Kind.MONEY
    ]
    for _, group in groupby(money, key=lambda claim: claim.sentence):
        said = list(group)
        for at, whole in enumerate(said):
            parts = _successive(said[at + 1 :])
            if len(parts) < 2 or _year(whole) is not None or not _WHOLE.search(whole.phrase):
                continue
            terms: Terms = ((whole.fact, 1), *((part.fact, -1) for part in parts))
            if _ALL.search(parts[0].lead) or meant_as_sum(terms, facts):
                yield Sum("prose.breakdown", terms)


def _year(claim: Claim) -> int | None:
    """The year that is all a number is said of."""
    match = _YEAR.match(re.split(r"[，。；：]", claim.phrase)[-1])
    return int(match[1]) if match else None


def _successive(levels: Sequence[Claim]) -> list[Claim]:
    """The levels at the beginning that are of one year after the other."""
    parts: list[Claim] = []
    for level in levels:
        year, last = _year(level), _year(parts[-1]) if parts else None
        if year is None or (last is not None and year != last + 1):
            break
        parts.append(level)
    return parts
