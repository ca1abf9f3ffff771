"""A date or a time under a section of a number format: 2021年9月1日, 2021-09-01, 14:05, 三十六小时."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from audit.reading.office.formats.grammar import Kind, Part, Section
from audit.reading.office.formats.numerals import digit_by_digit, spelt

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEK = "一二三四五六日"
_SECONDS_A_DAY = 86_400


def under(moment: datetime, serial: float, section: Section) -> str:
    """The text of ``moment``, whose serial number (days) is ``serial``, under ``section``."""
    half_days = section.has(Kind.HALF_DAY)
    text = ""
    for index, part in enumerate(section.parts):
        if part.kind is Kind.MOMENT:
            text += _moment(moment, part.text, section, index, half_days=half_days)
        elif part.kind is Kind.ELAPSED:
            unit = {"h": 3_600, "m": 60, "s": 1}[part.text[0]]
            text += str(round(serial * _SECONDS_A_DAY) // unit).zfill(len(part.text))
        elif part.kind is Kind.HALF_DAY:
            text += _half_day(moment, part.text)
        elif part.kind not in {Kind.VALUE, Kind.GENERAL}:
            text += part.text
    return text


def _half_day(moment: datetime, letters: str) -> str:
    early = moment.hour < 12
    if letters == "上午/下午":
        return "上午" if early else "下午"
    whole = "AM" if early else "PM"
    return whole if letters == "am/pm" else whole[0]


def _moment(moment: datetime, letters: str, section: Section, index: int, *, half_days: bool) -> str:
    first, length = letters[0], len(letters)
    if first in "ye":
        short = first == "y" and length <= 2
        return _numeral(
            f"{moment.year % 100:02d}" if short else f"{moment.year:04d}", section.numerals, spell=False
        )
    if first == "m" and not _is_minute(section.parts, index):
        if length >= 3:
            name = _MONTHS[moment.month - 1]
            return name[:1] if length == 5 else name[:3] if length == 3 else name
        return _numeral(str(moment.month).zfill(length), section.numerals, spell=True)
    if first == "d":
        if length >= 3:
            name = _DAYS[moment.weekday()]
            return name[:3] if length == 3 else name
        return _numeral(str(moment.day).zfill(length), section.numerals, spell=True)
    if first == "a":
        return ("星期" if length == 4 else "") + _WEEK[moment.weekday()]
    if first == "h":
        hour = (moment.hour % 12 or 12) if half_days else moment.hour
        return _numeral(str(hour).zfill(min(length, 2)), section.numerals, spell=True)
    if first == "m":
        return _numeral(str(moment.minute).zfill(min(length, 2)), section.numerals, spell=True)
    whole, _, fraction = letters.partition(".")
    seconds = _numeral(str(moment.second).zfill(min(len(whole), 2)), section.numerals, spell=True)
    return seconds + ("." + f"{moment.microsecond:06d}"[: len(fraction)] if fraction else "")


def _numeral(text: str, numerals: int, *, spell: bool) -> str:
    """A number of a date in Chinese numerals where the format asks for them: 二〇二一, 十一."""
    if numerals not in {1, 2, 3}:
        return text
    if not spell:
        return digit_by_digit(text, numerals)
    said = spelt(int(text), numerals)
    return said[1:] if said.startswith("一十") else said


def _is_minute(parts: Sequence[Part], index: int) -> bool:
    """Whether ``m`` stands beside hours or seconds."""

    def neighbour(candidates: Sequence[Part]) -> str:
        return next((p.text[0] for p in candidates if p.kind in {Kind.MOMENT, Kind.ELAPSED}), "")

    return neighbour(parts[:index][::-1]) == "h" or neighbour(parts[index + 1 :]) == "s"
