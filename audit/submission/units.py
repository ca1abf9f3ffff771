"""Which units a department lists in its own document, and how many they are with the department itself.

A department's disclosure says of what it is made up: 下属2家预算单位, 纳入编报范围的单位共3个, or a count by kind of unit
(行政单位1家，参公单位1家). The count decides whether the units in a submission are all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from audit.submission.names import Name, read_name
from checks.catalogue import plain

_NUMBER = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_BELOW = re.compile(rf"下属(?:的|共)?{_NUMBER}(?:个|家)(?:独立|独立核算|二级)?(?:预算)?(?:单位|事业单位)")
_TOGETHER = re.compile(rf"(?:纳入|编报|编制)[^。；]{{0,40}}单位共(?:计|有)?{_NUMBER}(?:个|家)")
_BY_KIND = re.compile(rf"(?:行政|参公|参照公务员法管理|事业|企业化管理)(?:事业)?单位{_NUMBER}(?:个|家)")
_OF_WHICH = re.compile(r"本部门(?:中|所属)")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九", start=0)} | {"两": 2}
_SEPARATORS = re.compile(r"[、，。；：,;:\s\d.．（）()]+|分别是|包括|以及|和(?=[\u4e00-\u9fff]{4,})")
_LONGEST_NAME = 40
_SHORTEST_NAME = 4


def unit_count(texts: Iterable[str]) -> int | None:
    """How many units a department's disclosure covers, itself included; None where it does not say, or not alike."""
    counts: set[int] = set()
    for text in map(plain, texts):
        counts |= {1 + _value(n) for n in _BELOW.findall(text)}
        counts |= {_value(n) for n in _TOGETHER.findall(text)}
        if _OF_WHICH.search(text) and (by_kind := _BY_KIND.findall(text)):
            counts.add(sum(map(_value, by_kind)))
    return counts.pop() if len(counts) == 1 else None


def listed_names(texts: Iterable[str], like: re.Pattern[str] | None = None) -> Iterator[Name]:
    """Every run of words that may be the name of an office, or of those in which ``like`` is found, taken apart as names are."""
    for text in texts:
        for piece in _SEPARATORS.split(text):
            if (
                piece
                and _SHORTEST_NAME <= len(piece) <= _LONGEST_NAME
                and (like is None or like.search(piece))
            ):
                yield read_name(piece)


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS[number[-1]]
    return 10 * (_DIGITS[tens[-1]] if tens else 1) + (_DIGITS[ones] if ones else 0)
