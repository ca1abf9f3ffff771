"""The rules laid over statements: which instances they make, what they skip, what structure alone can say."""

from __future__ import annotations

import pytest

from checks.checking import check
from checks.material import Material
from checks.numbers.facts import FactTable, Role
from checks.pack import built_in, rules_in
from checks.rules.mistakes import RuleFileError
from checks.rules.tables.columns import is_rate_of_change
from checks.rules.tables.compilation import compile_rules
from checks.rules.tables.footings import footings
from checks.rules.tables.grammar import CellRef, NameRef, RelationSyntaxError, SetRef, parse_relation
from tests.checks.builders import Tables


def findings(tables: Tables) -> list[tuple[str, str | None, str | None]]:
    material = Material(("a",), tuple(tables.facts), tuple(tables.statements))
    return [(f.rule, f.stated, f.expected) for f in check(material, built_in(), "zh").findings]


def test_a_relation_reads_as_written() -> None:
    parsed = parse_relation("final_accounts.income[合计; 本年收入合计] <= 基本支出 - items(收入) + children")
    assert parsed.left == ((1, CellRef("final_accounts.income", "合计", "本年收入合计")),)
    assert parsed.right == (
        (1, NameRef("基本支出")),
        (-1, SetRef("items", "收入")),
        (1, SetRef("children", None)),
    )


@pytest.mark.parametrize("text", ["合计 = ", "= 合计", "合计 合计 = [a]", "a = b = c", "a < b"])
def test_a_relation_with_a_mistake_names_the_column(text: str) -> None:
    with pytest.raises(RelationSyntaxError) as error:
        parse_relation(text)
    assert error.value.column >= 1


def test_blank_columns_count_as_nothing_in_a_row_total() -> None:
    tables = Tables()
    tables.add(
        "final_accounts.expenditure",
        ("本年支出合计", "基本支出", "项目支出", "经营支出"),
        {"合计": ("10.00", "7.00", "3.00", ""), "201": ("10.00", "7.00", "3.00", "")},
    )
    assert findings(tables) == []


def test_a_row_total_is_not_judged_where_a_column_is_unknown() -> None:
    tables = Tables()
    tables.add(
        "final_accounts.expenditure",
        ("本年支出合计", "基本支出", "项目支出", "其他去向"),
        {"201": ("10.00", "6.00", "3.00", "1.00")},
    )
    assert findings(tables) == []
    table = FactTable(tables.facts)
    _, skips = compile_rules(built_in(), tables.statements, table)
    assert any(s.rule == "expenditure.row-total" and "其他去向" in s.why.value for s in skips)


@pytest.mark.parametrize(
    ("label", "change"),
    [
        ("增长率", True),
        ("增减变动（%）", True),
        ("较上年增减幅度", True),
        ("执行率", False),
        ("占比", False),
        ("增减额", False),
    ],
)
def test_a_rate_of_change_may_be_below_zero(label: str, change: bool) -> None:
    assert is_rate_of_change(label) is change


def test_what_is_printed_and_blank_in_another_table_is_nothing() -> None:
    tables = Tables()
    tables.add("final_accounts.basic_expenditure", ("决算数",), {"30212": ("13.24",)})
    tables.add(
        "final_accounts.three_public",
        ("预算数", "决算数"),
        {"三公经费合计": ("1.00", "0.30"), "因公出国（境）费": ("", ""), "公务接待费": ("1.00", "0.30")},
        roles={"三公经费合计": Role.TOTAL},
        parents={"因公出国（境）费": "三公经费合计", "公务接待费": "三公经费合计"},
    )
    assert findings(tables) == [("cross.basic-abroad", "13.24", "0.00")]


def test_a_table_without_amounts_is_skipped_and_says_so() -> None:
    tables = Tables()
    tables.add("final_accounts.basic_expenditure", ("决算数",), {"30212": ("13.24",)})
    tables.add("final_accounts.three_public", ("预算数", "决算数"), {"因公出国（境）费": ("", "")})
    assert findings(tables) == []


