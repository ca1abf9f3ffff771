"""A page of a PDF drawn with what was read on it: cells of tables, numbers that became facts, lines of prose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from audit.document import Document, Grid, Paragraph
from audit.reading import read_document
from audit.recognition import Overrides, Recognised, recognise_document
from checks.finding import Box

_SCALE = 2.0
_CELL, _FACT, _CLAIM, _PROSE, _UNREAD = "#2f6fde", "#1a9641", "#d95f02", "#9e9e9e", "#d7191c"
_LEGEND = (
    ("蓝 blue", "表格单元 cells of tables"),
    ("绿 green", "成为数据的数 numbers of tables that became facts"),
    ("橙 orange", "正文中的数 numbers of prose that became facts"),
    ("灰 grey", "正文行 lines of prose"),
    ("红 red", "未能读出的数 numbers that could not be read"),
)


class PictureError(Exception):
    """A page that cannot be drawn; says why and what to do."""


def picture(file: Path, number: int, target: Path) -> list[str]:
    """Write page ``number`` of the PDF ``file`` to ``target`` with what was read on it; returns the legend.

    Raises :class:`PictureError` where the document is no PDF, cannot be read or has no such page.
    """
    document = read_document(file)
    if not document.readable:
        raise PictureError(document.problems[0].what)
    if document.format != "pdf" or document.pages is None:
        raise PictureError(
            f"{file} 不是 PDF，没有页面可画；请用 gouji debug table。It is no PDF: use gouji debug table."
        )
    if number > document.pages:
        raise PictureError(f"{file} 只有 {document.pages} 页。It has {document.pages} pages only.")
    image = _page(file, number)
    _draw(image, document, recognise_document(document, 0, 0, Overrides()), number)
    target.parent.mkdir(parents=True, exist_ok=True)
    image.save(target, "PNG")
    problems = [problem.what for problem in document.problems if problem.place.page == number]
    return [*(f"{colour}：{what}" for colour, what in _LEGEND), *problems]


def _page(file: Path, number: int) -> Image.Image:
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:  # type: ignore[no-untyped-call]
        page = pdf[number - 1]
        image: Image.Image = page.render(scale=_SCALE).to_pil().convert("RGB")
        page.close()
    return image


def _draw(image: Image.Image, document: Document, found: Recognised, number: int) -> None:
    canvas = ImageDraw.Draw(image)
    for block in document.blocks:
        if isinstance(block, Grid) and block.place.page == number:
            _frame(canvas, block.place.bbox, _CELL, 3)
            for cell in block.cells:
                _frame(canvas, cell.place.bbox if cell.text else None, _CELL, 1)
        elif isinstance(block, Paragraph):
            for line in block.lines:
                _frame(canvas, line.place.bbox if line.place.page == number else None, _PROSE, 1)
    for fact in found.facts:
        ink = _CLAIM if fact.statement is None else _FACT
        _frame(canvas, fact.place.bbox if fact.place.page == number else None, ink, 2)
    for gap in (*found.unread, *found.claims.gaps):
        _frame(canvas, gap.place.bbox if gap.place.page == number else None, _UNREAD, 3)


def _frame(canvas: ImageDraw.ImageDraw, box: Box | Sequence[float] | None, ink: str, width: int) -> None:
    if box is None:
        return
    x0, y0, x1, y1 = (_SCALE * each for each in box)
    canvas.rectangle((x0 - width, y0 - width, x1 + width, y1 + width), outline=ink, width=width)
