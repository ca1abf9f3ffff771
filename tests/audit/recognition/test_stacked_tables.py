"""Tables copied into text with one cell a line and nothing between the cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.document import Document, Line, Paragraph
from audit.pipeline import Options, audit_documents
from checks.finding import Place
from checks.pack import built_in
from checks.report import Report

HEAD = ["某县水务局2023年度部门决算公开", "2023年收入支出情况表", "单位：万元", "项目"]
COLUMNS = ["年初预算数", "全年预算数", "决算数"]
ROWS = {
    "基本支出": ["300.00", "310.00", "305.12"],
    "其中：人员经费": ["200.00", "205.00", "203.12"],
    "公用经费": ["100.00", "105.00", "102.00"],
    "项目支出": ["150.00", "140.00", "139.50"],
    "合计": ["450.00", "450.00", "444.62"],
}


def audited(rows: dict[str, list[str]], head: list[str] = HEAD) -> Report:
    cells = [*head, *COLUMNS, *(cell for label, numbers in rows.items() for cell in (label, *numbers))]
    blocks = tuple(Paragraph((Line(text, Place(line=2 * n)),)) for n, text in enumerate(cells))
    return audit_documents(
        [Document("copied.txt", "0" * 64, "txt", blocks, laid_out=False)], built_in(), Options()
    )


def test_every_number_is_read_and_added_up() -> None:
    report = audited(ROWS)
    assert report.coverage.numbers == report.coverage.read == 15
    assert report.coverage.checked >= 9
    assert not report.findings or all(f.severity == "info" for f in report.findings)


@pytest.mark.parametrize("label", ["项目支出", "合计"])
def test_a_wrong_amount_is_found(label: str) -> None:
    wrong = ROWS | {label: [*ROWS[label][:2], "193.05"]}
    assert any("193.05" in f.message for f in audited(wrong).findings if f.severity == "error")


def test_a_row_that_lost_a_cell_is_unread_and_makes_no_sum_wrong() -> None:
    report = audited(ROWS | {"项目支出": ["150.00", "139.50"]})
    assert [gap.text for gap in report.coverage.unread] == ["150.00 139.50"]
    assert not [f for f in report.findings if f.severity == "error"]


def test_an_official_form_that_reads_no_amount_is_no_pass() -> None:
    """Rows that fit neither the official columns nor columns of their own are named, not taken for blanks."""
    head = [*HEAD[:3], "说明。"]
    cells = [*head, *(cell for label, numbers in ROWS.items() for cell in (label, *numbers))]
    blocks = tuple(Paragraph((Line(text, Place(line=n)),)) for n, text in enumerate(cells))
    document = Document("copied.txt", "0" * 64, "txt", blocks, laid_out=False)
    report = audit_documents([document], built_in(), Options())
    assert report.documents[0].status != "audited"
    assert report.coverage.unread


def test_a_row_with_one_amount_of_several_is_unread_too() -> None:
    report = audited(ROWS | {"上年结转": ["25.00"]})
    assert [gap.text for gap in report.coverage.unread] == ["25.00 …"]


def test_columns_printed_over_an_official_form_are_its_columns() -> None:
    head = ["某县2024年“三公”经费情况表", "单位：万元", "项目", "上年数", "本年数"]
    rows = [
        "合计 25.00 33.00",
        "公务接待费 10.00 12.00",
        "公务用车费 15.00 21.00",
        "公务用车购置费 5.00 11.00",
        "公务用车运行费 10.00 10.00",
    ]
    cells = [*head, *(cell for row in rows for cell in row.split())]
    blocks = tuple(Paragraph((Line(text, Place(line=n)),)) for n, text in enumerate(cells, 1))
    document = Document("copied.txt", "0" * 64, "txt", blocks, laid_out=False)
    report = audit_documents([document], built_in(), Options())
    assert report.coverage.read == report.coverage.checked == 10
    wrong = [cell if cell != "33.00" else "38.00" for cell in cells]
    blocks = tuple(Paragraph((Line(text, Place(line=n)),)) for n, text in enumerate(wrong, 1))
    found = audit_documents([replace(document, blocks=blocks)], built_in(), Options()).findings
    assert any("“本年数”" in finding.message for finding in found if finding.severity == "error")


NOTICE = """南山区2024年“三公”经费决算情况
经费项目
2024年度支出（万元）
支出减少情况（万元）
因公出国（境）费
11.85
-
公务接待费
23.19
-
公务用车购置及运行维护费
108.29
-
公务用车购置费
41.69
-
公务用车运行维护费
66.60
-
“三公”经费支出
143.33
-
使用项目
2024年度数量
公务用车购置数
3
公务用车保有量
69
国内公务接待批次
159
"""


def test_dashes_are_cells_and_a_single_column_stands_below_heads_of_both() -> None:
    def of(text: str) -> Report:
        blocks = tuple(Paragraph((Line(t, Place(line=n)),)) for n, t in enumerate(text.splitlines()))
        return audit_documents(
            [Document("n.txt", "0" * 64, "txt", blocks, laid_out=False)], built_in(), Options()
        )

    report = of(NOTICE)
    assert report.coverage.unread == ()
    assert report.coverage.checked >= 6
    assert not [f for f in report.findings if f.severity == "error"]
    assert any("143.33" in f.message for f in of(NOTICE.replace("23.19", "32.19")).findings)


def test_numbers_of_rows_on_lines_of_their_own_count_the_rows_below_a_subtotal() -> None:
    cells = [
        "某省养蜂协会2023年进账一览",
        "序号",
        "项目",
        "金额（元）",
        "会费收入",
        "804,300.00",
        "服务收入",
        "531,905.15",
    ]
    cells += ["1", "培训收入", "331,600.10", "2", "展会收入", "200,305.05", "其他收入", "275.12"]
    cells += ["1", "利息", "270.12", "2", "税收减免", "5.00", "收入合计", "1,336,480.27"]
    blocks = tuple(Paragraph((Line(text, Place(line=2 * n)),)) for n, text in enumerate(cells))
    document = Document("copied.txt", "0" * 64, "txt", blocks, laid_out=False)
    report = audit_documents([document], built_in(), Options())
    assert report.coverage.numbers == report.coverage.read == report.coverage.checked == 8
    assert not [f for f in report.findings if f.severity != "info"]
