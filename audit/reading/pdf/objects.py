"""What can be drawn on a PDF page, as plain data: glyphs, rules, surfaces.

Coordinates are points from the upper left corner of the page as displayed (rotation applied).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from audit.document import Sighting
from checks.finding import Box


class Glyph(NamedTuple):
    """One character as drawn. ``order`` is its place in painting order, ``colour`` its luminance.

    ``turn`` is the way its line runs: 0 to the right, 1 up the page, 2 to the left (on its head), 3 down.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    order: int
    colour: float
    turn: int = 0
    sure: float = 1.0
    """How probable it is that a recognised character is this one; 1 for one that a file states."""

    @property
    def size(self) -> float:
        """The height of its box, which is the font size."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height on the page of its centre."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The horizontal position of its centre."""
        return (self.x0 + self.x1) / 2


class Rule(NamedTuple):
    """A straight horizontal or vertical rule: ``at`` is its y or x, ``start`` and ``end`` its extent."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Surface:
    """An opaque filled area or an image, which hides what was painted before it.

    ``colour`` is its luminance, from 0 (black) to 1 (white); None for an image.
    """

    box: Box
    order: int
    colour: float | None


@dataclass
class PageContent:
    """All that a page draws inside its clip paths. ``curves`` counts outlines that are no straight rules."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    pictures: list[Surface] = field(default_factory=list)
    """Where it shows images, those that touch each other as one: a scanner may hand over its page in strips."""
    curves: int = 0
    unknown_glyphs: int = 0
    sightings: list[Sighting] = field(default_factory=list)
    """The numbers of a page whose characters were recognised."""
    tilt: float = 0.0
    """Degrees, counted to the left, by which a picture of it was turned to be level."""
    guessed: list[Box] = field(default_factory=list)
    """Where print in a table on a picture could not be recognised or is a guess."""
    fold: float | None = None
    """Where two pages lie side by side on one sheet: the x between them, on the sheet turned to be read."""
