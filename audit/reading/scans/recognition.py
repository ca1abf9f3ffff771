"""The picture of a page as what a PDF page draws: glyphs and rules in points, for the same lattice and alignment.

The rules come first and cut the page into cells; then every line of a cell and every run of words outside of the
tables is recognised for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.reading.pdf.lattice import lattices
from audit.reading.pdf.objects import Glyph, PageContent
from audit.reading.scans.characters import normal
from audit.reading.scans.pictures import Pixels, level, without_stamp
from audit.reading.scans.recogniser import Sign, recognised
from audit.reading.scans.regions import Region, regions
from audit.reading.scans.rules import print_of, rules

_MARGIN = 0.22
"""Heights of a line that are left around it: the network was trained on lines with some paper around them."""

_ONE_WORD = 1.7
"""Widths of a character between the middles of two from which they stand apart."""

_DIGITS = 0.72
"""The height of a digit as a share of the font size; that of a Chinese character is about all of it."""

_ALIKE = 0.2
"""Lines whose ink is higher or lower by less than this share are set in one size."""

_LOW = 0.6
"""A line lower than so many usual sizes is a dash or a point, and says nothing of its font."""


def content(page: Pixels, dpi: float) -> PageContent:
    """What stands on the picture of a page, in points from its upper left corner."""
    clean = level(without_stamp(page))
    point = dpi / 72
    found = PageContent(clean.shape[1] / point, clean.shape[0] / point, (0.0, 0.0))
    found.rules = rules(clean, dpi)
    boxes = regions(print_of(clean, found.rules, dpi), lattices(found.rules), dpi)
    read = [normal(line) for line in recognised([_cut(clean, box) for box in boxes])]
    usual = _usual([_size(box, signs) for box, signs in zip(boxes, read, strict=True)])
    for box, signs in zip(boxes, read, strict=True):
        size = _size(box, signs)
        size = usual if size < _LOW * usual or abs(size - usual) < _ALIKE * usual else size
        found.glyphs.extend(_glyphs(box, signs, size, point, len(found.glyphs)))
    return found


def _cut(page: Pixels, box: Region) -> Pixels:
    margin = max(round(_MARGIN * box.height), 2)
    top, left = max(box.y0 - margin, 0), max(box.x0 - margin, 0)
    return page[top : box.y1 + margin, left : box.x1 + margin]


def _size(box: Region, signs: Sequence[Sign]) -> float:
    """The font size of a line in pixels, by the height of its ink."""
    return box.height if any(sign.text >= "\u4e00" for sign in signs) else box.height / _DIGITS


def _usual(sizes: Sequence[float]) -> float:
    return sorted(sizes)[len(sizes) // 2] if sizes else 1.0


def _is_wide(text: str) -> bool:
    return "\u2e80" <= text <= "\uff60"


def _glyphs(box: Region, signs: Sequence[Sign], size: float, point: float, order: int) -> Iterator[Glyph]:
    """The characters of a line; two that stand as near as those of one word touch each other."""
    margin = max(round(_MARGIN * box.height), 2)
    start, width = box.x0 - min(margin, box.x0), box.width + 2 * margin
    shown = [sign for sign in signs if sign.text.strip()]
    centres = [start + width * (sign.start + sign.end) / 2 for sign in shown]
    halves = [size * (0.5 if _is_wide(sign.text) else 0.27) for sign in shown]
    lefts = [centre - half for centre, half in zip(centres, halves, strict=True)]
    rights = [centre + half for centre, half in zip(centres, halves, strict=True)]
    for n in range(1, len(shown)):
        if centres[n] - centres[n - 1] < _ONE_WORD * (halves[n] + halves[n - 1]):
            rights[n - 1] = lefts[n] = (centres[n] + centres[n - 1]) / 2
    if shown:
        lefts[0], rights[-1] = float(box.x0), float(box.x1)
    middle = (box.y0 + box.y1) / 2
    top, bottom = (middle - size / 2) / point, (middle + size / 2) / point
    for n, sign in enumerate(shown):
        x0, x1 = sorted((lefts[n] / point, rights[n] / point))
        yield Glyph(sign.text, x0, top, x1, bottom, order + n, 0.0, sure=sign.sure)
