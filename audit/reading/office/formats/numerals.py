"""Chinese numerals, as ``[DBNum1]`` to ``[DBNum3]`` print them: 二〇二〇年, 一千八百九十九, 壹仟捌佰玖拾玖."""

from __future__ import annotations

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_TENS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_GROUPS = ("", "万", "亿", "兆")


def digit_by_digit(text: str, numerals: int) -> str:
    """Each digit of ``text`` in its place: 2020 is 二〇二〇."""
    digits = _DIGITS[numerals]
    return "".join(digits[int(char)] if char in "0123456789" else char for char in text)


def spelt(number: int, numerals: int) -> str:
    """A whole number from 0 up as it is said: 1009 is 一千〇九, 12 is 一十二 (十二 in a date)."""
    if number == 0:
        return _DIGITS[numerals][0]
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text, gap = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += _DIGITS[numerals][0]
        text += _thousands(group, numerals) + _GROUPS[min(place, len(_GROUPS) - 1)]
        gap = False
    return text


def _thousands(group: int, numerals: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (_DIGITS[numerals][0] if gap else "") + _DIGITS[numerals][digit] + _TENS[numerals][place]
        gap = False
    return text
