"""Misreadings: what the reader was unsure of is settled by the relations, what it was sure of is left alone."""

from __future__ import annotations

from checks.diagnosis.doubts import Doubt, fails_anyway, narrowed
from checks.diagnosis.misreading import misreadings
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


def _cell(rows: Rows, code: str, column: int) -> int:
    return list(rows).index(code) * len(rows[code]) + column


def _left(rows: Rows, doubts: dict[int, Doubt]) -> set[int]:
    """The numbers that are still in doubt once the relations that hold have been asked."""
    return set(narrowed(checked(rows).system, doubts))


def test_an_unsettled_misreading_keeps_no_other_from_being_put_right() -> None:
    """Hundredths of 10.68 are lost in the rounding of its row, which says nothing of the digit of 8.78."""
    rows = _changed(r2080505_2="10.66", r2080501_2="3.78")
    doubtful = {
        ("2080505", 2): {"10.66": 0.4, "10.68": 0.3, "10.67": 0.3},
        ("2080501", 2): {"3.78": 0.6, "8.78": 0.3},
    }
    assert _settled(rows, doubtful).get(("2080501", 2)) == "8.78"


def test_a_number_that_another_sum_vouches_for_is_not_in_doubt() -> None:
    """58.78 stands in a column whose sums hold; 59.00 does so only where the totals above it say the same."""
    rows = _changed(r2080501_1="59.00", r20805_1="159.00", r208_1="159.00", r合计_1="159.00")
    total, basic = (_cell(rows, "2080501", column) for column in (0, 1))
    assert _left(rows, {total: Doubt(0.5), basic: Doubt(0.5)}) == set()
    rows = _changed(r2080501_1="59.00")
    assert _left(rows, {total: Doubt(0.5), basic: Doubt(0.5)}) == {basic}


def test_two_numbers_that_a_stamp_spoils_alike_do_not_vouch_for_each_other() -> None:
    """58.78 read as 58.00 in the total and in its only part: 58.00 = 58.00 + 0.00 holds."""
    rows = _changed(r2080501_0="58.00", r2080501_1="58.00")
    total, basic = (_cell(rows, "2080501", column) for column in (0, 1))
    assert _left(rows, {total: Doubt(0.5), basic: Doubt(0.5)}) == {total, basic}


def test_a_sum_that_holds_with_another_reading_too_vouches_for_neither() -> None:
    """The last digit of 70.68 is lost in the rounding of the sums that it stands in, the first is not."""
    total = _cell(SOUND, "2080505", 0)
    system = checked(SOUND).system
    (doubt,) = narrowed(
        system, {total: Doubt(0.6, ((_printed("70.69"), 0.2), (_printed("76.68"), 0.2)))}
    ).values()
    assert [printed.text for printed, _ in doubt.readings] == ["70.69"]
    assert doubt.between == (_printed("70.68").value, _printed("70.69").value)


def test_a_relation_fails_whatever_the_digit_is_that_a_stamp_hides() -> None:
    """70.68 with its last digit hidden, in a row that is wrong by a unit and in one that is wrong by some hundredths."""
    for wrong, fails in (("61.00", True), ("59.98", False)):
        rows = _changed(r2080505_1=wrong)
        system = checked(rows).system
        total = _cell(rows, "2080505", 0)
        hidden = Doubt(0.9, (), (_printed("70.60").value, _printed("70.69").value))
        failing = [
            row
            for row in system.rows_touching([_cell(rows, "2080505", 1)])
            if total in system.relation(row).facts
        ]
        assert [fails_anyway(system, row, {total: hidden}) for row in failing] == [fails]
        assert not any(fails_anyway(system, row, {total: Doubt(0.9)}) for row in failing)
