"""Printed lines of a PDF to paragraphs: by margins, indents and gaps, and on over the page break.

A paragraph of a Chinese document starts two characters in, runs to the right margin and ends short of it.
Where a document indents nothing, the item number or a wider gap starts a paragraph. Headings are short and
centred or numbered; titles, units and notes around tables are lines of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.document import Line, Paragraph
from audit.reading.outline import cannot_start, ends_sentence, is_whole_heading, level, starts_item
from audit.reading.pdf.lines import TextLine
from audit.reading.pdf.turning import UPRIGHT, Turn
from checks.finding import Box, Place

_TABLE_LABEL = re.compile(
    r"(?:.{0,40}\s)?(?:金额)?单位[：:].{0,12}|[^。，]{0,30}(?:决算|预算|支出|收入|情况|明细)[总]?表"
)

_LEADER = re.compile(r"(?:…|\.{4}|·{4}|．{4})\s*\d{0,4}$")
"""How a line of a table of contents ends."""

_WIDEST_PITCH = 3.0
"""Font sizes from one line of a paragraph to the next; no text is set wider."""

_DEEPEST = 5
"""Font sizes that a line of body text is set in at most."""

_UNBROKEN = frozenset("0123456789.,%-")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line of a page without its glyphs, of which a long document has too many to keep.

    ``edges`` are the left and right edge of each character of ``text`` (nothing where that is not what the glyphs
    say), ``unit`` is how wide its first part is that cannot be broken, ``turn`` how the page was turned to read it.
    """

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    unit: float
    edges: tuple[tuple[float, float], ...] = ()
    turn: Turn = UPRIGHT

    @property
    def box(self) -> Box:
        """Its box on the turned page."""
        return round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1)


def page_line(page: int, line: TextLine, turn: Turn) -> PageLine:
    """What is kept of a line of ``page``."""
    text = line.text.strip()
    edges = _edges(text, line) if turn.way == 0 else ()
    return PageLine(
        page, text, line.x0, line.top, line.x1, line.bottom, line.size, _first_unit(line), edges, turn
    )


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
    place where several of these end; a title in the middle of its line tells nothing.
    """
    if not body:
        return None
    longest = max(line.x1 - line.x0 for line in body)
    long = [line for line in body if line.x1 - line.x0 > 0.6 * longest]
    left = _first_kept([line.x0 for line in long], 5, max(1, len(long) // 7))
    size = sorted(line.size for line in long)[len(long) // 2]
    set_left = [line for line in long if line.x0 - left < _DEEPEST * size]
    right = -_first_kept([-line.x1 for line in set_left], 8, max(1, len(set_left) // 20))
    indents = sum(1 for line in long if 1.4 * size < line.x0 - left < 2.8 * size)
    return Margins(left, right, indented=indents > 0.12 * len(long))


def _first_kept(edges: Sequence[float], reach: float, quorum: int) -> float:
    """The lowest of ``edges`` within ``reach`` above which ``quorum`` of them stand, itself counted."""
    ranked = sorted(edges)
    return next(x for i, x in enumerate(ranked) if bisect_right(ranked, x + reach, i) - i >= quorum)


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
    box, edges = entry.turn.back(entry.box), entry.edges
    if entry.turn.tilt:
        aside = box[0] - entry.box[0]
        edges = tuple((left + aside, right + aside) for left, right in edges)
    return Line(entry.text, Place(page=entry.page, bbox=box), edges)


def _edges(text: str, line: TextLine) -> tuple[tuple[float, float], ...]:
    """The left and right edge of each character; empty where the text is not that of the glyphs."""
    if text == "".join([glyph.text for glyph in line.glyphs]) and len(text) == len(line.glyphs):
        return tuple([(glyph.x0, glyph.x1) for glyph in line.glyphs])
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
        (lower.bottom - upper.bottom) / max(lower.size, 1)
        for upper, lower in pairwise(run)
        if upper.page == lower.page and lower.bottom > upper.bottom
    )
    return min(steps[len(steps) // 3], _WIDEST_PITCH) if steps else 2.0


def _goes_on(group: Sequence[PageLine], entry: PageLine, edges: Margins, pitch: float) -> bool:
    """Whether ``entry`` is the next line of the paragraph ``group``."""
    above, line, size = group[-1], entry, entry.size
    before, text = above.text, entry.text
    if abs(above.size - size) > 0.25 * size or _TABLE_LABEL.fullmatch(text) or _TABLE_LABEL.fullmatch(before):
        return False
    same_page = above.page == entry.page
    step = (line.bottom - above.bottom) / max(size, 1)
    if same_page and step > max(1.6 * pitch, pitch + 0.7):
        return cannot_start(text) and step < 3
    broken = not ends_sentence(before)
    lost_indent = 2.0 if len(group) == 1 and broken and not edges.indented else 0.0
    full = edges.right - above.x1 < line.unit + (0.6 + lost_indent) * size
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
    if len(group) == 1 and is_whole_heading(before) and not is_whole_heading(f"{before}{text}"):
        return False
    if before.endswith("，") and not starts_item(text):
        return True
    width = above.x1 - above.x0
    listing = edges.indented and before.endswith(("；", ";"))  # what began anew would be indented
    return full or ((broken or listing) and width > (0.5 if edges.indented else 0.8) * edges.width)


def _first_unit(line: TextLine) -> float:
    """The width of what cannot be broken at the start of a line: a number, or a character."""
    end = 0
    while end < len(line.glyphs) - 1 and line.glyphs[end].text in _UNBROKEN:
        end += 1
    while end < len(line.glyphs) - 1 and cannot_start(line.glyphs[end + 1].text):
        end += 1
    return line.glyphs[end].x1 - line.x0


def _centred(line: PageLine, edges: Margins) -> bool:
    left, right = line.x0 - edges.left, edges.right - line.x1
    return left > 2.6 * line.size and right > 2.6 * line.size and abs(left - right) < 2 * line.size


def _title_goes_on(above: PageLine, line: PageLine, before: str, text: str, edges: Margins) -> bool:
    """A title too long for its line: the rest, shorter, is centred below it."""
    width = above.x1 - above.x0
    return (
        width > 0.45 * edges.width
        and line.x1 - line.x0 < 0.7 * width
        and not any(mark in before + text for mark in "：:")
        and not starts_item(text)
    )
