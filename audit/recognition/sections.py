"""A disclosure as its checklist reads it: every line with the section it stands in, the official tables, whose it is.

Words count wherever a reader sees them: in paragraphs, and in the rows of tables that are no official statement.
The cells of the statements are numbers and names, never the sentence that an item asks for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from audit.document import Document, Grid, Paragraph
from audit.recognition import Recognised
from audit.recognition.identity import Identity
from audit.recognition.tables.headings import unit_in
from audit.recognition.wording import wordings
from checks.disclosure.material import Line, Part, Table
from checks.disclosure.outline import outlined
from checks.finding import Evidence, Place, StatementInfo
from checks.numbers.facts import Statement
from checks.rules.words.wording import Wording

_NOTES_BELOW = re.compile(r"(?:注|备注|说明)\d{0,2}[：:．.]|本表")
_SENTENCES = 8
"""A narrative has at least so many sentences; fewer are the notes of tables."""

_TABLES = 3
"""A submission with fewer official tables than this may keep the others in another file."""


def lines_of(recognised: Sequence[tuple[int, Recognised]]) -> tuple[Line, ...]:
    """The lines of the documents of one disclosure, each with its number in the run."""
    return outlined([each for index, r in recognised for each in _texts(index, r)])


def _texts(index: int, recognised: Recognised) -> Iterator[tuple[int, Wording, Part]]:
    document = recognised.document
    if not document.laid_out:
        yield from ((index, w, Part.BODY) for w in wordings(recognised.prose))
        return
    official = {
        _spot(cell.place)
        for info, statement in zip(recognised.infos, recognised.statements, strict=True)
        if statement.code is not None
        for cell in info.table
    }
    waiting: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            waiting.append(block)
            continue
        yield from ((index, w, Part.BODY) for w in wordings(waiting))
        waiting = []
        if not any(_spot(cell.place) in official for cell in block.cells):
            yield from ((index, w, Part.TABLE) for w in _rows(block))
    yield from ((index, w, Part.BODY) for w in wordings(waiting))


def _spot(place: Place) -> tuple[object, ...]:
    return (place.page, place.line, place.cell, place.bbox)


def _rows(grid: Grid) -> Iterator[Wording]:
    """The rows of a table, each as one line of its cells."""
    for row in range(grid.rows):
        cells = [c for c in grid.cells if c.row == row and c.text.strip()]
        text = "，".join(re.sub(r"\s+", "", c.text) for c in cells)
        if text:
            yield Wording(text, (0,), (cells[0].place,))


def tables_of(recognised: Sequence[tuple[int, Recognised]]) -> tuple[Table, ...]:
    """The official tables of the documents of one disclosure, in their order."""
    return tuple(
        Table(statement, _notes(r, i, statement), _place(info, statement), _states_unit(r, info))
        for _, r in recognised
        for i, (statement, info) in enumerate(zip(r.statements, r.infos, strict=True))
        if statement.code is not None
    )


def _place(info: StatementInfo, statement: Statement) -> Evidence:
    place = info.table[0].place if info.table else Place(page=info.pages[0] if info.pages else None)
    where = Place(place.page, place.line, place.cell)
    return Evidence(statement.document, statement.name, statement.name, where, statement.id)


def _notes(recognised: Recognised, number: int, statement: Statement) -> tuple[str, ...]:
    """The notes under a table: those that were recognised with it, and those on the page it stands on alone."""
    alone = statement.pages and not any(
        set(other.pages) & set(statement.pages) for other in recognised.statements if other is not statement
    )
    below = [
        re.sub(r"\s+", "", paragraph.text)
        for paragraph in recognised.document.paragraphs()
        if alone and paragraph.place.page in statement.pages and _NOTES_BELOW.search(paragraph.text)
    ]
    return (*recognised.notes[number], *below)


def _states_unit(recognised: Recognised, info: StatementInfo) -> bool:
    """Whether the unit is printed on one of the table's pages; where there are no pages, in the document."""
    return any(
        unit_in(text) for page, text in _printed(recognised.document) if not info.pages or page in info.pages
    )


def _printed(document: Document) -> Iterator[tuple[int | None, str]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.place.page, block.text
        else:
            yield from ((cell.place.page, cell.text) for cell in block.cells)


def has_narrative(lines: Sequence[Line]) -> bool:
    """Whether the submission holds the words of the disclosure at all."""
    return sum(1 for line in lines if line.part is Part.BODY and "。" in line.text) >= _SENTENCES


def has_tables(tables: Sequence[Table]) -> bool:
    """Whether the submission holds the tables of the disclosure at all."""
    return len({table.code for table in tables}) >= _TABLES


def province_of(identity: Identity, lines: Sequence[Line]) -> str | None:
    """The province of a department: by its name, else by the names of places on its first lines."""
    for text in (identity.department or "", "".join(line.text for line in lines[:12])):
        votes = Counter(
            province for province, names in _provinces().items() for name in names if name in text
        )
        if votes:
            return votes.most_common(1)[0][0]
    return None


@lru_cache(maxsize=1)
def _provinces() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("provinces.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded
