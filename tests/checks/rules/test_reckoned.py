"""What a draft reckons, reckoned again from the books: exports in yuan of this year and last, a draft in ten thousands."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.numbers.facts import FactTable
from checks.relations.relation import Relation
from checks.relations.system import System
from checks.rules.sets.links import LinkOutcome, link_outcomes
from checks.rules.sets.material import Link, Tie
from tests.checks.rules.test_sets import Submission

CENTS, WAN = Decimal("0.01"), Decimal(10_000)
amounts = st.decimals(min_value="1000", max_value="90000000", places=2)


def spending(basic: str, projects: str) -> dict[str, dict[str, dict[str, str]]]:
    return {"final_accounts.expenditure": {"合计": {"基本支出": basic, "项目支出": projects}}}


def outcomes(
    text: str, now: tuple[str, str], then: tuple[str, str] | None, there: str = "元"
) -> tuple[Submission, list[LinkOutcome]]:
    """A draft of one sentence, this year's export as its source and last year's books, each with two amounts."""
    files = Submission()
    draft = files.volume("final_accounts", 2020, {}, text)
    links = [Link(Tie.SOURCE, draft, (files.volume("final_accounts", 2020, spending(*now), unit="元"),))]
    if then is not None:
        last = files.volume("final_accounts", 2019, spending(*then), unit=there)
        links.append(Link(Tie.LAST_YEAR, draft, (last,)))
    return files, link_outcomes(links, FactTable(files.facts), files.names)


def wrong(files: Submission, found: list[LinkOutcome]) -> list[Relation]:
    relations = [relation for outcome in found for relation in outcome.relations]
    system = System(FactTable(files.facts), [], relations)
    return [system.relation(row) for row in system.evaluate().violated]


def rounded(amount: Decimal, step: Decimal = CENTS) -> Decimal:
    return amount.quantize(step, ROUND_HALF_UP)


@settings(max_examples=60, deadline=None)
@given(now=amounts, then=amounts, first=st.booleans(), cut=st.sampled_from(["0.01", "0.1", "1"]))
def test_what_follows_from_the_books_is_right_rounded_first_or_last(
    now: Decimal, then: Decimal, first: bool, cut: str
) -> None:
    one, other = (rounded(now / WAN), rounded(then / WAN)) if first else (now / WAN, then / WAN)
    change = rounded(one - other)
    if not rounded(other) or not change or rounded(one) == rounded(other):
        return
    rate = rounded(100 * (one - other) / other, Decimal(cut))
    if not rate:  # a bare 0 says that nothing has changed
        return
    verb, grown = ("增加", "增长") if change > 0 else ("减少", "下降")
    text = f"基本支出{rounded(now / WAN)}万元，比上年决算数{verb}{abs(change)}万元，{grown}{abs(rate)}%。"
    files, found = outcomes(text, (str(now), "0.00"), (str(then), "0.00"))
    assert [r.rule for r in wrong(files, found)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本支出915.34万元，比上年决算数增加15.34万元，增长1.70%。", []),
        ("基本支出915.34万元，比上年决算数增加15.34万元，增长1.07%。", ["1.07"]),
        ("基本支出915.34万元，比上年决算数增加51.34万元，增长5.94%。", ["51.34", "5.94"]),
        ("基本支出915.34万元，比上年决算数减少15.34万元。", ["15.34"]),
        ("基本支出915.34万元，比上年增长17.0%。", ["17.0"]),
        ("基本支出951.34万元，比上年决算数增加15.34万元，增长1.70%。", ["951.34"]),
        ("2019年基本支出900.00万元，2020年基本支出915.34万元，比上年增加14.34万元。", ["14.34"]),
    ],
)
def test_a_change_and_its_rate_follow_from_the_books_of_both_years(text: str, expected: list[str]) -> None:
    files, found = outcomes(text, ("9,153,412.50", "1,505,374.99"), ("9,000,000.00", "2,000,000.00"))
    said = wrong(files, found)
    assert [files.facts[r.facts[0]].printed.text for r in said] == expected
    assert all({files.facts[f].document for f in r.facts[1:]} <= {1, 2} for r in said)


@pytest.mark.parametrize("there", ["元", "万元"])
def test_last_years_document_does_as_well_as_its_export(there: str) -> None:
    then = ("9,000,000.00", "2,000,000.00") if there == "元" else ("900.00", "200.00")
    text = "基本支出915.34万元，比上年决算数增加15.34万元，增长1.07%。"
    files, found = outcomes(text, ("9,153,412.50", "1,505,374.99"), then, there)
    assert [r.rule for r in wrong(files, found)] == ["set.source-last-year"]


def test_a_share_is_reckoned_from_this_years_books_alone() -> None:
    text = "本年支出1,065.88万元，其中：基本支出915.34万元，占85.88%；项目支出150.54万元，占14.21%。"
    files, found = outcomes(text, ("9,153,412.50", "1,505,374.99"), None)
    assert [files.facts[r.facts[0]].printed.text for r in wrong(files, found)] == []
    text = text.replace("本年支出1,065.88万元，其中：", "").replace("占85.88%", "占本年支出的85.88%")
    files, found = outcomes(text, ("9,153,412.50", "1,505,374.99"), None)
    assert [r.rule for r in wrong(files, found)] == []


def test_where_last_year_was_restated_no_single_change_is_called_wrong() -> None:
    text = "基本支出915.34万元，比上年增加15.34万元，增长1.70%。项目支出150.54万元，比上年减少49.46万元，下降24.73%。"
    files, found = outcomes(text, ("9,153,412.50", "1,505,374.99"), ("8,000,000.00", "1,000,000.00"))
    assert [r.rule for r in wrong(files, found)] == []
    assert [outcome.unlike.rule for outcome in found if outcome.unlike] == ["set.unlike"]


@pytest.mark.parametrize(
    ("word", "then", "said"),
    [
        ("有所增加", "9,000,000.00", []),
        ("有所减少", "9,000,000.00", ["9,153,412.50元 > 9,000,000.00元"]),
        ("持平", "9,153,412.50", []),
        ("持平", "9,153,400.00", []),
        ("持平", "9,000,000.00", ["9,153,412.50元 > 9,000,000.00元"]),
        ("增加（减少）", "9,500,000.00", ["9,153,412.50元 < 9,500,000.00元"]),
        ("基本持平", "9,100,000.00", []),
    ],
)
def test_words_against_last_year_are_held_against_the_books(word: str, then: str, said: list[str]) -> None:
    files, found = outcomes(f"基本支出915.34万元，比上年{word}。", ("9,153,412.50", "0.00"), (then, "0.00"))
    told = [d for each in found if each.compared for d in each.compared.differences if d.said is not None]
    assert [" ".join(dict(d.words)[key] for key in ("now", "sign", "then")) for d in told] == said
    assert [r.rule for r in wrong(files, found)] == []
