"""A page drawn in grey at one pixel a point, with its text and without."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pypdfium2

from audit.reading.pdf.drawn.columns import pdfium

Raster = npt.NDArray[np.uint8]


def raster(page: pypdfium2.PdfPage) -> Raster:
    """The page as it is seen."""
    bitmap = page.render(scale=1, grayscale=True)  # type: ignore[no-untyped-call]
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    bitmap.close()
    return pixels.reshape(pixels.shape[0], pixels.shape[1])


def without_text(page: pypdfium2.PdfPage) -> Raster:
    """The page without what its text paints: where that changes nothing, the text cannot be seen."""
    texts = [each.raw for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])]  # type: ignore[no-untyped-call]
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(each) for each in texts]
    for each in texts:
        pdfium.FPDFTextObj_SetTextRenderMode(each, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    try:
        return raster(page)
    finally:
        for each, mode in zip(texts, modes, strict=True):
            pdfium.FPDFTextObj_SetTextRenderMode(each, mode)
