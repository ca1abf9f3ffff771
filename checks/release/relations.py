"""Every relation of the rule pack over all departments and years of a release at once.

The same rules as for one document, laid over panels instead of matrices: a term is a column of cell numbers,
one for each instance, and a relation a block of rows of the one linear system. This decides which sets of
tables have anything wrong in them; what is wrong there is then worked out as for a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from checks.numbers.facts import Int64, Role
from checks.relations.relation import Sense
from checks.relations.system import RelationBlock, System
from checks.release.panels import Mask, Panel, Panels
from checks.rules.rule import Rule, RulePack
from checks.rules.tables.grammar import (
    EACH_COLUMN,
    EACH_ROW,
    CellRef,
    NameRef,
    RelationExpr,
    SetRef,
    SignedRef,
    parse_relation,
)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the relations say of a release: sets with a violated relation, rules applied, facts touched."""

    violated: Int64
    applied: Counter[str]
    touched: Mask


@dataclass(slots=True)
class _Gathered:
    """The terms of one side by instance: flat (instance, fact, sign) arrays, and what is printed there."""

    instances: list[Int64] = field(default_factory=list)
    facts: list[Int64] = field(default_factory=list)
    signs: list[Int64] = field(default_factory=list)
    any_printed: Mask = field(default_factory=lambda: np.zeros(0, bool))
    all_printed: Mask = field(default_factory=lambda: np.zeros(0, bool))
    any_entered: Mask = field(default_factory=lambda: np.zeros(0, bool))

    def add(self, instances: Int64, facts: Int64, sign: int, printed: Mask | None = None) -> None:
        """Add a term: a fact (or -1) for each of ``instances``."""
        entered = facts >= 0
        self.instances.append(instances[entered])
        self.facts.append(facts[entered])
        self.signs.append(np.full(int(entered.sum()), sign, np.int64))
        self.any_entered[instances[entered]] = True
        if printed is None:
            self.any_printed[instances] = True
        else:
            self.any_printed[instances] |= printed
            self.all_printed[instances] &= printed


@dataclass(frozen=True, slots=True)
class _Domain:
    """The instances of a rule for one column: each one's set of tables, and row of the primary panel (or -1)."""

    group: Int64
    row: Int64
    column: str


def screen(pack: RulePack, panels: Panels) -> Screened:
    """Evaluate every relation of ``pack`` over every set of tables."""
    violated: list[Int64] = []
    applied: Counter[str] = Counter()
    touched = np.zeros(len(panels.table), bool)
    for rule in pack.relations():
        for block, groups in blocks(rule, panels):
            applied[rule.id] += len(block)
            touched[block.facts] = True
            rows = System(panels.table, [block], []).evaluate().violated
            violated.append(groups[list(rows)])
    found = np.unique(np.concatenate(violated)) if violated else np.zeros(0, np.int64)
    return Screened(found, applied, touched)


def blocks(rule: Rule, panels: Panels) -> Iterator[tuple[RelationBlock, Int64]]:
    """The relations of one rule, with the set of tables that each of them belongs to."""
    assert rule.relation is not None
    expression = parse_relation(rule.relation)
    for code in rule.statements or ("",):
        codes = expression.statements() or (code,)
        primary = panels.by_code.get(code or codes[0])
        if primary is None or any(each and each not in panels.by_code for each in codes):
            continue
        allowed = _allowed(rule, expression, primary, codes, panels)
        if rule.each == "parent":
            made = _parents(rule.id, primary, allowed)
        else:
            made = (
                block
                for domain in _domains(rule.each, primary, allowed)
                if (block := _block(rule, expression, primary, panels, domain)) is not None
            )
        yield from made


def _allowed(
    rule: Rule, expression: RelationExpr, primary: Panel, codes: tuple[str, ...], panels: Panels
) -> Mask:
    """The sets that have all the tables, amounts in each of them, and meet the rule's conditions."""
    allowed = primary.has_amounts
    for code in codes:
        if code:
            allowed = allowed & panels.by_code[code].has_amounts
    for condition in rule.when:
        allowed = allowed & _holds(condition, panels, len(allowed))
    if rule.complete:
        sides = (*expression.left, *expression.right)
        named = {ref.name for _, ref in sides if isinstance(ref, NameRef)}
        for position, column in enumerate(primary.family.columns):
            if column not in named:
                allowed = allowed & ~primary.printed[:, position]
    return allowed


def _holds(condition: str, panels: Panels, groups: int) -> Mask:
    """In which sets a condition holds as printed; what is not entered counts as nothing."""
    expression = parse_relation(condition)
    if any(code not in panels.by_code for code in expression.statements()):
        return np.zeros(groups, bool)
    every = np.arange(groups)
    present = np.ones(groups, bool)
    difference = np.zeros(groups, np.int64)
    for side, turn in ((expression.left, 1), (expression.right, -1)):
        for sign, ref in side:
            assert isinstance(ref, CellRef)
            assert ref.statement is not None
            panel = panels.by_code[ref.statement]
            present[np.setdiff1d(every, panel.group)] = False
            facts = panel.facts(panel.find(every, panels.row_number(ref.row)), panel.column(ref.column))
            difference += turn * sign * np.where(facts >= 0, panels.table.value[facts], 0)
    holds: Mask = difference == 0 if expression.sense is Sense.EQUAL else difference <= 0
    return present & holds


