"""Marks around what a page draws: layers that are switched off, and texts that are said to stand for others.

pdfium tells the name of the layer (optional content group) that an object is marked as part of, not whether that is
switched on; this is looked up in the document's catalogue, by the name. What depends on several layers at once (a
membership dictionary) counts as on.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from audit.reading.pdf.drawn.columns import Address, Truths, answer, answers, pdfium, places
from audit.reading.pdf.structure import Structure

_LAYER = np.array([*b"OC", 0], np.uint16)
"""The tag of the marks that name a layer, as pdfium writes it."""

_LONGEST_NAME = 512
"""Bytes of the name of a layer; one with a longer name counts as on."""

_LENGTH = ctypes.pointer(ctypes.c_ulong())
"""Where pdfium writes the lengths of texts, which nobody reads."""


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks on ``objects``: where each stands, and in ``owners`` the number of the object that it is on."""

    objects: Sequence[Address]
    addresses: list[Address]
    owners: list[int]


def marks_on(objects: Sequence[Address]) -> Marks:
    """The marks on ``objects``."""
    counts = answers(pdfium.FPDFPageObj_CountMarks, objects)
    owners = [number for number, count in enumerate(counts) for _ in range(count)]
    indexes = (index for count in counts for index in range(count))
    return Marks(
        objects, answers(pdfium.FPDFPageObj_GetMark, [objects[owner] for owner in owners], indexes), owners
    )


def on_layers_off(marks: Marks, structure: Structure) -> Truths:
    """Of each object, whether it is part of a layer that is switched off when the PDF is opened."""
    hidden = np.zeros(len(marks.objects), bool)
    tags = np.zeros((len(marks.addresses), len(_LAYER)), np.uint16)
    room = repeat(tags.strides[0])
    answers(pdfium.FPDFPageObjMark_GetName, marks.addresses, places(tags), room, repeat(_LENGTH))
    for number in np.flatnonzero((tags == _LAYER).all(axis=1)):
        hidden[marks.owners[number]] |= _name(marks.addresses[number]) in structure.layers_off
    return hidden


def drop_replacements(marks: Marks) -> None:
    """Take off the marks that give a text in place of what is drawn (ActualText): only what is drawn is seen."""
    replaced = answers(
        pdfium.FPDFPageObjMark_GetParamStringValue,
        marks.addresses,
        repeat(b"ActualText"),
        repeat(None),
        repeat(0),
        repeat(_LENGTH),
    )
    for number in np.flatnonzero(replaced):
        where = marks.objects[marks.owners[number]]
        answer(pdfium.FPDFPageObj_RemoveMark, where, marks.addresses[number])


def _name(layer: Address) -> bytes:
    """The name of the layer that a mark names, as it is written in the PDF; empty where it is too long."""
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    length = ctypes.c_ulong()
    answer(
        pdfium.FPDFPageObjMark_GetParamBlobValue,
        layer,
        b"Name",
        name,
        _LONGEST_NAME,
        ctypes.byref(length),
    )
    return name.raw[: length.value] if length.value <= _LONGEST_NAME else b""
