"""The accounts system's workbook (财决 tables in 元): recognised, checked for itself, and held against the disclosure."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit.pipeline import Options, audit
from checks.catalogue import statement_for_title
from checks.catalogue.across import economic_column, grouped_column
from checks.finding import Finding, Severity
from checks.report import Report

SAMPLES = Path(__file__).parents[2] / "sample_data"
ACCOUNTS = SAMPLES / "accounts" / "final_accounts_2020_accounts.xlsx"
RIGHT = SAMPLES / "as_published" / "final_accounts_2020.docx"
WRONG = SAMPLES / "with_errors" / "final_accounts_2020.docx"


@pytest.fixture(scope="module")
def books() -> Report:
    return audit([ACCOUNTS])


def between(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.rule.startswith("set.")]


def repairs(report: Report) -> dict[str | None, str]:
    return {f.stated: f.diagnosis.repair for f in between(report) if f.diagnosis}


def test_every_sheet_is_known(books: Report) -> None:
    codes = [s.code.removeprefix("final_accounts.") if s.code else None for s in books.statements]
    assert codes == [
        "summary",
        "fiscal_summary",
        "income",
        "expenditure",
        "detail",
        "detail_basic",
        "detail_projects",
        "general_flows",
        "general_detail",
        "general_detail_basic",
        "general_detail_projects",
        "government_fund",
        "running",
    ]


def test_the_set_agrees_with_itself_and_is_asked_for_no_disclosure(books: Report) -> None:
    assert books.findings == ()
    assert books.disclosure == ()
    applied = {rule.id: rule.applied for rule in books.rules}
    assert applied["accounts.detail-is-expenditure"] == 22
    assert applied["accounts.general-balance"] == 22


def test_a_wrong_cell_of_the_set_is_found_in_the_set(tmp_path: Path) -> None:
    book = load_workbook(ACCOUNTS)
    cell = book["Z08_1"]["G9"]
    assert str(cell.value) == "1471591.66"
    cell.value = 1471951.66
    book.save(tmp_path / "a.xlsx")
    errors = [f for f in audit([tmp_path / "a.xlsx"]).findings if f.severity is Severity.ERROR]
    assert {f.diagnosis.repair for f in errors if f.diagnosis} == {"1,471,591.66"}


def test_the_published_disclosure_is_what_the_books_say() -> None:
    found = audit([RIGHT], Options(against=(ACCOUNTS,)))
    assert between(found) == []
    assert any("逐数对照 610 个数，全部相符" in note for note in found.notes)


MISTAKES = {"951.34": "915.34", "112.24": "114.24", "5.61": "5.16", "28.17": "28.62", "178.45": "180.93"}


def test_every_planted_mistake_is_found_with_both_places() -> None:
    found = audit([WRONG], Options(against=(ACCOUNTS,)))
    assert repairs(found) == MISTAKES
    assert all({e.document for e in f.evidence} == {0, 1} for f in between(found))
    assert all(e.document == 0 for f in between(found) for e in f.evidence[:1])


def test_the_same_without_year_and_department_and_without_being_told(tmp_path: Path) -> None:
    book = load_workbook(ACCOUNTS)
    for sheet in book.worksheets:
        for cell in sheet[3]:
            cell.value = cell.value if "单位：元" in str(cell.value) else None
    book.save(tmp_path / "导出.xlsx")
    (tmp_path / "稿.docx").write_bytes(WRONG.read_bytes())
    found = audit([tmp_path])
    assert repairs(found) == MISTAKES
    assert any("未写明部门、年度，按《稿.docx》认定为" in note for note in found.notes)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("支出决算明细表", "detail"),
        ("一般公共预算财政拨款基本支出决算明细表", "general_detail_basic"),
        ("政府性基金预算财政拨款支出决算明细表", "fund_detail"),
    ],
)
def test_a_title_names_another_sheet_where_economic_items_stand_across(title: str, code: str) -> None:
    found = statement_for_title(title, across=True)
    assert found is not None
    assert found.code == f"final_accounts.{code}"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (["合计"], "合计"),
        (["工资福利支出", "小计"], "301"),
        (["工资福利支出", "基本工资"], "30101"),
        (["资本性支出（基本建设）", "房屋建筑物购建"], "30901"),
        (["资本性支出", "房屋建筑物购建"], "31001"),
        (["其他支出", "其他支出"], "39999"),
        (["本年收入", "其他收入"], None),
    ],
)
def test_a_column_is_the_item_below_its_class(path: list[str], code: str | None) -> None:
    assert economic_column(path) == code


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (["年初结转和结余", "合计"], "年初结转和结余"),
        (["年初结转和结余", "项目支出结转和结余", "小计"], "年初结转和结余/项目支出结转和结余"),
        (["本年支出", "基本支出", "小计"], "本年支出/基本支出"),
        (["本年支出", "基本支出", "人员经费"], "本年支出/人员经费"),
        (["项目", "科目名称"], None),
    ],
)
def test_a_column_of_a_group_goes_by_both_names(path: list[str], name: str | None) -> None:
    flows = statement_for_title("一般公共预算财政拨款收入支出决算表")
    assert flows is not None
    assert grouped_column(flows, path) == name
