"""Pictures among the text of a page: which of them may hold a table, and what was recognised on them put in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.document import Sighting
from audit.reading.pdf.drawn.raster import Raster
from audit.reading.pdf.lattice import lattices
from audit.reading.pdf.objects import Glyph, PageContent, Rule, Surface
from audit.reading.pictured.telling import is_large, shows_rules
from checks.finding import Box, Place

_FEW = 10
"""Characters of text beside a picture that say nothing: the number of the page, the name of a scanner."""

_OUTLINED, _MANY = 60, 400
"""So many bent outlines and no text on a page, or beside the number of the page: its letters are drawings."""

_NOISE = 0.3
"""The share of a page's characters without a code from which its text cannot be told."""

_GROUND = 30
"""Characters on a picture from which it is the ground that a text is printed on."""

_PAGE, _SENSE = 100, 0.85
"""Characters of a page of text, and how probable they are on the average; a chart says less."""

_FILLED = 4
"""A drawing of rules with print in fewer of its cells is a frame or a chart."""


def is_picture(content: PageContent) -> bool:
    """Whether a page is a picture and nothing else, or has its letters as drawings; its glyphs are those that can be seen."""
    area = max(content.width * content.height, 1.0)
    boxes = (picture.box for picture in content.pictures)
    half = any((x1 - x0) * (y1 - y0) > 0.5 * area for x0, y0, x1, y1 in boxes)
    outlined = content.curves > (_MANY if content.glyphs else _OUTLINED)
    return len(content.glyphs) < _FEW and (half or outlined)


def is_noise(content: PageContent) -> bool:
    """Whether much of a page's text does not say which characters it shows."""
    return content.unknown_glyphs > max(_FEW, _NOISE * len(content.glyphs))


def worth_reading(content: PageContent) -> list[Box]:
    """The pictures that may hold a table, from top to bottom; ``content`` holds the glyphs that can be seen."""
    found = sorted((each for each in content.pictures if _may_hold(each, content.glyphs)), key=_top)
    return [picture.box for picture in found]


def _may_hold(picture: Surface, glyphs: Sequence[Glyph]) -> bool:
    """Whether a picture is large, neither a seal that lets the text below it be seen nor the ground of a text above it."""
    x0, y0, x1, y1 = picture.box
    on = [glyph.order for glyph in glyphs if _holds(picture.box, glyph)]
    return (
        is_large(x1 - x0, y1 - y0) and len(on) < _GROUND and min(on, default=picture.order) >= picture.order
    )


def _top(picture: Surface) -> tuple[float, float]:
    return picture.box[1], picture.box[0]


def is_document(seen: PageContent) -> bool:
    """Whether a table or a page of text was recognised on a picture: not a chart, a photograph or a seal."""
    sure = [glyph.sure for glyph in seen.glyphs]
    return (len(sure) >= _PAGE and sum(sure) >= _SENSE * len(sure)) or any(
        len({table.field(g.centre, g.middle) for g in seen.glyphs} - {None}) >= _FILLED
        for table in lattices(seen.rules)
        if len(table.ys) > 2
    )


def ruled(page: Raster, pictures: Sequence[Box]) -> tuple[tuple[Box, bool], ...]:
    """The pictures on a page, each with whether it shows the rules of a table: that is seen without reading it."""
    sides = [[max(round(side), 0) for side in box] for box in pictures]
    shown = [shows_rules(page[y0:y1, x0:x1]) for x0, y0, x1, y1 in sides]
    return tuple(zip(pictures, shown, strict=True))


def pasted(content: PageContent, seen: Sequence[tuple[Box, PageContent]]) -> PageContent:
    """A page with what was recognised on pictures in the boxes in which it shows them."""
    glyphs = [g for g in content.glyphs if not any(_holds(box, g) for box, _ in seen)]
    rules = list(content.rules)
    sightings: list[Sighting] = []
    guessed: list[Box] = []
    for (left, top, _, _), part in seen:
        order = max((glyph.order for glyph in glyphs), default=0) + 1
        glyphs += [
            glyph._replace(
                x0=glyph.x0 + left,
                x1=glyph.x1 + left,
                top=glyph.top + top,
                bottom=glyph.bottom + top,
                order=order + glyph.order,
            )
            for glyph in part.glyphs
        ]
        rules += [_moved(rule, left, top) for rule in part.rules]
        sightings += [
            replace(each, place=Place(bbox=_shifted(each.place.bbox, left, top)))
            for each in part.sightings
            if each.place.bbox
        ]
        guessed += [_shifted(box, left, top) for box in part.guessed]
    return replace(content, glyphs=glyphs, rules=rules, sightings=sightings, guessed=guessed)


def _holds(box: Box, glyph: Glyph) -> bool:
    return box[0] <= glyph.centre <= box[2] and box[1] <= glyph.middle <= box[3]


def _moved(rule: Rule, left: float, top: float) -> Rule:
    across, along = (top, left) if rule.horizontal else (left, top)
    return Rule(rule.horizontal, rule.at + across, rule.start + along, rule.end + along)


def _shifted(box: Box, left: float, top: float) -> Box:
    x0, y0, x1, y1 = box
    return round(x0 + left, 1), round(y0 + top, 1), round(x1 + left, 1), round(y1 + top, 1)
