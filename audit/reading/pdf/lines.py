"""Glyphs to printed lines: what stands at one height, left to right, with the spaces that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.reading.pdf.objects import Glyph
from checks.finding import Box

_COLUMN_GAP = 2.2
"""Font sizes between two words that make them two columns of words and not one spaced-out word."""

_WORD_GAP = 0.2
"""Font sizes between two Latin words or two numbers."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line: its glyphs from left to right, its text, and its box on the page."""

    glyphs: tuple[Glyph, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def box(self) -> Box:
        """Its box on the page."""
        return round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1)

    @property
    def size(self) -> float:
        """The font size that most of it is set in."""
        sizes = sorted(glyph.size for glyph in self.glyphs)
        return sizes[len(sizes) // 2]


def lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The printed lines that ``glyphs`` form, from top to bottom."""
    rows: list[list[Glyph]] = []
    top = bottom = 0.0
    for glyph in sorted((g for g in glyphs if g.text.strip()), key=lambda g: (g.middle, g.x0)):
        overlap = min(bottom, glyph.bottom) - max(top, glyph.top)
        if rows and overlap > 0.5 * min(bottom - top, glyph.size):
            rows[-1].append(glyph)
            if glyph.size > 1.4 * (bottom - top):
                top, bottom = glyph.top, glyph.bottom
        else:
            rows.append([glyph])
            top, bottom = glyph.top, glyph.bottom
    return [line_of(sorted(row, key=lambda g: (g.x0, g.order))) for row in rows]


def line_of(glyphs: Sequence[Glyph]) -> TextLine:
    """One line of ``glyphs``, which come from left to right."""
    return TextLine(
        tuple(glyphs),
        spaced(glyphs),
        min(g.x0 for g in glyphs),
        min(g.top for g in glyphs),
        max(g.x1 for g in glyphs),
        max(g.bottom for g in glyphs),
    )


def words(glyphs: Sequence[Glyph], gap: float = 0.8) -> list[list[Glyph]]:
    """Glyphs of one line cut where more than ``gap`` font sizes lie between two of them."""
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        if pieces and glyph.x0 - pieces[-1][-1].x1 <= gap * glyph.size:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return pieces


def spaced(glyphs: Sequence[Glyph]) -> str:
    """The text of one line, with a space where words are apart.

    Chinese is set without spaces: a gap inside it is a justified line or a spread title (目  录) unless it
    is as wide as a column. Between Latin letters or digits a much smaller gap is a space.
    """
    parts: list[str] = []
    previous: Glyph | None = None
    spread = _spread(glyphs)
    for glyph in glyphs:
        if previous is not None:
            gap = (glyph.x0 - previous.x1) / max(glyph.size, 0.1)
            latin = previous.text.isascii() and glyph.text.isascii()
            between_words = latin and previous.text[-1:].isalnum() and glyph.text[:1].isalnum()
            if gap > (_WORD_GAP if between_words else _COLUMN_GAP) and not spread:
                parts.append(" ")
        parts.append(glyph.text)
        previous = glyph
    return "".join(parts)


def _spread(glyphs: Sequence[Glyph]) -> bool:
    """Whether the line is one word with its characters spread over the line."""
    return (
        len(glyphs) < 9
        and all(len(word) == 1 for word in words(glyphs))
        and not any(glyph.text.isdigit() for glyph in glyphs)
    )
