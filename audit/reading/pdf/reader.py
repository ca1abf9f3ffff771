"""PDF to blocks: paragraphs and ruled tables in the order of the eye, and nothing that the eye cannot see.

Each page goes through four stages that can be looked at alone: content and visibility (:mod:`.drawn`), tables
(:mod:`.tables`) and lines (:mod:`.lines`); paragraphs run over pages and are put together at the end
(:mod:`.paragraphs`). Of a page that is a picture the content comes from whoever can recognise its characters.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import pypdfium2

from audit.document import Block, Document, Grid
from audit.reading.furniture import is_page_number, lone_number, page_offset, running_heads, spans
from audit.reading.limits import check_pages
from audit.reading.pdf.aligned import NO_COLUMNS, Columns
from audit.reading.pdf.drawn.content import content
from audit.reading.pdf.drawn.raster import raster, without_text
from audit.reading.pdf.drawn.visible import visible_glyphs
from audit.reading.pdf.lines import TextLine
from audit.reading.pdf.objects import PageContent
from audit.reading.pdf.page import Page, mixed_page, page_of, recognised_page
from audit.reading.pdf.paragraphs import Margins, PageLine, margins, paragraphs
from audit.reading.pdf.pictures import is_document, is_noise, is_picture, unread, worth_reading
from audit.reading.pdf.structure import Structure
from audit.reading.problems import UnreadableError, problem, sentence
from audit.reading.source import Source
from audit.reading.steps import say
from audit.reading.workers import cores
from checks.finding import Box, Place

_TAIL = 4096
"""Bytes at the end of a file within which a whole PDF has its end mark."""


Look = Callable[[], PageContent]
"""Recognises what stands on a picture, in points from its upper left corner; may be called in a thread of its own."""

Eye = Callable[[pypdfium2.PdfPage, Box | None], Look]
"""Takes the picture of a page, or of a box of a page."""

_Begun = TypeVar("_Begun")


def read(source: Source, lang: str, eye: Eye | None = None) -> Document:
    """The document that a PDF shows. Raises :class:`UnreadableError` where nothing of it can be read.

    Pages without text and pictures among text go to ``eye`` where there is one; without, they are named as not read.
    """
    return _document(source, lang, "pdf", list(_pages(source, lang, eye)))


def read_pictures(source: Source, lang: str, looks: Iterable[Look], count: int = 1) -> Document:
    """The document that ``count`` pictures show, one a page. Raises :class:`UnreadableError` where it shows nothing."""
    pages: list[Page] = []
    columns = NO_COLUMNS
    with ThreadPoolExecutor(cores()) as pool:
        for number, seen in enumerate(_ahead(pool.submit(look) for look in looks), start=1):
            found = recognised_page(seen.result(), number, lang, columns)
            columns = found[0].columns
            pages += found
            say(number, count)
    return _document(source, lang, "picture", pages)


def _document(source: Source, lang: str, kind: str, pages: list[Page]) -> Document:
    if not pages:
        raise UnreadableError("corrupt", name=source.name)
    with_text = [page for page in pages if page.grids or page.lines]
    problems = [entry for page in pages for entry in page.problems]
    if not with_text:
        if any(page.picture for page in pages):
            raise UnreadableError("scan", name=source.name)
        if any(page.recognised for page in pages):
            raise UnreadableError("illegible", name=source.name)
        raise UnreadableError("corrupt" if problems else "no_content", name=source.name)
    problems.extend(
        problem("scanned_page", lang, Place(page=page.number), page=page.number)
        for page in pages
        if page.picture
    )
    looked_at = [page.number for page in pages if page.recognised]
    recognised = [page.number for page in with_text if page.recognised]
    seen = {
        "recognised_pages": recognised,
        "bare_pages": sorted({*looked_at} - {*recognised}),
        "recognised_parts": [page.number for page in pages if page.parts],
        "unread_pictures": [page.number for page in pages if page.unread],
    }
    notes = tuple(sentence(key, lang, pages=spans(found)) for key, found in seen.items() if found)
    _drop_furniture(pages)
    return Document(
        path=source.name,
        sha256=source.sha256,
        format=kind,
        blocks=tuple(_blocks(pages)),
        pages=max(page.number for page in pages),
        problems=tuple(problems),
        notes=notes,
        sightings=tuple(each for page in pages for each in page.sightings),
        guessed=tuple(place for page in pages for place in page.guessed),
        pictures=tuple(place for page in pages for place in _recognised(page)),
    )


def _recognised(page: Page) -> list[Place]:
    """What of a page was recognised on pictures."""
    if page.recognised:
        return [Place(page=page.number)]
    return [Place(page=page.number, bbox=box) for box in page.parts]


def _pages(source: Source, lang: str, eye: Eye | None) -> Iterator[Page]:
    if b"%%EOF" not in source.data[-_TAIL:]:
        raise UnreadableError("corrupt", name=source.name)  # cut short: what is left may lack pages
    try:
        drawn = pypdfium2.PdfDocument(source.data)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError("encrypted" if locked else "corrupt", name=source.name) from error
    check_pages(source.name, len(drawn))
    structure = Structure(source.data)
    columns = NO_COLUMNS
    with drawn, ThreadPoolExecutor(cores()) as pool:
        sheets = (_sheet(drawn, number, structure, eye, pool) for number in range(1, len(drawn) + 1))
        for sheet in _ahead(sheets):
            pages = _page(sheet, lang, columns)
            columns = pages[0].columns
            yield from pages
            say(sheet.number, len(drawn))


def _ahead(begun: Iterable[_Begun]) -> Iterator[_Begun]:
    """What is begun, as it comes, with so much more begun that no processor waits."""
    waiting: deque[_Begun] = deque()
    for each in begun:
        waiting.append(each)
        if len(waiting) > cores():
            yield waiting.popleft()
    yield from waiting


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page that is begun: what it draws that can be seen, None where it is damaged; what its pictures will show.

    ``whole`` is what recognising all of it finds; ``unread`` says of pictures that nobody can read whether they show rules.
    """

    number: int
    content: PageContent | None = None
    whole: Future[PageContent] | None = None
    parts: tuple[tuple[Box, Future[PageContent]], ...] = ()
    unread: tuple[tuple[Box, bool], ...] = ()


