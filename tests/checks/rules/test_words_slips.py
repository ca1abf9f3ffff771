"""Slips in the words of one document: years left over, units forgotten, numbers of a list, official names."""

from __future__ import annotations

import pytest

from audit.document import Line, Paragraph
from audit.recognition.prose.claims import read_claims
from audit.recognition.wording import wordings
from checks.finding import Place
from checks.rules.words import check_words
from checks.rules.words.wording import Setting


def found_in(text: str, kind: str, year: int, rule: str) -> list[tuple[str, str]]:
    """What a rule points at, and what should stand there (or is missing), in a text of one paragraph a line."""
    paragraphs = [Paragraph((Line(line, Place(line=i)),)) for i, line in enumerate(text.split("\n"), start=1)]
    claims = read_claims(paragraphs, 0, 0, year)
    setting = Setting(kind, year=year, facts=claims.facts, claims=claims)
    found = [each for each in check_words(wordings(paragraphs), setting) if each.rule == rule]
    return [
        (each.text, next((v for k, v in each.values if k in {"expected", "missing"}), "")) for each in found
    ]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("final_accounts", "某县水务局2023年度部门决算", [("某县水务局2023年度部门决算", "2024")]),
        ("final_accounts", "某县水务局2024年度部门决算", []),
        (
            "budget",
            "一、2024年收入预算情况说明\n收入预算 5.00 万元。\n二、2023年支出预算情况说明\n支出预算 5.00 万元。",
            [("二、2023年支出预算情况说明", "2024")],
        ),
        (
            "budget",
            "一、2023年预算执行情况\n支出 5.00 万元。\n二、2024年支出预算情况说明\n支出预算 6.00 万元。",
            [],
        ),
        (
            "final_accounts",
            "2023年度无国有资本经营预算财政拨款收支。",
            [("2023年度无国有资本经营", "2024")],
        ),
        ("final_accounts", "2024年度无国有资本经营预算财政拨款收支。", []),
        (
            "final_accounts",
            "政府性基金支出 3.00 万元，2023年无政府性基金支出，因此不可比，原因是新增项目。",
            [],
        ),
        (
            "budget",
            "工资 9.00 万元，比2023年预算增加 1.00 万元。\n车辆 2.00 万元，比2023年预算减少 1.00 万元。\n"
            "会议费 3.00 万元，比2022年预算减少 1.00 万元。",
            [("比2022年预算减少", "2023")],
        ),
        ("budget", "2022年预算 9.00 万元，比2021年预算增加 1.00 万元。2024年预算 8.00 万元。", []),
        (
            "budget",
            "2023年当年预算执行数为 6.00 万元，2023年预算安排 7.50 万元，比2023年预算执行数增加25.00%。",
            [("2023", "2024")],
        ),
        (
            "budget",
            "2022年当年预算执行数为 6.00 万元，2024年预算安排 7.50 万元，比2023年预算执行数增加25.00%。",
            [("2022", "2023")],
        ),
        (
            "budget",
            "2023年当年预算执行数为 6.00 万元，2024年预算安排 7.50 万元，比2023年预算执行数增加25.00%。",
            [],
        ),
        (
            "final_accounts",
            "从预算单位构成看，纳入本部门2023年度决算编制的二级预算单位有两家。",
            [("2023年度决算编制的二级预算单位", "2024")],
        ),
        (
            "budget",
            "2024年收入预算总计 90.00 万元。\n2024年支出预算总计 90.00 万元。\n2023年政府采购预算 8.00 万元。",
            [("2023年", "2024")],
        ),
        (
            "budget",
            "2024年收入预算总计 90.00 万元。\n2024年政府采购预算 9.00 万元，2023年政府采购预算 8.00 万元。",
            [],
        ),
    ],
)
def test_a_year_of_the_last_edition_is_pointed_at(
    kind: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found_in(text, kind, 2024, "words.stale-year") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年预算安排 78.62，比上年增加17.80%。", [("78.62", "万元")]),
        ("教育支出（类）12.30，占8.00%。", [("12.30", "万元")]),
        ("收入比上年增加 59.49，增长4.51%。", [("59.49", "万元")]),
        ("采购金额为 19.21，其中货物 9.00 万元。", [("19.21", "万元")]),
        ("预算安排 116.00 万元，比上年增加 0.98。", [("0.98", "万元或%")]),
        ("支出决算 51.32 万元，完成年初预算的 98.69。", [("98.69", "%")]),
        ("支出决算 51.32 万元，完成年初预算的 98.69%，增加 0.98 个百分点。", []),
        ("相比2023年的总收入 6871.82 减少 243.10 万元，下降 3.54%。", [("6871.82", "万元")]),
        ("费用分别为 3.10、4.20 和 5.30 万元。", []),
        ("本年收入合计 519.97 万元，比上年减少 58.08", []),  # the text breaks off
        ("接待费 8 万元，比上年减少 2 万元，下降 20，因活动减少。", [("20", "%")]),
        ("项目支出 30 万元，占本年支出 15；其余为基本支出。", [("15", "%")]),
        ("完成预算数 80 万元的 96，节约开支。", [("96", "%")]),
        ("预算执行率为 97，比上年提高。", [("97", "%")]),
        ("会议费 12，培训费 8 万元，合计 20 万元。", [("12", "万元")]),
        ("非税收入完成 5,310，同比增长 8.2%，税收收入 9,120 万元。", [("5,310", "万元")]),
        ("收入预算由 420 调整为 431 万元，调增 11 万元。", [("420", "万元")]),
        ("编制数 12，在职 11 人，经费 80 万元。", []),
        ("收入 80 万元，为预算的 63", []),
        ("因公出国费预算为 0，决算为 0；接待费 8 万元。", []),
        ("支出分为：基本支出1、人员支出2、公用支出等，共 9 万元。", []),
    ],
)
def test_a_unit_that_was_forgotten_is_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(text, "final_accounts", 2024, "words.unit-missing") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年预算安排万元，比上年增加17.80%。", ["预算安排万元"]),
        ("城乡社区支出（类）万元，占8.00%。", ["（类）万元"]),
        ("2024年预算安排 7.00 万元，比上年增加17.80%。", []),
        ("平均每辆万元，全年共 5.00 万元。", ["平均每辆万元"]),
        ("培训费 3.00 万元，占支出总额%，用于业务学习。", ["支出总额%"]),
        ("投入数十万元，金额精确到万元，单位万元。", []),
    ],
)
def test_an_amount_of_which_only_the_unit_is_there(text: str, expected: list[str]) -> None:
    assert [said for said, _ in found_in(text, "budget", 2024, "words.number-missing")] == expected


