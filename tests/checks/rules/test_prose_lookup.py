"""Which table a sentence is held against: an empty one only where the concept has its row, one of other money never."""

from __future__ import annotations

from checks.numbers.claims import Concept, Measure
from checks.rules.prose.lookup import StatementLookup
from checks.rules.prose.scope import FISCAL
from checks.rules.prose.tables import Earlier
from tests.checks.builders import Tables

ROWS: dict[str, tuple[str, ...]] = {"三公经费": ("-",), "公务接待费": ("-",)}


def test_an_empty_table_without_the_row_is_not_where_the_amount_belongs() -> None:
    tables = Tables()
    tables.add("budget.summary", ("预算数",), {"收入总计": ("5.00",)})
    tables.add("budget.three_public", ("预算数",), ROWS)
    lookup = StatementLookup(tables.statements, 2023)
    assert lookup.blank(Concept("公务接待费"), Measure.MAIN, 2023) == "budget.three_public"
    assert lookup.blank(Concept("机关运行经费"), Measure.MAIN, 2023) is None


def test_what_fiscal_appropriations_pay_is_not_held_against_all_money() -> None:
    """Where the page with the table of fiscal appropriations could not be read, no other table is it."""
    tables = Tables()
    tables.add("budget.summary", ("预算数",), {"210": ("1466.76",)})
    health = Concept("卫生健康支出", fund=FISCAL, path=("卫生健康支出",), grade=1)
    assert StatementLookup(tables.statements, 2023).find(health, Measure.MAIN, 2023) == ()
    tables.add("budget.fiscal_summary", ("预算数",), {"210": ("499.28",)})
    assert StatementLookup(tables.statements, 2023).find(health, Measure.MAIN, 2023) == (1,)


def test_what_a_table_prints_for_the_year_before() -> None:
    tables = Tables()
    tables.add("budget.three_public", ("2022年预算数", "预算数"), {"公务接待费": ("9.00", "8.00")})
    tables.add("budget.general_budget_expenditure", ("上年执行数", "合计"), {"合计": ("60.00", "50.00")})
    lookup = StatementLookup(tables.statements, 2023)
    reception, spending = Concept("公务接待费"), Concept("一般公共预算财政拨款支出")
    assert lookup.earlier(reception, Measure.MAIN, (Measure.MAIN, 2022)) == Earlier((0,), sure=True)
    assert lookup.earlier(reception, Measure.MAIN, (Measure.ACTUAL, 2022)).facts == ()
    assert lookup.earlier(reception, Measure.MAIN, (Measure.MAIN, 2021)).facts == ()
    assert lookup.earlier(spending, Measure.MAIN, (Measure.MAIN, None)) == Earlier((2,), sure=False)
    assert lookup.earlier(spending, Measure.MAIN, (Measure.ACTUAL, 2022)) == Earlier((2,), sure=True)
