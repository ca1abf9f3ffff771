"""Numbers that a sentence gives in the order of the things it has named: 分别为 a、b 和 c，分别占 x%、y% 和 z%.

A run of numbers that only 、 or 和 parts is one list. Rates behind a list of as many amounts belong to them one by one;
of a list of another length nobody can say which is whose, and the reader's guess is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact

_NEXT = re.compile(r"[、，]?[和及与]?")
_LEVELS = frozenset({ClaimKind.LEVEL, ClaimKind.COUNT})
_RATES = frozenset({ClaimKind.SHARE, ClaimKind.RATE, ClaimKind.RATIO, ClaimKind.COMPLETION})


def in_order(claims: Sequence[Claim], facts: Sequence[Fact], first: int) -> list[Claim]:
    """The claims, those of a list of rates bound to the amounts listed before; ``first`` is the first fact's number."""
    result = list(claims)
    amounts: list[Claim] = []
    for run in _runs(claims):
        head = run[0]
        if amounts and amounts[0].sentence != head.sentence:
            amounts = []
        if head.kind in _LEVELS:
            amounts = run if len(run) > 1 else amounts
        elif len(run) > 1 and all(facts[c.fact - first].printed.kind is Kind.RATIO for c in run):
            for number, claim in enumerate(run):
                bound = len(run) == len(amounts)
                result[claim.fact - first] = replace(
                    claim,
                    kind=head.kind if bound or head.kind is not ClaimKind.SHARE else ClaimKind.RATIO,
                    base=amounts[number].fact if bound else None,
                    whole=head.whole if bound and head.whole not in {c.fact for c in amounts} else None,
                    of=head.of,
                    change=None,
                    plan=None,
                    direction=head.direction,
                    compared_with=head.compared_with,
                    against=head.against,
                )
    return result


def _runs(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims in runs: those that follow one another with nothing but 、 or 和 between them."""
    runs: list[list[Claim]] = []
    for claim in claims:
        last = runs[-1][-1] if runs else None
        alike = last is not None and ({claim.kind, last.kind} <= _LEVELS or {claim.kind, last.kind} <= _RATES)
        goes_on = (
            alike and last is not None and claim.sentence == last.sentence and _NEXT.fullmatch(claim.lead)
        )
        if goes_on and claim.lead:
            runs[-1].append(claim)
        else:
            runs.append([claim])
    return runs
