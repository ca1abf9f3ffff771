"""Counting a report again after findings were explained or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from checks.finding import Finding, Severity
from checks.report import Report, Summary, Verdict


def with_findings(report: Report, findings: Sequence[Finding], notes: Sequence[str]) -> Report:
    """``report`` with these findings instead of its own, counted anew, and ``notes`` added to its notes.

    An incomplete run stays incomplete: no explanation makes up for what was not audited.
    """
    return replace(
        report,
        findings=tuple(findings),
        summary=summarise(findings, complete=report.summary.verdict is not Verdict.INCOMPLETE),
        notes=(*report.notes, *notes),
    )


def incomplete(report: Report, note: str) -> Report:
    """``report`` with the verdict that too little was looked at, and why."""
    summary = summarise(report.findings, complete=False)
    return replace(report, summary=summary, notes=(*report.notes, note))


def summarise(findings: Sequence[Finding], *, complete: bool) -> Summary:
    """Open findings by severity, and the verdict; ``complete`` is False where something was not audited."""
    counts = Counter(finding.severity for finding in findings if finding.waiver is None)
    waived = sum(finding.waiver is not None for finding in findings)
    verdict = Verdict.FAIL if counts[Severity.ERROR] else Verdict.PASS
    return Summary(
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        waived=waived,
        verdict=verdict if complete else Verdict.INCOMPLETE,
    )
