"""Lines of plain text back to paragraphs: the text of a PDF breaks its lines inside words and numbers.

A line that is about as long as the others was broken by the margin; a line that is shorter ended its paragraph.
Where a file has one paragraph on each line, nothing is joined but what a page break tore apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from audit.document import Line, Paragraph
from audit.reading.furniture import is_page_number
from audit.reading.outline import cannot_start, ends_sentence, level, starts_item

_LONE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_HEADING = 30
"""Half-width columns: a line shorter than this that ends without punctuation may be a heading."""


def reflow(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """The paragraphs that consecutive ``lines`` of a text file form.

    Lines with a tab are rows of a table and stay as they are. A page number between two lines is dropped, a
    line that stands alone as a number only where it counts pages.
    """
    prose = [line for line in _without_page_numbers(lines)]
    width = _wrap_width(prose)
    groups: list[list[Line]] = []
    for line in prose:
        if groups and _goes_on(groups[-1], line, width):
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
        for before, after in zip(order, order[1:], strict=False)
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

    Broken text has many lines of nearly one width and none that is wider by much.
    """
    widths = sorted(_columns(line.text) for line in lines if "\t" not in line.text)
    if len(widths) < 4:
        return None
    widest = widths[-1 - len(widths) // 50]
    near = sum(1 for width in widths if widest - 8 <= width <= widest + 4)
    if widest <= 130 and near >= max(3, len(widths) // 5):
        return widest
    return None


def _goes_on(group: Sequence[Line], line: Line, width: int | None) -> bool:
    before, text = group[-1].text, line.text
    if "\t" in before or "\t" in text:
        return False
    if cannot_start(text):
        return True
    if starts_item(text) and (ends_sentence(before) or level(text) is not None):
        return False
    if width is None:
        return _torn(before, text)
    room = width - _columns(before)
    return room < _first_unit(text) + 6 and not (ends_sentence(before) and room > 4)


def _first_unit(text: str) -> int:
    """Columns taken by what cannot be broken at the start of a line: a number, or one character."""
    match = re.match(r"[0-9.,%]+|.", text)
    return _columns(match.group(0)) if match else 0


def _torn(before: str, text: str) -> bool:
    """Whether a page break tore a paragraph: it stops in the middle of a long sentence and goes on."""
    return _columns(before) > 2 * _HEADING and not ends_sentence(before) and not starts_item(text)
