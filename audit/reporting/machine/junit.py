"""``report.junit.xml``: a test case per rule and document, as every CI system can show it.

A rule that has findings in a document fails there; one that was applied and holds passes; one that could not
be applied is skipped, with its reason. What could not be read is an error: silence never reads as a pass. The
file keeps to what both common schemas of the format allow.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from xml.etree import ElementTree

from audit.reporting.culprit import suspect
from audit.reporting.plain import clean, one_line
from audit.reporting.view import View
from checks.finding import Finding, Severity
from checks.report import Report, RuleResult

_Outcome = tuple[str, str, str, str] | None
"""Element name, type, message and text of a test case that did not pass."""


def render(report: Report, generated_at: str) -> bytes:
    """The JUnit XML file, UTF-8: one suite a document."""
    root = ElementTree.Element("testsuites")
    view = View(report)
    by_place: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for entry in view.entries:
        document = entry.finding.evidence[0].document if entry.finding.evidence else 0
        by_place[document, entry.finding.rule].append(entry.finding)
    for index in range(len(report.documents)):
        root.append(_suite(view, index, by_place, _timestamp(generated_at)))
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _timestamp(generated_at: str) -> str:
    """Local time without a zone: the older of the two schemas allows no other."""
    return datetime.fromisoformat(generated_at).replace(tzinfo=None, microsecond=0).isoformat()


def _suite(
    view: View, index: int, by_place: dict[tuple[int, str], list[Finding]], timestamp: str
) -> ElementTree.Element:
    document = view.report.documents[index]
    cases = _reading(view, index) + _rules(view, index, by_place)
    kinds = [outcome[0] if outcome else "passed" for _, outcome in cases]
    suite = ElementTree.Element(
        "testsuite",
        {
            "id": str(index),
            "name": view.documents[index],
            "package": "gouji",
            "hostname": "localhost",
            "timestamp": timestamp,
            "time": "0",
            "tests": str(len(cases)),
            "failures": str(kinds.count("failure")),
            "errors": str(kinds.count("error")),
            "skipped": str(kinds.count("skipped")),
        },
    )
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in (("path", document.path), ("rules", view.report.rules_sha256)):
        ElementTree.SubElement(properties, "property", {"name": name, "value": one_line(value)})
    for name, outcome in cases:
        case = ElementTree.SubElement(
            suite, "testcase", {"name": name, "classname": view.documents[index], "time": "0"}
        )
        if outcome:
            kind, type_, message, text = outcome
            attributes = {"message": message} if kind == "skipped" else {"message": message, "type": type_}
            ElementTree.SubElement(case, kind, attributes).text = text
    ElementTree.SubElement(suite, "system-out").text = view.verdict()
    ElementTree.SubElement(suite, "system-err")
    return suite


def _reading(view: View, index: int) -> list[tuple[str, _Outcome]]:
    problems = [clean(problem) for problem in view.report.documents[index].problems]
    name = view.words("label.numbers_read")
    if not problems:
        return [(name, None)]
    return [(name, ("error", "unreadable", one_line(problems[0]), "\n".join(problems)))]


def _rules(
    view: View, index: int, by_place: dict[tuple[int, str], list[Finding]]
) -> list[tuple[str, _Outcome]]:
    results = {rule.id: rule for rule in view.report.rules}
    names = [*results, *sorted({rule for document, rule in by_place if document == index} - results.keys())]
    return [(name, _outcome(view, by_place.get((index, name), []), results.get(name))) for name in names]


def _outcome(view: View, findings: list[Finding], result: RuleResult | None) -> _Outcome:
    failures = [each for each in findings if each.waiver is None and each.severity is not Severity.INFO]
    if failures:
        text = "\n".join(_line(view, each) for each in failures)
        return "failure", failures[0].severity.value, one_line(failures[0].message), text
    if result is not None and result.applied == 0 and not findings:
        return "skipped", "", one_line(result.why_skipped or ""), ""
    return None


def _line(view: View, finding: Finding) -> str:
    first = suspect(finding)
    parts = [view.whereabouts(first) if first else "", finding.message, view.probable(finding)]
    return f"[{finding.id}] " + " — ".join(one_line(part) for part in parts if part)
