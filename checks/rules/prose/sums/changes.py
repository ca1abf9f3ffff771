"""Changes of a total and of its parts: 三公经费比上年减少 9 万元，其中：公务接待费减少 4 万元，公务用车运行维护费减少 5 万元.

Levels that add up now, and of which each says how it has moved since one year, added up then too, so that their changes do;
unless last year had a part that this year has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checks.catalogue.vocabulary import outermost
from checks.numbers.claims import Claim, ClaimKind, Listing
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sum, Terms
from checks.rules.prose.readings import holds
from checks.rules.prose.sums.slips import hidden_by_unmoved, meant_as_sum

_IN_ALL = re.compile(r"(?:合计|共计|总计)\Z")


def listed_changes(
    whole: Claim, listed: Sequence[Claim], claims: Sequence[Claim], facts: Sequence[Fact]
) -> Relation | None:
    """The sum of the changes that a list gives of the parts of what has changed; None where it need not give all of them."""
    told = all(part.listing is Listing.ALL for part in listed)
    items = {part.paragraph: part for part in reversed(listed)}
    if len(items) > 1 and not told:  # the first of each item: what explains it repeats it
        listed = [*items.values()][::-1]
    outer = outermost({part.concept.name for part in listed})
    parts = [part for part in listed if part.concept.name in outer]
    meant = meant_as_sum(signed(whole, parts), facts)
    if not (told or meant or _of_a_complete_list(whole, parts, claims, facts)):
        return None
    return sum_of_changes(whole, parts, _unmoved(whole, parts, claims), facts)


def sum_of_changes(
    whole: Claim, parts: Sequence[Claim], unmoved: int, facts: Sequence[Fact]
) -> Relation | None:
    """A change as the sum of those of its parts; None where one does not say which way, or the ``unmoved`` may hide what it misses."""
    if not whole.direction or not all(part.direction for part in parts):
        return None
    terms = signed(whole, parts)
    return None if hidden_by_unmoved(terms, unmoved, facts) else Sum("prose.change-breakdown", terms)


def changes_in_all(claims: Sequence[Claim]) -> Iterator[Relation]:
    """甲减少 1.90 万元，乙增加 1.00 万元，合计减少 0.90 万元: what the changes of a clause come to."""
    clause: list[Claim] = []
    for claim in claims:
        if claim.kind is not ClaimKind.CHANGE or claim.in_reason:
            continue
        if clause and (claim.sentence != clause[-1].sentence or "；" in claim.lead):
            clause = []
        if _IN_ALL.search(claim.phrase) and len(clause) > 1 and claim.base is None:
            if claim.direction and all(part.direction for part in clause):
                yield Sum("prose.change-breakdown", signed(claim, clause))
            clause = []
            continue
        clause.append(claim)


def _unmoved(whole: Claim, parts: Sequence[Claim], claims: Sequence[Claim]) -> int:
    """How many parts of the level that has changed give no change of their own: they print the same in both years."""
    moved = {part.base for part in parts}
    levels = (c for c in claims if c.kind is ClaimKind.LEVEL and c.total is not None)
    return sum(c.total == whole.base and c.fact not in moved for c in levels)


def _of_a_complete_list(
    whole: Claim, parts: Sequence[Claim], claims: Sequence[Claim], facts: Sequence[Fact]
) -> bool:
    """Whether the levels that have changed add up to the level that the whole is the change of, so that none is left out."""
    levels = [
        c for c in claims if c.kind is ClaimKind.LEVEL and c.total is not None and c.total == whole.base
    ]
    if not {part.base for part in parts} <= {level.fact for level in levels}:
        return False
    terms = ((whole.base, 1), *((level.fact, -1) for level in levels)) if whole.base is not None else ()
    return bool(terms) and holds(Sum("prose.breakdown", terms), facts)


def signed(whole: Claim, parts: Iterable[Claim]) -> Terms:
    """A change less the changes that make it up, each with the direction that its words give it."""
    return ((whole.fact, whole.direction), *((part.fact, -part.direction) for part in parts))
