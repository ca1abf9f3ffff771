"""A run held against an earlier one: only what is new is left."""

from __future__ import annotations

import json
from dataclasses import replace

from audit.reporting.baseline import only_new
from audit.reporting.machine.json_reading import from_dict
from audit.reporting.machine.json_report import render
from audit.reporting.view import View
from checks.report import Verdict
from tests.audit.reporting import sample

NOON = "2026-03-01T12:00:00+08:00"


def test_nothing_new_leaves_nothing() -> None:
    report = sample.report()
    after = only_new(report, from_dict(json.loads(render(report, NOON))))
    assert after.findings == ()
    assert (after.summary.errors, after.summary.waived) == (0, 0)
    assert after.summary.verdict is Verdict.INCOMPLETE
    assert "9 条" in after.notes[-1]


def test_what_an_earlier_run_has_is_never_called_a_pass() -> None:
    report = sample.report()
    whole = replace(report, summary=replace(report.summary, verdict=Verdict.PASS))
    view = View(only_new(whole, whole))
    assert view.verdict_word() == "无新增"
    assert view.verdict().startswith("没有新的差异；基准中的 9 条未列出。")


def test_a_new_finding_is_left() -> None:
    report = sample.report()
    before = replace(report, findings=report.findings[1:])
    after = only_new(report, before)
    assert [each.id for each in after.findings] == [report.findings[0].id]
    assert after.summary.errors == 1


def test_another_number_in_the_same_place_is_new() -> None:
    report = sample.report()
    changed = replace(report.findings[0], stated="21.59%")
    after = only_new(replace(report, findings=(changed, *report.findings[1:])), report)
    assert after.findings == (changed,)


def test_a_diagnosis_names_only_findings_that_are_left() -> None:
    report = sample.report()
    known = tuple(each for each in report.findings if each.id == "a00000000003")
    after = only_new(report, replace(report, findings=known))
    cause = next(each for each in after.findings if each.id == "a00000000001")
    assert cause.diagnosis is not None
    assert cause.diagnosis.explains == ("a00000000002",)


def test_against_an_empty_baseline_the_report_is_as_it_was() -> None:
    report = sample.report()
    assert only_new(report, replace(report, findings=())) is report
