"""The three public expenses, printed across (one row of amounts) or down (one row each), as one statement."""

from __future__ import annotations

import re

from audit.recognition.statements.rows import RowKeys
from audit.recognition.statements.slots import Layout, Slot, column_label, official_name, unit_of, unit_of_row
from audit.recognition.tables.cells import is_numeric
from audit.recognition.tables.table import RawTable, Row
from checks import catalogue
from checks.catalogue import StatementSpec, plain
from checks.numbers.amount import Unit
from checks.numbers.facts import Role

_AND_MORE = re.compile(r"会议费|培训费")
"""Of the three public expenses and these a column is the grand total (“三公”经费、会议费、培训费合计)."""

_STAGE = re.compile(r"预算|决算|执行|增减|[%％率]")
_YEAR = re.compile(r"(20\d{2})年")
_CARRIED_OUT = re.compile(r"执行|决算|完成")


def three_public(table: RawTable, spec: StatementSpec, money: Unit) -> Layout:
    """Lay out the table: by row where the rows name expenses, else by column."""
    if any(catalogue.concept(r.label) for r in table.rows):
        return _concepts_down(table, spec, money)
    slots = []
    printed: dict[str, None] = {}
    measures: dict[str, None] = {}
    rows = _main_row_first([r for r in table.rows if r.entries])
    latest = max((year for c in table.columns if (year := _year(c.path))), default=0)
    beside = any(catalogue.concept(c.header) in {"会议费", "培训费"} for c in table.columns)
    for column in table.amount_columns():
        key = _concept_key(column.path, beside=beside)
        measure = _measure_over(column.path, spec)
        if (year := _year(column.path)) and year < latest:
            measure = f"{year}年{measure}"
        label = "/".join(t for t in column.path if "三公" not in t)
        printed[key] = None
        for number, row in enumerate(rows):
            own = measure if number == 0 else _measure_of(row, spec, measure)
            unit = unit_of_row(row.label) or money
            found = [Slot(e, key, own, key, label, unit) for e in row.entries if e.column == column.index]
            measures |= dict.fromkeys(slot.column for slot in found)
            slots += found
    return _concept_layout(tuple(printed), tuple(measures), slots)


def _measure_over(path: tuple[str, ...], spec: StatementSpec) -> str:
    """What the headers over a column say it gives; a budget's table may print what was carried out of last year's beside it."""
    if measure := next((m for text in reversed(path) if (m := spec.column(text))), None):
        return measure
    if spec.kind == "budget":
        return "执行数" if any(_CARRIED_OUT.search(text) for text in path) else "预算数"
    return "决算数"


def _main_row_first(rows: list[Row]) -> list[Row]:
    """The rows of a table across, first the one that is the document's own: the total of all units, or the latest year.

    Of the others those that print amounts throughout: a note below the table is none.
    """
    years = {n: year for n, row in enumerate(rows) if (year := _year((row.label,)))}
    totals = [n for n, row in enumerate(rows) if plain(row.label) in {"合计", "总计"}]
    main = totals[0] if totals else max(years, key=lambda n: years[n], default=0)
    others = (
        row
        for n, row in enumerate(rows)
        if n != main and row.label and all(is_numeric(entry.text) for entry in row.entries)
    )
    return [*rows[main : main + 1], *others]


def _measure_of(row: Row, spec: StatementSpec, measure: str) -> str:
    """What another row of a table across gives: the same of another year, stage or unit."""
    said = plain(row.label)
    own = spec.column(_YEAR.sub("", said))
    if own is None:
        return said if _STAGE.search(said) else f"{said}{measure}"
    year = _year((said,))
    return f"{year}年{own}" if year else own


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
            measure = official_name(spec, column) or _YEAR.sub("", column.header)
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
