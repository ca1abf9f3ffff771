"""What is to be checked, and what came of it: the one datum that enters the check and the one that leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.disclosure.material import Disclosure, Unread
from checks.finding import ChecklistEntry, Finding, Gap, Withheld
from checks.numbers.facts import Fact, Int64, Statement
from checks.relations.system import System
from checks.rules.sets.links import LinkOutcome
from checks.rules.sets.material import Link
from checks.rules.tables.compilation import Skip
from checks.rules.words.wording import Setting, Wording
from checks.walls import Fault


@dataclass(frozen=True, slots=True)
class Narrative:
    """The words of one document: its claims, what is known of it, its paragraphs.

    ``setting.statements`` are the statements whose cells its sentences repeat, its own or those of the file
    that belongs to it.
    """

    document: int
    setting: Setting
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """How many disclosures a bureau expects, and those that are not there, as a reader would name them."""

    asked: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """What is to be checked: facts, the statements they form, the narratives, and how documents are tied.

    ``documents`` are the documents' names, one a document; ``volumes`` numbers
    the disclosure that each is part of (empty where every document is one), ``links`` ties disclosures.
    ``disclosures`` are what the checklist is asked of; ``trusted`` are the documents that the others were made from.
    ``unseen`` is what nobody could read of the documents. ``known_as`` are the keys under which earlier runs knew documents that have another name now.
    """

    documents: tuple[str, ...]
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    narratives: tuple[Narrative, ...] = ()
    links: tuple[Link, ...] = ()
    volumes: tuple[int, ...] = ()
    unread: tuple[Gap, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    unseen: tuple[Unread, ...] = ()
    expected: Expected = Expected()
    known_as: Mapping[str, str] = field(default_factory=dict)
    trusted: frozenset[int] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        """What findings' ids are made of for each document: the same from run to run."""
        return tuple(self.known_as.get(name, name) for name in self.documents)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found out.

    ``rows[i]`` is the row of the system that ``findings[i]`` reports, None for findings that no row stands
    behind; ``touched[f]`` counts the relations over fact f; ``reasons`` says why a claim was held against
    nothing; ``links`` is what came of each tie between documents, ``checklist`` of each item for each disclosure;
    ``elsewhere`` counts, for a document, the findings that are listed at another file of its disclosure.
    """

    system: System
    findings: tuple[Finding, ...]
    rows: tuple[int | None, ...]
    touched: Int64
    reasons: Mapping[int, str]
    skips: tuple[Skip, ...] = ()
    applied: Mapping[str, int] = field(default_factory=dict)
    links: tuple[LinkOutcome, ...] = ()
    checklist: tuple[ChecklistEntry, ...] = ()
    faults: tuple[Fault, ...] = ()
    elsewhere: Mapping[int, int] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()
