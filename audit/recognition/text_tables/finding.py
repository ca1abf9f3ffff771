"""Tables in the text of a PDF, where columns have collapsed into single spaces: rebuilt from the official forms.

A table begins at a line that is an official title with the unit stated below it. Its header is lost, so its
columns are those of the official form, counted; a row that prints fewer amounts than there are columns is
handed on as one unreadable cell, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audit.document import Cell, Document, Grid, Line, Paragraph
from audit.reading.plain.reflow import reflow
from audit.recognition.tables.grids import tables
from audit.recognition.tables.headings import is_note, owner_in, unit_in
from audit.recognition.tables.table import RawTable
from audit.recognition.text_tables.barred import barred, has_bars, unbarred
from audit.recognition.text_tables.by_code import code_grid
from audit.recognition.text_tables.by_item import item_grid
from audit.recognition.text_tables.collapsed import collapsed_form
from audit.recognition.text_tables.rows import AMOUNT, grid_of, tokens_of
from checks import catalogue
from checks.catalogue import StatementSpec, plain
from checks.finding import Shape

_COLUMN_NUMBERS = re.compile(r"(?:栏\s*次\s*)?(?:\d{1,2}\s+){1,}\d{1,2}|栏\s*次.*")
_END = re.compile(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、.*(?:说明|情况)")
_VEHICLES = (
    ["公务用车购置及运行维护费", "小计"],
    ["公务用车购置及运行维护费", "公务用车购置费"],
    ["公务用车购置及运行维护费", "公务用车运行维护费"],
)
_MEASURES = ("预算数", "决算数")


def text_tables(document: Document) -> tuple[list[RawTable], list[Paragraph]]:
    """The tables and the prose paragraphs of a document that was read as lines of text."""
    lines = [line for paragraph in document.paragraphs() for line in paragraph.lines]
    blocks: list[Paragraph | Grid] = []
    run: list[Line] = []
    position = 0
    while position < len(lines):
        table = _official(lines, position) or _copied(lines, position)
        if table is None:
            run.append(lines[position])
            position += 1
            continue
        found_blocks, position = table
        blocks += [*reflow(run, lines), *found_blocks]
        run = []
    blocks += reflow(run, lines)
    found, prose = tables(replace(document, blocks=tuple(blocks), laid_out=True))
    return [replace(table, shape=Shape.TEXT) for table in found], prose


def _official(lines: Sequence[Line], position: int) -> tuple[list[Paragraph | Grid], int] | None:
    """The official statement whose title stands at a line, and the position behind it."""
    segment = _segment(lines, position)
    if segment is None:
        return None
    spec, body, following = segment
    return _rebuilt(spec, body), following


def _copied(lines: Sequence[Line], position: int) -> tuple[list[Paragraph | Grid], int] | None:
    """A table whose cells were copied with tabs or bars between them, or a form whose cells have run together."""
    if rows := _tabbed(lines, position):
        return [_tab_grid(rows)], position + len(rows)
    if form := collapsed_form(lines, position):
        around = [[Paragraph((line,)) for line in words] for words in (form.before, form.after)]
        return [*around[0], form.grid, *around[1]], form.end
    if not has_bars(lines[position : position + 2]):
        return None
    table = barred(lines, position)
    end = table[1] if table else position
    inside = next((p for p in range(position + 1, end) if collapsed_form(lines, p)), None)
    return table if inside is None else barred(lines[:inside], position)


def _title_at(lines: Sequence[Line], position: int) -> StatementSpec | None:
    """The official statement whose table begins at a line: its title, with a unit stated within three lines."""
    text = lines[position].text
    if len(text) > 50 or re.match(r"\s*[一二三四五六七八九十（(\d]+[、.)）]", text):
        return None
    spec = catalogue.statement_for_title(text)
    if spec is None or spec.rows in {"free", "outline"} or "\t" in text:
        return None
    near = lines[position + 1 : position + 4]
    return spec if any(unit_in(line.text) for line in near) else None


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
        return (spec, unbarred(lines[position:end]), end) if spec.rows == "items" else None
    if end < len(lines) and re.fullmatch(r"表\d+", plain(lines[end - 1].text)):
        end -= 1
    return spec, list(lines[position:end]), end


def _tabbed(lines: Sequence[Line], position: int) -> list[Line]:
    """The run of tab-separated lines at ``position``."""
    run: list[Line] = []
    for line in lines[position:]:
        if "\t" not in line.text:
            break
        run.append(line)
    return run if len(run) > 1 else []


def _tab_grid(rows: Sequence[Line]) -> Grid:
    width = max(line.text.count("\t") for line in rows) + 1
    cells = [
        Cell(r, c, text.strip(), line.place)
        for r, line in enumerate(rows)
        for c, text in enumerate(line.text.split("\t"))
    ]
    return Grid(tuple(cells), len(rows), width, rows[0].place)


def _rebuilt(spec: StatementSpec, lines: Sequence[Line]) -> list[Paragraph | Grid]:
    """The heading lines as paragraphs, the table as a grid with the header of the official form, its notes."""
    heading = [lines[0], *[line for line in lines[1:4] if unit_in(line.text) or owner_in(line.text)][:1]]
    notes = [line for line in lines if is_note(line.text)]
    body = [line for line in lines[1:] if line not in notes and not _is_heading(line, spec)]
    if spec.rows == "concepts":
        grid = _concept_grid(body)
    elif spec.rows == "items":
        grid = item_grid(spec, body)
    else:
        grid = code_grid(spec, body)
    return [
        *(Paragraph((line,)) for line in heading),
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


def _concept_grid(lines: Sequence[Line]) -> Grid | None:
    """The one row of amounts under a header that has collapsed: six concepts for each measure, or in pairs."""
    amounts = [t for t in tokens_of(lines) if t.amount]
    header = "".join(plain(line.text) for line in lines if not AMOUNT.search(line.text))
    concepts = [["合计"], ["因公出国（境）费"], *_VEHICLES, ["公务接待费"]]
    if len(amounts) != 2 * len(concepts):
        return None
    paired = "预算数决算数预算数决算数" in header
    pairs = (
        [(c, m) for c in concepts for m in _MEASURES]
        if paired
        else [(c, m) for m in _MEASURES for c in concepts]
    )
    heads = [
        [m if not paired else c[0] for c, m in pairs],
        [c[0] if not paired else c[-1] for c, m in pairs],
        [c[-1] if not paired else m for c, m in pairs],
    ]
    return grid_of(heads, [amounts], amounts[0].place)
