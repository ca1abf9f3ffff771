"""A department's figures as lines over the years: one chart a figure, budget and accounts in it, to be drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from audit.desk.history.figures import FIGURES, WAN, History, text_of
from audit.desk.history.words import ACCOUNTS, BUDGET, say

WIDTH, HEIGHT = 360, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 20, 14, 28
_STEPS = 4
"""So many steps at most stand at the side of a chart."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure of one year: where it is drawn, and what it is."""

    x: float
    y: float
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """The figure in one kind of document; ``parts`` are its dots in runs of years that follow one another."""

    kind: str
    parts: tuple[tuple[Dot, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One figure over the years. ``years`` and ``steps`` are what stands below and at the side, with where."""

    title: str
    said: str
    lines: tuple[Line, ...]
    years: tuple[tuple[float, str, bool], ...]
    steps: tuple[tuple[float, str], ...]


def charts(history: History, lang: str) -> list[Chart]:
    """A chart for every figure that is there in two years or more; years with a break are marked."""
    return [
        _chart(history, number, lang)
        for number in range(len(FIGURES))
        if len({year for n, _, year in history.points if n == number}) > 1
    ]


def _chart(history: History, number: int, lang: str) -> Chart:
    points = {(kind, year): p for (n, kind, year), p in history.points.items() if n == number}
    values = [point.value for point in points.values()]
    rungs = steps(min(0, *values), max(0, *values))
    across = _Scale(history.years[0], history.years[-1], _LEFT + 14, WIDTH - _RIGHT)
    up = _Scale(rungs[0], rungs[-1], HEIGHT - _BOTTOM, _TOP)

    def dots(kind: str) -> Iterator[Dot]:
        for year in history.years:
            if (kind, year) in points:
                point = points[kind, year]
                yield Dot(across.at(year), up.at(point.value), year, text_of(point))

    found = [Line(kind, _runs(list(dots(kind)))) for kind in (BUDGET, ACCOUNTS)]
    broken = {each.year for each in history.breaks}
    said = "; ".join(
        f"{say(line.kind, lang)} "
        + ", ".join(f"{dot.year}: {dot.text}" for part in line.parts for dot in part)
        for line in found
        if line.parts
    )
    return Chart(
        FIGURES[number].name(lang),
        said,
        tuple(line for line in found if line.parts),
        tuple((across.at(year), str(year), year in broken) for year in history.years),
        tuple((up.at(step), f"{Decimal(step) / WAN:,f}") for step in rungs),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to points of a drawing, along one side of it."""

    low: int
    high: int
    start: int
    end: int

    def at(self, value: int) -> float:
        """Where a value is drawn, to a tenth of a point."""
        if self.low == self.high:
            return float(self.start)
        return round(self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low), 1)


def steps(low: int, high: int) -> list[int]:
    """Round values from below the lowest to above the highest, a few of them."""
    unit = 1
    while True:
        for step in (unit, 2 * unit, 5 * unit):
            first, last = low // step, -(-high // step)
            if last - first <= _STEPS:
                return [step * n for n in range(first, max(last, first + 1) + 1)]
        unit *= 10


def _runs(dots: Sequence[Dot]) -> tuple[tuple[Dot, ...], ...]:
    """The dots in runs of years that follow one another: nothing is drawn through a year that is not there."""
    return tuple(
        tuple(dot for _, dot in run)
        for _, run in groupby(enumerate(dots), key=lambda pair: pair[1].year - pair[0])
    )
