"""Scans as documents: what is printed on their pages is read as from the file that was printed."""

from __future__ import annotations

import math
import socket
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

pytest.importorskip("rapidocr_onnxruntime")

from audit.document import Document, Paragraph
from audit.reading import documents
from benchmarks.scanner import Scanner, prints_chinese
from tests.audit.reading.pdf_made import pdf, read_bytes, ruled, table

needs_font = pytest.mark.skipif(not prints_chinese(), reason="no Chinese font here to print with")

ROWS = [
    ["2013201", "1,065.88", "915.34", "150.54"],
    ["2013203", "48.00", "48.00", "0.00"],
    ["2013250", "129.90", "129.90", "0.00"],
    ["2013299", "1,238.55", "1,237.06", "1.50"],
]


def _numbers(canvas: Canvas) -> None:
    ruled(canvas, ROWS, 760, [120, 100, 100, 100])


def _page(canvas: Canvas) -> None:
    canvas.drawString(200, 790, "支出决算表")
    canvas.drawString(60, 770, "单位：万元")
    head = ["科目名称", "本年支出合计", "基本支出", "项目支出"]
    ruled(canvas, [head, *ROWS], 760, [120, 100, 100, 100])
    canvas.drawString(
        60, 600, "2020年度支出1,482.33万元，比上年增加111.42万元，增长8.2%，主要原因是新增人员。"
    )


def _paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _texts(document: Document) -> list[list[list[str]]]:
    return [table(grid) for grid in document.grids()]


@pytest.mark.parametrize(
    "scanner",
    [Scanner(200), Scanner(150), Scanner(200, skew=1.5, noise=8, quality=50), Scanner(200, stamp=True)],
    ids=["200 dpi", "150 dpi", "turned, grainy, squeezed", "stamped"],
)
def test_every_number_of_a_scanned_table_is_read(scanner: Scanner, tmp_path: Path) -> None:
    document = read_bytes(scanner.scan(pdf(_numbers)), tmp_path)
    assert _texts(document) == [ROWS]
    assert document.problems == ()
    assert document.notes == ("第 1 页是图片，由文字识别读出",)


@needs_font
def test_a_scan_reads_like_the_file_it_was_printed_from(tmp_path: Path) -> None:
    printed = read_bytes(pdf(_page), tmp_path)
    scanned = read_bytes(Scanner(200, skew=1.0).scan(pdf(_page)), tmp_path)
    assert _texts(scanned) == _texts(printed)
    assert _paragraphs(scanned) == _paragraphs(printed)


@needs_font
def test_what_is_easily_passed_over_is_read(tmp_path: Path) -> None:
    """A lone zero between wide characters, a number of one stroke at the beginning of a line, quotation marks."""

    def told(canvas: Canvas) -> None:
        canvas.drawString(
            60, 760, "一、单价100万元以上设备（不含车辆）0台（套），年初预算为0万元，公务用车0辆。"
        )
        canvas.drawString(60, 730, "（一）“三公”经费支出决算为0万元，占“三公”经费的0%。")

    printed = read_bytes(pdf(told), tmp_path)
    scanned = read_bytes(Scanner(200, noise=8, quality=50).scan(pdf(told)), tmp_path)
    assert _paragraphs(scanned) == _paragraphs(printed)


def _pictures() -> Sequence[Image.Image]:
    return Scanner(200).pictures(pdf(_numbers, _numbers))


def test_a_picture_and_a_picture_of_several_pages(tmp_path: Path) -> None:
    first, second = _pictures()
    one, both = BytesIO(), BytesIO()
    first.save(one, "PNG")
    first.save(both, "TIFF", save_all=True, append_images=[second], compression="tiff_lzw")
    document = read_bytes(one.getvalue(), tmp_path, "第1页.png")
    assert (document.format, document.pages, _texts(document)) == ("picture", 1, [ROWS])
    document = read_bytes(both.getvalue(), tmp_path, "决算.tif")
    assert (document.pages, _texts(document)) == (2, [ROWS, ROWS])


