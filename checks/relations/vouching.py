"""Which numbers are vouched for: by how many relations, and which could change without any relation noticing.

A relation vouches for a number only as far as its rounding lets it: the sum of three numbers printed to 0.01
leaves 0.02 of play, the share of a hundred millions printed to 0.01% leaves ten thousand. Computed from the
system: a number is *detectable* where some equation would fail if the last digit but one were one more, and
some equation if it were one less. Inequalities do not count: a number below its bound may be anything below it.

Worked example: 201 = 20131 + 20132, printed 1,575.63 = 86.97 + 1,488.66::

    play  0.015    a change of 20131 by 0.10 misses the total by 0.10: detectable
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from checks.numbers.amount import RATIO_SCALE
from checks.numbers.facts import FactTable, Int64
from checks.relations.relation import Growth, Relation, Sense, Sum
from checks.relations.system import RelationBlock, System, exact, one_sided, row_sums

Flags = npt.NDArray[np.bool_]

_SAFE = 2**62
_PLACES = 10
"""The change that has to be noticed, in units of the last printed place."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """For each fact: how many equations over different numbers check it, and whether a change is noticed."""

    relations: Int64
    detectable: Flags


def vouched(system: System) -> Vouched:
    """What the equations of a system say of each of its facts."""
    table = system.table
    sets: dict[int, set[int]] = defaultdict(set)
    keys = _keys(len(table))
    steps = _steps(table)
    block = _merged(_together(system.blocks), len(table))
    _add(sets, block.facts, row_sums(keys[block.facts], block.starts)[_rows(block)])
    noticed = _noticed(block, table, steps)
    for relation in _equations(system.single):
        facts = sorted(set(relation.facts))
        key = int(keys[facts].sum())
        for fact in facts:
            sets[fact].add(key)
            for way, sign in enumerate((1, -1)):
                noticed[way, fact] |= not _holds(relation, table, fact, sign * int(steps[fact]))
    counts = np.zeros(len(table), np.int64)
    for fact, found in sets.items():
        counts[fact] = len(found)
    return Vouched(counts, noticed[0] & noticed[1])


def _steps(table: FactTable) -> Int64:
    """One unit of the last place but one of each number; a whole number's is ten."""
    printed = (fact.printed for fact in table.facts)
    steps = (max(1, _PLACES * each.unit.factor // 10**each.decimals) for each in printed)
    return np.fromiter(steps, np.int64, len(table.facts))


def _keys(count: int) -> npt.NDArray[np.uint64]:
    """A random number for each fact: their sum (modulo 2^64) stands for a set of facts."""
    return np.random.default_rng(0).integers(0, 2**64, count, np.uint64)


def _together(blocks: Iterable[RelationBlock]) -> RelationBlock:
    """The equations among the rows of blocks as one block."""
    equal = [block for block in blocks if block.sense is Sense.EQUAL]
    none = np.zeros(0, np.int64)
    lengths = np.concatenate([none, *(np.diff(block.starts) for block in equal)])
    return RelationBlock(
        "",
        np.concatenate([[0], np.cumsum(lengths)]),
        np.concatenate([none, *(block.facts for block in equal)]),
        np.concatenate([none, *(block.coefficients for block in equal)]),
    )


def _merged(block: RelationBlock, facts: int) -> RelationBlock:
    """The rows of a block, each fact once, those that cancel out left out."""
    places, entries = np.unique(_rows(block) * facts + block.facts, return_inverse=True)
    weights = np.zeros(len(places), np.int64)
    np.add.at(weights, entries, block.coefficients)
    kept = weights != 0
    rows, merged = np.divmod(places[kept], facts)
    starts = np.searchsorted(rows, np.arange(len(block) + 1)).astype(np.int64)
    return RelationBlock(block.rule, starts, merged, weights[kept], block.sense)


def _rows(block: RelationBlock) -> Int64:
    """The row that each entry of a block stands in."""
    return np.repeat(np.arange(len(block)), np.diff(block.starts))


def _add(sets: dict[int, set[int]], facts: Int64, keys: npt.NDArray[np.uint64]) -> None:
    for fact, key in zip(facts.tolist(), keys.tolist(), strict=True):
        sets[fact].add(key)


def _noticed(block: RelationBlock, table: FactTable, steps: Int64) -> Flags:
    """Of which facts some row notices that they are a step more (first line) and a step less (second line).

    Decided in Python's integers where the size of the operands does not prove that 64 bits hold them.
    """
    largest = int(np.abs(table.value).max(initial=0)) + int(np.abs(steps).max(initial=0))
    weight = int(np.abs(block.coefficients).max(initial=0))
    longest = int(np.diff(block.starts).max(initial=0))
    kind = np.dtype(np.int64 if largest * weight * max(longest, 1) < _SAFE else object)
    data, facts, rows = block.coefficients.astype(kind), block.facts, _rows(block)
    residual = row_sums(data * table.value[facts], block.starts)[rows]
    slack = row_sums(np.abs(data) * table.half[facts], block.starts)[rows]
    moves = data * steps[facts]
    noticed = np.zeros((2, len(table)), bool)
    for way, change in zip(noticed, (moves, -moves), strict=True):
        way[facts[(np.abs(residual + change) > slack).astype(bool)]] = True
    return noticed


def _equations(relations: Iterable[Relation]) -> Iterator[Relation]:
    return (r for r in relations if not one_sided(r))


def _holds(relation: Relation, table: FactTable, fact: int, change: int) -> bool:
    """Whether an equation still holds after one of its facts has changed."""

    def value(terms: Iterable[tuple[int, int]]) -> int:
        return sum(k * (int(table.value[f]) + (change if f == fact else 0)) for f, k in terms)

    def spread(terms: Iterable[tuple[int, int]]) -> int:
        return sum(abs(k) * int(table.half[f]) for f, k in terms)

    if isinstance(relation, Sum):
        return abs(value(relation.terms)) <= (0 if relation.to_the_digit else spread(relation.terms))
    if isinstance(relation, Growth):
        residual, slack = exact(relation, table.changed({fact: int(table.value[fact]) + change}))
        return abs(residual) <= slack
    above, below = value(relation.numerator), value(relation.denominator)
    rate, half = value([(relation.ratio, relation.sign)]), int(table.half[relation.ratio])
    play = RATIO_SCALE * spread(relation.numerator) + abs(rate) * spread(relation.denominator)
    play += half * (abs(below) + spread(relation.denominator))
    return abs(RATIO_SCALE * above - rate * below) <= play
