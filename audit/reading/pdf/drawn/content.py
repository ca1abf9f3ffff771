"""What a PDF page draws inside its clip paths, layers that are switched off left out."""

from __future__ import annotations

import pypdfium2

from audit.reading.pdf.drawn.marks import Layers
from audit.reading.pdf.drawn.painted import painted
from audit.reading.pdf.drawn.shapes import shapes
from audit.reading.pdf.drawn.space import display_of
from audit.reading.pdf.drawn.text import UNKNOWN, glyphs
from audit.reading.pdf.objects import PageContent


def content(page: pypdfium2.PdfPage, layers: Layers) -> PageContent:
    """What ``page`` draws; ``layers`` are those of its document."""
    display = display_of(page)
    found = painted(page, layers)
    outlined = shapes(found, display)
    drawn = glyphs(page, found, display)
    return PageContent(
        *display.size,
        glyphs=drawn,
        rules=outlined.rules,
        surfaces=outlined.surfaces,
        curves=outlined.curves,
        unknown_glyphs=sum(glyph.text == UNKNOWN for glyph in drawn),
    )