def test_pictures_beside_documents_are_none_unless_they_show_a_table(tmp_path: Path) -> None:
    Image.new("RGB", (900, 600), "white").save(tmp_path / "徽标.png")
    (tmp_path / "说明.txt").write_text("收入合计 12.50 万元。", encoding="utf-8")
    assert [Path(document.path).name for document in documents([tmp_path])] == ["说明.txt"]
    table = Image.new("RGB", (900, 600), "white")
    for at in range(5):
        ImageDraw.Draw(table).line((50, 50 + 100 * at, 850, 50 + 100 * at), "black", 2)
        ImageDraw.Draw(table).line((50 + 200 * at, 50, 50 + 200 * at, 450), "black", 2)
    table.save(tmp_path / "附表.png")
    assert [Path(document.path).name for document in documents([tmp_path])] == ["说明.txt", "附表.png"]


def test_a_text_page_stays_text_beside_a_scanned_one(tmp_path: Path) -> None:
    (picture,) = Scanner(200).pictures(pdf(_numbers))

    def scanned(canvas: Canvas) -> None:
        canvas.drawInlineImage(picture, 0, 0, 595, 842)

    document = read_bytes(pdf(_numbers, scanned), tmp_path)
    assert _texts(document) == [ROWS, ROWS]
    assert document.notes == ("第 2 页是图片，由文字识别读出",)


def test_no_network_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **named: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    assert _texts(read_bytes(Scanner(200).scan(pdf(_numbers)), tmp_path)) == [ROWS]


def test_a_page_is_recognised_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("audit.disk.cached.sys.platform", "linux")
    scan = Scanner(200).scan(pdf(_numbers))
    first = read_bytes(scan, tmp_path)
    assert len(list((tmp_path / "cache" / "gouji" / "pages").iterdir())) == 1

    def again(*_: object) -> None:
        raise AssertionError("recognised a second time")

    monkeypatch.setattr("audit.reading.scans.recognition.content", again)
    assert read_bytes(scan, tmp_path) == first


def test_a_page_that_somebody_else_may_have_kept_is_recognised_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("audit.disk.cached.sys.platform", "linux")
    scan = Scanner(200).scan(pdf(_numbers))
    first = read_bytes(scan, tmp_path)
    (kept,) = (tmp_path / "cache" / "gouji" / "pages").iterdir()
    kept.write_text(kept.read_text(encoding="utf-8").replace("1,065.88", "1,065.38"), encoding="utf-8")
    kept.chmod(0o666)
    assert read_bytes(scan, tmp_path) == first


@needs_font
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_head_or_side_and_not_level_is_read(quarters: int, tmp_path: Path) -> None:
    (picture,) = Scanner(200).pictures(pdf(_page))
    out = BytesIO()
    picture.rotate(90 * quarters + 1.2, expand=True, fillcolor="white").save(out, "PNG")
    assert _texts(read_bytes(out.getvalue(), tmp_path, "页.png")) == _texts(read_bytes(pdf(_page), tmp_path))


def _book(left: bytes, right: bytes) -> Image.Image:
    """Two pages side by side on one sheet."""
    (one,), (other,) = Scanner(200).pictures(left), Scanner(200).pictures(right)
    sheet = Image.new("RGB", (2 * one.width, one.height), "white")
    sheet.paste(one, (0, 0))
    sheet.paste(other, (one.width, 0))
    return sheet


@needs_font
@pytest.mark.parametrize("quarters", [0, 1])
def test_two_pages_on_one_sheet_are_read_one_after_the_other(quarters: int, tmp_path: Path) -> None:
    out = BytesIO()
    _book(pdf(_page), pdf(_told)).rotate(90 * quarters, expand=True).save(out, "PNG")
    seen = read_bytes(out.getvalue(), tmp_path, "页.png")
    left, right = read_bytes(pdf(_page), tmp_path), read_bytes(pdf(_told), tmp_path)
    assert _texts(seen) == [*_texts(left), *_texts(right)]
    assert _paragraphs(seen) == [*_paragraphs(left), *_paragraphs(right)]


