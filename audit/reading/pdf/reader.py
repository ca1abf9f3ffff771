"""PDF to blocks: paragraphs and ruled tables in the order of the eye, and nothing that the eye cannot see.

Each page goes through four stages that can be looked at alone: content (:mod:`.pdf_content`), visibility
(:mod:`.pdf_visible`), tables (:mod:`.pdf_tables`) and lines (:mod:`.pdf_lines`); paragraphs run over pages
and are put together at the end (:mod:`.pdf_paragraphs`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO

import numpy as np
import pypdfium2
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from audit.document import Block, Document, Grid, Problem
from audit.reading.furniture import is_page_number, lone_number, page_offset, running_heads
from audit.reading.limits import check_pages
from audit.reading.pdf.aligned import NO_COLUMNS, Columns, aligned
from audit.reading.pdf.content import PageReader
from audit.reading.pdf.lattice import lattices
from audit.reading.pdf.lines import TextLine, lines
from audit.reading.pdf.objects import PageContent
from audit.reading.pdf.paragraphs import Margins, PageLine, margins, paragraphs
from audit.reading.pdf.tables import grid, loose_rows
from audit.reading.pdf.turning import UPRIGHT, Turn, Turned, by_turn, sides
from audit.reading.pdf.visible import Raster, visible_glyphs
from audit.reading.problems import UnreadableError, problem
from audit.reading.source import Source
from audit.reading.steps import say
from checks.finding import Place

logging.getLogger("pdfminer").setLevel(logging.ERROR)

_TAIL = 4096
"""Bytes at the end of a file within which a whole PDF has its end mark."""

_OUTLINED = 60
"""So many bent outlines and no text on a page: its letters are drawings."""


@dataclass
class _Page:
    """What runs one way on a page, turned upright: grids and loose lines, each with its height."""

    number: int
    turn: Turn = UPRIGHT
    width: float = 0.0
    height: float = 0.0
    grids: list[Grid] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    picture: bool = False
    problems: list[Problem] = field(default_factory=list)
    columns: Columns = NO_COLUMNS
    """Those of a table without rules that it ends with."""


def read(source: Source, lang: str) -> Document:
    """The document that a PDF shows. Raises :class:`UnreadableError` where nothing of it can be read."""
    pages = list(_pages(source, lang))
    if not pages:
        raise UnreadableError("corrupt", name=source.name)
    with_text = [page for page in pages if page.grids or page.lines]
    problems = [entry for page in pages for entry in page.problems]
    if not with_text:
        if any(page.picture for page in pages):
            raise UnreadableError("scan", name=source.name)
        raise UnreadableError("corrupt" if problems else "no_content", name=source.name)
    problems.extend(
        problem("scanned_page", lang, Place(page=page.number), page=page.number)
        for page in pages
        if page.picture
    )
    _drop_furniture(pages)
    return Document(
        path=source.name,
        sha256=source.sha256,
        format="pdf",
        blocks=tuple(_blocks(pages)),
        pages=max(page.number for page in pages),
        problems=tuple(problems),
    )


def _pages(source: Source, lang: str) -> Iterator[_Page]:
    if b"%%EOF" not in source.data[-_TAIL:]:
        raise UnreadableError("corrupt", name=source.name)  # cut short: what is left may lack pages
    try:
        drawn = pypdfium2.PdfDocument(source.data)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError("encrypted" if locked else "corrupt", name=source.name) from error
    check_pages(source.name, len(drawn))
    try:
        parsed = PDFDocument(PDFParser(BytesIO(source.data)))
        sheets = list(PDFPage.create_pages(parsed))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableError("encrypted", name=source.name) from error
    except Exception as error:  # pdfminer raises whatever it trips over
        raise UnreadableError("corrupt", name=source.name) from error
    reader = PageReader(parsed.catalog)
    with drawn:
        if len(sheets) < len(drawn):
            raise UnreadableError("corrupt", name=source.name)
        columns = NO_COLUMNS
        for number, sheet in enumerate(sheets, start=1):
            try:
                draw = partial(_raster, drawn, number - 1)
                pages = _page(reader.read(sheet), draw, number, lang, columns)
                columns = pages[0].columns
                yield from pages
                say(number, len(drawn))
            except MemoryError:
                raise
            except Exception:  # one damaged page must not cost the others
                broken = problem("broken_page", lang, Place(page=number), page=number)
                yield _Page(number, problems=[broken])


def _raster(drawn: pypdfium2.PdfDocument, index: int) -> Raster:
    page = drawn[index]
    bitmap = page.render(scale=1, grayscale=True)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    bitmap.close()
    page.close()
    return pixels.reshape(pixels.shape[0], pixels.shape[1])


def _page(
    content: PageContent, draw: Callable[[], Raster], number: int, lang: str, before: Columns
) -> list[_Page]:
    """A page by the ways its text runs; what a whole page has to say stands with the first."""
    glyphs = visible_glyphs(content, draw)
    pages = [
        _turned_page(content, side, number, before)
        for part in by_turn(glyphs, content)
        for side in sides(part, [part.turn.rule(rule) for rule in content.rules])
    ]
    area = max(content.width * content.height, 1.0)
    pictured = any(
        s.colour is None and (s.box[2] - s.box[0]) * (s.box[3] - s.box[1]) > 0.5 * area
        for s in content.surfaces
    )
    first = pages[0]
    first.picture = len(glyphs) < 10 and (pictured or (not glyphs and content.curves > _OUTLINED))
    if content.unknown_glyphs:
        place = Place(page=number)
        first.problems.append(
            problem("unknown_glyphs", lang, place, page=number, count=content.unknown_glyphs)
        )
    return pages


def _turned_page(content: PageContent, part: Turned, number: int, before: Columns) -> _Page:
    """The grids and lines of the glyphs that run one way."""
    turn, glyphs = part.turn, part.glyphs
    page = _Page(number, turn, *turn.upright_size)
    tables = lattices([turn.rule(rule) for rule in content.rules])
    inside: list[list[int]] = [[] for _ in tables]
    free = []
    for index, glyph in enumerate(glyphs):
        for home, lattice in zip(inside, tables, strict=True):
            if lattice.field(glyph.centre, glyph.middle) is not None:
                home.append(index)
                break
        else:
            free.append(glyph)
    loose = lines(free)
    for home, lattice in zip(inside, tables, strict=True):
        if not home:
            continue
        rows = loose_rows(lattice, loose)
        loose = [line for line in loose if line not in rows]
        page.grids.append(grid(lattice, [glyphs[index] for index in home], number, rows))
    unruled = aligned(loose, number, before)
    page.grids += unruled.grids
    page.lines, page.columns = list(unruled.lines), unruled.columns
    return page


def _drop_furniture(pages: list[_Page]) -> None:
    """Take page numbers and running heads out of the pages' lines."""
    edges = [(page, _edge_lines(page)) for page in pages]
    numbers = [
        (page.number, value)
        for page, edge in edges
        for line in edge
        if (value := lone_number(line.text)) is not None
    ]
    offset = page_offset(numbers)
    heads = running_heads([(page.number, line.text) for page, edge in edges for line in edge], len(pages))
    for page, edge in edges:
        dropped = [
            line
            for line in edge
            if is_page_number(line.text)
            or line.text in heads
            or (offset is not None and lone_number(line.text) == page.number + offset)
        ]
        page.lines = [line for line in page.lines if line not in dropped]


