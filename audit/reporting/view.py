"""What every report shows, derived once: the order of the findings, their places and causes in words.

The formats differ in how they draw; what stands first, what belongs under what, and how a place is called
must be the same in the workbook, on the page and on the console.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from audit.reporting.culprit import believed, suspect
from audit.reporting.messages import Words
from audit.reporting.plain import one_line
from checks.finding import (
    Alternative,
    Category,
    ChecklistEntry,
    Compliance,
    Diagnosis,
    Evidence,
    Finding,
    Place,
    Severity,
    StatementInfo,
)
from checks.report import DocumentInfo, Recognition, Report, Verdict

RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def picture_of(number: int) -> str:
    """What the picture of a recognised number is kept under, by its place (from 0) in the list of them."""
    return f"recognised-{number}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in the order of the reports. ``cause`` is the number of the entry whose repair settles it."""

    number: int
    finding: Finding
    cause: int | None = None


@dataclass(frozen=True)
class View:
    """A report with the words of its language."""

    report: Report

    @cached_property
    def words(self) -> Words:
        """The interface words in the report's language."""
        return Words(self.report.lang)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All findings in the order to work through them."""
        return entries(self.report.findings)

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """What each document is called."""
        return document_names(self.report.documents)

    @cached_property
    def tables(self) -> dict[str, str]:
        """What each statement is called, by its id."""
        unnamed = self.words("table.unnamed")
        return {each.id: one_line(each.name) or unnamed for each in self.report.statements}

    @cached_property
    def rules(self) -> dict[str, str]:
        """What each rule is called: its title, or its id where it has none."""
        return {each.id: one_line(each.title or each.id) for each in self.report.rules}

    def place(self, place: Place) -> str:
        """A place as a reader would say it: page, line, cell; empty where nothing is known."""
        parts = []
        if place.page is not None:
            parts.append(self.words("place.page", page=place.page))
        if place.line is not None and place.cell is None:
            parts.append(self.words("place.line", line=place.line))
        if place.cell is not None:
            parts.append(one_line(place.cell))
        return self.words("list.separator").join(parts)

    def because(self, seen: Recognition) -> str:
        """Why a recognised number should be compared with the original."""
        if seen.read is None:
            return self.words("recognition.unsure" if seen.others else "recognition.unread")
        if not seen.relations:
            return self.words("recognition.by_name")
        return self.words("recognition.put_right", count=seen.relations)

    def table(self, evidence: Evidence) -> str:
        """The name of the table a number stands in; empty for prose."""
        return self.tables.get(evidence.statement or "", "")

    def whereabouts(self, evidence: Evidence) -> str:
        """Place, table, row and column of one number, on one line."""
        labels = " / ".join(one_line(each) for each in (evidence.row, evidence.column) if each)
        parts = [self.place(evidence.place), self.table(evidence), labels]
        return self.words("list.separator").join(part for part in parts if part)

    def probable(self, finding: Finding) -> str:
        """What is probably wrong and what it should be, in words; empty where nothing can be blamed."""
        blamed, diagnosis = suspect(finding), believed(finding)
        if diagnosis is None or blamed is None:
            return ""
        return self._slip("diagnosis.sentence", blamed, diagnosis)

    def alternatives(self, finding: Finding) -> tuple[str, ...]:
        """The other numbers that could be the culprit, each in words; all of them where none is likely enough."""
        guess = finding.diagnosis
        if guess is None:
            return ()
        others = [self._slip("diagnosis.alternative", each.evidence, each) for each in guess.alternatives]
        if believed(finding) is None and guess.blame < len(finding.evidence):
            others.insert(0, self._slip("diagnosis.alternative", finding.evidence[guess.blame], guess))
        return tuple(others)

    def _slip(self, key: str, blamed: Evidence, slip: Diagnosis | Alternative) -> str:
        return self.words(
            key,
            text=one_line(blamed.text),
            repair=one_line(slip.repair),
            kind=self.words.slip(slip.kind),
            confidence=percent(slip.confidence),
        )

    def completeness(self, entries: Sequence[ChecklistEntry]) -> str:
        """How many of the checklist's items are met, of those that were checked: 完整性 31/34 合格."""
        count = Counter(entry.verdict for entry in entries)
        met, missing = count[Compliance.MET], count[Compliance.MISSING]
        line = self.words("completeness.line", met=met, asked=met + missing)
        unchecked = count[Compliance.UNCHECKED]
        return line + (self.words("completeness.unchecked", count=unchecked) if unchecked else "")

    @property
    def nothing_new(self) -> bool:
        """Whether nothing is open but for what an earlier report has: that is no pass."""
        return self.report.summary.verdict is Verdict.PASS and self.report.summary.known > 0

    def verdict_word(self) -> str:
        """The verdict in one word: 通过, 不通过, 未完成; 无新增 where a baseline left findings out."""
        return self.words(
            "verdict.known" if self.nothing_new else f"verdict.{self.report.summary.verdict.value}"
        )

    def verdict(self) -> str:
        """The verdict in one sentence, and of how many numbers it speaks."""
        summary, coverage = self.report.summary, self.report.coverage
        key = f"verdict.{summary.verdict.value}.long"
        if self.nothing_new:
            key = "verdict.known.long"
        elif summary.verdict is Verdict.PASS and summary.warnings:
            key = "verdict.pass.warnings"
        said = self.words(key, errors=summary.errors, warnings=summary.warnings, known=summary.known)
        if not coverage.numbers:
            return said
        share = part_of(coverage.checked, coverage.numbers)
        return said + self.words(
            "verdict.share", numbers=coverage.numbers, checked=coverage.checked, share=share
        )

    def follow(self, entry: Entry) -> str:
        """The numbers of the entries that the repair of this one settles: 2–3、7; empty where there are none."""
        numbers = sorted(each.number for each in self.entries if each.cause == entry.number)
        runs: list[list[int]] = []
        for number in numbers:
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        return self.words("list.comma").join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def entries(findings: Sequence[Finding]) -> tuple[Entry, ...]:
    """All findings, numbered from 1: the most severe first, what one repair settles right under its cause.

    Waived findings come last. A finding that two causes explain stands under the first of them.
    """
    by_id = {finding.id: finding for finding in findings}
    explained = {other for each in findings for other in _explains(each) if other != each.id}
    heads = sorted((each for each in findings if each.id not in explained), key=lambda f: _order(f, by_id))
    placed: dict[str, Entry] = {}
    for head in (*heads, *findings):  # the second pass reaches findings that only explain one another
        if head.id not in placed:
            _place_group(head, by_id, placed)
    return tuple(placed.values())


