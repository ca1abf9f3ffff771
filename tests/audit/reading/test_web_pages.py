"""Web pages as they are saved: what style sheets hide, all in one file, under the suffix of an office file."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from audit.reading import documents
from tests.audit.reading.pdf_made import read_bytes, table, texts

_TABLE = "<table><tr><td>科目</td><td>金额</td></tr><tr><td>合计</td><td>1,899.52</td></tr></table>"


@pytest.mark.parametrize(
    ("style", "markup"),
    [
        (".x{display:none}", '<p class="x">8.00</p>'),
        ("#a, .y > p { DISPLAY : none }", '<div class="y"><p>8.00</p></div>'),
        ("@media screen{p.x{visibility:hidden}}", '<p class="x">8.00</p>'),
        (".t{display:none!important}", '<p class="t" style="display:block">8.00</p>'),
        ("", "<p hidden>8.00</p>"),
        ("", '<p style="display:none">8.00</p>'),
    ],
)
def test_what_a_page_hides_is_not_read_and_a_note_says_so(style: str, markup: str, tmp_path: Path) -> None:
    page = f"<html><head><style>{style}</style></head><body><p>支出</p>{markup}</body></html>"
    read = read_bytes(page.encode(), tmp_path, "a.html")
    assert texts(read) == ["支出"]
    assert ["没有显示" in note for note in read.notes] == [True]


@pytest.mark.parametrize(
    ("style", "markup"),
    [
        (".x{display:none} .x.on{display:block}", '<p class="x on">8.00</p>'),
        ("@media print{.x{display:none}}", '<p class="x">8.00</p>'),
        ("@media (max-width: 600px){.x{display:none}}", '<p class="x">8.00</p>'),
        (".x{display:none}", '<p class="x" style="display: block">8.00</p>'),
        ("a:hover .x, ::x {display:none}", '<p class="x">8.00</p>'),
        ("}{ .x {", '<p class="x">8.00</p>'),
    ],
)
def test_what_a_page_shows_after_all_is_read(style: str, markup: str, tmp_path: Path) -> None:
    page = f"<html><head><style>{style}</style></head><body>{markup}</body></html>"
    read = read_bytes(page.encode(), tmp_path, "a.html")
    assert texts(read) == ["8.00"]
    assert not read.notes


def test_a_hidden_cell_that_keeps_its_room_moves_no_column(tmp_path: Path) -> None:
    page = '<table><tr><td>甲</td><td style="visibility:hidden">1</td><td>2</td></tr></table>'
    (grid,) = read_bytes(page.encode(), tmp_path, "a.html").grids()
    assert [(cell.column, cell.text) for cell in grid.cells] == [(0, "甲"), (1, ""), (2, "2")]


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.doc", "a.xls"])
def test_a_page_in_one_file_is_read_with_all_its_sheets(name: str, tmp_path: Path) -> None:
    archive = MIMEMultipart("related", type="text/html")
    for text in ("<html><frameset></frameset></html>", f"<p>支出决算表</p>{_TABLE}", "<p>说明</p>"):
        archive.attach(MIMEText(text, "html", "utf-8"))
    archive.attach(MIMEText(".a{width:12px}", "css", "utf-8"))
    read = read_bytes(archive.as_bytes(), tmp_path, name)
    assert texts(read) == ["支出决算表", "说明"]
    assert [table(grid) for grid in read.grids()] == [[["科目", "金额"], ["合计", "1,899.52"]]]


def test_a_picture_inside_the_file_is_a_picture_of_the_page(tmp_path: Path) -> None:
    archive = MIMEMultipart("related", type="text/html")
    archive.attach(
        MIMEText('<p>支出</p><img src="http://x/logo.png" width="400" height="300">', "html", "utf-8")
    )
    read = read_bytes(archive.as_bytes(), tmp_path, "a.mhtml")
    assert "logo.png" in read.notes[0]


def test_several_rows_in_one_row_of_cells_and_marks_of_notes(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>科目</td><td>金额</td></tr><tr><td rowspan=2>甲</td><td>9.00<sup>[1]</sup></td></tr>"
        "<tr><td>1.20<br>2.30<br>3.50</td></tr></table>"
    )
    (grid,) = read_bytes(page.encode(), tmp_path, "a.html").grids()
    assert [(c.row, c.column, c.text, c.row_span) for c in grid.cells][2:] == [
        (1, 0, "甲", 4),
        (1, 1, "9.00", 1),
        (2, 1, "1.20", 1),
        (3, 1, "2.30", 1),
        (4, 1, "3.50", 1),
    ]


def test_the_folder_of_a_page_that_was_saved_complete_is_read_with_the_page_alone(tmp_path: Path) -> None:
    (tmp_path / "决算.html").write_text(f"<p>支出</p>{_TABLE}", "utf-8")
    (tmp_path / "决算_files").mkdir()
    (tmp_path / "决算_files" / "frame.html").write_text("<html></html>", "utf-8")
    (read,) = documents([tmp_path])
    assert Path(read.path).name == "决算.html"
    (tmp_path / "决算.html").write_text('<p>支出</p><iframe src="决算_files/frame.html"></iframe>', "utf-8")
    (tmp_path / "决算_files" / "frame.html").write_text(
        _TABLE + '<iframe src="frame.html"></iframe>', "utf-8"
    )
    (framed,) = documents([tmp_path])
    assert [table(grid) for grid in framed.grids()] == [[["科目", "金额"], ["合计", "1,899.52"]]]


@pytest.mark.parametrize(
    ("table_is", "row_is", "cell_is"),
    [
        ('style="display:table"', 'style="display:table-row"', 'style="display:table-cell"'),
        ('role="table"', 'role="row"', 'role="cell"'),
    ],
)
def test_what_is_shown_as_a_table_is_one(table_is: str, row_is: str, cell_is: str, tmp_path: Path) -> None:
    rows = [["科目", "金额"], ["合计", "1,899.52"]]
    page = "".join(
        f"<div {row_is}>" + "".join(f"<div {cell_is}>{text}</div>" for text in row) + "</div>" for row in rows
    )
    (grid,) = read_bytes(f"<div {table_is}>{page}</div>".encode(), tmp_path, "a.html").grids()
    assert table(grid) == rows


def test_what_was_typed_into_the_fields_of_a_page_is_read(tmp_path: Path) -> None:
    page = (
        '<table><tr><td>合计</td><td><input type="text" value="1,899.52"></td></tr>'
        '<tr><td>说明</td><td><input type="hidden" value="9"><input type="checkbox" value="1"></td></tr></table>'
    )
    (grid,) = read_bytes(page.encode(), tmp_path, "a.html").grids()
    assert table(grid) == [["合计", "1,899.52"], ["说明", ""]]
