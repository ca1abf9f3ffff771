"""Columns that add up though no head says so: 业务支出 | 医疗支出 | 药品支出 | 其他支出, under heads whose spans are lost.

A column is taken for the sum of some others only where row after row bears it out to the last digit: with amounts of
four digits and more, a wrong set of columns fits one row in a thousand, and four rows never.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from checks.numbers.amount import Kind
from checks.numbers.facts import FactTable, Index, Int64, Statement
from checks.relations.system import RelationBlock
from checks.rules.tables.sums import first_against_rest

_MOST_COLUMNS = 10
_MOST_PARTS = 5
_FEWEST_ROWS = 4
_KEPT_BY = 6
"""So many rows keep a law for one that may break it."""

_FOUR_DIGITS = 1000
"""An amount of fewer steps of its own precision fits by chance."""


def unsaid_sums(statement: Statement, table: FactTable) -> list[RelationBlock]:
    """The columns of a table that are sums of others, each by the fewest columns that most rows bear out."""
    columns = [c for c in range(len(statement.columns)) if _is_money(statement.cells[:, c], table)]
    if not 2 < len(columns) <= _MOST_COLUMNS:
        return []
    cells = statement.cells[:, columns]
    full = cells[(cells >= 0).all(axis=1)]
    if len(full) < _FEWEST_ROWS:
        return []
    values, halves = table.value[full], table.half[full]
    blocks: list[RelationBlock] = []
    for total in range(len(columns)):
        parts = _parts_of(total, values, halves)
        block = first_against_rest("table.row-total", full[:, [total, *parts]]) if parts else None
        blocks += [block] if block is not None else []
    return blocks


def _parts_of(total: int, values: Int64, halves: Int64) -> tuple[int, ...]:
    """The columns that a column is the sum of; none where no set of them is borne out."""
    best: tuple[int, int, tuple[int, ...]] | None = None
    for parts in _sets(total, values.shape[1]):
        rows = list(parts)
        miss = np.abs(values[:, total] - values[:, rows].sum(axis=1))
        slack = halves[:, total] + halves[:, rows].sum(axis=1)
        step = 2 * np.maximum(halves[:, total], 1)
        telling = ((values[:, rows] != 0).sum(axis=1) > 1) & (np.abs(values[:, total]) >= _FOUR_DIGITS * step)
        held = int((telling & (miss <= slack)).sum())
        failed = int((miss > slack).sum())
        if held >= _FEWEST_ROWS and held >= _KEPT_BY * failed:
            found = (failed, len(parts), parts)
            best = min(best, found) if best is not None else found
    return best[2] if best is not None else ()


def _sets(total: int, width: int) -> Iterator[tuple[int, ...]]:
    """The sets of other columns that a column may be the sum of, the smallest first."""
    others = [c for c in range(width) if c != total]
    for size in range(2, min(_MOST_PARTS, len(others)) + 1):
        yield from combinations(others, size)


def _is_money(column: Index, table: FactTable) -> bool:
    """Whether all that is entered in a column are amounts."""
    entered = column[column >= 0]
    return bool(len(entered)) and all(table[int(f)].printed.kind is Kind.MONEY for f in entered)
