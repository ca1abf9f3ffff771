"""The pictures of a Word document's paragraphs, in order, with the sizes in which they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from audit.reading.pictured.inserted import A4, Shown

EMU = 12_700
"""Units of drawings in a point."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP, _IMAGE = qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata"
_EXTENT, _ANCHORS = qn("wp:extent"), (qn("wp:inline"), qn("wp:anchor"))


def inserted(package: Any, paragraph: Any, tag: str) -> Iterator[Shown]:
    """The pictures that stand in a paragraph itself; ``tag`` is that of paragraphs."""
    parts = package.part.related_parts
    for element in paragraph.iter(_BLIP, _IMAGE):
        owner = next(element.iterancestors(tag), None)
        if owner is not paragraph or next(element.iterancestors(_FALLBACK), None) is not None:
            continue
        name = element.get(qn("r:embed")) or element.get(qn("r:id"))
        if name in parts:
            yield parts[name].blob, *_extent(element)


def embedded(body: Any) -> int:
    """How many other files and objects without a picture stand in a document: what they show is not in it."""
    objects = (each for each in body.iter(qn("w:object")) if next(each.iter(_BLIP, _IMAGE), None) is None)
    return sum(1 for _ in body.iter(qn("w:altChunk"), qn("w:subDoc"))) + sum(1 for _ in objects)


def _extent(element: Any) -> tuple[float, float]:
    """Width and height of a picture in points; those of a page where the document does not say."""
    anchor = next(element.iterancestors(*_ANCHORS), None)
    extent = anchor.find(_EXTENT) if anchor is not None else None
    if extent is None:
        return A4
    return int(extent.get("cx", "0")) / EMU, int(extent.get("cy", "0")) / EMU
