"""Parts of PDF pages as pictures: the surroundings of a number, the number framed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pypdfium2
from PIL import Image

from audit.annotation.frame import SCALE, Shot


def drawn(data: bytes, shots: Sequence[Shot]) -> dict[str, bytes]:
    """PNG pictures out of the PDF ``data`` by their names. Raises whatever a damaged file makes of pdfium."""
    by_page: dict[int, list[Shot]] = defaultdict(list)
    for shot in shots:
        by_page[int(shot.page)].append(shot)
    found = {}
    with pypdfium2.PdfDocument(data) as pdf:  # type: ignore[no-untyped-call]
        for number, on_page in by_page.items():
            page = pdf[number - 1]
            for shot in on_page:
                found[shot.name] = _picture(page, shot)
            page.close()
    return found


def _picture(page: pypdfium2.PdfPage, shot: Shot) -> bytes:
    """The surroundings of a number, inside the page."""
    width, height = page.get_size()  # type: ignore[no-untyped-call]
    left, top, right, bottom = shot.window(width, height)
    crop = (left, height - bottom, width - right, top)
    bitmap = page.render(scale=SCALE, crop=crop)  # type: ignore[no-untyped-call]
    part: Image.Image = bitmap.to_pil().convert("RGB")
    return shot.framed(part, left, top)
