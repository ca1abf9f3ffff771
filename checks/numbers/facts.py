"""Facts: every printed number with what it says and where it stands, and the statements they form.

A :class:`Fact` is one number; a :class:`Statement` is the matrix of the facts of one recognised table, with
its rows and columns named by the catalogue's keys. Rules speak of statements, rows and columns; the linear
system speaks of fact indices. :class:`FactTable` holds all the facts of a run as columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from checks.finding import Evidence, Place
from checks.numbers.amount import Printed

if TYPE_CHECKING:
    import pandas as pd

Int64 = npt.NDArray[np.int64]
Index = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed number.

    ``statement`` is the id of the table it stands in (``d0-s3``), None for prose. ``row`` and ``column`` are
    what a reader calls its place (labels as printed); in prose, ``row`` is the noun phrase the number belongs
    to and ``column`` what is said of it (决算数, 增长率 …). ``quote`` is the sentence or row around it.
    """

    document: int
    printed: Printed
    place: Place
    quote: str
    row: str
    column: str
    statement: str | None = None

    def evidence(self) -> Evidence:
        """This fact as a piece of evidence."""
        return Evidence(
            document=self.document,
            text=self.printed.text,
            quote=self.quote,
            place=self.place,
            statement=self.statement,
            row=self.row,
            column=self.column,
            unit=self.printed.unit.name or None,
        )


NOT_ENTERED = -1
"""In a statement's cells: nothing is printed there."""
UNREAD = -2
"""In a statement's cells: a number stands there that could not be read. It is not nothing, so no sum is judged by it."""


class Role(StrEnum):
    """What a row is in the sums of its section."""

    ITEM = "item"
    SUBTOTAL = "subtotal"
    ADJUSTMENT = "adjustment"
    TOTAL = "total"
    PART = "part"
    """Stands below another row without having to exhaust it (其中)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One recognised table of one document.

    ``code`` is the catalogue's (``final_accounts.income``), or None for a table that it does not know.
    ``rows`` and ``columns`` are canonical keys, unique within the table: a functional or economic code
    (``2013201``), or a catalogue item (``本年收入合计``); for an unknown table the printed labels.
    ``cells[i, j]`` is the index of the fact at row i and column j, -1 where nothing is entered, ``UNREAD``
    where what is entered could not be read.
    ``parents[i]`` is the row that row i is a part of (-1 at the top), ``sections[i]`` the half or block it
    stands in (收入, 支出, 支出用途; empty where there is but one), ``roles[i]`` its part in the sums.
    ``printed_codes[i]`` is the code as the page has it (``301|2`` where it stands in two columns).
    ``entered`` is False where the table is printed without any amount; ``gridded`` is False where no rules and no
    cells of the file told its rows and columns. ``subject`` is the project whose form the table is, else empty.
    """

    id: str
    document: int
    code: str | None
    name: str
    unit: str | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: Index
    parents: tuple[int, ...]
    sections: tuple[str, ...]
    roles: tuple[Role, ...]
    pages: tuple[int, ...] = ()
    printed_codes: tuple[str, ...] = ()
    gridded: bool = True
    subject: str = ""

    @property
    def entered(self) -> bool:
        """Whether the table holds any amount at all."""
        return bool((self.cells >= 0).any())

    def fact(self, row: str, column: str) -> int | None:
        """The fact at a row and a column named by their keys; None where the table has none."""
        if row not in self.rows or column not in self.columns:
            return None
        index = int(self.cells[self.rows.index(row), self.columns.index(column)])
        return index if index >= 0 else None


class FactTable:
    """All facts of a run, columnar: ``value`` and ``half`` are int64 arrays in the steps of each fact's kind."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = tuple(facts)
        self.value: Int64 = np.fromiter((f.printed.value for f in self.facts), np.int64, len(self.facts))
        self.half: Int64 = np.fromiter((f.printed.half for f in self.facts), np.int64, len(self.facts))

    @classmethod
    def from_columns(cls, value: Int64, half: Int64) -> FactTable:
        """A table of numbers that are only to be decided upon, without what a report would say of them.

        Relations can be evaluated over it; facts cannot be asked for.
        """
        table = cls(())
        table.value, table.half = value, half
        return table

    def __len__(self) -> int:
        return len(self.value)

    def __getitem__(self, index: int) -> Fact:
        return self.facts[index]

    def changed(self, values: Mapping[int, int]) -> FactTable:
        """The same facts with other values at some indices (for asking what a repair would settle)."""
        table = copy(self)
        table.value = self.value.copy()
        for index, value in values.items():
            table.value[index] = value
        return table

    def reprinted(self, printed: Mapping[int, Printed]) -> FactTable:
        """The same facts with other numbers printed at some indices (for asking what another reading would settle)."""
        table = self.changed({index: each.value for index, each in printed.items()})
        facts = list(self.facts)
        table.half = self.half.copy()
        for index, each in printed.items():
            facts[index] = replace(facts[index], printed=each)
            table.half[index] = each.half
        table.facts = tuple(facts)
        return table

    def evidence(self, indices: Iterable[int]) -> tuple[Evidence, ...]:
        """The facts at ``indices`` as evidence, in that order."""
        return tuple(self.facts[i].evidence() for i in indices)

    def frame(self) -> pd.DataFrame:
        """The facts as a tidy frame: one row a fact, amounts in their integer steps, locators as columns."""
        import pandas as pd  # noqa: PLC0415  (loaded only by those who want a frame)

        return pd.DataFrame(
            {
                "document": [f.document for f in self.facts],
                "statement": [f.statement for f in self.facts],
                "row": [f.row for f in self.facts],
                "column": [f.column for f in self.facts],
                "kind": [f.printed.kind.value for f in self.facts],
                "unit": [f.printed.unit.name for f in self.facts],
                "text": [f.printed.text for f in self.facts],
                "value": self.value,
                "half": self.half,
                "page": pd.array([f.place.page for f in self.facts], dtype="Int32"),
                "line": pd.array([f.place.line for f in self.facts], dtype="Int32"),
                "cell": [f.place.cell for f in self.facts],
            }
        )
