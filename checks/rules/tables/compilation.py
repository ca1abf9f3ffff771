"""From rules and statements to blocks of relations: each rule is laid over the matrices of its statements.

A rule is applied to one document at a time. Where a document prints a statement twice (a department's and a
unit's, say), the n-th copy of one statement is held against the n-th copy of another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from checks.numbers.amount import Kind
from checks.numbers.facts import UNREAD, FactTable, Index, Role, Statement
from checks.relations.relation import Sense
from checks.relations.system import RelationBlock, row_sums
from checks.rules.rule import Rule, RulePack
from checks.rules.tables.grammar import (
    EACH_COLUMN,
    EACH_ROW,
    CellRef,
    NameRef,
    Ref,
    RelationExpr,
    SetRef,
    SignedRef,
    parse_relation,
)
from checks.rules.tables.reasons import Why
from checks.rules.tables.sums import parent_rows, sum_rows

Set = Mapping[str, Statement]
"""The statements of one copy of a document's tables, by code."""

_BY_POSITION = re.compile(r"第\d+栏")  # the name of a column whose own words were not read


@dataclass(frozen=True, slots=True)
class Skip:
    """A rule that could not be applied to a document, and why."""

    rule: str
    why: Why


@dataclass(frozen=True, slots=True)
class _Term:
    """One signed term over all instances: a fact index for each, -1 where nothing is entered.

    ``printed`` tells, for each instance, whether the table has that row and column at all.
    """

    sign: int
    facts: Index
    printed: np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class _Domain:
    """The instances a rule is applied to: row and column keys, one pair each (empty where not needed)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.rows)


class NotApplicableError(Exception):
    """Why a rule does not apply to a set of statements: the key of the sentence and what fills it."""

    def __init__(self, key: str, value: str = "") -> None:
        super().__init__(key, value)
        self.why = Why(key, value)


def sets(statements: Iterable[Statement], volumes: Sequence[int] = ()) -> list[Set]:
    """The statements of each document, or of each volume of several documents, copy by copy."""
    copies: dict[tuple[int, int], dict[str, Statement]] = defaultdict(dict)
    seen: dict[tuple[int, str], int] = defaultdict(int)
    for statement in statements:
        if statement.code is None:
            continue
        home = volumes[statement.document] if volumes else statement.document
        number = seen[home, statement.code]
        seen[home, statement.code] += 1
        copies[home, number][statement.code] = statement
    return list(copies.values())


def compile_rules(
    pack: RulePack, statements: Sequence[Statement], table: FactTable, volumes: Sequence[int] = ()
) -> tuple[list[RelationBlock], list[Skip]]:
    """Every relation of the pack over every document.

    ``volumes[d]`` numbers the volume that document d is part of: a disclosure printed as one file a table is
    checked like one that is printed whole. Without it every document stands alone.
    """
    blocks: list[RelationBlock] = []
    skips: list[Skip] = []
    groups = sets(statements, volumes)
    for rule in pack.relations():
        assert rule.relation is not None
        expression = parse_relation(rule.relation)
        for group in groups:
            for code in rule.statements or ("",):
                try:
                    block = _apply(rule, expression, group, code, table)
                except NotApplicableError as reason:
                    skips.append(Skip(rule.id, reason.why))
                    continue
                if block is not None:
                    blocks.append(block)
    return blocks, skips


def addable(blocks: Iterable[RelationBlock], table: FactTable) -> list[RelationBlock]:
    """The blocks without the sums in which a percentage stands: the rates of parts are not added up."""
    rates = np.fromiter((fact.printed.kind is Kind.RATIO for fact in table.facts), np.int64, len(table))
    kept = []
    for block in blocks:
        sizes = np.diff(block.starts)
        lines = (sizes > 0) & (row_sums(rates[block.facts], block.starts) == 0)
        if lines.all():
            kept.append(block)
        elif lines.any():
            entries = np.repeat(lines, sizes)
            starts = np.concatenate([[0], np.cumsum(sizes[lines])])
            facts, coefficients = block.facts[entries], block.coefficients[entries]
            kept.append(replace(block, starts=starts, facts=facts, coefficients=coefficients))
    return kept


def _apply(
    rule: Rule, expression: RelationExpr, group: Set, code: str, table: FactTable
) -> RelationBlock | None:
    codes = expression.statements() or (code,)
    primary = group.get(code or codes[0])
    missing = [c for c in codes if c and c not in group]
    if primary is None or missing:
        raise NotApplicableError("statement", (missing or [code])[0])
    empty = [c for c in (code, *codes) if c in group and not group[c].entered]
    if empty:
        raise NotApplicableError("amounts", empty[0])
    for condition in rule.when:
        if not _holds(condition, group, table):
            raise NotApplicableError("condition", condition)
    if rule.complete and (unknown := _unnamed_columns(expression, primary)):
        raise NotApplicableError("column", unknown)
    if rule.each == "parent":
        return _parents(rule, primary)
    domain = _domain(rule.each, primary, table, across=len(set(codes)) > 1)
    left = [t for ref in expression.left for t in _terms(ref, rule.each, primary, group, domain)]
    right = [
        _Term(-t.sign, t.facts, t.printed)
        for ref in expression.right
        for t in _terms(ref, rule.each, primary, group, domain)
    ]
    if not left or not right:
        raise NotApplicableError("nothing")
    return _block(rule, expression.sense, left, right)


def _unnamed_columns(expression: RelationExpr, statement: Statement) -> str | None:
    """A column with amounts that a relation over all columns does not name."""
    named = {ref.name for _, ref in (*expression.left, *expression.right) if isinstance(ref, NameRef)}
    for position, column in enumerate(statement.columns):
        if column not in named and (statement.cells[:, position] >= 0).any():
            return column
    return None


def _domain(each: str | None, statement: Statement, table: FactTable, *, across: bool) -> _Domain:
    """What a rule is applied to; ``across`` statements a column known by its position only is nobody's like."""
    columns = tuple(c for c in statement.columns if not (across and _BY_POSITION.match(c)))
    if each is None:
        return _Domain(("",), ("",))
    if each == "row":
        rows = _of_money(statement, table)
        return _Domain(rows, ("",) * len(rows))
    if each == "column":
        return _Domain(("",) * len(columns), columns)
    if each == "class":
        rows = tuple(r for r in statement.rows if len(r) == 3 and r.isdigit())
        return _Domain(rows, ("",) * len(rows))
    pairs = [(r, c) for r in statement.rows for c in columns]
    return _Domain(tuple(r for r, _ in pairs), tuple(c for _, c in pairs))


