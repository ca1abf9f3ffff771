"""Paragraphs made ready for reading: compact text with its places, list markers, headings.

A number at the end of a page and its unit at the head of the next are one sentence, so paragraphs that a page
break has cut are joined again here. Spaces say nothing in Chinese and are dropped, except between digits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audit.document import Paragraph
from audit.recognition.prose.language.tokens import MARKS
from checks.finding import Place
from checks.numbers.claims import UNMARKED

_EVEN = dict(
    zip(
        "０１２３４５６７８９．％﹪＋－−–\u00a0\u3000();:",
        "0123456789.%%+---  （）；：",
        strict=True,
    )
)
_UNEVEN = re.compile(f"[{re.escape(''.join(_EVEN))}]")
_WIDE_GROUPS = re.compile(r"(?<![\d.，,])\d{1,3}(?:， ?\d{3})+(?=(?:\.\d+)?\s*[百千]?[万亿]?元)")
"""An amount with full-width commas (1，718.59万元), as a Chinese keyboard types them: no clause ends there."""
_HALF_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d)|\d{1,2}(?:\.\d+)?[万亿]元)")
"""A half-width comma that groups no digits ends a clause like any other, unless an amount goes on behind it (86,40万元)."""
_SPACE = re.compile(r"\s")
_SPACE_BETWEEN_DIGITS = re.compile(r"(?<=[\d.])\s+(?=[\d.])")
_SPACED_GROUPS = re.compile(
    r"(?<![\d.，,] )(?<![\d.，,])\d{1,3}(?:,? \d{3})+(?=(?:\.\d+)?\s*[百千]?[万亿]?元)"
)
"""An amount with spaces between its thousands (70 443万元), as yearbooks print them, or behind their commas (1, 537.4万元)."""

_FOOTNOTE = re.compile(r"(?<=[\u4e00-\u9fff”）])[\[［]\d{1,2}[\]］]")
"""The mark of a footnote behind a word (参保人数[3]292.52万人) is no number of the text."""

_FURNITURE = re.compile(r"[-—\s]*\d{0,4}[-—\s]*\Z")
_ENDS = "。！？：:；;.…"
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"第[一二三四五六七八九十]{1,3}部分")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}[、．.]")),
    (3, re.compile(r"（[一二三四五六七八九十]{1,3}）[、．.]?")),
    (4, re.compile(rf"\d{{1,3}}[“”\"]?{MARKS}")),
    (5, re.compile(r"（\d{1,3}）[、．.]?")),
    (6, re.compile(r"[①-⑳]|\d{1,2}）")),
    (7, re.compile(r"(?:[—-]{1,2}|[●•·■◆▪▶★])(?!\d)")),
    (8, re.compile(r"[a-zA-Z](?:[、．]|[.](?![\da-zA-Z]))")),
)
_ITEM_WITHIN = re.compile(r"(?<![\d、.])(?=\d{1,3}[、．][^，。；：（）\d]{2,24}（\d{0,3}类）)")
_HEADING = 60
_TITLE = re.compile(r"[^，。；：]{2,40}(?<![\d元%])。")
_LINE_OF_NUMBERS = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as it is read: ``text`` compact, ``marker`` its list level (1 = 第一部分 … 7 = a dash)."""

    index: int
    text: str
    level: int
    marker: str
    source: str
    offsets: Sequence[int]
    starts: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def body(self) -> str:
        """The text after its list marker."""
        return self.text[len(self.marker) :]

    @property
    def is_heading(self) -> bool:
        """A short numbered line that is no sentence: without a full stop, or with nothing else that parts words."""
        if self.level == UNMARKED or len(self.text) > _HEADING:
            return False
        return self.text[-1] not in "。；，：" or _TITLE.fullmatch(self.body) is not None

    @property
    def is_line_of_numbers(self) -> bool:
        """A line of a table that has lost its columns: several numbers between spaces, no sentence."""
        numbers = sum(part[:1].isdigit() for part in self.text.split(" "))
        return "。" not in self.text and numbers >= _LINE_OF_NUMBERS

    def place(self, position: int, end: int | None = None) -> Place:
        """The place of the character at ``position`` of the compact text, or of those up to ``end``."""
        last = len(self.offsets) - 1
        offset = self.offsets[min(position, last)]
        which = bisect_right(self.starts, offset) - 1
        start = self.starts[which]
        stop = None if end is None else self.offsets[min(end - 1, last)] + 1 - start
        return self.paragraphs[which].place_at(offset - start, stop)

    def printed(self, start: int, end: int) -> str:
        """The text between two positions exactly as printed."""
        return self.source[self.offsets[start] : self.offsets[end - 1] + 1]


