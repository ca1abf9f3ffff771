"""A copy of a PDF with a box around each number that a finding speaks of, and what it says as the box's note.

Boxes come in points from the upper left corner of the page as it is shown; a PDF wants them from the lower left
corner of the page as it was before it was turned. Each annotation carries its own picture, so that a viewer
that draws none shows it too: a frame, and on the strong ones the number of the finding in a small tag.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from audit.annotation.frame import around
from audit.annotation.marks import AUTHOR, INK, LIGHT, Mark
from checks.finding import Box

logging.getLogger("pypdf").setLevel(logging.ERROR)

_TAG = 6.5
"""The height of the tag with the finding's number, in points."""

_PRINTED = 4
"""The annotation flag that has it printed with the page."""

_NOTE = 18.0
"""The size of the sign of a note without a place of its own."""

_GAP, _WIDTH, _HIGHEST = 8.0, 220.0, 260.0
"""The window that a note opens in: how far aside, how wide, how high at most."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page as it lies in the file, and how far it is turned clockwise when shown."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @property
    def width(self) -> float:
        """The width of the page as shown."""
        return self.top - self.bottom if self.turned % 180 else self.right - self.left

    def rectangle(self, box: Box) -> tuple[float, float, float, float]:
        """``box`` of the page as shown, in the coordinates of the file."""
        (x0, y0), (x1, y1) = self._point(box[0], box[1]), self._point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        match self.turned:
            case 90:
                return self.left + y, self.bottom + x
            case 180:
                return self.right - x, self.bottom + y
            case 270:
                return self.right - y, self.top - x
            case _:
                return self.left + x, self.top - y

    def upright(self) -> list[int]:
        """The matrix that sets a drawing upright on the page as shown."""
        return {90: [0, 1, -1, 0, 0, 0], 180: [-1, 0, 0, -1, 0, 0], 270: [0, -1, 1, 0, 0, 0]}.get(
            self.turned, [1, 0, 0, 1, 0, 0]
        )


def annotated(data: bytes, marks: Sequence[Mark]) -> bytes:
    """The PDF ``data`` with its marks. Raises whatever a damaged file makes of the PDF library."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    writer = PdfWriter(clone_from=reader)
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_page[min(mark.evidence.place.page or 1, len(writer.pages))].append(mark)
    for number, on_page in by_page.items():
        page = writer.pages[number - 1]
        frame = _frame(page)
        boxed = [mark for mark in on_page if mark.evidence.place.bbox]
        for mark in sorted(boxed, key=lambda each: each.strong):  # the strong ones are drawn last, on top
            _add(writer, page, _square(writer, frame, mark))
        for position, mark in enumerate(mark for mark in on_page if not mark.evidence.place.bbox):
            _add(writer, page, _sign(frame, mark, position))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _frame(page: PageObject) -> _Frame:
    media, crop = page.mediabox, page.cropbox
    left, bottom = max(media.left, crop.left), max(media.bottom, crop.bottom)
    right, top = min(media.right, crop.right), min(media.top, crop.top)
    if left >= right or bottom >= top:
        left, bottom, right, top = media.left, media.bottom, media.right, media.top
    return _Frame(float(left), float(bottom), float(right), float(top), page.rotation % 360)


def _square(writer: PdfWriter, frame: _Frame, mark: Mark) -> DictionaryObject:
    """A frame around a number, with its tag where it hides no other number."""
    inner = around(mark.evidence.place.bbox or (0.0, 0.0, 0.0, 0.0))
    aside, above = _tag(mark)
    outer = (inner[0], inner[1] - above, inner[2] + aside, inner[3])
    rectangle, within = frame.rectangle(outer), frame.rectangle(inner)
    annotation = _annotation("/Square", rectangle, mark)
    annotation[NameObject("/RD")] = _numbers([abs(a - b) for a, b in zip(within, rectangle, strict=True)])
    annotation[NameObject("/BS")] = DictionaryObject(
        {NameObject("/W"): FloatObject(_line(mark)), NameObject("/S"): NameObject("/S")}
    )
    drawing = DecodedStreamObject()
    drawing.set_data(_drawing(inner[2] - inner[0], inner[3] - inner[1], mark))
    drawing.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _numbers([0, 0, outer[2] - outer[0], outer[3] - outer[1]]),
            NameObject("/Matrix"): _numbers(frame.upright()),
            NameObject("/Resources"): _resources(),
        }
    )
    annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(drawing)})
    return annotation


