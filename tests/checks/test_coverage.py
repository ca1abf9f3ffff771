"""Which numbers could change without any relation noticing, and by how many relations each is checked."""

from __future__ import annotations

import numpy as np

from checks.finding import Place
from checks.numbers.amount import PERCENT, WAN_YUAN, Printed, parse
from checks.numbers.facts import Fact, FactTable
from checks.relations.relation import Ratio, Sense, Sum
from checks.relations.system import RelationBlock, System
from checks.relations.vouching import vouched


def facts(*texts: str) -> FactTable:
    def one(text: str) -> Fact:
        printed = parse(text, PERCENT if text.endswith("%") else WAN_YUAN)
        assert isinstance(printed, Printed)
        return Fact(0, printed, Place(), text, text, "")

    return FactTable([one(text) for text in texts])


def block(*rows: tuple[tuple[int, int], ...], sense: Sense = Sense.EQUAL) -> RelationBlock:
    starts = np.cumsum([0, *(len(row) for row in rows)])
    flat = np.array([pair for row in rows for pair in row], np.int64)
    return RelationBlock("r", starts.astype(np.int64), flat[:, 0].copy(), flat[:, 1].copy(), sense)


TABLE = facts("1,575.63", "86.97", "1,488.66")
TOTAL = ((0, 1), (1, -1), (2, -1))


def test_a_sum_of_three_numbers_vouches_for_each() -> None:
    found = vouched(System(TABLE, [block(TOTAL)], []))
    assert found.detectable.all()
    assert found.relations.tolist() == [1, 1, 1]


def test_the_same_numbers_related_twice_count_once() -> None:
    found = vouched(System(TABLE, [block(TOTAL, TOTAL)], [Sum("prose", TOTAL)]))
    assert found.relations.tolist() == [1, 1, 1]


def test_different_relations_count_each() -> None:
    found = vouched(System(TABLE, [block(TOTAL, ((0, 1), (1, -1)))], [Sum("prose", ((0, 1), (2, -1)))]))
    assert found.relations.tolist() == [3, 2, 2]


def test_a_bound_vouches_for_nothing() -> None:
    table = facts("0.14", "5.72")
    found = vouched(System(table, [block(((0, 1), (1, -1)), sense=Sense.AT_MOST)], []))
    assert not found.detectable.any()
    assert found.relations.tolist() == [0, 0]


def test_a_number_without_relation_is_not_vouched_for() -> None:
    assert not vouched(System(TABLE, [], [])).detectable.any()


def test_a_sum_of_many_rounded_numbers_leaves_room_for_a_tenth() -> None:
    # twenty numbers to 0.01 leave 0.105 of play: 0.10 more in one of them fits
    table = facts("20.00", *["1.00"] * 20)
    row = ((0, 1), *((i, -1) for i in range(1, 21)))
    assert not vouched(System(table, [block(row)], [])).detectable.any()
    assert vouched(System(table, [block(row, ((3, 1), (4, -1)))], [])).detectable.nonzero()[0].tolist() == [
        3,
        4,
    ]


def test_room_on_one_side_is_room() -> None:
    # ten numbers leave 0.05 of play, and the items fall 0.05 short: 0.10 more in one of them still fits
    row = ((0, 1), *((i, -1) for i in range(1, 10)))
    table = facts("9.05", *["1.00"] * 9)
    assert not vouched(System(table, [block(row)], [])).detectable.any()


def test_a_rate_of_large_amounts_does_not_vouch_for_them() -> None:
    # 83.02% of a billion: a tenth of 万元 changes nothing in two decimals of the rate, which is vouched for itself
    table = facts("83,020.00", "100,000.00", "83.02%")
    found = vouched(System(table, [], [Ratio("rate", 2, ((0, 1),), ((1, 1),))]))
    assert found.detectable.tolist() == [False, False, True]
    assert found.relations.tolist() == [1, 1, 1]


def test_a_rate_of_small_amounts_vouches_for_them_and_not_for_itself() -> None:
    table = facts("5.72", "6.89", "83.02%")
    found = vouched(System(table, [], [Ratio("rate", 2, ((0, 1),), ((1, 1),))]))
    assert found.detectable.tolist() == [True, True, False]


def test_amounts_too_large_for_64_bits_are_decided_all_the_same() -> None:
    table = FactTable.from_columns(np.array([2**61, 2**61], np.int64), np.array([0, 0], np.int64))
    table.facts = facts("1.00", "1.00").facts
    assert vouched(System(table, [block(((0, 3), (1, -3)))], [])).detectable.all()
