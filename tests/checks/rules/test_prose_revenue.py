"""Items of non-tax revenue are not the department's income of the same name."""

from __future__ import annotations

from dataclasses import replace

from checks.numbers.claims import Claim, ClaimKind, Concept, Measure
from checks.rules.prose.revenue import within_revenue


def claim(fact: int, name: str, phrase: str, paragraph: int) -> Claim:
    return Claim(fact, ClaimKind.LEVEL, Concept(name), phrase, Measure.MAIN, None, 0, paragraph)


def test_after_the_total_of_non_tax_revenue_a_name_is_its_item() -> None:
    said = [
        claim(0, "其他收入", "其他收入", 1),
        claim(1, "非税收入", "各类非税收入合计", 2),
        claim(2, "政府性基金预算财政拨款收入", "政府性基金收入", 2),
        claim(3, "其他收入", "其他收入", 3),
    ]
    names = [c.concept.name for c in within_revenue(said)]
    assert names == ["其他收入", "非税收入", "非税收入/政府性基金收入", "其他收入"]


def test_the_heading_of_non_tax_revenue_reaches_over_a_page_break() -> None:
    said = replace(
        claim(0, "其他收入", "其他收入", 3), headings=("四、其他重要事项", "（四）非税收入征缴情况说明")
    )
    assert [c.concept.name for c in within_revenue([said])] == ["非税收入/其他收入"]
