"""Pictures of the places of findings: which findings have one, and what it shows."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import pytest
from docx.shared import Inches
from openpyxl import Workbook
from openpyxl.drawing.image import Image as Inserted
from PIL import Image, ImageDraw

from audit.annotation import pictures as module
from audit.annotation.frame import Shot
from audit.annotation.image_pictures import drawn_inside
from audit.annotation.page_pictures import drawn
from audit.annotation.pictures import pictures
from audit.pipeline import audit
from tests.audit.reading.pdf_made import pdf
from tests.audit.reporting.sample import report

SAMPLES = Path(__file__).parents[3] / "sample_data" / "with_errors"
PAGE = pdf(lambda canvas: canvas.drawString(300, 600, "1,065.88"))
BOX = (300.0, 232.0, 344.0, 244.0)


def shot(box: tuple[float, float, float, float]) -> np.ndarray:
    picture = Image.open(BytesIO(drawn(PAGE, [Shot("a", 1, box, "C4251B")])["a"]))
    return np.asarray(picture.convert("RGB")).astype(int)


def framed(pixels: np.ndarray) -> np.ndarray:
    return (pixels[:, :, 0] > 150) & (pixels[:, :, 1] < 100) & (pixels[:, :, 2] < 100)


def test_the_number_stands_framed_in_the_middle() -> None:
    pixels = shot(BOX)
    rows, columns = np.nonzero(framed(pixels))
    height, width = pixels.shape[:2]
    assert abs((columns.min() + columns.max()) / 2 - width / 2) < 4
    assert abs((rows.min() + rows.max()) / 2 - height / 2) < 4
    inside = pixels[rows.min() + 4 : rows.max() - 3, columns.min() + 4 : columns.max() - 3]
    assert inside.min() < 80


def test_at_the_edge_of_the_page_the_picture_is_as_large() -> None:
    sizes = np.array([shot(box).shape for box in (BOX, (0.0, 0.0, 30.0, 10.0), (570.0, 830.0, 595.0, 841.0))])
    assert (np.ptp(sizes, axis=0) <= 1).all()


def test_a_whole_line_is_shown_from_end_to_end() -> None:
    columns = np.nonzero(framed(shot((60.0, 232.0, 500.0, 244.0))))[1]
    assert columns.max() - columns.min() > 2 * 430


def test_every_finding_with_a_place_on_a_page_has_its_picture() -> None:
    found = audit([SAMPLES / "final_accounts_2020.pdf"])
    assert set(pictures(found)) == {each.id for each in found.findings if each.evidence[0].place.bbox}


def test_only_the_first_findings_have_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PICTURES", 2)
    assert len(pictures(audit([SAMPLES / "final_accounts_2020.pdf"]))) == 2


def test_a_document_that_is_gone_or_damaged_has_none() -> None:
    assert pictures(report()) == {}
    assert pictures(report(), lambda _: b"%PDF-1.7 broken") == {}
    found = audit([SAMPLES / "final_accounts_2020.xlsx"])
    assert pictures(found) == {}


def test_a_page_that_is_not_there_costs_no_more_than_the_pictures() -> None:
    assert pictures(replace(report()), lambda _: PAGE) == {}


def test_a_number_on_a_picture_inside_a_document_is_shown_as_it_stands_there() -> None:
    """The second picture of a Word file, the only one of a sheet: each has the name that the report gives as its place."""
    table = Image.new("RGB", (1200, 400), "white")
    ImageDraw.Draw(table).rectangle((600, 200, 660, 230), fill="blue")
    png, blank = BytesIO(), BytesIO()
    table.save(png, "PNG")
    Image.new("RGB", (1200, 400), "white").save(blank, "PNG")
    word, book, packed = docx.Document(), Workbook(), [BytesIO(), BytesIO()]
    for each in (blank, png):
        word.add_picture(BytesIO(each.getvalue()), width=Inches(6))
    word.save(packed[0])
    book.worksheets[0].title = "支出表"
    put = Inserted(BytesIO(png.getvalue()))
    put.width, put.height = 576, 192
    book.worksheets[0].add_image(put, "B7")
    book.save(packed[1])
    box = (216.0, 72.0, 237.6, 82.8)
    for data, form, place in zip(packed, ("docx", "xlsx"), ("图2", "支出表!B7 图1"), strict=True):
        document = replace(report().documents[0], path=f"表.{form}", format=form, pages=None)
        shots = [Shot("a", place, box, "C4251B"), Shot("b", "图9", box, "C4251B")]
        found = drawn_inside(data.getvalue(), document, shots, "zh")
        assert set(found) == {"a"}
        pixels = np.asarray(Image.open(BytesIO(found["a"])).convert("RGB")).astype(int)
        blue = (pixels[:, :, 2] > 150) & (pixels[:, :, 0] < 100)
        red = framed(pixels)
        (rows, columns), (top, left) = np.nonzero(blue), (np.nonzero(red)[0].min(), np.nonzero(red)[1].min())
        assert 0 < rows.min() - top < 16
        assert 0 < columns.min() - left < 16
