"""What shares say of each other: that those of one whole are all of it and no more, and of what whole the silent ones are.

甲 90 万元，占 90%；乙 10 万元，占 10%: shares of one list that name no whole; 用于甲 90 万元，占总数的 90%: shares of a total that
is printed nowhere, which is then what the parts make together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checks.catalogue.vocabulary import partitions
from checks.numbers.amount import PERCENT, RATIO_SCALE, format_value
from checks.numbers.claims import UNTOLD, Claim, ClaimKind, Listing
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation, Terms
from checks.rules.prose import ProseFinding
from checks.rules.prose.readings import holds
from checks.rules.prose.sums.slips import significant

_SOME_TOTAL = re.compile(r"总[数额量]")
"""A share of this is of the total of its section; 占 r% alone is of its sentence's."""

_TELLING = 3
"""Digits of shares that fit by chance once in a thousand times."""

_TWO = frozenset({"基本支出", "项目支出"})
"""What expenditure is divided into wherever there is nothing else."""

Section = tuple[tuple[str, ...], str]
"""The headings of a section and the whole that its shares are of."""


def by_section(claims: Iterable[Claim]) -> dict[Section, list[Claim]]:
    """The shares of each section by the whole that they name."""
    found: dict[Section, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind is ClaimKind.SHARE:
            found[claim.headings, claim.of].append(claim)
    return found


def all_parts_beside(
    share: Claim, sections: Mapping[Section, Sequence[Claim]], claims: Mapping[int, Claim]
) -> tuple[int, ...]:
    """The parts of an official whole, where the section of a share gives all of them with their shares of it."""
    if not share.of:
        return ()
    section = [c for c in sections.get((share.headings, share.of), ()) if c.base is not None]
    for beside in ([c for c in section if c.sentence == share.sentence], section):
        parts = [c.base for c in beside if c.base is not None and not claims[c.base].approximate]
        names = {claims[part].concept.name for part in parts}
        whole = len(parts) > 1 and len(parts) == len(names)
        if whole and names in (_TWO, *(partition.parts for partition in partitions())):
            return tuple(parts)
    return ()


def sums_of_lists(
    claims: Mapping[int, Claim], relations: Sequence[Relation], facts: Sequence[Fact]
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
            yield _summed(shares, miss)


def shares_beside_each_other(claims: Mapping[int, Claim], relations: Sequence[Relation]) -> Iterator[Ratio]:
    """A share whose whole is not named is of the whole that the other one of its sentence is of: 甲 9 万元，占比 90%；乙 …"""
    wholes = {r.ratio: r.denominator for r in relations if isinstance(r, Ratio)}
    sentences: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        if claim.kind is ClaimKind.SHARE and not claim.of and claim.base is not None:
            sentences[claim.sentence].append(claim)
    for shares in sentences.values():
        known = {wholes[share.fact] for share in shares if share.fact in wholes}
        if len(known) != 1 or len(shares) - sum(share.fact in wholes for share in shares) != 1:
            continue
        (whole,) = known
        for share in shares:
            if share.fact not in wholes and share.base is not None and share.whole is None:
                yield Ratio("prose.share", share.fact, ((share.base, 1),), whole)


def shares_of_all_parts(
    claims: Mapping[int, Claim], relations: Sequence[Relation], facts: Sequence[Fact]
) -> Iterator[Ratio]:
    """Shares that a section takes of one total in the same words: of the one that another tells, or of all parts together.

    占总数的 90% …占总数的 10%: where no amount prints the total, one of the shares must show that the parts make it up.
    """
    known = {r.ratio: r for r in relations if isinstance(r, Ratio)}
    groups: dict[tuple[object, str], list[tuple[int, int]]] = defaultdict(list)
    for claim in claims.values():
        untold = claim.kind is ClaimKind.SHARE and claim.whole is None and not claim.approximate
        if untold and claim.base is not None and not claims[claim.base].approximate:
            section: object = claim.headings if _SOME_TOTAL.search(claim.lead) else claim.sentence
            groups[section, claim.lead if claim.of in UNTOLD else claim.of].append((claim.fact, claim.base))
    for pairs in groups.values():
        parts = tuple((part, 1) for part in dict.fromkeys(part for _, part in pairs))
        if len(parts) != len(pairs) or len(pairs) < 2:
            continue
        held = [known[share] for share, _ in pairs if share in known]
        wholes = {each.denominator for each in held} or {parts}
        ratios = [
            Ratio("prose.share", share, ((part, 1),), whole) for share, part in pairs for whole in wholes
        ]
        right = sum(significant(facts[r.ratio].printed) for r in held or ratios if holds(r, facts))
        if right >= _TELLING and len(wholes) == 1:
            yield from (ratio for ratio in ratios if ratio.ratio not in known)


def beyond_their_whole(
    claims: Mapping[int, Claim], relations: Sequence[Relation], facts: Sequence[Fact]
) -> Iterator[ProseFinding]:
    """Shares that a sentence names of one whole, of parts that exclude each other, are no more than all of it.

    Each may be right of its own amount, where amounts are printed to fewer digits.
    """
    sentences: dict[tuple[int, str, Terms], dict[int, Claim]] = defaultdict(dict)
    known = {r.ratio: r for r in relations if isinstance(r, Ratio)}
    for claim in claims.values():
        if claim.kind is ClaimKind.SHARE and claim.of and not claim.approximate:
            part = claim if claim.base is None else claims[claim.base]
            whole = known[claim.fact].denominator if claim.fact in known else ()
            sentences[claim.sentence, claim.of, whole][claim.fact] = part
    for parts in sentences.values():
        names = {part.concept.name for part in parts.values()}
        listed = {part.total for part in parts.values()}
        apart = any(names <= p.parts for p in (*partitions(), *partitions(loose=True)))
        apart |= (len(listed) == 1 and None not in listed) or all(
            p.concept.grade == 1 for p in parts.values()
        )
        beyond, slack = _beyond_all([claims[fact] for fact in parts], facts)
        held = [known[fact] for fact in parts if fact in known]
        told = not held or (len(held) == len(parts) and all(holds(each, facts) for each in held))
        named = len(names) == len(parts) or (names == {""} and len({p.frame for p in parts.values()}) == 1)
        if named and len(parts) > 1 and apart and beyond > slack and told:
            yield _summed([claims[fact] for fact in parts], beyond)


def _beyond_all(shares: Sequence[Claim], facts: Sequence[Fact]) -> tuple[int, int]:
    """What shares are together more than all of their whole, and how much of it rounding may have made."""
    printed = [facts[share.fact].printed for share in shares]
    return sum(p.value for p in printed) - RATIO_SCALE, sum(p.half for p in printed)


def _parts_beside(share: Claim, claims: Mapping[int, Claim]) -> int:
    """How many parts of the measure of its own the total of a share's part has."""
    part = claims[share.base] if share.base is not None else None
    total, measure = (part.total, part.measure) if part is not None else (None, None)
    return sum(
        c.total == total and c.measure is measure and c.kind is ClaimKind.LEVEL for c in claims.values()
    )


def _summed(shares: Sequence[Claim], beyond: int) -> ProseFinding:
    """That shares of one whole are together so much more than all of it, or less."""
    words = (("sum", format_value(beyond + RATIO_SCALE, PERCENT)),)
    return ProseFinding("prose.shares-sum", tuple(share.fact for share in shares), words)
