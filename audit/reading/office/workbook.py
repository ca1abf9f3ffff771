"""XLSX to blocks: each sheet a grid with the text as Excel shows it, which is what people search for.

Pictures of tables on a sheet are read where somebody can, and named where nobody can.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl

from audit.document import Block, Document, Line, Paragraph, Problem
from audit.reading.office.drawings import Drawings, OnSheet
from audit.reading.office.package import usual
from audit.reading.office.sheet import Seen, around, seen
from audit.reading.pictured.inserted import Eye, Pictures
from audit.reading.problems import UnreadableError, problem, sentence
from audit.reading.source import Source
from checks.finding import Place

_MOST_CELLS = 2_000_000
"""A disclosure has thousands of cells; a sheet that claims more is damaged or meant to do harm."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)

_NAMED = 8
"""So many cells without a saved result are named; of more, the number."""


def read(source: Source, lang: str, eye: Eye | None = None) -> Document:
    """One grid for each visible sheet that holds anything, merged cells as spans; pictures go to ``eye`` where there is one."""
    data = usual(source.data)
    book = _open(data, values=True)
    formulas = _open(data, values=False) if b"<f" in _sheets_xml(data) else None
    drawings, pictures = Drawings(data), Pictures(eye, lang)
    blocks: list[Block] = []
    problems: list[Problem] = []
    notes: list[str] = []
    unseen: list[str] = []
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > _MOST_CELLS:
            raise UnreadableError("corrupt", name=source.name)
        if sheet.sheet_state != "visible":
            unseen += [sheet.title] if _has_content(sheet) else []
            continue
        stated = formulas[sheet.title] if formulas is not None else None
        found = seen(sheet, stated, book.epoch, drawings.placed(sheet.title))
        pictured = _pictured(pictures, drawings.on(sheet), sheet.title)
        if any(pictured.values()):
            blocks += around(found.grid, sheet.title, pictured)
        elif found.grid is not None:
            blocks.append(found.grid)
        blocks += _said(drawings, sheet.title)
        if found.hidden:
            lines = ", ".join(found.hidden)
            notes.append(sentence("hidden_lines", lang, sheet=sheet.title, lines=lines))
        if found.unsaved:
            problems.append(_unsaved(found, sheet.title, lang))
    if unseen:
        notes.insert(0, sentence("hidden_sheets", lang, sheets="、".join(unseen)))
    return pictures.told(
        Document(
            source.name,
            source.sha256,
            "xlsx",
            tuple(blocks),
            problems=tuple(problems),
            notes=tuple(notes),
        )
    )


def _said(drawings: Drawings, title: str) -> list[Block]:
    """What stands in the text boxes of a sheet."""
    return [
        Paragraph((Line(text, Place(cell=f"{title}!A{row}")),)) for row, text in drawings.said(title) if text
    ]


def _pictured(pictures: Pictures, inserted: Sequence[OnSheet], title: str) -> dict[int, list[Block]]:
    """What the pictures of a sheet show, by the row that they begin in."""
    found: dict[int, list[Block]] = {}
    for each in inserted:
        shown = pictures.blocks(each.data, each.width, each.height, title, each.cell)
        found.setdefault(each.row, []).extend(shown)
    return found


def _open(data: bytes, *, values: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that hold no data
        return openpyxl.load_workbook(BytesIO(data), data_only=values)


def _sheets_xml(data: bytes) -> bytes:
    """The sheets' XML, to see cheaply whether there is any formula."""
    with ZipFile(BytesIO(data)) as package:
        names = [name for name in package.namelist() if _SHEET.fullmatch(name)]
        return b"".join(package.read(name) for name in names)


def _has_content(sheet: Any) -> bool:
    return any(value is not None for line in sheet.iter_rows(values_only=True) for value in line)


def _unsaved(found: Seen, title: str, lang: str) -> Problem:
    """Formulas whose result was not saved: their cells look empty and are not."""
    cells = ", ".join(found.unsaved[:_NAMED]) + (" …" if len(found.unsaved) > _NAMED else "")
    place = Place(cell=f"{title}!{found.unsaved[0]}")
    return problem("formula", lang, place, sheet=title, count=len(found.unsaved), cells=cells)
