"""When a table that was read wrongly is the likelier cause: the total among its parts, rows beside it, sums that all fail."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from audit.pipeline import Options, audit
from audit.reporting.machine.json_reading import load
from audit.reporting.machine.json_report import render
from checks.checking import check
from checks.disclosure.material import Unread
from checks.finding import Doubt
from checks.material import Checked, Material
from checks.pack import built_in
from checks.report import DocumentStatus
from tests.checks.builders import Tables

KINDS = ("本年支出合计", "基本支出", "项目支出")
RUN_TOGETHER = """某县教育局2020年部门预算
部门收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 745.00 一、教育支出 700.00 二、事业收入 二、卫生健康支出 20.00 \
三、其他收入 三、住房保障支出 25.00 本年收入合计 745.00 结余弥补本年支出合计 745.00 \
收入总计 745.00 支出总计 745.00
"""


def checked(tables: Tables) -> Checked:
    return check(Material(("a",), tuple(tables.facts), tuple(tables.statements)), built_in(), "zh")


def spending(*rows: tuple[str, str, str, str]) -> Tables:
    tables = Tables()
    tables.add("final_accounts.expenditure", KINDS, {code: amounts for code, *amounts in rows})
    return tables


def test_a_total_taken_for_a_part_where_no_grid_tells_the_rows_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text(RUN_TOGETHER, encoding="utf-8")
    report = audit([path], Options())
    assert [each.why for each in report.withheld] == [Doubt.TOTAL_AS_PART]
    assert not [f for f in report.findings if f.category.value == "within_table"]
    assert report.documents[0].status is DocumentStatus.PARTIAL
    assert "当成了组成部分" in "".join(report.documents[0].problems)
    written = tmp_path / "report.json"
    written.write_bytes(render(report, "2026-01-01T00:00:00+00:00"))
    assert json.loads(written.read_bytes())["withheld"][0]["why"] == "total_as_part"
    assert load(written).withheld == report.withheld


def test_a_part_printed_as_its_total_in_a_grid_is_an_error() -> None:
    found = checked(
        spending(
            ("20406", "90.00", "20.00", "70.00"),
            ("2040601", "20.00", "20.00", "70.00"),
            ("2040604", "30.00", "0.00", "30.00"),
            ("2040605", "40.00", "0.00", "40.00"),
        )
    )
    assert not found.withheld
    assert "functional-hierarchy" in {finding.rule for finding in found.findings}


@pytest.mark.parametrize(
    ("code", "amount", "doubt"), [("2080505", "80.00", True), ("2080505", "81.00", False)]
)
def test_rows_that_stand_beside_a_table_are_missing_in_it(code: str, amount: str, *, doubt: bool) -> None:
    tables = spending(
        ("208", "200.00", "200.00", "0.00"),
        ("20805", "200.00", "200.00", "0.00"),
        ("2080501", "120.00", "120.00", "0.00"),
    )
    tables.add(None, KINDS, {code: (amount, amount, "0.00")})
    found = checked(tables)
    assert {each.why for each in found.withheld} == ({Doubt.ROWS_BESIDE} if doubt else set())
    errors = [finding for finding in found.findings if finding.rule == "functional-hierarchy"]
    assert bool(errors) is not doubt


@pytest.mark.parametrize(
    ("page", "total", "doubt"), [(2, "90.00", True), (9, "90.00", False), (2, "70.00", False)]
)
def test_a_sum_that_falls_short_beside_a_page_that_nobody_could_read(
    page: int, total: str, *, doubt: bool
) -> None:
    tables = spending(
        ("20406", total, total, "0.00"),
        ("2040601", "50.00", "50.00", "0.00"),
        ("2040604", "30.00", "30.00", "0.00"),
    )
    tables.statements[0] = replace(tables.statements[0], pages=(1,))
    material = Material(
        ("a",),
        tuple(tables.facts),
        tuple(tables.statements),
        unseen=(Unread(0, page, f"第 {page} 页是图片。"),),
    )
    found = check(material, built_in(), "zh")
    assert {each.why for each in found.withheld} == ({Doubt.PAGE_UNREAD} if doubt else set())
    assert ("functional-hierarchy" in {each.rule for each in found.findings}) is not doubt


@pytest.mark.parametrize("wrong", [2, 7])
def test_where_most_sums_of_a_kind_fail_the_reading_is_asked_first(wrong: int) -> None:
    rows = [(f"20{n}", "9.00", "5.00", "7.00" if n - 10 < wrong else "4.00") for n in range(10, 18)]
    found = checked(spending(*rows))
    errors = [f for f in found.findings if f.rule == "expenditure.row-total"]
    assert len(errors) == (wrong if wrong < 6 else 0)
    assert len(found.withheld) == (0 if wrong < 6 else wrong)


@pytest.mark.parametrize(("amount", "doubt"), [("5.00", True), ("4.00", False)])
def test_a_row_of_an_unknown_name_that_is_just_what_a_total_misses(
    tmp_path: Path, amount: str, doubt: bool
) -> None:
    rows = (
        ("合计", "30.00"),
        ("境外研修支出", amount),
        ("公务接待费", "10.00"),
        ("公务用车购置及运行费", "15.00"),
    )
    cells = "".join(
        f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in (("项目", "预算数"), *rows)
    )
    path = tmp_path / "表.html"
    path.write_text(
        f"<meta charset='utf-8'><p>某县教育局2024年“三公”经费支出预算表</p><p>单位：万元</p><table>{cells}</table>",
        encoding="utf-8",
    )
    report = audit([path], Options())
    assert [each.why for each in report.withheld] == ([Doubt.ROW_UNUSED] if doubt else [])
    assert bool([f for f in report.findings if f.rule == "three-public.total"]) is not doubt