def _of_money(statement: Statement, table: FactTable) -> tuple[str, ...]:
    """The rows of a table in a unit of money without those that count people and things (国内公务接待批次（个）)."""
    if statement.unit is None:
        return statement.rows
    return tuple(
        row
        for row, cells in zip(statement.rows, statement.cells.tolist(), strict=True)
        if not any(cell >= 0 and table[cell].printed.kind is Kind.COUNT for cell in cells)
    )


def _terms(
    signed: SignedRef, each: str | None, primary: Statement, group: Set, domain: _Domain
) -> list[_Term]:
    sign, ref = signed
    if isinstance(ref, SetRef):
        rows = _members(ref, primary)
        if ref.name == "items" and not rows:
            raise NotApplicableError("nothing")
        columns = [_position(primary.columns, c) for c in domain.columns]
        return [_gather(sign, primary, [row] * len(domain), columns) for row in rows]
    statement, row, column = _place(ref, each, primary, group)
    rows_at = [_position(statement.rows, r if row == EACH_ROW else row) for r in domain.rows]
    columns_at = [
        _position(statement.columns, c if column == EACH_COLUMN else column) for c in domain.columns
    ]
    return [_gather(sign, statement, rows_at, columns_at)]


def _place(ref: Ref, each: str | None, primary: Statement, group: Set) -> tuple[Statement, str, str]:
    if isinstance(ref, CellRef):
        return (group[ref.statement] if ref.statement else primary), ref.row, ref.column
    assert isinstance(ref, NameRef)
    return (primary, EACH_ROW, ref.name) if each == "row" else (primary, ref.name, EACH_COLUMN)


def _position(keys: tuple[str, ...], key: str) -> int:
    return keys.index(key) if key in keys else -1


def _gather(sign: int, statement: Statement, rows: Sequence[int], columns: Sequence[int]) -> _Term:
    at_row, at_column = np.asarray(rows, np.intp), np.asarray(columns, np.intp)
    printed = (at_row >= 0) & (at_column >= 0)
    facts = np.where(printed, statement.cells[at_row, at_column], -1)
    return _Term(sign, facts, printed)


def _members(ref: SetRef, statement: Statement) -> list[int]:
    """The rows of a set, by position."""
    indices = range(len(statement.rows))
    if ref.name == "tops":
        return [i for i in indices if statement.parents[i] < 0 and statement.roles[i] is Role.ITEM]
    role = Role.ITEM if ref.name == "items" else Role.ADJUSTMENT
    sections = {ref.section, "支出"} if role is Role.ADJUSTMENT and ref.section == "支出" else {ref.section}
    return [
        i
        for i in indices
        if statement.roles[i] is role and statement.parents[i] < 0 and statement.sections[i] in sections
    ]


def _block(rule: Rule, sense: Sense, left: list[_Term], right: list[_Term]) -> RelationBlock | None:
    """The instances in which both sides have something to say.

    What is printed and left blank counts as nothing. Row by row and column by column an amount must stand on
    either side; between single cells each of them must be printed, as an inequality always asks.
    """
    terms = left + right
    facts = np.stack([t.facts for t in terms])
    keep = np.any(facts[: len(left)] >= 0, axis=0) & ~np.any(facts == UNREAD, axis=0)
    if sense is Sense.AT_MOST or rule.each is None:
        keep &= np.all([t.printed for t in terms], axis=0)
    else:
        entered = rule.each in {"row", "column"}
        keep &= np.any([t.facts >= 0 if entered else t.printed for t in right], axis=0)
    chosen = facts[:, keep].T
    present = chosen >= 0
    signs = np.broadcast_to(np.asarray([t.sign for t in terms], np.int64), chosen.shape)
    starts = np.concatenate([[0], np.cumsum(present.sum(axis=1))]).astype(np.int64)
    if len(starts) < 2:
        return None
    return RelationBlock(rule.id, starts, chosen[present].astype(np.int64), signs[present], sense)


def _parents(rule: Rule, statement: Statement) -> RelationBlock | None:
    children = parent_rows(statement)
    if not children:
        raise NotApplicableError("children")
    return sum_rows(rule.id, statement, list(children.items()))


def _holds(condition: str, group: Set, table: FactTable) -> bool:
    """Whether a condition holds as printed; what is not entered counts as nothing."""
    expression = parse_relation(condition)
    if any(code not in group for code in expression.statements()):
        return False

    def total(side: tuple[SignedRef, ...]) -> int:
        amount = 0
        for sign, ref in side:
            assert isinstance(ref, CellRef)
            assert ref.statement is not None
            fact = group[ref.statement].fact(ref.row, ref.column)
            amount += sign * (int(table.value[fact]) if fact is not None else 0)
        return amount

    left, right = total(expression.left), total(expression.right)
    return left == right if expression.sense is Sense.EQUAL else left <= right