def _line(mark: Mark) -> float:
    return 1.4 if mark.strong else 0.6


def _tag(mark: Mark) -> tuple[float, float]:
    """How far the tag stands out on the right and above: in a table beside the number, in a line above it."""
    if not mark.strong:
        return 0.0, 0.0
    return (_tag_width(mark), 0.0) if mark.evidence.statement else (0.0, _TAG)


def _tag_width(mark: Mark) -> float:
    return 3.4 * len(str(mark.number)) + 2.4


def _drawing(width: float, height: float, mark: Mark) -> bytes:
    """The frame and the tag, upright, from the lower left corner of the frame."""
    ink = " ".join(f"{part:.3f}" for part in _colour(mark))
    line = _line(mark)
    steps = [f"{ink} RG {line} w {line / 2} {line / 2} {width - line:.2f} {height - line:.2f} re S"]
    if mark.strong:
        aside, _ = _tag(mark)
        x, y = (width, height - _TAG) if aside else (max(width - _tag_width(mark), 0.0), height)
        steps.append(f"{ink} rg {x:.2f} {y:.2f} {_tag_width(mark):.2f} {_TAG} re f")
        steps.append(f"BT 1 1 1 rg /F 6 Tf {x + 1.2:.2f} {y + 1.2:.2f} Td ({mark.number}) Tj ET")
    return "\n".join(steps).encode("ascii")


def _resources() -> DictionaryObject:
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica-Bold"),
        }
    )
    return DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F"): font})})


def _sign(frame: _Frame, mark: Mark, position: int) -> DictionaryObject:
    """A note at the upper edge of the page, for what has no place on it."""
    x = min(_NOTE + position * (_NOTE + 4), max(frame.width - 2 * _NOTE, 0.0))
    annotation = _annotation("/Text", frame.rectangle((x, _NOTE, x + _NOTE, 2 * _NOTE)), mark)
    annotation[NameObject("/Name")] = NameObject("/Comment")
    return annotation


def _annotation(kind: str, rectangle: tuple[float, float, float, float], mark: Mark) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): RectangleObject(rectangle),
            NameObject("/C"): _numbers(_colour(mark)),
            NameObject("/F"): NumberObject(_PRINTED),
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/Contents"): TextStringObject(mark.note),
        }
    )


def _add(writer: PdfWriter, page: PageObject, annotation: DictionaryObject) -> None:
    """Put an annotation on a page, with the window that its note opens in."""
    added = writer.add_annotation(page, annotation)
    popup = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Popup"),
            NameObject("/Rect"): RectangleObject(_window(annotation)),
            NameObject("/Open"): BooleanObject(False),
        }
    )
    if added.indirect_reference is not None:
        popup[NameObject("/Parent")] = added.indirect_reference
    writer.add_annotation(page, popup)


def _window(annotation: DictionaryObject) -> tuple[float, float, float, float]:
    """The window of a note, beside the annotation and as high as its text needs."""
    _, _, right, top = RectangleObject(cast("RectangleObject", annotation["/Rect"]))
    lines = str(annotation["/Contents"]).count("\n") + 1
    left = float(right) + _GAP
    return left, float(top) - min(48.0 + 12 * lines, _HIGHEST), left + _WIDTH, float(top)


def _colour(mark: Mark) -> list[float]:
    ink = INK[mark.severity] if mark.strong else LIGHT
    return [int(ink[i : i + 2], 16) / 255 for i in (0, 2, 4)]


def _numbers(values: Sequence[float]) -> ArrayObject:
    return ArrayObject(FloatObject(round(each, 3)) for each in values)
