"""The pictures of a document without pages: those of tables and pages are read where somebody can, the others are named.

Such a picture has a name in place of a page: 图2 for the second of a text, 收支表!B7 图1 for one on a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from audit.document import Block, Document, Grid, Line, Paragraph, Problem, Sighting
from audit.reading.furniture import spans
from audit.reading.pictured.drawn import numbers_drawn
from audit.reading.pictured.telling import is_large, is_table
from audit.reading.problems import UnreadableError, problem, sentence
from checks.finding import Place

Eye = Callable[[bytes, float], Document | None]
"""Makes of a picture so many inches long what stands on it; None where that is neither a table nor a page."""

Shown = tuple[bytes, float, float]
"""A picture, its width and its height in points."""

_CELLS = 8
"""Numbers from which a drawing may be a table."""

A4 = 595.0, 842.0
"""Width and height of what may be as large as a page."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A picture: the how-manieth of its sheet (of the text where there are none) it is, and where on the sheet."""

    number: int
    sheet: str | None
    cell: str | None


@dataclass
class Pictures:
    """The pictures of a document as they come: what was read of them, and which were not read."""

    eye: Eye | None
    lang: str
    _places: list[Place] = field(default_factory=list)
    _sightings: list[Sighting] = field(default_factory=list)
    _guessed: list[Place] = field(default_factory=list)
    _count: dict[str | None, int] = field(default_factory=dict)
    _read: list[_Seen] = field(default_factory=list)
    _unread: list[_Seen] = field(default_factory=list)
    _tables: list[_Seen] = field(default_factory=list)
    _drawings: list[_Seen] = field(default_factory=list)

    def blocks(
        self, data: bytes, width: float, height: float, sheet: str | None = None, cell: str | None = None
    ) -> Iterator[Block]:
        """What a picture of so many points shows, on a sheet at a cell; one as small as a logo is not spoken of."""
        if not is_large(width, height):
            return
        self._count[sheet] = self._count.get(sheet, 0) + 1
        shown = _Seen(self._count[sheet], sheet, cell)
        inches = max(width, height) / 72
        drawn = numbers_drawn(data)
        seen = self.eye(data, inches) if self.eye is not None and drawn is None else None
        if seen is None:
            self._not_read(data, inches, drawn).append(shown)
            return
        self._read.append(shown)
        name = self._name(shown)
        self._places.append(Place(cell=name))
        self._sightings += [replace(each, place=_named(each.place, name)) for each in seen.sightings]
        self._guessed += [_named(each, name) for each in seen.guessed]
        yield from (_placed(block, name) for block in seen.blocks)

    def _not_read(self, data: bytes, inches: float, drawn: int | None) -> list[_Seen]:
        """Among which pictures one that was not read is named: tables, drawings with numbers, those that may be anything."""
        if drawn is not None:
            return self._drawings if drawn >= _CELLS else self._unread
        return self._tables if is_table(data, inches) else self._unread

    def told(self, document: Document) -> Document:
        """A document with what there is to say of its pictures. Raises :class:`UnreadableError` where it shows nothing."""
        if not document.blocks:
            raise UnreadableError(self._nothing(), name=document.path)
        return replace(
            document,
            problems=(*document.problems, *self._problems()),
            notes=(*document.notes, *self._notes()),
            sightings=tuple(self._sightings),
            guessed=tuple(self._guessed),
            pictures=tuple(self._places),
            unseen=tuple(Place(cell=self._name(each)) for each in self._unread if self.eye is None),
        )

    def _nothing(self) -> str:
        """Why a document holds no text."""
        if not self._unread and not self._tables and not self._drawings:
            return "no_content"
        return "scan" if self.eye is None else "illegible"

    def _problems(self) -> tuple[Problem, ...]:
        """The tables that nobody could read, and the drawings that may be some."""
        found = {
            "pictured_tables" if self.eye is None else "illegible_tables": self._tables,
            "drawings": self._drawings,
        }
        return tuple(
            problem(key, self.lang, where=where) for key, seen in found.items() for where in self._where(seen)
        )

    def _notes(self) -> tuple[str, ...]:
        """Which pictures were read, and which were not and may be anything."""
        found = {"pictures_recognised": self._read, "pictures_unread": self._unread}
        return tuple(
            sentence(key, self.lang, where=where)
            for key, seen in found.items()
            for where in self._where(seen)
        )

    def _name(self, shown: _Seen) -> str:
        name = sentence("picture", self.lang, number=shown.number)
        return name if shown.sheet is None else f"{shown.sheet}!{shown.cell} {name}"

    def _where(self, seen: list[_Seen]) -> Iterator[str]:
        """Where pictures stand, those of each sheet together."""
        for sheet in dict.fromkeys(each.sheet for each in seen):
            own = [each for each in seen if each.sheet == sheet]
            if sheet is None:
                yield sentence("in_text", self.lang, numbers=spans([each.number for each in own]))
            else:
                cells = "、".join(dict.fromkeys(str(each.cell) for each in own))
                yield sentence("on_sheet", self.lang, sheet=sheet, cells=cells)


def _named(place: Place, name: str) -> Place:
    return replace(place, page=None, cell=name)


def _placed(block: Block, name: str) -> Block:
    """A block of a picture where it stands in the document."""
    if isinstance(block, Grid):
        cells = tuple(replace(cell, place=_named(cell.place, name)) for cell in block.cells)
        return replace(block, cells=cells, place=_named(block.place, name))
    lines = tuple(Line(line.text, _named(line.place, name), line.edges) for line in block.lines)
    return Paragraph(lines, block.level)
