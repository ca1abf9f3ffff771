"""The formula of a finding gives its difference, whatever the units."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checks.finding import Place
from checks.findings.formula import difference_formula
from checks.numbers.amount import PERCENT, WAN_YUAN, YUAN, Printed, Unit, parse
from checks.numbers.facts import Fact, FactTable
from checks.relations.relation import Ratio, Sum

AMOUNTS = st.decimals(0, 10**7, places=2)


def facts(*printed: tuple[Decimal | str, Unit]) -> FactTable:
    result = []
    for text, unit in printed:
        number = parse(str(text), unit)
        assert isinstance(number, Printed)
        result.append(Fact(0, number, Place(), "", "", ""))
    return FactTable(result)


def value(formula: str | None, table: FactTable) -> Fraction:
    assert formula is not None
    numbers = re.sub(r"\[(\d+)\]", lambda m: f"Fraction('{table[int(m[1])].printed.text}')", formula)
    numbers = re.sub(r"(?<![\w'.])(\d+)(?![\w'.])", r"Fraction(\1)", numbers)
    result = eval(numbers, {"Fraction": Fraction})
    assert isinstance(result, Fraction)
    return result


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_of_a_sum_in_two_units(total: Decimal, part: Decimal, other: Decimal) -> None:
    table = facts((total, WAN_YUAN), (part, YUAN), (other, WAN_YUAN))
    formula = difference_formula(Sum("table.total", ((0, 1), (1, -1), (2, -1))), table)
    assert value(formula, table) == Fraction(total) - Fraction(part) / 10_000 - Fraction(other)


@given(AMOUNTS, AMOUNTS.filter(bool))
def test_of_a_rate(change: Decimal, base: Decimal) -> None:
    table = facts(("12.50", PERCENT), (change, WAN_YUAN), (base, WAN_YUAN))
    formula = difference_formula(Ratio("prose.growth-rate", 0, ((1, 1),), ((2, 1),), sign=-1), table)
    assert value(formula, table) == Fraction("12.5") + 100 * Fraction(change) / Fraction(base)


def test_a_rate_of_nothing_has_none() -> None:
    table = facts(("12.50", PERCENT), ("1.00", WAN_YUAN), ("0.00", WAN_YUAN))
    assert difference_formula(Ratio("prose.share", 0, ((1, 1),), ((2, 1),)), table) is None


def test_a_part_larger_than_its_whole() -> None:
    table = facts(("3.00", WAN_YUAN), ("2.00", WAN_YUAN))
    assert difference_formula(Sum("prose.part-of-whole", ((0, 1), (1, -1))), table) == "[0]-([1])"
    assert difference_formula(Sum("prose.count-breakdown", ((0, -1), (1, 1))), table) == "[0]-([1])"
