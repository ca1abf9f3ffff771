"""Grids to statements: the layouts that disclosures print, each as small as it can be."""

from __future__ import annotations

import pytest

from audit.document import Block, Cell, Document, Grid, Line, Paragraph
from audit.recognition import Overrides, Recognised, recognise_document
from checks.finding import Place
from checks.numbers.facts import Role, Statement


def paragraph(text: str, page: int = 1) -> Paragraph:
    return Paragraph((Line(text, Place(page=page)),))


def grid(
    rows: list[list[str | None]], page: int = 1, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Grid:
    """A grid from its texts; None is a position covered by a span. ``spans`` maps (row, column) to its spans."""
    cells = [
        Cell(r, c, text, Place(page=page), *(spans or {}).get((r, c), (1, 1)))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text is not None
    ]
    return Grid(tuple(cells), len(rows), len(rows[0]), Place(page=page))


def recognised(*blocks: Block) -> Recognised:
    document = Document("某局2024年度部门决算.pdf", "0" * 64, "pdf", blocks, pages=9)
    return recognise_document(document, 0, 0, Overrides())


def amounts(found: Recognised, statement: Statement) -> dict[tuple[str, str], str]:
    return {
        (row, column): found.facts[statement.cells[i, j]].printed.text
        for i, row in enumerate(statement.rows)
        for j, column in enumerate(statement.columns)
        if statement.cells[i, j] >= 0
    }


HALVES: list[list[str | None]] = [
    ["收入", None, "支出", None],
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "90.00", "一、一般公共服务支出", "70.00"],
    ["八、其他收入", "10.00", "八、社会保障和就业支出", "25.00"],
    ["本年收入合计", "100.00", "本年支出合计", "95.00"],
    ["年初结转和结余", "5.00", "年末结转和结余", "10.00"],
    ["总计", "105.00", "总计", "105.00"],
]
HALF_SPANS = {(0, 0): (1, 2), (0, 2): (1, 2)}


def test_two_halves_side_by_side() -> None:
    found = recognised(paragraph("收入支出决算总表"), paragraph("单位：万元"), grid(HALVES, spans=HALF_SPANS))
    (statement,) = found.statements
    assert statement.code == "final_accounts.summary"
    assert statement.unit == "万元"
    printed = amounts(found, statement)
    assert printed["一般公共预算财政拨款收入", "决算数"] == "90.00"
    assert printed["201", "决算数"] == "70.00"
    assert printed["208", "决算数"] == "25.00"
    assert printed["收入总计", "决算数"] == printed["支出总计", "决算数"] == "105.00"
    role = dict(zip(statement.rows, statement.roles, strict=True))
    assert role["本年支出合计"] is Role.SUBTOTAL
    assert role["年末结转和结余"] is Role.ADJUSTMENT


def test_line_numbers_and_the_row_that_counts_columns_are_no_amounts() -> None:
    rows: list[list[str | None]] = [
        ["收入", None, None, "支出", None, None],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、一般公共预算财政拨款收入", "1", "90.00", "一、一般公共服务支出", "31", "90.00"],
        ["本年收入合计", "27", "90.00", "本年支出合计", "57", "90.00"],
    ]
    found = recognised(
        paragraph("收入支出决算总表"),
        paragraph("单位：万元"),
        grid(rows, spans={(0, 0): (1, 3), (0, 3): (1, 3)}),
    )
    assert [f.printed.text for f in found.facts] == ["90.00"] * 4


@pytest.mark.parametrize("hidden", ["", "8", "0"])
def test_a_row_that_counts_columns_is_one_where_a_stamp_hides_one_of_its_numbers(hidden: str) -> None:
    rows: list[list[str | None]] = [
        ["科目名称", "合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入"],
        ["栏次", "1", "2", hidden, "4", "5"],
        ["合计", "30.00", "20.00", "4.00", "3.00", "3.00"],
    ]
    found = recognised(paragraph("收入决算表"), paragraph("单位：万元"), grid(rows))
    assert [f.printed.text for f in found.facts] == ["30.00", "20.00", "4.00", "3.00", "3.00"]


