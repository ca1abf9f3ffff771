"""A layout that the catalogue does not know: footed by its structure, no false alarm, an error still found."""

from __future__ import annotations

from pathlib import Path

from audit.pipeline import audit
from checks.report import Report

Rows = list[list[str]]

OUTLAYS: Rows = [
    ["编号", "用款事项", "全年安排", "人员类", "运转类", "特定目标类"],
    ["201", "一般公共服务", "600.00", "400.00", "120.00", "80.00"],
    ["20103", "办公厅（室）事务", "600.00", "400.00", "120.00", "80.00"],
    ["2010301", "行政运行", "500.00", "400.00", "100.00", "0.00"],
    ["2010302", "一般行政管理", "100.00", "0.00", "20.00", "80.00"],
    ["208", "社会保障", "60.00", "60.00", "0.00", "0.00"],
    ["20805", "养老", "60.00", "60.00", "0.00", "0.00"],
    ["2080505", "基本养老保险", "60.00", "60.00", "0.00", "0.00"],
    ["", "总计", "660.00", "460.00", "120.00", "80.00"],
]
SOURCES: Rows = [
    ["资金来源", "总额", "上半年", "下半年"],
    ["合计", "660.00", "300.00", "360.00"],
    ["一、本级财力", "600.00", "280.00", "320.00"],
    ["1.年初批复", "550.00", "250.00", "300.00"],
    ["2.上年转入", "50.00", "30.00", "20.00"],
    ["二、上级补助", "60.00", "20.00", "40.00"],
]


def html(tables: list[tuple[str, Rows]]) -> str:
    body = "<h1>某州林业局2025年部门预算</h1>"
    for title, rows in tables:
        cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        body += f"<p>{title}</p><p>单位：万元</p><table>{cells}</table>"
    return f"<html><meta charset='utf-8'><body>{body}</body></html>"


def report(folder: Path, outlays: Rows, sources: Rows) -> Report:
    path = folder / "budget.html"
    path.write_text(html([("年度用款安排一览表", outlays), ("资金来源分期表", sources)]), encoding="utf-8")
    return audit([path])


def alarms(found: Report) -> list[str]:
    return [f.rule for f in found.findings if f.severity.value != "info" and f.category.value != "structure"]


def test_it_is_footed_and_nothing_is_alarmed(tmp_path: Path) -> None:
    found = report(tmp_path, OUTLAYS, SOURCES)
    assert [s.code for s in found.statements] == [None, None]
    assert alarms(found) == []
    assert found.coverage.checked * 100 >= found.coverage.numbers * 60


def test_a_wrong_number_in_it_is_found_and_blamed(tmp_path: Path) -> None:
    wrong = [list(row) for row in OUTLAYS]
    wrong[4][2] = "1000.00"
    found = report(tmp_path, wrong, SOURCES)
    blamed = [f.evidence[f.diagnosis.blame].text for f in found.findings if f.diagnosis]
    assert blamed == ["1000.00"]
    assert set(alarms(found)) == {"table.hierarchy", "table.row-total"}


WARDS: Rows = [
    ["业务支出", "医疗", "药品", "西药", "中药", "其他"],
    ["综合医院", "129,475.77", "74,042.83", "54,275.79", "50,350.77", "3,925.02", "1,157.15"],
    ["省属", "614,241.94", "346,912.38", "260,647.15", "239,203.05", "21,444.10", "6,682.41"],
    ["市属", "221,177.40", "127,270.65", "92,416.91", "85,186.41", "7,230.50", "1,489.84"],
    ["县属", "75,006.09", "42,934.35", "31,439.02", "29,505.19", "1,933.83", "632.72"],
    ["中医医院", "46,798.18", "24,376.99", "22,059.42", "15,800.17", "6,259.25", "361.77"],
    ["妇幼医院", "50,482.61", "28,705.80", "21,149.77", "19,918.01", "1,231.76", "627.04"],
    ["康复医院", "19,870.57", "10,841.33", "8,788.78", "7,163.76", "1,625.02", "240.46"],
]


def test_columns_that_add_up_under_no_head_that_says_so_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "wards.html"
    path.write_text(html([("院均业务支出情况", WARDS)]), encoding="utf-8")
    right = audit([path])
    assert alarms(right) == []
    assert right.coverage.checked == right.coverage.numbers
    wrong = [list(row) for row in WARDS]
    wrong[3][2] = "127,720.65"
    path.write_text(html([("院均业务支出情况", wrong)]), encoding="utf-8")
    assert alarms(audit([path])) == ["table.row-total"]


def _of_one_row(folder: Path, title: str, head: list[str], row: list[str]) -> list[str]:
    path = folder / "budget.html"
    path.write_text(html([(title, [head, row])]), encoding="utf-8")
    return [f.rule for f in audit([path]).findings if f.rule == "table.row-total"]


def test_a_total_over_all_its_official_kinds_is_one_in_a_single_row(tmp_path: Path) -> None:
    head = ["项目", "合计", "货物", "工程", "服务"]
    assert _of_one_row(tmp_path, "政府采购情况", head, ["采购", "9.50", "2.00", "0.00", "7.50"]) == []
    assert _of_one_row(tmp_path, "政府采购情况", head, ["采购", "9.50", "3.00", "0.00", "7.50"]) == [
        "table.row-total"
    ]


def test_a_total_of_which_nobody_knows_all_kinds_is_no_law_in_a_single_row(tmp_path: Path) -> None:
    head = ["项目", "合计", "甲类", "乙类", "丙类"]
    assert _of_one_row(tmp_path, "采购情况", head, ["采购", "9.50", "3.00", "0.00", "7.50"]) == []


INSURANCE: Rows = [
    ["项目", "预算数", "决算数"],
    ["一、职工养老保险基金收入", "42,000", "43,260"],
    ["二、居民养老保险基金收入", "18,500", "18,315"],
    ["三、失业保险基金收入", "26,000", "27,820"],
    ["保险基金收入合计", "86,500", "89,395"],
]


def test_a_total_that_misses_by_a_digit_in_one_of_two_columns_is_found(tmp_path: Path) -> None:
    path = tmp_path / "fund.html"
    found = []
    for printed in ("89,395", "89,935", "96,012"):
        rows = [*INSURANCE[:-1], [*INSURANCE[-1][:2], printed]]
        path.write_text(html([("保险基金收入决算表", rows)]), encoding="utf-8")
        found.append([f.stated for f in audit([path]).findings if f.rule == "table.total"])
    assert [bool(each) for each in found] == [False, True, False]
