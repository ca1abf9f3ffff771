"""A disclosure as its checklist reads it: every line with the section it stands in, the official tables, whose it is.

Words count wherever a reader sees them: in paragraphs, and in the rows of tables that are no official statement.
The cells of the statements are numbers and names, never the sentence that an item asks for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from audit.document import Cell, Document, Grid, Paragraph
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
    printed = _printed(document)
    owners = Counter(page for t in tabled for page in set(t.statement.pages))
    tables = tuple(
        Table(t.statement, _notes(printed, t, owners), _place(t), _states_unit(printed, t.info))
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
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    for _, cells in sorted(rows.items()):
        text = "，".join("".join(cell.text.split()) for cell in cells)
        yield Wording(text, (0,), (cells[0].place,))


def _place(table: Tabled) -> Evidence:
    info, statement = table.info, table.statement
    place = info.table[0].place if info.table else Place(page=info.pages[0] if info.pages else None)
    where = Place(place.page, place.line, place.cell)
    return Evidence(statement.document, statement.name, statement.name, where, statement.id)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What is printed on a page: the paragraphs, and the cells of its tables."""

    paragraphs: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def _printed(document: Document) -> dict[int | None, _Printed]:
    """What is printed on each page of a document; on no page where it has none."""
    pages: dict[int | None, _Printed] = defaultdict(_Printed)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            pages[block.place.page].paragraphs.append(block.text)
        else:
            for cell in block.cells:
                pages[cell.place.page].cells.append(cell.text)
    return pages


def _notes(
    printed: Mapping[int | None, _Printed], table: Tabled, owners: Mapping[int, int]
) -> tuple[str, ...]:
    """The notes under a table: those that were recognised with it, and those on the page it stands on alone.

    ``owners`` counts the tables of each page.
    """
    pages = sorted(set(table.statement.pages))
    if any(owners[page] > 1 for page in pages):
        return table.notes
    texts = (text for page in pages if page in printed for text in printed[page].paragraphs)
    return (*table.notes, *("".join(text.split()) for text in texts if _NOTES_BELOW.search(text)))


def _states_unit(printed: Mapping[int | None, _Printed], info: StatementInfo) -> bool:
    """Whether the unit is printed on one of the table's pages; where there are no pages, in the document."""
    pages = info.pages or printed
    on_them = (printed[page] for page in pages if page in printed)
    return any(unit_in(text) for page in on_them for text in (*page.paragraphs, *page.cells))


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
