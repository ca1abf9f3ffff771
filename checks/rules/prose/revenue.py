"""Non-tax revenue is listed by items whose names other statements carry too, for other money.

政府性基金收入 and 其他收入 among the 非税收入 that a department collects are not what it was allocated. In a
paragraph about non-tax revenue a name therefore stands for the item of that statement; where non-tax revenue is itself
one part of a list, only its own parts do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.numbers.claims import Claim, ClaimKind

_REVENUE = "非税收入"


def within_revenue(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, those that follow the total of non-tax revenue, or stand under its heading, renamed as its items."""
    result: list[Claim] = []
    about: int | None = None
    listed: set[int] = set()
    for claim in claims:
        if claim.concept.name == _REVENUE:
            if claim.kind is ClaimKind.LEVEL and claim.total is None:
                about = claim.paragraph
            elif claim.kind is ClaimKind.LEVEL:
                about = None
                listed.add(claim.fact)
        elif (claim.paragraph == about or claim.total in listed or _headed(claim)) and not claim.concept.path:
            item = replace(claim.concept, name=f"{_REVENUE}/{claim.phrase or claim.concept.name}")
            result.append(replace(claim, concept=item))
            continue
        result.append(claim)
    return result


def _headed(claim: Claim) -> bool:
    return bool(claim.headings) and _REVENUE in claim.headings[-1]
