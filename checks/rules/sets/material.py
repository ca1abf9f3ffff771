"""What the relations between documents are made of: the volumes of a submission and how two of them are tied.

A volume is one disclosure of one department or unit for one year, whether it is printed as one document or as a
document of prose and one of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from checks.finding import Evidence
from checks.numbers.claims import Claim, ClaimKind, Comparison, Concept, Measure
from checks.numbers.facts import FactTable, Statement
from checks.relations.relation import Relation, Sum
from checks.rules.prose.lookup import StatementLookup, concept_names

FINAL_ACCOUNTS = "final_accounts"
BUDGET = "budget"
OTHER = "other"
"""The kind of a document that is none of those that are held against each other."""
PROCURED = frozenset({"政府采购", "货物采购", "工程采购", "服务采购"})
"""Concepts that the prose explains and most provinces print in no table."""


class Tie(StrEnum):
    """How the subject of a link stands to the other side."""

    LAST_YEAR = "last_year"
    PLAN = "plan"
    UNITS = "units"
    EVALUATION = "evaluation"
    SOURCE = "source"
    """The subject was made from the other side, whose numbers are therefore right."""
    COPY = "copy"
    """Both sides are one disclosure, and neither is known to be the right one."""


@dataclass(frozen=True, slots=True)
class Volume:
    """One disclosure: its kind and year, the tables and the claims of all its documents (numbers in the run)."""

    kind: str
    year: int | None
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    documents: tuple[int, ...] = ()

    def statement(self, code: str) -> Statement | None:
        """The statement of that code, if it is printed exactly once."""
        found = [s for s in self.statements if s.code == code]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Link:
    """A volume and the volumes that it is held against.

    For ``UNITS`` the subject is the department and ``others`` are its units; ``complete`` says that all units
    of the department are among them. For every other tie there is one other volume.
    """

    tie: Tie
    subject: Volume
    others: tuple[Volume, ...]
    complete: bool = False


Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one of two files says and the other does not.

    ``facts`` are its numbers; ``near`` is the number of the other file beside which it should stand, if there is one;
    ``said`` are the words that it is about, with their place, where it is about words.
    """

    rule: str
    facts: tuple[int, ...]
    near: int | None
    words: Words = ()
    said: Evidence | None = None


class Stated:
    """Finds what a volume says of a concept: in its tables, else in its sentences."""

    def __init__(self, volume: Volume, table: FactTable) -> None:
        self._table = table
        self._volume = volume
        self._lookup = StatementLookup(volume.statements, volume.year)
        self._claims = claims_by_concept(volume)

    def find(self, concept: Concept, measure: Measure) -> int | None:
        """The one fact that carries the concept; None where none does, or several that differ."""
        cells = self._lookup.find(concept, measure, self._volume.year)
        if not cells:
            said = self._claims.get((concept.name, concept.path, concept.fund), ())
            cells = tuple(c.fact for c in said if c.measure in {measure, Measure.MAIN})
        values = {(int(self._table.value[i]), int(self._table.half[i])) for i in cells}
        return cells[0] if len(values) == 1 else None


ConceptKey = tuple[str, tuple[str, ...], str | None]


def claims_by_concept(volume: Volume) -> dict[ConceptKey, list[Claim]]:
    """The amounts that a volume's sentences give for its own year, by what they are about."""
    found: dict[ConceptKey, list[Claim]] = {}
    for claim in levels(volume.claims):
        if claim.period in {None, volume.year} and is_official(claim.concept):
            found.setdefault((claim.concept.name, claim.concept.path, claim.concept.fund), []).append(claim)
    return found


def levels(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that give an amount exactly and for its own sake, not as a reason for another."""
    return [c for c in claims if c.kind is ClaimKind.LEVEL and not c.approximate and not c.in_reason]


def is_official(concept: Concept) -> bool:
    """Whether a concept has an official name, which means the same in every document."""
    return bool(concept.path) or concept.name in PROCURED or concept.name in concept_names()


def words_for(relation: Relation, table: FactTable, names: Sequence[str]) -> Relation:
    """The relation with the words that name both documents, and the other numbers as they are printed."""
    first, *rest = (table[i] for i in relation.facts)
    others = [names[d] for d in dict.fromkeys(each.document for each in rest) if d != first.document]
    given = " + ".join(f"{each.printed.text}{each.printed.unit.name}" for each in rest)
    said = (("here", names[first.document]), ("there", "、".join(others)), ("given", given))
    return replace(relation, words=(*relation.words, *said))


def equal(rule: str, stated: int, expected: int) -> Sum:
    """Two facts that must be equal; the first is the one the relation is about."""
    return Sum(rule, ((stated, 1), (expected, -1)))
