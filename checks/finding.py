"""The report's vocabulary: what every run says, whatever the format it is written in.

The names of the fields are those of ``report.json`` (version 1) and are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Severity(StrEnum):
    """How sure the program is that something has to be mended."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Category(StrEnum):
    """What was held against what."""

    WITHIN_TABLE = "within_table"
    CROSS_TABLE = "cross_table"
    PROSE_VS_TABLE = "prose_vs_table"
    PROSE_VS_PROSE = "prose_vs_prose"
    STRUCTURE = "structure"
    SCHEMA = "schema"
    CROSS_DOCUMENT = "cross_document"


class Verdict(StrEnum):
    """The one word for a run: silence never reads as a pass."""

    PASS = "pass"
    FAIL = "fail"
    INCOMPLETE = "incomplete"


class Compliance(StrEnum):
    """What became of one item of the disclosure checklist."""

    MET = "met"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNCHECKED = "unchecked"


class DocumentStatus(StrEnum):
    """How much of a document could be audited."""

    AUDITED = "audited"
    PARTIAL = "partial"
    UNREADABLE = "unreadable"


Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a page counted from 1, a line of a text file, a cell of a workbook."""

    page: int | None = None
    line: int | None = None
    cell: str | None = None
    bbox: Box | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One printed token a finding speaks of; ``text`` is the token exactly as printed."""

    document: int
    text: str
    quote: str
    place: Place
    statement: str | None = None
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another number that could be the culprit, with the value it would take."""

    evidence: Evidence
    repair: str
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Which evidence is probably wrong, what it should be, and which findings that settles."""

    blame: int
    repair: str
    kind: str
    confidence: float
    explains: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """An explanation somebody gave for a finding, and until when it holds."""

    reason: str
    by: str
    until: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree. ``evidence[0]`` is the number that the finding is about."""

    id: str
    rule: str
    category: Category
    severity: Severity
    title: str
    message: str
    evidence: tuple[Evidence, ...]
    stated: str | None = None
    expected: str | None = None
    difference: str | None = None
    tolerance: str | None = None
    diagnosis: Diagnosis | None = None
    waiver: Waiver | None = None

    @property
    def status(self) -> str:
        """``waived`` where an explanation is in force, else ``open``."""
        return "waived" if self.waiver else "open"


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
class TableCell:
    """A cell of a recognised table as it was read; ``fact`` is its index in the fact table, if it has one."""

    row: int
    column: int
    text: str
    place: Place
    fact: int | None = None
    header: bool = False
    row_span: int = 1
    column_span: int = 1


class Shape(StrEnum):
    """What a table's rows and columns were told by."""

    GRID = "grid"
    ALIGNMENT = "alignment"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table was read, whether that is sure, and why: an aligned one is where its columns are the official ones.

    A table without rules is seen by how its numbers stand below each other, one in plain text by its lines.
    """

    shape: Shape
    sure: bool
    why: str


@dataclass(frozen=True, slots=True)
class StatementInfo:
    """A recognised table: what ``report.json`` says of it, and its cells for the reports that show it."""

    id: str
    document: int
    name: str
    code: str | None
    unit: str | None
    pages: tuple[int, ...]
    rows: int
    columns: int
    cells: int
    table: tuple[TableCell, ...] = ()
    checked: int = 0
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that was not read, or that no relation touched, and why."""

    document: int
    text: str
    why: str
    place: Place


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
class ChecklistEntry:
    """One item of the disclosure checklist for one disclosure (``documents``): verdict, where, why, what to add.

    ``place`` is where the item was found, or where it should have stood.
    """

    item: str
    title: str
    basis: str
    verdict: Compliance
    documents: tuple[int, ...]
    place: Evidence | None = None
    problem: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Open findings by severity, and the verdict."""

    errors: int
    warnings: int
    infos: int
    waived: int
    verdict: Verdict


class FindingsError(Exception):
    """A report has errors that are open, or is of something that could not be audited."""

    def __init__(self, report: Report) -> None:
        summary = report.summary
        super().__init__(
            f"{summary.verdict.value}: {summary.errors} errors, {summary.warnings} warnings open"
        )
        self.report = report


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
