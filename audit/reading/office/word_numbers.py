"""The automatic numbers of Word: a reader sees 一、 where the file only says "next item of list 3"."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}


class Numbering:
    """The list counters of one document; ask for each paragraph once, in order."""

    def __init__(self, package: Any) -> None:
        self._lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = dict(_style_lists(package))
        part = next(
            (r.target_part for r in package.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        if part is None:
            return
        root = part.element
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {
                int(level.get(qn("w:ilvl"), "0")): _level(level) for level in abstract.iter(qn("w:lvl"))
            }
            self._lists[abstract.get(qn("w:abstractNumId"))] = levels
        for number in root.iter(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if link is not None:
                self._abstract[number.get(qn("w:numId"))] = link.get(qn("w:val"))

    def number(self, paragraph: Any) -> str:
        """The number printed before ``paragraph``, empty where it is no list item."""
        found = self._item(paragraph)
        if found is None:
            return ""
        key, depth = found
        abstract = self._abstract.get(key)
        levels = self._lists.get(abstract or "", {})
        if abstract is None or depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        def count(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            _, style, start = levels.get(level, ("", "decimal", 1))
            return _printed(counts.get(level, start), style)

        text, style, _ = levels[depth]
        return "" if style in {"bullet", "none"} else re.sub(r"%(\d)", count, text)

    def _item(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        own = _list_of(properties)
        style = properties.find(qn("w:pStyle"))
        inherited = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        if own is None:
            return inherited
        return None if own[0] == "0" else own


def _list_of(properties: Any) -> tuple[str, int] | None:
    item = properties.find(qn("w:numPr"))
    if item is None:
        return None
    number, level = item.find(qn("w:numId")), item.find(qn("w:ilvl"))
    if number is None:
        return None
    return number.get(qn("w:val"), "0"), int(level.get(qn("w:val"), "0")) if level is not None else 0


def _style_lists(package: Any) -> list[tuple[str, tuple[str, int]]]:
    found: list[tuple[str, tuple[str, int]]] = []
    for style in package.styles.element.iter(qn("w:style")):
        properties = style.find(qn("w:pPr"))
        item = _list_of(properties) if properties is not None else None
        if item is not None:
            found.append((style.get(qn("w:styleId")), item))
    return found


def _level(level: Any) -> tuple[str, str, int]:
    """The pattern, the kind of number and the first number of one level of a list."""

    def value(name: str, default: str) -> str:
        found = level.find(qn(name))
        return str(found.get(qn("w:val"), default)) if found is not None else default

    return value("w:lvlText", ""), value("w:numFmt", "decimal"), int(value("w:start", "1"))


def _printed(number: int, style: str) -> str:
    if style in _CHINESE:
        return _chinese(number)
    if style == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    if style in {"upperLetter", "lowerLetter"} and 1 <= number <= 26:
        return chr((64 if style == "upperLetter" else 96) + number)
    if style in {"upperRoman", "lowerRoman"}:
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    return str(number)


def _chinese(number: int) -> str:
    """1 to 99 in Chinese numerals; other numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text, number = text + sign, number - value
    return text
