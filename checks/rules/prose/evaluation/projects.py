"""What a project's description plans to spend in the year, against the form of its targets.

The description says it under a heading of its own (六、年度预算安排: 2024年度预算安排 24 万元), the form in its head (年度资金申请总额).
The amounts of several years that stand beside it in the form are another thing. Descriptions and forms are paired in
their order, and only where there are as many of the one as of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sum
from checks.rules.prose.tables import TableLookup

_PLANNED = re.compile(r"(?:年度|当年)?(?:预算|资金|经费)(?:安排|计划|需求|测算|规模|概算)(?:情况)?\Z")
_SPENT = re.compile(r"(?:安排|需要|申请|预算)[^，。；]*\Z")


def project_relations(
    claims: Iterable[Claim], facts: Sequence[Fact], lookup: TableLookup
) -> Iterator[Relation]:
    """The amounts of the year that descriptions of projects give, each against its form."""
    said: dict[int, Claim] = {}
    for claim in claims:
        if _is_planned(claim, facts):
            said.setdefault(claim.paragraph, claim)
    applied = lookup.project_funds()
    if len(said) == len(applied):
        for claim, fund in zip(said.values(), applied, strict=True):
            yield Sum("prose.project-vs-form", ((claim.fact, 1), (fund, -1)))


def _is_planned(claim: Claim, facts: Sequence[Fact]) -> bool:
    return (
        claim.kind is ClaimKind.LEVEL
        and facts[claim.fact].printed.kind is Kind.MONEY
        and claim.total is None
        and not claim.in_reason
        and not claim.approximate
        and any(_PLANNED.search(said) for said in (*claim.headings[-1:], claim.phrase.split("，")[0]))
        and _SPENT.search(claim.phrase.rstrip("，")) is not None
    )
