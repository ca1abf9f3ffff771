"""Which way a scanned page lies: a sheet fed in on its head or on its side is read in each way, and one makes sense."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from audit.reading.pdf.lattice import lattices
from audit.reading.scans.recogniser import recognised
from audit.reading.scans.sheet.pictures import Pixels
from audit.reading.scans.sheet.regions import regions
from audit.reading.scans.sheet.rules import print_of, rules

_TURNS = {0: 0, 1: 3, 2: 2, 3: 1}
"""For each way that text can run (to the right, up, on its head, down) the quarter turns that make it run to the right."""

_SAMPLE, _LONG = 12, 3.0
"""So many lines are tried, those that are so many times as wide as high."""

_FEW = 20
"""Characters from which something can be told."""

_SENSE = 0.85
"""The mean probability of the characters of a page that is read the right way."""


def makes_sense(read: Iterable[tuple[str, float]]) -> bool:
    """Whether characters with their probabilities are many and probable enough for a page that is read the right way.

    Only letters and digits tell: the dots of a table of contents look like anything.
    """
    told = [sure for text, sure in read if text.isalnum()]
    return len(told) >= _FEW and sum(told) >= _SENSE * len(told)


def turned_upright(page: Pixels, way: int) -> Pixels:
    """The page turned so that text which runs its ``way`` (see :class:`audit.reading.pdf.objects.Glyph`) reads to the right."""
    return np.ascontiguousarray(np.rot90(page, _TURNS[way]))


def way_of(page: Pixels, dpi: float) -> int:
    """The way the text of a levelled page runs: that in which most of its longest lines makes sense."""
    own = _sense(page, dpi)
    others = {way: _sense(turned_upright(page, way), dpi) for way in (2, 1, 3)}
    best = max(others, key=others.__getitem__)
    return best if others[best] > own else 0


def _sense(page: Pixels, dpi: float) -> float:
    """How much is read in the longest lines of a page, by its probability; 0 where that is too little for sense."""
    drawn = rules(page, dpi)
    none = np.zeros(page.shape[:2], np.uint8)
    found = regions(print_of(page, none, drawn, dpi), lattices(drawn), dpi)
    longest = sorted((box for box in found if box.width > _LONG * box.height), key=lambda box: -box.width)
    lines = recognised([page[box.y0 : box.y1, box.x0 : box.x1] for box in longest[:_SAMPLE]])
    sure = [sign.sure for line in lines for sign in line.signs if sign.text.isalnum()]
    return sum(sure) if sum(sure) >= _SENSE * len(sure) else 0.0
