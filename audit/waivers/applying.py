"""Giving explanations to findings, and saying of those that do not hold why they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from audit.reporting.messages import Words
from audit.reporting.summary import with_findings
from audit.waivers.entries import Entry, numbers_of
from checks.finding import Finding, Waiver
from checks.report import Report


def apply(report: Report, entries: Sequence[Entry], today: date, not_waivable: frozenset[str]) -> Report:
    """``report`` with the explanations that are in force on ``today`` given to their findings.

    A waived finding keeps everything it says. An explanation that has expired, whose numbers changed, whose
    rule is in ``not_waivable``, or whose finding is gone is listed in the report's notes instead. Of two
    explanations for one finding the one that holds longer counts.
    """
    words = Words(report.lang)
    by_id = {finding.id: finding for finding in report.findings}
    granted: dict[str, Waiver] = {}
    notes: list[str] = []
    for entry in sorted(entries, key=lambda each: (each.finding, each.until)):
        finding = by_id.get(entry.finding)
        void = _void(entry, finding, today, not_waivable, words)
        if void is None:
            granted[entry.finding] = Waiver(entry.reason, entry.by, entry.until.isoformat())
        else:
            notes.append(void)
    findings = [
        replace(each, waiver=granted[each.id]) if each.id in granted else each for each in report.findings
    ]
    return with_findings(report, findings, notes)


def _void(
    entry: Entry, finding: Finding | None, today: date, not_waivable: frozenset[str], words: Words
) -> str | None:
    """Why an explanation does not hold, in a sentence; None where it does."""
    if finding is None:
        return words("waiver.gone", finding=entry.finding, rule=entry.rule)
    if finding.rule in not_waivable:
        return words("waiver.not_waivable", finding=entry.finding, rule=finding.rule)
    if entry.until < today:
        return words("waiver.expired", finding=entry.finding, rule=entry.rule, until=entry.until, by=entry.by)
    now = numbers_of(finding)
    if entry.numbers != now or entry.rule != finding.rule:
        separator = words("list.separator")
        return words(
            "waiver.changed",
            finding=entry.finding,
            rule=entry.rule,
            before=separator.join(entry.numbers),
            now=separator.join(now),
        )
    return None
