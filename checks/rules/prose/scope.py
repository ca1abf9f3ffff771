"""Whose money an amount is of where its own words do not say: of the total that it is a part of, or of its section.

"财政拨款收支总预算 90 万元。收入包括：…、上年结转 5 万元" speaks of what was carried over of fiscal appropriations, not of all that
was; 教育支出 in that section is what fiscal appropriations paid for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from checks.numbers.claims import Claim, ClaimKind

FISCAL = "财政拨款"
_HEADING = re.compile(r"财政拨款(?!.*三公)")
_OF_FUNDS = re.compile(r"一般公共预算|公共财政预算|政府性基金|国有资本")
_BALANCES = frozenset({"年初结转和结余", "年末结转和结余"})
_CLASS = 1


def scoped(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, those of a 类 or of a balance completed by the fund of their total or of their section."""
    result: dict[int, Claim] = {}
    for claim in claims:
        fund = claim.concept.fund
        if claim.kind is ClaimKind.LEVEL and fund is None and _divided(claim):
            total = result.get(claim.total) if claim.total is not None else None
            fund = _fund(total) if total is not None else None
            if fund is None and total is None and claim.headings and _fiscal(claim.headings[-1]):
                fund = FISCAL
        result[claim.fact] = (
            claim if fund == claim.concept.fund else replace(claim, concept=replace(claim.concept, fund=fund))
        )
    return list(result.values())


def _divided(claim: Claim) -> bool:
    return claim.concept.name in _BALANCES or (
        bool(claim.concept.path) and claim.concept.grade in {0, _CLASS}
    )


def _fund(total: Claim) -> str | None:
    """The fund that a total is of; 财政拨款 where its name says no more."""
    return total.concept.fund or (FISCAL if _fiscal(total.concept.name) else None)


def _fiscal(words: str) -> bool:
    return bool(_HEADING.search(words)) and not _OF_FUNDS.search(words)
