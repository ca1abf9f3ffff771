"""What was typed over a page: the values of form fields and text that was added as a note are seen, and are no part of its content."""

from __future__ import annotations

from typing import Any

import pypdfium2

from audit.reading.pdf.drawn.columns import pdfium

_TYPED = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT})


def prepared(drawn: Any) -> None:
    """Let pdfium lay out the fields of a form; to be called before any page is taken."""
    if drawn.get_formtype() != pdfium.FORMTYPE_NONE:
        drawn.init_forms()


def page_at(drawn: pypdfium2.PdfDocument, index: int) -> Any:
    """The page at ``index`` (from 0), with what was typed over it in its content."""
    page: Any = drawn[index]
    kinds = [_kind(page, at) for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw))]
    if _TYPED.isdisjoint(kinds):
        return page
    for at in reversed(range(len(kinds))):
        if kinds[at] not in _TYPED:
            pdfium.FPDFPage_RemoveAnnot(page.raw, at)
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return drawn[index]


def _kind(page: Any, at: int) -> int:
    note = pdfium.FPDFPage_GetAnnot(page.raw, at)
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(note))
    finally:
        pdfium.FPDFPage_CloseAnnot(note)
