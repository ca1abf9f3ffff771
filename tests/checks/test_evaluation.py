"""Findings in words and numbers: stated, expected, difference, what rounding allows."""

from __future__ import annotations

from checks.finding import Place
from checks.findings.evaluation import Context, finding_for
from checks.numbers.amount import PERCENT, WAN_YUAN, Unit, parse
from checks.numbers.facts import Fact, FactTable
from checks.pack import built_in
from checks.relations.relation import Ratio, Sum


def table(*printed: tuple[str, Unit]) -> FactTable:
    def one(text: str, unit: Unit) -> Fact:
        number = parse(text, unit)
        return Fact(0, number, Place(page=1), "", f"第{text}行", "金额")  # type: ignore[arg-type]

    return FactTable([one(text, unit) for text, unit in printed])


def context() -> Context:
    return Context(["a.pdf"], {}, built_in())


def test_a_sum_states_its_arithmetic() -> None:
    facts = table(("1,575.63", WAN_YUAN), ("86.97", WAN_YUAN), ("1,482.43", WAN_YUAN), ("0.00", WAN_YUAN))
    found = finding_for(Sum("table.total", ((0, 1), (1, -1), (2, -1), (3, -1))), facts, context())
    assert (found.stated, found.expected, found.difference) == ("1,575.63", "1569.40", "6.23")
    assert found.tolerance == "0.020"
    assert "86.97 + 1,482.43" in found.message
    assert "0.00" not in found.message


def test_a_ratio_states_what_its_amounts_give_and_how_far_rounding_reaches() -> None:
    facts = table(("83.20%", PERCENT), ("5.72", WAN_YUAN), ("6.89", WAN_YUAN))
    found = finding_for(Ratio("prose.completion-rate", 0, ((1, 1),), ((2, 1),)), facts, context())
    assert found.expected == "83.0189"
    # 0.005 of the percentage itself, 0.005 / 6.89 and 83.2% of 0.005 / 6.89 of the amounts
    assert found.tolerance is not None
    assert found.tolerance.startswith("0.13")


def test_the_same_finding_has_the_same_id_in_every_run() -> None:
    facts = table(("3.00", WAN_YUAN), ("1.00", WAN_YUAN))
    relation = Sum("table.total", ((0, 1), (1, -1)))
    assert finding_for(relation, facts, context()).id == finding_for(relation, facts, context()).id
    once = context()
    assert finding_for(relation, facts, once).id != finding_for(relation, facts, once).id
