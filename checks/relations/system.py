"""One sparse linear system over all facts: every relation is a row, checking is one multiplication.

For a row ``Σ aᵢ·xᵢ = 0`` over facts with values x and half-widths h, some assignment of true values inside
the printed intervals satisfies it exactly when ``|A·x| <= |A|·h``. A ratio ``n = p·d`` is the row
``S·n - p·d`` (S is the scale of ratios) with the additional slack ``h_p·(|d| + h_d)`` for the rounding of p.

Everything is an integer. The multiplication is vectorised in int64 where the size of its operands proves
that it cannot overflow; the rows where they do not are decided in Python's integers.

Worked example: 201 = 20131 + 20132, printed 1,575.63 = 86.97 + 1,482.34 + 6.33 (= 1,575.64)::

    residual  -0.01    slack  4 x 0.005    |-0.01| <= 0.02: holds
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np
import numpy.typing as npt

from checks.numbers.amount import RATIO_SCALE
from checks.numbers.facts import FactTable, Int64
from checks.relations.growth import linear
from checks.relations.relation import Growth, Relation, Sense, Sum

_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class RelationBlock:
    """Many Sum relations of one rule, as compressed rows.

    Row k has the facts ``facts[starts[k]:starts[k + 1]]`` with the coefficients at the same positions; the
    first of them is the number the relation is about.
    """

    rule: str
    starts: Int64
    facts: Int64
    coefficients: Int64
    sense: Sense = Sense.EQUAL

    def __len__(self) -> int:
        return len(self.starts) - 1

    def relation(self, row: int) -> Sum:
        """Row ``row`` as a relation of its own."""
        span = slice(int(self.starts[row]), int(self.starts[row + 1]))
        terms = tuple(zip(self.facts[span].tolist(), self.coefficients[span].tolist(), strict=True))
        return Sum(self.rule, terms, self.sense)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict over all rows of a system.

    ``residual`` and ``slack`` are Python integers (object arrays) for the violated rows only; ``violated``
    are the row numbers. A row's relation is recovered with :meth:`System.relation`.
    """

    violated: tuple[int, ...]
    residual: tuple[int, ...]
    slack: tuple[int, ...]


class System:
    """The relations of a run over its facts, ready to be evaluated."""

    def __init__(self, table: FactTable, blocks: Sequence[RelationBlock], single: Sequence[Relation]) -> None:
        self.table = table
        self.blocks = tuple(b for b in blocks if len(b))
        self.single = tuple(single)
        self._offsets = np.cumsum([0, *(len(b) for b in self.blocks)])
        compiled = [row_of(r, table) for r in self.single]
        self._starts = _starts([b.starts for b in self.blocks], [len(c.facts) for c in compiled])
        self._facts = np.concatenate(
            [*(b.facts for b in self.blocks), np.asarray([f for c in compiled for f in c.facts], np.int64)]
        )
        self._wide = {int(self._offsets[-1]) + i: c for i, c in enumerate(compiled) if not _fits(c, table)}
        self._coefficients = np.concatenate(
            [
                *(b.coefficients for b in self.blocks),
                np.asarray(
                    [
                        0 if int(self._offsets[-1]) + i in self._wide else k
                        for i, c in enumerate(compiled)
                        for k in c.coefficients
                    ],
                    np.int64,
                ),
            ]
        )
        self._extra = np.zeros(len(self), np.int64)
        for i, c in enumerate(compiled):
            row = int(self._offsets[-1]) + i
            if row not in self._wide:
                self._extra[row] = c.extra
        self._one_sided = np.zeros(len(self), bool)
        for offset, block in zip(self._offsets, self.blocks, strict=False):
            self._one_sided[offset : offset + len(block)] = block.sense is Sense.AT_MOST
        for i, r in enumerate(self.single):
            self._one_sided[int(self._offsets[-1]) + i] = one_sided(r)

    def __len__(self) -> int:
        return int(self._offsets[-1]) + len(self.single)

    def relation(self, row: int) -> Relation:
        """The relation that row ``row`` was made from."""
        if row >= self._offsets[-1]:
            return self.single[row - int(self._offsets[-1])]
        block = int(np.searchsorted(self._offsets, row, side="right")) - 1
        return self.blocks[block].relation(row - int(self._offsets[block]))

    def rule_counts(self) -> dict[str, int]:
        """How many rows each rule has."""
        counts: dict[str, int] = {}
        for block in self.blocks:
            counts[block.rule] = counts.get(block.rule, 0) + len(block)
        for relation in self.single:
            counts[relation.rule] = counts.get(relation.rule, 0) + 1
        return counts

    def touched(self) -> Int64:
        """For each fact, how many rows touch it."""
        counts = np.bincount(self._facts, minlength=len(self.table))
        for relation in self.single:
            counts[list(relation.rates)] += 1
        return counts.astype(np.int64)

    def rows_touching(self, facts: Iterable[int]) -> list[int]:
        """The rows that touch any of ``facts``, in order."""
        wanted = np.zeros(len(self.table), bool)
        wanted[list(facts)] = True
        hit = np.add.reduceat(wanted[self._facts], self._starts[:-1]) if len(self._facts) else np.zeros(0)
        rows = set(np.flatnonzero(hit).tolist())
        first = int(self._offsets[-1])
        rows |= {first + i for i, r in enumerate(self.single) if wanted[list(r.rates)].any()}
        return sorted(rows)

    def evaluate(self) -> Outcome:
        """Which rows no assignment of true values inside the printed intervals can satisfy."""
        if not len(self):
            return Outcome((), (), ())
        starts, facts, coefficients = self._starts, self._facts, self._coefficients
        if not _provably_safe(self.table, starts):
            return self._evaluate_wide(range(len(self)))
        residual = row_sums(coefficients * self.table.value[facts], starts)
        slack = row_sums(np.abs(coefficients) * self.table.half[facts], starts) + self._extra
        distance = np.where(self._one_sided, residual, np.abs(residual))
        rows = np.flatnonzero(distance > slack).tolist()
        outcome = Outcome(
            tuple(rows), tuple(int(residual[r]) for r in rows), tuple(int(slack[r]) for r in rows)
        )
        if not self._wide:
            return outcome
        wide = self._evaluate_wide(self._wide)
        return Outcome(
            outcome.violated + wide.violated, outcome.residual + wide.residual, outcome.slack + wide.slack
        )

    def _evaluate_wide(self, rows: Iterable[int]) -> Outcome:
        """The same decision in Python's integers, for rows whose products may pass 64 bits."""
        found: list[tuple[int, int, int]] = []
        for row in rows:
            relation = self.relation(row)
            residual, slack = exact(relation, self.table)
            if (residual if one_sided(relation) else abs(residual)) > slack:
                found.append((row, residual, slack))
        return Outcome(tuple(f[0] for f in found), tuple(f[1] for f in found), tuple(f[2] for f in found))


