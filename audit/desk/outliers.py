"""What is worth a look: figures far from the department's own past, or from those of departments of the same kind.

Information and never an error: a disclosure may be odd and right. Robust statistics (median, and the median of the
distances from it) over all disclosures of a year and kind; nothing is said where there are too few to compare with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log10
from statistics import median
from typing import Any

import duckdb

_FEW = 20
"""So many disclosures of a year and kind are needed before one of them can be unusual."""

_OWN_PAST = 4
"""So many years of a department's own."""

_FAR = 6.0
"""Distances from the median, in median distances, from which something is worth a look: hardly one in ten thousand of a
normal population."""

_MOST = 500
_AMOUNTS = 100
"""A document with fewer amounts than this has no pattern of digits."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """One disclosure that stands apart: in what, its value, the usual one, and how far it is from it."""

    department: str | None
    year: int
    kind: str
    what: str
    value: float
    usual: float
    distance: float
    task: str


@dataclass(frozen=True, slots=True)
class _Value:
    department: str | None
    year: int
    kind: str
    task: str
    value: float


def outliers(database: duckdb.DuckDBPyConnection, where: str) -> list[Outlier]:
    """What stands apart among the disclosures of a scope, the farthest first."""
    figures = _figures(database)
    found: list[Outlier] = []
    for what, values in (
        ("growth", list(_growth(figures))),
        ("three_public_share", list(_share(figures))),
        ("digits", list(_digits(database))),
    ):
        by_kind: dict[tuple[int, str], list[_Value]] = defaultdict(list)
        for value in values:
            by_kind[value.year, value.kind].append(value)
        for group in by_kind.values():
            found += _far(group, what, _FEW)
    by_department: dict[tuple[str | None, str], list[_Value]] = defaultdict(list)
    for value in _growth(figures):
        by_department[value.department, value.kind].append(value)
    for group in by_department.values():
        found += _far(group, "own_growth", _OWN_PAST)
    wanted = {
        (d, y, k)
        for d, y, k in database.sql(
            f"select distinct department, year, kind from documents where {where}"
        ).fetchall()
    }
    kept = [each for each in found if (each.department, each.year, each.kind) in wanted]
    return sorted(kept, key=lambda each: -each.distance)[:_MOST]


def _far(group: Sequence[_Value], what: str, few: int) -> Iterator[Outlier]:
    if len(group) < few:
        return
    middle = median(each.value for each in group)
    spread = 1.4826 * median(abs(each.value - middle) for each in group)
    if not spread:
        return
    for each in group:
        distance = abs(each.value - middle) / spread
        if distance > _FAR:
            yield Outlier(
                each.department, each.year, each.kind, what, each.value, middle, distance, each.task
            )


_Figures = dict[tuple[str | None, str, int], dict[str, tuple[float, str]]]


def _figures(database: duckdb.DuckDBPyConnection) -> _Figures:
    """Total expenditure and three public expenses of each department, kind and year, with their task."""
    found: _Figures = defaultdict(dict)
    for department, kind, year, name, value, task in database.sql(_FIGURES).fetchall():
        found[department, kind, year][name] = (float(value), task)
    return found


_FIGURES = """
select department, kind, year,
  case when statement like '%.three_public' then 'three' else 'spent' end as name, max(value), any_value(task)
from facts
where year is not null and measures = 'money' and (
  (statement = 'final_accounts.expenditure' and row_key = '合计' and column_key = '本年支出合计')
  or (statement = 'final_accounts.summary' and row_key = '本年支出合计' and column_key = '决算数')
  or (statement = 'budget.expenditure' and row_key = '合计' and column_key = '合计')
  or (statement = 'final_accounts.three_public' and row_key = '三公经费合计' and column_key = '决算数')
  or (statement = 'budget.three_public' and row_key = '三公经费合计' and column_key = '预算数'))
group by department, kind, year, name
"""


def _growth(figures: _Figures) -> Iterator[_Value]:
    """How expenditure has grown since the year before, as the logarithm of the quotient."""
    for (department, kind, year), own in figures.items():
        before = figures.get((department, kind, year - 1), {})
        if "spent" in own and "spent" in before and own["spent"][0] > 0 and before["spent"][0] > 0:
            yield _Value(department, year, kind, own["spent"][1], log10(own["spent"][0] / before["spent"][0]))


def _share(figures: _Figures) -> Iterator[_Value]:
    """The three public expenses for each 10,000 of expenditure."""
    for (department, kind, year), own in figures.items():
        if "spent" in own and "three" in own and own["spent"][0] > 0:
            yield _Value(department, year, kind, own["three"][1], 10_000 * own["three"][0] / own["spent"][0])


_BENFORD = [log10(1 + 1 / digit) for digit in range(1, 10)]


def _digits(database: duckdb.DuckDBPyConnection) -> Iterator[_Value]:
    """How far the first digits of a document's amounts are from those of natural figures (Benford)."""
    counts: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0] * 9)
    rows: Iterable[tuple[Any, ...]] = database.sql(
        "select department, year, kind, task, left(cast(abs(value) as varchar), 1)::int as digit, count(*) from facts"
        " where measures = 'money' and value <> 0 and year is not null group by all"
    ).fetchall()
    for *key, digit, count in rows:
        counts[tuple(key)][digit - 1] += count
    for (department, year, kind, task), of in counts.items():
        if sum(of) >= _AMOUNTS:
            apart = sum(abs(n / sum(of) - share) for n, share in zip(of, _BENFORD, strict=True)) / 9
            yield _Value(department, year, kind, task, apart)
