"""From drawn grids to tables: headings taken off, continuation pages joined, columns and rows told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from audit.document import Cell, Document, Grid, Line, Paragraph
from audit.recognition.tables.blocks import numbered_blocks, rows_of
from audit.recognition.tables.cells import (
    TOTAL_LABELS,
    counts_columns,
    header_rows,
    text_of,
    texts_of,
)
from audit.recognition.tables.code_columns import recoded
from audit.recognition.tables.headers import column_kinds, header_paths
from audit.recognition.tables.headings import (
    heading_above,
    is_continued,
    is_note,
    is_number,
    is_signed,
    is_title,
    measure_in,
    owner_in,
    same_title,
    unit_in,
)
from audit.recognition.tables.lengthwise import widened
from audit.recognition.tables.lifting import lift_heading
from audit.recognition.tables.parts import parts
from audit.recognition.tables.table import Column, RawTable
from audit.recognition.tables.torn_rows import mended
from checks.catalogue import plain
from checks.finding import Shape, TableCell

_SENTENCE = re.compile(r"[，。；].*\d(?:[百千]?[万亿]?元|%)|\d(?:[百千]?[万亿]?元|%).*[，。；]", re.DOTALL)


@dataclass
class _Sheet:
    """One table while its pages are being collected."""

    titles: list[str]
    unit: str | None
    owner: str | None
    first: Grid
    matrix: list[list[Cell | None]]
    header_rows: int
    pages: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def tables(document: Document) -> tuple[list[RawTable], list[Paragraph]]:
    """The tables of a laid-out document in order, and the paragraphs that belong to none of them."""
    sheets: list[_Sheet] = []
    prose: list[Paragraph] = []
    pending: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            pending.append(block)
            continue
        start, heading = heading_above(pending)
        body = pending[:start]
        if sheets:
            notes = _leading_notes(body)
            sheets[-1].notes += [p.text for p in notes]
        prose += body
        for part in parts(block) if block.name is not None else [block]:
            _take(sheets, part, heading, joined=not body)
            heading = []
        prose += _said(block)
        pending = []
    if sheets:
        sheets[-1].notes += [p.text for p in _leading_notes(pending)]
    prose += pending
    return [_finish(sheet) for sheet in sheets], prose


def _said(grid: Grid) -> list[Paragraph]:
    """The sentences with amounts that fill a row of a table: what a form leaves room for below its numbers."""
    alone: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            alone.setdefault(cell.row, []).append(cell)
    return [
        Paragraph((Line(cell.text.strip(), cell.place),))
        for cell in (cells[0] for cells in alone.values() if len(cells) == 1)
        if _SENTENCE.search(cell.text)
    ]


def _leading_notes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The notes that follow a grid; a note may run over several paragraphs, numbered or not."""
    notes: list[Paragraph] = []
    for paragraph in paragraphs[:8]:
        if is_note(paragraph.text) or (notes and re.match(r"\d[.．、]", plain(paragraph.text))):
            notes.append(paragraph)
        elif notes:
            break
    return notes


def _take(sheets: list[_Sheet], grid: Grid, heading: list[str], *, joined: bool) -> None:
    """Add a grid to the sheet it continues, or begin a new one with it."""
    matrix = _matrix(grid)
    heading = heading + lift_heading(matrix)
    if not matrix:
        return
    titles = [line for line in heading if is_title(line)]
    if grid.name and all(map(is_number, titles)):
        titles = [grid.name]
    last = sheets[-1] if sheets else None
    page = grid.place.page
    if last is not None and joined and not titles and _is_head_of(last, grid, matrix):
        last.matrix, last.header_rows, last.first = matrix, header_rows(matrix), grid
        last.pages += [page] if page else []
        return
    if last is not None and _cut_lengthwise(last, grid, matrix, titles, joined=joined):
        return
    if last is not None and not titles and joined:
        matrix = recoded(_widened(matrix, grid, last), last.matrix)
    marked = any(map(is_continued, heading))
    if last is not None and _continues(last, grid, matrix, titles, joined=joined, marked=marked):
        last.matrix += matrix[mended(last.matrix, matrix, _repeated_header(last, matrix)) :]
        if page and page not in last.pages:
            last.pages.append(page)
        return
    units = [unit for line in heading if (unit := unit_in(line) or measure_in(line))]
    owners = [owner for line in heading if (owner := owner_in(line))]
    sheets.append(
        _Sheet(
            titles,
            units[-1] if units else None,
            owners[-1] if owners else None,
            grid,
            matrix,
            header_rows(matrix),
            [page] if page else [],
        )
    )


def _is_head_of(last: _Sheet, grid: Grid, matrix: list[list[Cell | None]]) -> bool:
    """Whether nothing but the head of a table stood at the foot of the page before, which this page repeats and goes on with."""
    above = [texts_of(row) for row in last.matrix]
    begun = above == [texts_of(row) for row in matrix[: len(above)]] and len(above) < len(matrix)
    return begun and len(above) <= header_rows(matrix) and grid.place.page != last.first.place.page


