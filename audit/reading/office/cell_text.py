"""A workbook's stored value as the text that Excel shows: 1899.52 under ``#,##0.00`` is 1,899.52."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+")


def shown(value: object, number_format: str | None) -> str:
    """The text of a cell that holds ``value`` under ``number_format``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        try:
            return _number(value, number_format or "General")
        except InvalidOperation:  # beyond what decimal arithmetic prints; no amount of money is
            return str(value)
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, number_format or "")
    return _joined(str(value))


def _joined(text: str) -> str:
    """A cell's text on one line: line breaks inside a cell only fit it to its width."""
    return "".join(part.strip() for part in text.splitlines()).strip() if "\n" in text else text.strip()


def _number(value: float | Decimal, number_format: str) -> str:
    number = _decimal(value)
    if number is None:
        return str(value)
    section, signed = _section(number, number_format)
    if not section.strip() and ";" in number_format:
        return ""
    if section.strip().lower() in {"general", "@", "g/通用格式", ""}:
        return _general(value)
    literal, pattern = _literal(section)
    match = _DIGITS.search(pattern)
    if match is None or "e+" in pattern.lower() or "/" in pattern:
        return literal.strip() if match is None and literal.strip() else _general(value)
    amount = number if signed else abs(number)
    before, after = pattern[: match.start()], pattern[match.end() :]
    scale = len(match.group(0)) - len(match.group(0).rstrip(","))
    amount = amount.scaleb(2 * pattern.count("%")).scaleb(-3 * scale)
    whole, _, fraction = match.group(0).rstrip(",").partition(".")
    text = _digits(amount, whole, fraction)
    return (before + text + after).replace("\x00", "").strip()


def _decimal(value: float | Decimal) -> Decimal | None:
    try:
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _section(number: Decimal, number_format: str) -> tuple[str, bool]:
    """The part of a format that applies to a number, and whether its sign is still to be printed."""
    sections = _split(number_format)
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _split(number_format: str) -> list[str]:
    sections, quoted = [""], False
    for char in number_format:
        if char == '"':
            quoted = not quoted
        if char == ";" and not quoted:
            sections.append("")
        else:
            sections[-1] += char
    return sections


def _literal(section: str) -> tuple[str, str]:
    """The literal text of a format, and the format with it spelt out and colours and padding gone."""
    words: list[str] = []

    def spell(match: re.Match[str]) -> str:
        word = match.group(1) if match.group(1) is not None else match.group(2) or ""
        words.append(word)
        return "".join(f"{char}\x00" if char in "#0?" else char for char in word)

    pattern = _QUOTED.sub(spell, section)
    outside = _DIGITS.sub("", pattern).replace("\x00", "")
    return outside if any(words) or outside.strip(" ?") else "", pattern


def _digits(amount: Decimal, whole: str, fraction: str) -> str:
    """A number printed with the places that ``whole`` and ``fraction`` (of ``0``, ``#``, ``?``) ask for."""
    places = len(fraction)
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign, text = ("-" if rounded < 0 else ""), format(abs(rounded), "f")
    left, _, right = text.partition(".")
    left = left.zfill(whole.count("0"))
    if whole.count("0") == 0 and left == "0":
        left = ""
    if "," in whole and left:
        left = f"{int(left):,}".zfill(len(left))
    kept = len(fraction.rstrip("#"))
    while len(right) > kept and right.endswith("0"):
        right = right[:-1]
    point = "." if fraction and (right or "0" in fraction) else ""
    return f"{sign}{left}{point}{right}"


def _general(value: float | Decimal) -> str:
    """A number as Excel prints it without a format: up to eleven characters, no trailing zeros."""
    number = _decimal(value)
    if number is None:
        return str(value)
    whole = len(str(abs(int(number))))
    places = max(0, min(10, 15 - whole))
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if places else number
    text = format(rounded, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _moment(value: datetime | date | time | timedelta, number_format: str) -> str:
    if isinstance(value, time | timedelta):
        return str(value)
    plain = number_format.lower()
    if "年" in plain or "[$-" in plain or "yyyy" in plain or "mmm" in plain:
        day = "年" in plain
        text = f"{value.year}年{value.month}月" if day else f"{value.year}-{value.month:02d}"
        if "d" in plain:
            text += f"{value.day}日" if day else f"-{value.day:02d}"
        return text
    return f"{value.year}-{value.month:02d}-{value.day:02d}"
