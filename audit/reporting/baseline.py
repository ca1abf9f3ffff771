"""Only what is new: a run held against the report of an earlier one, so a gate stops new errors alone."""

from __future__ import annotations

from dataclasses import replace

from audit.reporting.messages import Words
from audit.reporting.summary import with_findings
from checks.finding import Finding
from checks.report import Report

_Numbers = tuple[str | None, str | None, tuple[str, ...]]


def only_new(report: Report, baseline: Report) -> Report:
    """``report`` without the findings that ``baseline``, the report of an earlier run, already has.

    A finding is known where its id and its numbers are the same: another wrong number in the same place is
    new. A note says how many were left out.
    """
    known = {(each.id, _numbers(each)) for each in baseline.findings}
    new = [each for each in report.findings if (each.id, _numbers(each)) not in known]
    left_out = len(report.findings) - len(new)
    if not left_out:
        return report
    here = {each.id for each in new}
    note = Words(report.lang)("baseline.known", count=left_out)
    after = with_findings(report, [_explaining(each, here) for each in new], [note])
    return replace(after, summary=replace(after.summary, known=left_out))


def _numbers(finding: Finding) -> _Numbers:
    return finding.stated, finding.expected, tuple(each.text for each in finding.evidence)


def _explaining(finding: Finding, here: set[str]) -> Finding:
    """The finding, its diagnosis naming only findings that are still in the report."""
    if finding.diagnosis is None:
        return finding
    explains = tuple(each for each in finding.diagnosis.explains if each in here)
    return replace(finding, diagnosis=replace(finding.diagnosis, explains=explains))
