"""Forged tables as files: PDF in the styles that offices use, Word, Excel, web pages, text copied from a page."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from benchmarks.forge.tables import Sheet, is_amount

FONT = "STSong-Light"
_STYLES: dict[str, list[tuple[Any, ...]]] = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))],
    "three lines": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, (0, 0, 0)),
        ("LINEBELOW", (0, -1), (-1, -1), 1, (0, 0, 0)),
    ],
    "row lines": [("LINEBELOW", (0, 0), (-1, -1), 0.4, (0, 0, 0))],
    "no rules": [],
    "shaded": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [(0.9, 0.93, 0.97), (1, 1, 1)])],
}
Writer = Callable[[Sequence[Sheet], str, str, str, Path], None]
"""Tables, whose they are, the unit, the title of the whole, the file."""


def pdf(style: str, *, across: bool) -> Writer:
    """A writer of PDFs in a style of tables, on pages across or upright."""

    def write(sheets: Sequence[Sheet], owner: str, unit: str, title: str, path: Path) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        size = landscape(A4) if across else A4
        head = ParagraphStyle("head", fontName=FONT, fontSize=15, leading=22, alignment=1, wordWrap="CJK")
        flow: list[Any] = [Paragraph(title, head), PageBreak()]
        for sheet in sheets:
            above = Table(
                [[f"部门：{owner}", f"单位：{unit}"]],
                ["70%", "30%"],
                style=[("FONT", (0, 0), (-1, -1), FONT, 9), ("ALIGN", (1, 0), (1, 0), "RIGHT")],
            )
            flow += [
                Paragraph(sheet.title, head),
                above,
                _table(sheet, style, size[0] - 40 * mm),
                PageBreak(),
            ]
        SimpleDocTemplate(
            str(path), pagesize=size, leftMargin=20 * mm, rightMargin=20 * mm, invariant=True
        ).build(flow)

    return write


def _table(sheet: Sheet, style: str, width: float) -> Table:
    size = 7 if width > 190 * mm else 5
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=size, leading=1.25 * size, wordWrap="CJK")
    looks = {
        "left": cell,
        "right": ParagraphStyle("r", cell, alignment=2),
        "centre": ParagraphStyle("c", cell, alignment=1),
    }
    heads = len(sheet.heads)
    lines = [*sheet.heads, *sheet.rows]
    weights = [
        max(4.2, *(min(len(_shown(line[c])), 16) for line in sheet.rows)) for c in range(len(lines[0]))
    ]
    look = list(_STYLES[style])
    if style == "three lines":
        look.append(("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.5, (0, 0, 0)))
    look += [("SPAN", (c, r), (right, bottom)) for r, c, bottom, right in spans(lines)]
    look += [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 0), (-1, -1), 2)]
    printed = [
        [
            Paragraph(_shown(text), looks["centre" if r < heads else "right" if is_amount(text) else "left"])
            for text in line
        ]
        for r, line in enumerate(lines)
    ]
    widths = [width * weight / sum(weights) for weight in weights]
    return Table(printed, widths, repeatRows=heads, style=look)


def spans(lines: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """(row, column, last row, last column) of each cell that covers more than one field."""
    found = []
    for r, line in enumerate(lines):
        for c, text in enumerate(line):
            if text in {"<", "^"}:
                continue
            right, bottom = c, r
            while right + 1 < len(line) and line[right + 1] == "<":
                right += 1
            while bottom + 1 < len(lines) and lines[bottom + 1][c] == "^":
                bottom += 1
            if (right, bottom) != (c, r):
                found.append((r, c, bottom, right))
    return found


def word(sheets: Sequence[Sheet], owner: str, unit: str, title: str, path: Path) -> None:
    """A Word file: each table under its title and its unit."""
    document = docx.Document()
    document.add_paragraph(title)
    for sheet in sheets:
        document.add_paragraph(sheet.title)
        document.add_paragraph(f"部门：{owner}　　单位：{unit}")
        lines = [*sheet.heads, *sheet.rows]
        table = document.add_table(len(lines), len(lines[0]))
        for r, line in enumerate(lines):
            for c, text in enumerate(line):
                table.cell(r, c).text = _shown(text)
        for r, c, bottom, right in spans(lines):
            text = lines[r][c]
            table.cell(r, c).merge(table.cell(bottom, right)).text = text
    document.save(str(path))


def workbook(sheets: Sequence[Sheet], owner: str, unit: str, title: str, path: Path) -> None:
    """A workbook: a sheet a table, amounts as numbers in the accounting format."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, sheet in enumerate(sheets, 1):
        page = book.create_sheet(f"表{number}")
        page.append([sheet.title])
        page.append([f"部门：{owner}", *[""] * (len(sheet.heads[0]) - 2), f"单位：{unit}"])
        lines = [*sheet.heads, *sheet.rows]
        for r, line in enumerate(lines, 3):
            for c, text in enumerate(line, 1):
                cell = page.cell(r, c)
                if is_amount(text):
                    cell.value = float(text.replace(",", ""))  # what Excel keeps
                    cell.number_format = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
                elif _shown(text):
                    cell.value = _shown(text)
        for r, c, bottom, right in spans(lines):
            page.merge_cells(start_row=r + 3, start_column=c + 1, end_row=bottom + 3, end_column=right + 1)
    book.properties.title = title
    book.save(path)


