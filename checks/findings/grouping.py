"""One finding per cause: the diagnosis is written to one finding, the relations it settles are grouped under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.diagnosis.causes import Cause, Suspect
from checks.diagnosis.shift import Shift
from checks.diagnosis.slips import SHIFTED
from checks.finding import Alternative, Diagnosis, Finding
from checks.findings.evaluation import Context
from checks.numbers.amount import Kind, Printed, format_value
from checks.numbers.facts import FactTable


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


def shift_finding(
    shift: Shift, findings: Sequence[Finding], rows: Sequence[int | None], table: FactTable, context: Context
) -> Finding:
    """A block that is out of step as one finding, with all that the move settles grouped under it."""
    rule = context.pack["table.shift"]
    template = rule.message or rule.title
    first, last = table[shift.facts[0]], table[shift.facts[-1]]
    down = shift.step > 0
    direction = {"zh": "下移" if down else "上移", "en": "further down" if down else "further up"}
    words = {
        "table": shift.statement.name,
        "first": first.row,
        "last": last.row,
        "steps": str(abs(shift.step)),
        "direction": direction[context.lang],
        "count": str(len(shift.rows)),
    }
    explained = tuple(f.id for f, row in zip(findings, rows, strict=True) if row in shift.rows)
    return Finding(
        id=context.identity(rule.id, context.documents[first.document], shift.statement.name, shift.column),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.in_(context.lang).format_map(words),
        evidence=table.evidence(shift.facts),
        stated=first.printed.text,
        diagnosis=Diagnosis(
            blame=0, repair=_after(shift, table), kind=SHIFTED, confidence=1.0, explains=explained
        ),
    )


def _after(shift: Shift, table: FactTable) -> str:
    """What the first cell of a block holds once the block has moved."""
    if shift.step > 0:
        return shown(0, table[shift.facts[0]].printed)
    return table[shift.facts[min(-shift.step, len(shift.facts) - 1)]].printed.text


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
