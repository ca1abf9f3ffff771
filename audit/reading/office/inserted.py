"""The pictures of a Word document: those of tables and pages are read where somebody can, the others are named.

A picture has no page. Its place is what it is called: the how-manieth picture of the document it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
from docx.oxml.ns import qn
from PIL import Image

from audit.document import Block, Document, Grid, Line, Paragraph, Problem, Sighting
from audit.reading.furniture import spans
from audit.reading.pictured import is_large, shows_rules
from audit.reading.problems import problem, sentence
from checks.finding import Place

_EMU = 12_700
"""Units of drawings in a point."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP, _IMAGE = qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata"
_EXTENT, _ANCHORS = qn("wp:extent"), (qn("wp:inline"), qn("wp:anchor"))

Eye = Callable[[bytes, float], Document | None]
"""Makes of a picture so many inches long what stands on it; None where that is neither a table nor a page."""


class Pictures:
    """The pictures of a document, counted as they come."""

    def __init__(self, package: Any, eye: Eye | None, lang: str) -> None:
        self._parts = package.part.related_parts
        self._eye, self._lang = eye, lang
        self._count = 0
        self._read: list[int] = []
        self._unread: list[int] = []
        self._tables: list[int] = []
        self.places: list[Place] = []
        self.sightings: list[Sighting] = []
        self.guessed: list[Place] = []

    def blocks(self, paragraph: Any, tag: str) -> Iterator[Block]:
        """What the pictures of a paragraph show; ``tag`` is that of paragraphs."""
        for element in paragraph.iter(_BLIP, _IMAGE):
            owner = next(element.iterancestors(tag), None)
            if owner is not paragraph or next(element.iterancestors(_FALLBACK), None) is not None:
                continue
            name = element.get(qn("r:embed")) or element.get(qn("r:id"))
            width, height = _extent(element)
            if name in self._parts and is_large(width, height):
                self._count += 1
                yield from self._shown(self._parts[name].blob, max(width, height) / 72)

    def _shown(self, data: bytes, inches: float) -> Iterator[Block]:
        seen = self._eye(data, inches) if self._eye is not None else None
        if seen is None:
            self._unread.append(self._count)
            if self._eye is None and _is_table(data, inches):
                self._tables.append(self._count)
            return
        self._read.append(self._count)
        name = sentence("picture", self._lang, number=self._count)
        self.places.append(Place(cell=name))
        self.sightings += [replace(each, place=_named(each.place, name)) for each in seen.sightings]
        self.guessed += [_named(each, name) for each in seen.guessed]
        yield from (_placed(block, name) for block in seen.blocks)

    def nothing_read(self) -> str:
        """The sentence for a document that holds no text."""
        if not self._unread:
            return "no_content"
        return "scan" if self._eye is None else "illegible"

    def problems(self) -> tuple[Problem, ...]:
        """The tables that nobody could read here."""
        if not self._tables:
            return ()
        return (problem("word_pictured_tables", self._lang, numbers=spans(self._tables)),)

    def notes(self) -> tuple[str, ...]:
        """Which pictures were read, and which were not."""
        found = {"word_recognised": self._read, "word_unread": self._unread}
        return tuple(sentence(key, self._lang, numbers=spans(each)) for key, each in found.items() if each)


def _extent(element: Any) -> tuple[float, float]:
    """Width and height of a picture in points; those of a page where the document does not say."""
    anchor = next(element.iterancestors(*_ANCHORS), None)
    extent = anchor.find(_EXTENT) if anchor is not None else None
    if extent is None:
        return 595.0, 842.0
    return int(extent.get("cx", "0")) / _EMU, int(extent.get("cy", "0")) / _EMU


def _is_table(data: bytes, inches: float) -> bool:
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.thumbnail((round(72 * inches), round(72 * inches)))
            return shows_rules(np.array(picture.convert("L"), dtype=np.uint8))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False  # a drawing, not a picture


def _named(place: Place, name: str) -> Place:
    return replace(place, page=None, cell=name)


def _placed(block: Block, name: str) -> Block:
    """A block of a picture where it stands in the document."""
    if isinstance(block, Grid):
        cells = tuple(replace(cell, place=_named(cell.place, name)) for cell in block.cells)
        return replace(block, cells=cells, place=_named(block.place, name))
    lines = tuple(Line(line.text, _named(line.place, name), line.edges) for line in block.lines)
    return Paragraph(lines, block.level)
