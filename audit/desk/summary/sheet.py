"""A sheet of rows: heads with filters, links to files, the heads on every printed page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from openpyxl.utils import get_column_letter

from audit.desk.words import DeskWords
from audit.reporting.excel import style
from audit.reporting.excel.page import Page
from audit.reporting.excel.style import Look

HEADER = 2
"""The row of the column heads; the line above says what the sheet is."""

_LINK = Look(border=True, ink=style.LINK, underline=True, horizontal="center")
Cell = tuple[str | float, Look]


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell that leads to a file."""

    text: str
    file: Path
    look: Look = _LINK


Row = Sequence[Cell | Linked]


def share(part: int, whole: int) -> float | str:
    """The share to a tenth of a per cent, rounded down; a dash for nothing."""
    return (part * 1000 // whole) / 1000 if whole else "—"


def table(
    page: Page, columns: dict[str, float], rows: Sequence[Row], words: DeskWords, line: str, folder: Path
) -> None:
    """A sheet of columns by name with their widths; ``line`` is said above it."""
    page.set_widths(list(columns.values()))
    draw(page, [words(f"label.{name}") for name in columns], rows, line, folder)


def draw(page: Page, labels: Sequence[str], rows: Iterable[Row], line: str, folder: Path) -> None:
    """Heads and rows, filters over them, the heads on every printed page."""
    page.put(1, 1, line, style.LABEL)
    for column, label in enumerate(labels, 1):
        page.put(HEADER, column, label, style.HEADER)
    last = HEADER
    for last, row in enumerate(rows, HEADER + 1):
        for column, cell in enumerate(row, 1):
            if isinstance(cell, Linked):
                page.put(last, column, cell.text, cell.look)
                page.link_file(last, column, address(cell.file, folder), cell.look)
            else:
                page.put(last, column, cell[0], cell[1])
    page.sheet.auto_filter.ref = f"A{HEADER}:{get_column_letter(len(labels))}{max(last, HEADER + 1)}"
    page.sheet.freeze_panes = f"C{HEADER + 1}" if len(labels) > 8 else f"A{HEADER + 1}"
    page.set_up_print("landscape", f"{HEADER}:{HEADER}")


def address(file: Path, folder: Path) -> str:
    """The way from a folder to a file, as a link has it."""
    return quote(Path(os.path.relpath(file, folder)).as_posix())
