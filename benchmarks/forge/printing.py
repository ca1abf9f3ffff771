"""Forged documents as files: PDF in the styles that offices use, Word, Excel, web pages, text copied from a page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

from benchmarks.forge.blocks import Block, Heading, Passage
from benchmarks.forge.sheet import Sheet, is_amount

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
Writer = Callable[[Sequence[Block], Path], list[Path]]
"""Writes a document into a folder, as one file or several."""


def sheets_of(blocks: Sequence[Block]) -> list[Sheet]:
    """The tables of a document."""
    return [block for block in blocks if isinstance(block, Sheet)]


def _title(blocks: Sequence[Block]) -> str:
    return next(block.text for block in blocks if isinstance(block, Heading))


def pdf(style: str, *, across: bool, turned: bool = False) -> Writer:
    """A writer of PDFs in a style of tables, on pages across or upright; ``turned`` lays those across on their side."""

    def write(blocks: Sequence[Block], folder: Path) -> list[Path]:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        size = landscape(A4) if across else A4
        path = folder / "forged.pdf"
        pages = [_page("prose", A4), _page("table", size)]
        flow: list[Any] = [NextPageTemplate("prose")]
        for before, block in zip([None, *blocks], blocks, strict=False):
            if isinstance(block, Sheet):
                flow += [
                    NextPageTemplate("table"),
                    PageBreak(),
                    *_with_heads(block, style, size[0] - 40 * mm),
                ]
            else:
                if isinstance(before, Sheet):
                    flow += [NextPageTemplate("prose"), PageBreak()]
                flow.append(Paragraph(html.escape(block.text), _LOOKS[_look(block)]))
        BaseDocTemplate(str(path), pagesize=A4, pageTemplates=pages, invariant=True).build(flow)
        if turned:
            _turn(path)
        return [path]

    return write


_BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
_LOOKS = {
    "title": ParagraphStyle("title", _BODY, fontSize=18, leading=28, firstLineIndent=0, alignment=1),
    "part": ParagraphStyle("part", _BODY, fontSize=15, leading=26, firstLineIndent=0, alignment=1),
    "heading": ParagraphStyle("heading", _BODY, fontSize=13, leading=22),
    "body": _BODY,
}


def _look(block: Heading | Passage) -> str:
    return "body" if isinstance(block, Passage) else ("title", "part", "heading", "heading")[block.level]


def _page(name: str, size: tuple[float, float]) -> PageTemplate:
    frame = Frame(20 * mm, 18 * mm, size[0] - 40 * mm, size[1] - 36 * mm, 0, 0, 0, 0)
    return PageTemplate(name, [frame], pagesize=size)


def _turn(path: Path) -> None:
    """Lay the pages across on their side: an upright page with a table that is read from its edge."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            if page.get_width() > page.get_height():
                page.set_rotation(90)
        document.save(path.with_suffix(".turned"))
    path.with_suffix(".turned").replace(path)


def _with_heads(sheet: Sheet, style: str, width: float) -> list[Any]:
    """A table under its title and the line that says whose it is and in which unit; its notes below."""
    above = Table(
        [[f"部门：{sheet.owner}", f"单位：{sheet.unit}"]],
        ["70%", "30%"],
        style=[("FONT", (0, 0), (-1, -1), FONT, 9), ("ALIGN", (1, 0), (1, 0), "RIGHT")],
    )
    note = ParagraphStyle("note", _BODY, fontSize=8, leading=11, firstLineIndent=0)
    below = [Paragraph(html.escape(text), note) for text in sheet.notes]
    return [Paragraph(html.escape(sheet.title), _LOOKS["part"]), above, _table(sheet, style, width), *below]


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
    look = list(_STYLES[style if heads else "grid"])  # a form without heads is drawn with a grid everywhere
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


def word(blocks: Sequence[Block], folder: Path) -> list[Path]:
    """A Word file: each table under its title and its unit."""
    document = docx.Document()
    for block in blocks:
        if not isinstance(block, Sheet):
            document.add_paragraph(block.text)
            continue
        document.add_paragraph(block.title)
        document.add_paragraph(f"部门：{block.owner}　　单位：{block.unit}")
        _word_table(document, [*block.heads, *block.rows])
        for text in block.notes:
            document.add_paragraph(text)
    path = folder / "forged.docx"
    document.save(str(path))
    return [path]


def _word_table(document: Any, lines: Sequence[Sequence[str]]) -> None:
    width = len(lines[0])
    table = document.add_table(len(lines), width)
    cells = table._cells
    for r, line in enumerate(lines):
        for c, text in enumerate(line):
            if _shown(text):
                cells[r * width + c].text = text
    for r, c, bottom, right in spans(lines):
        cells[r * width + c].merge(cells[bottom * width + right]).text = lines[r][c]


