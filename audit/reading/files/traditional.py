"""A document in traditional characters read as one in simplified characters: 預算 3 萬元 is 预算 3 万元.

Every word of the field that this program knows is written in simplified characters. Sites that turn pages into traditional
ones also print the sound of a character behind it (經(jīng)費), which is no part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from audit.document import Block, Cell, Document, Grid, Line, Paragraph
from audit.reading.problems import sentence

_TRADITIONAL = re.compile(r"[萬億]元|[預決]算|經(?:[(（][a-zī]+[)）])?費|財政撥|單位")
"""Words of the field as only traditional characters write them."""

_SOUND = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")


def simplified(document: Document, lang: str) -> Document:
    """The document in simplified characters, with a note where it was in others. Places stay what they are."""
    if not any(_TRADITIONAL.search(text) for block in document.blocks for text in _texts(block)):
        return document
    blocks = tuple(_block(block) for block in document.blocks)
    return replace(document, blocks=blocks, notes=(*document.notes, sentence("traditional", lang)))


def _texts(block: Block) -> list[str]:
    return [each.text for each in (block.cells if isinstance(block, Grid) else block.lines)]


def _block(block: Block) -> Block:
    if isinstance(block, Grid):
        return replace(block, cells=tuple(_cell(cell) for cell in block.cells))
    return Paragraph(tuple(_line(line) for line in block.lines), block.level)


def _cell(cell: Cell) -> Cell:
    return replace(cell, text=_SOUND.sub("", _converter()(cell.text)))


def _line(line: Line) -> Line:
    text = _converter()(line.text)
    if line.edges:  # one for each character: none may come or go
        return replace(line, text=text) if len(text) == len(line.text) else line
    return replace(line, text=_SOUND.sub("", text))


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # noqa: PLC0415  (start-up time: next to no document needs it)

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
