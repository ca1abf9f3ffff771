"""Which sheet of the accounts system's set a public table is made from, seen as that table: turned, renamed, summed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from checks.catalogue import economic_codes, plain
from checks.catalogue.data import data
from checks.numbers.claims import Claim, ClaimKind
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
def _known() -> dict[str, list[dict[str, Any]]]:
    raw: dict[str, list[dict[str, Any]]] = data(__name__.rpartition(".")[0], "counterparts.yaml")
    return raw


def counterparts(here: Volume, there: Volume, table: FactTable) -> Iterator[Counterpart]:
    """The tables of ``here`` whose numbers stand in sheets of another form in ``there``."""
    for entry in _known()["tables"]:
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


def as_published(volume: Volume) -> tuple[Statement, ...]:
    """The public tables that a volume of the accounts system's sheets makes, where it has not got them itself."""
    codes = {s.code for s in volume.statements}
    found: dict[str, Statement] = {}
    for entry in _known()["tables"]:
        code = f"{FINAL_ACCOUNTS}.{entry['table']}"
        sheet = volume.statement(f"{FINAL_ACCOUNTS}.{entry['source']}")
        if sheet is None or not sheet.entered or code in codes or code in found:
            continue
        view = _view(sheet, entry["turned"]) if "turned" in entry else _renamed(sheet, entry["columns"])
        if view is not None:
            found[code] = replace(view, code=code)
    return tuple(found.values())


def _renamed(sheet: Statement, columns: dict[str, list[str]]) -> Statement:
    """A sheet under the table's names of its columns."""
    official = {names[0]: column for column, names in columns.items()}
    return replace(sheet, columns=tuple(official.get(column, column) for column in sheet.columns))


def counted(here: Volume, there: Volume) -> Iterator[tuple[int, int]]:
    """Counts of sentences (团组, 批次, 人次, 辆, 在职) with those of the source's sheets; none that is said in two ways."""
    for entry in _known()["counts"]:
        sheet = there.statement(f"{FINAL_ACCOUNTS}.{entry['sheet']}")
        fact = sheet.fact(entry["row"], entry["column"]) if sheet is not None else None
        said = [claim.fact for claim in here.claims if _is(claim, entry, here.year)]
        if fact is not None and len(said) == 1:
            yield said[0], fact


def _is(claim: Claim, entry: dict[str, Any], year: int | None) -> bool:
    words = plain(f"{claim.concept.name}{claim.phrase}")
    own = claim.kind is ClaimKind.COUNT and claim.period in {None, year} and not claim.approximate
    fits = entry["says"] in words and not any(word in words for word in entry.get("unless", ()))
    return own and claim.unit in entry["units"] and fits


def _turned(mine: Statement, theirs: Statement, entry: dict[str, Any]) -> Counterpart | None:
    column = entry["turned"]["column"]
    view = _view(theirs, entry["turned"])
    if view is None or column not in mine.columns:
        return None
    sums = []
    for total, parts in entry.get("sums", {}).items():
        stated = mine.fact(total, column)
        given = tuple(f for key in parts if (f := view.fact(key, column)) is not None)
        if stated is not None and given:
            sums.append((stated, given))
    return Counterpart(mine, view, ((mine.columns.index(column), 0),), tuple(sums))


def _view(theirs: Statement, turned: dict[str, str]) -> Statement | None:
    """One row of a sheet as a table of one column, its economic items down."""
    row, column = turned["row"], turned["column"]
    if row not in theirs.rows:
        return None
    cells = theirs.cells[theirs.rows.index(row)]
    keys = theirs.columns
    names = economic_codes()
    return replace(
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
