"""The glyphs that a page draws: which characters, where, how light, and which way their lines run.

pdfium's text page puts the characters into reading order, with spaces and line ends that nothing draws, and leaves out
a text that repeats one just before it in the same place. Here the characters return to the objects that draw them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat

import numpy as np
import pypdfium2

from audit.reading.pdf.drawn.colour import fills, strokes
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
from audit.reading.pdf.drawn.painted import Painted
from audit.reading.pdf.drawn.space import Display, after, shared
from audit.reading.pdf.objects import Glyph

UNKNOWN = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

_BLANK = frozenset(code for code in range(0x3001) if chr(code).isspace())
"""The codes of characters that leave no ink."""

_HYPHEN = "\x02"
"""What pdfium makes of a hyphen at the end of a line."""

_PRIVATE = re.compile("[\ud800-\udfff\ue000-\uefff\uf100-\uf8ff\U000f0000-\U0010fffd]")
"""Codes for private use that are none of a symbol font, and halves of codes."""

_INVISIBLE = (3, 7)
"""Rendering modes that paint nothing."""

_STROKED = (1, 5)
"""Rendering modes that paint outlines alone."""

_FAINT = 0.05
"""Opacity up to which text cannot be seen."""

_SLANT = 0.05
"""Text whose line rises or falls by more is a watermark across the page, no part of its text."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """The objects of a page whose text leaves paint on it, a row each.

    ``matrices`` lead from the space of their glyphs to the page; ``low`` is how far their line of print reaches below
    the base line (a negative number), ``high`` how far above; ``colours`` are luminances.
    """

    numbers: Whole
    matrices: Floats
    low: Floats
    high: Floats
    colours: Floats

    @property
    def level(self) -> Truths:
        """Whether their lines run to the right or the left."""
        a, b = np.abs(self.matrices[:, :2].T)
        level: Truths = a >= b
        return level

    @property
    def ways(self) -> Whole:
        """The way that their lines run on the page: 0 to the right, 1 up, 2 to the left, 3 down."""
        a, b = self.matrices[:, :2].T
        return np.where(self.level, np.where(a > 0, 0, 2), np.where(b > 0, 1, 3))


@dataclass(frozen=True, slots=True)
class _Characters:
    """Characters in painting order, a row each: what they read as, and the row of the object that draws them.

    ``boxes`` reach over their advance, and over ink that stands out of it; ``origins`` stand on the base line.
    """

    texts: list[str]
    owners: Whole
    boxes: Floats
    origins: Floats


def glyphs(page: pypdfium2.PdfPage, found: Painted, display: Display) -> list[Glyph]:
    """The glyphs of ``page`` inside their clip paths, as displayed, in painting order; invisible ones are left out."""
    texts = _painting(found)
    text_page = page.get_textpage()  # type: ignore[no-untyped-call]
    try:
        characters = _characters(address(text_page.raw), found.at(texts.numbers))
    finally:
        text_page.close()
    return _glyphs(characters, texts, found, display) if characters.texts else []


def _painting(found: Painted) -> _Texts:
    numbers = found.of(pdfium.FPDF_PAGEOBJ_TEXT)
    objects = found.at(numbers)
    modes = np.array(answers(pdfium.FPDFTextObj_GetTextRenderMode, objects), np.int64)
    colours, opacity = fills(objects)
    stroked = np.flatnonzero(_among(modes, _STROKED))
    colours[stroked] = strokes([objects[row] for row in stroked])[0]
    own = record(pdfium.FPDFPageObj_GetMatrix, np.float32, 6, objects).astype(float)
    matrices = after(own, found.spaces[numbers])
    sizes = values(pdfium.FPDFTextObj_GetFontSize, np.float32, 1, objects)[:, 0].astype(float)
    low = sizes * _descents(answers(pdfium.FPDFTextObj_GetFont, objects))
    sides = np.sort(np.abs(matrices[:, :2]), axis=1)
    kept = ~_among(modes, _INVISIBLE) & (opacity > _FAINT) & (sides[:, 0] <= _SLANT * sides[:, 1])
    return _Texts(numbers[kept], matrices[kept], low[kept], (low + sizes)[kept], colours[kept])


def _among(modes: Whole, some: tuple[int, int]) -> Truths:
    """Whether each mode is one of two."""
    found: Truths = (modes == some[0]) | (modes == some[1])
    return found


def _descents(fonts: Sequence[Address]) -> Floats:
    """How far fonts reach below the base line, in font sizes: a negative number."""
    known = [*{*fonts}]
    descents = values(pdfium.FPDFFont_GetDescent, np.float32, 1, known, [1.0] * len(known))[:, 0].tolist()
    descent_of = dict(zip(known, descents, strict=True))
    return np.array([descent_of[font] for font in fonts], float)


def _characters(text_page: Address, objects: Sequence[Address]) -> _Characters:
    """The characters that ``objects`` draw, blanks left out."""
    count = answer(pdfium.FPDFText_CountChars, text_page)
    codes = answers(pdfium.FPDFText_GetUnicode, repeat(text_page), range(count))
    drawn_by = answers(pdfium.FPDFText_GetTextObject, repeat(text_page), range(count))
    row_of = {where: row for row, where in enumerate(objects)}
    rows = np.array([row_of.get(where, -1) for where in drawn_by], np.int64)
    blank = np.array([code in _BLANK for code in codes], bool)
    drawn = np.flatnonzero((rows >= 0) & ~blank)
    drawn = drawn[np.argsort(rows[drawn], kind="stable")]
    indexes = drawn.tolist()
    page = [text_page] * len(indexes)
    guessed = answers(pdfium.FPDFText_HasUnicodeMapError, page, indexes)
    left, top, right, bottom = record(pdfium.FPDFText_GetLooseCharBox, np.float32, 4, page, indexes).T
    texts = [
        UNKNOWN if unsure else _plain(codes[index]) for index, unsure in zip(indexes, guessed, strict=True)
    ]
    return _whole(
        _Characters(
            texts,
            rows[drawn],
            np.column_stack([left, bottom, right, top]).astype(float),
            values(pdfium.FPDFText_GetCharOrigin, np.float64, 2, page, indexes),
        )
    )


def _whole(characters: _Characters) -> _Characters:
    """With the characters that one glyph stands for (a ligature) as one text again: they share its place."""
    owners, boxes, origins = characters.owners, characters.boxes, characters.origins
    moves = (np.diff(boxes, axis=0) != 0).any(axis=1) | (np.diff(origins, axis=0) != 0).any(axis=1)
    parts = ~(moves | (np.diff(owners) > 0))
    if not parts.any():
        return characters
    starts = np.flatnonzero(np.concatenate([[True], ~parts]))
    texts = [
        "".join(characters.texts[start:end])
        for start, end in pairwise([*starts.tolist(), len(characters.texts)])
    ]
    return _Characters(texts, owners[starts], boxes[starts], origins[starts])


@cache
def _plain(code: int) -> str:
    """The character with a code as it is read: radicals, which some fonts map their glyphs to, as the ideographs they look like.

    A code for private use says nothing, unless it is one that symbol fonts give their pictures (bullets).
    """
    text = chr(code)
    if text < "\u2e80":
        return "-" if text == _HYPHEN else text
    if text <= "\u2fd5":
        return unicodedata.normalize("NFKC", text)
    return UNKNOWN if _PRIVATE.fullmatch(text) else text


def _glyphs(characters: _Characters, texts: _Texts, found: Painted, display: Display) -> list[Glyph]:
    of = characters.owners
    boxes = _boxes(characters, texts)
    firsts = np.flatnonzero(np.diff(of, prepend=-1))
    drawing = of[firsts]
    extents = np.column_stack(
        [np.minimum.reduceat(boxes[:, :2], firsts), np.maximum.reduceat(boxes[:, 2:], firsts)]
    )
    shown = np.empty((len(texts.numbers), 4))
    shown[drawing] = shared(found.shown(texts.numbers[drawing], extents), np.array([display.box]))
    seen = np.flatnonzero(_mostly_in(boxes, shown[of]))
    of = of[seen]
    return list(
        map(
            Glyph,
            [characters.texts[number] for number in seen],
            *display.boxes(boxes[seen]).T.tolist(),
            texts.numbers[of].tolist(),
            texts.colours[of].tolist(),
            ((texts.ways[of] - display.quarters) % 4).tolist(),
        )
    )


def _boxes(characters: _Characters, texts: _Texts) -> Floats:
    """The boxes of characters on the page: along the line as wide as they are set, across it as high as the font size."""
    of = characters.owners
    left, bottom, right, top = characters.boxes.T
    x, y = characters.origins.T
    c, d = texts.matrices[of, 2:4].T
    low, high = texts.low[of], texts.high[of]
    level = texts.level[of]
    across = np.where(level, (left, right), (x + c * low, x + c * high))
    up = np.where(level, (y + d * low, y + d * high), (bottom, top))
    return np.column_stack([across.min(axis=0), up.min(axis=0), across.max(axis=0), up.max(axis=0)])


def _mostly_in(boxes: Floats, frames: Floats) -> Truths:
    """Whether at least half of each box is in its frame, both across and up; half across, a hair less is enough."""
    common = shared(boxes, frames)
    width, height = common[:, 2] - common[:, 0], common[:, 3] - common[:, 1]
    return (width > 0.5 * (boxes[:, 2] - boxes[:, 0]) - 1e-6) & (height > 0.5 * (boxes[:, 3] - boxes[:, 1]))
