"""The objects that a page draws, in painting order, those of its forms in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2

from audit.reading.pdf.drawn.clips import clip_boxes
from audit.reading.pdf.drawn.columns import (
    Address,
    Floats,
    Truths,
    Whole,
    address,
    answer,
    answers,
    pdfium,
    record,
)
from audit.reading.pdf.drawn.marks import drop_replacements, marks_on, on_layers_off
from audit.reading.pdf.drawn.space import EVERYWHERE, IDENTITY, after, shared
from audit.reading.pdf.structure import Structure


@dataclass(frozen=True, slots=True)
class Painted:
    """Objects of a page, a row each, in painting order; ``kinds`` are pdfium's.

    ``spaces`` holds the matrix from the space that an object is drawn in (the page's, or that of a form) to the
    page's, ``frames`` the box on the page that the forms around it show, ``off`` whether it is part of a layer that
    is switched off.
    """

    addresses: list[Address]
    kinds: Whole
    spaces: Floats
    frames: Floats
    off: Truths

    def of(self, kind: int) -> Whole:
        """The numbers of the objects of one kind that are not switched off."""
        return np.flatnonzero((self.kinds == kind) & ~self.off)

    def at(self, numbers: Whole) -> list[Address]:
        """Where these objects stand."""
        return [self.addresses[number] for number in numbers.tolist()]

    def shown(self, numbers: Whole, extents: Floats) -> Floats:
        """The box on the page outside of which each of these objects is not seen.

        ``extents`` are the boxes that they would cover.
        """
        return shared(clip_boxes(self.at(numbers), self.spaces[numbers], extents), self.frames[numbers])


@dataclass(frozen=True, slots=True)
class _Holder:
    """A page or a form: what holds objects, and how they come from there to the page."""

    where: Address
    count: Any
    get: Any
    space: Floats
    frame: Floats
    off: bool


def painted(page: pypdfium2.PdfPage, structure: Structure) -> Painted:
    """What ``page`` draws, in painting order; texts that are said to stand for what is drawn are taken off."""
    whole = _Holder(
        address(page.raw),
        pdfium.FPDFPage_CountObjects,
        pdfium.FPDFPage_GetObject,
        IDENTITY,
        EVERYWHERE,
        off=False,
    )
    parts = list(_parts(whole, structure))
    if len(parts) == 1:
        return parts[0]
    return Painted(
        [where for part in parts for where in part.addresses],
        np.concatenate([part.kinds for part in parts]),
        np.concatenate([part.spaces for part in parts]),
        np.concatenate([part.frames for part in parts]),
        np.concatenate([part.off for part in parts]),
    )


def _parts(holder: _Holder, structure: Structure) -> Iterator[Painted]:
    """The objects in ``holder``, cut where the objects of a form come in."""
    count = answer(holder.count, holder.where)
    addresses = answers(holder.get, repeat(holder.where), range(count))
    kinds = np.array(answers(pdfium.FPDFPageObj_GetType, addresses), np.int64)
    marks = marks_on(addresses)
    off = on_layers_off(marks, structure) | holder.off
    drop_replacements(marks)
    start = 0
    for end in [*np.flatnonzero(kinds == pdfium.FPDF_PAGEOBJ_FORM).tolist(), count]:
        yield Painted(
            addresses[start:end],
            kinds[start:end],
            np.repeat(holder.space, end - start, axis=0),
            np.repeat(holder.frame, end - start, axis=0),
            off[start:end],
        )
        if end < count:
            yield from _parts(_form(holder, addresses[end], bool(off[end])), structure)
        start = end + 1


def _form(holder: _Holder, where: Address, off: bool) -> _Holder:
    """The form at ``where`` in ``holder``."""
    matrix = record(pdfium.FPDFPageObj_GetMatrix, np.float32, 6, [where]).astype(float)
    frame = shared(clip_boxes([where], holder.space, EVERYWHERE), holder.frame)
    space = after(matrix, holder.space)
    return _Holder(where, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, space, frame, off)
