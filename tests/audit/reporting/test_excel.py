"""The workbook: safe text, links that lead somewhere, and limits that are said."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from audit.reporting.excel import plan, render
from audit.reporting.excel.cells import LONGEST, number, put_text
from audit.reporting.excel.findings import COLUMNS, position
from audit.reporting.excel.plan import FINDINGS_HEADER, TABLE_TOP, address, sheet_titles
from audit.reporting.excel.tables import merges
from audit.reporting.view import View
from checks.finding import Evidence, Place, StatementInfo, TableCell
from checks.report import Report
from tests.audit.reporting import sample

NOON = "2026-03-01T12:00:00+08:00"
HOSTILE = [
    "=1+1",
    "+cmd|'/c calc'!A1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r\n=1",
    '=HYPERLINK("http://example.org","x")',
    "'=1",
    "{=A1}",
    "\x00=1\x1b",
    "决算\udcb5",
    "\ufffe\uffff",
    "<script>&amp;]]>",
]


def _open(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(render(report, NOON)))


def _sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def _formulas(book: Workbook) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def _hostile_report(text: str) -> Report:
    base = sample.report()
    place = Place(page=1, cell=text)
    evidence = Evidence(0, text, text, place, "d0-s0", text, text)
    finding = replace(
        sample.CAUSE,
        title=text,
        message=text,
        stated=text,
        expected=text,
        evidence=(evidence, evidence),
        rule=text,
    )
    table = (TableCell(0, 0, text, place, header=True), TableCell(1, 0, text, place, fact=0))
    return replace(
        base,
        documents=tuple(
            replace(each, path=text or "x", department=text, problems=(text,)) for each in base.documents
        ),
        statements=(replace(base.statements[0], name=text, unit=text, table=table),),
        findings=(finding,),
        rules=tuple(replace(each, id=text, title=text, why_skipped=text) for each in base.rules),
        coverage=replace(
            base.coverage, unread=tuple(replace(each, text=text, why=text) for each in base.coverage.unread)
        ),
        notes=(text,),
    )


def test_the_sheets_are_there_in_both_languages() -> None:
    assert _open(sample.report()).sheetnames == [
        "概览",
        "差异清单",
        "1 支出决算表",
        "2 财政拨款“三公”经费支出决算表",
        "3 支出 预算  表 一",
        "勾稽关系",
        "覆盖情况",
    ]
    assert _open(sample.report("en")).sheetnames[1] == "Discrepancies"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_a_document_never_becomes_a_formula(text: str) -> None:
    assert _formulas(_open(_hostile_report(text))) == []


@given(st.text())
def test_any_text_can_be_written_and_read_back_as_text(text: str) -> None:
    book = Workbook()
    cell = book.worksheets[0]["A1"]
    put_text(cell, text)
    buffer = io.BytesIO()
    book.save(buffer)
    assert cell.data_type in {"s", "n"}
    assert cell.value is None or isinstance(cell.value, str)


def test_a_text_too_long_for_a_cell_says_so() -> None:
    cell = Workbook().worksheets[0]["A1"]
    put_text(cell, "字" * 40_000, "（略）")
    assert cell.value == "字" * LONGEST + "（略）"


@pytest.mark.parametrize(
    ("text", "value", "pattern"),
    [
        ("1,065.88", 1065.88, "#,##0.00"),
        ("1899.52", 1899.52, "0.00"),
        ("0.00", 0.0, "0.00"),
        ("-5.36", -5.36, "0.00"),
        ("83.02%", 0.8302, "0.00%"),
        ("17,996,680", 17996680.0, "#,##0"),
    ],
)
def test_a_number_shows_as_it_was_printed(text: str, value: float, pattern: str) -> None:
    assert number(text) == (value, pattern)


@pytest.mark.parametrize(
    "text", ["", None, "（5.36）", "1,23.4", "007", "-0.00", "12345678901234.567", "—", "三", "+5", "１２.5"]
)
def test_what_a_number_could_not_show_stays_text(text: str | None) -> None:
    assert number(text) is None


def test_one_row_a_finding_with_its_place_and_numbers(report: Report) -> None:
    sheet = _sheet(_open(report), "差异清单")
    row = [cell.value for cell in sheet[FINDINGS_HEADER + 1]]
    values = dict(zip(COLUMNS, row, strict=True))
    assert values["number"] == 1
    assert values["severity"] == "错误"
    assert values["table"] == "支出决算表"
    assert values["row"] == "2013201 行政运行"
    assert values["column"] == "基本支出"
    assert values["stated"] == 1056.88
    assert values["expected"] == 1065.88
    assert values["difference"] == -9
    assert "“1,065.88”疑应为“1,056.88”（数字颠倒，把握 97%）" in str(values["diagnosis"])
    assert values["state"] == "待处理"
    assert values["id"] == "a00000000001"
    assert json.loads(str(values["numbers"])) == ["1,056.88", "1,065.88"]
    assert sheet.max_row == FINDINGS_HEADER + len(report.findings)


def test_what_one_repair_settles_is_grouped_under_its_cause(report: Report) -> None:
    sheet = _sheet(_open(report), "差异清单")
    levels = [sheet.row_dimensions[FINDINGS_HEADER + number].outlineLevel for number in range(1, 10)]
    assert levels == [0, 1, 1, 0, 0, 0, 0, 0, 0]
    assert sheet.sheet_properties.outlinePr is not None
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


def test_the_list_can_be_filtered_filled_in_and_printed(report: Report) -> None:
    sheet = _sheet(_open(report), "差异清单")
    assert sheet.auto_filter.ref == "A2:V11"
    assert sheet.freeze_panes == "D3"
    assert sheet.column_dimensions["W"].hidden
    assert sheet.column_dimensions["X"].hidden
    assert sheet.data_validations.dataValidation[0].formula1 == '"待处理,已修改,已说明"'
    assert str(sheet.data_validations.dataValidation[0].sqref) == "T3:T11"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$2:$2"


def test_a_waiver_stands_in_the_columns_it_was_given_in(report: Report) -> None:
    sheet = _sheet(_open(report), "差异清单")
    row = dict(zip(COLUMNS, (cell.value for cell in sheet[FINDINGS_HEADER + 9]), strict=True))
    assert (row["opinion"], row["by"], row["state"]) == (
        "年中追加，见财政批复〔2020〕15 号",
        "张三",
        "已说明",
    )


def test_wrong_cells_are_coloured_commented_and_linked_both_ways(report: Report) -> None:
    book = _open(report)
    table = _sheet(book, "1 支出决算表")
    wrong = table[address(4, 3)]
    assert wrong.value == 1065.88
    assert wrong.fill.fgColor.rgb == "00F8D7D4"
    assert wrong.comment is not None
    assert "第 1 条" in wrong.comment.text
    assert wrong.hyperlink is not None
    assert wrong.hyperlink.location == "'差异清单'!A3"
    follows = table[address(3, 3)]
    assert follows.fill.fgColor.rgb == "00FFF7D6"
    link = _sheet(book, "差异清单").cell(FINDINGS_HEADER + 1, position("table")).hyperlink
    assert link is not None
    assert link.location == f"'1 支出决算表'!{address(4, 3)}"


def test_every_link_leads_to_a_sheet_that_exists(report: Report) -> None:
    book = _open(report)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    match = re.fullmatch(r"'(.+)'![A-Z]+\d+", cell.hyperlink.location or "")
                    assert match is not None
                    assert match[1].replace("''", "'") in book.sheetnames


def test_codes_stay_text_and_amounts_become_numbers(report: Report) -> None:
    table = _sheet(_open(report), "1 支出决算表")
    assert table[address(4, 0)].value == "2013201"
    assert table[address(1, 2)].value == 1899.52
    assert table[address(1, 2)].number_format == "#,##0.00"


def test_spans_are_kept_unless_they_collide() -> None:
    place = Place()
    table = (
        TableCell(0, 0, "项目", place, row_span=2),
        TableCell(0, 1, "决算数", place, column_span=2),
        TableCell(1, 1, "小计", place, column_span=5, row_span=2),
        TableCell(1, 2, "其中", place),
    )
    assert merges(table) == [f"A{TABLE_TOP}:A{TABLE_TOP + 1}", f"B{TABLE_TOP}:C{TABLE_TOP}"]


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 4), st.integers(1, 4)),
        unique_by=lambda x: x[:2],
    )
)
def test_merged_areas_never_overlap(spans: list[tuple[int, int, int, int]]) -> None:
    table = tuple(
        TableCell(row, column, "x", Place(), row_span=tall, column_span=wide)
        for row, column, tall, wide in spans
    )
    sheet = Workbook().worksheets[0]
    for area in merges(table):
        sheet.merge_cells(area)
    covered = [cell for area in sheet.merged_cells.ranges for cell in area.cells]
    assert len(covered) == len(set(covered))


@given(st.lists(st.text(max_size=60), max_size=40))
def test_sheet_titles_are_what_excel_takes(names: list[str]) -> None:
    titles = sheet_titles([name.replace("\n", " ") for name in names], ["概览"])
    assert len({title.casefold() for title in titles}) == len(names)
    for title in titles:
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\'")


def test_more_tables_than_sheets_is_said_not_hidden(report: Report) -> None:
    cells = (TableCell(0, 0, "合计", Place(), header=True),)
    many = tuple(StatementInfo(f"d0-s{n}", 0, f"表{n}", None, None, (), 1, 1, 1, cells) for n in range(1001))
    book = _open(replace(report, statements=many, findings=()))
    assert len(book.sheetnames) == plan.MOST_TABLES + 4
    text = [str(cell.value) for row in book["概览"].iter_rows() for cell in row if cell.value]
    assert "另有 701 张表未附原表，全部见 report.json。" in text


def test_more_findings_than_rows_is_said_not_hidden(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST_FINDINGS", 5)
    sheet = _sheet(_open(report), "差异清单")
    assert sheet.cell(FINDINGS_HEADER + 6, 1).value == "另有 4 条未列出，全部见 report.json。"


def test_fifty_thousand_findings_are_laid_out(report: Report) -> None:
    many = tuple(replace(sample.FINDINGS[0], id=f"{n:012x}") for n in range(50_001))
    layout = plan.make(View(replace(report, findings=many)))
    assert len(layout.entries) == plan.MOST_FINDINGS


def test_a_place_that_two_cells_share_is_not_guessed() -> None:
    line = Place(line=7)
    table = (TableCell(0, 0, "5.00", line, fact=0), TableCell(0, 1, "5.00", line, fact=1))
    base = sample.report()
    finding = replace(
        sample.FINDINGS[0], evidence=(Evidence(0, "5.00", "", line, "d0-s0", "合计", "决算数"),)
    )
    statements = (replace(base.statements[0], table=table),)
    layout = plan.make(View(replace(base, statements=statements, findings=(finding,))))
    assert layout.targets == {}


def test_of_equal_numbers_on_one_line_the_header_tells_which_is_meant() -> None:
    line = Place(line=7)
    table = (
        TableCell(0, 0, "预算数", Place(line=5), header=True),
        TableCell(0, 1, "决算数", Place(line=5), header=True),
        TableCell(1, 0, "5.00", line, fact=0),
        TableCell(1, 1, "5.00", line, fact=1),
    )
    base = sample.report()
    evidence = Evidence(0, "5.00", "", line, "d0-s0", "合计", "2020年决算数")
    statements = (replace(base.statements[0], table=table),)
    findings = (replace(sample.FINDINGS[0], evidence=(evidence,)),)
    layout = plan.make(View(replace(base, statements=statements, findings=findings)))
    assert layout.targets == {1: address(1, 1)}


def _png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, "PNG")
    return buffer.getvalue()


def test_a_picture_stands_in_its_row_which_is_high_enough(report: Report) -> None:
    pictures = {"a00000000001": _png(500, 300)}
    sheet = load_workbook(io.BytesIO(render(report, NOON, pictures)))["差异清单"]
    (picture,) = sheet._images
    row = next(row[0].row for row in sheet.iter_rows(min_row=3) if row[position("id") - 1].value in pictures)
    start, end = picture.anchor._from, picture.anchor.to
    assert (start.col, start.row) == (end.col, end.row) == (position("picture") - 1, row - 1)
    assert sheet.row_dimensions[row].height * 12700 > end.rowOff
    assert not sheet.column_dimensions["Q"].hidden
    assert "只附前 1 条" in sheet["A1"].value


def test_without_pictures_their_column_is_hidden(report: Report) -> None:
    sheet = _open(report)["差异清单"]
    assert sheet.column_dimensions["Q"].hidden
    assert "只附前" not in sheet["A1"].value


def test_each_document_has_its_coverage_and_a_bar(report: Report) -> None:
    sheet = _open(report)["概览"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(i for i, row in enumerate(rows) if "改动不会被发现" in row)
    assert rows[top + 1][3:10] == [80, 79, 68, 20, 30, 18, 1]
    assert rows[top + 1][11] == 0.85
    bars = [area.sqref for area in sheet.conditional_formatting if area.rules[0].type == "dataBar"]
    assert f"L{top + 2}:L{top + 3}" in {str(each) for each in bars}


def test_a_report_with_nothing_in_it_is_a_workbook(report: Report) -> None:
    nothing = replace(
        report,
        documents=(),
        statements=(),
        findings=(),
        rules=(),
        coverage=replace(report.coverage, unread=(), unchecked=(), undetectable=(), by_document=()),
        notes=(),
    )
    book = _open(nothing)
    assert book["差异清单"]["A1"].value == "没有发现差异。"
    assert book["覆盖情况"]["A1"].value == "全部数字都已核对。"
