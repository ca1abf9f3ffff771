"""Footings of tables that the catalogue does not know, by their own structure.

A hypothesis about the structure (the 合计 row is the sum of the top rows, a row is the sum of the rows set
below it, the first column is the sum of the others) is taken for the table's law only where the table itself
bears it out: more of its instances hold than fail, and at least two do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

import numpy as np

from checks.catalogue import by_code
from checks.catalogue.vocabulary import partitions
from checks.numbers.amount import Kind
from checks.numbers.facts import NOT_ENTERED, UNREAD, FactTable, Role, Statement
from checks.relations.relation import Sense
from checks.relations.system import RelationBlock, System
from checks.rules.prose.sums.slips import fits_but_for_a_digit
from checks.rules.tables.columns import is_change, is_flow
from checks.rules.tables.compilation import addable
from checks.rules.tables.named_parts import groups_of, named_parts
from checks.rules.tables.sums import first_against_rest, parent_rows, sum_rows
from checks.rules.tables.unsaid import unsaid_sums

_UNNAMED = re.compile(r"第\d+栏")
_TOTAL_COLUMN = re.compile(
    r"(?:^|/)(?:合计|小计|总计|总额|总数|总(?:收入|支出|投资|金额)|(?:收入|支出|经费|资金)(?:合计|总计|小计|总额))$"
)

_FEWEST = 3
"""A total and so many parts, of which it misses the sum by a digit, were meant to add up."""


def footings(
    statements: Iterable[Statement], table: FactTable, known: Sequence[RelationBlock]
) -> list[RelationBlock]:
    """The structural relations of every table that the rules of the catalogue do not add up.

    ``known`` are the catalogue's relations; a table of which they touch less than half is footed by itself. One whose
    columns they add up in no row is added up across where its heads say 合计 or 小计.
    """
    touched = np.zeros(len(table), bool)
    for block in known:
        touched[block.facts] = True
    every = tuple(statements)
    crossed = _crossed(every, table, known)
    blocks: list[RelationBlock] = []
    guessed: list[tuple[Statement, Sequence[RelationBlock]]] = []
    for number, statement in enumerate(every):
        named = named_parts(statement, [bool(touched[row[row >= 0]].all()) for row in statement.cells])
        blocks += addable([named], table) if named is not None else []
        if not statement.entered or 2 * touched[statement.cells[statement.cells >= 0]].mean() >= 1:
            if statement.entered and number not in crossed:
                blocks += _totals_across(statement, table, fewest=2)
            continue
        possible = (_totals(statement), _hierarchy(statement), _row_totals(statement, table))
        guesses = [guess for guess in possible if guess is not None]
        guessed.append((statement, addable(guesses, table)))
    laws = {
        (statement.document, statement.name, guess.rule)
        for statement, found in guessed
        for guess in found
        if statement.name and guess.rule == "table.total" and _borne_out(guess, table)
    }
    for statement, found in guessed:
        taken = [guess for guess in found if _is_law(guess, statement, laws, table)]
        blocks += taken
        if not any(block.rule == "table.row-total" for block in taken):
            blocks += _totals_across(statement, table) or unsaid_sums(statement, table)
    return blocks


def _crossed(statements: Sequence[Statement], table: FactTable, known: Sequence[RelationBlock]) -> set[int]:
    """The statements of which a relation holds numbers of one row against each other."""
    line = np.full(len(table), -1, np.int64)
    owners: list[int] = []
    for number, statement in enumerate(statements):
        for cells in statement.cells:
            line[cells[cells >= 0]] = len(owners)
            owners.append(number)
    found: set[int] = set()
    for block in known:
        if not len(block):
            continue
        lines, starts = line[block.facts], block.starts[:-1]
        first = np.minimum.reduceat(lines, starts)
        within = (first == np.maximum.reduceat(lines, starts)) & (first >= 0) & (np.diff(block.starts) > 1)
        found |= {owners[int(each)] for each in first[within]}
    return found


def parts(statements: Iterable[Statement]) -> list[RelationBlock]:
    """其中: in every table, a part does not pass the row it is printed under; of changes, and where no head is known, a part may."""
    blocks = []
    for statement in statements:
        labels = enumerate(statement.column_labels)
        levels = [c for c, label in labels if not is_change(label) and not _UNNAMED.fullmatch(label)]
        pairs = [
            (statement.cells[i, c], statement.cells[statement.parents[i], c])
            for i, role in enumerate(statement.roles)
            if role is Role.PART and statement.parents[i] >= 0 and "其中" in statement.row_labels[i]
            for c in levels
        ]
        facts = np.asarray([f for pair in pairs if min(pair) >= 0 for f in pair], np.int64)
        if len(facts):
            signs = np.tile(np.asarray([1, -1], np.int64), len(facts) // 2)
            starts = np.arange(0, len(facts) + 1, 2, dtype=np.int64)
            blocks.append(RelationBlock("table.part", starts, facts, signs, Sense.AT_MOST))
        blocks += () if _is_prescribed(statement) else _lists_that_go_on(statement, levels)
    return blocks


def _is_prescribed(statement: Statement) -> bool:
    """Whether a table has a column of its official form, whose rows the rules of the catalogue know."""
    return statement.code is not None and any(
        name in by_code()[statement.code].columns for name in statement.columns
    )


def _lists_that_go_on(statement: Statement, levels: Sequence[int]) -> Iterator[RelationBlock]:
    """The parts of a list that goes on below 其中, which exclude each other: together they do not pass the row they divide."""
    lists: dict[int, list[int]] = defaultdict(list)
    for row, (role, parent) in enumerate(zip(statement.roles, statement.parents, strict=True)):
        if role is Role.PART and parent >= 0:
            lists[parent].append(row)
    for parent, rows in lists.items():
        begins, *others = ("其中" in statement.row_labels[row] for row in rows)
        if begins and others and not any(others):
            block = first_against_rest("table.hierarchy", statement.cells[[parent, *rows]][:, levels].T)
            if block is not None:
                signs = (-block.coefficients).astype(np.int64)
                yield RelationBlock(block.rule, block.starts, block.facts, signs, Sense.AT_MOST)


def _totals(statement: Statement) -> RelationBlock | None:
    """The rows of totals over the rows above them, each total carried on into the next; one total over all rows."""
    totals = [i for i, role in enumerate(statement.roles) if role is Role.TOTAL]
    within = {row for _, rows in groups_of(statement) for row in rows}
    tops = [
        i
        for i, role in enumerate(statement.roles)
        if role is Role.ITEM and statement.parents[i] < 0 and i not in within
    ]
    if len(totals) == 1 and len(tops) >= 2:
        return sum_rows("table.total", statement, [(totals[0], tops)])
    groups: list[tuple[int, list[int]]] = []
    carried: list[int] = []
    start = -1
    for total in totals:
        between = [i for i in tops if start < i < total]
        if len(between) + len(carried) >= 2:
            groups.append((total, [*carried, *between]))
        carried, start = [total], total
    return sum_rows("table.total", statement, groups) if groups else None


def _hierarchy(statement: Statement) -> RelationBlock | None:
    children = parent_rows(statement)
    return sum_rows("table.hierarchy", statement, list(children.items())) if children else None


def _row_totals(statement: Statement, table: FactTable) -> RelationBlock | None:
    """The first column is a total of the others; weights and scores side by side are no parts of each other, and neither are a beginning and an end."""
    if len(statement.columns) < 3 or is_flow(statement.column_labels):
        return None
    cells = statement.cells.copy()
    for place in np.argwhere(cells >= 0):
        if table[int(cells[tuple(place)])].printed.kind is Kind.SCORE:
            cells[tuple(place)] = NOT_ENTERED
    return first_against_rest("table.row-total", cells)


def _headed(statement: Statement) -> bool:
    """Whether the heads of an official table say that its first column is the total of the others."""
    return statement.code is not None and _TOTAL_COLUMN.search(statement.column_labels[0]) is not None


def _of_official_kinds(statement: Statement) -> bool:
    """Whether the columns behind a total are all the kinds that it officially has (货物, 工程, 服务 of 政府采购)."""
    total, *kinds = (label.rpartition("/")[2] for label in statement.column_labels)
    spelt = ({*kinds}, {f"{kind}采购" for kind in kinds})
    return _TOTAL_COLUMN.search(total) is not None and any(
        each.made_of(names) and each.covered_by(names) for each in partitions() for names in spelt
    )


def _totals_across(statement: Statement, table: FactTable, fewest: int = 1) -> list[RelationBlock]:
    """Columns headed 合计 or 小计, or before one headed 其中, over the columns after them: as the table bears it out best.

    The inner ones come first. A row counts that fills in ``fewest`` of the parts.
    """
    left = list(range(len(statement.columns)))
    found: list[RelationBlock] = []
    labels = statement.column_labels
    totals = [
        c
        for c, label in enumerate(labels)
        if _TOTAL_COLUMN.search(label)
        or (c + 1 < len(labels) and not label.startswith("其中") and labels[c + 1].startswith("其中"))
    ]
    for column in reversed(totals):
        after = left[left.index(column) + 1 :]
        best: tuple[int, int, RelationBlock] | None = None
        for end in range(2, len(after) + 1):
            block = _across(statement, column, after[:end], fewest)
            if block is None or not addable([block], table) or not _borne_out(block, table):
                continue
            failing = len(_violated(block, table))
            best = min(best or (failing, end, block), (failing, end, block), key=lambda found: found[0])
            if not failing:
                break
        if best is not None:
            found.append(best[2])
            left = [c for c in left if c not in after[: best[1]]]
    return found


def _across(statement: Statement, total: int, parts: Sequence[int], fewest: int = 1) -> RelationBlock | None:
    """One column as the sum of others, in every row where it and ``fewest`` of them are entered."""
    rows = statement.cells[:, [total, *parts]]
    entered = (rows[:, 1:] >= 0).sum(axis=1) >= fewest
    rows = rows[(rows[:, 0] >= 0) & entered & ~(rows == UNREAD).any(axis=1)]
    present = rows >= 0
    if not len(rows):
        return None
    signs = np.broadcast_to(np.asarray([1] + [-1] * len(parts), np.int64), rows.shape)
    starts = np.concatenate([[0], np.cumsum(present.sum(axis=1))]).astype(np.int64)
    return RelationBlock(
        "table.row-total", starts, rows[present].astype(np.int64), signs[present], Sense.EQUAL
    )


def _is_law(
    guess: RelationBlock, statement: Statement, laws: Set[tuple[int, str, str]], table: FactTable
) -> bool:
    """Whether a hypothesis is taken for a law of a table: of a total over all its official kinds always, else as it bears it out."""
    across = guess.rule == "table.row-total"
    if across and _of_official_kinds(statement):
        return True
    beside = (statement.document, statement.name, guess.rule) in laws
    slip = not across and _misses_by_a_digit(guess, table)
    if slip and len(guess) == 1 and len(guess.facts) > _FEWEST:  # the only column that could bear it out
        return True
    said = beside or (_headed(statement) if across else slip)
    return _borne_out(guess, table, said=said)


def _borne_out(block: RelationBlock, table: FactTable, *, said: bool = False) -> bool:
    """Whether the table bears the hypothesis out, on instances that say something (not 0 = 0).

    Where it is ``said``, by the heads or by the table beside it that has the same title, as many may fail as hold.
    """
    telling = [k for k in range(len(block)) if _telling(block, k, table)]
    failing = _violated(block, table)
    failed = sum(1 for k in telling if k in failing)
    held = len(telling) - failed
    return (held > failed and (held >= 2 or failed == 0)) or (said and held >= failed > 0)


def _misses_by_a_digit(guess: RelationBlock, table: FactTable) -> bool:
    """Whether rows of totals, or rows with others set below them, add up but for a digit wherever they do not: they were meant to."""
    return all(
        fits_but_for_a_digit(guess.relation(row).terms, table.facts, told=True)
        for row in _violated(guess, table)
    )


def _violated(block: RelationBlock, table: FactTable) -> set[int]:
    return set(System(table, [block], []).evaluate().violated)


def _telling(block: RelationBlock, row: int, table: FactTable) -> bool:
    indices: Sequence[int] = block.facts[int(block.starts[row]) : int(block.starts[row + 1])].tolist()
    return bool(table.value[indices].any())
