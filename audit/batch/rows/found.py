"""What was found, and what came of the rules, as rows."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from audit.batch.rows.whose import Row, table
from audit.waivers import numbers_of
from checks.finding import Finding
from checks.report import RuleResult


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


def rules_table(results: Sequence[RuleResult], whose: Row) -> pa.Table:
    """What came of the rules that were applied or skipped, a row each."""
    told = [rule for rule in results if rule.applied or rule.skipped]
    return table(
        "rules",
        [whose],
        [0] * len(told),
        {
            "rule": [rule.id for rule in told],
            "title": [rule.title for rule in told],
            "applied": [rule.applied for rule in told],
            "held": [rule.held for rule in told],
            "violated": [rule.violated for rule in told],
            "skipped": [rule.skipped for rule in told],
            "why_skipped": [rule.why_skipped for rule in told],
        },
    )
