"""Tables on pictures that no rules part: over which columns their heads stand is seen by where the characters stand.

That is not sure to a hair. Where a relation holds in the other rows of the table, the heads are over the right columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from audit.document import Grid
from audit.doubt.boxes import overlap
from audit.doubt.seen import is_seen
from audit.recognition import Recognised
from checks.finding import Place
from checks.numbers.facts import Fact, FactTable
from checks.relations.relation import Relation
from checks.relations.system import System, holds

_ROWS = 3
"""Rows that hold for each one that fails, in a table whose heads are where they seem to be."""


def unruled(recognised: Sequence[Recognised], facts: Sequence[Fact]) -> frozenset[int]:
    """The facts of tables on pictures that no rules part, and whose heads stand over several columns."""
    tables = {
        index: [grid.place for grid in each.document.grids() if _is_loose(each, grid)]
        for index, each in enumerate(recognised)
        if each.document.pictures
    }
    return frozenset(
        n
        for n, fact in enumerate(facts)
        if any(_is_in(fact.place, table) for table in tables.get(fact.document, ()))
    )


def _is_loose(each: Recognised, grid: Grid) -> bool:
    wide = any(cell.column_span > 1 for cell in grid.cells)
    return grid.aligned and wide and is_seen(each.document, grid.place)


def _is_in(place: Place, table: Place) -> bool:
    return place.sheet == table.sheet and overlap(place.bbox, table.bbox, 0, 1)


def vouched_heads(system: System, loose: Collection[int]) -> frozenset[int]:
    """The relations over loose facts for which it does not matter which heads they stand under, or is known.

    Those down one column, and those that hold in the other rows of the same columns.
    """
    alike: dict[object, list[int]] = defaultdict(list)
    known: set[int] = set()
    for row in system.rows_touching(loose):
        relation = system.relation(row)
        columns = _columns(relation, system.table)
        if len(set(columns)) == 1:
            known.add(row)
        elif any(system.table.value[fact] for fact in relation.facts[1:]):
            alike[relation.rule, columns].append(row)
    for rows in alike.values():
        failing = [row for row in rows if not holds(system.relation(row), system.table)]
        if failing and len(rows) - len(failing) >= _ROWS * len(failing):
            known.update(failing)
    return frozenset(known)


def _columns(relation: Relation, table: FactTable) -> tuple[tuple[str | None, str | None], ...]:
    return tuple((table[fact].statement, table[fact].column) for fact in relation.facts)
