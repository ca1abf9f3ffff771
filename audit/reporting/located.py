"""Which cell of a recognised table a piece of evidence speaks of, for the reports that show the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from checks.finding import Evidence, Place, StatementInfo, TableCell

_Where = tuple[str, Place, str]
"""Statement, place and text without its spaces."""


class Located:
    """The cells of tables by where they stand, and the lowest header of each of their columns."""

    def __init__(self, statements: Iterable[StatementInfo]) -> None:
        self._cells: dict[_Where, list[TableCell]] = defaultdict(list)
        self._headers: dict[str, dict[int, str]] = defaultdict(dict)
        for statement in statements:
            for cell in statement.table:
                self._cells[statement.id, cell.place, _key(cell.text)].append(cell)
                if cell.header and cell.text.strip():
                    self._headers[statement.id][cell.column] = _key(cell.text)

    def cell(self, evidence: Evidence) -> TableCell | None:
        """The cell that a piece of evidence speaks of; None where that is not certain.

        In a text file all the numbers of a line share its place; of equal ones the header tells which is meant.
        """
        statement = evidence.statement or ""
        found = self._cells.get((statement, evidence.place, _key(evidence.text)), [])
        if len(found) > 1 and evidence.column:
            wanted, headers = _key(evidence.column), self._headers.get(statement, {})
            found = [cell for cell in found if wanted.endswith(headers.get(cell.column) or "\n")]
        return found[0] if len(found) == 1 else None


def _key(text: str) -> str:
    return "".join(text.split())