def _domains(each: str | None, primary: Panel, allowed: Mask) -> Iterator[_Domain]:
    """The instances of a rule; for rules over columns, one domain a column."""
    groups = np.flatnonzero(allowed).astype(np.int64)
    rows = np.flatnonzero(allowed[primary.group]).astype(np.int64)
    if each is None:
        yield _Domain(groups, np.full(len(groups), -1, np.int64), "")
    elif each == "row":
        yield _Domain(primary.group[rows], rows, "")
    elif each == "class":
        keys = primary.family.keys["row"].to_numpy()[rows].astype(str)
        classes = rows[(np.char.str_len(keys) == 3) & np.char.isdigit(keys)]
        yield _Domain(primary.group[classes], classes, "")
    else:
        for column in primary.family.columns:
            if each == "column":
                yield _Domain(groups, np.full(len(groups), -1, np.int64), column)
            else:
                yield _Domain(primary.group[rows], rows, column)


def _block(
    rule: Rule, expression: RelationExpr, primary: Panel, panels: Panels, domain: _Domain
) -> tuple[RelationBlock, Int64] | None:
    """The instances in which the first term is entered and something printed stands on the other side."""
    count = len(domain.group)
    sides = []
    for side, turn in ((expression.left, 1), (expression.right, -1)):
        gathered = _Gathered(
            any_printed=np.zeros(count, bool),
            all_printed=np.ones(count, bool),
            any_entered=np.zeros(count, bool),
        )
        for sign, ref in side:
            _gather(gathered, (turn * sign, ref), rule.each, primary, panels, domain)
        sides.append(gathered)
    left, right = sides
    if not left.facts or not right.facts:
        return None
    keep = np.zeros(count, bool)
    keep[left.instances[0]] = True
    keep &= right.any_entered if rule.each in {"row", "column"} else right.any_printed
    if expression.sense is Sense.AT_MOST:
        keep &= left.all_printed & right.all_printed
    return _rows(
        rule.id,
        np.concatenate([*left.instances, *right.instances]),
        np.concatenate([*left.facts, *right.facts]),
        np.concatenate([*left.signs, *right.signs]),
        keep,
        domain.group,
        expression.sense,
    )


def _rows(
    rule: str, instances: Int64, facts: Int64, signs: Int64, keep: Mask, groups: Int64, sense: Sense
) -> tuple[RelationBlock, Int64] | None:
    """Flat terms as compressed rows, in the order of the instances that are kept."""
    chosen = np.flatnonzero(keep)
    if not len(chosen):
        return None
    wanted = keep[instances]
    instances, facts, signs = instances[wanted], facts[wanted], signs[wanted]
    order = np.argsort(instances, kind="stable")
    lengths = np.bincount(instances, minlength=len(keep))[chosen]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return RelationBlock(rule, starts, facts[order], signs[order], sense), groups[chosen]


def _gather(
    into: _Gathered, signed: SignedRef, each: str | None, primary: Panel, panels: Panels, domain: _Domain
) -> None:
    sign, ref = signed
    every = np.arange(len(domain.group))
    if isinstance(ref, SetRef):
        members = _members(ref, primary)
        instance_of = np.full(primary.groups, -1, np.int64)
        instance_of[domain.group] = every
        instances = instance_of[primary.group[members]]
        inside = instances >= 0
        into.add(instances[inside], primary.facts(members[inside], primary.column(domain.column)), sign)
        return
    if isinstance(ref, CellRef):
        panel = panels.by_code[ref.statement] if ref.statement else primary
        row, column = ref.row, ref.column
    else:
        panel = primary
        row, column = (EACH_ROW, ref.name) if each == "row" else (ref.name, EACH_COLUMN)
    position = panel.column(domain.column if column == EACH_COLUMN else column)
    if row != EACH_ROW:
        rows = panel.find(domain.group, panels.row_number(row))
    elif panel is primary:
        rows = domain.row
    else:
        rows = panel.find(domain.group, primary.row[domain.row])
    printed = (rows >= 0) & (panel.printed[domain.group, position] if position >= 0 else False)
    into.add(every, panel.facts(rows, position), sign, printed)


def _members(ref: SetRef, panel: Panel) -> Int64:
    """The rows of a set in every set of tables."""
    top = panel.parent < 0
    if ref.name == "tops":
        return np.flatnonzero(top & (panel.role == Role.ITEM.value)).astype(np.int64)
    role = Role.ITEM.value if ref.name == "items" else Role.ADJUSTMENT.value
    return np.flatnonzero(top & (panel.role == role) & (panel.section == ref.section)).astype(np.int64)


def _parents(rule: str, panel: Panel, allowed: Mask) -> Iterator[tuple[RelationBlock, Int64]]:
    """Each row that has items below it is their sum, in every column."""
    items = np.flatnonzero((panel.parent >= 0) & (panel.role == Role.ITEM.value) & allowed[panel.group])
    parents, instances = np.unique(panel.parent[items], return_inverse=True)
    if not len(parents):
        return
    every = np.arange(len(parents))
    for column in range(len(panel.family.columns)):
        total, parts = panel.facts(parents, column), panel.facts(items.astype(np.int64), column)
        has = np.zeros(len(parents), bool)
        has[instances[parts >= 0]] = True
        entered = total >= 0
        made = _rows(
            rule,
            np.concatenate([every[entered], instances[parts >= 0]]),
            np.concatenate([total[entered], parts[parts >= 0]]),
            np.concatenate(
                [np.ones(int(entered.sum()), np.int64), -np.ones(int((parts >= 0).sum()), np.int64)]
            ),
            entered & has,
            panel.group[parents],
            Sense.EQUAL,
        )
        if made is not None:
            yield made
