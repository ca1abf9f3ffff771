"""What a file does not say of itself, taken from the files that lie beside it: whose it is, which year, what kind.

An accounts system exports tables without a year on their sheets, and a draft may lack its cover. Where the files
beside it that say so agree, and its numbers are theirs (or it was named as their source), it is one of them. So is
it last year's, or the budget, where what they say of last year or of their budget are its numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.recognition import Overrides, Recognised
from audit.recognition.identity import Identity
from audit.submission.names import same_names
from checks.numbers.facts import FactTable
from checks.rules.sets.copies import TELLING, agreement
from checks.rules.sets.links import following
from checks.rules.sets.material import BUDGET, FINAL_ACCOUNTS, OTHER, Link, Tie, Volume

_COPIED = frozenset({FINAL_ACCOUNTS, BUDGET})
_TIES = (Tie.COPY, Tie.LAST_YEAR, Tie.PLAN)
"""How a document that does not say what it is may stand to one that does: the same disclosure, the year before, its budget."""


@dataclass(frozen=True, slots=True)
class Lent:
    """What a document was taken to be because ``lender`` is: only what it did not say of itself."""

    document: int
    lender: int
    identity: Identity
    fields: tuple[str, ...]

    @property
    def overrides(self) -> Overrides:
        """The same as something stated of the document."""
        return Overrides(
            self.identity.department, self.identity.year, None, self.identity.kind, self.identity.level
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """That a document stands so to ``lender``, and what it would be then."""

    lender: int
    tie: Tie
    identity: Identity


def lent(recognised: Sequence[Recognised], sources: frozenset[int]) -> tuple[Lent, ...]:
    """For each document that does not say whose, which year's or of what kind it is, what its companions say."""
    poor = [i for i, r in enumerate(recognised) if r.facts and _lacking(r.identity)]
    rich = [
        i
        for i, r in enumerate(recognised)
        if r.facts and not _lacking(r.identity) and r.identity.kind in _COPIED
    ]
    if not poor or not rich:
        return ()
    table = FactTable([f for r in recognised for f in r.facts])
    return tuple(found for i in poor if (found := _from(i, rich, recognised, sources, table)) is not None)


def _lacking(identity: Identity) -> tuple[str, ...]:
    found = []
    if identity.department is None and identity.unit is None:
        found.append("department")
    if identity.year is None:
        found.append("year")
    if identity.kind == OTHER:
        found.append("kind")
    return tuple(found)


def _from(
    poor: int,
    rich: Sequence[int],
    recognised: Sequence[Recognised],
    sources: frozenset[int],
    table: FactTable,
) -> Lent | None:
    """What the numbers of a document make it beside the others: the same, last year's, the budget; else what it was named as."""
    own = recognised[poor].identity
    ways = [
        _Way(j, tie, identity)
        for tie in _TIES
        for j in rich
        if (identity := _beside(tie, recognised[poor], recognised[j])) is not None
    ]
    told = {way: _agreement(way, poor, recognised, table) for way in ways}
    alike = [way for way, (held, of) in told.items() if of >= TELLING and 4 * held >= 3 * of]
    named = [
        way
        for way, (held, of) in told.items()
        if (way.lender in sources) != (poor in sources) and (of < TELLING or 2 * held >= of)
    ]
    for candidates in (alike, named):
        first = [way for way in candidates if way.tie is candidates[0].tie]
        if first and len({_key(way.identity, recognised) for way in first}) == 1:
            return Lent(poor, first[0].lender, first[0].identity, _lacking(own))
    return None


def _beside(tie: Tie, poor: Recognised, rich: Recognised) -> Identity | None:
    """What a document would be if it stood so to another; None where anything that it says of itself contradicts that."""
    own, other = poor.identity, rich.identity
    kind = own.kind if own.kind != OTHER else _kind_of_tables(poor)
    if tie is Tie.PLAN:
        if other.kind != FINAL_ACCOUNTS:
            return None
        other = replace(other, kind=BUDGET)
    if tie is Tie.LAST_YEAR and other.year is not None:
        other = replace(other, year=other.year - 1)
    return _lent(own, other) if fits(replace(own, kind=kind), other) else None


def _kind_of_tables(recognised: Recognised) -> str:
    """The kind that all official tables of a document are of, where it does not say it in words."""
    kinds = {s.code.partition(".")[0] for s in recognised.statements if s.code is not None}
    return kinds.pop() if len(kinds) == 1 else OTHER


def _agreement(way: _Way, poor: int, recognised: Sequence[Recognised], table: FactTable) -> tuple[int, int]:
    """How many numbers bear out that a document stands so to another, and how many could."""
    mine, other = volume_of([poor], recognised), volume_of([way.lender], recognised)
    if way.tie is Tie.COPY:
        return agreement(mine, other, table)
    return following(Link(way.tie, other, (replace(mine, kind=way.identity.kind),)), table)


def fits(poor: Identity, rich: Identity) -> bool:
    """Whether nothing that one document says of itself is contradicted by what another says."""
    name, other = poor.unit or poor.department, rich.unit or rich.department
    if name and other and len(set(same_names([name, other]).values())) > 1:
        return False
    return (
        poor.year in {None, rich.year}
        and poor.kind in {OTHER, rich.kind}
        and (poor.level is None or rich.level is None or poor.level == rich.level)
    )


def _key(identity: Identity, recognised: Sequence[Recognised]) -> tuple[object, int | None, str]:
    names = [n for r in recognised for n in (r.identity.unit, r.identity.department) if n]
    return same_names(names)[identity.unit or identity.department or ""], identity.year, identity.kind


def _lent(own: Identity, rich: Identity) -> Identity:
    return replace(
        own,
        kind=rich.kind if own.kind == OTHER else own.kind,
        department=own.department or rich.department,
        unit=own.unit or (rich.unit if own.department is None else None),
        year=own.year or rich.year,
        level=own.level or rich.level,
    )


def volume_of(documents: Sequence[int], recognised: Sequence[Recognised]) -> Volume:
    """Some documents as one disclosure."""
    parts = [recognised[i] for i in documents]
    return Volume(
        kind=parts[0].identity.kind,
        year=parts[0].identity.year,
        statements=tuple(s for r in parts for s in r.statements),
        claims=tuple(c for r in parts for c in r.claims.claims),
        comparisons=tuple(c for r in parts for c in r.claims.comparisons),
        documents=tuple(documents),
    )
