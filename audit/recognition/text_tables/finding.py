"""Tables in the text of a PDF, where columns have collapsed into single spaces: rebuilt from the official forms.

A table begins at a line that is an official title with the unit stated below it. Its header is lost, so its
columns are those of the official form, counted; a row that prints fewer amounts than there are columns is
handed on as one unreadable cell, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.document import Cell, Document, Grid, Line, Paragraph
from audit.reading.plain.reflow import breaks, reflow
from audit.recognition.tables.grids import tables
from audit.recognition.tables.headings import is_note, is_title, owner_in, unit_in
from audit.recognition.tables.table import RawTable
from audit.recognition.text_tables.barred import barred, has_bars, one_a_cell, rows_on_lines, unbarred
from audit.recognition.text_tables.ended import rows_ended
from audit.recognition.text_tables.forms.codes import code_grid
from audit.recognition.text_tables.forms.concepts import concept_grid
from audit.recognition.text_tables.forms.evaluation import collapsed_form
from audit.recognition.text_tables.forms.items import item_grid
from audit.recognition.text_tables.narrow import narrow
from audit.recognition.text_tables.rows import AMOUNT, spread
from audit.recognition.text_tables.spaced import spaced
from audit.recognition.text_tables.stacked import stacked
from checks import catalogue
from checks.catalogue import StatementSpec, plain
from checks.finding import Shape

_HEAD_LINES = 6
"""The heads of a table begin at most so many lines below its title."""

_COLUMN_NUMBERS = re.compile(r"(?:栏\s*次\s*)?(?:\d{1,2}\s+){1,}\d{1,2}|栏\s*次.*")
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十（(\d]+[、.)）]")
_END = re.compile(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、.*(?:说明|情况)")


def text_tables(document: Document) -> tuple[list[RawTable], list[Paragraph]]:
    """The tables and the prose paragraphs of a document that was read as lines of text."""
    lines = spread(line for paragraph in document.paragraphs() for line in paragraph.lines)
    broken = breaks(lines)
    blocks: list[Paragraph | Grid] = []
    run: list[Line] = []
    position = 0
    while position < len(lines):
        table = _official(lines, position) or _copied(lines, position) or _plain(lines, position)
        if table is None:
            if run and _heads_a_table(lines, position):
                blocks += reflow(run, broken)
                run = []
            run.append(lines[position])
            position += 1
            continue
        found_blocks, position = table
        blocks += [*reflow(run, broken), *found_blocks]
        run = []
    blocks += reflow(run, broken)
    found, prose = tables(replace(document, blocks=tuple(blocks), laid_out=True))
    return [replace(table, shape=Shape.TEXT) for table in found], prose


def _official(lines: Sequence[Line], position: int) -> tuple[list[Paragraph | Grid], int] | None:
    """The official statement whose title stands at a line, and the position behind it; None where its form loses an amount."""
    segment = _segment(lines, position)
    if segment is None:
        return None
    spec, body, following = segment
    blocks = _rebuilt(spec, body)
    kept = [cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells]
    kept += [line.text for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    lost = _amounts(line.text for line in body) - _amounts(kept)
    return None if lost or _has_its_own_columns(blocks, lines, position) else (blocks, following)


def _has_its_own_columns(blocks: Sequence[Paragraph | Grid], lines: Sequence[Line], position: int) -> bool:
    """Whether columns are printed over the rows, one cell a line, where the official form leaves rows unread or names none of them."""
    tops = range(position + 1, min(len(lines), position + 1 + _HEAD_LINES))
    own = next((found[0][0] for at in tops if (found := stacked(lines, at))), None)
    if own is None:
        return False
    cells = [cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells]
    unread = any(len(text.split()) > 1 and _amounts([text]) for text in cells)
    official = [_heads(block) for block in blocks if isinstance(block, Grid)]
    return unread or any(
        len(heads) == len(_heads(own)) and heads.isdisjoint(_heads(own)) for heads in official
    )


def _heads(grid: Grid) -> set[str]:
    """The names of the columns of amounts."""
    return {plain(cell.text) for cell in grid.cells if cell.row == 0 and cell.column}


def _amounts(texts: Iterable[str]) -> set[str]:
    """The amounts with decimals that stand in some texts; a total that a page repeats is one."""
    words = (word for text in texts for word in text.split())
    return {word for word in words if "." in word and AMOUNT.fullmatch(word)}


def _copied(lines: Sequence[Line], position: int) -> tuple[list[Paragraph | Grid], int] | None:
    """A table whose cells were copied with tabs or bars between them, or a form whose cells have run together."""
    if rows := _tabbed(lines, position):
        return [_tab_grid(rows)], position + len(rows)
    if form := collapsed_form(lines, position):
        around = [[Paragraph((line,)) for line in words] for words in (form.before, form.after)]
        return [*around[0], form.grid, *around[1]], form.end
    if not has_bars(lines[position : position + 2]):
        return None
    table = rows_ended(lines, position) or barred(lines, position)
    end = table[1] if table else position
    inside = next((p for p in range(position + 1, end) if collapsed_form(lines, p)), None)
    return table if inside is None else barred(lines[:inside], position)


def _plain(lines: Sequence[Line], position: int) -> tuple[list[Grid], int] | None:
    """A table of no official form with nothing but spaces or ends of lines between its cells."""
    return narrow(lines, position) or spaced(lines, position) or stacked(lines, position)


def _title_at(lines: Sequence[Line], position: int) -> StatementSpec | None:
    """The official statement whose table begins at a line: its title, with a unit stated within three lines."""
    text = lines[position].text.strip().rstrip(" |｜")
    if len(text) > 50 or (_NUMBERED.match(text) and not plain(text).endswith("表")):
        return None
    spec = catalogue.statement_for_title(text)
    if spec is None or spec.rows in {"free", "outline"} or "\t" in text:
        return None
    near = lines[position + 1 : position + 4]
    return spec if any(unit_in(line.text) for line in near) else None


def _heads_a_table(lines: Sequence[Line], position: int) -> bool:
    """Whether a line is the title of a table with its unit right below: it goes on with no sentence before it."""
    near = lines[position + 1 : position + 4]
    return is_title(lines[position].text) and any(unit_in(line.text) for line in near)


def _segment(lines: Sequence[Line], position: int) -> tuple[StatementSpec, list[Line], int] | None:
    """The lines of the table that begins at ``position``, page breaks included, and where it ends."""
    spec = _title_at(lines, position)
    if spec is None or any("\t" in line.text for line in lines[position : position + 6]):
        return None
    end = position + 1
    while end < len(lines):
        other = _title_at(lines, end)
        text = plain(lines[end].text)
        if (other is not None and other is not spec) or _END.match(text) or (len(text) > 12 and "。" in text):
            break
        if is_note(text):
            end += 1
            break
        end += 1
    if has_bars(lines[position + 1 : end]):
        return _with_bars(spec, lines[position:end], end)
    if end < len(lines) and re.fullmatch(r"表\d+", plain(lines[end - 1].text)):
        end -= 1
    return spec, list(lines[position:end]), end


def _with_bars(
    spec: StatementSpec, lines: Sequence[Line], end: int
) -> tuple[StatementSpec, list[Line], int] | None:
    """The cells of a table with bars as lines, where its form tells more than its bars; None where the bars do."""
    if rows_on_lines(lines[1:]):
        return None
    heading = _heading(lines)
    cells = one_a_cell([line for line in lines if line not in heading])
    if spec.rows == "concepts" and concept_grid(cells) is not None:
        return spec, [*heading, *cells], end
    if spec.rows == "items" and not _in_rows(lines[1:]):
        return spec, unbarred(lines), end
    return None


def _in_rows(lines: Sequence[Line]) -> bool:
    """Whether the rows of a table that was copied cell by cell can be told."""
    at = next(
        (n for n, line in enumerate(lines) if has_bars(lines[n : n + 2]) and not unit_in(line.text)), None
    )
    table = (rows_ended(lines, at) or barred(lines, at)) if at is not None else None
    return table is not None and any(isinstance(block, Grid) for block in table[0])


def _tabbed(lines: Sequence[Line], position: int) -> list[Line]:
    """The run of tab-separated lines at ``position``."""
    end = position
    while end < len(lines) and "\t" in lines[end].text:
        end += 1
    return list(lines[position:end]) if end - position > 1 else []


def _tab_grid(rows: Sequence[Line]) -> Grid:
    width = max(line.text.count("\t") for line in rows) + 1
    cells = [
        Cell(r, c, text.strip(), line.place)
        for r, line in enumerate(rows)
        for c, text in enumerate(line.text.split("\t"))
    ]
    return Grid(tuple(cells), len(rows), width, rows[0].place)


def _heading(lines: Sequence[Line]) -> list[Line]:
    """The title of a table, and whose it is and its unit where the next lines say so."""
    return [lines[0], *(line for line in lines[1:4] if unit_in(line.text) or owner_in(line.text))]


def _rebuilt(spec: StatementSpec, lines: Sequence[Line]) -> list[Paragraph | Grid]:
    """The heading lines as paragraphs, the table as a grid with the header of the official form, its notes."""
    heading = _heading(lines)
    notes = [line for line in lines if is_note(line.text)]
    body = [
        line
        for line in lines[1:]
        if line not in notes and line not in heading and not _is_heading(line, spec)
    ]
    if spec.rows == "concepts":
        grid = concept_grid(body)
    elif spec.rows == "items":
        grid = item_grid(spec, body)
    else:
        grid = code_grid(spec, body)
    return [
        *(Paragraph((line,)) for line in unbarred(heading)),
        *([grid] if grid else [Paragraph((line,)) for line in body]),
        *(Paragraph((line,)) for line in notes),
    ]


def _is_heading(line: Line, spec: StatementSpec) -> bool:
    text = plain(line.text)
    return (
        catalogue.statement_for_title(text) is spec
        or unit_in(text) is not None
        or re.fullmatch(r"表\d+", text) is not None
        or _COLUMN_NUMBERS.fullmatch(line.text.strip()) is not None
    )
