"""The pictures on the sheets of a workbook: those that lie over the cells, and those that WPS and Excel put into a cell.

openpyxl keeps only some (no groups, no drawings in vectors), so the drawings are read here as the file has them
(ECMA-376 part 1, 20.5; [MS-XLSX] 2.3.10 for what Excel puts into a cell).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from audit.reading.pictured.inserted import A4
from audit.reading.pictured.telling import natural_size

_MOST = 50_000_000
"""Bytes: no picture of a table is larger."""

_EMU = 12_700
"""Units of drawings in a point."""

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_BOOK, _CELLS = "xl/workbook.xml", "xl/cellimages.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RICH, _METADATA = "xl/richData/", "xl/metadata.xml"
_KEY = "_rvRel:LocalImageIdentifier"
"""What Excel calls the picture among the properties of a cell's value."""

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

    def __init__(self, data: bytes) -> None:
        self._on: dict[str, list[OnSheet]] = {}
        self._inside: dict[str, bytes] = {}
        self._placed: dict[str, dict[str, bytes]] = {}
        with ZipFile(BytesIO(data)) as zipped:
            package = _Package(zipped)
            self._said = (
                {title: list(package.said(part)) for title, part in package.sheets()}
                if package.has_drawings
                else {}
            )
            if package.has_pictures:
                self._on = {title: list(package.over(part)) for title, part in package.sheets()}
                self._inside = dict(package.inside())
                self._placed = {title: dict(package.placed(part)) for title, part in package.sheets()}

    def on(self, sheet: Any) -> list[OnSheet]:
        """The pictures on a sheet, from the top down."""
        found = [*self._on.get(sheet.title, ()), *self._in_cells(sheet)]
        return sorted(found, key=lambda each: (each.row, each.column))

    def said(self, title: str) -> list[tuple[int, str]]:
        """The paragraphs in the text boxes of a sheet, with the rows that the boxes begin in."""
        return self._said.get(title, [])

    def placed(self, title: str) -> Collection[str]:
        """The cells of a sheet that Excel has put a picture into; what they hold as their value says nothing."""
        return self._placed.get(title, {}).keys()

    def _in_cells(self, sheet: Any) -> Iterator[OnSheet]:
        for name, data in self._placed.get(sheet.title, {}).items():
            yield OnSheet(*coordinate_to_tuple(name), data, *(natural_size(data) or A4))
        for line in sheet.iter_rows() if self._inside else ():
            for cell in line:
                inside = self._inside.get(named(cell.value))
                if inside is not None:
                    yield OnSheet(cell.row, cell.column, inside, *(natural_size(inside) or A4))


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

    @property
    def has_drawings(self) -> bool:
        """Whether anything lies over the cells of a sheet."""
        return any(name.startswith("xl/drawings/drawing") for name in self._names)

    def said(self, sheet: str) -> Iterator[tuple[int, str]]:
        """What stands in the shapes over the cells of a sheet, a paragraph each."""
        for part in self._parts(sheet, "drawing").values():
            for anchor in self._elements(part, *_ANCHORS):
                row = _number(next(_under(anchor, "from"), None), "row") + 1
                for body in _under(anchor, "txBody"):
                    for paragraph in _under(body, "p"):
                        yield row, "".join(each.text or "" for each in _under(paragraph, "t")).strip()

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
            for anchor in self._elements(part, *_ANCHORS):
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

    def placed(self, sheet: str) -> Iterator[tuple[str, bytes]]:
        """The pictures that Excel has put into cells of a sheet, with the names of the cells.

        A cell says the how-manieth value of the workbook is its own (from 1), that which picture it is.
        """
        media = self._parts(f"{_RICH}richValueRel.xml")
        if not media:
            return
        pictures = [each.get(f"{_RELATION}id") for each in self._elements(f"{_RICH}richValueRel.xml", "rel")]
        with suppress(
            IndexError, TypeError, ValueError
        ):  # in a damaged file such a cell shows what is its value
            shown = self._shown()
            for cell in self._elements(sheet, "c"):
                picture = shown[int(cell.get("vm")) - 1] if cell.get("vm") else None
                part = media.get(pictures[picture], "") if picture is not None else ""
                if self._is_picture(part):
                    yield cell.get("r"), self._zip.read(part)

    def _shown(self) -> list[int | None]:
        """The how-manieth picture each value of the workbook's cells is, None for one that is no picture."""
        keys = [
            [key.get("n") for key in _under(each, "k")]
            for each in self._elements(f"{_RICH}rdrichvaluestructure.xml", "s")
        ]
        values: list[int | None] = []
        for each in self._elements(f"{_RICH}rdrichvalue.xml", "rv"):
            stated = dict(zip(keys[int(each.get("s"))], _under(each, "v"), strict=False))
            values.append(int(stated[_KEY].text) if _KEY in stated else None)
        rich = [int(each.get("i")) for each in self._elements(_METADATA, "rvb")]
        of_cells = (_under(each, "rc") for each in self._elements(_METADATA, "valueMetadata"))
        return [values[rich[int(own.get("v"))]] for each in of_cells for own in each]

    def _is_picture(self, part: str) -> bool:
        return part in self._names and self._zip.getinfo(part).file_size <= _MOST

    def _data(self, picture: Any, media: Mapping[str, str]) -> Iterator[bytes]:
        for blip in _under(picture, "blip"):
            part = media.get(blip.get(f"{_RELATION}embed"), "")
            if self._is_picture(part):
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
