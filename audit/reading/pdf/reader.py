"""PDF to blocks: paragraphs and ruled tables in the order of the eye, and nothing that the eye cannot see.

Each page goes through four stages that can be looked at alone: content and visibility (:mod:`.drawn`), tables
(:mod:`.tables`) and lines (:mod:`.lines`); paragraphs run over pages and are put together at the end
(:mod:`.paragraphs`). Of a page that is a picture the content comes from whoever can recognise its characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

import pypdfium2

from audit.document import Block, Document, Grid
from audit.reading.furniture import is_page_number, lone_number, page_offset, running_heads, spans
from audit.reading.limits import check_pages
from audit.reading.pdf.drawn.filled import prepared
from audit.reading.pdf.page import Page, recognised_page, settle, stands_alone
from audit.reading.pdf.paragraphs import Margins, PageLine, margins, paragraphs
from audit.reading.pdf.sheets import Eye, Look, ahead, begun, broken, finished
from audit.reading.pdf.structure import Structure
from audit.reading.pdf.unruled.aligned import NO_COLUMNS, Columns
from audit.reading.problems import UnreadableError, problem, sentence
from audit.reading.source import Source
from audit.reading.steps import say
from audit.reading.workers import cores
from checks.finding import Place

_TAIL = 4096
"""Bytes at the end of a file within which a whole PDF has its end mark."""


def read(source: Source, lang: str, eye: Eye | None = None) -> Document:
    """The document that a PDF shows. Raises :class:`UnreadableError` where nothing of it can be read.

    Pages without text and pictures among text go to ``eye`` where there is one; without, they are named as not read.
    """
    return together(source, lang, _pages(source, lang, eye))


def count(source: Source) -> int:
    """How many pages a PDF has. Raises :class:`UnreadableError` where it cannot be opened."""
    with _opened(source) as drawn:
        return len(drawn)


def part(source: Source, lang: str, eye: Eye | None, numbers: range) -> list[Page]:
    """Some pages of a PDF, to be put together with the others; raises as :func:`read`."""
    known = NO_COLUMNS if numbers.start == 1 else None
    return list(_settled(_pages(source, lang, eye, numbers), lang, known))


def together(source: Source, lang: str, pages: Iterable[Page]) -> Document:
    """The document that pages make, which were read in one go or in parts. Raises :class:`UnreadableError` for none."""
    return _document(source, lang, "pdf", list(_settled(pages, lang)))


def read_pictures(source: Source, lang: str, looks: Iterable[Look], count: int = 1) -> Document:
    """The document that ``count`` pictures show, one a page. Raises :class:`UnreadableError` where it shows nothing."""
    pages: list[Page] = []
    with ThreadPoolExecutor(cores()) as pool:
        for number, seen in enumerate(ahead(pool.submit(look) for look in looks), start=1):
            pages += recognised_page(seen.result(), number, lang)
            say(number, count)
    return _document(source, lang, "picture", list(_settled(pages, lang)))


def _settled(pages: Iterable[Page], lang: str, before: Columns | None = NO_COLUMNS) -> Iterator[Page]:
    """Pages with the tables without rules that stand on them; one where that fails counts as broken.

    Where nobody knows what the page ``before`` them ends with (None), those that may go on from it stay as they are.
    """
    for number, parts in groupby(pages, key=lambda page: page.number):
        page = list(parts)
        waits = any(part.loose is not None for part in page)
        if waits and before is None and stands_alone(page):
            before = NO_COLUMNS
        if waits and before is not None:
            try:
                settle(page, before)
            except MemoryError:
                raise
            except Exception:  # one damaged page must not cost the others
                page = [broken(number, lang)]
        before = before if page[0].columns is None else page[0].columns
        yield from page


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
        "unread_pictures": [page.number for page in pages if page.unread or page.unseen],
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
        unseen=tuple(Place(page=page.number, bbox=box) for page in pages for box in page.unseen),
    )


def _recognised(page: Page) -> list[Place]:
    """What of a page was recognised on pictures."""
    if page.recognised:
        return [Place(page=page.number)]
    return [Place(page=page.number, bbox=box) for box in page.parts]


def _opened(source: Source) -> pypdfium2.PdfDocument:
    if b"%%EOF" not in source.data[-_TAIL:]:
        raise UnreadableError("corrupt", name=source.name)  # cut short: what is left may lack pages
    try:
        drawn = pypdfium2.PdfDocument(source.data)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError("encrypted" if locked else "corrupt", name=source.name) from error
    check_pages(source.name, len(drawn))
    prepared(drawn)
    return drawn


def _pages(source: Source, lang: str, eye: Eye | None, numbers: range | None = None) -> Iterator[Page]:
    """The pages with these numbers, all where none are given, as they are taken in one by one."""
    structure = Structure(source.data)
    with _opened(source) as drawn, ThreadPoolExecutor(cores()) as pool:
        wanted = numbers or range(1, len(drawn) + 1)
        sheets = (begun(drawn, number, structure, eye, pool) for number in wanted)
        for done, sheet in enumerate(ahead(sheets), start=1):
            yield from finished(sheet, lang)
            say(done, len(drawn))


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


def _edge_lines(page: Page) -> list[PageLine]:
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
    """Grids and paragraphs in reading order; a paragraph goes on over the page break, but over no page that was not read."""
    by_width: dict[tuple[int, int], list[PageLine]] = {}
    for page in pages:
        by_width.setdefault(_shape(page), []).extend(page.lines)
    frames = {width: margins(body) for width, body in by_width.items()}
    run: list[PageLine] = []
    frame: Margins | None = None
    for page in pages:
        current = frames[_shape(page)]
        unread = not page.lines and (page.picture or page.problems)
        if run and frame is not None and (current != frame or unread):
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
            run.append(line)
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
