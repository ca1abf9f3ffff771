"""The cells of a table that was copied into text, and what becomes of them: a grid, or text that stands over one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.document import Cell, Grid, Line, Paragraph
from audit.recognition.tables.cells import is_code, is_numeric
from audit.recognition.tables.headings import unit_in
from checks.finding import Place

BAR = re.compile("[|｜\N{BOX DRAWINGS LIGHT VERTICAL}]")

_UNIT_CODE = re.compile(r"\d{6}")
"""The code of a department and its unit in budgets by unit."""

BLANK = "—"
"""What stands for a cell without text where a cell stands on a line."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a cell and where it stands."""

    text: str
    place: Place

    @property
    def kind(self) -> str:
        """N for a number, L for words, C for digits that may be a code or a number, an empty text for a blank."""
        if not self.text.strip(" -—/"):
            return ""
        if is_code(self.text) or _UNIT_CODE.fullmatch(self.text.strip()):
            return "C"
        return "N" if is_numeric(self.text) else "L"


def is_above(cell: Text) -> bool:
    """Whether a cell belongs over the table: a unit, a title."""
    return unit_in(cell.text) is not None or cell.text.endswith("表")


def as_paragraphs(cells: Sequence[Text]) -> list[Paragraph]:
    """Cells that belong to no table, as text."""
    return [Paragraph((Line(cell.text, cell.place),)) for cell in cells if cell.text]


def as_grid(rows: Sequence[Sequence[Text]]) -> Grid:
    """The rows as a grid, blanks too: an empty cell of a head belongs to the text at its left."""
    width = max(len(row) for row in rows)
    cells = [Cell(r, c, cell.text, cell.place) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    return Grid(tuple(cells), len(rows), width, rows[0][0].place)
