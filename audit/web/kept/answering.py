"""What was answered to findings: carried from version to version, into the workbook and into the waiver file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from audit import waivers
from audit.reporting.answers import SHOWN
from audit.reporting.answers import Answer as Row
from audit.reporting.culprit import figures, suspect
from audit.reporting.since import Since
from audit.reporting.view import Entry, View
from audit.web.kept.submissions import Answer
from checks.report import Report

_HOLDS = timedelta(days=366)
"""So long an explanation given on the page holds."""


def explained(report: Report, folder: Path, barred: frozenset[str]) -> Report:
    """The report with the explanations that were given to its findings."""
    entries = waivers.load(folder / waivers.FILE_NAME, report.lang)
    return waivers.apply(report, entries, _today(), barred)


def keep_explanation(report: Report, folder: Path, finding: str, answer: Answer) -> None:
    """Write an explanation into the waiver file, or take it out again where the answer is none."""
    path = folder / waivers.FILE_NAME
    entries = [each for each in waivers.load(path, report.lang) if each.finding != finding]
    if answer.state == "waived" and answer.opinion.strip() and answer.by.strip():
        entries.append(waivers.explain(report, finding, answer.opinion, answer.by, _today() + _HOLDS))
    if entries or path.exists():
        waivers.save(path, entries, report.lang)


def since(report: Report, before: Report | None, answers: Mapping[str, Answer]) -> Since:
    """The findings against those of the version before, and what was answered to them."""
    return Since(report.findings, View(report).documents, _rows(before, answers) if before else None)


def rows_for_workbook(report: Report, before: Report | None, answers: Mapping[str, Answer]) -> list[Row]:
    """What the workbook of a version carries: the answers, and what the version before had found."""
    rows = {row.finding: row for row in (_rows(before, answers) if before else ())}
    for row in _rows(report, answers):
        if row.opinion or row.by or row.state != "open":
            rows[row.finding] = replace(row, current=row.finding in rows)
    return list(rows.values())


def _rows(report: Report, answers: Mapping[str, Answer]) -> Sequence[Row]:
    view = View(report)
    return [_row(view, entry, answers.get(entry.finding.id)) for entry in view.entries]


def _row(view: View, entry: Entry, answer: Answer | None) -> Row:
    finding = entry.finding
    main, amounts = suspect(finding), figures(finding)
    shown = {
        "number": str(entry.number),
        "title": finding.title,
        "document": view.documents[main.document] if main else "",
        "place": view.place(main.place) if main else "",
        "table": view.table(main) if main else "",
        "row": (main.row or "") if main else "",
        "column": (main.column or "") if main else "",
        "stated": amounts.stated or "",
        "expected": amounts.expected or "",
    }
    numbers = tuple(answer.numbers) if answer else waivers.numbers_of(finding)
    return Row(
        finding.id,
        finding.rule,
        numbers,
        answer.opinion if answer else "",
        answer.by if answer else "",
        answer.state if answer else "open",
        tuple(shown[name] for name in SHOWN),
        current=True,
    )


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
