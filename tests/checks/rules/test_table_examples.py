"""Every relation lets its right example pass and finds its wrong one; a page without both does not ship."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.pack import built_in
from checks.rules.rule import Rule
from checks.rules.tables.miniature import build, mistakes, try_out

RELATIONS = list(built_in().relations())
FUND_BALANCE = built_in()["fund.balance"]
BALANCED = {
    "[合计; 年初结转和结余]": "3.00",
    "[合计; 本年收入]": "10.00",
    "[合计; 本年支出]": "12.00",
    "[合计; 年末结转和结余]": "1.00",
}


@pytest.mark.parametrize("rule", RELATIONS, ids=lambda rule: rule.id)
def test_both_examples_do_what_they_should(rule: Rule) -> None:
    assert mistakes(rule) == []


@pytest.mark.parametrize("rule", RELATIONS, ids=lambda rule: rule.id)
def test_the_page_says_what_is_found_and_how_to_mend_it(rule: Rule) -> None:
    for lang in ("zh", "en"):
        assert rule.finds.in_(lang) not in {"", rule.title.in_(lang)}
        assert rule.fix.in_(lang)


def test_a_miniature_stands_as_the_table_would() -> None:
    cells = {
        "final_accounts.summary[本年支出合计; 决算数]": "9.00",
        "final_accounts.summary[201; 决算数]": "9.00",
        "final_accounts.expenditure[2010301; 基本支出]": "4.00",
        "final_accounts.expenditure[20103; 基本支出]": "",
    }
    (summary, expenditure), table = build(cells)
    assert summary.sections == ("支出", "支出")
    assert [role.value for role in summary.roles] == ["subtotal", "item"]
    assert expenditure.parents == (1, -1)
    assert expenditure.cells.tolist() == [[2], [-1]]
    assert [f.printed.text for f in table.facts] == ["9.00", "9.00", "4.00"]


def test_rounding_is_innocent_and_one_more_cent_is_not() -> None:
    assert try_out(FUND_BALANCE, {**BALANCED, "[合计; 年末结转和结余]": "1.02"}).violated == 0
    assert try_out(FUND_BALANCE, {**BALANCED, "[合计; 年末结转和结余]": "1.03"}).violated == 1


@pytest.mark.parametrize(
    ("example", "sentence"),
    [
        ({"[合计; 本年支出]": "若干"}, "[合计; 本年支出]: '若干' is not a number"),
        ({"合计": "1.00"}, "'合计' is not a cell like statement[row; column]"),
        ({"final_accounts.funds[合计; 本年支出]": "1.00"}, "names no statement that the catalogue knows"),
        ({"budget.income[合计; 合计]": "1.00"}, "the rule does not apply to it"),
        ({**BALANCED, "[合计; 年末结转和结余]": "1.03"}, "the rule finds 1 discrepancies in it"),
        ({}, "the rule has no example 'pass'"),
    ],
)
def test_a_mistake_in_an_example_is_a_sentence(example: dict[str, str], sentence: str) -> None:
    rule = replace(FUND_BALANCE, examples={**(FUND_BALANCE.examples or {}), "pass": example})
    assert sentence in " ".join(mistakes(rule))