def test_counts_that_are_not_those_of_their_columns_are_amounts() -> None:
    rows: list[list[str | None]] = [
        ["项目", "合计", "一月", "二月", "三月", "四月"],
        ["因公出国（境）", "1", "2", "3", "9", "7"],
        ["公务用车", "30", "20", "4", "3", "3"],
    ]
    found = recognised(paragraph("支出情况表"), paragraph("单位：元"), grid(rows))
    assert len(found.facts) == 10


CODED: list[list[str | None]] = [
    ["项目", None, "本年支出合计", "基本支出", "项目支出"],
    ["功能分类科目编码", "科目名称", None, None, None],
    ["合计", None, "30.00", "20.00", "10.00"],
    ["201", "一般公共服务支出", "30.00", "20.00", "10.00"],
]
CODED_SPANS = {(0, 0): (1, 2), (0, 2): (2, 1), (0, 3): (2, 1), (0, 4): (2, 1), (2, 0): (1, 2)}


def test_a_continuation_page_without_header_belongs_to_its_table() -> None:
    rest: list[list[str | None]] = [
        ["20131", "党委办公厅（室）及相关机构事务", "30.00", "20.00", "10.00"],
        ["2013101", "行政运行", "30.00", "20.00", "10.00"],
    ]
    found = recognised(
        paragraph("一般公共预算财政拨款支出决算表", 4),
        paragraph("单位：万元", 4),
        grid(CODED, 4, CODED_SPANS),
        grid(rest, 5),
    )
    (statement,) = found.statements
    assert statement.pages == (4, 5)
    assert statement.rows == ("合计", "201", "20131", "2013101")
    assert statement.parents == (-1, -1, 1, 2)


def test_a_row_torn_by_the_page_break_is_one_row() -> None:
    first: list[list[str | None]] = [
        ["科目编码", "科目名称", "合计"],
        ["205", "教育支出", "30.00"],
        ["20502", "普通教育", "30.00"],
        ["205020", "学前教", "10.00"],
    ]
    second: list[list[str | None]] = [
        ["1", "育", ""],
        ["2050202", "小学教育", "20.00"],
    ]
    found = recognised(paragraph("一般公共预算财政拨款支出决算表"), grid(first), grid(second, page=2))
    (statement,) = found.statements
    printed = amounts(found, statement)
    assert printed["2050201", "本年支出合计"] == "10.00"
    assert printed["2050202", "本年支出合计"] == "20.00"


def test_an_amount_torn_by_the_page_break_is_one_amount() -> None:
    first: list[list[str | None]] = [
        ["科目编码", "科目名称", "合计"],
        ["205", "教育支出", "1,176,357"],
        ["20502", "普通教育", "1,176,357"],
        ["2050202", "小学教", "1,176,3"],
    ]
    found = recognised(
        paragraph("一般公共预算财政拨款支出决算表"), grid(first), grid([["", "育", "57"]], page=2)
    )
    (statement,) = found.statements
    assert amounts(found, statement)["2050202", "本年支出合计"] == "1,176,357"


def test_a_code_torn_where_its_head_is_a_code_too_is_one_code() -> None:
    first: list[list[str | None]] = [
        ["科目编码", "科目名称", "合计"],
        ["221", "住房保障支出", "336.22"],
        ["22102", "住房改革支出", "336.22"],
        ["2210201", "住房公积金", "230.44"],
        ["22102", "购房补", "105.7"],
    ]
    found = recognised(
        paragraph("一般公共预算财政拨款支出决算表"), grid(first), grid([["03", "贴", "8"]], page=2)
    )
    (statement,) = found.statements
    assert amounts(found, statement)["2210203", "本年支出合计"] == "105.78"


def test_a_row_without_code_or_amount_stays_a_row_where_the_code_above_is_whole_and_so_is_the_name() -> None:
    first: list[list[str | None]] = [
        ["科目编码", "科目名称", "合计"],
        ["205", "教育支出", "30.00"],
        ["20502", "普通教育", "30.00"],
        ["2050202", "小学教育", "30.00"],
    ]
    found = recognised(
        paragraph("一般公共预算财政拨款支出决算表"), grid(first), grid([["", "", "30.00"]], page=2)
    )
    (statement,) = found.statements
    assert amounts(found, statement)["2050202", "本年支出合计"] == "30.00"


