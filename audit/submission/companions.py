"""What a file does not say of itself, taken from the files that lie beside it: whose it is, which year, what kind.

An accounts system exports tables without a year on their sheets, and a draft may lack its cover. Where the files
beside it that say so agree, and its numbers are theirs (or it was named as their source), it is one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.recognition import Overrides, Recognised
from audit.recognition.identity import Identity
from audit.submission.names import same_names
from checks.numbers.facts import FactTable
from checks.rules.sets.copies import of_one_disclosure
from checks.rules.sets.material import BUDGET, FINAL_ACCOUNTS, OTHER, Volume

_COPIED = frozenset({FINAL_ACCOUNTS, BUDGET})


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
    own = recognised[poor].identity
    fitting = [j for j in rich if _fits(own, recognised[j].identity)]
    named = [j for j in fitting if (j in sources) != (poor in sources)]
    for candidates in (named, list(_alike(poor, fitting, recognised, table))):
        keys = {_key(recognised[j].identity, recognised) for j in candidates}
        if len(keys) == 1:
            return _lent(poor, candidates[0], own, recognised[candidates[0]].identity)
    return None


def _alike(
    poor: int, rich: Sequence[int], recognised: Sequence[Recognised], table: FactTable
) -> Iterator[int]:
    mine = volume_of([poor], recognised)
    for j in rich:
        if of_one_disclosure(mine, volume_of([j], recognised), table):
            yield j


def _fits(poor: Identity, rich: Identity) -> bool:
    """Whether nothing that a document says of itself is contradicted."""
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


def _lent(poor: int, lender: int, own: Identity, rich: Identity) -> Lent:
    identity = replace(
        own,
        kind=rich.kind if own.kind == OTHER else own.kind,
        department=own.department or rich.department,
        unit=own.unit or (rich.unit if own.department is None else None),
        year=own.year or rich.year,
        level=own.level or rich.level,
    )
    return Lent(poor, lender, identity, _lacking(own))


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
