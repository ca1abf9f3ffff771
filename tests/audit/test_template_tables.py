"""Tables and sentences in the forms of the Ministry's template for budgets, and of accounts with several sources of money."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit
from checks.finding import Severity

Rows = list[list[str]]

SUMMARY: Rows = [
    ["收入", "", "支出", ""],
    ["项目", "预算数", "项目", "预算数"],
    ["一、一般公共预算拨款收入", "280.00", "一、社会保障和就业支出", "30.00"],
    ["二、政府性基金预算拨款收入", "50.00", "二、农林水支出", "250.00"],
    ["三、事业收入", "60.00", "三、城乡社区支出", "70.00"],
    ["", "", "四、住房保障支出", "60.00"],
    ["本年收入合计", "390.00", "本年支出合计", "410.00"],
    ["上年结转结余", "20.00", "结转下年", "0.00"],
    ["收入总计", "410.00", "支出总计", "410.00"],
]
HEADED: Rows = [
    ["收入", "", "支出", "", "", ""],
    ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算"],
    ["一、本年收入", "330.00", "一、本年支出", "345.00", "290.00", "55.00"],
    ["（一）一般公共预算拨款", "280.00", "（一）社会保障和就业支出", "30.00", "30.00", ""],
    ["（二）政府性基金预算拨款", "50.00", "（二）农林水支出", "200.00", "200.00", ""],
    ["二、上年结转", "15.00", "（三）城乡社区支出", "55.00", "", "55.00"],
    ["（一）一般公共预算拨款", "10.00", "（四）住房保障支出", "60.00", "60.00", ""],
    ["（二）政府性基金预算拨款", "5.00", "二、结转下年", "", "", ""],
    ["收入总计", "345.00", "支出总计", "345.00", "290.00", "55.00"],
]
TWO_YEARS: Rows = [
    ["科目编码", "科目名称", "2023年预算数", "2024年预算数", "2024年预算数", "2024年预算数"],
    ["科目编码", "科目名称", "2023年预算数", "合计", "基本支出", "项目支出"],
    ["合计", "", "260.00", "290.00", "200.00", "90.00"],
    ["208", "社会保障和就业支出", "25.00", "30.00", "30.00", "0.00"],
    ["213", "农林水支出", "175.00", "200.00", "110.00", "90.00"],
    ["221", "住房保障支出", "60.00", "60.00", "60.00", "0.00"],
]
FUND: Rows = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["合计", "", "55.00", "0.00", "55.00"],
    ["212", "城乡社区支出", "55.00", "0.00", "55.00"],
]
SPENDING: Rows = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["合计", "", "410.00", "250.00", "160.00"],
    ["208", "社会保障和就业支出", "30.00", "30.00", "0.00"],
    ["212", "城乡社区支出", "70.00", "0.00", "70.00"],
    ["213", "农林水支出", "250.00", "160.00", "90.00"],
    ["221", "住房保障支出", "60.00", "60.00", "0.00"],
]
TABLES = {
    "收支总表": SUMMARY,
    "支出总表": SPENDING,
    "财政拨款收支总表": HEADED,
    "一般公共预算支出表": TWO_YEARS,
    "政府性基金预算支出表": FUND,
}
TOLD = [
    "一、财政拨款收支预算情况说明",
    "2024年财政拨款收支总预算345.00万元。收入包括：一般公共预算拨款收入280.00万元、政府性基金预算拨款收入50.00万元、上年结转15.00万元。"
    "支出包括：社会保障和就业支出30.00万元、农林水支出200.00万元、城乡社区支出55.00万元、住房保障支出60.00万元。",
    "二、收支总体情况说明",
    "2024年收支总预算410.00万元。收入包括：一般公共预算拨款收入280.00万元、政府性基金预算拨款收入50.00万元、事业收入60.00万元、"
    "上年结转20.00万元；支出包括：社会保障和就业支出30.00万元、农林水支出250.00万元、城乡社区支出70.00万元、住房保障支出60.00万元。",
    "三、政府性基金预算支出情况说明",
    "2024年政府性基金预算拨款支出55.00万元，其中：基本支出0.00万元，项目支出55.00万元。",
]


def alarmed(
    folder: Path, tables: dict[str, Rows], told: list[str], cover: str = "某县水务局2024年部门预算"
) -> list[str]:
    """The numbers that the errors and warnings of a page are about."""
    parts = [f"<h1>{cover}</h1>"]
    for title, rows in tables.items():
        cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        parts.append(f"<p>{title}</p><p>单位：万元</p><table>{cells}</table>")
    parts += [f"<p>{text}</p>" for text in told]
    path = folder / "a.html"
    path.write_text(f"<html><meta charset='utf-8'><body>{''.join(parts)}</body></html>", encoding="utf-8")
    return [
        evidence.text
        for finding in audit([path]).findings
        if finding.severity is not Severity.INFO and not finding.rule.startswith("disclosure.")
        for evidence in finding.evidence
    ]


def changed(rows: Rows, row: int, column: int, text: str) -> Rows:
    result = [list(each) for each in rows]
    result[row][column] = text
    return result


def test_right_tables_and_sentences_are_silent(tmp_path: Path) -> None:
    assert alarmed(tmp_path, TABLES, TOLD) == []


def test_what_was_granted_for_the_year_stands_beside_what_was_carried_over(tmp_path: Path) -> None:
    told = "2024年一般公共预算当年拨款280.00万元，上年结转10.00万元。"
    assert alarmed(tmp_path, TABLES, [*TOLD, told]) == []
    assert "208.00" in alarmed(tmp_path, TABLES, [*TOLD, told.replace("280.00", "208.00")])


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        (2, 1, "303.00"),
        (3, 1, "208.00"),
        (5, 1, "51.00"),
        (7, 1, "50.00"),
        (4, 4, "210.00"),
        (2, 3, "354.00"),
    ],
)
def test_a_total_at_the_head_of_its_items_is_added_up(
    tmp_path: Path, row: int, column: int, wrong: str
) -> None:
    tables = {"财政拨款收支总表": changed(HEADED, row, column, wrong)}
    assert wrong in alarmed(tmp_path, tables, [])


def test_the_year_that_a_budget_is_for_is_the_latest_of_its_columns(tmp_path: Path) -> None:
    tables = {"一般公共预算支出表": changed(TWO_YEARS, 4, 3, "210.00")}
    assert "210.00" in alarmed(tmp_path, tables, [])


@pytest.mark.parametrize(
    ("line", "right", "wrong"),
    [
        (1, "上年结转15.00", "上年结转20.00"),
        (1, "农林水支出200.00", "农林水支出250.00"),
        (3, "上年结转20.00", "上年结转15.00"),
        (5, "项目支出55.00", "项目支出65.00"),
    ],
)
def test_whose_money_an_amount_is_of_its_section_says(
    tmp_path: Path, line: int, right: str, wrong: str
) -> None:
    told = [text.replace(right, wrong) if n == line else text for n, text in enumerate(TOLD)]
    assert told != TOLD
    assert "".join(c for c in wrong if c in "0123456789.") in alarmed(tmp_path, TABLES, told)


ITEMS: Rows = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["合计", "", "50.00", "20.00", "30.00"],
    ["213", "农林水支出", "50.00", "20.00", "30.00"],
    ["21302", "林业和草原", "50.00", "20.00", "30.00"],
    ["2130201", "行政运行", "20.00", "20.00", "0.00"],
    ["2130205", "森林资源培育", "30.00", "0.00", "30.00"],
]


@pytest.mark.parametrize(("amount", "expected"), [("30.00", []), ("36.00", ["36.00", "30.00"])])
def test_an_item_is_known_by_its_code_and_name(tmp_path: Path, amount: str, expected: list[str]) -> None:
    told = [f"2.2130205森林资源培育{amount}万元，主要用于造林。"]
    assert alarmed(tmp_path, {"一般公共预算支出表": ITEMS}, told) == expected


VEHICLES_ONLY = """云岭县档案馆2024年度部门决算
一般公共预算财政拨款“三公”经费支出决算表
部门：云岭县档案馆
单位：万元
项目 | 预算数 | 决算数 |
合计 |  | {total} |
1.因公出国（境）费 |  |  |
2.公务用车购置及运行维护费 |  |  |
（1）公务用车购置费 |  |  |
（2）公务用车运行维护费 |  |  |
3.公务接待费 |  | {total} |
4.公务用车保有量（辆） | — | 6 |
注：本部门2024年度没有一般公共预算财政拨款“三公”经费支出，故本表无数据。
"""


@pytest.mark.parametrize(("total", "alarmed"), [("", False), ("1.20", True)])
def test_a_table_of_vehicles_without_expense_is_empty(tmp_path: Path, total: str, alarmed: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_text(VEHICLES_ONLY.format(total=total), encoding="utf-8")
    assert ("words.empty-note" in {finding.rule for finding in audit([path]).findings}) is alarmed


THREE_OF_TWO_YEARS: Rows = [
    ["2023年预算数", "", "", "", "", "", "2024年预算数", "", "", "", "", ""],
    [
        *(
            name
            for _ in range(2)
            for name in ("合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费")
        )
    ],
    [*(name for _ in range(2) for name in ("", "", "小计", "公务用车购置费", "公务用车运行费", ""))],
    ["18.00", "0.00", "8.00", "0.00", "8.00", "10.00", "15.50", "0.00", "8.00", "0.00", "8.00", "7.50"],
]


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("2024年“三公”经费预算比2023年减少2.50万元。", ("2.50", "5.20")),
        ("公务接待费预算7.50万元，同比下降25.00%。", ("25.00%", "52.00%")),
        ("公务接待费7.50万元，较上年预算减少2.50万元，下降25.00%。", ("2.50", "2.60")),
    ],
)
def test_a_change_is_held_against_the_column_of_the_year_before(
    tmp_path: Path, told: str, wrong: tuple[str, str]
) -> None:
    tables = {"一般公共预算“三公”经费支出表": THREE_OF_TWO_YEARS}
    assert alarmed(tmp_path, tables, [told]) == []
    assert wrong[1].rstrip("%") in alarmed(tmp_path, tables, [told.replace(*wrong)])


def test_a_part_of_a_department_has_amounts_of_its_own(tmp_path: Path) -> None:
    tables = {"一般公共预算“三公”经费支出表": THREE_OF_TWO_YEARS}
    told = "“三公”经费预算15.50万元，其中局机关9.50万元（公务用车运行费5.00万元、公务接待费4.50万元），下属单位6.00万元（公务用车运行费3.00万元、公务接待费3.00万元）。"
    assert alarmed(tmp_path, tables, [told, "局机关公务接待费4.50万元；下属单位公务接待费3.00万元。"]) == []
    assert "9.50" in alarmed(tmp_path, tables, [told.replace("公务接待费4.50", "公务接待费5.40")])
    assert "15.50" in alarmed(tmp_path, tables, [told.replace("下属单位6.00", "下属单位9.00")])


def test_another_basis_is_in_no_table(tmp_path: Path) -> None:
    tables = {"一般公共预算“三公”经费支出表": THREE_OF_TWO_YEARS}
    assert alarmed(tmp_path, tables, ["2024年“三公”经费预算15.50万元，同口径较上年减少1.00万元。"]) == []


BY_UNIT: Rows = [
    ["单位代码", "单位名称", "合计", "本年收入", "", "", "上年结转结余"],
    ["", "", "", "小计", "一般公共预算", "事业收入", ""],
    ["", "合计", "410.00", "390.00", "330.00", "60.00", "20.00"],
    ["317", "某县水务局", "410.00", "390.00", "330.00", "60.00", "20.00"],
    ["317001", "某县水务局本级", "210.00", "200.00", "200.00", "", "10.00"],
    ["317002", "某县水利工程队", "200.00", "190.00", "130.00", "60.00", "10.00"],
]


def test_the_income_of_each_unit_is_added_up_under_the_heads_that_say_so(tmp_path: Path) -> None:
    assert alarmed(tmp_path, {"部门收入总表": BY_UNIT}, []) == []
    for column, wrong in ((3, "210.00"), (4, "220.00")):
        assert wrong in alarmed(tmp_path, {"部门收入总表": changed(BY_UNIT, 4, column, wrong)}, [])
