"""Columns of changes and rates, and forms of self-evaluation: which columns belong together, the rows say."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit
from checks.finding import Severity

Rows = list[list[str]]

BY_YEAR: Rows = [
    ["用款单位", "2023年", "2024年", "增减额", "增减率（%）"],
    ["办公室", "200.00", "250.00", "50.00", "25.00"],
    ["信息科", "80.00", "60.00", "-20.00", "-25.00"],
    ["档案科", "40.00", "50.00", "10.00", "25.00"],
    ["宣教科", "100.00", "90.00", "-10.00", "-10.00"],
]
FORM: Rows = [
    ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率"],
    ["年度资金总额", "60.00", "50.00", "40.00", "80.00%"],
    ["其中：当年财政拨款", "45.00", "35.00", "28.00", "80.00%"],
    ["上年结转资金", "15.00", "15.00", "12.00", "80.00%"],
]


def found(folder: Path, title: str, rows: Rows) -> dict[str, list[str]]:
    """The numbers that each rule alarms in a document of one table."""
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    page = f"<h1>某县林业局2024年度部门决算</h1><p>{title}</p><p>单位：万元</p><table>{cells}</table>"
    path = folder / "a.html"
    path.write_text(f"<html><meta charset='utf-8'><body>{page}</body></html>", encoding="utf-8")
    alarms: dict[str, list[str]] = {}
    for finding in audit([path]).findings:
        if finding.rule.startswith(("table.", "form.")) and finding.severity is not Severity.INFO:
            alarms.setdefault(finding.rule, []).extend(e.text for e in finding.evidence)
    return alarms


YEARS_DOWN: Rows = [
    ["年度", "合计", "因公出国（境）费", "公务接待费", "公车费小计", "购置", "运行"],
    ["2023年", "400.00", "20.00", "80.00", "300.00", "100.00", "200.00"],
    ["2024年", "360.00", "15.00", "90.00", "255.00", "60.00", "195.00"],
    ["2024年比2023年增减%", "-10.00", "-25.00", "12.50", "-15.00", "-40.00", "-2.50"],
]


BALANCES: Rows = [
    ["年度", "总收入", "事业收入", "拨款收入", "总支出", "收支结余"],
    ["2022年", "712.40", "502.30", "210.10", "700.15", "12.25"],
    ["2023年", "745.60", "520.20", "225.40", "751.80", "-6.20"],
    ["2024年", "760.00", "533.00", "227.00", "744.35", "15.65"],
]
SOURCES: Rows = [
    ["序号", "项目", "2024年安排", "其中：县级资金", "其中：上级资金", "备注"],
    ["1", "河道清淤", "146.50", "46.50", "100.00", "跨年度"],
    ["2", "水库巡查", "32.80", "32.80", "", ""],
    ["3", "水质监测", "51.20", "21.20", "30.00", ""],
    ["", "合计", "230.50", "100.50", "130.00", ""],
]


BOUGHT: Rows = [
    ["采购品目", "数量", "单价", "金额"],
    ["便携式计算机", "12", "0.62", "7.44"],
    ["投影仪", "3", "1.15", "3.45"],
    ["文件柜", "16", "0.09", "1.44"],
    ["空调机", "5", "0.48", "2.40"],
]


def changed(rows: Rows, row: int, column: int, text: str) -> Rows:
    result = [list(each) for each in rows]
    result[row][column] = text
    return result


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("各科室支出对比表", BY_YEAR),
        ("项目支出绩效自评表", FORM),
        ("两年对比情况", YEARS_DOWN),
        ("近三年收支情况", BALANCES),
        ("项目资金来源明细", SOURCES),
        ("购置明细", BOUGHT),
    ],
    ids=["years", "form", "down", "balances", "sources", "bought"],
)
def test_right_tables_are_silent(tmp_path: Path, title: str, rows: Rows) -> None:
    assert found(tmp_path, title, rows) == {}


def test_a_change_that_its_columns_do_not_give(tmp_path: Path) -> None:
    alarms = found(tmp_path, "各科室支出对比表", changed(BY_YEAR, 2, 3, "20.00"))
    assert "20.00" in alarms["table.change-column"]


def test_what_is_left_is_not_income_less_expenditure(tmp_path: Path) -> None:
    alarms = found(tmp_path, "近三年收支情况", changed(BALANCES, 2, 5, "-2.60"))
    assert "-2.60" in alarms["table.balance-column"]


def test_a_cost_that_is_not_count_times_price(tmp_path: Path) -> None:
    alarms = found(tmp_path, "购置明细", changed(BOUGHT, 3, 3, "1.94"))
    assert "1.94" in alarms["table.product-column"]


def test_the_sources_of_a_row_are_not_its_amount(tmp_path: Path) -> None:
    alarms = found(tmp_path, "项目资金来源明细", changed(SOURCES, 3, 4, "33.00"))
    assert "33.00" in alarms["table.row-total"]


def test_a_rate_that_its_columns_do_not_give(tmp_path: Path) -> None:
    alarms = found(tmp_path, "各科室支出对比表", changed(BY_YEAR, 3, 4, "52.00"))
    assert "52.00" in alarms["table.rate-column"]


def test_years_below_each_other_with_their_change_in_a_row(tmp_path: Path) -> None:
    alarms = found(tmp_path, "两年对比情况", changed(YEARS_DOWN, 3, 3, "21.50"))
    assert "21.50" in alarms["table.rate-column"]


def test_three_public_expenses_are_known_by_their_rows(tmp_path: Path) -> None:
    rows = [["经费项目", "2024年度支出"], ["因公出国（境）费", "5.00"], ["公务接待费", "3.00"]]
    rows += [["公务用车购置及运行维护费", "12.00"], ["“三公”经费支出", "20.00"]]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    page = f"<p>某区2024年度决算</p><p>有关经费使用</p><p>单位：万元</p><table>{cells}</table>"
    path = tmp_path / "a.html"
    path.write_text(f"<html><meta charset='utf-8'><body>{page}</body></html>", encoding="utf-8")
    assert [each.code for each in audit([path]).statements] == ["final_accounts.three_public"]


def test_columns_that_no_two_rows_bear_out_are_no_law(tmp_path: Path) -> None:
    rows = [["用款单位", "2023年", "2024年", "占比（%）"], ["办公室", "200.00", "250.00", "33.00"]]
    assert found(tmp_path, "各科室支出对比表", [*rows, ["信息科", "80.00", "60.00", "12.00"]]) == {}


def test_a_column_headed_by_both_directions_holds_the_rates_of_the_changes_beside_it(tmp_path: Path) -> None:
    head = ["用款单位", "2023年", "2024年", "增（减）额", "增（减）幅"]
    rows = [[*row[:-1], f"{row[-1]}%"] for row in changed(BY_YEAR, 2, 4, "-52.00")[1:]]
    alarms = found(tmp_path, "各科室支出对比表", [head, *rows])
    assert any("-52.00%" in said for said in alarms.values())


def test_a_rate_of_execution_is_of_the_budget_of_the_year(tmp_path: Path) -> None:
    alarms = found(tmp_path, "项目支出绩效自评表", changed(FORM, 1, 4, "66.67%"))
    assert any("66.67%" in said for said in alarms.values())


def test_scores_are_no_sum_where_one_stands_nowhere(tmp_path: Path) -> None:
    rows = [
        ["指标", "分值", "得分"],
        ["预算执行率", "10", ""],
        ["开放天数", "50", "50"],
        ["满意度", "40", "40"],
    ]
    assert found(tmp_path, "项目支出绩效自评表", [*rows, ["总分", "100", "99.5"]]) == {}
    scored = [*rows[:1], ["预算执行率", "10", "9.5"], *rows[2:]]
    assert "form.scores" in found(tmp_path, "项目支出绩效自评表", [*scored, ["总分", "100", "97.5"]])


def test_the_money_of_a_project_is_its_sources(tmp_path: Path) -> None:
    alarms = found(tmp_path, "项目支出绩效自评表", changed(FORM, 1, 1, "65.00"))
    assert "65.00" in alarms["form.sources"]


def test_a_sentence_that_fills_a_row_of_a_table_is_read(tmp_path: Path) -> None:
    said = "说明：会议费 6.00 万元，比上年减少 2.00 万元，下降 52.00%。"
    page = (
        "<h1>某县林业局2024年度部门决算</h1><p>各科室支出表</p><p>单位：万元</p><table>"
        "<tr><td>用款单位</td><td>2024年</td></tr><tr><td>办公室</td><td>6.00</td></tr>"
        f"<tr><td colspan=2>{said}</td></tr></table>"
    )
    path = tmp_path / "a.html"
    path.write_text(f"<html><meta charset='utf-8'><body>{page}</body></html>", encoding="utf-8")
    assert any(
        finding.rule == "prose.growth-rate" and finding.stated == "52.00"
        for finding in audit([path]).findings
    )


NUMBERED: Rows = [
    ["序号", "采购内容", "采购目录", "数量", "单价（万元）", "采购金额（万元）"],
    ["1", "计算机", "货物", "12", "0.60", "7.20"],
    ["2", "一体机", "货物", "5", "0.35", "1.75"],
    ["3", "物业服务", "服务", "1", "86.00", "86.00"],
    ["合计", "", "", "", "", "94.95"],
]


def test_a_total_that_stands_under_the_numbers_of_the_rows(tmp_path: Path) -> None:
    assert found(tmp_path, "政府采购预算明细表", NUMBERED) == {}
    assert "98.95" in found(tmp_path, "政府采购预算明细表", changed(NUMBERED, 4, 5, "98.95"))["table.total"]


def test_numbers_of_rows_are_none_and_counts_that_multiply_are_checked(tmp_path: Path) -> None:
    found(tmp_path, "政府采购预算明细表", NUMBERED)
    coverage = audit([tmp_path / "a.html"]).coverage
    assert coverage.numbers == coverage.checked == 10


STAFF: Rows = [
    ["单位名称", "编制人数", "实有人数", "其中：行政", "其中：事业"],
    ["局机关", "32", "30", "21", "9"],
    ["殡仪馆", "16", "15", "0", "15"],
    ["敬老院", "12", "11", "0", "11"],
    ["合计", "60", "56", "21", "35"],
]


def test_a_head_that_says_among_them_is_no_row(tmp_path: Path) -> None:
    assert found(tmp_path, "人员情况表", STAFF) == {}
    assert "65" in found(tmp_path, "人员情况表", changed(STAFF, 4, 2, "65"))["table.total"]


def test_a_class_of_a_table_without_codes_is_what_the_text_says(tmp_path: Path) -> None:
    rows = [["项目", "合计"], ["农林水支出", "1,120.00"], ["住房保障支出", "64.00"], ["合计", "1,184.00"]]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    for said, alarms in (("1,120.00", 0), ("1,102.00", 1)):
        page = (
            "<h1>某县林业局2024年度部门决算</h1><p>支出决算表</p><p>单位：万元</p>"
            f"<table>{cells}</table><p>农林水支出{said}万元，用于造林。</p>"
        )
        path = tmp_path / "a.html"
        path.write_text(f"<html><meta charset='utf-8'><body>{page}</body></html>", encoding="utf-8")
        assert sum(f.rule == "prose.level-vs-table" for f in audit([path]).findings) == alarms


WARDS: Rows = [
    ["项目", "2024年", "2023年", "增减额"],
    ["医疗收入", "18,640.00", "17,260.00", "1,380.00"],
    ["其中：门诊收入", "6,524.00", "5,868.40", "655.60"],
    ["住院收入", "12,116.00", "11,391.60", "724.40"],
    ["其他收入", "360.00", "240.00", "120.00"],
    ["合计", "19,000.00", "17,500.00", "1,500.00"],
]


def test_a_list_that_goes_on_below_among_them_is_not_more_than_its_row(tmp_path: Path) -> None:
    assert found(tmp_path, "收入对比情况表", WARDS) == {}
    more = changed(changed(WARDS, 3, 1, "12,161.00"), 3, 3, "769.40")
    assert "18,640.00" in found(tmp_path, "收入对比情况表", more)["table.hierarchy"]
