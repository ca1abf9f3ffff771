"""What a PDF page draws inside its clip paths, layers that are switched off left out."""

from __future__ import annotations

import pypdfium2

from audit.reading.pdf.drawn.painted import painted
from audit.reading.pdf.drawn.shapes import shapes
from audit.reading.pdf.drawn.space import display_of
from audit.reading.pdf.drawn.text import UNKNOWN, glyphs
from audit.reading.pdf.objects import PageContent
from audit.reading.pdf.structure import Structure


def content(page: pypdfium2.PdfPage, structure: Structure) -> PageContent:
    """What ``page`` draws; ``structure`` is that of its document."""
    display = display_of(page)
    found = painted(page, structure)
    outlined = shapes(found, display)
    drawn = glyphs(page, found, display)
    return PageContent(
        *display.size,
        glyphs=drawn,
        rules=outlined.rules,
        surfaces=outlined.surfaces,
        pictures=outlined.pictures,
        curves=outlined.curves,
        unknown_glyphs=sum(glyph.text == UNKNOWN for glyph in drawn),
    )
