"""One page: what is drawn on it as grids and loose lines, for each way its text runs.

A table without rules may go on from the page before, in its columns. So a page is taken in by itself first, its loose
lines as they stand, and settled once the columns of the page before are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audit.document import Grid, Problem, Sighting
from audit.reading.pdf.lattice import lattices
from audit.reading.pdf.lines import TextLine, lines
from audit.reading.pdf.objects import Glyph, PageContent
from audit.reading.pdf.paragraphs import PageLine, page_line
from audit.reading.pdf.pictures import is_picture, pasted
from audit.reading.pdf.tables import grid, is_without_rows, loose_rows
from audit.reading.pdf.turning import UPRIGHT, Turn, Turned, by_turn, halves, sides
from audit.reading.pdf.unruled.aligned import Columns, aligned, may_be_table
from audit.reading.problems import problem
from checks.finding import Box, Place

_LEGIBLE = 0.6
"""A recognised character that is less probable is a guess."""


@dataclass
class Page:
    """What runs one way on a page, turned upright: grids and loose lines, each with its height."""

    number: int
    turn: Turn = UPRIGHT
    width: float = 0.0
    height: float = 0.0
    grids: list[Grid] = field(default_factory=list)
    loose: list[TextLine] | None = None
    """The lines that no grid holds, until it is settled."""
    lines: list[PageLine] = field(default_factory=list)
    """Those of them that stand in no table."""
    left: float = 0.0
    """Where the half of a sheet begins that it is."""
    picture: bool = False
    """Whether it is a picture and nothing else."""
    recognised: bool = False
    """Whether it is a picture on which characters were looked for."""
    parts: list[Box] = field(default_factory=list)
    """The pictures among its text on which a table was recognised."""
    unread: list[Box] = field(default_factory=list)
    """Those on which no table was seen."""
    unseen: list[Box] = field(default_factory=list)
    """Those that nobody could look at."""
    sightings: list[Sighting] = field(default_factory=list)
    guessed: list[Place] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: Columns | None = None
    """Those of a table without rules that it ends with, once it is settled; a broken page has none to tell."""


def settle(pages: Sequence[Page], before: Columns) -> None:
    """Find the tables without rules on the parts of one page; ``before`` are the columns that the page before ends with."""
    for page in pages:
        if page.loose is not None:
            found = aligned(page.loose, page.number, before)
            page.grids += found.grids
            page.lines = [page_line(page.number, line, page.turn) for line in found.lines]
            page.loose, page.columns = None, found.columns
    tables = [page.turn.back(grid.place.bbox) for page in pages for grid in page.grids if grid.place.bbox]
    for page in pages:
        page.guessed = [place for place in page.guessed if any(_is_in(place.bbox, table) for table in tables)]


def _is_in(box: Box | None, table: Box) -> bool:
    """Whether the middle of a box lies in a table."""
    return box is not None and (
        table[0] <= (box[0] + box[2]) / 2 <= table[2] and table[1] <= (box[1] + box[3]) / 2 <= table[3]
    )


def stands_alone(pages: Sequence[Page]) -> bool:
    """Whether nothing on the parts of a page can go on from the page before."""
    return not any(page.loose and may_be_table(page.loose) for page in pages)


def page_of(content: PageContent, number: int, lang: str) -> list[Page]:
    """A page by the ways its text runs, not settled; ``content`` holds the glyphs that can be seen.

    What a whole page has to say stands with the first.
    """
    pages = [
        _turned_page(content, side, number)
        for part in by_turn(content.glyphs, content)
        for side in (halves(part, content.fold) or sides(part, [part.turn.rule(r) for r in content.rules]))
    ]
    first = pages[0]
    first.picture = is_picture(content)
    if content.unknown_glyphs:
        place = Place(page=number)
        first.problems.append(
            problem("unknown_glyphs", lang, place, page=number, count=content.unknown_glyphs)
        )
    return pages


def _turned_page(content: PageContent, part: Turned, number: int) -> Page:
    """The grids and lines of the glyphs that run one way."""
    turn, glyphs = part.turn, part.glyphs
    page = Page(number, turn, *turn.upright_size, left=part.left)
    tables = lattices([turn.rule(rule) for rule in content.rules])
    inside: list[list[Glyph]] = [[] for _ in tables]
    free: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.centre, glyph.middle
        for home, lattice in zip(inside, tables, strict=True):
            if lattice.holds(x, y):
                home.append(glyph)
                break
        else:
            free.append(glyph)
    drawn = []
    for home, lattice in zip(inside, tables, strict=True):
        if home and is_without_rows(lattice, home):
            free += home
        elif home:
            drawn.append((home, lattice))
    loose = lines(free)
    for home, lattice in drawn:
        rows = loose_rows(lattice, loose)
        loose = [line for line in loose if line not in rows]
        page.grids.append(grid(lattice, home, number, rows))
    page.loose = loose
    return page


def recognised_page(content: PageContent, number: int, lang: str) -> list[Page]:
    """A page whose glyphs were recognised on its picture; it is a problem where most of them are a guess."""
    pages = page_of(content, number, lang)
    first = pages[0]
    first.picture, first.recognised = False, True
    _see(first, content)
    told = [glyph.sure for glyph in content.glyphs if glyph.text.isalnum()]
    if 2 * sum(sure < _LEGIBLE for sure in told) > len(told):
        first.problems.append(problem("illegible_page", lang, Place(page=number), page=number))
    return pages


def mixed_page(
    content: PageContent, seen: Sequence[tuple[Box, PageContent]], number: int, lang: str
) -> list[Page]:
    """A page of text with what was recognised on the pictures among it, by their boxes."""
    whole = pasted(content, seen)
    pages = page_of(whole, number, lang)
    pages[0].parts = [box for box, _ in seen]
    _see(pages[0], whole)
    return pages


def _see(page: Page, content: PageContent) -> None:
    """Note where the numbers that were recognised stand on the page as displayed, and what is a guess."""
    turn, number = page.turn, page.number
    page.sightings = [
        replace(each, place=Place(page=number, bbox=turn.back(turn.box(each.place.bbox))))
        for each in content.sightings
        if each.place.bbox
    ]
    page.guessed = [Place(page=number, bbox=turn.back(turn.box(box))) for box in content.guessed]