def _sheet(
    drawn: pypdfium2.PdfDocument, number: int, structure: Structure, eye: Eye | None, pool: ThreadPoolExecutor
) -> _Sheet:
    try:
        if not structure.is_whole(number - 1):
            return _Sheet(number)
        sheet = drawn[number - 1]
        try:
            found = content(sheet, structure)
            glyphs = visible_glyphs(found, partial(raster, sheet), partial(without_text, sheet))
            found = replace(found, glyphs=glyphs)
            if eye is not None and (is_picture(found) or is_noise(found)):
                return _Sheet(number, found, whole=pool.submit(eye(sheet, None)))
            pictures = [] if is_picture(found) else worth_reading(found)
            if eye is not None:
                parts = tuple((box, pool.submit(eye(sheet, box))) for box in pictures)
                return _Sheet(number, found, parts=parts)
            return _Sheet(number, found, unread=unread(raster(sheet), pictures) if pictures else ())
        finally:
            sheet.close()
    except MemoryError:
        raise
    except Exception:  # one damaged page must not cost the others
        return _Sheet(number)


def _page(sheet: _Sheet, lang: str, before: Columns) -> list[Page]:
    if sheet.content is None:
        return [_broken(sheet.number, lang)]
    try:
        return _seen_page(sheet, sheet.content, lang, before)
    except MemoryError:
        raise
    except Exception:  # one damaged page must not cost the others
        return [_broken(sheet.number, lang)]


def _seen_page(sheet: _Sheet, drawn: PageContent, lang: str, before: Columns) -> list[Page]:
    number = sheet.number
    if sheet.whole is not None:
        seen = sheet.whole.result()
        if is_picture(drawn) or 2 * len(seen.glyphs) > len(drawn.glyphs):
            return recognised_page(seen, number, lang, before)
    looks = [(box, look.result()) for box, look in sheet.parts]
    read = [(box, look) for box, look in looks if is_document(look)]
    pages = mixed_page(drawn, read, number, lang, before) if read else page_of(drawn, number, lang, before)
    first = pages[0]
    first.unread = [box for box, look in looks if not is_document(look)] + [box for box, _ in sheet.unread]
    if any(ruled for _, ruled in sheet.unread):
        first.problems.append(problem("pictured_table", lang, Place(page=number), page=number))
    return pages


def _broken(number: int, lang: str) -> Page:
    return Page(number, problems=[problem("broken_page", lang, Place(page=number), page=number)])


def _drop_furniture(pages: list[Page]) -> None:
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


def _edge_lines(page: Page) -> list[TextLine]:
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


def _blocks(pages: list[Page]) -> Iterator[Block]:
    """Grids and paragraphs in reading order; a paragraph goes on over the page break."""
    by_width: dict[tuple[int, int], list[PageLine]] = {}
    for page in pages:
        by_width.setdefault(_shape(page), []).extend(
            PageLine(page.number, line, page.turn) for line in page.lines
        )
    frames = {width: margins(body) for width, body in by_width.items()}
    run: list[PageLine] = []
    frame: Margins | None = None
    for page in pages:
        current = frames[_shape(page)]
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


def _shape(page: Page) -> tuple[int, int]:
    """What pages share whose margins are the same."""
    return round(page.width / 10), round(page.left / 10)


def _top(table: Grid) -> float:
    return table.place.bbox[1] if table.place.bbox else 0.0
