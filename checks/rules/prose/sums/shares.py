"""Shares that tell by their sum: of a list they are all of its whole, of parts that exclude each other no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from checks.catalogue.vocabulary import partitions
from checks.numbers.amount import PERCENT, RATIO_SCALE, format_value
from checks.numbers.claims import Claim, ClaimKind, Listing
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation
from checks.rules.prose import ProseFinding


def shares_of_all(
    claims: Mapping[int, Claim], facts: Sequence[Fact], relations: Sequence[Relation]
) -> Iterator[ProseFinding]:
    """Shares of one list that say of which whole only by standing in it: each held against its amount tells as much."""
    groups: dict[int, list[Claim]] = defaultdict(list)
    held = {r.ratio for r in relations if isinstance(r, Ratio)}
    for claim in claims.values():
        if claim.kind is ClaimKind.SHARE and claim.base is not None and not claim.approximate:
            part = claims[claim.base]
            if part.total is not None and part.listing is Listing.ALL and not claim.of:
                groups[part.total].append(claim)
    for shares in groups.values():
        if len(shares) < 2 or len(shares) != _parts_beside(shares[0], claims):
            continue
        if {share.fact for share in shares} <= held:
            continue
        miss, slack = _beyond_all(shares, facts)
        if abs(miss) > slack and any(facts[share.fact].printed.value for share in shares):
            yield _of_shares(shares, miss)


def shares_beyond_all(
    claims: Mapping[int, Claim], facts: Sequence[Fact], relations: Sequence[Relation]
) -> Iterator[ProseFinding]:
    """Shares that a sentence names of one whole, of parts that exclude each other, are no more than all of it."""
    sentences: dict[tuple[int, str], dict[int, Claim]] = defaultdict(dict)
    for claim in claims.values():
        if claim.kind is ClaimKind.SHARE and claim.of and not claim.approximate:
            part = claim if claim.base is None else claims[claim.base]
            sentences[claim.sentence, claim.of][claim.fact] = part
    known = {r.ratio for r in relations if isinstance(r, Ratio)}
    for parts in sentences.values():
        names = {part.concept.name for part in parts.values()}
        listed = {part.total for part in parts.values()}
        apart = any(names <= p.parts for p in (*partitions(), *partitions(loose=True)))
        apart |= (len(listed) == 1 and None not in listed) or all(
            p.concept.grade == 1 for p in parts.values()
        )
        shares = [claims[fact] for fact in parts]
        beyond, slack = _beyond_all(shares, facts)
        if len(names) == len(parts) > 1 and apart and beyond > slack and known.isdisjoint(parts):
            yield _of_shares(shares, beyond)


def _beyond_all(shares: Sequence[Claim], facts: Sequence[Fact]) -> tuple[int, int]:
    """What shares are together more than all of their whole, and how much of it rounding may have made."""
    printed = [facts[share.fact].printed for share in shares]
    return sum(p.value for p in printed) - RATIO_SCALE, sum(p.half for p in printed)


def _parts_beside(share: Claim, claims: Mapping[int, Claim]) -> int:
    """How many parts the list has that the part of a share stands in."""
    part = claims[share.base] if share.base is not None else None
    alike = (c for c in claims.values() if c.kind is ClaimKind.LEVEL)
    return sum(part is not None and c.total == part.total and c.measure is part.measure for c in alike)


def _of_shares(shares: Sequence[Claim], beyond: int) -> ProseFinding:
    """That shares of one whole are together so much more than all of it, or less."""
    words = (("sum", format_value(beyond + RATIO_SCALE, PERCENT)),)
    return ProseFinding("prose.shares-sum", tuple(share.fact for share in shares), words)
