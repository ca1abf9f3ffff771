"""How Chinese official documents number their parts and end their sentences: where a paragraph starts."""

from __future__ import annotations

import re

_NUMERALS = "一二三四五六七八九十百"
_ITEM = re.compile(
    rf"第[{_NUMERALS}\d]{{1,4}}(?:部分|章|节|条)"
    rf"|[（(][{_NUMERALS}\d]{{1,4}}[）)]"
    rf"|[{_NUMERALS}]{{1,4}}、"
    r"|\d{1,2}[、．]"
    r"|\d{1,2}\.(?!\d)"
    r"|[①-⑳]|[—-]{2}(?!\d)|[●•■◆▪▶★]"
    r"|(?:备?注|说明|附[件注])[:：]"
)
_LEVELS_OF_ITEM = re.compile(
    r"[“\"]?[^，。；：（）\d]{2,20}[（(]\d{0,3}类[）)][^，。；：]{2,40}[（(]\d{0,7}[款项][）)]"
)
_LEVELS = (
    re.compile(rf"第[{_NUMERALS}\d]{{1,4}}(?:部分|章)"),
    re.compile(rf"[{_NUMERALS}]{{1,4}}、"),
    re.compile(rf"[（(][{_NUMERALS}]{{1,4}}[）)]"),
)
_HEADING_END = re.compile(r"(?:情况|说明|概况|解释|构成|设置|职责|职能)$")
_SENTENCE_END = frozenset("。；;：:！？!?")
_NEVER_FIRST = frozenset("。，、；：！？）》”’】%％,;:!?)]…")


def starts_item(text: str) -> bool:
    """Whether a line opens with an item number (一、 （一） 1. 1、 (1) 第一部分 ① ——) or with the levels of an item: 教育支出（类）…"""
    return _ITEM.match(text.lstrip()) is not None or _LEVELS_OF_ITEM.match(text.lstrip()) is not None


def level(text: str) -> int | None:
    """The outline level of a heading by its number: 第一部分 1, 一、 2, （一） 3; None for other lines."""
    plain = text.lstrip()
    for depth, pattern in enumerate(_LEVELS, start=1):
        if pattern.match(plain):
            return depth
    return None


def is_whole_heading(text: str) -> bool:
    """Whether a line is a numbered heading that says all it has to: 三、支出决算情况说明."""
    return level(text) is not None and _HEADING_END.search(text.rstrip()) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a paragraph can end."""
    return text.rstrip()[-1:] in _SENTENCE_END or text.rstrip("”’）)》 ")[-1:] in _SENTENCE_END


def cannot_start(text: str) -> bool:
    """Whether no paragraph can begin like this: closing punctuation belongs to the line above."""
    return text.lstrip()[:1] in _NEVER_FIRST
