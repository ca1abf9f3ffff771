"""What was read from a picture and is not what is printed there, told by the relations that must hold.

A table is redundant: most numbers stand in two sums or more. Where a relation fails over a number that was read with
doubt, what else it could be is tried. A set of other readings that satisfies every relation over its numbers, and is the
only one as likely, is what is printed; a slip of the writer is less likely than a character that the reader itself held for
uncertain. Numbers that were read without doubt are never touched, so that an error of the document stays one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from checks.diagnosis.components import connected
from checks.diagnosis.doubts import Doubt
from checks.numbers.amount import Printed
from checks.numbers.facts import FactTable
from checks.relations.system import System, holds, one_sided

_MOST_AT_ONCE = 3
"""So many numbers at most are taken to be misread together."""

_MOST_CHANGES, _MOST_SETS = 60, 6_000
"""Other readings of one connected part, and sets of them, that are tried."""

_SLIP = math.log(500)
"""The cost of a slip of the writer: other readings that cost more explain nothing."""

_CLEARLY = math.log(4)
"""By how much a set has to be cheaper than the next one that satisfies its relations too."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """A fact that was misread: which of its other readings is printed, and the relations that say so."""

    fact: int
    reading: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    fact: int
    reading: int
    printed: Printed
    cost: float


_Solved = tuple[float, tuple[_Change, ...], tuple[int, ...]]
"""A set of changes with its cost, and the relations that it settles."""


def misreadings(system: System, doubts: Mapping[int, Doubt]) -> list[Misreading]:
    """The facts that were misread, as far as the relations can tell; ``doubts`` are those that may have been."""
    table, found = system.table, {}
    open_doubts = {fact: doubt for fact, doubt in doubts.items() if doubt.readings}
    while open_doubts:
        solution = _solution(system, table, open_doubts)
        if solution is None:
            break
        changes, rows = solution
        table = _changed(table, changes)
        for change in changes:
            found[change.fact] = Misreading(change.fact, change.reading, rows)
            open_doubts.pop(change.fact)
    return list(found.values())


def _solution(
    system: System, table: FactTable, doubts: Mapping[int, Doubt]
) -> tuple[tuple[_Change, ...], tuple[int, ...]] | None:
    """The cheapest set of changes that is alone in what it settles, with the relations over it; None without one."""
    touching = system.rows_touching(doubts)
    relations = {row: system.relation(row) for row in touching}
    failing = [row for row in touching if not holds(relations[row], table)]
    for part in connected([row for row in failing if not one_sided(relations[row])], relations):
        facts = {fact for row in part for fact in relations[row].facts if fact in doubts}
        changes = sorted(_changes(facts, doubts), key=lambda change: change.cost)[:_MOST_CHANGES]
        solved = []
        for size in range(1, _MOST_AT_ONCE + 1):
            solved = [
                (sum(change.cost for change in each), each, rows)
                for each in _sets(changes, size)
                if (rows := _settled(system, table, each, set(part))) is not None
            ]
            if solved:
                break
        solved.sort(key=lambda entry: entry[0])
        for cost, changed, rows in solved:
            if cost < _SLIP * len(changed) and _alone(cost, changed, rows, solved):
                return changed, rows
    return None


def _alone(cost: float, changed: tuple[_Change, ...], rows: Sequence[int], solved: Sequence[_Solved]) -> bool:
    """Whether no other set is about as cheap or cheaper and settles one of the same relations."""
    return all(
        other - cost > _CLEARLY
        for other, changes, settled in solved
        if changes != changed and not set(settled).isdisjoint(rows)
    )


def _changes(facts: Iterable[int], doubts: Mapping[int, Doubt]) -> Iterator[_Change]:
    for fact in sorted(facts):
        doubt = doubts[fact]
        for index, (printed, chance) in enumerate(doubt.readings):
            cost = math.log(max(doubt.chance, 1e-6) / max(chance, 1e-6))
            yield _Change(fact, index, printed, max(cost, 0.0) + 1e-3)


def _sets(changes: Sequence[_Change], size: int) -> Iterator[tuple[_Change, ...]]:
    """Sets of changes of different facts, the cheap ones first as far as they come in order."""
    tried = 0
    for each in combinations(changes, size):
        if len({change.fact for change in each}) == size:
            tried += 1
            if tried > _MOST_SETS:
                return
            yield each


def _settled(
    system: System, table: FactTable, changes: Sequence[_Change], part: set[int]
) -> tuple[int, ...] | None:
    """The failing relations that changes settle, None where one over the changed facts fails, or none did.

    Each change has to settle one itself: what holds without it needs no other reading.
    """
    rows = system.rows_touching(change.fact for change in changes)
    relations = {row: system.relation(row) for row in rows}
    settled = tuple(row for row in rows if row in part)
    if any(all(change.fact not in relations[row].facts for row in settled) for change in changes):
        return None
    changed = _changed(table, changes)
    return settled if all(holds(relation, changed) for relation in relations.values()) else None


def _changed(table: FactTable, changes: Sequence[_Change]) -> FactTable:
    return table.reprinted({change.fact: change.printed for change in changes})