def test_a_continuation_page_with_title_and_header_belongs_to_its_table() -> None:
    rest: list[list[str | None]] = [
        *CODED[:2],
        ["20131", "党委办公厅（室）及相关机构事务", "30.00", "20.00", "10.00"],
    ]
    title, unit = paragraph("一般公共预算财政拨款支出决算表", 4), paragraph("单位：万元", 4)
    found = recognised(title, unit, grid(CODED, 4, CODED_SPANS), title, unit, grid(rest, 5, CODED_SPANS))
    (statement,) = found.statements
    assert statement.rows == ("合计", "201", "20131")


def test_codes_in_three_columns_become_one_and_keep_how_they_are_printed() -> None:
    rows: list[list[str | None]] = [
        ["功能分类科目编码", None, None, "功能分类科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项", None, None, None, None],
        ["204", "", "", "公共安全支出", "9", "4", "5"],
        ["204", "6", "", "司法", "9", "4", "5"],
        ["204", "06", "01", "行政运行", "9", "4", "5"],
        ["合计", None, None, None, "9", "4", "5"],
    ]
    found = recognised(
        paragraph("2026年部门支出预算总表"),
        paragraph("编制部门：某局 单位：元"),
        grid(rows, spans={(0, 0): (1, 3), (5, 0): (1, 4), **{(0, c): (2, 1) for c in range(3, 7)}}),
    )
    (statement,) = found.statements
    assert statement.code == "budget.expenditure"
    assert statement.rows == ("204", "20406", "2040601", "合计")
    assert statement.printed_codes[:3] == ("204", "204|6", "204|06|01")


def test_the_three_public_expenses_across_two_measures() -> None:
    head: list[list[str | None]] = [
        [
            "合计",
            None,
            "因公出国（境）费",
            None,
            "公务用车购置及运行维护费",
            None,
            None,
            None,
            "公务接待费",
            None,
        ],
        [None, None, None, None, "小计", None, "公务用车运行维护费", None, None, None],
        ["预算数", "决算数"] * 5,
        ["3.00", "2.50", "", "", "2.00", "2.00", "2.00", "2.00", "1.00", "0.50"],
    ]
    spans = {(0, 0): (2, 2), (0, 2): (2, 2), (0, 4): (1, 4), (0, 8): (2, 2), (1, 4): (1, 2), (1, 6): (1, 2)}
    found = recognised(
        paragraph("财政拨款“三公”经费支出决算表"), paragraph("单位：万元"), grid(head, spans=spans)
    )
    (statement,) = found.statements
    assert statement.code == "final_accounts.three_public"
    printed = amounts(found, statement)
    assert printed["三公经费合计", "预算数"] == "3.00"
    assert printed["公务用车购置及运行维护费", "决算数"] == "2.00"
    assert printed["公务接待费", "决算数"] == "0.50"
    assert "因公出国（境）费" in statement.rows
    assert ("因公出国（境）费", "决算数") not in printed


def test_a_total_that_takes_in_meetings_is_that_of_the_three_public_expenses_beside_them() -> None:
    head: list[list[str | None]] = [
        ["合计", "因公出国（境）费", "公务用车运行维护费", "公务接待费", "会议费", "培训费"],
        ["17.50", "0.00", "6.00", "1.50", "4.00", "6.00"],
    ]
    found = recognised(paragraph("“三公”经费、会议费、培训费支出决算表"), paragraph("单位：万元"), grid(head))
    (statement,) = found.statements
    total = statement.rows.index("合计")
    assert [statement.parents[statement.rows.index(each)] for each in head[0][1:] if each] == [total] * 5


def test_a_group_whose_span_is_lost_ends_where_the_next_label_stands_in_its_column() -> None:
    rows: list[list[str | None]] = [
        ["类别", "项目", "2024年决算数"],
        ["财政拨款", "小计", "90.00"],
        ["", "一般公共预算", "70.00"],
        ["", "政府性基金预算", "20.00"],
        ["上年结转", "", "15.00"],
        ["合计", "", "105.00"],
    ]
    found = recognised(paragraph("各类资金来源明细表"), paragraph("单位：万元"), grid(rows))
    (statement,) = found.statements
    assert statement.rows[3:] == ("上年结转", "合计")
    assert statement.parents == (-1, 0, 0, -1, -1)


