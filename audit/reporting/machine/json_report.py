"""``report.json``, version 1: the form of a report that other programs read, and that every run writes.

The names are fixed by the published format (``report.schema.json`` beside this file). Beyond them it carries
``generated_at``, ``lang``, ``notes``, ``diagnosis.alternatives``, ``coverage.undetectable``,
``coverage.by_document`` and a rule's ``title``. The cells of the tables are not repeated here: they are in
the documents and in the workbook.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from checks.finding import ChecklistEntry, Diagnosis, Evidence, Finding, Gap, Place, StatementInfo, Withheld
from checks.report import Coverage, DocumentCoverage, DocumentInfo, Recognition, Report, RuleResult

SCHEMA_VERSION = 1
SCHEMA_PATH = Path(__file__).with_name("report.schema.json")

RELATION_COUNTS = ("1", "2", "3+")
"""By how many relations a number is checked, as ``coverage.by_document`` counts."""

Json = dict[str, Any]
"""A JSON object; its shape is what ``report.schema.json`` says."""


def render(report: Report, generated_at: str) -> bytes:
    """The file: UTF-8, keys in a fixed order, one time field, one line for each entry of the long lists.

    A path that is not valid UTF-8 holds lone surrogates; written as ``\\udcXX`` they are still JSON, and come
    back as they were.
    """
    data = {"schema": SCHEMA_VERSION, "generated_at": generated_at, **to_dict(report)}
    members = ",\n".join(f"{_json(key)}: {_member(value)}" for key, value in data.items())
    return f"{{\n{members}\n}}\n".encode("utf-8", "backslashreplace")


def _member(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_json(each) for each in value) + "\n]"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_dict(report: Report) -> Json:
    """The report as JSON values: lists, strings, numbers and None."""
    return {
        "schema": SCHEMA_VERSION,
        "tool": {"name": "gouji", "version": report.version, "rules": report.rules_sha256},
        "lang": report.lang,
        "documents": [_document(document) for document in report.documents],
        "statements": [_statement(statement) for statement in report.statements],
        "findings": [_finding(finding) for finding in report.findings],
        "coverage": _coverage(report.coverage),
        "rules": [_rule(rule) for rule in report.rules],
        "summary": {
            "errors": report.summary.errors,
            "warnings": report.summary.warnings,
            "infos": report.summary.infos,
            "waived": report.summary.waived,
            "verdict": report.summary.verdict.value,
            "known": report.summary.known,
        },
        "notes": list(report.notes),
        "disclosure": [_checklist_entry(entry) for entry in report.disclosure],
        "recognition": [_recognition(each) for each in report.recognition],
        "withheld": [_withheld(each) for each in report.withheld],
    }


def _recognition(seen: Recognition) -> Json:
    return {
        "document": seen.document,
        "text": seen.text,
        "read": seen.read,
        "others": list(seen.others),
        "chance": seen.chance,
        "relations": seen.relations,
        "statement": seen.statement,
        "row": seen.row,
        "column": seen.column,
        **_place(seen.place),
    }


def _document(document: DocumentInfo) -> Json:
    return {
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "kind": document.kind,
        "department": document.department,
        "year": document.year,
        "pages": document.pages,
        "status": document.status.value,
        "problems": list(document.problems),
    }


def _statement(statement: StatementInfo) -> Json:
    return {
        "id": statement.id,
        "document": statement.document,
        "name": statement.name,
        "code": statement.code,
        "unit": statement.unit,
        "pages": list(statement.pages),
        "rows": statement.rows,
        "columns": statement.columns,
        "cells": statement.cells,
        "checked": statement.checked,
        "reading": None
        if statement.reading is None
        else {"shape": statement.reading.shape, "sure": statement.reading.sure, "why": statement.reading.why},
    }


def _place(place: Place) -> Json:
    return {
        "page": place.page,
        "line": place.line,
        "cell": place.cell,
        "bbox": None if place.bbox is None else list(place.bbox),
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "document": evidence.document,
        "statement": evidence.statement,
        "row": evidence.row,
        "column": evidence.column,
        "unit": evidence.unit,
        "text": evidence.text,
        "quote": evidence.quote,
        **_place(evidence.place),
    }


def _diagnosis(diagnosis: Diagnosis) -> Json:
    return {
        "blame": diagnosis.blame,
        "repair": diagnosis.repair,
        "kind": diagnosis.kind,
        "confidence": diagnosis.confidence,
        "explains": list(diagnosis.explains),
        "alternatives": [
            {
                "evidence": _evidence(other.evidence),
                "repair": other.repair,
                "kind": other.kind,
                "confidence": other.confidence,
            }
            for other in diagnosis.alternatives
        ],
    }


def _withheld(withheld: Withheld) -> Json:
    return {
        "document": withheld.document,
        "table": withheld.table,
        "why": withheld.why.value,
        "finding": _finding(withheld.finding),
    }


def _finding(finding: Finding) -> Json:
    waiver = finding.waiver
    return {
        "id": finding.id,
        "rule": finding.rule,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "title": finding.title,
        "message": finding.message,
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
        "tolerance": finding.tolerance,
        "formula": finding.formula,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "diagnosis": None if finding.diagnosis is None else _diagnosis(finding.diagnosis),
        "status": finding.status,
        "waiver": None
        if waiver is None
        else {"reason": waiver.reason, "by": waiver.by, "until": waiver.until},
    }


def _gap(gap: Gap) -> Json:
    return {"document": gap.document, "text": gap.text, "why": gap.why, **_place(gap.place)}


def _coverage(coverage: Coverage) -> Json:
    return {
        "numbers": coverage.numbers,
        "read": coverage.read,
        "bound": coverage.bound,
        "checked": coverage.checked,
        "unread": [_gap(gap) for gap in coverage.unread],
        "unchecked": [_gap(gap) for gap in coverage.unchecked],
        "undetectable": [_gap(gap) for gap in coverage.undetectable],
        "by_document": [_document_coverage(each) for each in coverage.by_document],
    }


def _document_coverage(coverage: DocumentCoverage) -> Json:
    return {
        "document": coverage.document,
        "numbers": coverage.numbers,
        "read": coverage.read,
        "bound": coverage.bound,
        "checked": coverage.checked,
        "undetectable": coverage.undetectable,
        "relations": dict(zip(RELATION_COUNTS, coverage.relations, strict=True)),
    }


def _checklist_entry(entry: ChecklistEntry) -> Json:
    return {
        "item": entry.item,
        "title": entry.title,
        "basis": entry.basis,
        "verdict": entry.verdict.value,
        "documents": list(entry.documents),
        "place": None if entry.place is None else _evidence(entry.place),
        "problem": entry.problem,
        "advice": entry.advice,
    }


def _rule(rule: RuleResult) -> Json:
    return {
        "id": rule.id,
        "applied": rule.applied,
        "held": rule.held,
        "violated": rule.violated,
        "skipped": rule.skipped,
        "why_skipped": rule.why_skipped,
        "title": rule.title,
    }
