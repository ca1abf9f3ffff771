"""Tables copied from a web page into text: bars between cells, rows lost, forms run together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from audit.document import Document, Line, Paragraph
from audit.pipeline import Options, audit_documents
from audit.recognition.text_tables.barred import barred
from audit.recognition.text_tables.forms.evaluation import collapsed_form
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


def test_the_last_row_may_lack_the_blanks_that_end_the_others() -> None:
    rows = ["项目 | 合计 | 一般公共预算 | 基金预算 | |", "“三公”经费 | 29.00 | 29.00 | 0.00 | |"]
    rows += [
        "因公出国（境）费 | 0.00 | 0.00 | 0.00 | |",
        "公务用车购置及运行维护费 | 28.00 | 28.00 | 0.00 | |",
    ]
    rows += ["公务接待费 | 1.00 | 1 | 0.00 |"]
    report = audited(
        "三公经费预算表\n单位：万元\n" + one_cell_a_line("\n".join(rows)) + "\n以上为预算安排情况。\n"
    )
    (statement,) = report.statements
    assert [cell.text for cell in statement.table][-5:-1] == ["公务接待费", "1.00", "1", "0.00"]
    assert violated(report) == set()


BALANCE = """2023年全区收支决算平衡表
单位：万元
科目名称 | 执行数 | 决算数 | 科目名称 | 执行数 | 决算数 |
收入总计 | 1381129 | 1381612 | 支出总计 | 1381129 | 1381612 |
一、一般公共预算收入 | 671163 | 671163 | 一、一般公共预算支出 | 935723 | 935721 |
税收收入 | 492771 | 492771 | 二、转移性支出 | 445406 | 445891 |
非税收入 | 178392 | 178392 | 上解支出 | 160983 | 164847 |
二、转移性收入 | 709966 | 710449 | 债务还本支出 | 165840 | 165840 |
上级补助 | 344106 | 344589 | 调出资金 | 0 | 0 |
调入资金 | 130837 | 130837 | 结转下年 | 118583 | 115204 |
上年结余 | 235023 | 235023 | | | |
"""


@pytest.mark.parametrize("text", [BALANCE, one_cell_a_line(BALANCE)], ids=["rows", "cells"])
def test_income_beside_expenditure_in_a_table_of_no_official_form(text: str) -> None:
    report = audited(text)
    assert violated(report) == set()
    assert (report.coverage.numbers, report.coverage.checked) == (30, 30)
    assert len(report.statements) == 2
    assert violated(audited(text.replace("344589", "344598"))) == {"table.hierarchy"}
    assert violated(audited(text.replace("935721", "935712"))) == {"table.total"}


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


THREE_PUBLIC = """某县司法局2022年“三公”经费预算
一、2022年一般公共预算“三公”经费支出预算表
单位：万元
{table}
二、2022年“三公”经费预算情况说明
某县司法局2022年“三公”经费预算为 79.00 万元。
"""
ACROSS = "“三公”经费合计 因公出国（境）费 公务用车购置及运行费 公务接待费 小计 公务用车购置费 公务用车运行费 79 0 75 50 25 4"
DOWN = "项目 预算数 合计 79.00 因公出国（境）费  公务接待费 4.00 公务用车购置及运行费 75.00 其中：公务用车运行费 25.00 公务用车购置费 50.00"


@pytest.mark.parametrize("words", [ACROSS, DOWN], ids=["across", "down"])
@pytest.mark.parametrize("separator", ["\n", " |\n", "\n|\n"], ids=["lines", "bars", "bars on lines"])
def test_the_three_public_expenses_are_read_across_and_down(words: str, separator: str) -> None:
    text = THREE_PUBLIC.format(table=separator.join(words.split(" ")) + separator.strip("\n"))
    report = audited(text)
    assert violated(report) == set()
    assert report.coverage.checked == report.coverage.numbers >= 6
    assert "prose.level-vs-table" in violated(audited(text.replace("为 79.00", "为 78.00")))
    assert "three-public.total" in violated(audited(text.replace("4", "6", 1).replace("79\n", "79\n")))


SUMMARY = (
    "部门收支总表 单位:万元 收入 支出 项目 预算数 项目 预算数 一、一般公共预算拨款收入 1,200.00 一、一般公共服务支出 "
    "二、事业收入 100.00 五、教育支出 1,180.00 六、其他收入 20.00 八、社会保障和就业支出 100.00 十九、住房保障支出 40.00 "
    "本年收入合计 1,320.00 本年支出合计 1,320.00 收入总计 1,320.00 支出总计 1,320.00"
)


def test_a_table_copied_into_one_line_is_read() -> None:
    title = "某县实验中学2024年部门预算\n"
    report = audited(f"{title}{SUMMARY}\n")
    assert violated(report) == set()
    assert report.coverage.checked == report.coverage.numbers == 10
    assert violated(audited(f"{title}{SUMMARY.replace('1,180.00', '1,280.00')}\n")) != set()


SPACED = """2020-2022年全市卫生机构收入
单位：亿元
2020
2021
2022
全市
总收入 300.00 400.00 500.00
财政补助 36.00 51.00 53.00
医疗收入 200.00 300.00 400.00
其他收入 64.00 49.00 47.00
"""


def test_a_table_of_words_and_numbers_in_plain_text_is_read() -> None:
    report = audited(SPACED)
    assert [s.columns for s in report.statements]
    assert report.coverage.read == report.coverage.numbers == 12


def test_sentences_with_numbers_in_them_are_no_table() -> None:
    text = "一、收入 100 万元 200 万元 300 万元。\n二、支出共 3 项 5 人 7 户。\n三、以上 1 2 3。\n"
    assert audited(text).statements == ()


TITLED = """| 发布机构 | 某县财政局 | 发布日期 | 2022-09-20 |
附件. | ||||
某县2021年“三公”经费决算情况统计表 | ||||
单位：万元 | ||||
项目 | 上年决算数 | 本年决算数 | 比上年增、减情况 | |
增、减金额 | 增、减幅度 | |||
合计 | 300.00 | 270.00 | -30.00 | -10.00% |
1.因公出国（境）费 | 10.00 | 12.00 | 2.00 | 20.00% |
2.公务接待费 | 90.00 | 72.00 | -18.00 | -20.00% |
3.公务用车购置及运行费 | 200.00 | 186.00 | -14.00 | -7.00% |
其中：（1）公务用车购置费 | 40.00 | 30.00 | -10.00 | -25.00% |
（2）公务用车运行费 | 160.00 | 156.00 | -4.00 | -2.50% |
"""


def test_a_title_that_was_copied_into_a_row_parts_two_tables() -> None:
    report = audited(TITLED)
    assert not violated(report)
    assert [s.code for s in report.statements if s.code] == ["final_accounts.three_public"]
    assert report.coverage.checked >= 24


@pytest.mark.parametrize(
    ("right", "wrong"), [("-30.00 |", "30.00 |"), ("20.00% |\n2.", "21.00% |\n2."), ("-2.50%", "-2.05%")]
)
def test_changes_and_their_rates_beside_each_other_are_checked(right: str, wrong: str) -> None:
    assert TITLED.replace(right, wrong) != TITLED
    number = wrong.split(" ", maxsplit=1)[0].rstrip("|")
    findings = [f for f in audited(TITLED.replace(right, wrong)).findings if f.severity == "error"]
    assert any(number == e.text for f in findings for e in f.evidence)


GROUPED = """某区2016年度“三公”经费情况
单位：万元
三公经费项目
|
合计
|
因公出国（境）费
|
公务用车购置及运行费
|
公务接待费
|
小计
|
购置
|
运行
|
小计
|
国内
|
外事
|
行次
|
1
|
2
|
3
|
4
|
5
|
6
|
7
|
8
|
2014年
|
106.50
|
1.50
|
65.00
|
25.00
|
40.00
|
40.00
|
38.00
|
其中结转
|
2015年
|
90.00
|
2.00
|
58.00
|
18.00
|
40.00
|
30.00
|
29.00
|
1.00
|
2016年
|
83.00
|
3.00
|
50.00
|
10.00
|
40.00
|
30.00
|
28.00
|
2.00
|
"""


def test_a_head_of_groups_whose_spans_are_lost_is_read_by_its_sums() -> None:
    report = audited(GROUPED)
    assert not violated(report)
    (statement,) = report.statements
    assert statement.checked >= 18
    assert violated(audited(GROUPED.replace("\n58.00\n", "\n56.00\n")))


PUBLIC_EXPENSES = """某区行政审批局2024年“三公”经费预算 | |||||||
财政拨款情况表 | |||||||
| | | | | | ||
| | | | | 单位：万元 | ||
合计 | 因公出国（境）费 | 公务用车费 | 公务接待费 | ||||
小计 | 公务用车运行维护费 | 公务用车购置费 | |||||
5.70 | 0.00 | 4.00 | 3.00 | 1.00 | 1.70 | ||
2、“三公”经费是用财政拨款安排的三项支出。 |
2024年“三公”经费财政拨款预算 5.70 万元。
"""


def test_a_head_whose_divided_name_stands_between_others_is_spread_over_its_numbers() -> None:
    report = audited(PUBLIC_EXPENSES)
    assert report.coverage.unread == ()
    assert violated(report) == set()
    assert violated(audited(PUBLIC_EXPENSES.replace("3.00 | 1.00", "3.50 | 1.00"))) != set()
    assert violated(audited(PUBLIC_EXPENSES.replace("预算 5.70 万元", "预算 5.80 万元"))) != set()


NARROW = """某县2024年度部门“三公”经费预算情况表
    单位：元
项目 2023执行数 2024预算数
一、支出合计   250000
1、因公出国（境）费用
2、公务接待费   150000
3、公务用车费   100000
其中：公务用车运行维护费   100000
公务用车购置费
2024年“三公”经费预算 25 万元，其中公务接待费 15 万元，公务用车运行维护费 10 万元。
"""


def test_a_label_and_an_amount_on_each_line_are_a_table() -> None:
    report = audited(NARROW)
    assert [fact.text for fact in report.coverage.unread] == []
    assert report.coverage.numbers == 7
    assert violated(report) == set()
    assert violated(audited(NARROW.replace("150000", "105000"))) != set()


def test_lines_without_a_head_and_a_unit_are_no_table() -> None:
    assert audited("来源 2024\n项目 负责人\n甲  10\n乙  20\n丙  30\n").statements == ()
