"""Forms copied cell by cell whose body says where their rows end: one row of amounts, targets, two years across."""

from __future__ import annotations

from audit.recognition.text_tables.barred import barred
from tests.audit.recognition.test_copied_tables import audited, lines_of, one_cell_a_line, violated

TWO_YEARS = """某县司法局2023年部门预算
一般公共预算“三公”经费支出表
单位：万元
2022年预算数 | | | | | | 2023年预算数 | | | | | |
“三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费 | | | 公务接待费 | “三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费 | | | 公务接待费 |
 | | 小计 | 公务用车购置费 | 公务用车运行费 | | | | 小计 | 公务用车购置费 | 公务用车运行费 | |
7.10 | 2.50 | 3.20 | | 3.20 | 1.40 | 13.60 | 3.00 | 9.20 | 5.90 | 3.30 | 1.40 |
"""

PURCHASES = """某县司法局2023年部门预算
政府采购预算表
单位：万元
合计 | 货物 | | 工程 | 服务 |
 | 小计 | 其中：家具 | | |
90.00 | 50.00 | 20.00 | 30.00 | 10.00 |
"""

TARGETS = """一级指标 | 二级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
产出指标 | 数量指标 | ≥12项 | 达成 | 50 | 49.5 | 进度滞后 |
产出指标 | 时效指标 | 100% | 达成 | 20 | 20 | |
效益指标 | 社会效益 | 提升 | 达成 | 20 | 20 | |
满意度指标 | 服务对象 | ≥90% | 达成 | 10 | 9.5 | 进度滞后 |
总分 | | | | 100 | 99 | |
"""


def grid_of(text: str) -> list[list[str]]:
    """The rows of the only table in a text that was copied cell by cell."""
    found = barred(lines_of(one_cell_a_line(text)), 0)
    assert found is not None
    (grid,) = (block for block in found[0] if not hasattr(block, "lines"))
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows


def test_two_years_of_the_three_public_expenses_in_one_row() -> None:
    report = audited(one_cell_a_line(TWO_YEARS))
    assert violated(report) == set()
    assert report.coverage.numbers == report.coverage.checked == 11
    assert "three-public.total" in violated(audited(one_cell_a_line(TWO_YEARS.replace("13.60", "13.90"))))


def test_one_row_of_amounts_is_as_wide_as_each_row_of_its_head() -> None:
    head = "".join(PURCHASES.splitlines(keepends=True)[3:])
    assert grid_of(head) == [
        ["合计", "货物", "", "工程", "服务"],
        ["", "小计", "其中：家具", "", ""],
        ["90.00", "50.00", "20.00", "30.00", "10.00"],
    ]


def test_targets_are_words_and_percentages_and_their_scores_are_read() -> None:
    assert grid_of(TARGETS) == [
        [cell.strip() for cell in line.removesuffix("|").split("|")] for line in TARGETS.splitlines()
    ]


def test_the_width_that_leaves_no_number_is_that_of_the_table() -> None:
    head = [
        "单位代码",
        "单位名称",
        "合计",
        "上年结转",
        "拨款收入",
        "基金收入",
        "资本收入",
        "事业收入",
        "补助收入",
    ]
    rows = [head, ["合计", "", "18.05", "", "9.45", "0.08", "", "8.52", ""]]
    rows.append(["301001", "某市中医医院", *rows[1][2:]])
    assert grid_of("".join(" | ".join(row) + " |\n" for row in rows)) == rows


def test_counts_below_the_three_public_expenses_are_no_money() -> None:
    rows = """某县司法局2023年度部门决算
一般公共预算财政拨款“三公”经费支出决算表
单位：万元
项目 | 预算数 | 决算数 |
合计 | 5.00 | 4.00 |
1.因公出国（境）费 | 0.00 | 0.00 |
2.公务用车购置及运行维护费 | 3.00 | 2.50 |
（1）公务用车购置费 | 0.00 | 0.00 |
（2）公务用车运行维护费 | 3.00 | 2.50 |
3.公务接待费 | 2.00 | 1.50 |
国内公务接待批次（个） | — | 36 |
国内公务接待人次（人） | — | 410 |
"""
    assert violated(audited(rows)) == set()
    assert "three-public.within-budget" not in {f.rule for f in audited(rows).findings}
    over = audited(rows.replace("3.公务接待费 | 2.00 | 1.50", "3.公务接待费 | 1.00 | 1.50"))
    assert "three-public.within-budget" in {f.rule for f in over.findings}


ENDED = """政府采购预算表 | |||
部门：某县司法局 |
单位：万元 | |||
项目 |
政府采购预算数 | |||
合计 |
货物 |
工程 |
服务 | |||
合计 |
70.00 |
26.00 |
|
44.00 | |||
"""


def test_one_row_of_amounts_whose_rows_are_ended_by_bars() -> None:
    report = audited(f"某县司法局2024年单位预算\n{ENDED}")
    assert report.coverage.numbers == 3
    assert [cell.text for cell in report.statements[0].table if cell.fact is not None] == [
        "70.00", "26.00", "44.00",
    ]  # fmt: skip
