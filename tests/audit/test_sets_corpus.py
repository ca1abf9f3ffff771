"""The documents of the corpus as submissions: matched without a setting, no false alarm between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit
from checks.finding import Category, Finding, Severity
from checks.report import Report

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")


def between_documents(report: Report) -> list[Finding]:
    return [
        f
        for f in report.findings
        if f.category is Category.CROSS_DOCUMENT and f.severity is not Severity.INFO
    ]


def submission(pattern: str) -> Report:
    return audit(sorted(CORPUS.glob(pattern)))


def test_three_years_of_prose_and_tables_apart() -> None:
    report = submission("jiangsu/*.pdf")
    assert between_documents(report) == []
    assert sum("合为一份" in note for note in report.notes) == 6
    assert sum("与上年的" in note for note in report.notes) == 4
    applied = {rule.id: rule.applied for rule in report.rules}
    assert applied["set.last-year-change"] > 20
    assert applied["prose.level-vs-table"] > 60


def test_two_years_of_one_office() -> None:
    report = submission("shanghai/万里*.pdf")
    assert between_documents(report) == []
    assert any("与上年的" in note for note in report.notes)


def test_a_department_and_its_own_unit() -> None:
    report = submission("shanghai/*司法局*.pdf")
    found = between_documents(report)
    assert {f.stated for f in found} == {"205.04", "64,840,547.00"}
    assert all(len({e.document for e in f.evidence}) == 2 for f in found)


def test_all_at_once() -> None:
    found = between_documents(submission("*/*.[pt][dx][ft]"))
    assert {f.stated for f in found} == {"205.04", "64,840,547.00"}
