"""The picture of a page as what a PDF page draws: glyphs and rules in points, for the same lattice and alignment.

The rules come first and cut the page into cells; then every line of a cell and every run of words outside of the
tables is recognised for itself.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import partial

from audit.document import Sighting
from audit.reading.pdf.lattice import lattices
from audit.reading.pdf.objects import Glyph, PageContent
from audit.reading.pdf.turning import Turn
from audit.reading.scans.characters import continued, is_ideograph, normal
from audit.reading.scans.looks import SURE, Numeral, clearer, filled, laid_out, numerals
from audit.reading.scans.lost.counting import counted
from audit.reading.scans.lost.guesses import Field, cell, covered, guesses
from audit.reading.scans.lost.hidden import below_stamp, centres, touches
from audit.reading.scans.numerals import Candidate, candidates
from audit.reading.scans.recogniser import Line, Sign, recognised
from audit.reading.scans.sheet.fills import dark_on_light
from audit.reading.scans.sheet.folds import fold
from audit.reading.scans.sheet.pictures import STEADY, Pixels, edges_of_stamp, skew, turned, without_stamp
from audit.reading.scans.sheet.regions import Region, dark, regions, with_strokes
from audit.reading.scans.sheet.rules import print_of, rules
from audit.reading.scans.upright import makes_sense, turned_upright, way_of
from checks.finding import Place

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")

_MARGIN = 0.22
"""Heights of a line that are left around it: the network was trained on lines with some paper around them."""

_ONE_WORD = 1.7
"""Widths of a character between the middles of two from which they stand apart."""

_DIGITS = 0.72
"""The height of a digit as a share of the font size; that of a Chinese character is about all of it."""

_ALIKE = 0.2
"""Lines whose ink is higher or lower by less than this share are set in one size."""

_OPENING, _CLOSING = frozenset("（“《〈【"), frozenset("，。、；：？！）”》〉】")
_BLANK = 0.6
"""The share of such a mark that is blank at its outer side: a line that ends with it reaches as far as others do."""

_LOW = 0.6
"""A line lower than so many usual sizes is a dash or a point, and says nothing of its font."""


def content(page: Pixels, dpi: float) -> PageContent:
    """What stands on the picture of a page, in points from its upper left corner.

    A page on which little makes sense is tried on its head and on its sides.
    """
    page = dark_on_light(page, dpi)
    found = _upright(page, dpi)
    if makes_sense((glyph.text, glyph.sure) for glyph in found.glyphs):
        return found
    clean = without_stamp(page)
    way = way_of(turned(clean, skew(clean), 255), dpi)
    return found if way == 0 else _as_displayed(_upright(turned_upright(page, way), dpi), way)


def _as_displayed(upright: PageContent, way: int) -> PageContent:
    """What stands on a page that was turned upright to be read, where it stands on the page as displayed."""
    turn = Turn(-way % 4, upright.width, upright.height)
    width, height = turn.upright_size
    return replace(
        upright,
        width=width,
        height=height,
        glyphs=[turn.glyph(glyph)._replace(turn=way) for glyph in upright.glyphs],
        rules=[turn.rule(rule) for rule in upright.rules],
        sightings=[
            replace(each, place=Place(bbox=turn.box(each.place.bbox)))
            for each in upright.sightings
            if each.place.bbox
        ],
        guessed=[turn.box(box) for box in upright.guessed],
    )


def _upright(page: Pixels, dpi: float) -> PageContent:
    """What stands on the picture of a page that lies the right way, levelled."""
    clean = without_stamp(page)
    degrees = skew(clean)
    clean, stamp = turned(clean, degrees, 255), turned(edges_of_stamp(page), degrees, 0)
    point = dpi / 72
    found = PageContent(clean.shape[1] / point, clean.shape[0] / point)
    found.tilt = degrees if abs(degrees) >= STEADY else 0.0
    found.rules = rules(clean, dpi)
    tables = lattices(found.rules)
    boxes = dark(regions(print_of(clean, stamp, found.rules, dpi), tables, dpi), clean)
    boxes = with_strokes(boxes, clean, point)
    found.fold = fold(boxes, found.rules, found.width, found.height, point)
    lines = recognised([_cut(clean, box, _MARGIN) for box in boxes])
    homes = [cell(box, tables, point) for box in boxes]
    columns = [None if home is None else (home[0], home[1][1]) for home in homes]
    below, touched = covered(boxes, stamp), covered(boxes, stamp, 0.0)
    known = numerals(boxes, lines, partial(_cut, clean), columns, touched)
    known = counted(below_stamp(known, boxes, lines, stamp, touched, _MARGIN), homes)
    lines = clearer(boxes, lines, partial(_cut, clean), _MARGIN, known)
    words = filled(boxes, lines, partial(_cut, clean), _MARGIN)
    read = [
        laid_out(known[n].text, line.signs) if n in known else normal(words[n])
        for n, line in enumerate(lines)
    ]
    for chain in _chains(boxes, homes, known):
        for n, signs in zip(chain, continued([read[n] for n in chain]), strict=True):
            read[n] = signs
    usual = _usual([_size(box, signs) for box, signs in zip(boxes, read, strict=True)])
    for n, (box, signs) in enumerate(zip(boxes, read, strict=True)):
        size = _size(box, signs)
        size = usual if size < _LOW * usual or abs(size - usual) < _ALIKE * usual else size
        glyphs = list(_glyphs(box, signs, size, point, len(found.glyphs)))
        found.glyphs += glyphs
        if n in known:
            found.sightings.append(_sighting(glyphs, known[n]))
        else:
            under = stamp if n in touched else None
            found.sightings += _in_words(glyphs, signs, lines[n], box, under)
    found.guessed = guesses(boxes, read, known, tables, stamp, below, point)
    return found


def _chains(boxes: Sequence[Region], homes: Sequence[Field | None], known: Container[int]) -> list[list[int]]:
    """The lines of words of each cell, and those outside of the tables, from the top down."""
    chains: list[tuple[object, list[int]]] = []
    for n in sorted(range(len(boxes)), key=lambda n: boxes[n].y0):
        if n not in known:
            home = homes[n]
            own = (c for at, c in reversed(chains) if at == home and boxes[c[-1]].is_above(boxes[n]))
            chain = next(own, None)
            if chain is None:
                chains.append((home, [n]))
            else:
                chain.append(n)
    return [chain for _, chain in chains]


def _sighting(glyphs: Sequence[Glyph], numeral: Numeral) -> Sighting:
    pairs = tuple((candidate.text, candidate.chance) for candidate in numeral.candidates)
    return Sighting(_around(glyphs), pairs, numeral.confirmed, between=numeral.between)


def _in_words(
    glyphs: Sequence[Glyph], signs: Sequence[Sign], line: Line, box: Region, stamp: Pixels | None
) -> Iterator[Sighting]:
    """The numbers among the words of a line; those that a ``stamp`` over it touches are not beyond doubt."""
    shown = [sign for sign in signs if sign.text.strip()]
    for match in _NUMBER.finditer("".join(sign.text[0] for sign in shown)):
        run = shown[match.start() : match.end()]
        sure = all(sign.sure >= SURE for sign in run)
        found = [Candidate(match.group(), 1.0)] if sure else candidates(line.part(run[0].start, run[-1].end))
        others = tuple((each.text, each.chance) for each in found if each.text != match.group())
        own = max(1.0 - sum(chance for _, chance in others), 0.0)
        place = _around(glyphs[match.start() : match.end()])
        clear = stamp is None or not touches(stamp, box, centres(box, _whole(shown, match), _MARGIN))
        yield Sighting(place, ((match.group(), own), *others), clear and (sure or own >= SURE))


def _whole(line: Sequence[Sign], run: re.Match[str]) -> Sequence[Sign]:
    """The characters around a number up to the words beside it: it may have lost its other half to a mark."""
    start, end = run.span()
    while start > 0 and not is_ideograph(line[start - 1].text):
        start -= 1
    while end < len(line) and not is_ideograph(line[end].text):
        end += 1
    return line[start:end]


def _around(glyphs: Sequence[Glyph]) -> Place:
    box = (
        round(min(glyph.x0 for glyph in glyphs), 1),
        round(min(glyph.top for glyph in glyphs), 1),
        round(max(glyph.x1 for glyph in glyphs), 1),
        round(max(glyph.bottom for glyph in glyphs), 1),
    )
    return Place(bbox=box)


def _cut(page: Pixels, box: Region, share: float) -> Pixels:
    margin = max(round(share * box.height), 2)
    top, left = max(box.y0 - margin, 0), max(box.x0 - margin, 0)
    return page[top : box.y1 + margin, left : box.x1 + margin]


def _size(box: Region, signs: Sequence[Sign]) -> float:
    """The font size of a line in pixels, by the height of its ink."""
    return box.height if any(is_ideograph(sign.text) for sign in signs) else box.height / _DIGITS


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
        lefts[0] = box.x0 - (_BLANK * size if shown[0].text in _OPENING else 0.0)
        rights[-1] = box.x1 + (_BLANK * size if shown[-1].text in _CLOSING else 0.0)
    middle = (box.y0 + box.y1) / 2
    top, bottom = (middle - size / 2) / point, (middle + size / 2) / point
    for n, sign in enumerate(shown):
        x0, x1 = sorted((lefts[n] / point, rights[n] / point))
        yield Glyph(sign.text, x0, top, x1, bottom, order + n, 0.0, sure=sign.sure)
