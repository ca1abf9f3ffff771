"""A rule's own examples, run: a handful of printed cells is made into statements and held against the rule.

A rule of a relation carries two mappings of cell to printed number, one that it must let pass and one that it
must find::

    examples:
      pass: {"budget.income[合计; 合计]": "10.00", "budget.summary[收入总计; 预算数]": "10.00"}
      fail: {"budget.income[合计; 合计]": "10.00", "budget.summary[收入总计; 预算数]": "10.90"}

The statement may be left out where the rule names its statements. Amounts are in 万元; "" is a cell that is
printed and left blank. A row below another is written ``上级/下级``; codes stand below the codes they begin with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from checks import catalogue
from checks.catalogue.layout import parent_of, section_and_role
from checks.finding import Place
from checks.numbers.amount import WAN_YUAN, NoEntry, Printed, parse
from checks.numbers.facts import Fact, FactTable, Statement
from checks.relations.system import System
from checks.rules.rule import Rule, RulePack
from checks.rules.tables.compilation import compile_rules
from checks.rules.tables.grammar import CellRef, RelationSyntaxError, parse_cell

Cells = Mapping[str, Any]
"""Printed numbers by cell, as a rule's example gives them."""


class ExampleError(ValueError):
    """An example that is no set of cells: the sentence names the cell."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one example: how often the rule applied, how often it was violated, why it was skipped."""

    applied: int
    violated: int
    skipped: str | None = None


def mistakes(rule: Rule) -> list[str]:
    """What is wrong with the examples of a relation, in sentences; empty where both do what they should."""
    found = []
    for case in ("pass", "fail"):
        cells = (rule.examples or {}).get(case)
        if not isinstance(cells, Mapping) or not cells:
            found.append(f"the rule has no example {case!r} (a mapping of cells to printed numbers)")
            continue
        try:
            tried = try_out(rule, cells)
        except ExampleError as error:
            found.append(f"example {case!r}: {error}")
            continue
        if not tried.applied:
            found.append(f"example {case!r}: the rule does not apply to it ({tried.skipped or 'no amounts'})")
        elif case == "pass" and tried.violated:
            found.append(f"example 'pass': the rule finds {tried.violated} discrepancies in it")
        elif case == "fail" and not tried.violated:
            found.append("example 'fail': the rule finds nothing in it")
    return found


def try_out(rule: Rule, cells: Cells) -> Tried:
    """Hold a rule against the statements that ``cells`` make up. Raises :class:`ExampleError`."""
    statements, table = build(cells, rule.statements[0] if rule.statements else None)
    blocks, skips = compile_rules(RulePack({rule.id: rule}, ""), statements, table)
    system = System(table, blocks, [])
    # a rule of several statements is skipped for those that the example leaves out
    return Tried(len(system), len(system.evaluate().violated), skips[0].why.said("en") if skips else None)


def build(cells: Cells, default: str | None = None) -> tuple[list[Statement], FactTable]:
    """The statements of one document that ``cells`` make up, and their facts. Raises :class:`ExampleError`."""
    placed: dict[str, dict[tuple[str, str], str]] = {}
    for name, text in cells.items():
        ref = _cell(str(name), default)
        placed.setdefault(ref.statement or "", {})[ref.row, ref.column] = str(text)
    facts: list[Fact] = []
    statements = [_statement(i, code, entries, facts) for i, (code, entries) in enumerate(placed.items())]
    return statements, FactTable(facts)


def _cell(name: str, default: str | None) -> CellRef:
    try:
        ref = parse_cell(name)
    except RelationSyntaxError as error:
        raise ExampleError(f"{name!r} is not a cell like statement[row; column]") from error
    code = ref.statement or default
    if code not in catalogue.by_code():
        raise ExampleError(f"{name!r} names no statement that the catalogue knows")
    return CellRef(code, ref.row, ref.column)


def _statement(
    number: int, code: str, entries: Mapping[tuple[str, str], str], facts: list[Fact]
) -> Statement:
    spec = catalogue.by_code()[code]
    rows = tuple(dict.fromkeys(row for row, _ in entries))
    columns = tuple(dict.fromkeys(column for _, column in entries))
    cells = np.full((len(rows), len(columns)), -1, np.int32)
    identity = f"d0-s{number}"
    for (row, column), text in entries.items():
        printed = parse(text, WAN_YUAN)
        if isinstance(printed, Printed):
            cells[rows.index(row), columns.index(column)] = len(facts)
            facts.append(Fact(0, printed, Place(), "", row, column, identity))
        elif not isinstance(printed, NoEntry):
            raise ExampleError(f"{code}[{row}; {column}]: {text!r} is {printed.why}")
    above = [parent_of(row, rows, spec) for row in rows]
    known = [section_and_role(row, spec) for row in rows]
    return Statement(
        id=identity,
        document=0,
        code=code,
        name=code,
        unit=WAN_YUAN.name,
        rows=rows,
        columns=columns,
        row_labels=rows,
        column_labels=columns,
        cells=cells,
        parents=tuple(-1 if key is None else rows.index(key) for key in above),
        sections=tuple(section for section, _ in known),
        roles=tuple(role for _, role in known),
    )