def _explains(finding: Finding) -> tuple[str, ...]:
    return finding.diagnosis.explains if finding.diagnosis else ()


def _order(finding: Finding, by_id: dict[str, Finding]) -> tuple[bool, int, bool, int, int, int]:
    group = [finding, *(by_id[each] for each in _explains(finding) if each in by_id)]
    first = finding.evidence[0] if finding.evidence else None
    return (
        finding.waiver is not None,
        min(RANK[each.severity] for each in group),
        len(group) == 1,
        first.document if first else 0,
        (first.place.page or 0) if first else 0,
        (first.place.line or 0) if first else 0,
    )


def _place_group(head: Finding, by_id: dict[str, Finding], placed: dict[str, Entry]) -> None:
    placed[head.id] = Entry(len(placed) + 1, head)
    cause = placed[head.id].number
    queue = deque(_explains(head))
    while queue:
        each = queue.popleft()
        if each in by_id and each not in placed:
            placed[each] = Entry(len(placed) + 1, by_id[each], cause)
            queue.extend(_explains(by_id[each]))


def document_names(documents: Sequence[DocumentInfo]) -> tuple[str, ...]:
    """The documents' file names; whole paths for those that share one."""
    names = [PurePosixPath(each.path.replace("\\", "/")).name or each.path for each in documents]
    shared = {name for name, count in Counter(names).items() if count > 1}
    return tuple(
        one_line(document.path if name in shared else name)
        for name, document in zip(names, documents, strict=True)
    )


def percent(share: float) -> str:
    """A confidence as whole per cent; short of 1 it never reads as certainty."""
    return "100%" if share >= 1 else f"{min(round(share * 100), 99)}%"


def part_of(part: int, whole: int) -> str:
    """``part`` of ``whole`` as per cent with one decimal, rounded down, so that 100.0% means all."""
    if not whole:
        return "—"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%"


def by_category(findings: Iterable[Finding]) -> dict[Category, Counter[Severity]]:
    """Open findings counted by category and severity; every category is a key."""
    counts: dict[Category, Counter[Severity]] = {category: Counter() for category in Category}
    for finding in findings:
        if finding.waiver is None:
            counts[finding.category][finding.severity] += 1
    return counts


def statements_of(report: Report, document: int) -> tuple[StatementInfo, ...]:
    """The tables recognised in one document."""
    return tuple(each for each in report.statements if each.document == document)


def by_disclosure(report: Report) -> dict[tuple[int, ...], tuple[ChecklistEntry, ...]]:
    """The checklist's entries by the documents that make up each disclosure, in the order of the report."""
    groups: dict[tuple[int, ...], list[ChecklistEntry]] = {}
    for entry in report.disclosure:
        groups.setdefault(entry.documents, []).append(entry)
    return {documents: tuple(entries) for documents, entries in groups.items()}
