"""A page from what is drawn on it to what stands on it, with the recognising of its pictures under way meanwhile.

Recognising takes seconds where taking in takes milliseconds: pages are begun ahead, and come to an end in their order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import pypdfium2

from audit.reading.pdf.drawn.content import content
from audit.reading.pdf.drawn.filled import page_at
from audit.reading.pdf.drawn.raster import raster, without_text
from audit.reading.pdf.drawn.visible import visible_glyphs
from audit.reading.pdf.objects import PageContent
from audit.reading.pdf.page import Page, mixed_page, page_of, recognised_page
from audit.reading.pdf.pictures import is_document, is_noise, is_picture, ruled, worth_reading
from audit.reading.pdf.structure import Structure
from audit.reading.problems import problem
from audit.reading.workers import cores
from checks.finding import Box, Place

Look = Callable[[], PageContent]
"""Recognises what stands on a picture, in points from its upper left corner; may be called in a thread of its own."""

Eye = Callable[[pypdfium2.PdfPage, Box | None], Look]
"""Takes the picture of a page, or of a box of a page."""

_Begun = TypeVar("_Begun")


def ahead(started: Iterable[_Begun]) -> Iterator[_Begun]:
    """What is begun, as it comes, with so much more begun that no processor waits."""
    waiting: deque[_Begun] = deque()
    for each in started:
        waiting.append(each)
        if len(waiting) > cores():
            yield waiting.popleft()
    yield from waiting


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that is begun: what it draws that can be seen, None where it is damaged; what its pictures will show.

    ``whole`` is what recognising all of it finds; ``parts`` and, where nobody can read them, ``unread`` say of its pictures
    whether they show the rules of a table.
    """

    number: int
    content: PageContent | None = None
    whole: Future[PageContent] | None = None
    parts: tuple[tuple[Box, bool, Future[PageContent]], ...] = ()
    unread: tuple[tuple[Box, bool], ...] = ()


def begun(
    drawn: pypdfium2.PdfDocument, number: int, structure: Structure, eye: Eye | None, pool: ThreadPoolExecutor
) -> Sheet:
    """A page of a file: what it draws is taken in, its pictures go to ``eye`` in the threads of ``pool``."""
    try:
        if not structure.is_whole(number - 1):
            return Sheet(number)
        sheet = page_at(drawn, number - 1)
        try:
            found = content(sheet, structure)
            glyphs = visible_glyphs(found, partial(raster, sheet), partial(without_text, sheet))
            found = replace(found, glyphs=glyphs)
            if eye is not None and (is_picture(found) or is_noise(found)):
                return Sheet(number, found, whole=pool.submit(eye(sheet, None)))
            pictures = [] if is_picture(found) else worth_reading(found)
            shown = ruled(raster(sheet), pictures) if pictures else ()
            if eye is None:
                return Sheet(number, found, unread=shown)
            parts = tuple((box, table, pool.submit(eye(sheet, box))) for box, table in shown)
            return Sheet(number, found, parts=parts)
        finally:
            sheet.close()
    except MemoryError:
        raise
    except Exception:  # one damaged page must not cost the others
        return Sheet(number)


def finished(sheet: Sheet, lang: str) -> list[Page]:
    """What stands on a page that was begun, not settled; waits for what its pictures show."""
    if sheet.content is None:
        return [broken(sheet.number, lang)]
    try:
        return _seen_page(sheet, sheet.content, lang)
    except MemoryError:
        raise
    except Exception:  # one damaged page must not cost the others
        return [broken(sheet.number, lang)]


def _seen_page(sheet: Sheet, drawn: PageContent, lang: str) -> list[Page]:
    number = sheet.number
    if sheet.whole is not None:
        seen = sheet.whole.result()
        if is_picture(drawn) or 2 * len(seen.glyphs) > len(drawn.glyphs):
            return recognised_page(seen, number, lang)
    looks = [(box, table, look.result()) for box, table, look in sheet.parts]
    read = [(box, look) for box, _, look in looks if is_document(look)]
    pages = mixed_page(drawn, read, number, lang) if read else page_of(drawn, number, lang)
    first = pages[0]
    illegible = [(box, table) for box, table, look in looks if not is_document(look)]
    first.unread = [box for box, _ in illegible]
    first.unseen = [box for box, _ in sheet.unread]
    for key, pictures in (("illegible_table", illegible), ("pictured_table", sheet.unread)):
        if any(table for _, table in pictures):
            first.problems.append(problem(key, lang, Place(page=number), page=number))
    return pages


def broken(number: int, lang: str) -> Page:
    """A page of which nothing can be read, with its problem."""
    return Page(number, problems=[problem("broken_page", lang, Place(page=number), page=number)])