def test_the_digits_of_an_amount_are_no_number_of_a_list() -> None:
    text = "4、教育支出决算 15.50 万元。\n农林水支出决算 3.00 万元。\n6、住房保障支出决算 2.00 万元。"
    assert found_in(text, "final_accounts", 2024, "words.numbering-gap") == [("6、", "5、")]
    inline = "4、教育支出决算 15.50 万元。5、农林水支出决算 3.00 万元。\n6、住房保障支出决算 2.00 万元。"
    assert found_in(inline, "final_accounts", 2024, "words.numbering-gap") == []


def test_a_list_within_a_list_may_be_numbered_alike() -> None:
    inner = "一、教育支出。\n二、其他支出。\n三、农林水支出。\n四、住房支出。"
    for text in (f"五、支出情况\n{inner}\n六、三公经费", f"五、支出情况\n{inner}\n五、三公经费"):
        assert found_in(text, "final_accounts", 2024, "words.numbering-gap") == []
    cut = inner.replace("二、其他支出。\n", "")
    assert found_in(cut, "final_accounts", 2024, "words.numbering-gap") == [("三、", "二、")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "社会保障和就业出（类）抚恤（款）死亡抚恤（项）6.00 万元。",
            [("社会保障和就业出", "社会保障和就业支出")],
        ),
        ("主要用于节能环境支出（类）6.00 万元。", [("节能环境支出", "节能环保支出")]),
        ("住房保障支出（类）住房改革支出（款）住房公金（项）6.00 万元。", [("住房公金", "住房公积金")]),
        ("用于教育支出（类）普通教育（款）高中教育（项）6.00 万元。", []),
        ("住房保障支出（类）住房改革支出（款）安家补助（项）6.00 万元。", []),
    ],
)
def test_a_slip_in_an_official_name_is_told_with_the_name_meant(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found_in(text, "final_accounts", 2024, "words.official-name") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("教育支出（类）普通教育（项）高中教育（项）6.00 万元。", [("普通教育（项）", "款")]),
        ("教育支出（类）普通教育（类）高中教育（项）6.00 万元。", [("普通教育（类）", "款")]),
        ("教育支出（类）普通教育（款）高中教育（项）6.00 万元。", []),
    ],
)
def test_two_names_beside_each_other_are_of_two_levels(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(text, "final_accounts", 2024, "words.item-grade") == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "final_accounts",
            "年初预算为 5.00 万元，支出预算为 4.00 万元。",
            ["年初预算为5.00万元，支出预算为"],
        ),
        ("final_accounts", "预算数小于预算数的主要原因：节约开支。", ["预算数小于预算数"]),
        ("final_accounts", "决算数与全年决算数持平。", ["决算数与全年决算数"]),
        ("final_accounts", "完成年初决算的 98.00%。", ["完成年初决算"]),
        ("final_accounts", "决算数与上年决算数持平，小于年初预算数的原因：节约开支。", []),
        ("budget", "2024年决算安排 8.00 万元。", ["决算安排"]),
        ("budget", "机关运行经费决算为 8.00 万元。", ["决算为"]),
        ("budget", "2023年决算为 8.00 万元，2024年预算安排 9.00 万元。", []),
    ],
)
def test_budget_and_final_accounts_are_not_taken_for_each_other(
    kind: str, text: str, expected: list[str]
) -> None:
    assert [said for said, _ in found_in(text, kind, 2024, "words.stage")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三、一般公共预算财政拨款基本收入决算表", ["基本收入"]),
        ("“三公”经费财政拨款收入决算具体情况", ["三公”经费财政拨款收入"]),
        (
            "教育支出（类）普通教育（款）高中教育（项）。年初预算为 5.00 万元，收入决算为 4.00 万元。",
            ["年初预算为5.00万元，收入决算为"],
        ),
        ("教学项目收入决算 4.00 万元。基本支出决算 5.00 万元。", []),
    ],
)
def test_what_is_only_spent_has_no_income(text: str, expected: list[str]) -> None:
    assert [said for said, _ in found_in(text, "final_accounts", 2024, "words.side")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("决算数小于预算数的主要原因：实际支出高于预算数。", ["高于预算"]),
        ("决算数小于预算数的主要原因：实际支出低于预算数。", []),
        (
            "收入预算比2023年预算增加 3.00 万元。\n支出预算比2023年预算增加 3.00 万元。\n收入支出减少的主要原因是项目调整。",
            ["收入支出减少的主要原因"],
        ),
        (
            "收入预算比2023年预算增加 3.00 万元。\n项目支出比2023年预算减少 1.00 万元。\n收入支出增加的主要原因是项目调整。",
            [],
        ),
        ("公务接待费 4.00 万元，比上年减少 2.00 万元，增加的原因主要是来访增多。", ["增加的原因"]),
        ("公务接待费 4.00 万元，比上年减少 2.00 万元，减少的原因主要是来访变少。", []),
        ("会议费比上年增加 1.00 万元，培训费比上年减少 2.00 万元，减少的原因是班次合并。", []),
        ("会议费比上年增加 1.00 万元。培训费减少的原因是班次合并。", []),
        ("会议费比上年增加 0.00 万元，减少的原因是无会议。", []),
    ],
)
def test_a_reason_goes_the_way_of_what_it_explains(text: str, expected: list[str]) -> None:
    assert [said for said, _ in found_in(text, "budget", 2024, "words.reason-direction")] == expected


