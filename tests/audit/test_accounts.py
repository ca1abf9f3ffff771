"""The accounts system's workbook (财决 tables in 元): recognised, checked for itself, and held against the disclosure."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.pipeline import Options, audit
from checks.catalogue import statement_for_title
from checks.catalogue.across import economic_column, grouped_column
from checks.finding import Finding, Severity
from checks.report import Report

SAMPLES = Path(__file__).parents[2] / "sample_data"
ACCOUNTS = SAMPLES / "accounts" / "final_accounts_2020_accounts.xlsx"
RIGHT = SAMPLES / "as_published" / "final_accounts_2020.docx"
WRONG = SAMPLES / "with_errors" / "final_accounts_2020.docx"
BOOKS = SAMPLES / "accounts"
"""The books of both years and the approved budget."""


def sheet_of(book: Workbook, number: str) -> Worksheet:
    """The sheet with a number: its name goes on with its title and form, cut at 31 characters."""
    found = next(sheet for sheet in book.worksheets if sheet.title.startswith(f"{number} "))
    assert isinstance(found, Worksheet)
    return found


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
        "flows",
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
        "basic_figures",
        "running",
    ]


def test_the_set_agrees_with_itself_and_is_asked_for_no_disclosure(books: Report) -> None:
    assert books.findings == ()
    assert books.disclosure == ()
    applied = {rule.id: rule.applied for rule in books.rules}
    assert applied["accounts.detail-is-expenditure"] == 22
    assert applied["accounts.general-balance"] == 22
    assert applied["accounts.nature-economic"] == 5
    assert applied["accounts.flows-expenditure"] == 22
    assert applied["accounts.people"] == 10


def test_a_wrong_cell_of_the_set_is_found_in_the_set(tmp_path: Path) -> None:
    book = load_workbook(ACCOUNTS)
    cell = sheet_of(book, "Z08_1")["G9"]
    assert str(cell.value) == "1471591.66"
    cell.value = 1471951.66
    book.save(tmp_path / "a.xlsx")
    errors = [f for f in audit([tmp_path / "a.xlsx"]).findings if f.severity is Severity.ERROR]
    assert {f.diagnosis.repair for f in errors if f.diagnosis} == {"1,471,591.66"}


def test_the_published_disclosure_is_what_the_books_say() -> None:
    found = audit([RIGHT], Options(against=(ACCOUNTS,)))
    assert between(found) == []
    assert any("逐数对照 661 个数，全部相符" in note for note in found.notes)


def spoilt(tmp_path: Path, right: str, wrong: str, books: Path = ACCOUNTS) -> Report:
    """The right disclosure with one of its sentences changed, held against the books."""
    package = docx.Document(str(RIGHT))
    (paragraph,) = [p for p in package.paragraphs if right in p.text]
    paragraph.runs[0].text = paragraph.text.replace(right, wrong)
    for run in paragraph.runs[1:]:
        run.text = ""
    package.save(str(tmp_path / "稿.docx"))
    return audit([tmp_path / "稿.docx"], Options(against=(books,)))


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


EVERY = MISTAKES | {"8.2": "6.2"}
"""With last year's books beside this year's the rate of growth is told too, and with the approved budget the word."""


def spoken(found: Report) -> set[str]:
    return {f.evidence[0].text for f in between(found) if f.rule == "set.source-word"}


def test_every_planted_mistake_follows_from_the_books_alone() -> None:
    found = audit([WRONG], Options(against=(BOOKS,)))
    assert repairs(found) == EVERY
    assert spoken(found) == {"大于（小于）"}
    assert len(between(found)) == len(EVERY) + 1
    draft = next(i for i, d in enumerate(found.documents) if d.path == str(WRONG))
    assert all(f.evidence[0].document == draft for f in between(found))
    assert all({e.document for e in f.evidence} > {draft} for f in between(found))


def test_nothing_is_said_of_the_right_draft_beside_all_of_its_books() -> None:
    found = audit([RIGHT], Options(against=(BOOKS,)))
    assert between(found) == []
    (listed,) = [f for f in found.findings if f.rule == "set.no-source"]
    assert {e.text for e in listed.evidence} == {"3", "2", "1", "50", "100", "5", "180.93"}


def bare(path: Path, to: Path) -> None:
    """A workbook of the books without the year and the department above each sheet."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        sheet["A1"].value = str(sheet["A1"].value).removeprefix("2020年部门预算批复")
        for cell in sheet[3]:
            cell.value = cell.value if "单位：" in str(cell.value) and "编制" not in str(cell.value) else None
    book.save(to)


