"""``report.json``: valid against its schema, the same bytes twice, and readable again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from audit.reporting.machine.json_reading import ReportFormatError, from_dict, load
from audit.reporting.machine.json_report import SCHEMA_PATH, render, to_dict
from checks.report import Coverage, Report, Summary, Verdict

NOON = "2026-03-01T12:00:00+08:00"


def test_the_report_is_valid_against_its_schema(report: Report) -> None:
    schema = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(render(report, NOON)), schema, cls=jsonschema.Draft202012Validator)


def test_an_empty_report_is_valid() -> None:
    empty = Report((), (), (), Coverage(0, 0, 0, 0), (), Summary(0, 0, 0, 0, Verdict.PASS), "0" * 64, "0.1.0")
    schema = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(render(empty, NOON)), schema, cls=jsonschema.Draft202012Validator)


def test_only_the_time_differs_between_two_runs(report: Report) -> None:
    first, second = render(report, NOON), render(report, "2026-03-02T09:30:00+08:00")
    assert first == render(report, NOON)
    assert first.replace(b"2026-03-01T12:00:00", b"2026-03-02T09:30:00") == second


def test_evidence_is_flat_and_numbers_are_as_printed(report: Report) -> None:
    finding = next(each for each in to_dict(report)["findings"] if each["id"] == "a00000000001")
    assert finding["evidence"][1]["text"] == "1,065.88"
    assert finding["evidence"][1]["page"] == 9
    assert finding["evidence"][1]["bbox"] == [300.0, 180.0, 370.0, 194.0]
    assert finding["evidence"][1]["cell"] is None
    assert finding["expected"] == "1065.88"
    assert finding["diagnosis"]["explains"] == ["a00000000002", "a00000000003"]


def test_coverage_is_counted_by_document_and_by_relations(report: Report) -> None:
    first, _ = to_dict(report)["coverage"]["by_document"]
    assert first["relations"] == {"1": 20, "2": 30, "3+": 18}
    assert first["undetectable"] == 1


def test_what_was_written_comes_back_without_the_cells(report: Report) -> None:
    bare = replace(report, statements=tuple(replace(each, table=()) for each in report.statements))
    assert from_dict(json.loads(render(report, NOON))) == bare


def test_a_path_that_is_not_utf8_survives(report: Report) -> None:
    odd = replace(
        report, documents=(replace(report.documents[0], path="决算\udcb5.pdf"), report.documents[1])
    )
    assert from_dict(json.loads(render(odd, NOON))).documents[0].path == "决算\udcb5.pdf"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": 2}', '{"schema": 1}', "\0"])
def test_another_file_is_refused_in_a_sentence(content: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReportFormatError, match=r"report\.json"):
        load(path)


def test_a_missing_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportFormatError, match="cannot be read"):
        load(tmp_path / "nothing.json", "en")
