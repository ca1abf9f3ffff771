"""Cells that cannot be right whatever stands beside them, as findings: what a schema refuses, what is no number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.disclosure.unread import is_torn
from checks.finding import Evidence, Finding, Gap, Place
from checks.findings.evaluation import Context, Lenient, titled
from checks.material import Material
from checks.numbers.amount import ILL_FORMED
from checks.numbers.facts import FactTable
from checks.rules.tables.schemas import SchemaFailure, failures

_NOT_A_NUMBER, _PARENT = "schema.not-a-number", "schema.parent"


def cell_findings(material: Material, table: FactTable, context: Context) -> list[Finding]:
    """Every cell that its table's schema refuses, then every one that was printed as no number can be.

    The row of a code above may stand on a page that nobody could read.
    """
    refused = [
        _refused(failure, table, context)
        for failure in failures(material.statements, table)
        if failure.rule in context.pack.rules
        and not (failure.rule == _PARENT and is_torn(failure.statement, material.unseen))
    ]
    said = (gap for narrative in material.narratives for gap in narrative.setting.claims.gaps)
    return refused + _ill_formed((*material.unread, *said), context)


def _refused(failure: SchemaFailure, table: FactTable, context: Context) -> Finding:
    rule, statement, row = context.pack[failure.rule], failure.statement, failure.row
    label = statement.row_labels[row]
    by_amount = failure.rule == "schema.negative"
    text = statement.printed_codes[row] or statement.rows[row].split("#")[0]
    if failure.fact is not None:
        at = table[failure.fact].evidence()
        evidence = at if by_amount else replace(at, text=text, column=None)
    else:
        page = statement.pages[0] if statement.pages else None
        evidence = Evidence(statement.document, text, label, Place(page=page), statement.id, label)
    template = rule.message or rule.title
    words = Lenient(
        subject=f"{titled(statement.name)}{label}", stated=evidence.text, expected=failure.expected
    )
    key = context.documents[statement.document]
    return Finding(
        id=context.identity(rule.id, key, statement.code or statement.name, statement.rows[row]),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.in_(context.lang).format_map(words),
        evidence=(evidence,),
        stated=evidence.text,
        expected=failure.expected or None,
    )


def _ill_formed(unread: Iterable[Gap], context: Context) -> list[Finding]:
    if _NOT_A_NUMBER not in context.pack.rules:
        return []
    rule = context.pack[_NOT_A_NUMBER]
    template = rule.message or rule.title
    return [
        Finding(
            id=context.identity(rule.id, context.documents[gap.document], gap.text),
            rule=rule.id,
            category=rule.category,
            severity=rule.severity,
            title=rule.title.in_(context.lang),
            message=template.in_(context.lang).format_map(Lenient(stated=gap.text)),
            evidence=(Evidence(gap.document, gap.text, gap.text, gap.place),),
            stated=gap.text,
        )
        for gap in unread
        if gap.why in ILL_FORMED
    ]
