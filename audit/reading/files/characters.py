"""A document in the characters that this program knows, however it was typed.

A year in full-width digits or in Chinese ones (２０２３年, 二〇二三年) is 2023年. A document in traditional characters is read as
one in simplified characters (預算 3 萬元 is 预算 3 万元); sites that turn pages into traditional ones also print the sound of a
character behind it (經(jīng)費), which is no part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from audit.document import Block, Document, Grid, Line, Paragraph
from audit.reading.problems import sentence

_NEVER_SEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Characters that print nothing: breaks that may be, marks of direction, joiners."""

_YEAR = re.compile(r"(?:[１２][９０][０-９]{2}|二[〇○零][〇○零一二三四五六七八九]{2})(?=\s*年)")
_DIGITS = str.maketrans("１２３４５６７８９０一二三四五六七八九〇○零", "1234567890123456789000")

_TRADITIONAL = re.compile(r"[萬億]元|[預決]算|經(?:[(（][a-zī]+[)）])?費|財政撥|單位")
"""Words of the field as only traditional characters write them."""

_SOUND = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")


def in_usual_characters(document: Document, lang: str) -> Document:
    """The document with its years in digits, and in simplified characters; a note where it was in others.

    Characters that print nothing are gone; places stay what they are.
    """
    printed = _rewritten(document, lambda text: _NEVER_SEEN.sub("", text), _NEVER_SEEN)
    dated = _rewritten(printed, with_years_in_digits, _YEAR)
    other = _rewritten(dated, _simplified, _TRADITIONAL)
    return other if other is dated else replace(other, notes=(*other.notes, sentence("traditional", lang)))


def with_years_in_digits(text: str) -> str:
    """A text of the same length in which each year before 年 is of ASCII digits."""
    return _YEAR.sub(lambda year: year[0].translate(_DIGITS), text)


def _rewritten(document: Document, into: Callable[[str], str], sign: re.Pattern[str]) -> Document:
    """The document with every text in other characters, the same object where no text shows the sign."""
    if not any(sign.search(text) for block in document.blocks for text in _texts(block)):
        return document
    return replace(document, blocks=tuple(_block(block, into) for block in document.blocks))


def _texts(block: Block) -> list[str]:
    return [each.text for each in (block.cells if isinstance(block, Grid) else block.lines)]


def _block(block: Block, into: Callable[[str], str]) -> Block:
    if isinstance(block, Grid):
        return replace(block, cells=tuple(replace(cell, text=into(cell.text)) for cell in block.cells))
    return Paragraph(tuple(_line(line, into) for line in block.lines), block.level)


def _line(line: Line, into: Callable[[str], str]) -> Line:
    printed = _NEVER_SEEN.sub("", line.text)
    if line.edges and into(line.text) == printed != line.text:
        seen = (
            edge for edge, char in zip(line.edges, line.text, strict=False) if not _NEVER_SEEN.match(char)
        )
        return replace(line, text=printed, edges=tuple(seen))
    text = into(line.text)
    if line.edges and len(text) != len(line.text):  # one for each character: none may come or go
        return line
    return replace(line, text=text)


def _simplified(text: str) -> str:
    return _SOUND.sub("", _converter()(text))


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # noqa: PLC0415  (start-up time: next to no document needs it)

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
