"""The three public expenses, printed across (one row of amounts) or down (one row each), as one statement."""

from __future__ import annotations

import re

from audit.recognition.statements.rows import RowKeys
from audit.recognition.statements.slots import Layout, Slot, column_label, official_name, unit_of, unit_of_row
from audit.recognition.tables.table import RawTable
from checks import catalogue
from checks.catalogue import StatementSpec, plain
from checks.numbers.amount import Unit
from checks.numbers.facts import Role

_AND_MORE = re.compile(r"会议费|培训费")
"""Of the three public expenses and these a column is the grand total (“三公”经费、会议费、培训费合计)."""

_YEAR = re.compile(r"(20\d{2})年")


def three_public(table: RawTable, spec: StatementSpec, money: Unit) -> Layout:
    """Lay out the table: by row where the rows name expenses, else by column."""
    if any(catalogue.concept(r.label) for r in table.rows):
        return _concepts_down(table, spec, money)
    slots = []
    printed: dict[str, None] = {}
    measures: dict[str, None] = {}
    rows = [r for r in table.rows if r.entries]
    row = next((r for r in rows if plain(r.label) in {"合计", "总计"}), rows[0] if rows else None)
    latest = max((year for c in table.columns if (year := _year(c.path))), default=0)
    beside = any(catalogue.concept(c.header) in {"会议费", "培训费"} for c in table.columns)
    for column in table.amount_columns():
        key = _concept_key(column.path, beside=beside)
        measure = next((m for text in reversed(column.path) if (m := spec.column(text))), None)
        measure = measure or ("预算数" if spec.kind == "budget" else "决算数")
        if (year := _year(column.path)) and year < latest:
            measure = f"{year}年{measure}"
        label = "/".join(t for t in column.path if "三公" not in t)
        printed[key] = measures[measure] = None
        if row is not None:
            slots += [
                Slot(e, key, measure, key, label, money) for e in row.entries if e.column == column.index
            ]
    return _concept_layout(tuple(printed), tuple(measures), slots)


def _year(path: tuple[str, ...]) -> int:
    """The year that the headers over a column name; 0 where they name none."""
    return next((int(found[1]) for text in path if (found := _YEAR.search(text))), 0)


def _concept_key(path: tuple[str, ...], *, beside: bool) -> str:
    names = [
        text for text in path if _YEAR.sub("", text) not in {"预算数", "决算数", "执行数", "小计", "合计"}
    ]
    known = next((c for text in reversed(names) if (c := catalogue.concept(text))), None)
    if known:
        return known
    within = any("三公" in text and not _AND_MORE.search(text) for text in names)
    return catalogue.THREE_PUBLIC_TOTAL if within or not beside else "合计"


def _concepts_down(table: RawTable, spec: StatementSpec, money: Unit) -> Layout:
    slots = []
    order: list[str] = []
    latest = max((year for c in table.columns if (year := _year(c.path))), default=0)
    for row in table.rows:
        name = catalogue.concept(row.label) or catalogue.concept(re.sub(r"^.*?[：:]", "", row.label))
        total = "三公" in row.label or catalogue.bare(row.label) in {"合计", "总计", "支出合计"}
        key = name or (catalogue.THREE_PUBLIC_TOTAL if total else catalogue.bare(row.label))
        if key in order or not key:
            continue
        order.append(key)
        for entry in row.entries:
            column = table.columns[entry.column]
            measure = official_name(spec, column) or column.header
            if (year := _year(column.path)) and year < latest:
                measure = f"{year}年{measure}"
            unit = unit_of_row(row.label) or unit_of(column.header, money)
            slots.append(Slot(entry, key, measure, row.label, column_label(column), unit))
    return _concept_layout(tuple(order), tuple(dict.fromkeys(s.column for s in slots)), slots)


def _concept_layout(keys: tuple[str, ...], columns: tuple[str, ...], slots: list[Slot]) -> Layout:
    known = catalogue.concepts()
    parents = []
    for key in keys:
        parent = known[key].parent if key in known else None
        while parent in known and parent not in keys:
            parent = known[parent].parent
        if key == catalogue.THREE_PUBLIC_TOTAL or (
            parent == catalogue.THREE_PUBLIC_TOTAL and parent not in keys
        ):
            parent = "合计"
        parents.append(keys.index(parent) if parent in keys else -1)
    rows = RowKeys(
        keys=keys,
        labels=keys,
        parents=tuple(parents),
        sections=("",) * len(keys),
        roles=tuple(Role.TOTAL if p < 0 else Role.ITEM for p in parents),
        of_rows=(),
    )
    return rows, columns, columns, slots
