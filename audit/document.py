"""What every reader yields: paragraphs and grids in reading order, each with its place; nothing about budgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from checks.finding import Place


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a paragraph, so that a number in it can be pointed at.

    ``edges`` are the left and right edge of each character of ``text`` in points, where the format knows them.
    """

    text: str
    place: Place
    edges: tuple[tuple[float, float], ...] = ()

    def part(self, start: int, end: int) -> Place:
        """The place of the characters ``start`` to ``end``: a narrower box where the edges are known."""
        box = self.place.bbox
        piece = self.edges[start : min(end, len(self.edges))]
        if box is None or not piece:
            return self.place
        left, right = min(x0 for x0, _ in piece), max(x1 for _, x1 in piece)
        return replace(self.place, bbox=(round(left, 1), box[1], round(right, 1), box[3]))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it: its lines joined, line breaks inside words and numbers gone.

    ``text`` is the concatenation of the lines' texts (each stripped at both ends); ``level`` is the outline
    level where the format states one (1 = chapter), else None.
    """

    lines: tuple[Line, ...]
    level: int | None = None

    @property
    def text(self) -> str:
        """The whole paragraph on one line."""
        return "".join(line.text for line in self.lines)

    @property
    def place(self) -> Place:
        """Where the paragraph begins."""
        return self.lines[0].place

    def place_at(self, offset: int, end: int | None = None) -> Place:
        """The place of the line in which the character at ``offset`` of ``text`` stands.

        With ``end``, of the characters from ``offset`` to ``end``, as far as they stand on that line.
        """
        for line in self.lines:
            if offset < len(line.text):
                return line.place if end is None else line.part(offset, end)
            offset -= len(line.text)
            end = end if end is None else end - len(line.text)
        return self.lines[-1].place


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; a merged cell appears once, at its upper left corner, with its spans."""

    row: int
    column: int
    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: ``cells`` in row-major order; positions without a cell are covered by a span or absent.

    ``name`` is what the format calls it (a sheet's or a CSV file's name), else None; ``aligned`` says that no
    rules part its cells, so that its columns were seen by how its text stands below each other.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    place: Place
    name: str | None = None
    aligned: bool = False


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: what, where, and what the user can do. ``fatal`` where nothing could."""

    what: str
    place: Place = field(default_factory=Place)
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """A number as it was recognised on a picture: its place, and what it can be with how probable that is, likeliest first.

    ``confirmed`` says that several looks at it agree and leave no doubt. Of one that a stamp covers in part ``between`` are
    the least and the greatest number that the print beside the stamp leaves open, where it leaves no more. Where ``relations`` relations have told that
    it was misread, ``read`` is what it was first read as, and it is what they want it to be.
    """

    place: Place
    candidates: tuple[tuple[str, float], ...]
    confirmed: bool
    read: str | None = None
    relations: int = 0
    between: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """What it was read as."""
        return self.candidates[0][0]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a submission. ``path`` is as the user gave it; ``pages`` is None where there are none.

    ``problems`` holds what could not be read. A document with a fatal problem has no blocks.
    ``notes`` say what a reader should know of although nothing is lost (hidden rows left out).
    ``laid_out`` is False for text whose tables have lost their columns (the text of a PDF): its grids must be
    recovered from lines. ``sightings`` are the numbers that were recognised on pictures, in no order,
    ``guessed`` the places in their tables where other print could not be recognised or is a guess; ``pictures`` are the
    pages, or boxes of pages, on which characters were recognised, ``unseen`` the places of those that nobody looked at
    or could, and that may show anything.
    """

    path: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
    laid_out: bool = True
    notes: tuple[str, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    guessed: tuple[Place, ...] = ()
    pictures: tuple[Place, ...] = ()
    unseen: tuple[Place, ...] = ()

    @property
    def readable(self) -> bool:
        """False where nothing at all could be read."""
        return not any(problem.fatal for problem in self.problems)

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def grids(self) -> Iterator[Grid]:
        """The grids in reading order."""
        return (block for block in self.blocks if isinstance(block, Grid))
