"""What one audit says, as rows of the store's datasets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from audit.batch.rows.facts import facts_table
from audit.batch.rows.found import finding_row, rules_table
from audit.batch.rows.whose import Row, table
from audit.pipeline import Examination
from audit.recognition import Recognised
from audit.rulebook.program import tool_version
from audit.store.bundle import FACTS, Left
from audit.submission.names import UNIT
from audit.submission.units import listed_names
from checks.catalogue import vocabulary
from checks.finding import ChecklistEntry, Finding, Place, Severity
from checks.report import Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended, beside what it found: what it was allowed and what it took."""

    task: str
    content: str
    limit_seconds: int
    limit_megabytes: int
    seconds: float = 0.0
    processor_seconds: float = 0.0
    megabytes: int = 0
    outcome: str = "done"
    why: str | None = None


def left_by(outcome: Outcome, report: Report, examination: Examination, whose: Sequence[Row]) -> Left:
    """What one task leaves for the datasets; ``whose`` are its documents (:func:`documents_of`)."""
    return Left(
        {
            "tasks": [_task(outcome, report)],
            "documents": list(_documents(report, whose, examination)),
            "findings": [_finding(each, report, whose) for each in report.findings],
        },
        {
            "rules": rules_table(report.rules, whose[0]),
            "disclosure": _disclosure(report.disclosure, whose),
            FACTS: facts_table(examination, whose),
        },
    )


def documents_of(task: str, report: Report) -> list[Row]:
    """Whose the rows of each document of a task are; nobody's where there are none."""
    nobody: Row = {"task": task, "rules_sha256": report.rules_sha256}
    return [
        {**nobody, "sha256": i.sha256, "department": i.department, "year": i.year, "kind": i.kind}
        for i in report.documents
    ] or [nobody]


def _disclosure(entries: Sequence[ChecklistEntry], whose: Sequence[Row]) -> pa.Table:
    places = [entry.place.place if entry.place else Place() for entry in entries]
    return table(
        "disclosure",
        whose,
        [entry.documents[0] if entry.documents else 0 for entry in entries],
        {
            "item": [entry.item for entry in entries],
            "title": [entry.title for entry in entries],
            "basis": [entry.basis for entry in entries],
            "verdict": [entry.verdict.value for entry in entries],
            "page": [place.page for place in places],
            "line": [place.line for place in places],
            "problem": [entry.problem or None for entry in entries],
            "advice": [entry.advice or None for entry in entries],
        },
    )


_OFFICE = re.compile(rf"(?:{vocabulary.identity('organs')})(?:本级|本部|机关)?\W*$")
"""What the name of an office ends with, as it is printed."""

_OFFICE_NAME = re.compile(rf"(?:{vocabulary.identity('organs')})$")


def _listed(recognised: Recognised) -> list[str]:
    """The names of offices in the prose of a department, among them those of its units."""
    if recognised.identity.level == UNIT:
        return []
    names = listed_names((p.text for p in recognised.prose), like=_OFFICE)
    return sorted({"".join(n.regions) + n.office for n in names if _OFFICE_NAME.search(n.office)})


def _task(outcome: Outcome, report: Report) -> Row:
    summary, coverage = report.summary, report.coverage
    return {
        "task": outcome.task,
        "content": outcome.content,
        "rules_sha256": report.rules_sha256,
        "version": tool_version(),
        "outcome": outcome.outcome,
        "why": outcome.why,
        "documents": len(report.documents),
        "verdict": summary.verdict.value,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "waived": summary.waived,
        "numbers": coverage.numbers,
        "read": coverage.read,
        "bound": coverage.bound,
        "checked": coverage.checked,
        "limit_seconds": outcome.limit_seconds,
        "limit_megabytes": outcome.limit_megabytes,
        "seconds": outcome.seconds,
        "processor_seconds": outcome.processor_seconds,
        "megabytes": outcome.megabytes,
    }


def _documents(report: Report, whose: Sequence[Row], examination: Examination) -> Iterable[Row]:
    counts: Counter[tuple[int, str]] = Counter()
    for each in report.findings:
        counts[each.evidence[0].document, "waived" if each.waiver else each.severity.value] += 1
    covered = {each.document: each for each in report.coverage.by_document}
    for number, info in enumerate(report.documents):
        coverage = covered.get(number)
        codes = sorted({s.code for s in report.statements if s.document == number and s.code})
        yield {
            **whose[number],
            "document": number,
            "path": info.path,
            "format": info.format,
            "level": examination.recognised[number].identity.level,
            "pages": info.pages,
            "status": info.status.value,
            "problems": list(info.problems),
            "statements": codes,
            "listed": _listed(examination.recognised[number]),
            "errors": counts[number, Severity.ERROR.value],
            "warnings": counts[number, Severity.WARNING.value],
            "infos": counts[number, Severity.INFO.value],
            "waived": counts[number, "waived"],
            "numbers": coverage.numbers if coverage else 0,
            "read": coverage.read if coverage else 0,
            "bound": coverage.bound if coverage else 0,
            "checked": coverage.checked if coverage else 0,
        }


def _finding(finding: Finding, report: Report, whose: Sequence[Row]) -> Row:
    first = finding.evidence[0]
    table = next((s.name for s in report.statements if s.id == first.statement), None)
    own = whose[first.document]
    return {**finding_row(finding, own, (str(own["task"]), first.document)), "table_name": table}
