"""A block of amounts out of step with its labels: one row of labels or amounts too many, dozens of sums wrong.

The business case: in a table assembled by hand a row is left in or lost, and everything below it stands one or
two rows too high or too low. Every relation of those rows fails at once, but there is one cause. It is found
by moving the amounts of a stretch of rows back by one or two rows and asking whether all that failed holds.

Worked example: 办公费 5, 印刷费 0, 邮电费 7, 差旅费 9 printed as 5, 7, 9, (total) one row too high.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.numbers.facts import FactTable, Role, Statement
from checks.relations.relation import Relation
from checks.relations.system import System, exact, one_sided

LEAST_RELATIONS = 3
"""So many relations of different numbers must be settled before a block is called out of step."""

_STEPS = (1, -1, 2, -2)


@dataclass(frozen=True, slots=True)
class Shift:
    """Amounts of one column that belong ``step`` rows further down (up where negative).

    ``facts`` are the amounts that move, in printed order; ``rows`` the violated rows of the system that the
    move settles; ``checked`` the facts that these relations confirm at their new place.
    """

    statement: Statement
    column: str
    facts: tuple[int, ...]
    step: int
    rows: tuple[int, ...]
    checked: tuple[int, ...]


def shifts(system: System, violated: Sequence[int], statements: Sequence[Statement]) -> list[Shift]:
    """The blocks that are out of step, at most one for each column of a table."""
    found = []
    for statement in statements:
        cells = {int(f) for f in statement.cells.ravel() if f >= 0}
        rows = [r for r in violated if cells & set(system.relation(r).facts)]
        if len(rows) < LEAST_RELATIONS:
            continue
        for column in range(len(statement.columns)):
            own = {int(f) for f in statement.cells[:, column] if f >= 0}
            touching = [r for r in rows if own & set(system.relation(r).facts)]
            if len(touching) >= LEAST_RELATIONS and (best := _best(system, statement, column, touching)):
                found.append(best)
    return found


def _best(system: System, statement: Statement, column: int, violated: Sequence[int]) -> Shift | None:
    """The shortest stretch whose move settles everything that failed in the column."""
    for siblings in _siblings(statement):
        facts = [int(statement.cells[row, column]) for row in siblings]
        touching = system.rows_touching([f for f in facts if f >= 0])
        relations = {row: system.relation(row) for row in touching}
        wrong = [row for row in violated if row in relations]
        if len(wrong) < LEAST_RELATIONS or len({relations[r].facts[0] for r in wrong}) < LEAST_RELATIONS:
            continue
        for length in range(2, len(facts)):
            for start in range(len(facts) - length + 1):
                block = facts[start : start + length]
                for step in _STEPS:
                    moved = _moved(facts, start, length, step, system.table)
                    if moved and _all_hold(relations, system.table.changed(moved)):
                        checked = tuple(f for f in moved if any(f in relations[r].facts for r in wrong))
                        return Shift(
                            statement, statement.columns[column], tuple(block), step, tuple(wrong), checked
                        )
    return None


def _siblings(statement: Statement) -> Iterator[list[int]]:
    """Rows that stand side by side under one parent, in printed order."""
    parents = dict.fromkeys(p for p in statement.parents if p >= 0)
    for parent in parents:
        rows = [i for i, p in enumerate(statement.parents) if p == parent and statement.roles[i] is Role.ITEM]
        if len(rows) > LEAST_RELATIONS:
            yield rows


def _moved(
    facts: Sequence[int], start: int, length: int, step: int, table: FactTable
) -> dict[int, int] | None:
    """The values after a stretch has moved: what it leaves is nothing, what it meets is replaced."""
    target = range(start + step, start + step + length)
    if target[0] < 0 or target[-1] >= len(facts):
        return None
    touched = sorted({*range(start, start + length), *target})
    if any(facts[i] < 0 for i in touched):
        return None
    values = {facts[i]: 0 for i in touched}
    for source, place in zip(range(start, start + length), target, strict=True):
        values[facts[place]] = int(table.value[facts[source]])
    return values


def _all_hold(relations: dict[int, Relation], table: FactTable) -> bool:
    for relation in relations.values():
        residual, slack = exact(relation, table)
        if (residual if one_sided(relation) else abs(residual)) > slack:
            return False
    return True
