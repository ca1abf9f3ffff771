"""Image files to documents, a page a frame, by recognising their characters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from audit.document import Document
from audit.reading.limits import check_pages
from audit.reading.pdf import reader
from audit.reading.pdf.objects import PageContent
from audit.reading.pdf.sheets import Look
from audit.reading.pictured.telling import BROKEN, on_white
from audit.reading.problems import UnreadableError
from audit.reading.scans.extra import SECONDS, USUAL_DPI, is_installed
from audit.reading.source import Source
from audit.reading.steps import ask

_SIDE = 11.7
"""Inches: the longer side of a sheet of A4, by which a picture that does not say its resolution is measured."""

_COARSEST, _FINEST = 120.0, 320.0
"""Dots an inch between which a picture is taken as it is."""

_BIGGEST = 80_000_000
"""Pixels: a larger picture is no page."""


def read(source: Source, lang: str) -> Document:
    """The document that an image file shows, one page a frame. Raises :class:`UnreadableError` for one that shows none."""
    if not is_installed():
        raise UnreadableError("scan", name=source.name)
    count = _frames(source)
    check_pages(source.name, count)
    return reader.read_pictures(source, lang, _looks(source), count)


def _frames(source: Source) -> int:
    try:
        with Image.open(BytesIO(source.data)) as picture:
            return int(getattr(picture, "n_frames", 1))
    except BROKEN as error:
        raise UnreadableError("corrupt", name=source.name) from error


def _looks(source: Source) -> Iterator[Look]:
    from audit.reading.scans.kept import content  # noqa: PLC0415

    try:
        with Image.open(BytesIO(source.data)) as picture:
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > _BIGGEST:
                    raise UnreadableError("corrupt", name=source.name)
                page, dpi = upright(frame)
                ask(SECONDS)
                yield partial(content, np.array(page, dtype=np.uint8), dpi)
    except BROKEN as error:
        raise UnreadableError("corrupt", name=source.name) from error


def inside(data: bytes, inches: float) -> PageContent | None:
    """What a picture inside a document shows, its longer side being so many inches; None where it is none of these."""
    from audit.reading.scans.kept import content  # noqa: PLC0415

    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > _BIGGEST:
                return None
            page, dpi = upright(picture, inches)
    except BROKEN:
        return None
    ask(SECONDS)
    return content(np.array(page, dtype=np.uint8), dpi)


def upright(frame: Image.Image, inches: float = _SIDE) -> tuple[Image.Image, float]:
    """A picture the way its camera was held, on white, and its dots an inch."""
    turned = on_white(ImageOps.exif_transpose(frame))
    dpi = max(turned.size) / inches
    if not _COARSEST <= dpi <= _FINEST:
        scale = USUAL_DPI / dpi
        turned = turned.resize(
            (round(turned.width * scale), round(turned.height * scale)), Image.Resampling.LANCZOS
        )
        dpi = USUAL_DPI
    return turned.convert("RGB"), dpi
