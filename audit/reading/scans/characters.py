"""What a recogniser trained on everything takes for something else: words, and the punctuation beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import accumulate

import yaml

from audit.reading.scans.numerals import ALPHABET, LOOK_ALIKES, marked
from audit.reading.scans.recogniser import Sign

_CHINESE = dict(zip(",;:?!()", "，；：？！（）", strict=True))

_QUOTES = frozenset('"＂〝〞')

_ZERO, _ONE = "〇○OoＯｏ０", "lI|丨１"
_ALONE = re.compile(
    rf"(?<![0-9A-Za-z.,〇一二三四五六七八九十])[{_ZERO}{_ONE}](?=[万亿元个辆台套次批人件项%])"
)
"""A digit between Chinese characters that counts something."""

_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+[.,]\d{1,2}(?![\d.,])")
"""Digits in groups of three, and decimals."""

_DASHED = re.compile(r"[（(]?(?P<one>[-—–－―_]{1,2})(?:[）)](?=[\u4e00-\u9fff]|$)|、)")
"""A line that begins with the number of its item, a stroke that looks like a dash."""

_BLANK = re.compile(r"[（(](?=[）)][\u4e00-\u9fff])")
"""A line that begins with the number of its item in brackets, the stroke of it too faint to be seen."""

_LEADER = re.compile(r"[.·．。•…:：,，]{6,}(?=\d{0,3}$)")
"""The dots from an entry of a table of contents to its page."""

_FEW = 3
"""Characters of a line from which their distance can be told."""

_ROOM = 0.35
"""The share of a character that may be missing before a line where one was lost."""

_KNOWN = 0.95
"""How sure a character is that its word has put right."""

_ALIKE = frozenset("".join((ALPHABET, *LOOK_ALIKES.values())))

_MOSTLY = 0.5
"""The share of a line's characters that are digits from which it can be one number."""


def normal(line: Sequence[Sign]) -> tuple[Sign, ...]:
    """The characters of a line of words as a printer would have set them."""
    shown = [sign for sign in line if sign.text.strip()]
    return tuple(_chinese(_grouped(_counted(_whole(_worded(_numbered(_led(shown))))))))


def continued(lines: Sequence[Sequence[Sign]]) -> list[tuple[Sign, ...]]:
    """Lines of words that go on from one to the next, with the words put right that a line break parts (收 and 人)."""
    whole = _worded([sign for line in lines for sign in line])
    ends = list(accumulate(len(line) for line in lines))
    return [tuple(whole[end - len(line) : end]) for line, end in zip(lines, ends, strict=True)]


def can_be_number(line: Sequence[Sign]) -> bool:
    """Whether a line can be one number: digits above all, and nothing that is a word; or strokes that can be ones.

    One that has no other characters than those that digits and marks are taken for (-1l-) can be one, too.
    """
    text = "".join(sign.text for sign in line).replace(" ", "")
    if text and all(char in LOOK_ALIKES["1"] for char in text):
        return True
    digits = sum(char.isdigit() for char in text)
    mostly = digits >= _MOSTLY * len(text) and not any(map(is_ideograph, text))
    return digits > 0 and (mostly or all(char in _ALIKE for char in text))


def is_ideograph(char: str) -> bool:
    """Whether a character is a Chinese one (punctuation is not)."""
    return "\u4e00" <= char <= "\u9fff"


@cache
def _words(kind: str) -> dict[str, str]:
    """Words that are read for others, those as read being keys."""
    text = resources.files("audit.reading.scans").joinpath("words.yaml").read_text(encoding="utf-8")
    return {str(read): str(printed) for read, printed in yaml.safe_load(text)[kind].items()}


def _worded(line: Sequence[Sign]) -> list[Sign]:
    """The line with words of the field in place of those that they are read for."""
    text = "".join(sign.text for sign in line)
    if len(text) != len(line):
        return list(line)
    for read, printed in _words("alike").items():
        text = text.replace(read, printed)
    return [
        sign if sign.text == char else replace(sign, text=char, sure=_KNOWN)
        for sign, char in zip(line, text, strict=True)
    ]