def workbook(blocks: Sequence[Block], folder: Path) -> list[Path]:
    """A workbook of the tables: a sheet each, amounts as numbers in the accounting format."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, sheet in enumerate(sheets_of(blocks), 1):
        page = book.create_sheet(f"表{number}")
        page.append([sheet.title])
        page.append(
            [f"部门：{sheet.owner}", *[""] * (len((*sheet.heads, *sheet.rows)[0]) - 2), f"单位：{sheet.unit}"]
        )
        lines = [*sheet.heads, *sheet.rows]
        for r, line in enumerate(lines, 3):
            for c, text in enumerate(line, 1):
                cell = page.cell(r, c)
                if is_amount(text):
                    cell.value = float(text.replace(",", ""))  # what Excel keeps
                    places = "0" * len(text.partition(".")[2])
                    cell.number_format = f'_ * #,##0.{places}_ ;_ * -#,##0.{places}_ ;_ * "-"??_ ;_ @_ '
                elif _shown(text):
                    cell.value = _shown(text)
        for r, c, bottom, right in spans(lines):
            page.merge_cells(start_row=r + 3, start_column=c + 1, end_row=bottom + 3, end_column=right + 1)
        for n, text in enumerate(sheet.notes, len(lines) + 3):
            page.cell(n, 1).value = text
    book.properties.title = _title(blocks)
    path = folder / "forged.xlsx"
    book.save(path)
    return [path]


def workbook_beside_word(blocks: Sequence[Block], folder: Path) -> list[Path]:
    """The tables in a workbook, the narrative in a Word file beside it; where there is no table, no workbook."""
    told = [block for block in blocks if not isinstance(block, Sheet)]
    return [*word(told, folder), *(workbook(blocks, folder) if len(told) < len(blocks) else ())]


def page(blocks: Sequence[Block], folder: Path) -> list[Path]:
    """A web page."""
    parts = ["<html><head><meta charset='utf-8'></head><body>"]
    for block in blocks:
        if isinstance(block, Sheet):
            parts += _html_table(block)
        else:
            tag = "p" if isinstance(block, Passage) else f"h{block.level + 1}"
            parts.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
    path = folder / "forged.html"
    path.write_text("".join([*parts, "</body></html>"]), encoding="utf-8")
    return [path]


def _html_table(sheet: Sheet) -> list[str]:
    above = f"<p>{sheet.title}</p><p>部门：{sheet.owner}　单位：{sheet.unit}</p>"
    lines = [*sheet.heads, *sheet.rows]
    wide = {(r, c): (bottom - r + 1, right - c + 1) for r, c, bottom, right in spans(lines)}
    rows = []
    for r, line in enumerate(lines):
        cells = []
        for c, text in enumerate(line):
            if text not in {"<", "^"}:
                down, over = wide.get((r, c), (1, 1))
                cells.append(f"<td rowspan='{down}' colspan='{over}'>{html.escape(text)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return [
        above,
        "<table border='1'>",
        *rows,
        "</table>",
        *(f"<p>{html.escape(n)}</p>" for n in sheet.notes),
    ]


Lines = Callable[[Sheet], list[str]]


def text(tables: Lines, width: int | None = None) -> Writer:
    """A writer of text copied from a page: a paragraph a line, or broken hard at so many characters."""

    def write(blocks: Sequence[Block], folder: Path) -> list[Path]:
        lines: list[str] = []
        for block in blocks:
            if isinstance(block, Sheet):
                lines += [*tables(block), *block.notes]
            elif width is None or isinstance(block, Heading):
                lines.append(block.text)
            else:
                lines += _broken(f"　　{block.text}", width)
        path = folder / "forged.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return [path]

    return write


def _broken(paragraph: str, width: int) -> list[str]:
    """The lines of a paragraph as a page breaks them: never inside a number, no line begins with a comma or a stop."""
    lines, line = [], ""
    for unit in _UNBROKEN.findall(paragraph):
        if line and _columns(line + unit) > 2 * width and unit not in _NOT_FIRST:
            lines.append(line)
            line = ""
        line += unit
    return [*lines, line]


def _columns(text: str) -> int:
    """How wide a line prints, a Chinese character being two columns."""
    return sum(1 if char.isascii() else 2 for char in text)


_UNBROKEN = re.compile(r"[\d.,]+%?|.")
_NOT_FIRST = frozenset("，。；：、）”》%")


def barred(sheet: Sheet) -> list[str]:
    """A row on a line, bars between the cells."""
    head = [sheet.title, f"部门：{sheet.owner}", f"单位：{sheet.unit}"]
    return [*head, *(" | ".join(map(_shown, line)) + " |" for line in (*sheet.heads, *sheet.rows))]


def one_cell_a_line(sheet: Sheet) -> list[str]:
    """Each cell, and the bar behind it, on lines of their own."""
    head = [sheet.title, f"部门：{sheet.owner}", f"单位：{sheet.unit}"]
    return [*head, *(f"{_shown(text)}\n|" for line in (*sheet.heads, *sheet.rows) for text in line)]


def rows_ended(sheet: Sheet) -> list[str]:
    """A cell on a line, merged ones gone, each row ended by several bars."""
    rows = [[sheet.title], [f"部门：{sheet.owner}", f"单位：{sheet.unit}"]]
    rows += [
        [text for text in line if text not in {"<", "^"}] or [""] for line in (*sheet.heads, *sheet.rows)
    ]
    lines: list[str] = []
    for *cells, last in rows:
        lines += [*(f"{text} |".strip() for text in cells), f"{last} | |||".strip()]
    return lines


def _shown(text: str) -> str:
    return "" if text in {"<", "^"} else text


TABLES: dict[str, Writer] = {
    "pdf grid": pdf("grid", across=True),
    "pdf grid upright": pdf("grid", across=False),
    "pdf three lines": pdf("three lines", across=True),
    "pdf row lines": pdf("row lines", across=True),
    "pdf no rules": pdf("no rules", across=True),
    "pdf shaded": pdf("shaded", across=True),
    "pdf shaded upright": pdf("shaded", across=False),
    "docx": word,
    "xlsx": workbook,
    "html": page,
    "text with bars": text(barred),
    "text, a cell a line": text(one_cell_a_line),
    "text, rows ended": text(rows_ended),
}
"""The layouts in which sets of tables are tried."""

WHOLE: dict[str, Writer] = {
    **{name: write for name, write in TABLES.items() if name != "xlsx"},
    "pdf grid turned": pdf("grid", across=True, turned=True),
    "pdf three lines turned": pdf("three lines", across=True, turned=True),
    "text, hard line breaks": text(barred, 36),
    "xlsx beside docx": workbook_beside_word,
}
"""The layouts in which whole disclosures are tried."""