def test_two_numbers_of_a_list_have_two_titles() -> None:
    text = "一、收入预算总表\n二、收入预算总表\n三、财政拨款收支总表"
    assert [said for said, _ in found_in(text, "budget", 2024, "words.title-twice")] == ["收入预算总表"]


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("2024年度，乙县文化馆支出合计 9.00 万元。", ["乙县文化馆"]),
        ("2024年度，乙县档案馆支出合计 9.00 万元。", []),
        ("2024年，乙县财政局拨付项目经费 9.00 万元。", []),
    ],
)
def test_a_document_of_one_unit_speaks_of_no_other(sentence: str, other: list[str]) -> None:
    lines = ("纳入编制范围的单位共1个。", sentence)
    paragraphs = [Paragraph((Line(line, Place(line=n)),)) for n, line in enumerate(lines, 1)]
    setting = Setting("final_accounts", year=2024, department="乙县档案馆")
    found = check_words(wordings(paragraphs), setting)
    assert [each.text for each in found if each.rule == "words.other-owner"] == other


@pytest.mark.parametrize(
    ("kind", "text", "rule", "expected"),
    [
        ("final_accounts", "2042年度收入总计 9.00 万元。", "words.year-digits", [("2042年度", "2024")]),
        ("budget", "力争2042年前建成收入 9.00 万元的园区。", "words.year-digits", []),
        (
            "final_accounts",
            "农林水支出（类）水利工程建设（款）9.00 万元。",
            "words.item-grade",
            [("水利工程建设", "项")],
        ),
        ("final_accounts", "农林水支出（类）水利（款）9.00 万元。", "words.item-grade", []),
        ("final_accounts", "社会保险和就业支出 9.00 万元。", "words.slip", [("社会保险和就业支出", "")]),
        ("final_accounts", "社会保障与就业支出 9.00 万元。", "words.slip", []),
    ],
)
def test_years_and_names_that_are_nearly_right(
    kind: str, text: str, rule: str, expected: list[tuple[str, str]]
) -> None:
    assert found_in(text, kind, 2024, rule) == expected
