"""A department's figures as lines: round steps at the side, no line through a year that is not there."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audit.desk.history.chart import charts, steps
from audit.desk.history.figures import WAN, Break, History, Point


def history(**spent: float) -> History:
    """Expenditure of some years in 10,000 yuan, as ``a2021=100.0`` in accounts and ``b2021=90.0`` in a budget."""
    kinds = {"a": "final_accounts", "b": "budget"}
    points = {
        (1, kinds[name[0]], int(name[1:])): Point(round(value * WAN), 0, f"{value:.2f}", "task")
        for name, value in spent.items()
    }
    years = tuple(sorted({year for _, _, year in points}))
    return History("某县水务局", years, points, (Break(years[-1], "不相衔接", "task"),))


def test_a_figure_of_two_years_is_a_chart_with_what_it_says_in_words() -> None:
    (chart,) = charts(history(b2023=90.0, a2023=100.0, a2024=120.5), "zh")
    assert chart.title == "支出合计"
    assert chart.said == "预算 2023: 90.00; 决算 2023: 100.00, 2024: 120.50"
    assert [text for _, text in chart.steps] == ["0", "50", "100", "150"]
    assert [(text, broken) for _, text, broken in chart.years] == [("2023", False), ("2024", True)]


def test_nothing_is_drawn_through_a_year_that_is_not_there() -> None:
    (chart,) = charts(history(a2020=1.0, a2021=2.0, a2023=3.0), "zh")
    (line,) = chart.lines
    assert [[dot.year for dot in part] for part in line.parts] == [[2020, 2021], [2023]]


def test_one_year_is_no_chart() -> None:
    assert charts(history(a2024=1.0, b2024=1.0), "zh") == []


def test_what_is_less_than_nothing_is_below_its_line() -> None:
    (chart,) = charts(history(a2023=-3.0, a2024=4.0), "en")
    assert [text for _, text in chart.steps] == ["-4", "-2", "0", "2", "4"]
    zero = next(y for y, text in chart.steps if text == "0")
    below, above = (dot.y for dot in chart.lines[0].parts[0])
    assert above < zero < below


@given(st.integers(-(10**16), 0), st.integers(0, 10**16))
def test_steps_are_few_and_hold_every_value(low: int, high: int) -> None:
    found = steps(low, high)
    assert found[0] <= low
    assert high <= found[-1]
    assert 2 <= len(found) <= 5
    assert len({after - before for before, after in pairwise(found)}) == 1
