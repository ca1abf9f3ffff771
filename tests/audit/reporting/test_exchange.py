"""SARIF, JUnit XML and GitHub annotations: what other systems read."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import jsonschema
import pytest

from audit.reporting.machine import github, junit, sarif
from audit.reporting.machine.location import physical, uri
from checks.finding import Place
from checks.report import Report
from tests.audit.reporting import sample

NOON = "2026-03-01T12:00:00+08:00"

MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "uri": {"type": "string", "pattern": r"^[\x21-\x7e]+$"},
        "index": {"type": "integer", "minimum": 0},
    },
}
LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": MESSAGE,
        "physicalLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": ARTIFACT,
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "additionalProperties": False,
                    "properties": {"startLine": {"type": "integer", "minimum": 1}, "snippet": MESSAGE},
                },
            },
        },
        "logicalLocations": {"type": "array", "uniqueItems": True},
        "properties": {"type": "object"},
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "level"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "uniqueItems": True, "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "additionalProperties": False,
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": {"type": "string"},
                },
            },
        },
        "properties": {"type": "object"},
    },
}
"""The part of the SARIF 2.1.0 schema that this program writes."""


def _run(report: Report) -> sarif.Json:
    log = json.loads(sarif.render(report, NOON))
    assert log["version"] == "2.1.0"
    run: sarif.Json = log["runs"][0]
    return run


def test_results_keep_to_the_sarif_schema(report: Report) -> None:
    run = _run(report)
    jsonschema.validate(run["results"], {"type": "array", "items": RESULT})
    assert len(run["results"]) == len(report.findings)


def test_a_result_names_its_rule_by_index(report: Report) -> None:
    run = _run(report)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_text_has_a_line_and_a_pdf_has_a_page(report: Report) -> None:
    results = {each["partialFingerprints"]["goujiFindingId/v1"]: each for each in _run(report)["results"]}
    rate = results["a00000000004"]["locations"][0]
    assert rate["physicalLocation"]["region"]["startLine"] == 42
    cause = results["a00000000001"]["locations"][0]
    assert "region" not in cause["physicalLocation"]
    assert cause["logicalLocations"][0]["fullyQualifiedName"].startswith("第 9 页 · 支出决算表")


def test_a_waived_finding_is_suppressed_with_its_reason(report: Report) -> None:
    waived = [each for each in _run(report)["results"] if "suppressions" in each]
    assert len(waived) == 1
    assert "15 号" in waived[0]["suppressions"][0]["justification"]


def test_an_incomplete_run_does_not_read_as_a_success(report: Report) -> None:
    invocation = _run(report)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert "没有文字层" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_results_left_out_are_counted(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    run = _run(report)
    assert len(run["results"]) == 2
    assert "7" in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("送审/a b.txt", "%E9%80%81%E5%AE%A1/a%20b.txt"),
        ("a:b#c?.csv", "a%3Ab%23c%3F.csv"),
        ("/data/x.pdf", "file:///data/x.pdf"),
        ("C:\\data\\x.pdf", "file:///C:/data/x.pdf"),
        ("..\\x.pdf", "../x.pdf"),
    ],
)
def test_paths_become_uris(path: str, reference: str) -> None:
    assert uri(path) == reference


def test_a_row_of_a_csv_table_is_a_line_of_its_file(report: Report) -> None:
    folder = replace(report.documents[0], path="tables", format="csv")
    assert physical(folder, Place(cell="收入决算表.csv!D12")) == ("tables/收入决算表.csv", 12)
    one = replace(report.documents[0], path="收入决算表.csv", format="csv")
    assert physical(one, Place(cell="收入决算表.csv!D12")) == ("收入决算表.csv", 12)
    assert physical(one, Place(line=3)) == ("收入决算表.csv", 3)
    assert physical(report.documents[0], Place(cell="Sheet1!D12")) == (report.documents[0].path, None)


def _suites(report: Report) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(junit.render(report, NOON)))


def test_a_test_case_a_rule_and_document(report: Report) -> None:
    first, second = _suites(report)
    cases = {case.get("name"): [child.tag for child in case] for case in first.iter("testcase")}
    assert cases["expenditure.row-total"] == ["failure"]
    assert cases["income.row-total"] == []
    assert cases["fund.balance"] == ["skipped"]
    assert cases["three-public.actual-within-budget"] == []  # waived
    assert cases["codes.unknown"] == []  # information only
    assert cases["读出"] == ["error"]
    assert (first.get("failures"), first.get("errors"), first.get("skipped")) == ("5", "1", "1")
    assert [case.get("name") for case in second.iter("testcase") if case.find("failure") is not None] == [
        "cross.budget-total",
        "prose.rate-of-change",
    ]


def test_counts_of_a_suite_agree_with_its_cases(report: Report) -> None:
    for suite in _suites(report):
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("timestamp") == "2026-03-01T12:00:00"
        for tag, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert suite.get(name) == str(len(suite.findall(f"testcase/{tag}")))


def test_hostile_text_leaves_the_xml_well_formed(report: Report) -> None:
    hostile = replace(sample.CAUSE, message="]]>\x00<&\"'\udcb5")
    suites = _suites(replace(report, findings=(hostile,)))
    assert suites[0].findall("testcase/failure")[0].get("message") == "]]><&\"'\ufffd"


def test_annotations_stand_on_their_lines(report: Report) -> None:
    lines = github.commands(report)
    assert sum(line.startswith("::error ") for line in lines) == 4
    assert any("file=送审/2021年预算.txt,line=42,title=增长率与金额不符::" in line for line in lines)
    assert not any("15 号" in line for line in lines)


def test_no_text_can_begin_a_second_command(report: Report) -> None:
    hostile = replace(sample.CAUSE, title="a,line=1::b", message="x\n::set-output name=y::z\r\n100%")
    line = github.commands(replace(report, findings=(hostile,)))[0]
    assert "\n" not in line
    assert "\r" not in line
    assert "title=a%2Cline=1%3A%3Ab::" in line
    assert "x%0A::set-output name=y::z%0A100%25" in line


def test_annotations_are_printed_on_github_alone(report: Report) -> None:
    here, there = io.StringIO(), io.StringIO()
    github.emit(report, here, {})
    github.emit(report, there, {"GITHUB_ACTIONS": "true"})
    assert here.getvalue() == ""
    assert there.getvalue().count("\n") == len(github.commands(report))


def test_annotations_left_out_are_counted(report: Report) -> None:
    many = tuple(replace(sample.FINDINGS[0], id=f"{n:012x}") for n in range(github.MOST + 3))
    assert "3" in github.commands(replace(report, findings=many))[-1]
