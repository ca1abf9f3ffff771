"""Which half of an item statement a block of columns is: income, expenditure by function, by purpose or by nature.

A table of no official form whose halves have the same columns, and a total each, is two tables.
"""

from __future__ import annotations

import re
from dataclasses import replace

from audit.recognition.tables.table import RawTable
from checks import catalogue
from checks.catalogue import StatementSpec

_INCOME_IN_ALL = re.compile(r"(?:本年)?收入[总合]计")
_SPENT_IN_ALL = re.compile(r"(?:本年)?支出[总合]计")
_TOTAL = re.compile(r"[合总]计\Z")


def each_half(table: RawTable) -> list[RawTable]:
    """The halves of a table of no official form that stand side by side, income beside expenditure; else the table as it is."""
    blocks = sorted({column.block for column in table.columns})
    heads = [tuple(c.header for c in table.amount_columns() if c.block == block) for block in blocks]
    totals = {row.block for row in table.rows if _TOTAL.search(catalogue.plain(row.label))}
    spans = any(row.wide for row in table.rows)
    if len(blocks) < 2 or len(set(heads)) > 1 or not heads[0] or totals != set(blocks) or spans:
        return [table]
    halves = []
    for block in blocks:
        columns = tuple(column for column in table.columns if column.block == block)
        at = {column.index for column in columns}
        rows = tuple(row for row in table.rows if row.block == block)
        cells = tuple(cell for cell in table.cells if cell.column in at)
        unread = tuple(entry for entry in table.unread if entry.column in at)
        halves.append(replace(table, columns=columns, rows=rows, cells=cells, unread=unread))
    return halves


def sides_apart(table: RawTable) -> RawTable:
    """The table with expenditure in a block of its own where it stands below income, whose total ends that side."""
    labels = [catalogue.bare(row.label) for row in table.rows]
    ends = [n for n, label in enumerate(labels) if _INCOME_IN_ALL.fullmatch(label)]
    spent = [n for n, label in enumerate(labels) if _SPENT_IN_ALL.fullmatch(label)]
    if len({row.block for row in table.rows}) != 1 or not ends or not spent or spent[0] <= ends[-1] + 1:
        return table
    rows = tuple(replace(row, block=row.block + (n > ends[-1])) for n, row in enumerate(table.rows))
    return replace(table, rows=rows)


def blocks_in_turn(table: RawTable, spec: StatementSpec) -> RawTable:
    """The table with the rows of one block after those of the other, where the form is one list that is printed in two."""
    if len(spec.sections) != 1:
        return table
    return replace(table, rows=tuple(sorted(table.rows, key=lambda row: row.block)))


def sections_of(table: RawTable, spec: StatementSpec) -> dict[int, str]:
    """Which section each block of an item statement is, by the headings over its columns."""
    found: dict[int, str] = {}
    for block in sorted({r.block for r in table.rows}):
        words = "".join("".join(c.path) for c in table.columns if c.block == block)
        named = [catalogue.bare(r.label) for r in table.rows if r.block == block and not r.wide]
        labels = "".join(named)
        functional = sum(catalogue.functional_class(label) is not None for label in named)
        if re.search("性质|经济分类", words) and "支出性质" in spec.sections:
            found[block] = "支出性质"
        elif functional > 1 and "支出" in spec.sections:
            found[block] = "支出"
        elif "用途" in words and "支出用途" in spec.sections:
            found[block] = "支出用途"
        elif "支出" in spec.sections and (
            "支出" in words or "支出总计" in labels or "本年支出合计" in labels
        ):
            found[block] = "支出"
        elif "收入" in spec.sections and ("收入" in words or block == 0):
            found[block] = "收入"
        else:
            names = list(spec.sections)
            found[block] = names[min(block, len(names) - 1)] if names else ""
        if found[block] == "支出" and "支出用途" in spec.sections:
            purpose = spec.sections["支出用途"].items
            economic = sum(label.removesuffix("支出") in catalogue.economic_names() for label in named)
            if functional < 2 and (economic > 1 or any(label in purpose for label in named)):
                found[block] = "支出用途"
    return found