def _led(line: list[Sign]) -> list[Sign]:
    """The line with the dots that lead to the page of an entry as such, whatever they were taken for."""
    text = "".join(sign.text for sign in line)
    leader = _LEADER.search(text) if len(text) == len(line) else None
    if leader is None:
        return line
    dots = range(leader.start(), leader.end())
    return [replace(sign, text="…") if n in dots else sign for n, sign in enumerate(line)]


def _numbered(line: list[Sign]) -> list[Sign]:
    """The line with the number 一 that it begins with where that was taken for a dash, or for nothing."""
    text = "".join(sign.text for sign in line)
    if len(text) != len(line) or not line:
        return line
    dashed = _DASHED.match(text)
    if dashed is not None:
        first, last = line[dashed.start("one")], line[dashed.end("one") - 1]
        one = Sign("一", first.start, last.end, _KNOWN)
        return [*line[: dashed.start("one")], one, *line[dashed.end("one") :]]
    if _BLANK.match(text):
        return [line[0], Sign("一", line[0].end, line[1].start, _KNOWN), *line[1:]]
    if text.startswith("、"):
        return [Sign("一", 0.0, line[0].start, _KNOWN), *line]
    return line


def _whole(line: list[Sign]) -> list[Sign]:
    """The line with the stroke that its first word has lost, where there is room for it."""
    text = "".join(sign.text for sign in line)
    word = next((printed for read, printed in _words("lost").items() if text.startswith(read)), None)
    if word is None or len(line) < _FEW:
        return line
    step = (line[-1].start - line[0].start) / (len(line) - 1)
    start = line[0].start - step
    return line if start < -_ROOM * step else [Sign(word[0], max(start, 0.0), line[0].start, _KNOWN), *line]


def _counted(line: list[Sign]) -> list[Sign]:
    """The line with the digits 0 and 1 that stand alone before what they count (为〇万元) and are read for letters."""
    text = "".join(sign.text for sign in line)
    if len(text) != len(line):
        return line
    put = list(line)
    for match in _ALONE.finditer(text):
        at = match.start()
        put[at] = replace(line[at], text="0" if match.group() in _ZERO else "1", sure=_KNOWN)
    return put


def _grouped(line: list[Sign]) -> list[Sign]:
    """The line with the marks of its numbers by where they stand: 1.899.52 is 1,899.52."""
    text = "".join(sign.text for sign in line)
    put = list(line)
    for match in _GROUPS.finditer(text) if len(text) == len(line) else ():
        for at, mark in enumerate(marked(match.group()), match.start()):
            put[at] = replace(line[at], text=mark)
    return put


def _chinese(line: Sequence[Sign]) -> list[Sign]:
    """The line with Chinese punctuation where it holds Chinese: on a picture the two kinds look the same."""
    if not any(is_ideograph(sign.text) for sign in line):
        return list(line)
    put = list(line)
    opened = _opened([sign.text for sign in line])
    for index, sign in enumerate(line):
        if sign.text in "“”":
            opened = sign.text == "“"
        beside = [line[n].text for n in (index - 1, index + 1) if 0 <= n < len(line)]
        if sign.text in _QUOTES:
            put[index] = replace(sign, text="”" if opened else "“")
            opened = not opened
        elif sign.text in _CHINESE and not (
            len(beside) == 2 and all(text.isalnum() and text.isascii() for text in beside)
        ):
            put[index] = replace(sign, text=_CHINESE[sign.text])
    return put


def _opened(line: Sequence[str]) -> bool:
    """Whether a quotation has begun on the line before: the first mark that says so on this one closes it."""
    first = next((at for at, text in enumerate(line) if text in _QUOTES or text in "“”"), None)
    if first is None or line[first] == "“":
        return False
    if line[first] == "”":
        return True
    later = next((text for text in line[first + 1 :] if text in "“”"), None)
    between = sum(text in _QUOTES for text in line[first + 1 :])
    return (later == "“" and between % 2 == 0) if later else (between % 2 == 0 and first <= _FEW)
