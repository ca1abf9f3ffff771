"""A marked copy of a PDF: the frame stands around the number as the reader sees it, however the page is turned."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from audit.annotation.marks import Mark
from audit.annotation.pdf import annotated
from audit.reading.pdf.reader import read
from audit.reading.source import Source
from checks.finding import Box, Evidence, Place, Severity
from tests.audit.reading.pdf_made import pdf, read_bytes

NOTE = "第 1 条（错误）行政运行\n“1,065.88”疑应为“1,056.88”（数字颠倒，把握 97%）"


def turned(data: bytes, degrees: int, crop: bool) -> bytes:
    """The same page, which a viewer has to turn by ``degrees`` to show it upright; cropped on all sides."""
    writer = PdfWriter(clone_from=BytesIO(data))
    for page in writer.pages:
        page.rotate(-degrees)
        page.transfer_rotation_to_content()
        page.rotate(degrees)
        if crop:
            box = page.mediabox
            page.cropbox = RectangleObject((box.left + 20, box.bottom + 30, box.right - 10, box.top - 15))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def place_of(text: str, data: bytes, folder: Path) -> Place:
    document = read_bytes(data, folder)
    paragraph = next(p for p in document.paragraphs() if text in p.text)
    start = paragraph.text.index(text)
    return paragraph.place_at(start, start + len(text))


def mark(place: Place, number: int = 1, strong: bool = True, severity: Severity = Severity.ERROR) -> Mark:
    return Mark(Evidence(0, "1,065.88", "", place, "d0-s0"), number, severity, strong, NOTE)


def reddish(data: bytes, box: Box) -> np.ndarray:
    """Which pixels around ``box`` are red, on the first page as shown, at four pixels a point."""
    page = pypdfium2.PdfDocument(data)[0]
    pixels = page.render(scale=4).to_numpy()[:, :, ::-1].astype(int)
    x0, top, x1, bottom = (round(4 * each) for each in (box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8))
    part = pixels[top:bottom, x0:x1]
    return (part[:, :, 0] > 150) & (part[:, :, 1] < 120) & (part[:, :, 2] < 120)


@pytest.mark.parametrize("crop", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_frame_surrounds_the_number(degrees: int, crop: bool, tmp_path: Path) -> None:
    data = turned(pdf(lambda canvas: canvas.drawString(100, 600, "基本支出1,065.88万元")), degrees, crop)
    place = place_of("1,065.88", data, tmp_path)
    assert place.bbox
    red = reddish(annotated(data, [mark(place)]), place.bbox)
    rows, columns = np.flatnonzero(red.mean(axis=1) > 0.5), np.flatnonzero(red.mean(axis=0) > 0.3)
    height, width = red.shape
    assert rows.min() < 8 * 4 <= height - 8 * 4 < rows.max()
    assert columns.min() < 8 * 4
    assert columns.max() > width - 8 * 4
    inside = red[8 * 4 + 4 : height - 8 * 4 - 4, 8 * 4 + 4 : width - 8 * 4 - 4]
    assert not inside.any()


def test_the_note_is_chinese_and_has_a_window(tmp_path: Path) -> None:
    data = pdf(lambda canvas: canvas.drawString(100, 600, "基本支出1,065.88万元"))
    reader = PdfReader(BytesIO(annotated(data, [mark(place_of("1,065.88", data, tmp_path))])))
    square, popup = (each.get_object() for each in reader.pages[0].annotations or ())
    assert (square["/Subtype"], popup["/Subtype"]) == ("/Square", "/Popup")
    assert square["/Contents"] == NOTE
    assert popup["/Parent"].get_object()["/Contents"] == NOTE
    assert square["/AP"]["/N"].get_object().get_data().endswith(b"(1) Tj ET")


def test_a_number_that_is_not_in_question_has_a_thin_frame_without_a_tag(tmp_path: Path) -> None:
    data = pdf(lambda canvas: canvas.drawString(100, 600, "基本支出1,065.88万元"))
    reader = PdfReader(BytesIO(annotated(data, [mark(place_of("1,065.88", data, tmp_path), strong=False)])))
    square = (reader.pages[0].annotations or ())[0].get_object()
    assert float(square["/BS"]["/W"]) < 1
    assert b"Tj" not in square["/AP"]["/N"].get_object().get_data()


def test_what_has_no_place_is_a_note_at_the_head_of_its_page() -> None:
    data = pdf(lambda c: c.drawString(90, 600, "一"), lambda c: c.drawString(90, 600, "二"))
    marks = [mark(Place()), mark(Place(page=2), 2), mark(Place(page=9), 3)]
    reader = PdfReader(BytesIO(annotated(data, marks)))
    kinds = [[each.get_object()["/Subtype"] for each in page.annotations or ()] for page in reader.pages]
    assert kinds == [["/Text", "/Popup"], ["/Text", "/Popup"] * 2]


def test_the_text_of_the_copy_is_that_of_the_original(tmp_path: Path) -> None:
    data = pdf(lambda canvas: canvas.drawString(100, 600, "基本支出1,065.88万元"))
    copy = annotated(data, [mark(place_of("1,065.88", data, tmp_path))])
    path = tmp_path / "copy.pdf"
    path.write_bytes(copy)
    assert read(Source("copy.pdf", path), "zh").blocks == read_bytes(data, tmp_path).blocks
