"""Printed numbers: what they mean, and what cannot be read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.numbers.amount import (
    ILL_FORMED,
    PERCENT,
    WAN_YUAN,
    YI_YUAN,
    YUAN,
    Kind,
    NoEntry,
    Printed,
    Unread,
    as_decimal,
    count_unit,
    format_value,
    parse,
)


@pytest.mark.parametrize(
    ("text", "unit", "value", "half"),
    [
        ("1,899.52", WAN_YUAN, 18_995_200_000, 50_000),
        ("1899.52", WAN_YUAN, 18_995_200_000, 50_000),
        ("１，８９９．５２", WAN_YUAN, 18_995_200_000, 50_000),
        ("（5.36）", WAN_YUAN, -53_600_000, 50_000),
        ("-5.36", WAN_YUAN, -53_600_000, 50_000),
        ("0.00", WAN_YUAN, 0, 50_000),
        ("0", WAN_YUAN, 0, 0),
        ("156,211,123", YUAN, 156_211_123_000, 500),
        ("14,348,853.34", YUAN, 14_348_853_340, 5),
        ("18.3", YI_YUAN, 1_830_000_000_000, 5_000_000_000),
        ("83.02%", WAN_YUAN, 83_020_000, 5_000),
        ("14％", WAN_YUAN, 14_000_000, 500_000),
        ("3", count_unit("辆"), 3_000, 0),
        ("2.1", count_unit("万人次"), 21_000_000, 500_000),
    ],
)
def test_reads_what_is_printed(text: str, unit: object, value: int, half: int) -> None:
    number = parse(text, unit)  # type: ignore[arg-type]
    assert isinstance(number, Printed)
    assert (number.value, number.half) == (value, half)
    assert number.text == text


@pytest.mark.parametrize("text", ["", " ", "—", "-", "–", "无", "--"])
def test_no_entry_is_not_zero(text: str) -> None:
    assert isinstance(parse(text, WAN_YUAN), NoEntry)


@pytest.mark.parametrize("text", ["1,89.52", "1.2.3", "12a", "合计", "1 2.3 4.5", "0.12345678"])
def test_what_cannot_be_read_is_said(text: str) -> None:
    number = parse(text, WAN_YUAN)
    assert isinstance(number, Unread)
    assert number.text == text
    assert number.why


def test_a_number_broken_over_two_lines_of_a_cell_is_one_number() -> None:
    number = parse("156,211,\n123", YUAN)
    assert isinstance(number, Printed)
    assert number.value == 156_211_123_000


def test_a_percentage_keeps_its_own_unit() -> None:
    number = parse("6.2%", WAN_YUAN)
    assert isinstance(number, Printed)
    assert number.kind is Kind.RATIO
    assert number.unit == PERCENT


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.booleans())
def test_two_decimals_survive_reading_and_printing(number: Decimal, grouped: bool) -> None:
    text = f"{number:,.2f}" if grouped else f"{number:.2f}"
    read = parse(text, WAN_YUAN)
    assert isinstance(read, Printed)
    assert as_decimal(read.value, WAN_YUAN) == number
    assert format_value(read.value, WAN_YUAN, 2) == f"{number:.2f}"


@given(st.text(max_size=30))
def test_any_text_is_a_number_no_entry_or_unread(text: str) -> None:
    assert isinstance(parse(text, WAN_YUAN), Printed | NoEntry | Unread)


@given(st.decimals(min_value=-(10**7), max_value=10**7, places=6))
def test_the_true_value_lies_in_the_interval_of_its_rounding(true: Decimal) -> None:
    printed = parse(f"{true:.2f}", WAN_YUAN)
    assert isinstance(printed, Printed)
    exact = true * WAN_YUAN.factor
    assert printed.value - printed.half <= exact <= printed.value + printed.half


def test_several_numbers_in_one_cell_are_no_slip_of_the_writer() -> None:
    found = parse("450.54 82.30 368.23", WAN_YUAN)
    assert isinstance(found, Unread)
    assert found.why not in ILL_FORMED
