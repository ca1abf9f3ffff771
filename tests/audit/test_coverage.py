"""Coverage of a submission, as a whole and document by document."""

from __future__ import annotations

from pathlib import Path

from audit.pipeline import Options, audit
from checks.report import Report

SAMPLES = Path(__file__).parents[2] / "sample_data" / "as_published"


def report(lang: str = "zh") -> Report:
    paths = [SAMPLES / "final_accounts_2020.xlsx", SAMPLES / "final_accounts_2020_csv"]
    return audit(paths, Options(lang))


def test_the_documents_add_up_to_the_whole() -> None:
    coverage = report().coverage
    assert [each.document for each in coverage.by_document] == [0, 1]
    for name in ("numbers", "read", "bound", "checked"):
        assert sum(getattr(each, name) for each in coverage.by_document) == getattr(coverage, name)
    assert sum(each.undetectable for each in coverage.by_document) == len(coverage.undetectable)


def test_a_checked_number_is_checked_by_one_relation_or_more() -> None:
    for each in report().coverage.by_document:
        assert 0 < sum(each.relations) <= each.checked
        assert each.relations[1] + each.relations[2] > each.relations[0]


def test_an_item_in_a_long_column_may_change_unnoticed() -> None:
    # the basic expenditure has some thirty items in one sum: ten cents in one of them stay within rounding
    gaps = [gap for gap in report("en").coverage.undetectable if gap.text == "8.31"]
    assert gaps
    assert all("rounding" in gap.why for gap in gaps)


def test_what_nothing_touches_is_not_listed_twice() -> None:
    coverage = report().coverage
    unchecked = {(gap.document, gap.place, gap.text) for gap in coverage.unchecked}
    assert not unchecked & {(gap.document, gap.place, gap.text) for gap in coverage.undetectable}
