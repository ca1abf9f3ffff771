"""Which table a sentence is held against: an empty one only where the concept has its row."""

from __future__ import annotations

from checks.numbers.claims import Concept, Measure
from checks.rules.prose.lookup import StatementLookup
from tests.checks.builders import Tables

ROWS: dict[str, tuple[str, ...]] = {"三公经费": ("-",), "公务接待费": ("-",)}


def test_an_empty_table_without_the_row_is_not_where_the_amount_belongs() -> None:
    tables = Tables()
    tables.add("budget.summary", ("预算数",), {"收入总计": ("5.00",)})
    tables.add("budget.three_public", ("预算数",), ROWS)
    lookup = StatementLookup(tables.statements, 2023)
    assert lookup.blank(Concept("公务接待费"), Measure.MAIN, 2023) == "budget.three_public"
    assert lookup.blank(Concept("机关运行经费"), Measure.MAIN, 2023) is None
