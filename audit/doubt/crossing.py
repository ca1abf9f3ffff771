"""What print that could not be recognised may have cost: the numbers of its row, whose label it may be, and of its column.

A cell that was not read is missing from the sums of its row and of its column; a label or a code that was misread puts its
row in another place. Neither is seen from the numbers that were read well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.document import Document
from checks.finding import Box, Place
from checks.numbers.facts import Fact

_PAGE = 10_000.0
"""Points: more than any page is high."""

_SUM = 2
"""Numbers of so many rows make a sum down a column."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """The facts of the row in which a guess stands, and the rows (by their height) of those whose sums may lack it.

    Those are the facts of its column; where the guess is the label of a row they are all of its table.
    """

    row: frozenset[int]
    below: Mapping[int, float]

    def concerns(self, facts: Collection[int]) -> list[int]:
        """The facts of a relation for which the guess matters."""
        along = [fact for fact in facts if fact in self.row]
        down = [fact for fact in facts if fact in self.below]
        return along or (down if len({self.below[fact] for fact in down}) >= _SUM else [])


def crossings(document: Document, guesses: Iterable[Place], facts: Mapping[int, Fact]) -> list[Crossing]:
    """What each guess on a document's pages may have cost; ``facts`` are those of the document by their index."""
    by_sheet: dict[tuple[int | None, str | None], list[int]] = defaultdict(list)
    for index, fact in facts.items():
        by_sheet[fact.place.sheet].append(index)
    tables: dict[tuple[int | None, str | None], list[Box]] = defaultdict(list)
    for grid in document.grids():
        if grid.place.bbox is not None:
            tables[grid.place.sheet].append(grid.place.bbox)
    found = []
    for guess in guesses:
        box = guess.bbox
        table = next((each for each in tables[guess.sheet] if box and overlap(each, box, 0, 1)), None)
        if box is None:
            continue
        near = [n for n in by_sheet[guess.sheet] if _inside(facts[n].place.bbox, table)]
        row = frozenset(n for n in near if overlap(facts[n].place.bbox, box, 1))
        own = {facts[n].statement for n in near} - {None} if table else set()
        whole = [n for n, fact in facts.items() if fact.statement in own]  # a table goes on over pages
        column = [n for n in whole if overlap(facts[n].place.bbox, box, 0)] or whole
        if row or column:
            found.append(Crossing(row, {n: _height(facts[n]) for n in column}))
    return found


def _height(fact: Fact) -> float:
    """Where a fact stands in its document, from top to bottom."""
    return (fact.place.page or 0) * _PAGE + (round(fact.place.bbox[1], -1) if fact.place.bbox else 0.0)


def _inside(box: Box | None, table: Box | None) -> bool:
    """Whether a box lies in a table; where there is none, every box is where sentences are."""
    return table is None or overlap(box, table, 0, 1)


def overlap(box: Box | None, other: Box | None, *axes: int) -> bool:
    """Whether two boxes overlap along each of some axes (0 across the page, 1 down)."""
    if box is None or other is None:
        return False
    spans: Sequence[tuple[float, float, float, float]] = [
        (box[axis], box[axis + 2], other[axis], other[axis + 2]) for axis in axes
    ]
    return all(min(end, other_end) > max(start, other_start) for start, end, other_start, other_end in spans)
