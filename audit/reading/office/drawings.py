"""The pictures on the sheets of a workbook: those that lie over the cells, and those that WPS puts into a cell.

openpyxl keeps only some (no groups, no drawings in vectors), so the drawings are read here as the file has them
(ECMA-376 part 1, 20.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils import get_column_letter

from audit.reading.pictured.inserted import A4
from audit.reading.pictured.telling import natural_size
from audit.reading.source import Source

_MOST = 50_000_000
"""Bytes: no picture of a table is larger."""

_EMU = 12_700
"""Units of drawings in a point."""

_BOOK, _CELLS = "xl/workbook.xml", "xl/cellimages.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_IN_CELL = '=DISPIMG("'
"""What WPS writes into a cell that holds a picture, the picture's name behind it."""


@dataclass(frozen=True, slots=True)
class OnSheet:
    """A picture on a sheet: the row and column (from 1) that it begins in, its width and height in points."""

    row: int
    column: int
    data: bytes
    width: float
    height: float

    @property
    def cell(self) -> str:
        """The cell that it begins in."""
        return f"{get_column_letter(self.column)}{self.row}"


class Drawings:
    """The pictures of a workbook by its sheets."""

    def __init__(self, source: Source) -> None:
        self._on: dict[str, list[OnSheet]] = {}
        self._inside: dict[str, bytes] = {}
        with ZipFile(BytesIO(source.data)) as zipped:
            package = _Package(zipped)
            if package.has_pictures:
                self._on = {title: list(package.over(part)) for title, part in package.sheets()}
                self._inside = dict(package.inside())

    def on(self, sheet: Any) -> list[OnSheet]:
        """The pictures on a sheet, from the top down."""
        found = [*self._on.get(sheet.title, ()), *self._in_cells(sheet)]
        return sorted(found, key=lambda each: (each.row, each.column))

    def _in_cells(self, sheet: Any) -> Iterator[OnSheet]:
        for line in sheet.iter_rows() if self._inside else ():
            for cell in line:
                data = self._inside.get(named(cell.value))
                if data is not None:
                    yield OnSheet(cell.row, cell.column, data, *(natural_size(data) or A4))


def named(value: object) -> str:
    """The name of the picture that a cell holds, empty where it holds none."""
    text = value.replace("_xlfn.", "") if isinstance(value, str) else ""
    return text.removeprefix(_IN_CELL).partition('"')[0] if text.startswith(_IN_CELL) else ""


class _Package:
    """The parts of a workbook that lead to its pictures."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zip = zipped
        self._names = set(zipped.namelist())

    @property
    def has_pictures(self) -> bool:
        """Whether there are any."""
        return any(name.startswith("xl/media/") for name in self._names)

    def sheets(self) -> Iterator[tuple[str, str]]:
        """The titles of the sheets with their parts."""
        parts = self._parts(_BOOK)
        for sheet in self._elements(_BOOK, "sheet"):
            part = parts.get(sheet.get(f"{_RELATION}id"))
            if part is not None:
                yield sheet.get("name"), part

    def over(self, sheet: str) -> Iterator[OnSheet]:
        """The pictures that lie over the cells of a sheet."""
        for part in self._parts(sheet, "drawing").values():
            media = self._parts(part)
            for anchor in self._elements(part, "twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
                start = next(_under(anchor, "from"), None)
                row, column = (_number(start, name) + 1 for name in ("row", "col"))
                for picture in _under(anchor, "pic"):
                    size = _size([*_under(picture, "ext"), *_under(anchor, "ext")])
                    for data in self._data(picture, media):
                        yield OnSheet(row, column, data, *(size or natural_size(data) or A4))

    def inside(self) -> Iterator[tuple[str, bytes]]:
        """The pictures that lie in cells, with their names."""
        media = self._parts(_CELLS)
        for picture in self._elements(_CELLS, "pic"):
            name = next((e.get("name") for e in _under(picture, "cNvPr")), "")
            yield from ((name, data) for data in self._data(picture, media))

    def _data(self, picture: Any, media: Mapping[str, str]) -> Iterator[bytes]:
        for blip in _under(picture, "blip"):
            part = media.get(blip.get(f"{_RELATION}embed"), "")
            if part in self._names and self._zip.getinfo(part).file_size <= _MOST:
                yield self._zip.read(part)

    def _parts(self, part: str, kind: str = "") -> dict[str, str]:
        """The parts of a kind that a part refers to, by the names of its references."""
        path = get_rels_path(part)  # type: ignore[no-untyped-call]
        if path not in self._names:
            return {}
        found = get_dependents(self._zip, path)
        inner = (each for each in found if each.TargetMode != "External" and each.Type.endswith(kind))
        return {str(each.Id): str(each.Target) for each in inner}

    def _elements(self, part: str, *names: str) -> Iterator[Any]:
        """The elements of a part with one of these names, whatever space of names they are in."""
        if part in self._names:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(self._zip.read(part), parser)
            yield from root.iter(*(f"{{*}}{name}" for name in names))


def _under(element: Any, name: str) -> Iterator[Any]:
    yield from element.iter(f"{{*}}{name}")


def _number(start: Any, name: str) -> int:
    found = next(_under(start, name), None) if start is not None else None
    return int(found.text or 0) if found is not None else 0


def _size(stated: Sequence[Any]) -> tuple[float, float] | None:
    """The first width and height that is stated, in points."""
    sizes = ((int(each.get("cx") or 0) / _EMU, int(each.get("cy") or 0) / _EMU) for each in stated)
    return next((size for size in sizes if min(size) > 0), None)
