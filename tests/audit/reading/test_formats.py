"""Word, Excel, CSV, web pages and archives: the same table comes out of each."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
from openpyxl import Workbook

from audit.reading import documents, read_document
from tests.audit.reading.pdf_made import read_bytes, table, texts

_ROWS = [["科目", "金额"], ["合计", "1,899.52"]]


def _xlsx() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "支出"
    sheet.append(["支出决算表", None])
    sheet.merge_cells("A1:B1")
    sheet.append(["科目", "金额"])
    sheet.append(["合计", 1899.52])
    sheet["B3"].number_format = "#,##0.00"
    sheet["D9"].value = None
    hidden = book.create_sheet("底稿")
    hidden.append(["不公开", 1])
    hidden.sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("支出合计1,899.52万元。")
    grid = document.add_table(3, 2)
    for row, values in zip(grid.rows, [["支出", ""], *_ROWS], strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "支出"
    document.add_paragraph("第一项", style="List Number")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_sheet_is_a_grid_with_the_text_that_excel_shows(tmp_path: Path) -> None:
    (grid,) = read_bytes(_xlsx(), tmp_path, "a.xlsx").grids()
    assert table(grid) == [["支出决算表"], *_ROWS]
    assert grid.cells[0].column_span == 2
    assert grid.cells[-1].place.cell == "支出!B3"
    assert grid.name == "支出"


def test_a_formula_without_a_saved_result_is_a_problem(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append([1, 2, "=A1+B1"])
    out = BytesIO()
    book.save(out)
    document = read_bytes(out.getvalue(), tmp_path, "a.xlsx")
    assert document.readable
    assert "C1" in document.problems[0].what


def test_word_gives_headings_paragraphs_tables_and_automatic_numbers(tmp_path: Path) -> None:
    document = read_bytes(_word(), tmp_path, "a.docx")
    assert texts(document) == ["一、总体情况", "支出合计1,899.52万元。", "1.第一项"]
    assert next(document.paragraphs()).level == 1
    (grid,) = document.grids()
    assert table(grid) == [["支出"], *_ROWS]
    assert grid.cells[0].column_span == 2


def test_a_folder_of_csv_files_is_one_document_in_natural_order(tmp_path: Path) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    (folder / "10_末表.csv").write_bytes("科目,金额\n合计,3.00\n".encode("gb18030"))
    (folder / "2_支出表.csv").write_bytes('\ufeff科目,金额\n合计,"1,899.52"\n'.encode())
    (document,) = documents([folder])
    assert document.format == "csv"
    first, last = document.grids()
    assert (first.name, last.name) == ("2_支出表", "10_末表")
    assert table(first) == _ROWS
    assert first.cells[-1].place.cell == "2_支出表.csv!B2"
    assert first.cells[-1].place.line == 2


def test_tabs_part_the_columns_where_there_are_no_commas(tmp_path: Path) -> None:
    (grid,) = read_bytes("科目\t金额\n合计\t3.00\n".encode(), tmp_path, "a.csv").grids()
    assert table(grid) == [["科目", "金额"], ["合计", "3.00"]]


def test_a_web_page_gives_paragraphs_and_tables_and_looks_through_layout_tables(tmp_path: Path) -> None:
    page = """<html><head><meta charset="gbk"><title>页</title><script>var x = 1.5;</script></head><body>
    <table><tr><td><h2>支出决算</h2><p>支出合计<b>1,899.52</b>万元。</p>
    <table><tr><td rowspan=2>科目</td><td colspan=2>支出</td></tr><tr><td>基本</td><td>项目</td></tr>
    <tr><td>合计</td><td>1.00</td><td>2.00</td></tr></table></td></tr></table>
    <div style="display: none">看不见 9.99</div></body></html>"""
    document = read_bytes(page.encode("gbk"), tmp_path, "a.html")
    assert texts(document) == ["支出决算", "支出合计1,899.52万元。"]
    (grid,) = document.grids()
    assert table(grid) == [["科目", "支出"], ["基本", "项目"], ["合计", "1.00", "2.00"]]
    assert grid.cells[2].column == 1


def test_text_keeps_its_lines_with_their_numbers(tmp_path: Path) -> None:
    document = read_bytes("第一行\n\n  第二行 \r\n".encode("gb18030"), tmp_path, "a.txt")
    assert [(p.text, p.place.line) for p in document.paragraphs()] == [("第一行", 1), ("第二行", 3)]
    assert not document.laid_out


def test_an_archive_is_read_like_a_folder_with_names_in_gbk(tmp_path: Path) -> None:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "内层")
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("QQQQ.txt", "外层")
        archive.writestr("更多.zip", inner.getvalue())
        archive.writestr("__MACOSX/._决算.txt", "x")
    path.write_bytes(path.read_bytes().replace(b"QQQQ.txt", "决算.txt".encode("gb18030")))
    found = documents([path])
    assert [Path(d.path).name for d in found] == ["决算.txt", "a.txt"]
    assert all(d.readable for d in found)
    assert found[0].path == str(path / "决算.txt")


def test_a_document_under_the_wrong_suffix_is_read_and_said_so(tmp_path: Path) -> None:
    document = read_bytes(_xlsx(), tmp_path, "决算.pdf")
    assert document.readable
    assert document.format == "xlsx"
    assert "Excel" in document.notes[0]
    assert not document.problems


def test_the_checksum_of_a_folder_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("合计,1\n", "utf-8")
    before = read_document(tmp_path).sha256
    (tmp_path / "a.csv").write_text("合计,2\n", "utf-8")
    assert read_document(tmp_path).sha256 != before
