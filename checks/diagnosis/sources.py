"""What the source says is known, not guessed: numbers of a draft that differ from theirs, mended first.

A number held against a source (an accounts system's export, an approval) has a known right value, the source's
rounded as the draft prints. All such numbers are mended together; whatever then still fails has other causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.diagnosis.causes import Cause, Suspect
from checks.diagnosis.slips import slip
from checks.numbers.facts import FactTable
from checks.relations.relation import Relation, Sense, Sum
from checks.relations.system import System, exact, one_sided


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
    told_first = sorted(rows, key=lambda row: _with_source(relations[row], system.table, trusted) is None)
    for row, relation in ((row, relations[row]) for row in told_first):
        touched = [fact for fact in relation.facts if fact in right]
        if touched and _holds(relation, mended):
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
    """For each number that differs from a source its value there, rounded; none where two sources differ."""
    said: dict[int, set[int]] = {}
    for relation in relations.values():
        mine = _with_source(relation, table, trusted)
        if mine is not None:
            said.setdefault(mine, set()).add(_rounded(mine, relation, table))
    return {fact: values.pop() for fact, values in said.items() if len(values) == 1}


def _with_source(relation: Relation, table: FactTable, trusted: frozenset[int]) -> int | None:
    """The number that must equal one of a source, or the sum of several, where the source is at least as fine."""
    if not isinstance(relation, Sum) or relation.sense is not Sense.EQUAL or len(relation.terms) < 2:
        return None
    own = [(f, k) for f, k in relation.terms if table[f].document not in trusted]
    rest = [(f, k) for f, k in relation.terms if table[f].document in trusted]
    if len(own) != 1 or any(k != -own[0][1] for _, k in rest):
        return None
    mine = own[0][0]
    return mine if all(table.half[f] <= table.half[mine] for f, _ in rest) else None


def _rounded(mine: int, relation: Relation, table: FactTable) -> int:
    """The source's value in the last place that the draft prints, halves away from zero."""
    printed = table[mine].printed
    step: int = max(1, printed.unit.factor // 10**printed.decimals)
    value = sum(int(table.value[f]) for f in relation.facts if f != mine)
    size = (2 * abs(value) + step) // (2 * step) * step
    return -size if value < 0 else size


def _holds(relation: Relation, table: FactTable) -> bool:
    residual, slack = exact(relation, table)
    return (residual if one_sided(relation) else abs(residual)) <= slack
