"""The work place: the findings of a version in their order, one of them beside the pages it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from audit.reporting.culprit import Figures, believed, figures, suspect
from audit.reporting.located import Located
from audit.reporting.pages.html import Piece, piece
from audit.reporting.since import Since
from audit.reporting.view import Entry, View
from audit.web.kept.results import Results
from audit.web.kept.submissions import Answer
from checks.finding import Box, Category, Severity, TableCell
from checks.report import Report

_AROUND = 5
"""Rows of a table that are shown before and behind one in question."""

_MOST_ROWS = 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are asked for; empty for all."""

    severity: str = ""
    category: str = ""
    table: str = ""
    state: str = ""

    def takes(self, row: Row) -> bool:
        """Whether a row is asked for."""
        finding = row.entry.finding
        return (
            self.severity in {"", finding.severity.value}
            and self.category in {"", finding.category.value}
            and self.table in {"", row.table}
            and self.state in {"", row.state}
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in the list: what it is, where, what it is against the version before, what was answered."""

    entry: Entry
    where: str
    table: str
    since: str
    state: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A number on a page: its box in points, and whether it is the one in question, another side, or only covered."""

    box: Box
    role: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a PDF with the numbers of a finding on it, and how all others fared."""

    document: int
    page: int
    name: str
    frames: tuple[Frame, ...]
    cover: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell of a table as it is drawn."""

    cell: TableCell
    role: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table of a document without pages, as far as it matters, with the numbers of a finding framed."""

    name: str
    rows: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One finding beside what it speaks of."""

    row: Row
    amounts: Figures
    probable: str
    alternatives: tuple[str, ...]
    follow: str
    answer: Answer
    sheets: tuple[Sheet, ...]
    tables: tuple[Drawn, ...]
    pieces: tuple[Piece, ...]
    before: str
    after: str


@dataclass
class WorkPlace:
    """The findings of a version with what was answered to them."""

    results: Results
    report: Report
    since: Since
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.view = View(self.report)
        self.rows = [self._row(entry) for entry in self.view.entries]

    def asked(self, wanted: Wanted) -> list[Row]:
        """The rows that are asked for, in the order to work through them."""
        return [row for row in self.rows if wanted.takes(row)]

    def tables(self) -> list[str]:
        """The tables with findings, each once, in their order."""
        return [name for name in dict.fromkeys(row.table for row in self.rows) if name]

    def severities(self) -> list[Severity]:
        """The severities that occur."""
        return [each for each in Severity if any(row.entry.finding.severity is each for row in self.rows)]

    def categories(self) -> list[Category]:
        """The categories that occur."""
        return [each for each in Category if any(row.entry.finding.category is each for row in self.rows)]

    def detail(self, finding: str) -> Detail | None:
        """One finding; None where there is none of that id."""
        row = next((each for each in self.rows if each.entry.finding.id == finding), None)
        if row is None:
            return None
        at, view, found = self.rows.index(row), self.view, row.entry.finding
        guess = believed(found)
        pieces = tuple(
            piece(view, each, guess is not None and n == guess.blame) for n, each in enumerate(found.evidence)
        )
        return Detail(
            row,
            figures(found),
            view.probable(found),
            view.alternatives(found),
            view.follow(row.entry),
            self.answers.get(finding, Answer(rule=found.rule, numbers=[])),
            tuple(self._sheets(row.entry)),
            tuple(self._tables(row.entry)),
            pieces,
            self.rows[at - 1].entry.finding.id if at else "",
            self.rows[at + 1].entry.finding.id if at + 1 < len(self.rows) else "",
        )

    # --- parts --------------------------------------------------------------------------------------------

    def _row(self, entry: Entry) -> Row:
        finding, main = entry.finding, suspect(entry.finding)
        answer = self.answers.get(finding.id)
        state = "waived" if finding.waiver else answer.state if answer else "open"
        where = self.view.whereabouts(main) if main else ""
        if main and len(self.view.documents) > 1:
            where = (
                f"{self.view.documents[main.document]} · {where}"
                if where
                else self.view.documents[main.document]
            )
        word = self.since.word(finding)
        return Row(entry, where, self.view.table(main) if main else "", word, state)

    def _sheets(self, entry: Entry) -> Iterator[Sheet]:
        """The pages that the numbers of a finding stand on, that of the one in question first."""
        main = suspect(entry.finding)
        pages: dict[tuple[int, int], list[Frame]] = {}
        for evidence in (main, *entry.finding.evidence):
            if evidence is None or evidence.place.page is None or evidence.place.bbox is None:
                continue
            if evidence != main and not any(digit in "123456789" for digit in evidence.text):
                continue  # a zero that was only added up is not worth a frame
            frames = pages.setdefault((evidence.document, evidence.place.page), [])
            frame = Frame(evidence.place.bbox, "wrong" if evidence == main else "other")
            if frame not in frames and not (frame.role == "other" and _has(frames, frame.box)):
                frames.append(frame)
        wrong = set(self._in_question())
        for (document, page), frames in pages.items():
            cover = tuple(
                Frame(
                    n.box, "wrong" if (document, page, n.box) in wrong else "checked" if n.checked else "left"
                )
                for n in self.results.on_page(document, page)
            )
            yield Sheet(document, page, self.view.documents[document], tuple(frames), cover)

    def _in_question(self) -> Iterator[tuple[int, int | None, Box | None]]:
        for entry in self.view.entries:
            main = suspect(entry.finding)
            if (
                main is not None
                and entry.finding.waiver is None
                and entry.finding.severity is not Severity.INFO
            ):
                yield main.document, main.place.page, main.place.bbox

    def _tables(self, entry: Entry) -> Iterator[Drawn]:
        """The tables that the numbers of a finding stand in, where they have no pages."""
        main = suspect(entry.finding)
        located = Located(self.report.statements)
        marked: dict[str, dict[tuple[int, int], str]] = {}
        for evidence in (main, *entry.finding.evidence):
            cell = located.cell(evidence) if evidence is not None and evidence.place.page is None else None
            if evidence is not None and cell is not None and evidence.statement:
                role = "wrong" if evidence == main else "other"
                marked.setdefault(evidence.statement, {}).setdefault((cell.row, cell.column), role)
        for statement in self.report.statements:
            if roles := marked.get(statement.id):
                yield Drawn(statement.name, tuple(_rows(statement.table, roles)))


def _has(frames: Iterable[Frame], box: Box) -> bool:
    return any(frame.box == box for frame in frames)


def _rows(cells: Sequence[TableCell], roles: dict[tuple[int, int], str]) -> Iterator[tuple[Shown, ...]]:
    """The rows of a table: its header, and those around the cells that are marked."""
    rows: dict[int, list[TableCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    wanted = [row for row, _ in roles]
    shown = 0
    for row in sorted(rows):
        near = any(abs(row - each) <= _AROUND for each in wanted) or row in wanted
        if (near or any(cell.header for cell in rows[row])) and shown < _MOST_ROWS:
            shown += 1
            yield tuple(Shown(cell, roles.get((cell.row, cell.column), "")) for cell in rows[row])
