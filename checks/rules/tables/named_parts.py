"""Rows that are by their names the parts of the row above them: 基本支出 with 人员经费 and 公用经费, in any table.

What a whole officially has as parts adds up to it, however the rows are numbered or set; no other row of the table need
bear that out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from checks.catalogue import bare
from checks.catalogue.vocabulary import official_name, partitions
from checks.numbers.facts import Statement
from checks.relations.system import RelationBlock
from checks.rules.tables.sums import sum_rows

Group = tuple[int, list[int]]
"""The position of a row and those of its parts."""


def named_parts(statement: Statement, checked: Sequence[bool]) -> RelationBlock | None:
    """The sums of official parts in a table, where some part is not held against anything else.

    ``checked`` tells, for each row, whether other relations hold all its numbers.
    """
    groups = [group for group in groups_of(statement) if not all(checked[row] for row in group[1])]
    return sum_rows("table.hierarchy", statement, groups) if groups else None


def groups_of(statement: Statement) -> list[Group]:
    """The rows that officially have parts, with all of their parts right below them in their half of the table."""
    halves: dict[str, list[int]] = defaultdict(list)
    for row, half in enumerate(statement.sections):
        halves[half].append(row)
    return [group for rows in halves.values() for group in _groups(statement, rows)]


def _groups(statement: Statement, rows: Sequence[int]) -> Iterator[Group]:
    names = [official_name(bare(statement.row_labels[row])) for row in rows]
    for at, name in enumerate(names):
        for each in partitions() if name is not None else ():
            below = _run(names[at + 1 :], each.parts)
            if name in each.wholes and len(below) > 1 and each.covered_by(set(below)):
                yield rows[at], list(rows[at + 1 : at + 1 + len(below)])
                break


def _run(names: Sequence[str | None], parts: Iterable[str]) -> list[str]:
    """The names at the head that are parts, each once."""
    left = set(parts)
    run: list[str] = []
    for name in names:
        if name not in left:
            break
        left.remove(name)
        run.append(name)
    return run