def page(sheets: Sequence[Sheet], owner: str, unit: str, title: str, path: Path) -> None:
    """A web page."""
    parts = [f"<html><head><meta charset='utf-8'></head><body><h1>{html.escape(title)}</h1>"]
    for sheet in sheets:
        parts.append(f"<p>{sheet.title}</p><p>部门：{owner}　单位：{unit}</p><table border='1'>")
        lines = [*sheet.heads, *sheet.rows]
        wide = {(r, c): (bottom - r + 1, right - c + 1) for r, c, bottom, right in spans(lines)}
        for r, line in enumerate(lines):
            cells = []
            for c, text in enumerate(line):
                if text not in {"<", "^"}:
                    down, over = wide.get((r, c), (1, 1))
                    cells.append(f"<td rowspan='{down}' colspan='{over}'>{html.escape(text)}</td>")
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table>")
    path.write_text("".join([*parts, "</body></html>"]), encoding="utf-8")


def barred(sheets: Sequence[Sheet], owner: str, unit: str, title: str, path: Path) -> None:
    """Text copied from a page: a row on a line, bars between the cells."""
    lines = [title]
    for sheet in sheets:
        lines += [sheet.title, f"部门：{owner}", f"单位：{unit}"]
        lines += [" | ".join(_shown(text) for text in line) + " |" for line in (*sheet.heads, *sheet.rows)]
    path.write_text("\n".join(lines), encoding="utf-8")


def one_cell_a_line(sheets: Sequence[Sheet], owner: str, unit: str, title: str, path: Path) -> None:
    """Text copied from a page that put each cell, and the bar behind it, on lines of their own."""
    lines = [title]
    for sheet in sheets:
        lines += [sheet.title, f"部门：{owner}", f"单位：{unit}"]
        lines += [f"{_shown(text)}\n|" for line in (*sheet.heads, *sheet.rows) for text in line]
    path.write_text("\n".join(lines), encoding="utf-8")


def rows_ended(sheets: Sequence[Sheet], owner: str, unit: str, title: str, path: Path) -> None:
    """Text copied from a page that put a cell on a line, let merged ones vanish, and ended each row with several bars."""
    lines = [title]
    for sheet in sheets:
        rows = [[sheet.title], [f"部门：{owner}", f"单位：{unit}"]]
        rows += [
            [text for text in line if text not in {"<", "^"}] or [""] for line in (*sheet.heads, *sheet.rows)
        ]
        for *cells, last in rows:
            lines += [*(f"{text} |".strip() for text in cells), f"{last} | |||".strip()]
    path.write_text("\n".join(lines), encoding="utf-8")


def _shown(text: str) -> str:
    return "" if text in {"<", "^"} else text


LAYOUTS: dict[str, tuple[str, Writer]] = {
    "pdf grid": (".pdf", pdf("grid", across=True)),
    "pdf grid upright": (".pdf", pdf("grid", across=False)),
    "pdf three lines": (".pdf", pdf("three lines", across=True)),
    "pdf row lines": (".pdf", pdf("row lines", across=True)),
    "pdf no rules": (".pdf", pdf("no rules", across=True)),
    "pdf shaded": (".pdf", pdf("shaded", across=True)),
    "pdf shaded upright": (".pdf", pdf("shaded", across=False)),
    "docx": (".docx", word),
    "xlsx": (".xlsx", workbook),
    "html": (".html", page),
    "text with bars": (".txt", barred),
    "text, a cell a line": (".txt", one_cell_a_line),
    "text, rows ended": (".txt", rows_ended),
}
