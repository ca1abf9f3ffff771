"""Pictures of tables on sheets and in web pages: read where they stand, named where nobody can read them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image as Inserted
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageDraw

pytest.importorskip("rapidocr_onnxruntime")

from audit.document import Document
from audit.reading.scans import embedded
from benchmarks.scanner import Scanner
from tests.audit.reading.pdf_made import pdf, read_bytes, ruled, table, texts

ROWS = [
    ["2013201", "1,065.88", "915.34", "150.54"],
    ["2013203", "48.00", "48.00", "0.00"],
    ["2013250", "129.90", "129.90", "0.00"],
    ["2013299", "1,238.55", "1,237.06", "1.50"],
]


def _picture() -> Image.Image:
    """The table alone, as somebody cuts it out of a page at 200 dots an inch."""
    (page,) = Scanner(200).pictures(pdf(lambda canvas: ruled(canvas, ROWS, 760, [120, 100, 100, 100])))
    return page.crop((150, 200, 1350, 480))


def _logo() -> Image.Image:
    logo = Image.new("RGB", (96, 96), "white")
    ImageDraw.Draw(logo).ellipse((4, 4, 92, 92), outline="red", width=6)
    return logo


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def _workbook(
    folder: Path, *pictures: tuple[Image.Image, str], fill: Callable[[Worksheet], None]
) -> Document:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "支出表"
    fill(sheet)
    for picture, cell in pictures:
        put = Inserted(BytesIO(_png(picture)))
        put.width, put.height = (576, 134) if picture.width > 200 else picture.size
        sheet.add_image(put, cell)
    out = BytesIO()
    book.save(out)
    return read_bytes(out.getvalue(), folder, "表.xlsx")


def _titled(sheet: Worksheet) -> None:
    sheet.append(["支出决算表"])
    sheet.append(["部门：示例局", None, None, "单位：万元"])
    sheet["A20"] = "注：本表不含结转。"


def _tabled(sheet: Worksheet) -> None:
    sheet.append(["项目", "预算数", "决算数"])
    sheet.append(["合计", 12.5, 11.5])


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "is_installed", lambda: False)


def test_a_picture_of_a_table_on_a_sheet_is_read_between_its_title_and_its_note(tmp_path: Path) -> None:
    document = _workbook(tmp_path, (_picture(), "B7"), fill=_titled)
    (grid,) = document.grids()
    assert table(grid) == ROWS
    assert texts(document) == ["支出决算表", "部门：示例局 单位：万元", "注：本表不含结转。"]
    assert [type(block).__name__ for block in document.blocks] == [
        "Paragraph",
        "Paragraph",
        "Grid",
        "Paragraph",
    ]
    assert {cell.place.cell for cell in grid.cells} == {"支出表!B7 图1"}
    assert [place.cell for place in document.pictures] == ["支出表!B7 图1"]
    assert document.notes == ("工作表“支出表” B7 处的图片由文字识别读出",)
    assert document.problems == ()


def test_a_table_of_the_sheet_stays_one_beside_a_picture_and_a_seal_is_not_spoken_of(tmp_path: Path) -> None:
    document = _workbook(tmp_path, (_picture(), "B7"), (_logo(), "F2"), fill=_tabled)
    own, seen = document.grids()
    assert table(own) == [["项目", "预算数", "决算数"], ["合计", "12.5", "11.5"]]
    assert table(seen) == ROWS
    assert len(document.notes) == 1


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_the_sheet_and_the_cell_are_named(tmp_path: Path) -> None:
    document = _workbook(tmp_path, (_picture(), "B7"), (_logo(), "F2"), fill=_tabled)
    (problem,) = document.problems
    assert problem.what.startswith("工作表“支出表” B7 处的图片是表格，其中的数字没有核对。")
    assert 'pip install "gouji[ocr]"' in problem.what
    assert document.notes == ()


def test_what_shows_the_rules_of_a_table_and_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    white = Image.new("RGB", (1200, 280), "white")
    frame = ImageDraw.Draw(white)
    for n in range(5):
        frame.line((16, 10 + 56 * n, 1176, 10 + 56 * n), fill="black", width=3)
        frame.line((16 + 290 * n, 10, 16 + 290 * n, 234), fill="black", width=3)
    document = _workbook(tmp_path, (white, "B7"), fill=_tabled)
    (problem,) = document.problems
    assert problem.what.startswith("工作表“支出表” B7 处的图片看上去是表格，没有识别出来")


def _page(source: str) -> bytes:
    return f'<html><body><h1>支出决算表</h1><p><img src="{source}"></p><p>说明</p></body></html>'.encode()


def test_a_picture_in_a_web_page_is_read_where_it_stands(tmp_path: Path) -> None:
    inline = "data:image/png;base64," + base64.b64encode(_png(_picture())).decode()
    (tmp_path / "页.files").mkdir()
    (tmp_path / "页.files" / "表 1.png").write_bytes(_png(_picture()))
    for source in (inline, "页.files/表%201.png?v=2"):
        document = read_bytes(_page(source), tmp_path, "页.html")
        (grid,) = document.grids()
        assert table(grid) == ROWS
        assert texts(document) == ["支出决算表", "说明"]
        assert [place.cell for place in document.pictures] == ["图1"]
        assert document.notes == ("文中第 1 张图片由文字识别读出",)


@pytest.mark.parametrize(
    "source", ["http://www.example.gov.cn/upload/b1.jpg", "pictures/b1.jpg", "../b1.jpg"]
)
def test_a_picture_that_did_not_come_with_the_page_is_named_and_not_fetched(
    source: str, tmp_path: Path
) -> None:
    (tmp_path / "b1.jpg").write_bytes(_png(_picture()))
    (tmp_path / "页").mkdir()
    document = read_bytes(_page(source), tmp_path / "页", "页.html")
    assert list(document.grids()) == []
    (note,) = document.notes
    assert note.startswith("网页的 1 张图片没有和网页存在一起，没有读取（b1.jpg）")


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="/"><img src="/images/logo.png"></a>',
        '<img src="http://www.example.gov.cn/qr.png" width="120" height="120">',
        "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\">",
        '<img src="icon.png" style="width: 24px; height: 24px">',
        "<img>",
    ],
)
def test_logos_codes_and_icons_of_a_web_page_are_not_spoken_of(tag: str, tmp_path: Path) -> None:
    document = read_bytes(f"<html><body><p>说明{tag}</p></body></html>".encode(), tmp_path, "页.html")
    assert (document.notes, document.problems) == ((), ())


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_a_table_in_a_web_page_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "表.png").write_bytes(_png(_picture()))
    document = read_bytes(_page("表.png"), tmp_path, "页.html")
    (problem,) = document.problems
    assert problem.what.startswith("文中第 1 张图片是表格，其中的数字没有核对。")
