"""Numbers that were read with doubt: what each can be, narrowed by the relations that hold, and what fails for all of it.

A stamp that lies over the last digit of a number leaves the others as they are read. So a sum that is wrong by more than that
digit can make is wrong, whatever is printed there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from checks.numbers.amount import Printed
from checks.relations.relation import Sum
from checks.relations.system import System, holds, one_sided


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that was read with doubt: how probable it is as read, and its other readings with their chances.

    ``between`` are the least and the greatest value that it can be printed with, in the steps of its unit, where that is
    known.
    """

    chance: float
    readings: tuple[tuple[Printed, float], ...] = ()
    between: tuple[int, int] | None = None


def narrowed(system: System, doubts: Mapping[int, Doubt]) -> dict[int, Doubt]:
    """The doubts that the relations which hold leave: a number that would break one with every other reading has none.

    Where an equation over it and other facts holds with some of its other readings too, it is one of those. Two numbers of
    one value are misread alike where the same stamp lies over both, and vouch for nothing.
    """
    left = dict(doubts)
    for row in system.rows_touching(doubts):
        relation = system.relation(row)
        if one_sided(relation) or len(set(relation.facts)) == 1 or not holds(relation, system.table):
            continue
        own = {fact for fact in relation.facts if fact in doubts}
        times = Counter(abs(int(system.table.value[fact])) for fact in own)
        for fact in own & left.keys():
            if times[abs(int(system.table.value[fact]))] == 1:
                readings = tuple(
                    (printed, chance)
                    for printed, chance in left[fact].readings
                    if holds(relation, system.table.reprinted({fact: printed}))
                )
                if readings:
                    left[fact] = _one_of(system, fact, left[fact], readings)
                else:
                    del left[fact]
    return left


def _one_of(system: System, fact: int, doubt: Doubt, readings: tuple[tuple[Printed, float], ...]) -> Doubt:
    """What is known of a number that is as it was read, or one of some others."""
    values = [int(system.table.value[fact]), *(printed.value for printed, _ in readings)]
    return replace(doubt, readings=readings, between=(min(values), max(values)))


def fails_anyway(system: System, row: int, doubts: Mapping[int, Doubt]) -> bool:
    """Whether a relation fails whatever is printed where its doubtful numbers stand; False where that is not known."""
    relation = system.relation(row)
    if isinstance(relation, Sum) and relation.to_the_digit:
        return False
    wide: dict[int, Printed] = {}
    for fact in doubts.keys() & set(relation.facts):
        between = doubts[fact].between
        if between is None or fact in relation.rates:
            return False
        wide[fact] = _spread(system.table[fact].printed, *between)
    return not holds(relation, system.table.reprinted(wide))


def _spread(printed: Printed, least: int, most: int) -> Printed:
    """A number that is anything from one value to another, each rounded as it is printed."""
    middle = (least + most) // 2
    return replace(printed, value=middle, half=max(most - middle, middle - least) + printed.half)
