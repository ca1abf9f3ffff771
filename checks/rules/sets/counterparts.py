"""Which sheet of the accounts system's set a public table is made from, seen as that table: turned, renamed, summed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from checks.catalogue import economic_codes, plain
from checks.catalogue.data import data
from checks.numbers.facts import FactTable, Role, Statement
from checks.rules.sets.material import FINAL_ACCOUNTS, Volume

Cells = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A public table, and a sheet that says the same in the table's own form.

    ``columns`` are positions in both; ``sums`` are cells of the table with those of the sheet that add up to them;
    ``partial`` says that the two share only some of their rows.
    """

    mine: Statement
    theirs: Statement
    columns: tuple[tuple[int, int], ...]
    sums: tuple[tuple[int, Cells], ...] = ()
    partial: bool = False


@lru_cache(maxsize=1)
def _known() -> Sequence[dict[str, Any]]:
    raw: Sequence[dict[str, Any]] = data(__name__.rpartition(".")[0], "counterparts.yaml")
    return raw


def counterparts(here: Volume, there: Volume, table: FactTable) -> Iterator[Counterpart]:
    """The tables of ``here`` whose numbers stand in sheets of another form in ``there``."""
    for entry in _known():
        mine = here.statement(f"{FINAL_ACCOUNTS}.{entry['table']}")
        theirs = there.statement(f"{FINAL_ACCOUNTS}.{entry['source']}")
        if mine is None or theirs is None or not mine.entered or not theirs.entered:
            continue
        if "turned" in entry:
            found = _turned(mine, theirs, entry)
        else:
            found = Counterpart(mine, theirs, tuple(_columns(mine, theirs, entry["columns"], table)))
        if found is not None and found.columns:
            yield replace(found, partial=entry.get("rows") == "common")


def _turned(mine: Statement, theirs: Statement, entry: dict[str, Any]) -> Counterpart | None:
    row, column = entry["turned"]["row"], entry["turned"]["column"]
    if row not in theirs.rows or column not in mine.columns:
        return None
    cells = theirs.cells[theirs.rows.index(row)]
    keys = theirs.columns
    names = economic_codes()
    view = replace(
        theirs,
        rows=keys,
        row_labels=tuple(f"{key} {names[key][0]}" if key in names else key for key in keys),
        columns=(column,),
        column_labels=(theirs.row_labels[theirs.rows.index(row)],),
        cells=cells.reshape(-1, 1),
        parents=(-1,) * len(keys),
        sections=("",) * len(keys),
        roles=tuple(Role.ITEM if key in names else Role.TOTAL for key in keys),
        printed_codes=keys,
    )
    sums = []
    for total, parts in entry.get("sums", {}).items():
        stated = mine.fact(total, column)
        given = tuple(f for key in parts if (f := view.fact(key, column)) is not None)
        if stated is not None and given:
            sums.append((stated, given))
    return Counterpart(mine, view, ((mine.columns.index(column), 0),), tuple(sums))


def _columns(
    mine: Statement, theirs: Statement, named: dict[str, list[str]], table: FactTable
) -> Iterator[tuple[int, int]]:
    for column, candidates in named.items():
        if column in mine.columns:
            i = mine.columns.index(column)
            there = [c for c in candidates if c in theirs.columns]
            said = plain(mine.column_labels[i])
            meant = [c for c in there if c in said] or there
            if meant:
                best = max(meant, key=lambda c: _agreeing(mine, theirs, i, theirs.columns.index(c), table))
                yield i, theirs.columns.index(best)


def _agreeing(mine: Statement, theirs: Statement, i: int, j: int, table: FactTable) -> int:
    """In how many rows two columns have the same number, rounding allowed for."""
    count = 0
    for row, key in enumerate(mine.rows):
        if key in theirs.rows:
            one, other = int(mine.cells[row, i]), int(theirs.cells[theirs.rows.index(key), j])
            if one >= 0 and other >= 0:
                off = abs(int(table.value[one]) - int(table.value[other]))
                count += off <= int(table.half[one]) + int(table.half[other])
    return count
