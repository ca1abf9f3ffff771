"""From tables to statements: which official statement a table is, what its rows and columns are, its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from audit.recognition.statements.forms import evaluation_of, form, lists_projects, project_of
from audit.recognition.statements.halves import blocks_in_turn, sections_of, sides_apart
from audit.recognition.statements.rows import RowKeys, code_keys, item_keys, outline_keys
from audit.recognition.statements.slots import (
    Layout,
    Slot,
    column_label,
    is_of,
    latest_year,
    official_name,
    unit_of,
    unit_of_row,
)
from audit.recognition.statements.three_public import three_public
from audit.recognition.tables.cells import amount_in, is_code
from audit.recognition.tables.headings import unit_in
from audit.recognition.tables.table import Column, RawTable, Row
from checks import catalogue
from checks.catalogue import StatementSpec, plain, vocabulary
from checks.catalogue.across import is_across
from checks.finding import Gap, Reading, Shape, StatementInfo
from checks.numbers.amount import (
    HIDING,
    MONEY_UNITS,
    PIECE,
    SEVERAL,
    WAN_YUAN,
    Kind,
    NoEntry,
    Printed,
    Unit,
    count_unit,
    parse,
)
from checks.numbers.facts import NOT_ENTERED, UNREAD, Fact, Statement

_FUNDS = re.compile(vocabulary.identity("neutral"))
_CARS = "车辆数合计"


@dataclass(frozen=True, slots=True)
class Recognised:
    """One table, recognised: its statement, its facts (their indices begin at ``first``), and what stayed unread."""

    statement: Statement
    info: StatementInfo
    facts: tuple[Fact, ...]
    unread: tuple[Gap, ...]


def spec_of(table: RawTable, kind: str | None) -> StatementSpec | None:
    """The official statement that a table is: by its title, else by its columns and codes."""
    across = is_across([column.path for column in table.amount_columns()])
    for title in (*reversed(table.titles), *((table.name,) if table.name else ())):
        if across and (spec := catalogue.statement_for_title(title, True)):
            return spec
        if spec := catalogue.statement_for_title(title):
            if spec.coded and _mostly_codes(table.rows):
                return catalogue.by_code()[spec.coded]
            other = _in_halves(table, spec) or (spec.rows == "free" and lists_projects(table))
            return None if other else _of_kind(spec, title, kind)
    if (code := evaluation_of(table)) is not None:
        return catalogue.by_code()[code]
    return _spec_by_header(table, kind) or _three_public_by_rows(table, kind)


def _three_public_by_rows(table: RawTable, kind: str | None) -> StatementSpec | None:
    """A table whose rows are the three public expenses, whatever its title calls it."""
    named = {name for row in table.rows if row.entries and (name := catalogue.concept(row.label))}
    expenses = {
        name for name, each in catalogue.concepts().items() if each.parent == catalogue.THREE_PUBLIC_TOTAL
    }
    rows = [row for row in table.rows if row.entries]
    if kind not in {"final_accounts", "budget"} or len(named & expenses) < 2 or 2 * len(named) < len(rows):
        return None
    return catalogue.by_code()[f"{kind}.three_public"]


def _in_halves(table: RawTable, spec: StatementSpec) -> bool:
    """Whether income and expenditure stand side by side where the official form lists one of them by codes."""
    halves = {row.block for row in table.rows if row.label and row.entries}
    return spec.rows == "functional" and len(halves) > 1 and not any(row.code for row in table.rows)


def _is_title(text: str) -> bool:
    return any(catalogue.statement_for_title(text, across) for across in (False, True))


def _of_kind(spec: StatementSpec, title: str, kind: str | None) -> StatementSpec:
    """The statement of the document's own kind, where the title says neither 预算 nor 决算 of itself."""
    if kind is None or spec.kind == kind or re.search(r"预算|决算", _FUNDS.sub("", plain(title))):
        return spec
    return catalogue.by_code().get(f"{kind}.{spec.code.split('.', 1)[1]}", spec)