def widths(text: str) -> str:
    """Digits, points and signs half-width; brackets, colons and semicolons full-width; same length."""
    even = _HALF_COMMA.sub("，", _UNEVEN.sub(lambda match: _EVEN[match[0]], text))
    return _WIDE_GROUPS.sub(lambda match: match[0].replace("，", ","), even)


def passages(paragraphs: Sequence[Paragraph]) -> Iterator[Passage]:
    """The paragraphs in order, those that a page break has cut in two joined again."""
    waiting: list[Paragraph] = []
    index = 0
    for paragraph in paragraphs:
        text = widths(paragraph.text).strip()
        if _FURNITURE.match(text):
            continue
        if waiting and not _continues(waiting[-1], text):
            for passage in _split(_passage(index, waiting)):
                yield passage
                index += 1
            waiting = []
        waiting.append(paragraph)
    if waiting:
        yield from _split(_passage(index, waiting))


def _split(passage: Passage) -> Iterator[Passage]:
    """A passage cut where an item begins inside it: the end of the item before was lost in print."""
    cuts = [m.start() for m in _ITEM_WITHIN.finditer(passage.text) if m.start() > 0]
    if not cuts:
        yield passage
        return
    for number, (start, end) in enumerate(pairwise([0, *cuts, len(passage.text)])):
        text = passage.text[start:end]
        level, marker = marker_of(text)
        yield replace(
            passage,
            index=passage.index + number,
            text=text,
            level=level,
            marker=marker,
            offsets=passage.offsets[start:end],
        )


def marker_of(text: str) -> tuple[int, str]:
    """The level and the characters of the list marker at the head of a line."""
    for level, pattern in _MARKERS:
        if match := pattern.match(text):
            return level, match.group()
    return UNMARKED, ""


def _continues(before: Paragraph, text: str) -> bool:
    """Whether ``text`` goes on with a sentence that the paragraph before it left open."""
    head = before.text.rstrip()
    if len(head) < 12 or head[-1] in _ENDS or marker_of(text)[0] < UNMARKED:
        return False
    return _is_open(head)


def _is_open(head: str) -> bool:
    """A line that ends within a phrase: on a number, a comma, a preposition, an opening bracket."""
    return bool(re.search(r"[\d，,、（(的为占比较与增减加少长降年万]$", head))


def _passage(index: int, group: Sequence[Paragraph]) -> Passage:
    source = "".join(paragraph.text for paragraph in group)
    starts, offset = [], 0
    for paragraph in group:
        starts.append(offset)
        offset += len(paragraph.text)
    even = widths(source)
    dropped = _dropped(even) if _SPACE.search(even) or _FOOTNOTE.search(even) else set()
    offsets = tuple([i for i in range(len(even)) if i not in dropped]) if dropped else range(len(even))
    text = "".join([even[i] for i in offsets]) if dropped else even
    level, marker = marker_of(text)
    return Passage(index, text, level, marker, source, offsets, tuple(starts), tuple(group))


def _dropped(even: str) -> set[int]:
    """Where spaces stand that are none between two numbers, and the marks of footnotes."""
    dropped = {match.start() for match in _SPACE.finditer(even)}
    dropped |= {at for match in _FOOTNOTE.finditer(even) for at in range(*match.span())}
    dropped -= {match.start() for match in _SPACE_BETWEEN_DIGITS.finditer(even)}
    return dropped | {
        at for match in _SPACED_GROUPS.finditer(even) for at in range(*match.span()) if even[at] == " "
    }
