"""A year compared with itself: which of the two years of a sentence is the one that was not changed."""

from __future__ import annotations

import pytest

from audit.document import Line, Paragraph
from audit.recognition.wording import wordings
from checks.finding import Place
from checks.rules.words.editions import stale_evaluations
from checks.rules.words.wording import Setting
from checks.rules.words.years import carried_back, compared_with_itself


def found_in(text: str) -> list[tuple[str, str]]:
    """What is pointed at, and the year that should stand there, in final accounts of 2024."""
    texts = wordings((Paragraph((Line(text, Place(line=1)),)),))
    found = compared_with_itself(texts, Setting("final_accounts", year=2024))
    return [(each.text, dict(each.values)["expected"]) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年度支出 60.00 万元，比2024年增加 5.00 万元。", [("比2024年增加", "2023")]),
        ("2023年度支出 60.00 万元，比2023年增加 5.00 万元。", [("2023年", "2024")]),
        ("2023年度收入总计 9.00 万元。与2023年相比增加 1.00 万元。", [("2023年", "2024")]),
        ("2023年度支出总计 9.00 万元。支出总计比2023年增加 1.00 万元。", [("2023年", "2024")]),
        (
            "2023年度经费 4.96 万元，完成预算的 88.89%。决算数低于预算数的原因是厉行节约。经费与2023年度相比，增加 0.33 万元。",
            [("2023年", "2024")],
        ),
        (
            "2024年公务接待费 1.97 万元，较2024年的 1.86 万元增加 0.11 万元。",
            [("较2024年的1.86万元增加", "2023")],
        ),
        ("2024年度支出 60.00 万元，比2023年增加 5.00 万元。", []),
        ("2024年支出 6.00 万元，2023年支出 8.00 万元，比2023年减少 2.00 万元。", []),
        ("2024年度支出 60.00 万元，比2024年预算增加 5.00 万元。", []),
    ],
)
def test_the_year_that_was_not_changed_is_pointed_at(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(text) == expected


@pytest.mark.parametrize(
    ("text", "left_over"),
    [
        ("我局对2023年度一般公共预算项目支出全面开展绩效自评。", 1),
        ("我局对2024年度一般公共预算项目支出全面开展绩效自评。", 0),
        ("2024年，我局对2023年度项目支出开展绩效自评。", 0),
    ],
)
def test_accounts_evaluate_what_their_own_year_has_spent(text: str, left_over: int) -> None:
    texts = wordings((Paragraph((Line(text, Place(line=1)),)),))
    assert len(list(stale_evaluations(texts, Setting("final_accounts", year=2024)))) == left_over


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年镇级补助 310 万元，年末结转 12 万元，于2024年度继续使用。", ["2025"]),
        ("2024年镇级补助 310 万元，年末结余资金 12 万元，全部结转至2023年使用。", ["2025"]),
        ("2024年镇级补助 310 万元，年末结转 12 万元，于2025年度继续使用。", []),
        ("2023年结余在2024年使用；2023年年末结转 12 万元，在2024年继续使用。", []),
        ("年初结转 12 万元，在2024年继续使用。", []),
        ("2024年收入 310 万元，2023年末结转 12 万元，在2024年继续使用。", []),
        ("2024年收入 310 万元，上年末结转 12 万元，在2024年继续使用。", []),
    ],
)
def test_what_a_year_leaves_is_not_used_in_it(text: str, expected: list[str]) -> None:
    texts = wordings((Paragraph((Line(text, Place(line=1)),)),))
    found = carried_back(texts, Setting("other", year=2024))
    assert [dict(each.values)["expected"] for each in found] == expected
