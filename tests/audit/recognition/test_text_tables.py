"""Tables in the text of a PDF: columns collapsed, labels wrapped, headers repeated at page breaks."""

from __future__ import annotations

from audit.document import Document, Line, Paragraph
from audit.recognition import Overrides, Recognised, recognise_document
from checks.finding import Place
from checks.numbers.facts import UNREAD, FactTable
from checks.pack import built_in
from checks.rules.tables.compilation import compile_rules


def read(text: str) -> Recognised:
    blocks = tuple(
        Paragraph((Line(line, Place(line=n)),))
        for n, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    )
    document = Document("某局2020年度部门决算.txt", "0" * 64, "txt", blocks, laid_out=False)
    return recognise_document(document, 0, 0, Overrides())


CODED = """
表 5
一般公共预算财政拨款支出决算表
单位： 某市某局  单位：万元
项    目
本年支出合计 基本支出 项目支出 功能分类
科目编码
科目名称
栏次 1 2 3
 合计 1,105.58 915.04 190.54
201 一般公共服务支出 1,105.58 915.04 190.54
20131
党委办公厅（室）及相
关机构事务
39.70 0.00 39.70
 表 5
一般公共预算财政拨款支出决算表
单位： 某市某局  单位：万元
项    目
本年支出合计 基本支出 项目支出 功能分类
科目编码
科目名称
栏次 1 2 3
 合计 1,105.58 915.04 190.54
20132 组织事务 1,065.88 915.04 150.84
注：本表反映支出情况。
"""


def test_rows_by_code_survive_page_breaks_and_wrapped_labels() -> None:
    found = read(CODED)
    (statement,) = found.statements
    assert statement.code == "final_accounts.general_budget_expenditure"
    assert statement.rows == ("合计", "201", "20131", "20132")
    assert statement.columns == ("本年支出合计", "基本支出", "项目支出")
    fact = found.facts[statement.cells[2, 2]]
    assert fact.printed.text == "39.70"
    assert fact.place.line == 15
    assert fact.row == "20131 党委办公厅（室）及相关机构事务"


HALVES = """
收入支出决算总表
单位： 某市某局  单位：万元
收入 支出
项    目 行次 决算数 项    目 行次 决算数
栏    次   1 栏    次   2
一、一般公共预算财政拨款收入 1 1,899.52 一、一般公共服务支出 31 1,575.63
二、国有资本经营预算财政拨款收
入
2 0.00
二、外交支出 32 0.00
 3  三、社会保障和就业支出 33 323.89
本年收入合计 27 1,899.52 本年支出合计 57 1,899.52
总计 30 1,899.52 总计 60 1,899.52
"""


def test_full_width_amounts_and_a_code_printed_against_its_name() -> None:
    text = CODED.replace("20132 组织事务 1,065.88", "20132组织事务 １,０６５.８８")
    (statement,) = (found := read(text)).statements
    assert statement.rows == ("合计", "201", "20131", "20132")
    assert found.facts[statement.cells[3, 0]].printed.value == 10_658_800_000


def test_halves_are_told_apart_by_the_line_numbers_of_the_form() -> None:
    found = read(HALVES)
    (statement,) = found.statements
    row = {key: found.facts[statement.cells[i, 0]].printed.text for i, key in enumerate(statement.rows)}
    assert row == {
        "一般公共预算财政拨款收入": "1,899.52",
        "201": "1,575.63",
        "国有资本经营预算财政拨款收入": "0.00",
        "202": "0.00",
        "208": "323.89",
        "本年收入合计": "1,899.52",
        "本年支出合计": "1,899.52",
        "收入总计": "1,899.52",
        "支出总计": "1,899.52",
    }


def test_an_item_left_blank_is_not_the_head_of_the_total_below_it() -> None:
    found = read(
        "收支总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n"
        "一、一般公共预算拨款收入 80.00 一、教育支出 90.00\n本年收入合计 80.00 本年支出合计 90.00\n"
        "上年结转结余 10.00 年终结转结余\n收入总计 90.00 支出总计 90.00\n"
    )
    (statement,) = found.statements
    assert {"上年结转结余", "收入总计", "支出总计"} <= set(statement.rows)
    assert statement.fact("收入总计", "预算数") is not None


def test_amounts_that_cannot_be_told_apart_are_not_guessed() -> None:
    found = read(CODED.replace("20132 组织事务 1,065.88 915.04 150.84", "20132 组织事务 1,065.88 150.84"))
    assert [gap.text for gap in found.unread] == ["1,065.88 150.84"]


def test_a_title_in_the_contents_or_in_a_sentence_is_no_table() -> None:
    found = read("目录\n一、收入支出决算总表\n二、收入决算表\n本年支出决算表如下。\n基本支出 5.00 万元。")
    assert found.statements == ()


def test_a_row_that_cannot_be_read_makes_no_sum_wrong() -> None:
    text = CODED.replace("20132 组织事务 1,065.88 915.04 150.84", "20132 组织事务 1,065.88 150.84")
    found = read(text)
    (statement,) = found.statements
    assert [int(cell) for cell in statement.cells[3]] == [UNREAD] * 3
    table = FactTable(found.facts)
    blocks, _ = compile_rules(built_in(), found.statements, table)
    sums = {int(block.facts[0]) for block in blocks if block.rule == "functional-hierarchy"}
    assert not sums & {int(cell) for cell in statement.cells[1]}


def test_a_rate_behind_the_amounts_of_a_row_is_no_row_of_its_own() -> None:
    found = read(
        "部门整体支出情况表\n单位：万元\n项目 年初预算数 全年预算数 决算数 预算执行率\n"
        "一、基本支出 50.00 60.00 54.00 90.00%\n二、项目支出 40.00 40.00 30.00 75.00%\n"
        "合计 90.00 100.00 84.00 84.00%\n"
    )
    (statement,) = found.statements
    assert statement.columns == ("年初预算数", "全年预算数", "决算数", "预算执行率")
    assert statement.rows == ("基本支出", "项目支出", "合计")