def row_sums(entries: npt.NDArray[Any], starts: Int64) -> npt.NDArray[Any]:
    """The sum of the entries of each row, zero where a row is empty; row k has those from ``starts[k]`` to ``starts[k + 1]``.

    A running total may pass 64 bits and come round, which its differences undo: only the sum of a row has to fit.
    """
    running = np.zeros(len(entries) + 1, entries.dtype)
    np.cumsum(entries, out=running[1:])
    sums: npt.NDArray[Any] = running[starts[1:]] - running[starts[:-1]]
    return sums


@dataclass(frozen=True, slots=True)
class Row:
    """A relation as coefficients: facts, their weights, and the slack that their intervals do not give."""

    facts: tuple[int, ...]
    coefficients: tuple[int, ...]
    extra: int


def row_of(relation: Relation, table: FactTable) -> Row:
    """A relation as one row: facts, coefficients and the slack that its intervals do not give."""
    if isinstance(relation, Sum):
        play = sum(abs(k) * int(table.half[f]) for f, k in relation.terms) if relation.to_the_digit else 0
        return Row(tuple(f for f, _ in relation.terms), tuple(k for _, k in relation.terms), -play)
    if isinstance(relation, Growth):
        return Row(*linear(relation, table))
    value, play = relation.sign * int(table.value[relation.ratio]), int(table.half[relation.ratio])
    common = gcd(RATIO_SCALE, value, play)
    scale, rate, half = RATIO_SCALE // common, value // common, play // common
    merged: dict[int, int] = {}
    for fact, k in relation.numerator:
        merged[fact] = merged.get(fact, 0) + scale * k
    for fact, k in relation.denominator:
        merged[fact] = merged.get(fact, 0) - rate * k
    base = sum(k * int(table.value[f]) for f, k in relation.denominator)
    spread = sum(abs(k) * int(table.half[f]) for f, k in relation.denominator)
    return Row(tuple(merged), tuple(merged.values()), half * (abs(base) + spread))


def one_sided(relation: Relation) -> bool:
    """Whether a relation only bounds its sum from above."""
    return isinstance(relation, Sum) and relation.sense is Sense.AT_MOST


def exact(relation: Relation, table: FactTable) -> tuple[int, int]:
    """Residual and slack of one relation in Python's integers, in the steps of its row."""
    row = row_of(relation, table)
    pairs = list(zip(row.facts, row.coefficients, strict=True))
    residual = sum(k * int(table.value[f]) for f, k in pairs)
    slack = sum(abs(k) * int(table.half[f]) for f, k in pairs) + row.extra
    return residual, slack


def holds(relation: Relation, table: FactTable) -> bool:
    """Whether a relation holds for the numbers of a table, within what their rounding leaves open."""
    residual, slack = exact(relation, table)
    return (residual if one_sided(relation) else abs(residual)) <= slack


def _fits(row: Row, table: FactTable) -> bool:
    """Whether every partial sum of a row stays inside 62 bits."""
    size = sum(
        abs(k) * (abs(int(table.value[f])) + int(table.half[f]))
        for f, k in zip(row.facts, row.coefficients, strict=True)
    )
    return size + row.extra < _SAFE


def _starts(blocks: Sequence[Int64], lengths: Sequence[int]) -> Int64:
    """Row pointers of the concatenation of blocks and single rows."""
    pieces: list[npt.NDArray[np.int64]] = [np.zeros(1, np.int64)]
    offset = 0
    for starts in blocks:
        pieces.append(starts[1:] + offset)
        offset += int(starts[-1])
    pieces.append(offset + np.cumsum(np.asarray(lengths, np.int64)))
    return np.concatenate(pieces)


def _provably_safe(table: FactTable, starts: Int64) -> bool:
    """Whether no row can overflow, by the largest value and the longest row.

    Rows made from single relations have been sized one by one (:func:`_fits`); the blocks have coefficients
    of plus or minus one, for which this bound is never reached by amounts below a quadrillion yuan.
    """
    longest = int(np.diff(starts).max())
    largest = int(np.abs(table.value).max(initial=0)) + int(table.half.max(initial=0))
    return longest * largest < _SAFE
