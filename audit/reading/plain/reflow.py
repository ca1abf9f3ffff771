"""Lines of plain text back to paragraphs: the text of a PDF breaks its lines inside words and numbers.

A line about as long as the others was broken by the margin; a shorter one ended its paragraph. Where a file
has one paragraph on each line, nothing is joined but what a page break tore apart.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.document import Line, Paragraph
from audit.reading.furniture import is_page_number
from audit.reading.outline import cannot_start, ends_sentence, level, starts_item

_LONE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_CELLS = re.compile(r"\t|[|｜].*[|｜]")
"""What parts the cells of a row that was copied into one line."""

_STOP, _SEVERAL = re.compile("[，。；：]"), 8
"""What sentences have, and lines of tables do not; so many lines with it tell the width of the prose."""

_WIDEST = 180
"""Half-width columns: no page of print, were it on its side, has a longer line: what is longer was not broken by a margin."""

_PROSE = 40
"""Half-width columns: a line of prose that was broken by a margin is at least as long."""

_FEWEST, _AS_LONG = 12, 4
"""So many characters, and so many lines of just that length, no page has by chance."""

_WHOLE = ("。", "；", "：", "元", "%")
"""What the line of a list ends in: lines that mostly do were not cut."""

_CUT, _CUT_OFF = re.compile(r"[^\d.,]\d[\d,]*[.,]$"), re.compile(r"\d+(?:[.,]\d+)*(?:[百千]?[万亿]?元|%)")
"""An amount that was cut behind its point or a comma, and what goes on with it."""

_LONG = 60
"""Half-width columns: a line longer than this is no heading."""

_INDENT = 4
"""Half-width columns that the first line of a paragraph is set in, and shorter by."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """Where a program broke the lines of a text: at a ``width`` in half-width columns, or after ``count`` characters.

    Both are None where each line is a paragraph of its own.
    """

    width: int | None
    count: int | None


def breaks(lines: Sequence[Line]) -> Breaks:
    """Where ``lines`` were broken: all the lines of a file tell better than a short run."""
    width = _wrap_width(lines)
    return Breaks(width, _characters(lines) if width is None else None)


def reflow(lines: Sequence[Line], broken: Breaks | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs that consecutive ``lines`` of a text file form, where they were ``broken``.

    Lines with a tab are rows of a table and stay as they are. A page number between two lines is dropped, a
    line that stands alone as a number only where it counts pages.
    """
    prose = _without_page_numbers(lines)
    broken = broken or breaks(prose)
    groups: list[list[Line]] = []
    for line in prose:
        cut = bool(groups) and len(groups[-1][-1].text) == broken.count and not starts_item(line.text)
        if groups and (cut or _goes_on(groups[-1], line, broken.width)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_paragraph(group) for group in groups)


def _paragraph(group: Sequence[Line]) -> Paragraph:
    first = group[0].text
    heading = len(group) == 1 and len(first) <= 40 and not ends_sentence(first)
    return Paragraph(tuple(group), level(first) if heading else None)


def _columns(text: str) -> int:
    """How wide a line prints, in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Lines without those that count pages: 32, then 33 on a later line, or a number in dashes."""
    lone = {i: int(line.text) for i, line in enumerate(lines) if _LONE_NUMBER.fullmatch(line.text)}
    order = sorted(lone)
    counting = {
        index
        for before, after in pairwise(order)
        if lone[after] == lone[before] + 1 and after > before + 1
        for index in (before, after)
    }
    alone = {i for i in lone if len(lone) == 1 and 0 < i < len(lines) - 1}
    return [
        line
        for i, line in enumerate(lines)
        if line.text.strip() and i not in counting and i not in alone and not is_page_number(line.text)
    ]


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which lines were broken; None where each line is a paragraph of its own.

    Among the lines long enough to be prose, broken ones have nearly one width and few are wider. Rows of tables, with
    tabs or bars between their cells, are no prose, nor are those without any stop where there are others.
    """
    texts = [t for line in lines if not _CELLS.search(t := line.text) and _columns(t) >= _PROSE]
    stopped = [text for text in texts if _STOP.search(text)]
    widths = sorted(map(_columns, stopped if len(stopped) >= _SEVERAL else texts))
    best, most = None, max(2, len(widths) // 4)
    for end, width in enumerate(widths):
        near = end + 1 - bisect_left(widths, width - 4)
        wider = len(widths) - bisect_right(widths, width + 4)
        if near >= most and width <= _WIDEST and wider <= len(widths) // 5:
            best, most = width, near
    return best


def _characters(lines: Sequence[Line]) -> int | None:
    """How many characters a program put on each line, whatever their width; None where it did not.

    Most lines are then of one length, none is longer, and words and numbers are cut where it ends.
    """
    texts = [line.text for line in lines if line.text.strip() and not _CELLS.search(line.text)]
    longest = max(map(len, texts), default=0)
    full = [text for text in texts if len(text) == longest]
    whole = sum(text.endswith(_WHOLE) for text in full)
    wrapped = longest >= _FEWEST and len(full) >= _AS_LONG and 2 * len(full) > len(texts)
    return longest if wrapped and 2 * whole <= len(full) else None


def _goes_on(group: Sequence[Line], line: Line, width: int | None) -> bool:
    before, text = group[-1].text, line.text
    if "\t" in before or "\t" in text:
        return False
    if cannot_start(text) or (_CUT.search(before) and _CUT_OFF.match(text)):
        return True
    if starts_item(text) and (ends_sentence(before) or level(text) is not None):
        return False
    if width is None:
        return _torn(before, text)
    room = width - _columns(before) - (_INDENT if len(group) == 1 else 0)
    return room < _first_unit(text) + 4 and not (ends_sentence(before) and room > 2)


def _first_unit(text: str) -> int:
    """Columns taken by what cannot be broken at the start of a line: a number, or one character."""
    match = re.match(r"[0-9.,%]+|.", text)
    return _columns(match.group(0)) if match else 0


def _torn(before: str, text: str) -> bool:
    """Whether a page break tore a paragraph: it stops in the middle of a long sentence and goes on."""
    return _columns(before) > _LONG and not ends_sentence(before) and not starts_item(text)
