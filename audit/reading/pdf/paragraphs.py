"""Printed lines of a PDF to paragraphs: by margins, indents and gaps, and on over the page break.

A paragraph of a Chinese document starts two characters in, runs to the right margin and ends short of it.
Where a document indents nothing, the item number or a wider gap starts a paragraph. Headings are short and
centred or numbered; titles, units and notes around tables are lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.document import Line, Paragraph
from audit.reading.outline import cannot_start, ends_sentence, level, starts_item
from audit.reading.pdf.lines import TextLine
from audit.reading.pdf.turning import UPRIGHT, Turn
from checks.finding import Place

_TABLE_LABEL = re.compile(
    r"(?:.{0,40}\s)?(?:金额)?单位[：:].{0,12}|[^。，]{0,30}(?:决算|预算|支出|收入|情况|明细)[总]?表"
)

_LEADER = re.compile(r"(?:…|\.{4}|·{4}|．{4})\s*\d{0,4}$")
"""How a line of a table of contents ends."""

_WIDEST_PITCH = 3.0
"""Font sizes from one line of a paragraph to the next; no text is set wider."""

_UNBROKEN = frozenset("0123456789.,%-")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line with the page it stands on, and how that was turned to read it."""

    page: int
    line: TextLine
    turn: Turn = UPRIGHT

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the body text of a document begins and ends across the page."""

    left: float
    right: float
    indented: bool = False

    @property
    def width(self) -> float:
        """How wide the body text is."""
        return self.right - self.left


def margins(body: Sequence[PageLine]) -> Margins | None:
    """The margins that the lines of pages of one width keep; None where there are no lines.

    Body text shows in the long lines: the left margin is where many of them begin, the right one the last
    place where several end.
    """
    if not body:
        return None
    longest = max(entry.line.x1 - entry.line.x0 for entry in body)
    long = [entry.line for entry in body if entry.line.x1 - entry.line.x0 > 0.6 * longest]
    lefts = sorted(line.x0 for line in long)
    rights = sorted((line.x1 for line in long), reverse=True)
    quorum = max(1, len(long) // 7)
    left = next(x for i, x in enumerate(lefts) if sum(x <= y <= x + 5 for y in lefts[i:]) >= quorum)
    quorum = max(1, len(long) // 20)
    right = next(x for i, x in enumerate(rights) if sum(x - 8 <= y <= x for y in rights[i:]) >= quorum)
    size = sorted(line.size for line in long)[len(long) // 2]
    indents = sum(1 for line in long if 1.4 * size < line.x0 - left < 2.8 * size)
    return Margins(left, right, indented=indents > 0.12 * len(long))


def paragraphs(run: Sequence[PageLine], edges: Margins) -> list[Paragraph]:
    """The paragraphs of lines that no table interrupts, in reading order."""
    groups: list[list[PageLine]] = []
    pitch = _pitch(run)
    for entry in run:
        if groups and _goes_on(groups[-1], entry, edges, pitch):
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return [_paragraph(group) for group in groups]


def _paragraph(group: Sequence[PageLine]) -> Paragraph:
    parts = tuple(_line(entry) for entry in group)
    short = len(group) == 1 and len(group[0].text) <= 40 and not ends_sentence(group[0].text)
    return Paragraph(parts, level(parts[0].text) if short else None)


def _line(entry: PageLine) -> Line:
    text = entry.text.strip()
    box = entry.turn.back(entry.line.box)
    edges = _edges(text, entry.line) if entry.turn.way == 0 else ()
    if entry.turn.tilt:
        aside = box[0] - entry.line.box[0]
        edges = tuple((left + aside, right + aside) for left, right in edges)
    return Line(text, Place(page=entry.page, bbox=box), edges)


def _edges(text: str, line: TextLine) -> tuple[tuple[float, float], ...]:
    """The left and right edge of each character; empty where the text is not that of the glyphs."""
    drawn = [(char, glyph) for glyph in line.glyphs for char in glyph.text if not char.isspace()]
    if [char for char, _ in drawn] != [char for char in text if not char.isspace()]:
        return ()
    edges: list[tuple[float, float]] = []
    following = iter(drawn)
    for char in text:
        if char.isspace():
            edges.append((edges[-1][1], edges[-1][1]))
        else:
            glyph = next(following)[1]
            edges.append((glyph.x0, glyph.x1))
    return tuple(edges)


def _pitch(run: Sequence[PageLine]) -> float:
    """The usual distance from line to line, as a multiple of the font size."""
    steps = sorted(
        (lower.line.bottom - upper.line.bottom) / max(lower.line.size, 1)
        for upper, lower in pairwise(run)
        if upper.page == lower.page and lower.line.bottom > upper.line.bottom
    )
    return min(steps[len(steps) // 3], _WIDEST_PITCH) if steps else 2.0


def _goes_on(group: Sequence[PageLine], entry: PageLine, edges: Margins, pitch: float) -> bool:
    """Whether ``entry`` is the next line of the paragraph ``group``."""
    above, line = group[-1].line, entry.line
    size = line.size
    before, text = group[-1].text.strip(), entry.text.strip()
    if abs(above.size - size) > 0.25 * size or _TABLE_LABEL.fullmatch(text) or _TABLE_LABEL.fullmatch(before):
        return False
    same_page = group[-1].page == entry.page
    step = (line.bottom - above.bottom) / max(size, 1)
    if same_page and step > max(1.6 * pitch, pitch + 0.7):
        return cannot_start(text) and step < 3
    broken = not ends_sentence(before)
    lost_indent = 2.0 if len(group) == 1 and broken and not edges.indented else 0.0
    full = edges.right - above.x1 < _first_unit(line) + (0.6 + lost_indent) * size
    if cannot_start(text):
        return full or broken
    if _LEADER.search(before):
        return False
    if _centred(above, edges) and _centred(line, edges):
        return same_page and _title_goes_on(above, line, before, text, edges)
    if level(text) is not None and not before.endswith(("，", "、", "第")):
        return False
    if line.x0 > edges.left + 1.2 * size or (starts_item(text) and not broken):
        return False
    width = above.x1 - above.x0
    return full or (broken and width > (0.5 if edges.indented else 0.8) * edges.width)


def _first_unit(line: TextLine) -> float:
    """The width of what cannot be broken at the start of a line: a number, or a character."""
    end = 0
    while end < len(line.glyphs) - 1 and line.glyphs[end].text in _UNBROKEN:
        end += 1
    while end < len(line.glyphs) - 1 and cannot_start(line.glyphs[end + 1].text):
        end += 1
    return line.glyphs[end].x1 - line.x0


def _centred(line: TextLine, edges: Margins) -> bool:
    left, right = line.x0 - edges.left, edges.right - line.x1
    return left > 2.6 * line.size and right > 2.6 * line.size and abs(left - right) < 2 * line.size


def _title_goes_on(above: TextLine, line: TextLine, before: str, text: str, edges: Margins) -> bool:
    """A title too long for its line: the rest, shorter, is centred below it."""
    width = above.x1 - above.x0
    return (
        width > 0.45 * edges.width
        and line.x1 - line.x0 < 0.7 * width
        and not any(mark in before + text for mark in "：:")
        and not starts_item(text)
    )
