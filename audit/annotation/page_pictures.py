"""Parts of PDF pages as pictures: the surroundings of a number, the number framed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw

from audit.annotation.frame import around
from checks.finding import Box

_WIDTH, _HEIGHT = 250.0, 46.0
"""The part of a page that is shown around a number, in points; more of a line that is marked as a whole."""

_ASIDE = 16.0

_SCALE = 2.0
_COLOURS = 32
_LINE = 3


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that is wanted: what it is called, page (from 1) and box of the number, colour of the frame."""

    name: str
    page: int
    box: Box
    ink: str


def drawn(data: bytes, shots: Sequence[Shot]) -> dict[str, bytes]:
    """PNG pictures out of the PDF ``data`` by their names. Raises whatever a damaged file makes of pdfium."""
    by_page: dict[int, list[Shot]] = defaultdict(list)
    for shot in shots:
        by_page[shot.page].append(shot)
    found = {}
    with pypdfium2.PdfDocument(data) as pdf:  # type: ignore[no-untyped-call]
        for number, on_page in by_page.items():
            page = pdf[number - 1]
            for shot in on_page:
                found[shot.name] = _png(_picture(page, shot))
            page.close()
    return found


def _picture(page: pypdfium2.PdfPage, shot: Shot) -> Image.Image:
    """The surroundings of a number, inside the page."""
    width, height = page.get_size()  # type: ignore[no-untyped-call]
    x0, y0, x1, y1 = around(shot.box)
    left, right = _window(x0, x1, max(_WIDTH, x1 - x0 + _ASIDE), width)
    top, bottom = _window(y0, y1, _HEIGHT, height)
    crop = (left, height - bottom, width - right, top)
    bitmap = page.render(scale=_SCALE, crop=crop)  # type: ignore[no-untyped-call]
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    frame = [round(_SCALE * each) for each in (x0 - left, y0 - top, x1 - left, y1 - top)]
    ImageDraw.Draw(picture).rectangle(frame, outline=f"#{shot.ink}", width=_LINE)
    return picture


def _window(low: float, high: float, size: float, end: float) -> tuple[float, float]:
    """A stretch of ``size`` around the middle of ``low`` to ``high``, shifted to lie between 0 and ``end``."""
    size = min(size, end)
    start = min(max((low + high - size) / 2, 0.0), end - size)
    return start, start + size


def _png(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.quantize(_COLOURS).save(buffer, "PNG")
    return buffer.getvalue()
