"""A finding's vocabulary: what does not agree, where it stands, and the tables and gaps a report shows beside it.

The names of the fields are those of ``report.json`` (version 1) and are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


class Compliance(StrEnum):
    """What became of one item of the disclosure checklist."""

    MET = "met"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNCHECKED = "unchecked"


Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a page counted from 1, a line of a text file, a cell of a workbook.

    In a document without pages ``cell`` may also name the picture that ``bbox`` is measured on.
    """

    page: int | None = None
    line: int | None = None
    cell: str | None = None
    bbox: Box | None = None

    @property
    def sheet(self) -> tuple[int | None, str | None]:
        """What ``bbox`` is measured on: equal for two places whose boxes can be compared."""
        return self.page, self.cell


@dataclass(frozen=True, slots=True)
class Evidence:
    """One printed token a finding speaks of; ``text`` is the token exactly as printed, ``unit`` what it counts."""

    document: int
    text: str
    quote: str
    place: Place
    statement: str | None = None
    row: str | None = None
    column: str | None = None
    unit: str | None = None


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
    """One thing that does not agree. ``evidence[0]`` is the number that the finding is about.

    ``formula`` gives the difference from the printed numbers, ``[i]`` for ``evidence[i]``: ``[0]-([1]+[2])``; None
    where the finding is about words.
    """

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
    formula: str | None = None

    @property
    def status(self) -> str:
        """``waived`` where an explanation is in force, else ``open``."""
        return "waived" if self.waiver else "open"


@dataclass(frozen=True, slots=True)
class Correction:
    """A number that is certainly wrong, and what it has to be: because a ``source`` says so, because the ``diagnosis``
    of ``finding`` leaves no other, or because it ``follows`` from other corrections (``why``).

    ``fact`` is its index in the fact table. Of the ``alike`` numbers of its sentence that print the same it is the
    ``nth``, counted from 0.
    """

    fact: int
    evidence: Evidence
    repair: str
    finding: str
    why: str
    nth: int = 0
    alike: int = 1


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


class Doubt(StrEnum):
    """Why the reading of a table is doubted rather than the table."""

    TOTAL_AS_PART = "total_as_part"
    ROWS_BESIDE = "rows_beside"
    ROW_UNUSED = "row_unused"
    MOST_FAIL = "most_fail"
    PAGE_UNREAD = "page_unread"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A finding that is not reported, the document and the table it is of, and why its reading is doubted."""

    finding: Finding
    document: int
    table: str
    why: Doubt


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
