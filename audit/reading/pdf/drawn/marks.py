"""Marks around what a page draws: layers that are switched off, and texts that are said to stand for others.

pdfium tells the name of the layer (optional content group) that an object is marked as part of, not whether that is
switched on; this is looked up by pypdf in the document's catalogue, and only where a page has such marks. So of two
layers with one name both count as on if one is, and what depends on several layers at once (a membership dictionary)
counts as on.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cached_property
from io import BytesIO
from itertools import repeat
from typing import Any

import numpy as np

from audit.reading.pdf.drawn.columns import Address, Truths, answer, answers, pdfium, places

_LAYER = np.array([*b"OC", 0], np.uint16)
"""The tag of the marks that name a layer, as pdfium writes it."""

_LONGEST_NAME = 256
"""Characters of the name of a layer; one with a longer name is not told from others and counts as on."""


_LENGTH = ctypes.pointer(ctypes.c_ulong())
"""Where pdfium writes the lengths of texts, which nobody reads."""


class Layers:
    """The layers of the PDF whose bytes are ``data``."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def off(self, objects: Sequence[Address]) -> Truths:
        """Of each object, whether it is part of a layer that is switched off when the PDF is opened."""
        hidden = np.zeros(len(objects), bool)
        owners, marks = _marks(objects)
        tags = np.zeros((len(marks), len(_LAYER)), np.uint16)
        answers(pdfium.FPDFPageObjMark_GetName, marks, places(tags), repeat(tags.strides[0]), repeat(_LENGTH))
        for number in np.flatnonzero((tags == _LAYER).all(axis=1)):
            hidden[owners[number]] |= _name(marks[number]) in self._off
        return hidden

    @cached_property
    def _off(self) -> frozenset[str]:
        return _names_off(self._data)


def drop_replacements(objects: Sequence[Address]) -> None:
    """Take off the marks that give a text in place of what is drawn (ActualText): only what is drawn is seen."""
    owners, marks = _marks(objects)
    told = answers(
        pdfium.FPDFPageObjMark_GetParamStringValue,
        marks,
        repeat(b"ActualText"),
        repeat(None),
        repeat(0),
        repeat(_LENGTH),
    )
    for owner, mark, replaced in zip(owners, marks, told, strict=True):
        if replaced:
            answer(pdfium.FPDFPageObj_RemoveMark, objects[owner], mark)


def _marks(objects: Sequence[Address]) -> tuple[list[int], list[Address]]:
    """All marks: the number of the object that each is on, and where it stands."""
    counts = answers(pdfium.FPDFPageObj_CountMarks, objects)
    owners = [number for number, count in enumerate(counts) for _ in range(count)]
    indexes = (index for count in counts for index in range(count))
    return owners, answers(pdfium.FPDFPageObj_GetMark, [objects[owner] for owner in owners], indexes)


def _name(layer: Address) -> str:
    name = np.zeros(_LONGEST_NAME, np.uint16)
    answer(pdfium.FPDFPageObjMark_GetParamStringValue, layer, b"Name", name.ctypes.data, name.nbytes, _LENGTH)
    return name.tobytes().decode("utf-16-le").split("\0")[0]


def _names_off(data: bytes) -> frozenset[str]:
    """The names of the layers that are switched off when a PDF is opened; none where its catalogue is damaged."""
    from pypdf import PdfReader  # noqa: PLC0415  (few documents have layers)
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        properties: Any = PdfReader(BytesIO(data)).root_object["/OCProperties"]
        groups = {group.idnum: str(group.get_object()["/Name"]) for group in properties["/OCGs"]}
        off = {group.idnum for group in properties["/D"].get("/OFF", ())}
    except (PyPdfError, KeyError, AttributeError, TypeError):
        return frozenset()
    return frozenset(groups[number] for number in off & {*groups}) - {
        name for number, name in groups.items() if number not in off
    }
