"""The accounts system's workbook (财决 tables in 元): recognised, checked for itself, and held against the disclosure."""

from __future__ import annotations

from pathlib import Path

import docx
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
    return [f for f in report.findings if f.rule.startswith("set.") and f.severity is not Severity.INFO]


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
    assert applied["accounts.nature-economic"] == 5


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
    assert any("逐数对照 643 个数，全部相符" in note for note in found.notes)


def spoilt(tmp_path: Path, right: str, wrong: str) -> Report:
    """The right disclosure with one of its sentences changed, held against the books."""
    package = docx.Document(str(RIGHT))
    (paragraph,) = [p for p in package.paragraphs if right in p.text]
    paragraph.runs[0].text = paragraph.text.replace(right, wrong)
    for run in paragraph.runs[1:]:
        run.text = ""
    package.save(str(tmp_path / "稿.docx"))
    return audit([tmp_path / "稿.docx"], Options(against=(ACCOUNTS,)))


@pytest.mark.parametrize(
    ("right", "wrong", "stated", "given"),
    [
        ("机关运行经费支出108.36万元", "机关运行经费支出108.63万元", "108.63", "1,083,612.40"),
        ("政府采购服务支出35.20万元", "政府采购服务支出32.50万元", "32.50", "352,000.00"),
        ("国内公务接待2批次、15人次", "国内公务接待2批次、51人次", "51", "15"),
        ("团组1个、1人次", "团组2个、1人次", "2", "1"),
        ("保有量2辆", "保有量3辆", "3", "2"),
        (
            "为1,065.88万元，完成年初预算的117.75%",
            "为1,068.55万元，完成年初预算的117.75%",
            "1,068.55",
            "10,658,8",
        ),
    ],
)
def test_a_sentence_that_no_public_table_carries_is_held_against_the_books(
    tmp_path: Path, right: str, wrong: str, stated: str, given: str
) -> None:
    found = [f for f in between(spoilt(tmp_path, right, wrong)) if f.stated == stated]
    assert len(found) == 1
    assert found[0].evidence[1].text.startswith(given)
    assert found[0].evidence[1].document == 1


def test_what_the_books_do_not_carry_is_listed() -> None:
    found = audit([RIGHT], Options(against=(ACCOUNTS,)))
    (listed,) = [f for f in found.findings if f.rule == "set.no-source"]
    assert listed.severity is Severity.INFO
    assert {"905.20", "47.80"} & {e.text for e in listed.evidence} == {"905.20"}
    assert all(e.document == 0 and e.statement is None for e in listed.evidence)


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
