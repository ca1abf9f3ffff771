"""What every reader yields: paragraphs and grids in reading order, each with its place; nothing about budgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.finding import Place


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a paragraph, so that a number in it can be pointed at."""

    text: str
    place: Place


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

    def place_at(self, offset: int) -> Place:
        """The place of the line in which the character at ``offset`` of ``text`` stands."""
        for line in self.lines:
            if offset < len(line.text):
                return line.place
            offset -= len(line.text)
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

    ``name`` is what the format calls it (a sheet's or a CSV file's name), else None.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    place: Place
    name: str | None = None


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: what, where, and what the user can do. ``fatal`` where nothing could."""

    what: str
    place: Place = field(default_factory=Place)
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a submission. ``path`` is as the user gave it; ``pages`` is None where there are none.

    ``problems`` holds what could not be read. A document with a fatal problem has no blocks.
    ``laid_out`` is False for text whose tables have lost their columns (the text of a PDF): its grids must be
    recovered from lines.
    """

    path: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
    laid_out: bool = True

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
