"""Tables copied from a web page into text: bars between cells, rows lost, forms run together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from audit.document import Document, Line, Paragraph
from audit.pipeline import Options, audit_documents
from audit.recognition.text_tables.barred import barred
from audit.recognition.text_tables.collapsed import collapsed_form
from checks.finding import Place
from checks.pack import built_in
from checks.report import Report

EXPENDITURE = """某县水务局2021年部门决算
支出决算表
公开03表
单位：万元
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
合计 | | 300.00 | 100.00 | 200.00 |
213 | 农林水支出 | 300.00 | 100.00 | 200.00 |
21303 | 水利 | 300.00 | 100.00 | 200.00 |
2130301 | 行政运行 | 100.00 | 100.00 | |
2130305 | 水利工程建设 | 200.00 | | 200.00 |
"""

FORM = """项目支出绩效自评表
（2022年度）
项目名称 河道清淤 主管部门 某县水务局 实施单位 某县河道管理所
项目资金 （万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额： 90.00 90.00 81.00 10 90.00% 9 其中：本年财政拨款 90.00 90.00 81.00 上年结转资金 其他资金 年度总体目标 完成清淤8公里
"""


def lines_of(text: str) -> list[Line]:
    return [Line(each, Place(line=n)) for n, each in enumerate(text.splitlines(), 1)]


def one_cell_a_line(text: str) -> str:
    """The text with each cell and each bar on a line of its own, as some pages are copied."""
    rows = [line.strip() for line in text.splitlines()]
    return "\n".join(
        "\n".join(f"{cell.strip()}\n|" for cell in row.removesuffix("|").split("|")) if "|" in row else row
        for row in rows
    )


def audited(text: str) -> Report:
    blocks = tuple(Paragraph((line,)) for line in lines_of(text))
    document = Document("copied.txt", "0" * 64, "txt", blocks, laid_out=False)
    return audit_documents([document], built_in(), Options())


def violated(report: Report) -> set[str]:
    return {f.rule for f in report.findings if f.severity == "error" and not f.rule.startswith("disclosure.")}


@pytest.mark.parametrize("text", [EXPENDITURE, one_cell_a_line(EXPENDITURE)], ids=["rows", "cells"])
def test_a_table_with_bars_is_read_and_checked(text: str) -> None:
    report = audited(text)
    assert violated(report) == set()
    assert (report.coverage.numbers, report.coverage.checked) == (13, 13)
    assert violated(audited(text.replace("200.00", "210.00", 1))) != set()


@pytest.mark.parametrize("separator", [" ", "\n", " |\n"], ids=["one line", "a cell a line", "bars"])
def test_a_form_that_has_run_together_is_read(separator: str) -> None:
    head, _, amounts = FORM.partition("项目资金")
    text = f"{head}项目资金{separator.join(amounts.split(' '))}"
    report = audited(text)
    assert violated(report) == set()
    assert violated(audited(text.replace("90.00%", "95.00%"))) == {"form.execution-rate"}
    assert violated(audited(text.replace("81.00", "81.50", 1))) >= {"form.sources"}


def test_the_words_around_a_form_stay() -> None:
    lines = lines_of(FORM)
    form = collapsed_form(lines, 3)
    assert form is not None
    assert [line.text for line in form.before] == ["项目资金（万元）"]
    assert [line.text for line in form.after] == ["年度总体目标 完成清淤8公里"]
    assert form.end == len(lines)


@pytest.mark.parametrize(
    "text",
    [
        "收入预算 100.00 万元 | 支出预算 100.00 万元\n说明如下。",
        "首页 | 新闻 | 公开\n",
        "年初预算数与全年预算数一致，全年执行数见下表。\n",
    ],
)
def test_words_with_a_bar_are_no_table(text: str) -> None:
    lines: Sequence[Line] = lines_of(text)
    assert barred(lines, 0) is None
    assert collapsed_form(lines, 0) is None
