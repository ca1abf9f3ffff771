"""What a reader cannot see on the page is not in the document; the smallest thing that can be seen is."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.audit.reading.pdf_made import everything, pdf, read_bytes


def test_white_on_white_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "合计 1,899.52 万元")
        canvas.setFillGray(1)
        canvas.drawString(80, 650, "合计 7,777.77 万元")

    text = everything(read_bytes(pdf(draw), tmp_path))
    assert "1,899.52" in text
    assert "7,777.77" not in text


def test_white_on_a_dark_header_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(60, 690, 300, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(80, 700, "本年收入 1,899.52")

    assert "1,899.52" in everything(read_bytes(pdf(draw), tmp_path))


def test_text_outside_its_clip_path_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 750, "看得见 12.50")
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(60, 600, 400, 100)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.drawString(80, 650, "框内 33.30")
        canvas.drawString(80, 500, "框外 44.40")
        canvas.restoreState()
        canvas.drawString(80, 400, "框后 55.50")

    text = everything(read_bytes(pdf(draw), tmp_path))
    assert "12.50" in text
    assert "33.30" in text
    assert "55.50" in text
    assert "44.40" not in text


def test_text_beyond_the_edge_of_the_page_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "页内 12.50")
        canvas.drawString(80, -40, "页外 66.60")
        canvas.drawString(700, 700, "77.70")

    text = everything(read_bytes(pdf(draw), tmp_path))
    assert "12.50" in text
    assert "66.60" not in text
    assert "77.70" not in text


def test_invisible_rendering_mode_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "看得见 12.50")
        hidden = canvas.beginText(80, 650)
        hidden.setTextRenderMode(3)
        hidden.textLine("看不见 88.80")
        canvas.drawText(hidden)

    text = everything(read_bytes(pdf(draw), tmp_path))
    assert "12.50" in text
    assert "88.80" not in text


def test_a_number_painted_over_reads_as_the_new_number(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "支出合计 1,234.56 万元")
        canvas.setFillGray(1)
        canvas.rect(118, 695, 50, 16, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(122, 700, "9,876.54")

    text = everything(read_bytes(pdf(draw), tmp_path))
    assert "9,876.54" in text
    assert "1,234" not in text
    assert "支出合计" in text


def test_text_under_a_picture_is_not_read(tmp_path: Path) -> None:
    from PIL import Image

    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "图下 1,234.56")
        canvas.drawImage(ImageReader(Image.new("RGB", (10, 10), (200, 220, 240))), 60, 680, 300, 40)
        canvas.drawString(80, 600, "图外 12.50")

    text = everything(read_bytes(pdf(draw), tmp_path))
    assert "12.50" in text
    assert "1,234.56" not in text


def test_a_transparent_highlight_hides_nothing(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "标黄 1,234.56")
        canvas.setFillColorRGB(1, 1, 0, alpha=0.3)
        canvas.rect(70, 690, 200, 25, stroke=0, fill=1)

    assert "1,234.56" in everything(read_bytes(pdf(draw), tmp_path))


def test_bold_printed_twice_is_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3, 0.6):
            canvas.drawString(80 + shift, 700, "合计 1,111.11")

    assert everything(read_bytes(pdf(draw), tmp_path)) == "合计1,111.11"


def test_the_smallest_marks_are_never_lost(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(8):
            canvas.setFont("STSong-Light", 5 + i)
            canvas.drawString(80.37 + 0.13 * i, 700.41 - 30.17 * i, "一、1.1 2.2 - . — 丨 1,111.11")

    for line in everything(read_bytes(pdf(draw), tmp_path)).split("\n"):
        assert line.replace(" ", "") == "一、1.12.2-.—丨1,111.11"


def test_text_set_at_a_slant_is_a_watermark(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "合计 12.50")
        canvas.translate(100, 500)
        canvas.rotate(40)
        canvas.drawString(0, 0, "内部资料 2024")

    assert everything(read_bytes(pdf(draw), tmp_path)) == "合计12.50"
