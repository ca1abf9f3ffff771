"""What a finding says: both sides with their places, in one unit, and arithmetic that a calculator repeats."""

from __future__ import annotations

from checks.finding import Place
from checks.findings.evaluation import Context, finding_for
from checks.numbers.amount import PERCENT, WAN_YUAN, YUAN, Unit, parse
from checks.numbers.facts import Fact, FactTable
from checks.pack import built_in
from checks.relations.relation import Ratio, Relation, Sense, Sum
from tests.checks.builders import Tables


def said(relation: Relation, tables: Tables, lang: str = "zh") -> str:
    context = Context(["a.pdf"], {s.id: s for s in tables.statements}, built_in(), lang)
    return finding_for(relation, FactTable(tables.facts), context).message


def two_tables(second: str, unit: str = "万元") -> Tables:
    tables = Tables()
    tables.add("final_accounts.basic_expenditure", ("决算数",), {"30217": ("8.31",)})
    tables.add("final_accounts.three_public", ("决算数",), {"公务接待费": (second,)}, unit=unit)
    return tables


def test_both_tables_are_named_and_the_page_of_the_other() -> None:
    message = said(Sum("cross.basic-reception", ((0, 1), (1, -1)), Sense.AT_MOST), two_tables("0.30"))
    assert message == (
        "《final_accounts.basic_expenditure》30217“决算数”为 8.31万元，"
        "《final_accounts.three_public》公务接待费“决算数”为 0.30万元（第 2 页），"
        "前者不应大于后者，相差 8.01万元（四舍五入最多允许 0.010万元）。"
    )


def test_another_unit_is_shown_as_printed_and_converted() -> None:
    message = said(
        Sum("cross.basic-reception", ((0, 1), (1, -1)), Sense.AT_MOST), two_tables("3,000.00", "元")
    )
    assert "为 3,000.00元（即 0.3万元）（第 2 页）" in message


def test_a_blank_cell_is_said_to_be_blank() -> None:
    message = said(Sum("cross.basic-reception", ((0, 1),), Sense.AT_MOST), two_tables("-"))
    assert "《final_accounts.three_public》中对应的单元格没有金额，不应大于 0" in message


def test_within_one_table_its_name_is_said_once() -> None:
    tables = Tables()
    tables.add("budget.expenditure", ("合计", "基本支出"), {"201": ("1,250.00", "1,200.00")})
    message = said(Sum("table.total", ((0, 1), (1, -1))), tables)
    assert message.count("《") == 1
    assert "201“基本支出”为 1,200.00万元（第 1 页）" in message


def test_english_has_no_gap_where_a_word_is_missing() -> None:
    tables = Tables()
    tables.add("budget.expenditure", ("合计", "一", "二"), {"201": ("1,250.00", "1,000.00", "100.00")})
    message = said(Sum("table.total", ((0, 1), (1, -1), (2, -1))), tables, "en")
    assert "by 1,000.00 + 100.00 it should be 1,100.00万元; off by 150.00万元" in message
    assert "  " not in message


PLACE = Place(page=1)


def in_a_sentence(*printed: tuple[str, Unit]) -> Tables:
    tables = Tables()
    for text, unit in printed:
        number = parse(text, unit)
        tables.facts.append(Fact(0, number, PLACE, "", "会议费", "金额"))  # type: ignore[arg-type]
    return tables


def test_a_fall_is_printed_so_that_a_calculator_agrees() -> None:
    tables = in_a_sentence(("10.00%", PERCENT), ("80.00", WAN_YUAN), ("100.00", WAN_YUAN))
    message = said(Ratio("prose.growth-rate", 0, ((1, 1), (2, -1)), ((2, 1),), sign=-1), tables)
    assert "按 (100.00 - 80.00) ÷ 100.00 应为 20.00%" in message.replace("20%", "20.00%")


def test_amounts_in_two_units_are_divided_in_one() -> None:
    tables = in_a_sentence(("70.00%", PERCENT), ("800,000.00", YUAN), ("100.00", WAN_YUAN))
    message = said(Ratio("prose.share", 0, ((1, 1),), ((2, 1),)), tables)
    assert "按 80 ÷ 100.00 应为 80" in message