@pytest.mark.parametrize("told", [False, True])
def test_the_same_without_year_and_department(tmp_path: Path, told: bool) -> None:
    """The books are told apart by their numbers: last year's are what the draft's changes leave, the budget what it quotes."""
    (tmp_path / "账").mkdir()
    for name, path in zip("甲乙丙", sorted(BOOKS.iterdir()), strict=True):
        bare(path, tmp_path / "账" / f"{name}.xlsx")
    (tmp_path / "稿.docx").write_bytes(WRONG.read_bytes())
    against = Options(against=(tmp_path / "账",)) if told else Options()
    found = audit([tmp_path / "稿.docx"] if told else [tmp_path], against)
    assert repairs(found) == EVERY
    assert spoken(found) == {"大于（小于）"}
    assert len(between(found)) == len(EVERY) + 1
    years = {Path(d.path).name: (d.kind, d.year) for d in found.documents}
    assert years == {
        "稿.docx": ("final_accounts", 2020),
        "甲.xlsx": ("budget", 2020),
        "乙.xlsx": ("final_accounts", 2019),
        "丙.xlsx": ("final_accounts", 2020),
    }
    assert all(d.problems == () for d in found.documents)


def test_this_years_books_alone_and_without_being_told(tmp_path: Path) -> None:
    bare(ACCOUNTS, tmp_path / "导出.xlsx")
    (tmp_path / "稿.docx").write_bytes(WRONG.read_bytes())
    found = audit([tmp_path])
    assert repairs(found) == MISTAKES
    assert any("未写明部门、年度，按《稿.docx》认定为" in note for note in found.notes)


@pytest.mark.parametrize(
    ("right", "wrong", "stated", "given"),
    [
        ("增长21.0%", "增长12.0%", "12.0", "20.999"),
        ("减少186.98万元", "减少168.98万元", "168.98", "186.9794"),
        ("减少0.63万元，下降9.92%", "增加0.63万元，增长9.92%", "0.63", "-0.63"),
        ("完成年初预算的123.01%", "完成年初预算的132.01%", "132.01", "123.01"),
        ("占82.95%", "占89.25%", "89.25", "82.9489"),
        ("占基本支出的6.65%", "占基本支出的6.56%", "6.56", "6.647"),
        ("占“三公”经费的90.21%", "占“三公”经费的92.01%", "92.01", "90.1"),
        ("增加11.15万元，增长11.47%", "增加11.15万元，增长14.17%", "14.17", "11.4699"),
    ],
)
def test_what_is_reckoned_is_reckoned_from_the_books(
    tmp_path: Path, right: str, wrong: str, stated: str, given: str
) -> None:
    found = [f for f in between(spoilt(tmp_path, right, wrong, BOOKS)) if f.stated == stated]
    assert [f.rule for f in found] in (["set.source-reckoned"], ["set.source-last-year"])
    assert found[0].expected is not None
    assert found[0].expected.startswith(given)
    assert all(e.document != found[0].evidence[0].document for e in found[0].evidence[1:])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("决算数大于预算数的主要原因是年中", "决算数小于预算数的主要原因是年中"),
        ("决算数小于预算数的主要原因是活动", "决算数大于预算数的主要原因是活动"),
        ("增加11.15万元，增长11.47%，", "有所下降，"),
        ("增加11.15万元，增长11.47%，", "持平，"),
    ],
)
def test_words_of_direction_are_held_against_the_books(tmp_path: Path, right: str, wrong: str) -> None:
    found = [f for f in between(spoilt(tmp_path, right, wrong, BOOKS)) if f.rule == "set.source-word"]
    assert len(found) == 1
    assert found[0].evidence[0].text in wrong


def test_a_rate_is_given_back_as_the_draft_reckons_its_others(tmp_path: Path) -> None:
    """5.16 of 5.72 is 90.21 %, in yuan it would be 90.16 %: both are right, and the other shares of the list go with the first."""
    found = spoilt(tmp_path, "占“三公”经费的90.21%", "占“三公”经费的92.01%", BOOKS)
    assert repairs(found) == {"92.01": "90.21"}


def in_three_columns(sheet: Worksheet) -> None:
    """Each code as numbers in three columns, 类 | 款 | 项, as some systems export it: 208 | 5 | 1."""
    for row in range(5, sheet.max_row + 1):
        code = str(sheet.cell(row, 1).value)
        if code.isdigit() and len(code) in {3, 5, 7}:
            for merged in [m for m in sheet.merged_cells.ranges if (m.min_row, m.min_col) == (row, 1)]:
                sheet.unmerge_cells(merged.coord)
            for column, part in enumerate((code[:3], code[3:5], code[5:]), start=1):
                sheet.cell(row, column).value = int(part) if part else None


def level_by_level(sheet: Worksheet) -> None:
    """Each code whole in the column of its level, beside those above it: 201 | 20132 | 2013201."""
    for row in range(5, sheet.max_row + 1):
        code = str(sheet.cell(row, 1).value)
        if code.isdigit() and len(code) in {3, 5, 7}:
            for merged in [m for m in sheet.merged_cells.ranges if (m.min_row, m.min_col) == (row, 1)]:
                sheet.unmerge_cells(merged.coord)
            for column, length in enumerate((3, 5, 7), start=1):
                sheet.cell(row, column).value = code[:length] if length <= len(code) else None


