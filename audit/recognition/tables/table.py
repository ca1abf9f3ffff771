"""Tables between reading and recognition: header, columns, blocks and rows, still in the words of the page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from checks.finding import Place, Shape, TableCell


class ColumnKind(StrEnum):
    """What a column of a table holds."""

    CODE = "code"
    LABEL = "label"
    LINE_NUMBER = "line_number"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the header texts over it from the top down, what it holds, and its block."""

    index: int
    path: tuple[str, ...]
    kind: ColumnKind
    block: int = 0

    @property
    def header(self) -> str:
        """The lowest header text, which names the column itself."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The text printed at one place of a table where an amount belongs."""

    row: int
    column: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one block: its code and label, its amounts by column, and how deep its label stands.

    ``labels`` are the texts of all label columns (empty where blank); ``block`` counts the groups of label
    and amount columns that stand side by side; ``wide`` says that the label spans into a later block, as the
    totals below two blocks of expenditure do.
    """

    index: int
    block: int
    code: str | None
    label: str
    labels: tuple[str, ...]
    entries: tuple[Entry, ...]
    wide: bool = False
    code_text: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as a reader sees it, continuation pages joined.

    ``titles`` are the lines above it that could be its title, nearest last; ``notes`` those below it. ``unit`` is the unit
    of money that it states, or what it counts (辆).
    """

    titles: tuple[str, ...]
    unit: str | None
    owner: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: tuple[TableCell, ...]
    pages: tuple[int, ...]
    place: Place
    name: str | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[Entry, ...] = field(default=())
    shape: Shape = Shape.GRID

    def quotes(self) -> dict[int, str]:
        """What each row prints, its cells parted by bars."""
        texts: defaultdict[int, list[str]] = defaultdict(list)
        for cell in self.cells:
            if cell.text.strip():
                texts[cell.row].append(cell.text)
        return {row: " | ".join(parts) for row, parts in texts.items()}

    def amount_columns(self) -> tuple[Column, ...]:
        """The columns that hold amounts."""
        return tuple(c for c in self.columns if c.kind is ColumnKind.AMOUNT)
