"""Final accounts in which every kind of money has amounts of its own: whose each sentence speaks of, and nobody else's.

Fiscal appropriations of two budgets, each with what was carried over, beside other income: no total is another's.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.test_template_tables import Rows, alarmed

SUMMARY: Rows = [
    ["收入", "", "支出", ""],
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "280.00", "一、社会保障和就业支出", "30.00"],
    ["二、政府性基金预算财政拨款收入", "50.00", "二、城乡社区支出", "52.00"],
    ["三、其他收入", "60.00", "三、农林水支出", "325.00"],
    ["本年收入合计", "390.00", "本年支出合计", "407.00"],
    ["使用非财政拨款结余", "0.00", "结余分配", "0.00"],
    ["年初结转和结余", "24.00", "年末结转和结余", "7.00"],
    ["总计", "414.00", "总计", "414.00"],
]
SPENDING: Rows = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", "", "407.00", "190.00", "217.00"],
    ["208", "社会保障和就业支出", "30.00", "30.00", "0.00"],
    ["212", "城乡社区支出", "52.00", "0.00", "52.00"],
    ["213", "农林水支出", "325.00", "160.00", "165.00"],
]
FISCAL: Rows = [
    ["收入", "", "支出", "", "", ""],
    ["项目", "金额", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"],
    ["一、一般公共预算财政拨款", "280.00", "一、社会保障和就业支出", "30.00", "30.00", "0.00"],
    ["二、政府性基金预算财政拨款", "50.00", "二、城乡社区支出", "52.00", "0.00", "52.00"],
    ["", "", "三、农林水支出", "255.00", "255.00", "0.00"],
    ["本年收入合计", "330.00", "本年支出合计", "337.00", "285.00", "52.00"],
    ["年初财政拨款结转和结余", "13.00", "年末财政拨款结转和结余", "6.00", "4.00", "2.00"],
    ["总计", "343.00", "总计", "343.00", "289.00", "54.00"],
]
GENERAL: Rows = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", "", "285.00", "190.00", "95.00"],
    ["208", "社会保障和就业支出", "30.00", "30.00", "0.00"],
    ["213", "农林水支出", "255.00", "160.00", "95.00"],
]
FUND: Rows = [
    [
        "科目编码",
        "科目名称",
        "年初结转和结余",
        "本年收入",
        "本年支出",
        "基本支出",
        "项目支出",
        "年末结转和结余",
    ],
    ["合计", "", "4.00", "50.00", "52.00", "0.00", "52.00", "2.00"],
    ["212", "城乡社区支出", "4.00", "50.00", "52.00", "0.00", "52.00", "2.00"],
]
TABLES = {
    "收入支出决算总表": SUMMARY,
    "支出决算表": SPENDING,
    "财政拨款收入支出决算总表": FISCAL,
    "一般公共预算财政拨款支出决算表": GENERAL,
    "政府性基金预算财政拨款收入支出决算表": FUND,
}
FISCAL_SECTION = "四、财政拨款收入支出决算总体情况说明"
GENERAL_SECTION = "五、一般公共预算财政拨款支出决算情况说明"
FUND_SECTION = "八、政府性基金预算财政拨款收入支出决算情况说明"

SENTENCES = [
    ("一、收入支出决算总体情况说明", "2023年度收入总计、支出总计均为414.00万元。", "414.00"),
    (FISCAL_SECTION, "2023年度财政拨款收入总计、支出总计均为343.00万元。", "343.00"),
    (FISCAL_SECTION, "2023年度财政拨款收入总计343.00万元，支出总计343.00万元。", "支出总计343.00"),
    (FISCAL_SECTION, "2023年度财政拨款总收入343.00万元、总支出343.00万元。", "总收入343.00"),
    (FISCAL_SECTION, "2023年度财政拨款收入合计330.00万元，支出合计337.00万元。", "支出合计337.00"),
    (FISCAL_SECTION, "2023年度收入总计343.00万元，支出总计343.00万元。", "收入总计343.00"),
    (FISCAL_SECTION, "财政拨款本年收入330.00万元，年初结转和结余13.00万元。", "结余13.00"),
    (GENERAL_SECTION, "一般公共预算财政拨款支出285.00万元，其中：基本支出190.00万元，项目支出95.00万元。", "项目支出95.00"),
    (GENERAL_SECTION, "2023年度财政拨款支出285.00万元，占本年支出合计407.00万元的70.02%。", "财政拨款支出285.00"),
    (FUND_SECTION, "政府性基金预算财政拨款年初结转和结余4.00万元，本年收入50.00万元，本年支出52.00万元，年末结转和结余2.00万元。", "本年支出52.00"),
    (FUND_SECTION, "2023年度政府性基金预算收入合计50.00万元，支出合计52.00万元。", "支出合计52.00"),
    ("三、支出决算情况说明", "2023年度本年支出合计407.00万元，其中：一般公共预算财政拨款285.00万元，政府性基金预算财政拨款52.00万元，其他资金70.00万元。", "财政拨款285.00"),
    ("七、“三公”经费支出情况说明", "2023年度“三公”经费支出6.00万元，其中：一般公共预算财政拨款6.00万元、政府性基金预算财政拨款0.00万元。", "财政拨款6.00"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "sentence", "_"), SENTENCES)
def test_what_one_kind_of_money_comes_to_is_no_error(
    tmp_path: Path, section: str, sentence: str, _: str
) -> None:
    told = [section, sentence]
    assert alarmed(tmp_path, TABLES, told, "某县水务局2023年度部门决算") == []


@pytest.mark.parametrize(("section", "sentence", "right"), SENTENCES)
def test_another_amount_of_that_kind_of_money_is_an_error(
    tmp_path: Path, section: str, sentence: str, right: str
) -> None:
    wrong = right.replace(".00", ".80")
    told = [section, sentence.replace(right, wrong)]
    number = "".join(c for c in wrong if c in "0123456789.")
    assert number in alarmed(tmp_path, TABLES, told, "某县水务局2023年度部门决算")


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("2023年总收入390.00万元，其中财政拨款收入330.00万元，其他收入60.00万元。", "390.00", "309.00"),
        ("本年支出407.00万元，其中基本支出占46.68%，项目支出占53.32%。", "46.68", "48.66"),
        ("一般公共预算财政拨款支出285.00万元，其中基本支出占66.67%。", "66.67", "46.68"),
    ],
)
def test_looser_words_and_shares_alone_are_held_against_the_tables(
    tmp_path: Path, sentence: str, right: str, wrong: str
) -> None:
    cover = "某县水务局2023年度部门决算"
    assert alarmed(tmp_path, TABLES, [sentence], cover) == []
    assert wrong in alarmed(tmp_path, TABLES, [sentence.replace(right, wrong)], cover)
