"""Pictures of tables inside documents that have text: read where somebody can, named where nobody can."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

pytest.importorskip("rapidocr_onnxruntime")

from audit.reading.scans import embedded, pages
from benchmarks.scanner import Scanner
from checks.finding import Place
from tests.audit.reading.pdf_made import pdf, read_bytes, ruled, table, texts

ROWS = [
    ["2013201", "1,065.88", "915.34", "150.54"],
    ["2013203", "48.00", "48.00", "0.00"],
    ["2013250", "129.90", "129.90", "0.00"],
    ["2013299", "1,238.55", "1,237.06", "1.50"],
]


def _page(canvas: Canvas) -> None:
    ruled(canvas, ROWS, 760, [120, 100, 100, 100])


def _cut() -> Image.Image:
    """The table alone, as somebody cuts it out of the screen at 200 dots an inch."""
    (page,) = Scanner(200).pictures(pdf(_page))
    return page.crop((150, 200, 1350, 480))


def _photograph() -> Image.Image:
    photograph = Image.linear_gradient("L").resize((600, 400)).convert("RGB")
    ImageDraw.Draw(photograph).ellipse((100, 100, 300, 300), fill="green")
    return photograph


def _mixed(picture: Image.Image, top: float = 600) -> bytes:
    """A page with text above and below a picture that is 432 points wide."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 760, "ABOVE")
        high = 432 * picture.height / picture.width
        canvas.drawImage(ImageReader(picture), 60, top - high, 432, high)
        canvas.drawString(60, 300, "BELOW")

    return pdf(draw)


def _word(picture: Image.Image) -> bytes:
    file, image = BytesIO(), BytesIO()
    picture.save(image, "PNG")
    document = docx.Document()
    document.add_paragraph("收入支出决算总表")
    document.add_picture(image, Pt(432))
    document.add_paragraph("说明")
    document.save(file)
    return file.getvalue()


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "is_installed", lambda: False)
    monkeypatch.setattr(embedded, "is_installed", lambda: False)


def test_a_picture_of_a_table_among_text_is_read_where_it_stands(tmp_path: Path) -> None:
    document = read_bytes(_mixed(_cut()), tmp_path)
    (grid,) = document.grids()
    assert table(grid) == ROWS
    assert texts(document) == ["ABOVE", "BELOW"]
    assert document.notes == ("第 1 页上的图片由文字识别读出",)
    (cell,) = (cell for cell in grid.cells if cell.text == "1,238.55")
    assert cell.place.page == 1
    assert cell.place.bbox is not None
    assert 242 < cell.place.bbox[1] < cell.place.bbox[3] < 343
    assert {each.place.page for each in document.sightings} == {1}


def test_numbers_of_the_text_beside_a_picture_are_not_in_doubt(tmp_path: Path) -> None:
    document = read_bytes(_mixed(_cut()), tmp_path)
    (box,) = (each.bbox for each in document.pictures)
    assert box == pytest.approx((60, 242, 492, 343), abs=1.5)


def test_a_photograph_is_named_and_nothing_of_it_is_read(tmp_path: Path) -> None:
    document = read_bytes(_mixed(_photograph()), tmp_path)
    assert (document.problems, list(document.grids())) == ((), [])
    assert document.notes == ("第 1 页上有图片没有读取，其中如有数字，没有核对",)


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_a_picture_of_a_table_is_a_problem_and_a_photograph_is_none(tmp_path: Path) -> None:
    document = read_bytes(_mixed(_cut()), tmp_path)
    (problem,) = document.problems
    assert "第 1 页有一张表格是图片" in problem.what
    assert 'pip install "gouji[ocr]"' in problem.what
    document = read_bytes(_mixed(_photograph()), tmp_path)
    assert document.problems == ()
    assert document.notes == ("第 1 页上有图片没有读取，其中如有数字，没有核对",)


def test_a_picture_of_a_table_in_a_word_file_is_read(tmp_path: Path) -> None:
    document = read_bytes(_word(_cut()), tmp_path, "a.docx")
    (grid,) = document.grids()
    assert table(grid) == ROWS
    assert texts(document) == ["收入支出决算总表", "说明"]
    assert (document.pictures, grid.place.cell) == ((Place(cell="图1"),), "图1")
    assert {each.place.sheet for each in document.sightings} == {(None, "图1")}


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_it_is_named(tmp_path: Path) -> None:
    document = read_bytes(_word(_cut()), tmp_path, "a.docx")
    assert [each.what[:18] for each in document.problems] == ["文中第 1 张图片是表格，其中的数字"]
    document = read_bytes(_word(_photograph()), tmp_path, "b.docx")
    assert document.problems == ()
    assert document.notes == ("文中第 1 张图片没有读取，其中如有数字，没有核对",)


def test_a_scan_that_comes_in_strips_is_a_scan(tmp_path: Path) -> None:
    (page,) = Scanner(200).pictures(pdf(_page))

    def draw(canvas: Canvas) -> None:
        for top in range(0, page.height, 100):
            strip = page.crop((0, top, page.width, min(top + 100, page.height)))
            high = strip.height * 0.36
            canvas.drawImage(ImageReader(strip), 0, 842 - top * 0.36 - high, page.width * 0.36, high)

    document = read_bytes(pdf(draw), tmp_path)
    assert [table(grid) for grid in document.grids()] == [ROWS]


def test_text_that_a_scanner_laid_below_its_picture_is_not_believed(tmp_path: Path) -> None:
    (page,) = Scanner(200).pictures(pdf(_page))

    def draw(canvas: Canvas) -> None:
        wrong = [["2013201", "1,065.38", "915.34", "150.54"], *ROWS[1:]]
        ruled(canvas, wrong, 760, [120, 100, 100, 100])
        canvas.drawImage(ImageReader(page), 0, 0, 595, 842)

    document = read_bytes(pdf(draw), tmp_path)
    assert [table(grid) for grid in document.grids()] == [ROWS]
    assert document.notes == ("第 1 页是图片，由文字识别读出",)


def test_a_logo_is_not_spoken_of(tmp_path: Path) -> None:
    document = read_bytes(_mixed(_photograph().resize((432, 30))), tmp_path)
    assert (document.problems, document.notes) == ((), ())


def test_a_seal_over_a_printed_table_leaves_it_as_it_is(tmp_path: Path) -> None:
    seal = Image.new("RGBA", (400, 400), (255, 255, 255, 0))
    ImageDraw.Draw(seal).ellipse((10, 10, 390, 390), outline=(215, 40, 50, 255), width=12)

    def draw(canvas: Canvas) -> None:
        _page(canvas)
        canvas.drawImage(ImageReader(seal), 150, 680, 130, 130, mask="auto")

    document = read_bytes(pdf(draw), tmp_path)
    assert [table(grid) for grid in document.grids()] == [ROWS]
    assert (document.notes, document.sightings) == ((), ())
