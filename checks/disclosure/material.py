"""What a disclosure is for the checklist: its lines with the sections they stand in, its tables, its dates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from checks.finding import Evidence
from checks.numbers.claims import Claim
from checks.numbers.facts import Fact, Statement
from checks.rules.words.wording import Wording


class Part(StrEnum):
    """What a line belongs to: sentences count as disclosed only in the body and in tables that are no statement."""

    CONTENTS = "contents"
    BODY = "body"
    NOTE = "note"
    GLOSSARY = "glossary"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or table row, and the headings it stands under, from the outermost in."""

    wording: Wording
    document: int
    part: Part = Part.BODY
    headings: tuple[str, ...] = ()
    is_heading: bool = False

    @property
    def text(self) -> str:
        """The compact text."""
        return self.wording.text

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """A passage of the line as evidence."""
        stop = min(len(self.text), start + 40) if end is None else end
        return Evidence(
            self.document,
            self.text[start:stop],
            self.wording.around(start, stop),
            self.wording.place(start),
        )


@dataclass(frozen=True, slots=True)
class Table:
    """An official table: ``printed_unit`` where the page states its unit, ``total`` where it has a total row."""

    statement: Statement
    notes: tuple[str, ...]
    place: Evidence
    printed_unit: bool = True

    @property
    def code(self) -> str:
        """The catalogue's code; tables without one are no part of a disclosure's list."""
        return self.statement.code or ""


@dataclass(frozen=True, slots=True)
class Dates:
    """When the finance bureau approved and when the document was published, None where nobody says."""

    approved: datetime.date | None = None
    published: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: a page of a document (from 1; None where nobody knows which), and ``why`` in a sentence."""

    document: int
    page: int | None
    why: str


@dataclass(frozen=True)
class Disclosure:
    """One disclosure, in however many files.

    ``unread`` is what could not be read of it, or may be of it. ``has_tables`` and ``has_words`` tell whether
    the submission holds the tables and the narrative at all: what may stand in a file that was not handed in
    is never called missing. ``slips`` are the places of what other rules found, by rule.
    """

    kind: str
    level: str | None
    year: int | None
    department: str | None
    province: str | None
    documents: tuple[int, ...]
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    claims: tuple[Claim, ...] = ()
    facts: Sequence[Fact] = ()
    unread: tuple[Unread, ...] = ()
    has_tables: bool = True
    has_words: bool = True
    dates: Dates = Dates()
    slips: Mapping[str, Evidence] = field(default_factory=dict)

    @cached_property
    def spoken(self) -> tuple[Line, ...]:
        """The lines in which an item counts as disclosed."""
        return tuple(line for line in self.lines if line.part in {Part.BODY, Part.TABLE})
