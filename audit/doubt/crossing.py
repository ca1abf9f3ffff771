"""What print that could not be recognised may have cost: the numbers of its row, whose label it may be, and of its column.

A cell that was not read is missing from the sums of its row and of its column; a label or a code that was misread puts its
row in another place. Neither is seen from the numbers that were read well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from audit.document import Document
from audit.doubt.boxes import inside, overlap
from checks.finding import Box, Place
from checks.numbers.facts import Fact

_PAGE = 10_000.0
"""Points: more than any page is high."""

_APART = 5.0
"""Points by which two cells of a row stand apart, along their row."""

_SUM = 2
"""Numbers of so many rows make a sum down a column."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """The facts of the row in which a guess stands, and the rows (by their height) of those whose sums may lack it.

    Those are the facts of its column; where the guess is the label of a row they are all of its table, and what is said of
    the labels of these ``statements`` may come of it.
    """

    row: frozenset[int]
    below: Mapping[int, float]
    statements: frozenset[str] = frozenset()

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
    lying = axes(document)
    found = []
    for guess in guesses:
        down = lying.get(guess.sheet, 1)
        box = guess.bbox
        table = next((each for each in tables[guess.sheet] if box and overlap(each, box, 0, 1)), None)
        if box is None:
            continue
        near = [n for n in by_sheet[guess.sheet] if _inside(facts[n].place.bbox, table)]
        cells = _row_of(document, guess)
        row = frozenset(
            n
            for n in near
            if (any(inside(facts[n].place.bbox, cell) for cell in cells))
            or (not cells and overlap(facts[n].place.bbox, box, down))
        )
        own = {name for n in near if (name := facts[n].statement)} if table else set()
        whole = [n for n, fact in facts.items() if fact.statement in own]  # a table goes on over pages
        column = [n for n in whole if overlap(facts[n].place.bbox, box, 1 - down)]
        if row or whole:
            heights = {n: _height(facts[n], down) for n in column or whole}
            found.append(Crossing(row, heights, frozenset() if column else frozenset(own)))
    return found


def _row_of(document: Document, guess: Place) -> list[Box]:
    """The cells of the row in which a guess stands: on a page that was scanned askew they are not at one height."""
    found: list[Box] = []
    for grid in document.grids():
        if grid.place.sheet == guess.sheet:
            own = {
                row
                for cell in grid.cells
                if inside(guess.bbox, cell.place.bbox)
                for row in range(cell.row, cell.row + cell.row_span)
            }
            found += [
                cell.place.bbox
                for cell in grid.cells
                if cell.place.bbox and not own.isdisjoint(range(cell.row, cell.row + cell.row_span))
            ]
    return found


def axes(document: Document) -> dict[tuple[int | None, str | None], int]:
    """Of each sheet with tables the axis across their rows: 1 (down the page), or 0 where the page lies on its side."""
    found: dict[tuple[int | None, str | None], int] = {}
    for grid in document.grids():
        first: dict[int, Box] = {}
        for cell in grid.cells:
            if cell.place.bbox is not None:
                box, other = first.setdefault(cell.row, cell.place.bbox), cell.place.bbox
                aside, down = abs(other[0] - box[0]), abs(other[1] - box[1])
                if max(aside, down) > _APART:
                    found.setdefault(grid.place.sheet, 1 if aside > down else 0)
    return found


def _height(fact: Fact, down: int) -> float:
    """Where a fact stands in its document, from row to row."""
    box = fact.place.bbox
    return (fact.place.page or 0) * _PAGE + (round(box[down], -1) if box else 0.0)


def _inside(box: Box | None, table: Box | None) -> bool:
    """Whether a box lies in a table; where there is none, every box is where sentences are."""
    return table is None or overlap(box, table, 0, 1)
