"""Some rows of a table: those that a reader asks for, in the order of a column."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from audit.desk.listings.table import Cell, Listing, Row


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are wanted: those with a text in them, with some ``keys`` in their columns, with something in a column.

    ``sort`` is the column to order by, ``down`` the greatest first; columns that a table does not have are passed over.
    """

    text: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    some: str = ""
    sort: str = ""
    down: bool = False

    def takes(self, row: Row, columns: Collection[str]) -> bool:
        """Whether a row of a table with such columns is wanted."""
        cells = row.cells
        keys = {name: key for name, key in self.keys.items() if key and name in columns}
        return (
            all(name in cells and cells[name].key == key for name, key in keys.items())
            and (self.some not in columns or (self.some in cells and bool(cells[self.some].value)))
            and (not self.text or any(self.text in cell.shown for cell in cells.values()))
        )


def choose(listing: Listing, wanted: Wanted) -> Sequence[Row]:
    """The rows that are wanted, in the order that is wanted; rows without a value in its column come last."""
    chosen = [row for row in listing.rows if wanted.takes(row, listing.columns)]
    if wanted.sort not in listing.columns:
        return chosen
    full = [row for row in chosen if _has(row.cells.get(wanted.sort))]
    numbers = all(not isinstance(row.cells[wanted.sort].value, str) for row in full)
    full.sort(
        key=lambda row: row.cells[wanted.sort].value if numbers else row.cells[wanted.sort].shown,
        reverse=wanted.down,
    )
    return [*full, *(row for row in chosen if not _has(row.cells.get(wanted.sort)))]


def keys_in(listing: Listing, column: str) -> dict[str, str]:
    """What a column may be asked for: the words shown, by their keys, in their order."""
    found = {cell.key: cell.shown for row in listing.rows if (cell := row.cells.get(column)) and cell.key}
    return dict(sorted(found.items()))


def _has(cell: Cell | None) -> bool:
    return cell is not None and cell.value not in {"", "—"}
