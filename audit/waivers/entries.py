"""An explanation: for which finding, on which numbers, why, by whom, until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audit.reporting.messages import Words
from audit.reporting.plain import one_line
from checks.finding import Finding
from checks.report import Report


class WaiverError(Exception):
    """An explanation cannot be read or given; the message is one sentence that says what to mend."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One explanation. ``numbers`` are as printed; ``until`` is the last day on which it holds."""

    finding: str
    rule: str
    numbers: tuple[str, ...]
    reason: str
    by: str
    until: date


def numbers_of(finding: Finding) -> tuple[str, ...]:
    """The printed numbers that an explanation of this finding is given for."""
    return tuple(one_line(evidence.text) for evidence in finding.evidence)


def explain(report: Report, finding: str, reason: str, by: str, until: date) -> Entry:
    """The explanation of one finding of ``report``, for its numbers as they stand.

    Raises :class:`WaiverError` where the report has no such finding or no reason is given.
    """
    words = Words(report.lang)
    for each in report.findings:
        if each.id == finding:
            if not reason.strip():
                raise WaiverError(words("waiver.no_reason", finding=finding))
            return Entry(finding, each.rule, numbers_of(each), reason.strip(), by.strip(), until)
    raise WaiverError(words("waiver.no_finding", finding=finding))


def add(entries: Sequence[Entry], new: Iterable[Entry]) -> list[Entry]:
    """``entries`` with ``new`` ones put in; a new explanation replaces an old one of its finding."""
    by_finding = {each.finding: each for each in (*entries, *new)}
    return sorted(by_finding.values(), key=lambda each: (each.rule, each.finding))
