"""Small PDFs made for the tests: ruled tables and prose in a font that every PDF program has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from audit.document import Document, Grid, Paragraph
from audit.reading import read_document

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    """A PDF with one page for each function that draws on it."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def ruled(canvas: Canvas, rows: Sequence[Sequence[str]], top: float, widths: Sequence[float]) -> None:
    """A table with every rule drawn; its upper left corner stands at x = 60 and ``top``."""
    height = 20
    total, bottom = sum(widths), top - height * len(rows)
    for i in range(len(rows) + 1):
        canvas.line(60, top - i * height, 60 + total, top - i * height)
    x = 60.0
    for width in [*widths, 0]:
        canvas.line(x, top, x, bottom)
        x += width
    for i, row in enumerate(rows):
        x = 60.0
        for width, text in zip(widths, row, strict=True):
            canvas.drawString(x + 3, top - i * height - 14, text)
            x += width


def read_bytes(data: bytes, folder: Path, name: str = "a.pdf", lang: str = "zh") -> Document:
    """The document that ``data`` is read as under ``name``."""
    path = folder / name
    path.write_bytes(data)
    return read_document(path, lang)


def table(grid: Grid) -> list[list[str]]:
    """A grid's texts row by row; covered positions are left out."""
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows


def texts(document: Document) -> list[str]:
    """The paragraphs' texts."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def everything(document: Document) -> str:
    """All text of a document in one string."""
    parts = [
        block.text if isinstance(block, Paragraph) else "|".join(cell.text for cell in block.cells)
        for block in document.blocks
    ]
    return "\n".join(parts)