def test_income_beside_expenditure_is_not_the_form_that_lists_codes() -> None:
    rows: list[list[str | None]] = [
        ["收入项目", "决算数", "支出项目", "决算数"],
        ["土地出让收入", "288.00", "城乡社区支出", "276.00"],
        ["彩票公益金收入", "12.00", "其他支出", "14.00"],
        ["收入合计", "300.00", "支出合计", "290.00"],
    ]
    title = paragraph("某区2024年政府性基金预算收支决算表")
    halves = recognised(title, paragraph("单位：万元"), grid(rows)).statements
    assert [half.code for half in halves] == [None, None]


def test_economic_classes_beside_functional_ones_divide_the_total_another_way() -> None:
    rows: list[list[str | None]] = [
        ["收入项目", "预算数", "支出功能分类", "预算数", "支出经济分类", "预算数"],
        ["一般公共预算拨款", "90.00", "教育支出", "74.00", "工资福利支出", "60.00"],
        ["", "", "住房保障支出", "16.00", "商品和服务支出", "30.00"],
        ["收入总计", "90.00", "支出总计", "90.00", "支出总计", "90.00"],
    ]
    title = paragraph("部门收支预算总表")
    (statement,) = recognised(title, paragraph("单位：万元"), grid(rows)).statements
    assert statement.code == "budget.summary"
    sections = dict(zip(statement.row_labels, statement.sections, strict=True))
    assert (sections["教育支出"], sections["工资福利支出"]) == ("支出", "支出用途")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("政府采购支出决算表", "final_accounts.procurement"),
        ("财政拨款机关运行经费支出决算表", "final_accounts.agency_running"),
    ],
)
def test_what_was_procured_and_what_running_cost_have_tables_of_their_own(title: str, code: str) -> None:
    rows: list[list[str | None]] = [
        ["项目", "金额"],
        ["合计", "9.00"],
        ["一、货物", "5.00"],
        ["三、服务", "4.00"],
    ]
    (statement,) = recognised(paragraph(title), paragraph("单位：万元"), grid(rows)).statements
    assert statement.code == code


def test_a_total_below_two_blocks_belongs_to_both() -> None:
    rows: list[list[str | None]] = [
        ["收入", None, "支出", None, None, None],
        ["项目名称", "金额", "功能分类", None, "支出用途", None],
        [None, None, "功能科目名称", "金额", "项目名称", "金额"],
        ["一、财政拨款", "8.00", "一、一般公共服务支出", "8.00", "一、基本支出", "5.00"],
        ["", "", "", "", "二、项目支出", "3.00"],
        ["当年收入小计", "8.00", "当年支出小计", None, None, "8.00"],
        ["收入合计", "8.00", "支出合计", None, None, "8.00"],
    ]
    spans = {
        (0, 0): (1, 2),
        (0, 2): (1, 4),
        (1, 0): (2, 1),
        (1, 1): (2, 1),
        (1, 2): (1, 2),
        (1, 4): (1, 2),
        (5, 2): (1, 3),
        (6, 2): (1, 3),
    }
    found = recognised(paragraph("收支预算总表"), paragraph("单位：万元"), grid(rows, spans=spans))
    (statement,) = found.statements
    section = dict(zip(statement.rows, statement.sections, strict=True))
    assert section["201"] == "支出"
    assert section["基本支出"] == "支出用途"
    assert amounts(found, statement)["本年支出合计", "预算数"] == "8.00"
    assert section["本年支出合计"] == "支出"


def test_what_cannot_be_read_is_listed_with_its_place() -> None:
    rows = [list(row) for row in HALVES]
    rows[2][1] = "9O.00"
    found = recognised(paragraph("收入支出决算总表"), paragraph("单位：万元"), grid(rows, spans=HALF_SPANS))
    assert [(gap.text, gap.place.page) for gap in found.unread] == [("9O.00", 1)]


def test_a_table_of_contents_is_no_statement() -> None:
    rows: list[list[str | None]] = [["一、收入支出决算总表"], ["二、收入决算表"]]
    found = recognised(paragraph("目录"), grid(rows))
    assert found.statements == ()


