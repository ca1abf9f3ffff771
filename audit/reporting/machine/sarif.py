"""``report.sarif``: findings in SARIF 2.1.0, for code hosts and viewers that show results beside the files.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0. Text and CSV files get a
line; for a PDF or a workbook, which have none, page and cell are logical locations.
"""

from __future__ import annotations

import json
from typing import Any

from audit.reporting.culprit import figures, suspect
from audit.reporting.machine.location import physical, uri
from audit.reporting.plain import clean, one_line
from audit.reporting.view import View
from checks.finding import Evidence, Finding, Severity
from checks.pack import built_in
from checks.report import Report, Verdict
from checks.rules.rule import Rule

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

MOST_RESULTS = 5_000
"""As many as code hosts show of one run."""

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Json = dict[str, Any]
"""A JSON object of the SARIF schema."""


def render(report: Report, generated_at: str) -> bytes:
    """The SARIF file, UTF-8."""
    text = json.dumps(log(report, generated_at), ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "replace")


def log(report: Report, generated_at: str) -> Json:
    """The SARIF log: one run, one result a finding."""
    view = View(report)
    rules = _rules(view)
    positions = {rule["id"]: index for index, rule in enumerate(rules)}
    invocation: Json = {"executionSuccessful": report.summary.verdict is not Verdict.INCOMPLETE}
    invocation["toolExecutionNotifications"] = [
        {
            "level": "error",
            "message": {"text": clean(problem)},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(document.path, index)}}],
        }
        for index, document in enumerate(report.documents)
        for problem in document.problems
    ]
    left = len(view.entries) - MOST_RESULTS
    if left > 0:
        note = {"level": "warning", "message": {"text": view.words("more.findings", count=left)}}
        invocation["toolExecutionNotifications"].append(note)
    return {
        "$schema": SCHEMA_URI,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "gouji",
                        "version": report.version,
                        "language": "en" if report.lang == "en" else "zh-CN",
                        "rules": rules,
                        "properties": {"rulePack": report.rules_sha256},
                    }
                },
                "invocations": [invocation],
                "artifacts": [
                    {"location": {"uri": uri(document.path)}, "hashes": {"sha-256": document.sha256}}
                    for document in report.documents
                ],
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(view, entry.finding, positions[entry.finding.rule])
                    for entry in view.entries[:MOST_RESULTS]
                ],
                "properties": {"generatedAt": generated_at},
            }
        ],
    }


def _rules(view: View) -> list[Json]:
    """Every rule that was applied or has a finding, once, in the order of the report."""
    titles = dict(view.rules)
    for finding in view.report.findings:
        titles.setdefault(finding.rule, one_line(finding.title))
    known = built_in().rules
    return [
        {"id": rule, "shortDescription": {"text": title}, **_help(known.get(rule), view.report.lang)}
        for rule, title in titles.items()
    ]


def _help(rule: Rule | None, lang: str) -> Json:
    """What a rule finds and how to mend it; nothing of a rule that is not built in."""
    if rule is None:
        return {}
    finds, fix = rule.finds.in_(lang), rule.fix.in_(lang)
    return {
        "fullDescription": {"text": one_line(finds)},
        "help": {"text": clean(f"{finds}\n{fix}")},
    }


def _result(view: View, finding: Finding, rule_index: int) -> Json:
    first, amounts = suspect(finding), figures(finding)
    text = clean(finding.message) or clean(finding.title)
    probable = view.probable(finding)
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVEL[finding.severity],
        "message": {"text": f"{text}\n{probable}" if probable else text},
        "locations": [_location(view, first)] if first else [],
        "partialFingerprints": {"goujiFindingId/v1": finding.id},
        "properties": {
            "category": finding.category.value,
            "stated": amounts.stated,
            "expected": amounts.expected,
            "difference": amounts.difference,
            "tolerance": amounts.tolerance,
        },
    }
    others = [each for each in finding.evidence if each is not first]
    if others:
        result["relatedLocations"] = [
            {**_location(view, each), "id": number, "message": {"text": one_line(each.text) or "—"}}
            for number, each in enumerate(others, 1)
        ]
    if finding.waiver:
        waiver = finding.waiver
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": clean(f"{waiver.reason} ({waiver.by}, {waiver.until})"),
            }
        ]
    return result


def _location(view: View, evidence: Evidence) -> Json:
    path, line = physical(view.report.documents[evidence.document], evidence.place)
    place: Json = {"artifactLocation": _artifact(path, evidence.document)}
    if path != view.report.documents[evidence.document].path:
        place["artifactLocation"].pop("index")
    if line:
        place["region"] = {"startLine": line, "snippet": {"text": clean(evidence.quote or evidence.text)}}
    location: Json = {"physicalLocation": place}
    whereabouts = view.whereabouts(evidence)
    if whereabouts:
        location["logicalLocations"] = [
            {"name": one_line(evidence.text), "fullyQualifiedName": whereabouts, "kind": "value"}
        ]
        location["properties"] = {
            "page": evidence.place.page,
            "cell": evidence.place.cell,
            "boundingBox": list(evidence.place.bbox) if evidence.place.bbox else None,
        }
    return location


def _artifact(path: str, index: int) -> Json:
    return {"uri": uri(path), "index": index}
