"""Misreadings: what the reader was unsure of is settled by the relations, what it was sure of is left alone."""

from __future__ import annotations

from checks.diagnosis.misreading import Doubt, corroborated, misreadings
from checks.numbers.amount import WAN_YUAN, Printed, parse
from tests.checks.test_diagnosis import SOUND, checked

Rows = dict[str, tuple[str, ...]]


def _changed(**cells: str) -> Rows:
    """The sound table with other numbers: ``r2080505_0="76.68"``."""
    rows = {code: list(texts) for code, texts in SOUND.items()}
    for name, text in cells.items():
        code, column = name[1:].split("_")
        rows[code][int(column)] = text
    return {code: tuple(texts) for code, texts in rows.items()}


def _settled(rows: Rows, doubtful: dict[tuple[str, int], dict[str, float]]) -> dict[tuple[str, int], str]:
    """What is read for the doubtful cells; each comes with its chances, the first being what was read."""
    system = checked(rows).system
    width = len(next(iter(rows.values())))
    cells = {place: list(rows).index(place[0]) * width + place[1] for place in doubtful}
    doubts = {}
    for place, chances in doubtful.items():
        first, *others = chances.items()
        assert system.table[cells[place]].printed.text == first[0]
        readings = tuple((_printed(text), chance) for text, chance in others)
        doubts[cells[place]] = Doubt(first[1], readings)
    places = {fact: place for place, fact in cells.items()}
    return {
        places[each.fact]: doubts[each.fact].readings[each.reading][0].text
        for each in misreadings(system, doubts)
    }


def _printed(text: str) -> Printed:
    found = parse(text, WAN_YUAN)
    assert isinstance(found, Printed)
    return found


def test_a_misread_digit_is_put_right_by_its_row_and_column() -> None:
    rows = _changed(r2080505_0="76.68")
    doubtful = {("2080505", 0): {"76.68": 0.6, "70.68": 0.3, "70.88": 0.1}}
    assert _settled(rows, doubtful) == {("2080505", 0): "70.68"}


def test_two_misread_digits_of_one_row_are_put_right_together() -> None:
    rows = _changed(r2080505_1="68.00", r2080505_2="18.68")
    doubtful = {
        ("2080505", 1): {"68.00": 0.5, "60.00": 0.4},
        ("2080505", 2): {"18.68": 0.5, "10.68": 0.3, "16.68": 0.2},
    }
    assert _settled(rows, doubtful) == {("2080505", 1): "60.00", ("2080505", 2): "10.68"}


def test_a_lost_point_is_put_back() -> None:
    rows = _changed(r2080501_2="878")
    assert _settled(rows, {("2080501", 2): {"878": 0.7, "8.78": 0.2}}) == {("2080501", 2): "8.78"}


def test_what_was_read_without_doubt_stays_an_error() -> None:
    assert _settled(_changed(r2080505_0="76.68"), {}) == {}


def test_another_reading_that_breaks_a_relation_is_none() -> None:
    rows = _changed(r2080505_0="76.68")
    assert _settled(rows, {("2080501", 0): {"58.78": 0.6, "52.78": 0.4}}) == {}


def test_a_right_number_in_doubt_is_left_alone() -> None:
    assert _settled(SOUND, {("2080505", 0): {"70.68": 0.5, "76.68": 0.5}}) == {}


def test_two_readings_that_would_do_settle_nothing() -> None:
    """The hundredths are lost in the rounding of the sum: both readings hold, neither is the cheapest by far."""
    rows = _changed(r2080505_2="70.68", r2080505_0="70.68")
    doubtful = {("2080505", 2): {"70.68": 0.4, "10.68": 0.3, "10.69": 0.3}}
    assert _settled(rows, doubtful) == {}


def test_a_reading_less_likely_than_a_slip_of_the_writer_explains_nothing() -> None:
    rows = _changed(r2080505_0="76.68")
    assert _settled(rows, {("2080505", 0): {"76.68": 0.999, "70.68": 0.0005}}) == {}


def test_a_number_that_another_sum_vouches_for_is_not_in_doubt() -> None:
    """58.78 stands in a column whose sums hold; 59.00 does so only where the totals above it say the same."""
    rows = _changed(r2080501_1="59.00", r20805_1="159.00", r208_1="159.00", r合计_1="159.00")
    system = checked(rows).system
    width = 3
    total, basic = (list(rows).index("2080501") * width + column for column in (0, 1))
    assert corroborated(system, [total, basic]) == {total, basic}
    rows = _changed(r2080501_1="59.00")
    assert corroborated(checked(rows).system, [total, basic]) == {total}


def test_two_numbers_that_a_stamp_spoils_alike_do_not_vouch_for_each_other() -> None:
    """58.78 read as 58.00 in the total and in its only part: 58.00 = 58.00 + 0.00 holds."""
    rows = _changed(r2080501_0="58.00", r2080501_1="58.00")
    system = checked(rows).system
    total, basic = (list(rows).index("2080501") * 3 + column for column in (0, 1))
    assert corroborated(system, [total, basic]) == frozenset()
