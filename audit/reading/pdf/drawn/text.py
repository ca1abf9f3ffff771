"""The glyphs that a page draws: which characters, where, how light, and which way their lines run.

pdfium's text page puts the characters into reading order, with spaces and line ends that nothing draws, and leaves out
a text that repeats one just before it in the same place. Here the characters return to the objects that draw them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2

from audit.reading.pdf.drawn.colour import luminance, opacity
from audit.reading.pdf.drawn.columns import (
    Address,
    Floats,
    Truths,
    Whole,
    address,
    answer,
    answers,
    pdfium,
    record,
    values,
)
from audit.reading.pdf.drawn.marks import drop_replacements
from audit.reading.pdf.drawn.painted import Painted
from audit.reading.pdf.drawn.space import Display, shared
from audit.reading.pdf.objects import Glyph

UNKNOWN = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

_HYPHEN = "\x02"
"""What pdfium makes of a hyphen at the end of a line."""

_INVISIBLE = (3, 7)
"""Rendering modes that paint nothing."""

_STROKED = (1, 5)
"""Rendering modes that paint outlines alone."""

_FAINT = 0.05
"""Opacity up to which text cannot be seen."""

_SLANT = 0.05
"""Text whose line rises or falls by more is a watermark across the page, no part of its text."""


@dataclass(frozen=True, slots=True)
class _Characters:
    """Characters of a text page in painting order, a row each.

    ``owners`` are the numbers of the objects that draw them, ``places`` their own in the text page.
    """

    text: Address
    places: list[int]
    owners: Whole


@dataclass(frozen=True, slots=True)
class _Setting:
    """How an object sets its characters, a row for each object.

    ``matrices`` lead from the space of its glyphs to the page; ``low`` is how far its line of print reaches below the
    base line (a negative number), ``high`` how far above; ``colours`` are luminances.
    """

    matrices: Floats
    low: Floats
    high: Floats
    colours: Floats


def glyphs(page: pypdfium2.PdfPage, found: Painted, display: Display) -> list[Glyph]:
    """The glyphs of ``page`` inside their clip paths, as displayed, in painting order; invisible ones are left out."""
    drop_replacements(found.at(found.of(pdfium.FPDF_PAGEOBJ_TEXT)))
    text = page.get_textpage()  # type: ignore[no-untyped-call]
    try:
        return _glyphs(_characters(address(text.raw), found), found, display)
    finally:
        text.close()


def _characters(text: Address, found: Painted) -> _Characters:
    """The characters that are drawn and not blank."""
    count = answer(pdfium.FPDFText_CountChars, text)
    codes = answers(pdfium.FPDFText_GetUnicode, repeat(text), range(count))
    objects = answers(pdfium.FPDFText_GetTextObject, repeat(text), range(count))
    number_of = {found.addresses[number]: number for number in _painting(found).tolist()}
    drawn = sorted(
        (number_of[where], place)
        for place, (where, code) in enumerate(zip(objects, codes, strict=True))
        if where in number_of and not chr(code).isspace()
    )
    return _Characters(
        text, [place for _, place in drawn], np.array([number for number, _ in drawn], np.int64)
    )


def _painting(found: Painted) -> Whole:
    """The numbers of the objects whose text leaves paint on the page."""
    numbers = found.of(pdfium.FPDF_PAGEOBJ_TEXT)
    objects = found.at(numbers)
    modes = answers(pdfium.FPDFTextObj_GetTextRenderMode, objects)
    return numbers[~np.isin(modes, _INVISIBLE) & (opacity(objects) > _FAINT)]


def _glyphs(drawn: _Characters, found: Painted, display: Display) -> list[Glyph]:
    owners, firsts, of = np.unique(drawn.owners, return_index=True, return_inverse=True)
    if not len(owners):
        return []
    setting = _setting(drawn.text, [drawn.places[first] for first in firsts], found.at(owners))
    a, b = setting.matrices[of, :2].T
    boxes = _boxes(drawn, setting, of)
    extents = np.column_stack(
        [np.minimum.reduceat(boxes[:, :2], firsts), np.maximum.reduceat(boxes[:, 2:], firsts)]
    )
    shown = shared(found.shown(owners, extents), np.array([display.box]))
    seen = np.flatnonzero(
        _mostly_in(boxes, shown[of]) & (np.minimum(abs(a), abs(b)) <= _SLANT * np.maximum(abs(a), abs(b)))
    )
    x0, top, x1, bottom = display.boxes(boxes[seen]).T.tolist()
    ways = np.where(abs(a) >= abs(b), np.where(a > 0, 0, 2), np.where(b > 0, 1, 3))
    return list(
        map(
            Glyph,
            _texts(drawn.text, [drawn.places[number] for number in seen]),
            x0,
            top,
            x1,
            bottom,
            drawn.owners[seen].tolist(),
            setting.colours[of][seen].tolist(),
            ((ways[seen] - display.quarters) % 4).tolist(),
        )
    )


def _setting(text: Address, places: Sequence[int], objects: Sequence[Address]) -> _Setting:
    """How each of ``objects`` sets its characters; ``places`` are those of one character of each."""
    matrices = record(pdfium.FPDFText_GetMatrix, np.float32, 6, [text] * len(places), places).astype(float)
    sizes = np.array(answers(pdfium.FPDFText_GetFontSize, repeat(text), places))
    fonts = answers(pdfium.FPDFTextObj_GetFont, objects)
    known = [*{*fonts}]
    descents = values(pdfium.FPDFFont_GetDescent, np.float32, 1, known, [1.0] * len(known))[:, 0].tolist()
    descent_of = dict(zip(known, descents, strict=True))
    low = sizes * [descent_of[font] for font in fonts]
    stroked = np.isin(answers(pdfium.FPDFTextObj_GetTextRenderMode, objects), _STROKED)
    fills, strokes = (
        luminance(colour_of, objects)
        for colour_of in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor)
    )
    return _Setting(matrices, low, low + sizes, np.where(stroked, strokes, fills))


def _boxes(drawn: _Characters, setting: _Setting, of: Whole) -> Floats:
    """The boxes of characters on the page: along the line as wide as they are set, across it as high as the font size."""
    place = [drawn.text] * len(drawn.places), drawn.places
    left, top, right, bottom = record(pdfium.FPDFText_GetLooseCharBox, np.float32, 4, *place).astype(float).T
    x, y = values(pdfium.FPDFText_GetCharOrigin, np.float64, 2, *place).T
    a, b, c, d = setting.matrices[of, :4].T
    low, high = setting.low[of], setting.high[of]
    level = abs(a) >= abs(b)
    across = np.where(level, (left, right), (x + c * low, x + c * high))
    up = np.where(level, (y + d * low, y + d * high), (bottom, top))
    return np.column_stack([across.min(axis=0), up.min(axis=0), across.max(axis=0), up.max(axis=0)])


def _mostly_in(boxes: Floats, frames: Floats) -> Truths:
    """Whether at least half of each box is in its frame, both across and up; half across, a hair less is enough."""
    common = shared(boxes, frames)
    width, height = common[:, 2] - common[:, 0], common[:, 3] - common[:, 1]
    return (width > 0.5 * (boxes[:, 2] - boxes[:, 0]) - 1e-6) & (height > 0.5 * (boxes[:, 3] - boxes[:, 1]))


def _texts(text: Address, places: Sequence[int]) -> list[str]:
    """What characters read as; pdfium says which of them it has only guessed from their code."""
    codes = answers(pdfium.FPDFText_GetUnicode, repeat(text), places)
    guessed = answers(pdfium.FPDFText_HasUnicodeMapError, repeat(text), places)
    return [UNKNOWN if unsure else _plain(chr(code)) for code, unsure in zip(codes, guessed, strict=True)]


def _plain(text: str) -> str:
    """Radical code points, which some fonts map their glyphs to, as the ideographs they look like."""
    if "\u2e80" <= text <= "\u2fd5":
        return unicodedata.normalize("NFKC", text)
    return "-" if text == _HYPHEN else text
