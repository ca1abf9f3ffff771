"""Tables that departments attach and no catalogue has: what they say by the names of their rows and columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.test_evaluation_forms import audited, wrong

PLAN = """项目 | 2031年 | 2032年 | 2033年 | 三年合计
基本支出 | 920.15 | 940.20 | 960.30 | 2,820.65
人员经费 | 800.10 | 815.10 | 830.10 | 2,445.30
日常公用经费 | 120.05 | 125.10 | 130.20 | 375.35
项目支出 | 500.00 | 480.00 | 460.00 | 1,440.00
合计 | 1,420.15 | 1,420.20 | 1,420.30 | 4,260.65"""
CARS = """项目 | 上年末 | 本年增加 | 本年减少 | 本年末
主要负责人用车 | 1 | 0 | 0 | 1
机要通信用车 | 2 | 1 | 0 | 3
应急保障用车 | 3 | 0 | 1 | 2
其他用车 | 4 | 0 | 2 | 2
合计 | 10 | 1 | 3 | 8"""
DEBT = """债务类别 | 上年末余额 | 本年新增 | 本年偿还 | 年末余额
一般债务 | 1,200.00 | 200.00 | 150.00 | 1,250.00
专项债务 | 3,400.00 | 600.00 | 0.00 | 4,000.00
外债转贷 | 30.00 | 0.00 | 5.00 | 25.00"""
TRANSFERS = """项目 | 2030年执行数 | 2031年预算数 | 预算数为执行数的%
水利发展资金 | 1,000.00 | 1,060.00 | 106.00
农业生产发展资金 | 820.00 | 800.00 | 97.56
合计 | 1,820.00 | 1,860.00 | 102.20"""
MEANS = """单位 | 基本支出（万元） | 人数（人） | 人均（万元）
局机关 | 520.00 | 36 | 14.44
河道所 | 400.00 | 50 | 8.00
水库所 | 90.00 | 12 | 7.50"""


@pytest.mark.parametrize("table", [PLAN, DEBT, TRANSFERS, MEANS], ids=["plan", "debt", "rates", "means"])
def test_a_right_table_is_held_against_itself_and_passes(tmp_path: Path, table: str) -> None:
    report = audited(tmp_path, "附表", table)
    assert wrong(report) == set()
    assert report.coverage.checked == report.coverage.numbers


@pytest.mark.parametrize(
    ("table", "right", "slip", "rule"),
    [
        (PLAN, "125.10", "152.10", "table.hierarchy"),
        (PLAN, "940.20", "904.20", "table.total"),
        (DEBT, "| 600.00 |", "| 660.00 |", "table.flow-column"),
        (TRANSFERS, "97.56", "95.76", "table.rate-column"),
        (MEANS, "14.44", "41.44", "table.product-column"),
    ],
)
def test_a_slip_in_such_a_table_is_found(
    tmp_path: Path, table: str, right: str, slip: str, rule: str
) -> None:
    assert table.count(right) == 1
    assert rule in wrong(audited(tmp_path, "附表", table.replace(right, slip)))


@pytest.mark.parametrize(
    ("cars", "rules"),
    [
        pytest.param(CARS, set(), id="right"),
        pytest.param(
            CARS.replace("合计 | 10", "合计 | 11"), {"table.total", "table.flow-column"}, id="one too many"
        ),
    ],
)
def test_a_table_that_states_what_it_counts_counts_exactly(
    tmp_path: Path, cars: str, rules: set[str]
) -> None:
    assert wrong(audited(tmp_path, "公务用车情况表", cars, unit="辆")) == rules


INSTITUTIONS = """项目 | 统计数 | 项目 | 统计数
一、“三公”经费支出 | — | 四、机关运行经费 | 120.00
（一）支出合计 | 10.00 | 五、国有资产占用情况 | —
1．因公出国（境）费 | 0.00 | （一）车辆数合计（辆） | 8
2．公务用车购置及运行维护费 | 7.00 | 1．主要负责人用车 | 1
（1）公务用车购置费 | 0.00 | 2．机要通信用车 | 3
（2）公务用车运行维护费 | 7.00 | 3．应急保障用车 | 2
3．公务接待费 | 3.00 | 4．其他用车 | 2"""


@pytest.mark.parametrize(
    ("right", "slip", "rules"),
    [
        ("| 8", "| 8", set()),
        ("| 8", "| 9", {"running.vehicles"}),
        ("| 10.00", "| 11.00", {"running.three-public"}),
        ("运行维护费 | 7.00 | 3．", "运行维护费 | 7.50 | 3．", {"running.cars"}),
    ],
)
def test_one_list_that_is_printed_in_two_blocks(
    tmp_path: Path, right: str, slip: str, rules: set[str]
) -> None:
    table = INSTITUTIONS.replace(right, slip)
    assert wrong(audited(tmp_path, "机构运行信息表", table)) == rules


ECONOMIC = """科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
501 | 机关工资福利支出 | 700.00 | 700.00 | 0.00
50101 | 工资奖金津补贴 | 500.00 | 500.00 | 0.00
50102 | 社会保障缴费 | 200.00 | 200.00 | 0.00
502 | 机关商品和服务支出 | 320.00 | 120.00 | 200.00
50201 | 办公经费 | 220.00 | 120.00 | 100.00
50205 | 委托业务费 | 100.00 | 0.00 | 100.00
 | 合计 | 1,020.00 | 820.00 | 200.00"""


@pytest.mark.parametrize(("code", "rules"), [("50205", set()), ("50206", {"schema.code-name"})])
def test_codes_of_the_government_as_a_whole_have_their_names(
    tmp_path: Path, code: str, rules: set[str]
) -> None:
    table = ECONOMIC.replace("50205", code)
    assert wrong(audited(tmp_path, "支出按政府预算经济分类表", table)) == rules


def test_the_head_of_a_column_with_its_unit_is_no_line_over_the_table(tmp_path: Path) -> None:
    table = "资产类别 | 数量 | 价值（万元）\n流动资产 | | 823.19\n固定资产 | 12 | 4,298.18\n无形资产 | | 100.20\n资产合计 | | 5,221.57"
    report = audited(tmp_path, "资产情况表", table, unit="元")
    assert [cell.text for cell in report.statements[0].table][:3] == ["资产类别", "数量", "价值（万元）"]
    assert wrong(report) == set()
    assert wrong(audited(tmp_path, "资产情况表", table.replace("823.19", "832.19"))) == {"table.total"}
