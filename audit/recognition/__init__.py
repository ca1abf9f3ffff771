"""A document enters, what it says leaves: identity, statements, claims, one numbering of all its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from audit.document import Document, Line, Paragraph
from audit.recognition.identity import Identity, identify, majority_unit
from audit.recognition.prose.claims import read_claims
from audit.recognition.sections import Sections, Tabled, sections
from audit.recognition.statements.halves import each_half
from audit.recognition.statements.recognising import recognise, spec_of
from audit.recognition.tables.grids import tables
from audit.recognition.tables.table import RawTable
from audit.recognition.text_tables.finding import text_tables
from audit.recognition.wording import wordings
from checks.catalogue import StatementSpec, statement_for_title
from checks.finding import Gap, StatementInfo
from checks.numbers.claims import Claims, Measure
from checks.numbers.facts import Fact, Statement
from checks.rules.sets.material import BUDGET, FINAL_ACCOUNTS
from checks.rules.words.wording import Wording

_NORMAL = {FINAL_ACCOUNTS: Measure.ACTUAL, BUDGET: Measure.BUDGET}
"""Which of its figures a document means where a sentence does not say."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user states over what a document says of itself."""

    department: str | None = None
    year: int | None = None
    unit: str | None = None
    kind: str | None = None
    level: str | None = None

    def over(self, identity: Identity) -> Identity:
        """What a document says of itself, with what the user states put in its place."""
        return Identity(
            kind=self.kind or identity.kind,
            department=self.department or identity.department,
            year=self.year or identity.year,
            level=self.level or ("单位" if self.unit else identity.level),
            unit=self.unit,
        )


@dataclass(frozen=True, slots=True)
class Recognised:
    """Everything that was recognised in one document; its facts begin at a given index of the run's facts."""

    document: Document
    identity: Identity
    statements: tuple[Statement, ...] = ()
    infos: tuple[StatementInfo, ...] = ()
    notes: tuple[tuple[str, ...], ...] = ()
    facts: tuple[Fact, ...] = ()
    claims: Claims = field(default_factory=Claims)
    prose: tuple[Paragraph, ...] = ()
    wordings: tuple[Wording, ...] = ()
    sections: Sections = field(default_factory=Sections)
    unread: tuple[Gap, ...] = ()


def recognise_document(document: Document, index: int, first: int, overrides: Overrides) -> Recognised:
    """Recognise one document, the ``index``-th of the run; its first fact gets the number ``first``."""
    raw, prose = tables(document) if document.laid_out else text_tables(document)
    worded = [table for table in raw if not table.amount_columns()]
    prose = _in_order(prose, worded, document)
    identity = overrides.over(identify(document, raw, [p.text for p in prose]))
    facts: list[Fact] = []
    tabled: list[Tabled] = []
    unread: list[Gap] = []
    unit = majority_unit(table.unit for table in raw)
    kind = identity.kind if identity.kind in {FINAL_ACCOUNTS, BUDGET} else None
    for table, spec in _apart(raw, kind):
        if table in worded and not _official(table):
            continue
        found = recognise(
            table, spec, document=index, number=len(tabled), first=first + len(facts), unit=unit
        )
        facts += found.facts
        tabled.append(Tabled(found.statement, found.info, table.notes))
        unread += found.unread
    claims = read_claims(
        prose, index, first + len(facts), identity.year, _NORMAL.get(identity.kind, Measure.MAIN)
    )
    words = wordings(tuple(document.paragraphs()) if document.laid_out else prose)
    return Recognised(
        document=document,
        identity=identity,
        statements=tuple(t.statement for t in tabled),
        infos=tuple(t.info for t in tabled),
        notes=tuple(t.notes for t in tabled),
        facts=(*facts, *claims.facts),
        claims=claims,
        prose=tuple(prose),
        wordings=words,
        sections=sections(document, index, words, tabled, identity.department),
        unread=tuple(unread),
    )


def _apart(raw: Sequence[RawTable], kind: str | None) -> Iterator[tuple[RawTable, StatementSpec | None]]:
    """Each table and the official statement that it is; of one that is none each half that is a table by itself."""
    for table in raw:
        spec = spec_of(table, kind)
        yield from [(table, spec)] if spec else ((half, None) for half in each_half(table))


def _official(table: RawTable) -> bool:
    return any(statement_for_title(t) for t in table.titles)


def _cell_paragraphs(table: RawTable) -> list[Paragraph]:
    """The cells of a table of words as paragraphs: a form's sentences are prose too."""
    return [Paragraph((Line(c.text.strip(), c.place),)) for c in table.cells if c.text.strip()]


def _in_order(prose: Sequence[Paragraph], worded: Sequence[RawTable], document: Document) -> list[Paragraph]:
    """The paragraphs of a document and of its tables of words in the order in which they are read.

    A table stands where its first grid does; in a text file every table and paragraph has its line.
    """
    known = {id(block): number for number, block in enumerate(document.blocks)}
    at = {block.place: number for number, block in reversed(list(enumerate(document.blocks)))}

    def by_line(paragraph: Paragraph) -> tuple[int, float]:
        return (paragraph.place.page or 0, float(paragraph.place.line or 0))

    placed = [(float(known.get(id(p), -1)), p) for p in prose]
    placed += [(float(at.get(table.place, -1)), p) for table in worded for p in _cell_paragraphs(table)]
    if any(position < 0 for position, _ in placed):
        return sorted((p for _, p in placed), key=by_line)
    return [p for _, p in sorted(placed, key=lambda entry: entry[0])]
