"""Glyphs to printed lines: what stands at one height, left to right, with the spaces that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.reading.pdf.objects import Glyph
from checks.finding import Box

_COLUMN_GAP = 2.2
"""Font sizes between two words that make them two columns of words and not one spaced-out word."""

_WORD_GAP = 0.2
"""Font sizes between two Latin words or two numbers."""

_SEVERAL, _CLOSE, _WIDE = 3, 0.1, 0.6
"""So many gaps, the least of which is between these font sizes, tell that the characters of a line are set apart."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line: its glyphs from left to right, its text, and its box on the page.

    ``size`` is the font size that most of it is set in.
    """

    glyphs: tuple[Glyph, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def box(self) -> Box:
        """Its box on the page."""
        return round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1)


def lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The printed lines that ``glyphs`` form, from top to bottom."""
    return [line_of(row) for row in rows(glyphs)]


def rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs that stand at one height, from left to right; the rows from top to bottom."""
    found: list[list[Glyph]] = []
    top = bottom = 0.0
    for glyph in sorted((g for g in glyphs if g.text.strip()), key=lambda g: (g.top + g.bottom, g.x0)):
        if found and glyph.top == top and glyph.bottom == bottom:
            found[-1].append(glyph)
        elif found and min(bottom, glyph.bottom) - max(top, glyph.top) > 0.5 * min(bottom - top, glyph.size):
            found[-1].append(glyph)
            if glyph.size > 1.4 * (bottom - top):
                top, bottom = glyph.top, glyph.bottom
        else:
            found.append([glyph])
            top, bottom = glyph.top, glyph.bottom
    return [sorted(row, key=lambda g: (g.x0, g.order)) for row in found]


def line_of(glyphs: Sequence[Glyph]) -> TextLine:
    """One line of ``glyphs``, which come from left to right."""
    sizes = sorted(glyph.size for glyph in glyphs)
    return TextLine(
        tuple(glyphs),
        spaced(glyphs),
        glyphs[0].x0,
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        sizes[len(sizes) // 2],
    )


def words(glyphs: Sequence[Glyph], gap: float = 0.8) -> list[list[Glyph]]:
    """Glyphs of one line cut where more than ``gap`` font sizes lie between two of them."""
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        if pieces and glyph.x0 - pieces[-1][-1].x1 <= gap * (glyph.bottom - glyph.top):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return pieces


def spaced(glyphs: Sequence[Glyph]) -> str:
    """The text of one line, with a space where words are apart.

    Chinese is set without spaces: a gap inside it is a justified line or a spread title (目  录) unless it
    is as wide as a column. Between Latin letters or digits a much smaller gap is a space.
    """
    set_apart = _set_apart(glyphs)
    ends = [
        index
        for index, (one, other) in enumerate(pairwise(glyphs), start=1)
        if other.x0 - one.x1 > (_WORD_GAP + set_apart) * other.size and _are_apart(one, other)
    ]
    if not ends or _spread(glyphs):
        return "".join([glyph.text for glyph in glyphs])
    return " ".join(
        "".join([glyph.text for glyph in glyphs[start:end]])
        for start, end in pairwise([0, *ends, len(glyphs)])
    )


def _set_apart(glyphs: Sequence[Glyph]) -> float:
    """How far digits and Latin letters are set apart all along a line, in font sizes: that is no space between words."""
    gaps = [
        (other.x0 - one.x1) / other.size
        for one, other in pairwise(glyphs)
        if other.size
        and one.text.isascii()
        and other.text.isascii()
        and one.text.isalnum()
        and other.text.isalnum()
    ]
    least = min(gaps, default=0.0)
    return least if len(gaps) >= _SEVERAL and _CLOSE < least < _WIDE else 0.0


def _are_apart(one: Glyph, other: Glyph) -> bool:
    """Whether the gap between two glyphs, which is at least that between Latin words, is a space."""
    if one.text.isascii() and other.text.isascii() and one.text[-1:].isalnum() and other.text[:1].isalnum():
        return True
    return (other.x0 - one.x1) > _COLUMN_GAP * other.size


def _spread(glyphs: Sequence[Glyph]) -> bool:
    """Whether the line is one word with its characters spread over the line."""
    return (
        len(glyphs) < 9
        and all(len(word) == 1 for word in words(glyphs))
        and not any(glyph.text.isdigit() for glyph in glyphs)
    )
