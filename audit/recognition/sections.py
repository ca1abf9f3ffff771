"""A disclosure as its checklist reads it: every line with the section it stands in, the official tables, whose it is.

Words count wherever a reader sees them: in paragraphs, and in the rows of tables that are no official statement.
The cells of the statements are numbers and names, never the sentence that an item asks for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from audit.document import Document, Grid, Paragraph
from audit.recognition.tables.headings import unit_in
from audit.recognition.wording import wordings
from checks.catalogue.data import data
from checks.disclosure.material import Line, Part, Table
from checks.disclosure.outline import outlined
from checks.finding import Evidence, Place, StatementInfo
from checks.numbers.facts import Statement
from checks.rules.words.wording import Wording

_NOTES_BELOW = re.compile(r"(?:注|备注|说明)\d{0,2}[：:．.]|本表")


@dataclass(frozen=True, slots=True)
class Sections:
    """One document as the checklist reads it; ``province`` is None where nothing on its first lines tells."""

    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Tabled:
    """A statement of a document, what the report says of it, and the notes recognised with it."""

    statement: Statement
    info: StatementInfo
    notes: tuple[str, ...]


def sections(
    document: Document, index: int, prose: Sequence[Wording], tabled: Sequence[Tabled], department: str | None
) -> Sections:
    """The sections of the ``index``-th document of the run; ``prose`` is what it says outside its tables."""
    lines = outlined([(index, *each) for each in _texts(document, prose, tabled)])
    tables = tuple(
        Table(t.statement, _notes(document, t, tabled), _place(t), _states_unit(document, t.info))
        for t in tabled
        if t.statement.code is not None
    )
    return Sections(lines, tables, _province(department, lines))


def _texts(
    document: Document, prose: Sequence[Wording], tabled: Sequence[Tabled]
) -> Iterator[tuple[Wording, Part]]:
    if not document.laid_out:
        yield from ((w, Part.BODY) for w in prose)
        return
    official = {_spot(cell.place) for t in tabled if t.statement.code is not None for cell in t.info.table}
    waiting: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            waiting.append(block)
            continue
        yield from ((w, Part.BODY) for w in wordings(waiting))
        waiting = []
        if not any(_spot(cell.place) in official for cell in block.cells):
            yield from ((w, Part.TABLE) for w in _rows(block))
    yield from ((w, Part.BODY) for w in wordings(waiting))


def _spot(place: Place) -> tuple[object, ...]:
    return (place.page, place.line, place.cell, place.bbox)


def _rows(grid: Grid) -> Iterator[Wording]:
    """The rows of a table, each as one line of its cells."""
    for row in range(grid.rows):
        cells = [c for c in grid.cells if c.row == row and c.text.strip()]
        text = "，".join(re.sub(r"\s+", "", c.text) for c in cells)
        if text:
            yield Wording(text, (0,), (cells[0].place,))


def _place(table: Tabled) -> Evidence:
    info, statement = table.info, table.statement
    place = info.table[0].place if info.table else Place(page=info.pages[0] if info.pages else None)
    where = Place(place.page, place.line, place.cell)
    return Evidence(statement.document, statement.name, statement.name, where, statement.id)


def _notes(document: Document, table: Tabled, every: Sequence[Tabled]) -> tuple[str, ...]:
    """The notes under a table: those that were recognised with it, and those on the page it stands on alone."""
    pages = table.statement.pages
    alone = pages and not any(
        set(other.statement.pages) & set(pages) for other in every if other is not table
    )
    below = [
        re.sub(r"\s+", "", paragraph.text)
        for paragraph in document.paragraphs()
        if alone and paragraph.place.page in pages and _NOTES_BELOW.search(paragraph.text)
    ]
    return (*table.notes, *below)


def _states_unit(document: Document, info: StatementInfo) -> bool:
    """Whether the unit is printed on one of the table's pages; where there are no pages, in the document."""
    return any(unit_in(text) for page, text in _printed(document) if not info.pages or page in info.pages)


def _printed(document: Document) -> Iterator[tuple[int | None, str]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.place.page, block.text
        else:
            yield from ((cell.place.page, cell.text) for cell in block.cells)


def _province(department: str | None, lines: Sequence[Line]) -> str | None:
    """The province of a department: by its name, else by the names of places on its first lines."""
    for text in (department or "", "".join(line.text for line in lines[:12])):
        votes = Counter(
            province for province, names in _provinces().items() for name in names if name in text
        )
        if votes:
            return votes.most_common(1)[0][0]
    return None


@lru_cache(maxsize=1)
def _provinces() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = data("audit.recognition", "provinces.yaml")
    return loaded