def _spec_by_header(table: RawTable, kind: str | None) -> StatementSpec | None:
    headers = [c.header for c in table.amount_columns() if c.header]
    codes = [r.code for r in table.rows if r.code and is_code(r.code)]
    if len(headers) < 2 or not codes:
        return None
    rows = "economic" if all(code[0] in "35" for code in codes) else "functional"
    best: list[tuple[int, StatementSpec]] = []
    for spec in catalogue.statements():
        if spec.rows != rows or (kind and spec.kind != kind):
            continue
        found = {spec.column(header) for header in headers}
        if None not in found and len(found) == len(headers) >= 3:
            best.append((len(spec.columns), spec))
    best.sort(key=lambda pair: pair[0])
    return best[0][1] if best and (len(best) == 1 or best[0][0] < best[1][0]) else None


def recognise(
    table: RawTable, spec: StatementSpec | None, *, document: int, number: int, first: int, unit: str | None
) -> Recognised:
    """Turn a table into a statement and its facts.

    ``spec`` is the official statement that it is; ``document`` and ``number`` make its id; ``first`` is the index its
    first fact gets; ``unit`` is the money unit to assume where the table states none.
    """
    identity = f"d{document}-s{number}"
    money = _unit_of(table, spec, unit)
    keys, columns, labels, slots = _lay_out(table, spec, money)
    facts: list[Fact] = []
    unread: list[Gap] = []
    cells = np.full((len(keys.keys), len(columns)), NOT_ENTERED, dtype=np.int32)
    row_of = {key: i for i, key in enumerate(keys.keys)}
    column_of = {key: i for i, key in enumerate(columns)}
    placed: dict[tuple[int, int], int] = {}
    quotes = table.quotes()
    for slot in slots:
        printed = parse(*amount_in(slot.entry.text, slot.unit))
        if isinstance(printed, NoEntry):
            continue
        if not isinstance(printed, Printed):
            if printed.why in HIDING or any(ch.isdigit() for ch in slot.entry.text):
                unread.append(Gap(document, slot.entry.text, printed.why, slot.entry.place))
                row = cells[row_of[slot.row]]
                if printed.why == SEVERAL:
                    row[row == NOT_ENTERED] = UNREAD
                row[column_of[slot.column]] = UNREAD
            else:  # words may stand for an amount, which nobody can add up
                cells[row_of[slot.row], column_of[slot.column]] = UNREAD
            continue
        index = first + len(facts)
        quote = quotes.get(slot.entry.row, "")
        facts.append(
            Fact(document, printed, slot.entry.place, quote, slot.row_label, slot.column_label, identity)
        )
        cells[row_of[slot.row], column_of[slot.column]] = index
        placed[slot.entry.row, slot.entry.column] = index
    name = next((t for t in reversed(table.titles) if _is_title(t)), None)
    name = name or (table.titles[-1] if table.titles else table.name or "")
    stated = money.name if money.kind is Kind.MONEY else None
    statement = Statement(
        id=identity,
        document=document,
        code=spec.code if spec else None,
        name=name,
        unit=stated,
        rows=keys.keys,
        columns=columns,
        row_labels=keys.labels,
        column_labels=labels,
        cells=cells,
        parents=keys.parents,
        sections=keys.sections,
        roles=keys.roles,
        pages=table.pages,
        printed_codes=keys.codes or ("",) * len(keys.keys),
        gridded=table.shape is Shape.GRID,
        subject=project_of(table) if spec is not None and spec.rows == "free" else "",
    )
    info = StatementInfo(
        id=identity,
        document=document,
        name=name,
        code=statement.code,
        unit=stated,
        pages=table.pages,
        rows=1 + max((c.row for c in table.cells), default=-1),
        columns=1 + max((c.column for c in table.cells), default=-1),
        cells=len(facts),
        reading=_reading(table, spec),
        table=tuple(
            replace(cell, fact=placed[cell.row, cell.column]) if (cell.row, cell.column) in placed else cell
            for cell in table.cells
        ),
    )
    return Recognised(statement, info, tuple(facts), tuple(unread))


