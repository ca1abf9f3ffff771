"""A department against its units: the department's disclosure is the sum of its units'.

Where all the units of a department are in the submission their cells add up to the department's; where only some
are, no sum of theirs passes it. Money that a department passes on to its own units is left out of the
department's disclosure, so a statement in which a unit has such money is not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks import catalogue
from checks.numbers.claims import Claim, Measure
from checks.numbers.facts import FactTable, Statement
from checks.relations.relation import Relation, Sense, Sum
from checks.rules.sets.material import BUDGET, PROCURED, Link, Volume, is_official, levels

_COMPARED = frozenset({"functional", "economic", "items", "concepts"})
_PASSED_ON = frozenset(
    {
        "上级补助收入",
        "附属单位上缴收入",
        "上缴上级支出",
        "对附属单位补助支出",
    }
)
Cell = tuple[str, str]
Said = tuple[str, tuple[str, ...], str | None, str, int | None]


def unit_relations(link: Link, table: FactTable) -> list[Relation]:
    """Cell by cell, and amount by amount of the prose: the units within the department, or equal to it."""
    department, units = link.subject, link.others
    found: list[Relation] = []
    for statement in department.statements:
        if statement.code is None or department.statement(statement.code) is not statement:
            continue
        of_units = _same_statement(statement.code, units, table)
        if of_units is not None and not _passes_on([statement], table):
            found += _cells(
                statement, of_units, table, complete=link.complete and len(of_units) == len(units)
            )
    found += _claims(department, units, table, complete=link.complete)
    return found


def _same_statement(code: str, units: Sequence[Volume], table: FactTable) -> list[Statement] | None:
    """The units' statements of that code; None where they cannot be compared with the department's."""
    if catalogue.by_code()[code].rows not in _COMPARED:
        return None
    found = [s for unit in units if (s := unit.statement(code)) is not None and s.entered]
    return None if not found or _passes_on(found, table) else found


def _passes_on(statements: Sequence[Statement], table: FactTable) -> bool:
    for statement in statements:
        for i, row in enumerate(statement.rows):
            for j, column in enumerate(statement.columns):
                fact = int(statement.cells[i, j])
                if fact >= 0 and (row in _PASSED_ON or column in _PASSED_ON) and table.value[fact]:
                    return True
    return False


def _cells(
    department: Statement, units: Sequence[Statement], table: FactTable, *, complete: bool
) -> Iterator[Relation]:
    shares: dict[Cell, list[int]] = defaultdict(list)
    for unit in units:
        for cell, fact in _entered(unit).items():
            shares[cell].append(fact)
    for cell, whole in _entered(department).items():
        if cell in shares:
            yield from _within(whole, shares[cell], table, complete=complete)


def _entered(statement: Statement) -> dict[Cell, int]:
    """The facts of a statement by row and column; rows whose key had to be told apart (``#2``) are left out."""
    return {
        (row, column): int(statement.cells[i, j])
        for i, row in enumerate(statement.rows)
        if "#" not in row
        for j, column in enumerate(statement.columns)
        if statement.cells[i, j] >= 0
    }


def _within(whole: int, parts: Sequence[int], table: FactTable, *, complete: bool) -> Iterator[Relation]:
    if any(table.value[i] < 0 for i in (whole, *parts)):
        return
    if complete:
        yield Sum("set.units-are-department", ((whole, 1), *((p, -1) for p in parts)))
    elif len(parts) == 1:
        yield Sum("set.unit-within-department", ((parts[0], 1), (whole, -1)), Sense.AT_MOST)
    else:
        yield Sum("set.units-within-department", ((whole, -1), *((p, 1) for p in parts)), Sense.AT_MOST)


def _claims(
    department: Volume, units: Sequence[Volume], table: FactTable, *, complete: bool
) -> Iterator[Relation]:
    """Amounts of the prose that no table carries: last year's figures by item, procurement."""
    wholes = _said(department, table)
    of_units = [_said(unit, table) for unit in units]
    for key, whole in wholes.items():
        parts = [said[key] for said in of_units if key in said]
        if parts:
            yield from _within(whole, parts, table, complete=complete and len(parts) == len(units))


def _said(volume: Volume, table: FactTable) -> dict[Said, int]:
    """What a volume's sentences say once, or always alike, of a named thing that no table carries."""
    found: dict[Said, list[int]] = defaultdict(list)
    for claim in levels(volume.claims):
        this_year = claim.period in {None, volume.year}
        if claim.concept.name in PROCURED if this_year else is_official(claim.concept):
            found[_key(claim, volume)].append(claim.fact)
    return {
        key: facts[0]
        for key, facts in found.items()
        if len({(int(table.value[i]), int(table.half[i])) for i in facts}) == 1
    }


def _key(claim: Claim, volume: Volume) -> Said:
    concept = claim.concept
    measure = claim.measure
    if measure is Measure.MAIN:
        measure = Measure.BUDGET if volume.kind == BUDGET else Measure.ACTUAL
    name = concept.code or concept.name
    return (
        name,
        () if concept.code else concept.path,
        concept.fund,
        measure.value,
        claim.period or volume.year,
    )
