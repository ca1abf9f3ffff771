"""A number format taken apart: its sections, their conditions, and the parts that each of them prints.

The grammar is that of ECMA-376 part 1, 18.8.31, with what Chinese editions add: ``!`` escapes one character, 上午/下午
stands for AM/PM, ``aaaa`` for the day of the week, ``e`` for the year, ``[DBNum1]`` for Chinese numerals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a part of a section prints."""

    TEXT = "text"
    DIGIT = "digit"
    POINT = "point"
    COMMA = "comma"
    PERCENT = "percent"
    EXPONENT = "exponent"
    SLASH = "slash"
    GENERAL = "general"
    VALUE = "value"
    MOMENT = "moment"
    ELAPSED = "elapsed"
    HALF_DAY = "half_day"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: literal text, a placeholder of one digit, or a run of date letters, in small letters."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section. ``condition`` is an operator and a limit; ``numerals`` the kind of Chinese numerals, 0 for none."""

    parts: tuple[Part, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0

    @property
    def is_moment(self) -> bool:
        """Whether it prints a date or a time."""
        return any(part.kind in {Kind.MOMENT, Kind.ELAPSED} for part in self.parts)

    @property
    def is_blank(self) -> bool:
        """Whether it prints nothing at all, which hides the cell."""
        return not self.parts

    def has(self, kind: Kind) -> bool:
        """Whether a part of ``kind`` is in it."""
        return any(part.kind is kind for part in self.parts)

    def holds(self, number: Decimal) -> bool:
        """Whether ``number`` meets its condition."""
        if self.condition is None:
            return False
        operator, limit = self.condition
        return {
            "<": number < limit,
            "<=": number <= limit,
            ">": number > limit,
            ">=": number >= limit,
            "=": number == limit,
            "<>": number != limit,
        }[operator]

    def only_negatives(self) -> bool:
        """Whether its condition lets none but numbers below 0 in, so that it prints their sign itself."""
        if self.condition is None:
            return False
        operator, limit = self.condition
        return (operator in {"<", "<="} and limit <= 0) or (operator == "=" and limit < 0)


_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<pad>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]?
    | (?P<general>General|G/通用格式|常规|Standard)
    | (?P<half_day>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<moment>y+|m+|d+|h+|s+(?:\.0+)?|e+|a{3,4})
    | (?P<digit>[0\#?])
    | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<value>@) | (?P<end>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_SIMPLE = {
    "general": Kind.GENERAL,
    "half_day": Kind.HALF_DAY,
    "exponent": Kind.EXPONENT,
    "moment": Kind.MOMENT,
    "digit": Kind.DIGIT,
    "point": Kind.POINT,
    "comma": Kind.COMMA,
    "percent": Kind.PERCENT,
    "slash": Kind.SLASH,
    "value": Kind.VALUE,
}


@lru_cache(maxsize=512)
def sections(number_format: str) -> tuple[Section, ...]:
    """The sections of a format, one at least."""
    found: list[Section] = []
    parts: list[Part] = []
    condition: tuple[str, Decimal] | None = None
    numerals = 0
    for token in _TOKEN.finditer(number_format):
        name, text = token.lastgroup or "", token.group(token.lastgroup or 0)
        if name == "end":
            found.append(Section(_settled(parts), condition, numerals))
            parts, condition, numerals = [], None, 0
        elif name in {"quoted", "escaped", "other"}:
            parts.append(Part(Kind.TEXT, text))
        elif name == "pad":
            parts.append(Part(Kind.TEXT, " "))
        elif name == "bracket":
            if match := _CONDITION.fullmatch(text.strip()):
                condition = (match[1], Decimal(match[2]))
            elif text.lower().startswith("dbnum") and text[5:].isdigit():
                numerals = int(text[5:])
            elif _ELAPSED.fullmatch(text):
                parts.append(Part(Kind.ELAPSED, text.lower()))
            elif text.startswith("$") and (symbol := text[1:].rpartition("-")[0] or text[1:].split("-")[0]):
                parts.append(Part(Kind.TEXT, symbol))
        elif name in _SIMPLE:
            parts.append(Part(_SIMPLE[name], text.lower()))
    found.append(Section(_settled(parts), condition, numerals))
    return tuple(found)


def _settled(parts: list[Part]) -> tuple[Part, ...]:
    """The parts of a section: what has no meaning beside the others is text (``/`` and ``,`` in a date)."""
    moment = any(part.kind in {Kind.MOMENT, Kind.ELAPSED} for part in parts)
    digits = any(part.kind is Kind.DIGIT for part in parts)
    if not moment and digits:
        return tuple(parts)
    kept = {Kind.TEXT, Kind.MOMENT, Kind.ELAPSED, Kind.HALF_DAY, Kind.VALUE, Kind.GENERAL, Kind.PERCENT}
    return tuple(part if part.kind in kept else Part(Kind.TEXT, part.text) for part in parts)


def section_for(number: Decimal, number_format: str) -> tuple[Section, bool]:
    """The section that prints ``number``, and whether its sign is still to be printed.

    Without conditions the sections are for positive numbers, negative ones, zero and text. The one for negative
    numbers prints their sign itself.
    """
    found = sections(number_format)
    found = found[:-1] if 1 < len(found) < 4 and found[-1].has(Kind.VALUE) else found[:3]
    if not any(section.condition for section in found):
        if number < 0 and len(found) > 1:
            return found[1], False
        return (found[2], True) if number == 0 and len(found) > 2 else (found[0], True)
    first = found[0]
    if first.condition is None:
        met = number > 0 if len(found) > 2 else number >= 0
        if met:
            return first, True
    elif first.holds(number):
        return first, not first.only_negatives()
    if len(found) == 1:
        return first, True
    second = found[1]
    if second.condition is not None:
        if second.holds(number):
            return second, not second.only_negatives()
        return found[-1], True
    rest_is_negative = first.condition in {(">=", Decimal(0)), (">", Decimal(0))} or first.condition is None
    if len(found) == 2:
        return second, not (rest_is_negative and number < 0)
    return (second, False) if number < 0 else (found[2], True)


def text_section(number_format: str) -> Section | None:
    """The section that prints a text: the fourth, or a last one with ``@``; None where the text stands as it is."""
    found = sections(number_format)
    if len(found) > 3:
        return found[3]
    return found[-1] if found[-1].has(Kind.VALUE) else None
