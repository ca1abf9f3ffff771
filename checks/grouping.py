"""One finding per cause: the diagnosis is written to one finding, the relations it settles are grouped under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.amount import Kind, Printed, format_value
from checks.diagnosis import Cause, Suspect
from checks.facts import FactTable
from checks.finding import Alternative, Diagnosis, Finding


def with_diagnoses(
    findings: Sequence[Finding], rows: Sequence[int | None], causes: Sequence[Cause], table: FactTable
) -> tuple[Finding, ...]:
    """The findings in the same order, the first of each cause carrying its diagnosis.

    ``rows[i]`` is the row of the system that ``findings[i]`` reports.
    """
    by_row = {row: i for i, row in enumerate(rows) if row is not None}
    result = list(findings)
    for cause in causes:
        members = [by_row[row] for row in cause.rows if row in by_row]
        heads = [i for i in members if _position(result[i], cause.suspect, table) is not None]
        if not heads:
            continue
        blamed = table[cause.suspect.fact].evidence()
        head = next((i for i in heads if result[i].evidence[0] == blamed), heads[0])
        position = _position(result[head], cause.suspect, table)
        assert position is not None
        result[head] = replace(
            result[head],
            diagnosis=Diagnosis(
                blame=position,
                repair=shown(cause.suspect.value, table[cause.suspect.fact].printed),
                kind=cause.suspect.kind,
                confidence=cause.confidence,
                explains=tuple(result[i].id for i in members if i != head),
                alternatives=tuple(_alternative(s, cause, table) for s in cause.others),
            ),
        )
    return tuple(result)


def _position(finding: Finding, suspect: Suspect, table: FactTable) -> int | None:
    blamed = table[suspect.fact].evidence()
    return next((i for i, e in enumerate(finding.evidence) if e == blamed), None)


def _alternative(suspect: Suspect, cause: Cause, table: FactTable) -> Alternative:
    fact = table[suspect.fact]
    total = cause.suspect.weight + sum(s.weight for s in cause.others)
    return Alternative(
        fact.evidence(), shown(suspect.value, fact.printed), suspect.kind, round(suspect.weight / total, 2)
    )


def shown(value: int, printed: Printed) -> str:
    """A suggested value as the number that it replaces is printed: same decimals, separators and sign."""
    text = format_value(value, printed.unit, printed.decimals)
    if "," in printed.text or "，" in printed.text:
        sign = "-" if text.startswith("-") else ""
        whole, point, fraction = text.removeprefix("-").partition(".")
        text = f"{sign}{int(whole):,}{point}{fraction}"
    if printed.kind is Kind.RATIO and printed.text.rstrip().endswith(("%", "％", "‰")):
        text += printed.text.rstrip()[-1]
    return text
