"""Doubt in one's own reading: findings for which a table that was read wrongly is the likelier cause than a wrong table.

False alarms come in bursts. A total that is taken for one of its own parts (where no grid tells the rows), rows of the next page that were not joined,
columns under the wrong heads make sum after sum fail, and in ways that no slip of a pen does: what is missing is exactly
what stands unused beside the table, what is too much is exactly the total again, or most of the sums of a kind fail
together. Where a page that could not be read may hold rows of the table, every sum that falls short is such a one. Such findings are withheld and named, so that the document does not pass; arithmetic is exact as everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from checks.diagnosis.shift import Shift
from checks.disclosure.material import Unread
from checks.disclosure.unread import is_torn
from checks.finding import Doubt, Finding, Withheld
from checks.numbers.facts import FactTable, Statement
from checks.relations.relation import Relation, Sense, Sum
from checks.relations.system import System, exact

_BURST = 6
"""Fewer failures of one rule in one table are slips."""

_MOST = (2, 3)
_TELLING = 100
"""A difference of fewer units of the last printed place stands beside many tables by chance."""


def doubted(
    found: Sequence[tuple[int, Finding]],
    system: System,
    statements: Sequence[Statement],
    moved: Sequence[Shift],
    unread: Sequence[Unread] = (),
) -> tuple[list[tuple[int, Finding]], list[Withheld]]:
    """The findings that stand, and those that are withheld; what a block that has ``moved`` explains is on the page.

    ``unread`` are the parts of the documents that nobody could read.
    """
    explained = {row for shift in moved for row in shift.rows}
    by_id = {statement.id: statement for statement in statements}
    beside = _Beside(statements, system)
    burst = _bursts(found, system)
    kept: list[tuple[int, Finding]] = []
    withheld: list[Withheld] = []
    for row, finding in found:
        relation = system.relation(row)
        home = _home(relation, system.table)
        why = None
        if home is not None and row not in explained:
            why = _why(relation, by_id[home], beside, system.table, unread)
            if why is None and (home, relation.rule) in burst:
                why = Doubt.MOST_FAIL
        if home is None or why is None:
            kept.append((row, finding))
        else:
            withheld.append(Withheld(finding, by_id[home].document, by_id[home].name, why))
    return kept, withheld


def _home(relation: Relation, table: FactTable) -> str | None:
    """The table that all numbers of a sum stand in."""
    if not isinstance(relation, Sum) or relation.sense is not Sense.EQUAL:
        return None
    homes = {table[fact].statement for fact in relation.facts}
    return homes.pop() if len(homes) == 1 else None


def _why(
    relation: Relation, home: Statement, beside: _Beside, table: FactTable, unread: Sequence[Unread]
) -> Doubt | None:
    assert isinstance(relation, Sum)
    (total, sign), *parts = relation.terms
    if not parts or any(coefficient != -sign for _, coefficient in parts):
        return None
    value = int(table.value[total])
    residual, slack = exact(relation, table)
    missing = sign * residual
    others = [fact for fact, _ in parts if table.value[fact] != value]
    left = value - sum(int(table.value[fact]) for fact in others)
    telling = sum(bool(table.value[fact]) for fact in others)
    if not home.gridded and value and len(others) < len(parts) and telling > 1 and abs(left) <= slack:
        return Doubt.TOTAL_AS_PART
    tells = missing > slack and missing >= _TELLING * 2 * int(table.half[total])
    if tells and any(abs(missing - run) <= slack for run in beside.runs(home)):
        return Doubt.ROWS_BESIDE
    if tells and any(abs(missing - unused) <= slack for unused in beside.unused(home, total)):
        return Doubt.ROW_UNUSED
    if missing > slack and is_torn(home, unread):
        return Doubt.PAGE_UNREAD
    return None


class _Beside:
    """What stands beside each table without belonging to it, or in it without being used.

    Beside it are the sums of the first rows of such a table's columns; in it rows of a name that nobody knows.
    """

    def __init__(self, statements: Sequence[Statement], system: System) -> None:
        self._statements, self._table = statements, system.table
        self._known: dict[str, tuple[int, ...]] = {}
        self._used = np.zeros(len(system.table), bool)
        for block in system.blocks:
            self._used[block.facts] = True

    def unused(self, home: Statement, total: int) -> list[int]:
        """The amounts in the column of a total that no relation uses."""
        columns = np.unique(np.argwhere(home.cells == total)[:, 1])
        column = home.cells[:, columns].ravel()
        return [int(self._table.value[fact]) for fact in column if fact >= 0 and not self._used[fact]]

    def runs(self, home: Statement) -> tuple[int, ...]:
        """The sums, looked for once for each table."""
        if home.id not in self._known:
            others = (other for other in self._statements if _follows(home, other))
            self._known[home.id] = tuple(run for other in others for run in _runs(other, self._table))
        return self._known[home.id]


def _follows(home: Statement, other: Statement) -> bool:
    """Whether a table without a known form stands on the page where another ends, or on the next, with rows it has not."""
    if other.code is not None or other.document != home.document or not (home.pages and other.pages):
        return False
    follows = 0 <= min(other.pages) - max(home.pages) <= 1 and other.id != home.id
    return follows and any(row.isdigit() and row not in home.rows for row in other.rows)


def _runs(other: Statement, table: FactTable) -> Iterator[int]:
    """The sums of the first rows of each column of a table."""
    for column in other.cells.T:
        total = 0
        for fact in column:
            if fact >= 0:
                total += int(table.value[fact])
                yield total


def _bursts(found: Sequence[tuple[int, Finding]], system: System) -> set[tuple[str, str]]:
    """The tables and rules of which most relations that say something fail."""
    failed: Counter[tuple[str, str]] = Counter()
    for row, _ in found:
        relation = system.relation(row)
        if (home := _home(relation, system.table)) is not None:
            failed[home, relation.rule] += 1
    suspected = {key for key, count in failed.items() if count >= _BURST}
    if not suspected:
        return set()
    telling: Counter[tuple[str, str]] = Counter()
    rules = {rule for _, rule in suspected}
    for block in system.blocks:
        if block.rule in rules:
            for number in range(len(block)):
                relation = block.relation(number)
                home = _home(relation, system.table)
                if home is not None and any(system.table.value[fact] for fact in relation.facts):
                    telling[home, block.rule] += 1
    part, whole = _MOST
    return {key for key in suspected if whole * failed[key] > part * telling[key]}