def test_two_copies_of_a_statement_are_held_against_their_own_partners() -> None:
    tables = Tables()
    for total in ("10.00", "4.00"):
        tables.add("final_accounts.income", ("本年收入合计",), {"合计": (total,)})
        tables.add(
            "final_accounts.summary",
            ("决算数",),
            {"本年收入合计": (total,)},
            roles={"本年收入合计": Role.SUBTOTAL},
            sections={"本年收入合计": "收入"},
        )
    assert findings(tables) == []


UNKNOWN = {
    "合计": ("60.00", "40.00", "20.00"),
    "甲街道": ("10.00", "8.00", "2.00"),
    "乙街道": ("20.00", "12.00", "8.00"),
    "丙街道": ("30.00", "20.00", "10.00"),
}


def test_a_table_that_nobody_knows_is_footed_by_its_structure() -> None:
    tables = Tables()
    tables.add(None, ("总额", "上半年", "下半年"), UNKNOWN)
    assert findings(tables) == []
    wrong = Tables()
    wrong.add(None, ("总额", "上半年", "下半年"), {**UNKNOWN, "乙街道": ("20.00", "12.00", "9.00")})
    assert sorted(findings(wrong)) == [
        ("table.row-total", "20.00", "21.00"),
        ("table.total", "20.00", "21.00"),
    ]


def test_a_structure_that_the_table_does_not_bear_out_is_no_law() -> None:
    tables = Tables()
    tables.add(
        None,
        ("户数", "面积", "人口"),
        {"合计": ("9.00", "4.00", "7.00"), "甲": ("1.00", "3.00", "2.00"), "乙": ("2.00", "5.00", "3.00")},
    )
    assert footings(tables.statements, FactTable(tables.facts), []) == []


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        (
            "- id: a\n  title: t\n  category: within_table\n  severity: error\n  relaton: 合计 = tops\n",
            5,
            "'relation'",
        ),
        ("- id: a\n  title: t\n  category: within_table\n  severity: fatal\n", 4, "severity"),
        (
            "- id: a\n  title: t\n  category: cross_table\n  severity: error\n"
            "  relation: budget.sumary[收入总计; 预算数] = budget.summary[支出总计; 预算数]\n",
            5,
            "'budget.summary'",
        ),
        (
            "- id: a\n  title: t\n  category: cross_table\n  severity: error\n"
            "  relation: budget.summary[收入总计; 决算数] = budget.summary[支出总计; 预算数]\n",
            5,
            "'预算数'",
        ),
        (
            "- id: a\n  title: t\n  category: within_table\n  severity: error\n  relation: 合计 =\n",
            5,
            "column",
        ),
        ("id: a\n", 1, "list of rules"),
        ("- id: [a\n", 2, ""),
    ],
)
def test_a_mistake_in_a_rule_file_is_named_with_its_line(text: str, line: int, hint: str) -> None:
    with pytest.raises(RuleFileError) as error:
        rules_in(text, "own.yaml")
    assert f"own.yaml:{line}:" in str(error.value)
    assert hint in str(error.value)


def test_rates_of_the_parts_are_not_added_up() -> None:
    tables = Tables()
    tables.add(
        None,
        ("预算数", "决算数", "执行率"),
        {
            "基本支出": ("40.00", "40.00", "100%"),
            "项目支出": ("60.00", "50.00", "83.33%"),
            "合计": ("100.00", "90.00", "90%"),
        },
        roles={"合计": Role.TOTAL},
    )
    assert findings(tables) == []


def test_a_column_known_by_its_position_is_compared_with_no_other_tables() -> None:
    """The first amount of one table may be last year's: 第1栏金额 of another is not it."""
    tables = Tables()
    tables.add("budget.general_budget_expenditure", ("第1栏金额",), {"合计": ("9.00",), "201": ("9.00",)})
    tables.add("budget.expenditure", ("第1栏金额",), {"合计": ("5.00",), "201": ("5.00",)})
    assert findings(tables) == []