def _edge_lines(page: _Page) -> list[TextLine]:
    """The first line above and the last line below everything else, in the margins of the page."""
    if not page.lines:
        return []
    boxes = [g.place.bbox for g in page.grids if g.place.bbox]
    top, bottom = min((b[1] for b in boxes), default=1e9), max((b[3] for b in boxes), default=0.0)
    first, last = page.lines[0], page.lines[-1]
    edge = []
    if first.bottom <= top and first.bottom < 0.15 * page.height:
        edge.append(first)
    if last.top >= bottom - 2 and last.top > 0.85 * page.height:
        edge.append(last)
    return edge


def _blocks(pages: list[_Page]) -> Iterator[Block]:
    """Grids and paragraphs in reading order; a paragraph goes on over the page break."""
    by_width: dict[int, list[PageLine]] = {}
    for page in pages:
        by_width.setdefault(round(page.width / 10), []).extend(
            PageLine(page.number, line, page.turn) for line in page.lines
        )
    frames = {width: margins(body) for width, body in by_width.items()}
    run: list[PageLine] = []
    frame: Margins | None = None
    for page in pages:
        current = frames[round(page.width / 10)]
        if run and frame is not None and current != frame:
            yield from paragraphs(run, frame)
            run = []
        frame = current
        pending = sorted(page.grids, key=_top)
        for line in page.lines:
            while pending and _top(pending[0]) < line.top:
                if run and frame is not None:
                    yield from paragraphs(run, frame)
                    run = []
                yield page.turn.grid(pending.pop(0))
            run.append(PageLine(page.number, line, page.turn))
        if pending and run and frame is not None:
            yield from paragraphs(run, frame)
            run = []
        yield from (page.turn.grid(table) for table in pending)
    if run and frame is not None:
        yield from paragraphs(run, frame)


def _top(table: Grid) -> float:
    return table.place.bbox[1] if table.place.bbox else 0.0
