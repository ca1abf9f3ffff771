"""Parts of pictures, of pages that came as such and inside documents: the surroundings of a number, the number framed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageSequence

from audit.annotation.frame import SCALE, Shot
from audit.reading.scans.embedded import pictures_inside
from audit.reading.scans.images import upright
from checks.report import DocumentInfo


def drawn(data: bytes, shots: Sequence[Shot]) -> dict[str, bytes]:
    """PNG pictures out of the picture ``data`` by their names. Raises ``OSError`` for what is no picture."""
    found: dict[str, bytes] = {}
    with Image.open(BytesIO(data)) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
            wanted = [shot for shot in shots if shot.page == number]
            if wanted:
                page, dpi = upright(frame)
                found |= {shot.name: _picture(page, dpi / 72, shot) for shot in wanted}
    return found


def drawn_inside(data: bytes, document: DocumentInfo, shots: Sequence[Shot], lang: str) -> dict[str, bytes]:
    """PNG pictures out of the pictures inside a document by their names. Raises as its reader, and ``OSError``."""
    found: dict[str, bytes] = {}
    for name, picture, inches in pictures_inside(data, document.path, document.format, lang):
        wanted = [shot for shot in shots if shot.page == name]
        if wanted:
            with Image.open(BytesIO(picture)) as opened:
                page, dpi = upright(opened, inches)
            found |= {shot.name: _picture(page, dpi / 72, shot) for shot in wanted}
    return found


def _picture(page: Image.Image, point: float, shot: Shot) -> bytes:
    left, top, right, bottom = shot.window(page.width / point, page.height / point)
    part = page.crop((round(left * point), round(top * point), round(right * point), round(bottom * point)))
    size = round((right - left) * SCALE), round((bottom - top) * SCALE)
    return shot.framed(part.resize(size, Image.Resampling.LANCZOS), left, top)