def _cut_lengthwise(
    last: _Sheet, grid: Grid, matrix: list[list[Cell | None]], titles: list[str], *, joined: bool
) -> bool:
    """Whether a grid is the right half of the table on the page before; then it is put beside it."""
    page = grid.place.page
    own_title = titles and not any(same_title(titles[-1], known) for known in last.titles)
    if grid.name is not None or page is None or page in last.pages or own_title or not (titles or joined):
        return False
    wide = widened(last.matrix, last.header_rows, matrix)
    if wide is None:
        return False
    last.header_rows += len(wide) - len(last.matrix)
    last.matrix = wide
    last.pages.append(page)
    return True


def _continues(
    last: _Sheet,
    grid: Grid,
    matrix: list[list[Cell | None]],
    titles: list[str],
    *,
    joined: bool,
    marked: bool,
) -> bool:
    """Whether a grid goes on with the table before it: under no heading of its own, the same one, or one that says so."""
    marked = marked and grid.name == last.first.name
    if (grid.name is not None and not marked) or len(matrix[0]) != len(last.matrix[0]):
        return False
    if titles:
        same = any(same_title(titles[-1], known) for known in last.titles)
        return same and not _another_total(last, matrix) and not _another_form(last, matrix)
    return marked or (joined and not last.notes and grid.place.page != last.first.place.page)


def _another_total(last: _Sheet, matrix: list[list[Cell | None]]) -> bool:
    """Whether a page states a total of its own: then it is another table of the same name."""
    ours, theirs = (
        {tuple(texts_of(row)) for row in rows if plain("".join(texts_of(row)[:1])) in TOTAL_LABELS}
        for rows in (matrix, last.matrix)
    )
    return bool(theirs) and bool(ours - theirs)


def _another_form(last: _Sheet, matrix: list[list[Cell | None]]) -> bool:
    """Whether a form begins again under the same title: with its first label (项目名称) and something else behind it."""
    ours, theirs = texts_of(matrix[0]), texts_of(last.matrix[0])
    if ours[:1] != theirs[:1] or not plain("".join(ours[:1])).endswith("名称"):
        return False
    closed = any(plain("".join(texts_of(row)[:1])) == "总分" for row in last.matrix)
    return closed or ours != theirs


def _widened(matrix: list[list[Cell | None]], grid: Grid, last: _Sheet) -> list[list[Cell | None]]:
    """The last rows of a table on a page of their own, where only a total stands: its label spans all label
    columns, which have no rules of their own there."""
    missing = len(last.matrix[0]) - len(matrix[0])
    ours, theirs = grid.place.bbox, last.first.place.bbox
    if missing <= 0 or ours is None or theirs is None or len(matrix) > 3:
        return matrix
    if round(ours[0] - theirs[0]) or round(ours[2] - theirs[2]):
        return matrix
    labels = [row[0] for row in matrix]
    if any(c is None or plain(c.text) not in TOTAL_LABELS for c in labels):
        return matrix
    return [
        [replace(row[0], column_span=missing + 1) if row[0] else None]
        + [None] * missing
        + [replace(c, column=c.column + missing) if c else None for c in row[1:]]
        for row in matrix
    ]


def _matrix(grid: Grid) -> list[list[Cell | None]]:
    """The grid's cells at their upper left corners; rows and columns without any text dropped at the edges."""
    matrix: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        matrix[cell.row][cell.column] = cell
    while matrix and not any(c and c.text.strip() for c in matrix[0]):
        matrix.pop(0)
    return matrix


def _repeated_header(last: _Sheet, matrix: list[list[Cell | None]]) -> int:
    """How many rows at the top of a continuation page are header again, whole or in part."""
    known = {plain("".join(texts_of(row))) for row in last.matrix[: last.header_rows]}
    count = 0
    while count < len(matrix) and (
        plain("".join(texts_of(matrix[count]))) in known or counts_columns(matrix[count])
    ):
        count += 1
    return count


def _finish(sheet: _Sheet) -> RawTable:
    width = len(sheet.matrix[0])
    body = [
        (i, row)
        for i, row in enumerate(sheet.matrix)
        if i >= sheet.header_rows and texts_of(row) and not counts_columns(row)
    ]
    while body and is_signed(texts_of(body[-1][1])):
        body.pop()
    header = [row for row in sheet.matrix[: sheet.header_rows] if not counts_columns(row)]
    paths = header_paths(header, width, body[0][1] if body else None)
    kinds = column_kinds(paths, [[text_of(row[c]) for _, row in body] for c in range(width)])
    columns = [Column(c, paths[c], kinds[c]) for c in range(width)]
    columns = numbered_blocks(columns)
    rows = list(rows_of(columns, body))
    header_unit = next((unit for path in paths for text in path if (unit := unit_in(text))), None)
    return RawTable(
        titles=tuple(sheet.titles),
        unit=sheet.unit or header_unit,
        owner=sheet.owner,
        columns=tuple(columns),
        rows=tuple(rows),
        cells=tuple(_table_cells(sheet)),
        pages=tuple(sheet.pages),
        place=sheet.first.place,
        name=sheet.first.name,
        notes=tuple(sheet.notes),
        shape=Shape.ALIGNMENT if sheet.first.aligned else Shape.GRID,
    )


def _table_cells(sheet: _Sheet) -> Iterable[TableCell]:
    for i, row in enumerate(sheet.matrix):
        for cell in row:
            if cell is not None:
                yield TableCell(
                    row=i,
                    column=cell.column,
                    text=cell.text,
                    place=cell.place,
                    header=i < sheet.header_rows,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                )
