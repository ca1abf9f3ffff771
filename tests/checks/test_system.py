"""The linear system: intervals decide, and the vectorised path says what exact integers say."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from checks.finding import Place
from checks.numbers.amount import WAN_YUAN, Printed, parse
from checks.numbers.facts import Fact, FactTable
from checks.relations.interval import Interval, allowed
from checks.relations.relation import Grown, Growth, Ratio, Relation, Sense, Sum
from checks.relations.system import RelationBlock, System, exact, row_sums


def facts(*texts: str) -> FactTable:
    def one(text: str) -> Fact:
        printed = parse(text, WAN_YUAN)
        assert isinstance(printed, Printed)
        return Fact(0, printed, Place(), text, text, "")

    return FactTable([one(text) for text in texts])


def holds(relation: Relation, table: FactTable) -> bool:
    return not System(table, [], [relation]).evaluate().violated


def test_a_sum_that_misses_by_rounding_holds() -> None:
    # 201 = 20131 + 20132 + 20136: off by 0.01, four numbers of two decimals allow 0.02
    table = facts("1,575.63", "86.97", "1,482.34", "6.33")
    assert holds(Sum("r", ((0, 1), (1, -1), (2, -1), (3, -1))), table)


def test_a_sum_that_misses_by_more_than_rounding_fails() -> None:
    table = facts("1,575.66", "86.97", "1,482.34", "6.33")
    assert holds(Sum("r", ((0, 1), (1, -1), (2, -1), (3, -1))), table)
    table = facts("1,575.67", "86.97", "1,482.34", "6.33")
    assert not holds(Sum("r", ((0, 1), (1, -1), (2, -1), (3, -1))), table)


def test_the_ends_of_the_interval_belong_to_it() -> None:
    assert holds(Sum("r", ((0, 1), (1, -1))), facts("1.00", "1.01"))
    assert not holds(Sum("r", ((0, 1), (1, -1))), facts("1.00", "1.02"))


def test_an_inequality_is_open_on_one_side() -> None:
    part = Sum("r", ((0, 1), (1, -1)), Sense.AT_MOST)
    assert holds(part, facts("0.14", "5.72"))
    assert not holds(part, facts("8.31", "0.30"))


def test_the_rates_of_the_parts_give_the_rate_of_the_whole() -> None:
    # 100 = 60 + 40; before they were 80 = 50 + 30
    def grown(*rates: str) -> bool:
        table = facts("100.00", "60.00", "40.00", *rates)
        parts = (Grown(1, 4, 1), Grown(2, 5, 1))
        return holds(Growth("r", Grown(0, 3, 1), parts), table)

    assert grown("25.00%", "20.00%", "33.33%")
    assert not grown("25.00%", "20.00%", "33.93%")
    assert not grown("52.00%", "20.00%", "33.33%")


def test_a_part_that_has_not_moved_needs_no_rate() -> None:
    table = facts("90.00", "10.00%", "60.00", "14.29%", "30.00")
    fall = Growth("r", Grown(0, 1, -1), (Grown(2, 3, -1), Grown(4, None, 0)))
    assert holds(fall, table)
    assert 10_000_000 in (allowed(1, fall, table, {}) or Interval(1, 0))
    assert 19_000_000 not in (allowed(1, fall, table, {}) or Interval())


@given(
    st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 10**7)), min_size=2, max_size=5),
    st.integers(0, 2),
)
def test_growth_that_was_rounded_from_true_amounts_always_holds(
    years: list[tuple[int, int]], decimals: int
) -> None:
    pairs = [(sum(now for now, _ in years), sum(then for _, then in years)), *years]
    texts: list[str] = []
    grown: list[Grown] = []
    for now, then in pairs:
        rate = (Decimal(now) / then - 1) * 100
        texts += [f"{Decimal(now) / 100:.2f}", f"{abs(rate).quantize(Decimal(1).scaleb(-decimals))}%"]
        grown.append(Grown(len(texts) - 2, len(texts) - 1, 1 if now >= then else -1))
    table = facts(*texts)
    assume("0%" not in texts)
    if any(table.value[one.rate or 0] + table.half[one.rate or 0] >= 10**8 for one in grown if one.sign < 0):
        return
    growth = Growth("r", grown[0], tuple(grown[1:]))
    assert holds(growth, table)
    assert all(int(table.value[f]) in (allowed(f, growth, table, {}) or Interval()) for f in growth.facts)


def test_a_completion_rate_follows_from_its_amounts() -> None:
    # 5.72 of 6.89 is 83.02%
    assert holds(Ratio("r", 2, ((0, 1),), ((1, 1),)), facts("5.72", "6.89", "83.02%"))
    assert not holds(Ratio("r", 2, ((0, 1),), ((1, 1),)), facts("5.72", "6.89", "83.20%"))


def test_a_small_base_leaves_its_rate_room() -> None:
    # 0.42 of 5.72: between 7.25% and 7.44%, so 7.4% is right
    assert holds(Ratio("r", 2, ((0, 1),), ((1, 1),)), facts("0.42", "5.72", "7.4%"))
    assert not holds(Ratio("r", 2, ((0, 1),), ((1, 1),)), facts("0.42", "5.72", "7.6%"))


def test_a_growth_rate_is_of_last_years_amount() -> None:
    # 1,899.52 after an increase of 111.42: 111.42 / 1,788.10 = 6.23%
    growth = Ratio("r", 2, ((1, 1),), ((0, 1), (1, -1)))
    assert holds(growth, facts("1,899.52", "111.42", "6.2%"))
    assert not holds(growth, facts("1,899.52", "111.42", "5.9%"))


def test_amounts_beyond_64_bits_are_decided_exactly() -> None:
    table = facts("900,000,000.00", "900,000,000.00", "100.0000%")
    assert holds(Ratio("r", 2, ((0, 1),), ((1, 1),)), table)
    table = facts("900,000,000.00", "899,000,000.00", "100.0000%")
    assert not holds(Ratio("r", 2, ((0, 1),), ((1, 1),)), table)


def test_ratios_and_sums_are_counted_where_they_touch() -> None:
    table = facts("5.72", "6.89", "83.02%", "1.00")
    system = System(table, [], [Ratio("r", 2, ((0, 1),), ((1, 1),))])
    assert system.touched().tolist() == [1, 1, 1, 0]
    assert system.rows_touching([2]) == [0]
    assert system.rows_touching([3]) == []


@st.composite
def systems(draw: st.DrawFn) -> tuple[FactTable, list[Relation]]:
    numbers = draw(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=3, max_size=8))
    rates = draw(st.lists(st.decimals(0, 300, places=2), min_size=1, max_size=3))
    texts = [f"{n:.2f}" for n in numbers] + [f"{r:.2f}%" for r in rates]
    table = facts(*texts)
    amount = st.integers(0, len(numbers) - 1)
    relations: list[Relation] = []
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            terms = draw(st.lists(st.tuples(amount, st.sampled_from([1, -1, 2])), min_size=1, max_size=5))
            relations.append(Sum("s", tuple(terms), draw(st.sampled_from(list(Sense)))))
        else:
            ratio = draw(st.integers(len(numbers), len(texts) - 1))
            above = draw(st.lists(st.tuples(amount, st.sampled_from([1, -1])), min_size=1, max_size=2))
            below = draw(st.lists(st.tuples(amount, st.sampled_from([1, -1])), min_size=1, max_size=2))
            relations.append(Ratio("q", ratio, tuple(above), tuple(below)))
    return table, relations


@given(systems())
def test_the_vectorised_decision_is_the_exact_one(case: tuple[FactTable, list[Relation]]) -> None:
    table, relations = case
    expected = []
    for row, relation in enumerate(relations):
        residual, slack = exact(relation, table)
        one_sided = isinstance(relation, Sum) and relation.sense is Sense.AT_MOST
        if (residual if one_sided else abs(residual)) > slack:
            expected.append(row)
    assert sorted(System(table, [], relations).evaluate().violated) == expected


@given(st.lists(st.decimals(0, 10**6, places=6), min_size=2, max_size=12), st.integers(1, 3))
def test_rounded_terms_and_a_rounded_total_never_alarm(parts: list[Decimal], decimals: int) -> None:
    table = facts(f"{sum(parts):.{decimals}f}", *(f"{p:.{decimals}f}" for p in parts))
    terms = ((0, 1), *((i + 1, -1) for i in range(len(parts))))
    assert holds(Sum("r", terms), table)


@given(st.lists(st.lists(st.integers(-(2**61), 2**61), max_size=2), max_size=20))
def test_rows_are_summed_exactly_though_their_running_total_passes_64_bits(rows: list[list[int]]) -> None:
    starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
    entries = np.array([entry for row in rows for entry in row], np.int64)
    assert row_sums(entries, starts).tolist() == [sum(row) for row in rows]


def test_a_block_gives_its_rows_back_as_relations() -> None:
    table = facts("3.00", "1.00", "2.00", "9.00", "4.00", "4.00")
    block = RelationBlock(
        "r",
        np.asarray([0, 3, 6], np.int64),
        np.asarray([0, 1, 2, 3, 4, 5], np.int64),
        np.asarray([1, -1, -1, 1, -1, -1], np.int64),
    )
    system = System(table, [block], [])
    outcome = system.evaluate()
    assert outcome.violated == (1,)
    assert outcome.residual == (10_000_000,)
    assert system.relation(1) == Sum("r", ((3, 1), (4, -1), (5, -1)))
