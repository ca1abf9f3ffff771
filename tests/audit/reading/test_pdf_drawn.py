"""The glyphs that pdfium tells of are those that pdfminer's interpreter draws: the same characters in the same places."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from audit.reading.pdf.drawn.content import content
from audit.reading.pdf.drawn.interpreter import PageReader
from audit.reading.pdf.drawn.marks import Layers
from audit.reading.pdf.objects import Glyph

_ROOT = Path(__file__).parents[3]
_PDFS = [*sorted(_ROOT.glob("sample_data/*/*.pdf")), *sorted(_ROOT.parent.glob("shared/corpus/*/*.pdf"))]


def _agree(old: Glyph, new: Glyph) -> bool:
    apart = max(abs(old.x0 - new.x0), abs(old.top - new.top), abs(old.bottom - new.bottom))
    return old.text == new.text and old.turn == new.turn and apart < 0.1


@pytest.mark.parametrize("path", _PDFS, ids=[f"{path.parent.name} {path.stem}" for path in _PDFS])
def test_both_readers_see_the_same_glyphs(path: Path) -> None:
    data = path.read_bytes()
    parsed = PDFDocument(PDFParser(BytesIO(data)))
    before, layers = PageReader(parsed.catalog), Layers(data)
    with pypdfium2.PdfDocument(data) as document:
        for sheet, page in zip(PDFPage.create_pages(parsed), document, strict=True):
            old = [glyph for glyph in before.read(sheet).glyphs if glyph.text.strip()]
            new = content(page, layers).glyphs
            page.close()
            assert len(new) == len(old)
            assert all(_agree(one, other) for one, other in zip(old, new, strict=True))
