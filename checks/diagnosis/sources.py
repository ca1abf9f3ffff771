"""What the source says is known, not guessed: numbers of a draft that differ from theirs, mended first.

A number held against a source (an accounts system's export, an approval) has a known right value, the source's
rounded as the draft prints; so has one that was reckoned from the source's numbers alone. All such numbers are mended together; whatever then still fails has other causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from checks.diagnosis.causes import Cause, Suspect
from checks.diagnosis.slips import slip
from checks.numbers.amount import RATIO_SCALE
from checks.numbers.facts import FactTable
from checks.relations.relation import Ratio, Relation, Sense, Sum
from checks.relations.system import System, holds


def by_source(system: System, violated: Iterable[int], trusted: frozenset[int]) -> list[Cause]:
    """A cause for each number that its source corrects, with every violated row that the corrections settle.

    ``trusted`` are the documents that are sources. Confidence is 1: the source says so.
    """
    rows = list(violated)
    relations = {row: system.relation(row) for row in rows}
    right = _right(relations, system.table, trusted)
    if not right:
        return []
    mended = system.table.changed(right)
    settled: dict[int, list[int]] = {fact: [] for fact in right}
    told = {row: _with_source(relations[row], system.table, trusted) for row in rows}
    for row in sorted(rows, key=lambda row: told[row] is None):
        touched = [fact for fact in relations[row].facts if fact in right]
        if touched and (told[row] == touched[0] or holds(relations[row], mended)):
            settled[touched[0]].append(row)
    return [
        Cause(
            Suspect(fact, value, slip(system.table[fact].printed, value).kind, 1.0),
            tuple(settled[fact]),
            (),
            1.0,
        )
        for fact, value in right.items()
        if settled[fact]
    ]


def corrected(system: System, causes: Iterable[Cause]) -> System:
    """The system with what the causes put right."""
    values = {cause.suspect.fact: cause.suspect.value for cause in causes}
    return System(system.table.changed(values), system.blocks, system.single) if values else system


def _right(relations: Mapping[int, Relation], table: FactTable, trusted: frozenset[int]) -> dict[int, int]:
    """For each number that differs from a source its value there, rounded; none where two sources differ.

    A rate that the draft reckons from numbers of its own is reckoned from these, as they should be: the books and their
    rounded numbers may differ in its last digit.
    """
    amounts = _agreed((r for r in relations.values() if isinstance(r, Sum)), table, trusted)
    rates = _agreed((r for r in relations.values() if isinstance(r, Ratio)), table, trusted)
    mended = table.changed(amounts)
    for relation in relations.values():
        if (
            isinstance(relation, Ratio)
            and relation.ratio in rates
            and not any(table[f].document in trusted for f in relation.facts)
            and _below(relation, mended)
        ):
            rates[relation.ratio] = _rounded(relation.ratio, relation, mended)
    return {**amounts, **rates}


def _agreed(relations: Iterable[Relation], table: FactTable, trusted: frozenset[int]) -> dict[int, int]:
    """What the source gives for each number that one of the relations ties to it alone, if it gives one value."""
    said: dict[int, set[int]] = {}
    for relation in relations:
        mine = _with_source(relation, table, trusted)
        if mine is not None:
            said.setdefault(mine, set()).add(_rounded(mine, relation, table))
    return {fact: values.pop() for fact, values in said.items() if len(values) == 1}


def _with_source(relation: Relation, table: FactTable, trusted: frozenset[int]) -> int | None:
    """The number that must equal one of a source, or follows from several, where the source is at least as fine."""
    own = [f for f in relation.facts if table[f].document not in trusted]
    rest = [f for f in relation.facts if table[f].document in trusted]
    if len(own) != 1 or not rest:
        return None
    mine = own[0]
    if isinstance(relation, Ratio):
        return mine if mine == relation.ratio and _below(relation, table) and table.half[mine] else None
    if not isinstance(relation, Sum) or relation.sense is not Sense.EQUAL:
        return None
    weight = dict(relation.terms)[mine]
    return mine if abs(weight) == 1 and all(table.half[f] <= table.half[mine] for f in rest) else None


def _rounded(mine: int, relation: Relation, table: FactTable) -> int:
    """What the source gives for a number in the last place that the draft prints, halves away from zero."""
    printed = table[mine].printed
    step: int = max(1, printed.unit.factor // 10**printed.decimals)
    given = _given(mine, relation, table)
    size = (2 * abs(given.numerator) + step * given.denominator) // (2 * step * given.denominator) * step
    return -size if given < 0 else size


def _given(mine: int, relation: Relation, table: FactTable) -> Fraction:
    """The value that a relation gives for one of its numbers over the others."""
    if isinstance(relation, Ratio):
        above = sum(k * int(table.value[f]) for f, k in relation.numerator)
        return Fraction(relation.sign * above * RATIO_SCALE, _below(relation, table))
    assert isinstance(relation, Sum)
    terms = dict(relation.terms)
    others = sum(k * int(table.value[f]) for f, k in terms.items() if f != mine)
    return Fraction(-others, terms[mine])


def _below(relation: Ratio, table: FactTable) -> int:
    return sum(k * int(table.value[f]) for f, k in relation.denominator)