def as_text(sheet: Worksheet) -> None:
    """Amounts as text, none for nothing."""
    for line in sheet.iter_rows(min_row=8):
        for cell in line:
            if isinstance(cell.value, float):
                cell.value = f"{cell.value:,.2f}" if cell.value else None


def as_numbers(sheet: Worksheet) -> None:
    """Each code as a number in one cell."""
    for row in range(5, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value).isdigit():
            sheet.cell(row, 1).value = int(str(sheet.cell(row, 1).value))


def without_title(sheet: Worksheet) -> None:
    """The title is left to the sheet's name; above the table stands no more than the number of the form."""
    sheet["A1"].value = None


def with_blank_rows(sheet: Worksheet) -> None:
    """Blank rows inside the table and below it, and a note."""
    sheet.insert_rows(sheet.max_row - 1, 2)
    sheet.append([None])
    sheet.append(["注：本表反映单位本年度的收支情况。"])


@pytest.mark.parametrize(
    "change", [in_three_columns, level_by_level, as_numbers, as_text, without_title, with_blank_rows]
)
def test_an_export_of_another_system_says_the_same(
    tmp_path: Path, change: Callable[[Worksheet], None]
) -> None:
    book = load_workbook(ACCOUNTS)
    for sheet in book.worksheets:
        assert isinstance(sheet, Worksheet)
        change(sheet)
    cover = book.create_sheet("封面", 0)
    cover["A1"], cover["A3"] = "2020年度部门决算报表", "单位负责人："
    book.save(tmp_path / "导出.xlsx")
    assert audit([tmp_path / "导出.xlsx"]).findings == ()
    found = audit([WRONG], Options(against=(tmp_path / "导出.xlsx",)))
    assert repairs(found) == MISTAKES
    assert any("逐数对照 661 个数，6 处不符" in note for note in found.notes)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_export_in_the_old_format_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(ACCOUNTS.read_bytes())
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xls",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True)
    assert repairs(audit([WRONG], Options(against=(tmp_path / "a.xls",)))) == MISTAKES


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("截至2020年末，在职人员81人，离休人员1人，退休人员26人。", set()),
        ("本部门实有在职人员80人，离休1人，退休人员28人。", {"80", "28"}),
        ("在职人员81人，其中本级在职人员43人；离退休人员27人。", set()),
    ],
)
def test_people_are_held_against_the_sheet_of_basic_figures(
    tmp_path: Path, sentence: str, stated: set[str]
) -> None:
    package = docx.Document(str(RIGHT))
    package.add_paragraph(sentence)
    package.save(str(tmp_path / "稿.docx"))
    found = audit([tmp_path / "稿.docx"], Options(against=(ACCOUNTS,)))
    assert {f.stated for f in between(found)} == stated


def test_the_sheet_of_related_figures_is_of_the_set_and_taken_as_it_is_printed(tmp_path: Path) -> None:
    book = load_workbook(ACCOUNTS)
    sheet = book.create_sheet("F01 预算支出相关信息表(财决附01表)")
    for row in (
        ["预算支出相关信息表"],
        [None, None, None, "财决附01表"],
        ["编制单位：云港市望江区协作事务部", None, None, "金额单位：元"],
        ["项目", "行次", "年初数", "年末数"],
        ["一、财政应返还额度", 1, 0, 0],
        ["二、固定资产原价", 2, 1203400, 1180250],
        ["其中：房屋", 3, 902000, 902000],
    ):
        sheet.append(row)
    book.save(tmp_path / "导出.xlsx")
    report = audit([tmp_path / "导出.xlsx"])
    assert report.findings == ()
    (related,) = [s for s in report.statements if s.code == "final_accounts.related"]
    assert related.cells == 6


def test_a_fund_that_has_parts_of_income_and_of_expenditure_keeps_them_apart(tmp_path: Path) -> None:
    book = load_workbook(ACCOUNTS)
    sheet = sheet_of(book, "Z09")
    sheet.insert_rows(9)
    for column, value in enumerate(
        [2120801, None, None, "征地和拆迁补偿支出", 0, 0, 0, 9, 2, 7, 8, 1, 7, 1, 1, 0], 1
    ):
        sheet.cell(9, column).value = value
    for column, value in enumerate([0, 0, 0, 9, 2, 7, 8, 1, 7, 1, 1, 0], 5):
        sheet.cell(8, column).value = value
    book.save(tmp_path / "导出.xlsx")
    funds = {r.id: r for r in audit([tmp_path / "导出.xlsx"]).rules if r.id.startswith("fund.")}
    assert {rule.id: (rule.applied, rule.violated) for rule in funds.values()} == {
        "fund.row-total": (2, 0),
        "fund.balance": (2, 0),
    }


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