def test_a_total_that_was_merged_over_two_blocks_keeps_its_amount_when_the_merge_is_lost() -> None:
    rows: list[list[str | None]] = [
        ["项目名称", "金额", "功能科目名称", "金额", "项目名称", "金额"],
        ["一、财政拨款", "90.00", "一、一般公共服务支出", "90.00", "一、基本支出", "40.00"],
        ["二、其他资金", "", "二、外交支出", "", "二、项目支出", "50.00"],
        ["收入合计", "90.00", "支出合计", "", "", "90.00"],
    ]
    found = recognised(paragraph("收支预算总表"), paragraph("单位：万元"), grid(rows))
    (statement,) = found.statements
    assert amounts(found, statement)["支出总计", "预算数"] == "90.00"


def test_a_sheet_keeps_the_title_below_the_line_that_says_whose_document_it_is() -> None:
    rows: list[list[str | None]] = [
        ["某局2024年度部门决算", "", "", "", ""],
        ["政府性基金预算财政拨款收入支出决算表", "", "", "", ""],
        ["", "", "", "", "单位：万元"],
        ["科目编码", "科目名称", "本年收入", "本年支出", "其中：项目支出"],
        ["合计", "", "36.00", "36.00", "36.00"],
        ["229", "其他支出", "36.00", "36.00", "36.00"],
    ]
    found = recognised(grid(rows))
    (statement,) = found.statements
    assert statement.code == "final_accounts.government_fund"
    assert amounts(found, statement)["229", "项目支出"] == "36.00"


def test_vehicles_without_a_subtotal_are_parts_of_the_three_public_expenses() -> None:
    rows: list[list[str | None]] = [
        ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费"],
        ["9.50", "0.00", "2.00", "6.00", "1.50"],
    ]
    found = recognised(paragraph("财政拨款“三公”经费支出决算表"), paragraph("单位：万元"), grid(rows))
    (statement,) = found.statements
    assert [parent for parent in statement.parents if parent >= 0] == [0, 0, 0, 0]


def test_a_column_with_nothing_in_it_is_like_those_under_its_heading() -> None:
    rows: list[list[str | None]] = [
        ["项目", "政府采购决算数", None, None, None],
        [None, "合计", "货物", "工程", "服务"],
        ["合计", "9.50", "2.00", "", "7.50"],
    ]
    found = recognised(
        paragraph("政府采购决算表"),
        paragraph("单位：万元"),
        grid(rows, spans={(0, 0): (2, 1), (0, 1): (1, 4)}),
    )
    (statement,) = found.statements
    assert statement.columns[1:] == ("货物", "工程", "服务")
    assert amounts(found, statement)["合计", "服务"] == "7.50"


def test_three_public_expenses_of_several_years_below_each_other() -> None:
    rows: list[list[str | None]] = [
        ["年度", "合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"],
        ["2023年决算", "8.90", "0.00", "7.50", "1.40"],
        ["2024年决算", "9.20", "0.00", "7.60", "1.60"],
        ["注：单位万元", "", "", "", ""],
    ]
    found = recognised(paragraph("近两年“三公”经费情况表"), grid(rows))
    (statement,) = found.statements
    total = {
        column: text for (row, column), text in amounts(found, statement).items() if row == "三公经费合计"
    }
    assert list(total.values()) == ["9.20", "8.90"]


def test_expenditure_below_income_is_a_side_of_its_own() -> None:
    rows: list[list[str | None]] = [
        ["项目", "合计", "一般公共预算", "政府性基金预算"],
        ["一、本年收入", "820.00", "780.00", "40.00"],
        ["二、上年结转", "20.00", "20.00", "0.00"],
        ["收入总计", "840.00", "800.00", "40.00"],
        ["一、文化旅游体育与传媒支出", "760.00", "720.00", "40.00"],
        ["二、社会保障和就业支出", "80.00", "80.00", "0.00"],
        ["支出总计", "840.00", "800.00", "40.00"],
    ]
    (statement,) = recognised(paragraph("2024年财政拨款收支总表"), grid(rows)).statements
    assert statement.sections == ("收入", "收入", "收入", "支出", "支出", "支出")
