"""The characters of a levelled page, each with its place: RapidOCR, whose models lie in its wheel."""

from __future__ import annotations

from functools import cache
from typing import Any

from audit.reading.pdf.objects import Glyph, PageContent
from audit.reading.scans.pictures import Pixels, level, rules, without_stamp


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime.main import RapidOCR  # noqa: PLC0415 - two seconds to load

    return RapidOCR()


def content(page: Pixels, dpi: float) -> PageContent:
    """What stands on the picture of a page, in points from its upper left corner.

    A recognised box gives its characters equal shares of its width unless the model says where each stands.
    """
    clean = level(without_stamp(page))
    point = dpi / 72
    found = PageContent(clean.shape[1] / point, clean.shape[0] / point, (0.0, 0.0))
    found.rules = rules(clean, dpi)
    read, _ = _engine()(clean[:, :, ::-1].copy(), use_cls=False)
    for box, text, _confidence in read or []:
        left, right = min(x for x, _ in box) / point, max(x for x, _ in box) / point
        top, bottom = min(y for _, y in box) / point, max(y for _, y in box) / point
        step = (right - left) / max(len(text), 1)
        found.glyphs.extend(
            Glyph(c, left + n * step, top, left + (n + 1) * step, bottom, len(found.glyphs) + n, 0.0)
            for n, c in enumerate(text)
        )
    return found
