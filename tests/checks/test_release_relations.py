"""Over a whole release every relation decides as it does for one document."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from checks.numbers.facts import FactTable, Statement
from checks.pack import built_in
from checks.relations.system import System
from checks.release.panels import Family, assemble, statements_of
from checks.release.relations import screen
from checks.rules.rule import Rule, RulePack
from checks.rules.tables.compilation import compile_rules
from checks.rules.tables.miniature import build

RELATIONS = list(built_in().relations())


def families(sets: list[tuple[list[Statement], FactTable]]) -> list[Family]:
    """Miniature tables of several departments as the families of one release."""
    codes = dict.fromkeys(s.code for statements, _ in sets for s in statements)
    return [_family(code, sets) for code in codes if code]


def _family(code: str, sets: list[tuple[list[Statement], FactTable]]) -> Family:
    members = [(i, s, t) for i, (statements, t) in enumerate(sets) for s in statements if s.code == code]
    columns = tuple(dict.fromkeys(c for _, s, _ in members for c in s.columns))
    keys = pd.DataFrame(
        [(f"第{i}局", 2024, 1, row, row, "万元") for i, s, _ in members for row in s.rows],
        columns=["department", "year", "copy", "row", "name", "unit"],
    )
    facts = [[s.fact(row, column) for column in columns] for _, s, _ in members for row in s.rows]
    owners = [t for _, s, t in members for _ in s.rows]
    value = [[0 if f is None else int(t.value[f]) for f in row] for row, t in zip(facts, owners, strict=True)]
    half = [[0 if f is None else int(t.half[f]) for f in row] for row, t in zip(facts, owners, strict=True)]
    return Family(
        code,
        f"{code}.csv",
        keys,
        columns,
        np.asarray(value, np.int64),
        np.asarray(half, np.int64),
        np.asarray([[f is not None for f in row] for row in facts]),
        np.full(len(keys), 2, np.int8),
    )


@pytest.mark.parametrize("rule", RELATIONS, ids=lambda rule: rule.id)
def test_examples_are_decided_as_for_one_document(rule: Rule) -> None:
    assert rule.examples is not None
    default = rule.statements[0] if rule.statements else None
    sets = [build(rule.examples[case], default) for case in ("pass", "fail", "pass")]
    screened = screen(RulePack({rule.id: rule}, ""), assemble(families(sets)))
    assert screened.violated.tolist() == [1]
    assert screened.applied[rule.id] >= 3


def test_all_rules_at_once_find_the_sets_that_documents_would() -> None:
    """Every example of every rule as a department of its own: the same departments, by all rules."""
    sets = [
        build(rule.examples[case], rule.statements[0] if rule.statements else None)
        for rule in RELATIONS
        for case in ("pass", "fail")
        if rule.examples
    ]
    expected = []
    for number, (statements, table) in enumerate(sets):
        blocks, _ = compile_rules(built_in(), statements, table)
        if System(table, blocks, []).evaluate().violated:
            expected.append(number)
    panels = assemble(families(sets))
    found = panels.sets.loc[screen(built_in(), panels).violated, "department"]
    assert sorted(found) == sorted(f"第{number}局" for number in expected)


def test_a_set_comes_back_as_the_statements_it_was_made_of() -> None:
    example = next(r for r in RELATIONS if r.id == "fund.balance").examples
    assert example is not None
    statements, table = build(example["pass"], "final_accounts.government_fund")
    panels = assemble(families([(statements, table), (statements, table)]))
    ((again, panel, rows),) = statements_of(panels, 1, 0)
    assert (again.rows, again.columns) == (statements[0].rows, statements[0].columns)
    assert panels.table.value[again.cells].tolist() == table.value[statements[0].cells].tolist()
    assert panel.family.keys["department"].iloc[rows].unique().tolist() == ["第1局"]
