"""A ``report.json`` read back: a baseline to compare with, or a report to show again in another format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit.reporting.machine.json_report import RELATION_COUNTS, SCHEMA_VERSION
from audit.reporting.messages import Words
from checks.finding import (
    Alternative,
    Category,
    ChecklistEntry,
    Compliance,
    Diagnosis,
    Doubt,
    Evidence,
    Finding,
    Gap,
    Place,
    Reading,
    Severity,
    Shape,
    StatementInfo,
    Waiver,
    Withheld,
)
from checks.report import (
    Coverage,
    DocumentCoverage,
    DocumentInfo,
    DocumentStatus,
    Recognition,
    Report,
    RuleResult,
    Summary,
    Verdict,
)


class ReportFormatError(Exception):
    """A file that should be a ``report.json`` of this version is not one; the message is a sentence."""


def load(path: Path, lang: str = "zh") -> Report:
    """The report that ``path`` holds. Raises :class:`ReportFormatError` where it holds none."""
    try:
        return from_dict(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ReportFormatError(Words(lang)("json.no_file", path=path, why=error.strerror)) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ReportFormatError(Words(lang)("json.not_a_report", path=path)) from error


def from_dict(data: Mapping[str, Any]) -> Report:
    """The report that :func:`to_dict` wrote; its statements come back without their cells.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` where ``data`` is not of this version.
    """
    if data["schema"] != SCHEMA_VERSION:
        raise ValueError(f"schema {data['schema']!r}, expected {SCHEMA_VERSION}")
    coverage, summary = data["coverage"], data["summary"]
    return Report(
        documents=tuple(
            DocumentInfo(
                **{**each, "status": DocumentStatus(each["status"]), "problems": tuple(each["problems"])}
            )
            for each in data["documents"]
        ),
        statements=tuple(
            StatementInfo(
                **{**each, "pages": tuple(each["pages"]), "reading": _read_reading(each.get("reading"))}
            )
            for each in data["statements"]
        ),
        findings=tuple(_read_finding(each) for each in data["findings"]),
        coverage=Coverage(
            numbers=coverage["numbers"],
            read=coverage["read"],
            bound=coverage["bound"],
            checked=coverage["checked"],
            unread=_read_gaps(coverage["unread"]),
            unchecked=_read_gaps(coverage["unchecked"]),
            undetectable=_read_gaps(coverage.get("undetectable", ())),
            by_document=tuple(_read_document_coverage(each) for each in coverage.get("by_document", ())),
        ),
        rules=tuple(RuleResult(**each) for each in data["rules"]),
        summary=Summary(**{**summary, "verdict": Verdict(summary["verdict"])}),
        rules_sha256=data["tool"]["rules"],
        version=data["tool"]["version"],
        lang=data.get("lang", "zh"),
        notes=tuple(data.get("notes", ())),
        disclosure=tuple(_read_checklist_entry(each) for each in data.get("disclosure", ())),
        recognition=tuple(_read_recognition(each) for each in data.get("recognition", ())),
        withheld=tuple(
            Withheld(_read_finding(each["finding"]), each["document"], each["table"], Doubt(each["why"]))
            for each in data.get("withheld", ())
        ),
    )


def _read_recognition(data: Mapping[str, Any]) -> Recognition:
    return Recognition(
        document=data["document"],
        text=data["text"],
        read=data["read"],
        others=tuple(data["others"]),
        chance=data["chance"],
        relations=data["relations"],
        place=_read_place(data),
        statement=data["statement"],
        row=data["row"],
        column=data["column"],
    )


def _read_reading(data: Mapping[str, Any] | None) -> Reading | None:
    return None if data is None else Reading(Shape(data["shape"]), data["sure"], data["why"])


def _read_place(data: Mapping[str, Any]) -> Place:
    bbox = data["bbox"] if data.get("bbox") else None
    return Place(
        page=data.get("page"),
        line=data.get("line"),
        cell=data.get("cell"),
        bbox=None if bbox is None else (bbox[0], bbox[1], bbox[2], bbox[3]),
    )


def _read_evidence(data: Mapping[str, Any]) -> Evidence:
    return Evidence(
        document=data["document"],
        text=data["text"],
        quote=data["quote"],
        place=_read_place(data),
        statement=data.get("statement"),
        row=data.get("row"),
        column=data.get("column"),
        unit=data.get("unit"),
    )


def _read_checklist_entry(data: Mapping[str, Any]) -> ChecklistEntry:
    return ChecklistEntry(
        item=data["item"],
        title=data["title"],
        basis=data["basis"],
        verdict=Compliance(data["verdict"]),
        documents=tuple(data["documents"]),
        place=None if data["place"] is None else _read_evidence(data["place"]),
        problem=data["problem"],
        advice=data["advice"],
    )


def _read_gaps(data: list[Mapping[str, Any]]) -> tuple[Gap, ...]:
    return tuple(Gap(each["document"], each["text"], each["why"], _read_place(each)) for each in data)


def _read_document_coverage(data: Mapping[str, Any]) -> DocumentCoverage:
    one, two, more = (data["relations"][count] for count in RELATION_COUNTS)
    return DocumentCoverage(**{**data, "relations": (one, two, more)})


def _read_diagnosis(data: Mapping[str, Any]) -> Diagnosis:
    return Diagnosis(
        blame=data["blame"],
        repair=data["repair"],
        kind=data["kind"],
        confidence=data["confidence"],
        explains=tuple(data["explains"]),
        alternatives=tuple(
            Alternative(_read_evidence(each["evidence"]), each["repair"], each["kind"], each["confidence"])
            for each in data.get("alternatives", ())
        ),
    )


def _read_finding(data: Mapping[str, Any]) -> Finding:
    return Finding(
        id=data["id"],
        rule=data["rule"],
        category=Category(data["category"]),
        severity=Severity(data["severity"]),
        title=data["title"],
        message=data["message"],
        evidence=tuple(_read_evidence(each) for each in data["evidence"]),
        stated=data["stated"],
        expected=data["expected"],
        difference=data["difference"],
        tolerance=data["tolerance"],
        diagnosis=None if data["diagnosis"] is None else _read_diagnosis(data["diagnosis"]),
        waiver=None if data["waiver"] is None else Waiver(**data["waiver"]),
        formula=data.get("formula"),
    )
