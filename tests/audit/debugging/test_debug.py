"""What ``gouji debug`` draws and prints."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from audit.cli import app
from tests.audit.reading.pdf_made import pdf, ruled

_RUN = CliRunner()


def _made(folder: Path) -> Path:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(110, 740, "支出决算表")
        canvas.drawString(190, 715, "单位：万元")
        ruled(canvas, [["科目", "本年支出合计"], ["合计", "1,899.52"]], 700, [100, 80])

    path = folder / "决算.pdf"
    path.write_bytes(pdf(draw))
    return path


def test_the_picture_shows_the_table_and_the_number_in_their_colours(tmp_path: Path) -> None:
    out = tmp_path / "page.png"
    result = _RUN.invoke(app, ["debug", "page", str(_made(tmp_path)), "1", "--out", str(out)])
    assert result.exit_code == 0
    colours = {colour for _, colour in Image.open(out).convert("RGB").getcolors(1 << 24) or []}
    assert {(0x2F, 0x6F, 0xDE), (0x1A, 0x96, 0x41), (0x9E, 0x9E, 0x9E)} <= colours


def test_a_page_that_is_not_there_and_a_file_that_is_no_pdf_are_refused_in_a_sentence(tmp_path: Path) -> None:
    beyond = _RUN.invoke(app, ["debug", "page", str(_made(tmp_path)), "9"])
    assert beyond.exit_code == 2
    assert "1 页" in beyond.output
    text = tmp_path / "a.txt"
    text.write_text("合计 1.00", "utf-8")
    assert _RUN.invoke(app, ["debug", "page", str(text), "1"]).exit_code == 2


def test_tables_are_listed_and_one_is_printed_cell_by_cell(tmp_path: Path) -> None:
    path = str(_made(tmp_path))
    listed = _RUN.invoke(app, ["debug", "table", path]).output
    assert "支出决算表 | final_accounts.expenditure | 万元 | p. 1 | 1 numbers | grid" in listed
    printed = _RUN.invoke(app, ["debug", "table", path, "1"]).output
    assert "1  0:合计 | 1:1,899.52*" in printed
    assert _RUN.invoke(app, ["debug", "table", path, "2"]).exit_code == 2