def _told(canvas: Canvas) -> None:
    canvas.drawString(80, 790, "二、支出决算情况说明")
    for line in range(8):
        canvas.drawString(
            80, 760 - 40 * line, f"（{line + 1}）本年支出1,482.3{line}万元，其中基本支出1,237.0{line}万元。"
        )
    ruled(canvas, ROWS, 400, [120, 100, 100, 100])


@needs_font
def test_a_wide_table_is_one_page(tmp_path: Path) -> None:
    """Four columns without rules that stand apart: a gap in the middle is no fold."""

    def wide(canvas: Canvas) -> None:
        for row in range(12):
            for column, x in enumerate((60, 250, 540, 700)):
                canvas.drawString(x, 520 - 25 * row, f"{row + 1},{column}65.88")

    sheet = pdf(wide, size=(842, 595))
    printed, scanned = read_bytes(sheet, tmp_path), read_bytes(Scanner(200).scan(sheet), tmp_path)
    assert _texts(scanned) == _texts(printed)


def test_a_number_is_framed_where_it_stands_on_a_turned_page(tmp_path: Path) -> None:
    straight = read_bytes(Scanner(200).scan(pdf(_numbers)), tmp_path)
    (picture,) = Scanner(200).pictures(pdf(_numbers))
    out = BytesIO()
    picture.rotate(1.5, fillcolor="white").save(out, "PNG")
    turned = read_bytes(out.getvalue(), tmp_path, "页.png")
    (there,) = (c.place.bbox for g in straight.grids() for c in g.cells if c.text == "2013201")
    (here,) = (c.place.bbox for g in turned.grids() for c in g.cells if c.text == "2013201")
    assert there is not None
    assert here is not None
    sine, cosine = math.sin(math.radians(1.5)), math.cos(math.radians(1.5))
    x, y = (there[0] + there[2]) / 2 - 297.5, (there[1] + there[3]) / 2 - 421
    expected = 297.5 + cosine * x + sine * y, 421 - sine * x + cosine * y
    middle = (here[0] + here[2]) / 2, (here[1] + here[3]) / 2
    assert middle == pytest.approx(expected, abs=2.0)


_BLUE, _RED, _PALE = (79, 129, 189), (192, 0, 0), (220, 230, 241)


@needs_font
@pytest.mark.parametrize(
    ("field", "rule", "dpi"),
    [
        (_BLUE, (191, 191, 191), 200),
        (_BLUE, (191, 191, 191), 96),
        (_BLUE, (0, 0, 0), 200),
        (_RED, (0, 0, 0), 200),
        ((31, 78, 121), (0, 0, 0), 200),
    ],
    ids=["blue", "blue on a screen", "blue, black rules", "red", "dark"],
)
def test_light_print_on_dark_heads_is_read(
    field: tuple[int, int, int], rule: tuple[int, int, int], dpi: int, tmp_path: Path
) -> None:
    """What a spreadsheet shows on the screen: heads in white on a colour, every other row tinted."""
    rows = [["科目编码", "本年支出合计", "基本支出", "项目支出"], *ROWS]

    def shown(canvas: Canvas) -> None:
        for n, (row, ground) in enumerate(zip(rows, (field, None, _PALE, None, _PALE), strict=True)):
            top = 760 - 20 * n
            if ground is not None:
                canvas.setFillColorRGB(*(part / 255 for part in ground))
                canvas.rect(60, top - 20, 420, 20, stroke=0, fill=1)
            canvas.setFillGray(0 if n else 1)
            canvas.setStrokeColorRGB(*(part / 255 for part in rule))
            for column, text in enumerate(row):
                canvas.rect(60 + 105 * column, top - 20, 105, 20)
                canvas.drawString(64 + 105 * column, top - 14, text)

    (page,) = Scanner(dpi).pictures(pdf(shown))
    out = BytesIO()
    page.crop((0, 0, page.width, page.height // 4)).save(out, "PNG")
    assert _texts(read_bytes(out.getvalue(), tmp_path, "截图.png")) == [rows]