def _unit_of(table: RawTable, spec: StatementSpec | None, unit: str | None) -> Unit:
    """What the numbers of a table are in where neither row nor column says: as it states, else as the document does."""
    if table.unit is not None and table.unit not in MONEY_UNITS:
        return count_unit(table.unit)
    if spec is not None and spec.counts:
        return PIECE
    return MONEY_UNITS.get(table.unit or unit or "", WAN_YUAN if spec else PIECE)


def _reading(table: RawTable, spec: StatementSpec | None) -> Reading:
    """How sure the shape of a table is: rules tell it; else the official form must agree, column by column."""
    if table.shape is Shape.GRID:
        return Reading(table.shape, True, "rules or cells of the file")
    columns = table.amount_columns()
    if spec is None or not columns:
        return Reading(table.shape, False, "no official form to compare with")
    if spec.rows != "concepts" and not all(official_name(spec, column) for column in columns):
        return Reading(table.shape, False, "a column that the official form does not have")
    return Reading(table.shape, True, "its columns are those of the official form")


def _lay_out(table: RawTable, spec: StatementSpec | None, money: Unit) -> Layout:
    if spec is not None and spec.rows == "concepts":
        return three_public(table, spec, money)
    if spec is not None and spec.rows == "free":
        return form(table, money)
    if spec is not None and spec.rows == "items":
        table = blocks_in_turn(sides_apart(table), spec)
        keys = item_keys(table.rows, spec, sections_of(table, spec))
    elif (_mostly_codes(table.rows) or _code_form(table, spec)) and not _by_unit(table.rows):
        keys = code_keys(table.rows, spec)
    else:
        keys = outline_keys(table.rows)
    return _cross(table, spec, money, keys)


def _code_form(table: RawTable, spec: StatementSpec | None) -> bool:
    """A statement whose rows are codes in the official form, and that does not print items in their stead."""
    coded = spec is not None and spec.rows in {"functional", "economic"}
    items = [r for r in table.rows if r.label and not r.code and r.entries]
    return coded and len(items) < 2 and not any(r.group for r in table.rows)


def _by_unit(rows: Sequence[Row]) -> bool:
    """Whether the codes start over for each unit of the department: then no code stands for one total."""
    codes = [r.code for r in rows if r.code and is_code(r.code)]
    return len(codes) - len(set(codes)) > max(2, len(codes) // 10)


def _mostly_codes(rows: Sequence[Row]) -> bool:
    coded = sum(1 for r in rows if r.code and is_code(r.code))
    return coded * 2 > len(rows)


def _cross(table: RawTable, spec: StatementSpec | None, money: Unit, keys: RowKeys) -> Layout:
    """Rows by rows, columns by columns."""
    names: dict[int, tuple[str, str]] = {}
    units: dict[int, Unit] = {}
    order: dict[str, str] = {}
    taken: dict[tuple[int, str], int] = {}
    latest = latest_year(table.amount_columns())
    cars = spec is not None and any(_CARS in section.items for section in spec.sections.values())
    for column in table.amount_columns():
        official = official_name(spec, column) if spec and is_of(column, latest) else None
        name: str = official or plain(column.header) or f"column {column.index + 1}"
        foreign = official is None and spec is not None and name in spec.within
        free = not foreign and taken.setdefault((column.block, name), column.index) == column.index
        name = name if free else _path_key(column, taken)
        names[column.index] = (name, column_label(column))
        stated = next((t for t in reversed(column.path) if unit_in(t)), column_label(column))
        units[column.index] = unit_of(stated, money)
        order.setdefault(name, column_label(column))
    slots = []
    for row, key in zip(table.rows, keys.of_rows, strict=True):
        if key is None:
            continue
        label = " ".join(x for x in (row.code, row.label) if x)
        for entry in row.entries:
            if entry.column in names:
                column_key, header = names[entry.column]
                unit = unit_of_row(row.label, cars=cars) or units[entry.column]
                slots.append(Slot(entry, key, column_key, label, header, unit))
    return keys, tuple(order), tuple(order.values()), slots


def _path_key(column: Column, taken: dict[tuple[int, str], int]) -> str:
    """A column whose own header is taken is called by its whole path."""
    key = "/".join(column.path) or f"column {column.index + 1}"
    while taken.setdefault((column.block, key), column.index) != column.index:
        key += "'"
    return key
