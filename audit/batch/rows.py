"""What one audit says, as rows of the store's datasets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from audit.pipeline import Examination, tool_version
from audit.recognition import Recognised
from audit.store.schemas import SCHEMAS
from audit.submission.matching import UNIT
from audit.submission.units import listed_names
from audit.waivers import numbers_of
from checks.catalogue import vocabulary
from checks.finding import Finding, Severity
from checks.numbers.facts import Statement
from checks.report import DocumentInfo, Report, RuleResult

Row = dict[str, object]


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


def tables(outcome: Outcome, report: Report, examination: Examination | None) -> dict[str, pa.Table]:
    """All datasets' rows of one task; without an examination (nothing could be audited) there are no facts."""
    whose = [_whose(outcome.task, report, info) for info in report.documents]
    first = whose[0] if whose else _nobody(outcome.task, report)
    rows: Mapping[str, Iterable[Row]] = {
        "tasks": [_task(outcome, report)],
        "documents": _documents(report, whose, examination),
        "findings": (_finding(each, report, whose) for each in report.findings),
        "rules": rule_rows(report.rules, first),
        "disclosure": (
            {
                **(whose[entry.documents[0]] if entry.documents else first),
                "item": entry.item,
                "title": entry.title,
                "basis": entry.basis,
                "verdict": entry.verdict.value,
                "page": entry.place.place.page if entry.place else None,
                "line": entry.place.place.line if entry.place else None,
                "problem": entry.problem or None,
                "advice": entry.advice or None,
            }
            for entry in report.disclosure
        ),
    }
    made = {name: pa.Table.from_pylist(list(each), schema=SCHEMAS[name]) for name, each in rows.items()}
    return {
        **made,
        "facts": SCHEMAS["facts"].empty_table() if examination is None else _facts(examination, whose),
    }


_OFFICE = re.compile(vocabulary.identity("organs"))
_OFFICE_NAME = re.compile(rf"(?:{vocabulary.identity('organs')})$")


def _listed(recognised: Recognised) -> list[str]:
    """The names of offices in the prose of a department, among them those of its units."""
    if recognised.identity.level == UNIT:
        return []
    said = (p.text for p in recognised.prose if _OFFICE.search(p.text))
    return sorted(
        {"".join(n.regions) + n.office for n in listed_names(said) if _OFFICE_NAME.search(n.office)}
    )


def _whose(task: str, report: Report, info: DocumentInfo) -> Row:
    return {
        **_nobody(task, report),
        "sha256": info.sha256,
        "department": info.department,
        "year": info.year,
        "kind": info.kind,
    }


def _nobody(task: str, report: Report) -> Row:
    return {"task": task, "rules_sha256": report.rules_sha256}


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


def _documents(report: Report, whose: list[Row], examination: Examination | None) -> Iterable[Row]:
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
            "level": None if examination is None else examination.recognised[number].identity.level,
            "pages": info.pages,
            "status": info.status.value,
            "problems": list(info.problems),
            "statements": codes,
            "listed": [] if examination is None else _listed(examination.recognised[number]),
            "errors": counts[number, Severity.ERROR.value],
            "warnings": counts[number, Severity.WARNING.value],
            "infos": counts[number, Severity.INFO.value],
            "waived": counts[number, "waived"],
            "numbers": coverage.numbers if coverage else 0,
            "read": coverage.read if coverage else 0,
            "bound": coverage.bound if coverage else 0,
            "checked": coverage.checked if coverage else 0,
        }


def _facts(examination: Examination, whose: list[Row]) -> pa.Table:
    """The facts, column by column: they are by far the most rows."""
    facts = examination.material.facts
    documents = np.array([fact.document for fact in facts], np.int32)
    schema = SCHEMAS["facts"]
    units = {unit: (unit.name or None, unit.kind.value) for unit in {fact.printed.unit for fact in facts}}
    measured = [units[fact.printed.unit] for fact in facts]
    columns: dict[str, object] = {
        **{
            name: pa.array([row[name] for row in whose], schema.field(name).type).take(documents)
            for name in ("task", "sha256", "rules_sha256", "department", "year", "kind")
        },
        "document": documents,
        "fact": np.arange(len(facts), dtype=np.int32),
        **_stands(examination.material.statements, len(facts)),
        "row_label": [fact.row for fact in facts],
        "column_label": [fact.column for fact in facts],
        "text": [fact.printed.text for fact in facts],
        "value": np.array([fact.printed.value for fact in facts], np.int64),
        "half": np.array([fact.printed.half for fact in facts], np.int64),
        "unit": [name for name, _ in measured],
        "measures": [kind for _, kind in measured],
        "page": [fact.place.page for fact in facts],
        "line": [fact.place.line for fact in facts],
        "cell": [fact.place.cell for fact in facts],
        "checked": examination.checked.touched > 0,
    }
    return pa.table(columns, schema=schema)


def _stands(statements: Sequence[Statement], count: int) -> dict[str, pa.Array]:
    """Where each of so many facts stands: its statement, row and column; nothing where it stands in none."""
    at = np.full((3, count), -1, np.int32)
    codes: list[str | None] = []
    names: list[str] = []
    rows: list[str] = []
    columns: list[str] = []
    for statement in statements:
        row, column = np.nonzero(statement.cells >= 0)
        facts = statement.cells[row, column]
        at[0, facts], at[1, facts], at[2, facts] = len(codes), len(rows) + row, len(columns) + column
        codes.append(statement.code)
        names.append(statement.name)
        rows += statement.rows
        columns += statement.columns
    which, row_at, column_at = (pa.array(each, mask=each < 0) for each in at)
    return {
        name: pa.array(values, pa.string()).take(indices)
        for name, values, indices in (
            ("statement", codes, which),
            ("table_name", names, which),
            ("row_key", rows, row_at),
            ("column_key", columns, column_at),
        )
    }


def _finding(finding: Finding, report: Report, whose: list[Row]) -> Row:
    first = finding.evidence[0]
    table = next((s.name for s in report.statements if s.id == first.statement), None)
    own = whose[first.document]
    return {**finding_row(finding, own, (str(own["task"]), first.document)), "table_name": table}


def finding_row(finding: Finding, whose: Row, subject: tuple[str, int]) -> Row:
    """The row of a finding; ``subject`` is the audit, and the number in it, of the document that it is about."""
    first = finding.evidence[0]
    return {
        **whose,
        "document": subject[1],
        "subject": subject[0],
        "finding": finding.id,
        "rule": finding.rule,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "status": finding.status,
        "title": finding.title,
        "message": finding.message,
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
        "tolerance": finding.tolerance,
        "numbers": list(numbers_of(finding)),
        "repair": finding.diagnosis.repair if finding.diagnosis else None,
        "row_label": first.row,
        "column_label": first.column,
        "page": first.place.page,
        "line": first.place.line,
        "cell": first.place.cell,
    }


def rule_rows(results: Iterable[RuleResult], whose: Row) -> Iterable[Row]:
    """The rows of what came of the rules."""
    for rule in results:
        if rule.applied or rule.skipped:
            yield {
                **whose,
                "rule": rule.id,
                "title": rule.title,
                "applied": rule.applied,
                "held": rule.held,
                "violated": rule.violated,
                "skipped": rule.skipped,
                "why_skipped": rule.why_skipped,
            }
