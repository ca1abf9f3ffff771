"""A run's report: what every format is a view of, document by document and rule by rule.

The names of the fields are those of ``report.json`` (version 1) and are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from checks.finding import ChecklistEntry, Correction, Finding, Gap, Place, StatementInfo, Withheld

if TYPE_CHECKING:
    import pandas as pd


class Verdict(StrEnum):
    """The one word for a run: silence never reads as a pass."""

    PASS = "pass"
    FAIL = "fail"
    INCOMPLETE = "incomplete"


class DocumentStatus(StrEnum):
    """How much of a document could be audited."""

    AUDITED = "audited"
    PARTIAL = "partial"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """One document as the report names it."""

    path: str
    sha256: str
    format: str
    kind: str
    department: str | None
    year: int | None
    pages: int | None
    status: DocumentStatus
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """What was looked at in one document.

    ``relations`` says how many of its numbers one, two, and three or more equations over different numbers
    check; ``undetectable`` how many of the checked ones could change without any equation noticing.
    """

    document: int
    numbers: int
    read: int
    bound: int
    checked: int
    undetectable: int
    relations: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at. ``numbers >= read >= bound >= checked``.

    ``undetectable`` are numbers that a relation touches and that could change all the same without any
    relation noticing; those that no relation touches are in ``unchecked``.
    """

    numbers: int
    read: int
    bound: int
    checked: int
    unread: tuple[Gap, ...] = ()
    unchecked: tuple[Gap, ...] = ()
    undetectable: tuple[Gap, ...] = ()
    by_document: tuple[DocumentCoverage, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How often a rule was applied, and with what outcome; ``title`` is what a finance officer calls it."""

    id: str
    applied: int
    held: int
    violated: int
    skipped: int = 0
    why_skipped: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Open findings by severity, and the verdict; ``known`` are those left out because a baseline has them."""

    errors: int
    warnings: int
    infos: int
    waived: int
    verdict: Verdict
    known: int = 0


class FindingsError(Exception):
    """A report has errors that are open, or is of something that could not be audited."""

    def __init__(self, report: Report) -> None:
        summary = report.summary
        super().__init__(
            f"{summary.verdict.value}: {summary.errors} errors, {summary.warnings} warnings open"
        )
        self.report = report


@dataclass(frozen=True, slots=True)
class Recognition:
    """A number that was recognised on a picture and should be compared with the original.

    ``text`` is what it counts as. ``read`` is what it was read as where ``relations`` relations have told that this is a
    misreading, else None; ``others`` are the other readings, likeliest first, and ``chance`` is how probable what was
    read is.
    """

    document: int
    text: str
    read: str | None
    others: tuple[str, ...]
    chance: float
    relations: int
    place: Place
    statement: str | None = None
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run found out; every output format is a view of this object."""

    documents: tuple[DocumentInfo, ...]
    statements: tuple[StatementInfo, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    rules: tuple[RuleResult, ...]
    summary: Summary
    rules_sha256: str
    version: str
    lang: str = "zh"
    notes: tuple[str, ...] = field(default=())
    disclosure: tuple[ChecklistEntry, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """What is certainly wrong with its right value, where the run was asked for it; in no report file."""
    recognition: tuple[Recognition, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    def raise_for_errors(self) -> None:
        """Do nothing where the verdict is ``pass``; else raise :class:`FindingsError`, which has the report."""
        if self.summary.verdict is not Verdict.PASS:
            raise FindingsError(self)

    def to_frame(self) -> pd.DataFrame:
        """The findings as a frame, one row each, numbers as printed.

        The place is that of the number that the finding is about.
        """
        import pandas as pd  # noqa: PLC0415  (loaded only by those who want a frame)

        columns = ["id", "rule", "category", "severity", "status", "title", "message"]
        columns += ["stated", "expected", "difference", "tolerance"]
        frame = pd.DataFrame([[getattr(f, name) for name in columns] for f in self.findings], columns=columns)
        first = [f.evidence[0] if f.evidence else None for f in self.findings]
        frame["document"] = [None if e is None else self.documents[e.document].path for e in first]
        frame["page"] = pd.array([None if e is None else e.place.page for e in first], dtype="Int32")
        frame["line"] = pd.array([None if e is None else e.place.line for e in first], dtype="Int32")
        frame["cell"] = [None if e is None else e.place.cell for e in first]
        frame["row"] = [None if e is None else e.row for e in first]
        frame["column"] = [None if e is None else e.column for e in first]
        return frame
