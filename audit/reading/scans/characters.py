"""What a recogniser trained on everything takes for something else: letters for digits, a full stop for a point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

import yaml

from audit.reading.scans.recogniser import Sign

_AS_DIGITS = {"O": "0", "o": "0", "〇": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "丨": "1", "i": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "B": "8", "g": "9", "q": "9"}  # fmt: skip
_AS_MARKS = {"，": ",", "、": ",", "‚": ",", "'": ",", "`": ",", "。": ".", "．": ".", "·": ".", "•": ".", "：": ".", ":": "."}  # fmt: skip
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)} | {
    "％": "%",
    "－": "-",
    "—": "-",
}
_CHINESE = dict(zip(",;:?!()", "，；：？！（）", strict=True))

_NUMBERLIKE = re.compile(r"[-－—]?[0-9０-９OoQDlI|ZzSsBgq，、‚'`。．·•：:,. ]+[%％]?")
"""A whole line that can be one number, digits being what most of it is."""

_MOSTLY = 0.6


def normal(line: Sequence[Sign]) -> tuple[Sign, ...]:
    """The characters of a line as a printer would have set them: a line that can be one number is one.

    A sign that is put right stands for what it was taken for as well as before.
    """
    line = _worded([sign for sign in line if sign.text.strip()])
    text = "".join(sign.text for sign in line)
    digits = sum(char.isdigit() for char in text)
    if not (digits and digits >= _MOSTLY * len(text) and _NUMBERLIKE.fullmatch(text)):
        return tuple(_chinese(line))
    known = {**_AS_DIGITS, **_AS_MARKS, **_FULL_WIDTH}
    return tuple(_marked([replace(sign, text=known.get(sign.text, sign.text)) for sign in line]))


@cache
def _words() -> dict[str, str]:
    """Words that are read for others, those as read being keys."""
    text = resources.files("audit.reading.scans").joinpath("words.yaml").read_text(encoding="utf-8")
    return {str(read): str(printed) for read, printed in yaml.safe_load(text).items()}


def _worded(line: Sequence[Sign]) -> list[Sign]:
    """The line with words of the field in place of those that they are read for."""
    text = "".join(sign.text for sign in line)
    if len(text) != len(line):
        return list(line)
    for read, printed in _words().items():
        text = text.replace(read, printed)
    return [replace(sign, text=char) for sign, char in zip(line, text, strict=True)]


def _chinese(line: Sequence[Sign]) -> list[Sign]:
    """The line with Chinese punctuation where it holds Chinese: on a picture the two kinds look the same."""
    if not any("\u4e00" <= sign.text <= "\u9fff" for sign in line):
        return list(line)
    put = list(line)
    for index, sign in enumerate(line):
        beside = [line[n].text for n in (index - 1, index + 1) if 0 <= n < len(line)]
        if sign.text in _CHINESE and not (
            len(beside) == 2 and all(text.isalnum() and text.isascii() for text in beside)
        ):
            put[index] = replace(sign, text=_CHINESE[sign.text])
    return put


def _marked(line: Sequence[Sign]) -> list[Sign]:
    """Commas and points by where they stand: the last mark before one or two digits is the point, before three a comma."""
    marks = [index for index, sign in enumerate(line) if sign.text in ",."]
    put = list(line)
    for position, index in enumerate(marks):
        end = marks[position + 1] if position + 1 < len(marks) else len(line)
        digits = sum(sign.text.isdigit() for sign in line[index + 1 : end])
        last = position + 1 == len(marks)
        if not last and digits == 3:
            put[index] = replace(put[index], text=",")
        elif last and digits in {1, 2}:
            put[index] = replace(put[index], text=".")
    return put
