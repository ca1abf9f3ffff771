"""Items that give the same things in the same order as the sentence before them: a table that was written out.

采购 5 次，预算 90 万元，成交 80 万元。货物类 3 次，预算 50 万元，成交 45 万元；服务类 2 次，预算 40 万元，成交 35 万元: each column adds up.
That the items are all there are is shown by a column that does add up; the others must then, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Sum
from checks.rules.prose.readings import holds
from checks.rules.prose.sums.slips import significant

_ADDABLE = frozenset({ClaimKind.LEVEL, ClaimKind.COUNT})
_FEWEST, _MOST = 2, 6
_ITEMS = 2
_LONGEST = 200
"""A paragraph of more numbers than this is a table that has lost its lines."""

_TELLING = 3
"""Digits of a total that its items make up by chance once in a thousand times."""

_Key = tuple[object, ...]


def parallel_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Sum]:
    """The sums of every column of the items that follow a sentence of their shape."""
    for _, group in groupby(claims, key=lambda claim: claim.paragraph):
        said = [claim for claim in group if not claim.in_reason][:_LONGEST]
        at = 0
        while at < len(said):
            rows = _rows(said[at:], facts)
            sums = list(_columns(rows, facts)) if rows else []
            yield from sums
            at += sum(map(len, rows)) if sums else 1


def _rows(said: Sequence[Claim], facts: Sequence[Fact]) -> list[Sequence[Claim]]:
    """The head and its items, where what follows the first number of each is the same; empty where nothing is repeated."""
    keys = [_key(claim, facts) for claim in said]
    for width in range(_FEWEST, min(_MOST, len(said) // (_ITEMS + 1)) + 1):
        starts = [0]
        while (
            starts[-1] + 2 * width <= len(said)
            and keys[starts[-1] + width][0] == keys[0][0]
            and keys[starts[-1] + width + 1 : starts[-1] + 2 * width] == keys[1:width]
        ):
            starts.append(starts[-1] + width)
        if len(starts) > _ITEMS and keys[1:width] and keys[0] not in keys[1:width]:
            return [said[start : start + width] for start in starts]
    return []


def _columns(rows: Sequence[Sequence[Claim]], facts: Sequence[Fact]) -> Iterator[Sum]:
    columns = [column for column in zip(*rows, strict=True) if column[0].kind in _ADDABLE]
    sums = [
        Sum(
            "prose.count-breakdown" if head.kind is ClaimKind.COUNT else "prose.breakdown",
            ((head.fact, 1), *((item.fact, -1) for item in items)),
        )
        for head, *items in columns
        if not any(claim.approximate for claim in (head, *items))
    ]
    right = [total for total in sums if holds(total, facts)]
    if any(significant(facts[total.facts[0]].printed) >= _TELLING for total in right):
        yield from sums


def _key(claim: Claim, facts: Sequence[Fact]) -> _Key:
    """What kind of number a claim gives of what, by the unit that it is printed in."""
    printed = facts[claim.fact].printed
    return claim.kind, printed.kind, claim.concept.name, claim.measure
