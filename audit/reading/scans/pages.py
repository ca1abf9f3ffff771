"""PDF files to documents: pages that hold text are read as text, pictures by recognising their characters.

Recognition is an extra of the package. Without it a PDF with text is read as ever, and a page that is a picture is
named as what was not read, with what to install.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from audit.document import Document
from audit.reading.pdf import reader
from audit.reading.pdf.page import Page
from audit.reading.pdf.sheets import Look
from audit.reading.scans.extra import FINEST_DPI, SECONDS, USUAL_DPI, is_installed
from audit.reading.source import Source
from audit.reading.steps import ask
from checks.finding import Box

if TYPE_CHECKING:
    import pypdfium2

_MOST = 0.3
"""The share of a page from which an image on it can be the page itself."""


def read(source: Source, lang: str) -> Document:
    """The document that a PDF file shows. Raises :class:`UnreadableError` where nothing of it can be read."""
    return reader.read(source, lang, _eye if is_installed() else None)


def count(source: Source) -> int:
    """How many pages a PDF has. Raises :class:`UnreadableError` where it cannot be opened."""
    return reader.count(source)


def part(source: Source, lang: str, numbers: range) -> list[Page]:
    """The pages with these numbers; raises as :func:`read`."""
    return reader.part(source, lang, _eye if is_installed() else None, numbers)


def together(source: Source, lang: str, pages: Iterable[Page]) -> Document:
    """The document that all pages make, read in parts. Raises :class:`UnreadableError` where they show nothing."""
    return reader.together(source, lang, pages)


def _eye(page: pypdfium2.PdfPage, box: Box | None) -> Look:
    import numpy as np  # noqa: PLC0415

    from audit.reading.scans.kept import content  # noqa: PLC0415

    dpi = _resolution(page, box)
    width, height = page.get_size()  # type: ignore[no-untyped-call]
    x0, y0, x1, y1 = box or (0.0, 0.0, width, height)
    crop = tuple(max(side, 0.0) for side in (x0, height - y1, width - x1, y0))
    bitmap = page.render(scale=dpi / 72, crop=crop)  # type: ignore[no-untyped-call]
    pixels = np.array(bitmap.to_pil().convert("RGB"), dtype=np.uint8)
    bitmap.close()
    ask(SECONDS)
    return partial(content, pixels, dpi)


def _resolution(page: pypdfium2.PdfPage, box: Box | None) -> float:
    """Dots an inch of the images that can be a page, or of the finest where a box is asked for, as far as they are of use."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    finest = 0.0
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):  # type: ignore[no-untyped-call, attr-defined]
        left, bottom, right, top = image.get_bounds()
        size = image.get_px_size()
        width, height = max(right - left, 1.0), max(top - bottom, 1.0)
        if box or width * height > _MOST * page.get_width() * page.get_height():  # type: ignore[no-untyped-call]
            finest = max(finest, max(size) / max(width, height) * 72)
    return min(max(finest, USUAL_DPI), FINEST_DPI)
