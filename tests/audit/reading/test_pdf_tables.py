"""Ruled tables come out as drawn: every number in one cell, none twice, none lost."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from audit.document import Grid, Paragraph
from tests.audit.reading.pdf_made import pdf, read_bytes, ruled, table, texts


def test_title_unit_table_and_note_come_in_the_order_of_the_page(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["科目", "金额"], ["合计", "1,899.52"]], 700, [100, 80])
        canvas.drawString(60, 640, "注：本表为示例。")
        canvas.drawString(110, 740, "支出决算表")
        canvas.drawString(190, 715, "单位：万元")

    document = read_bytes(pdf(draw), tmp_path)
    shape = [b.text if isinstance(b, Paragraph) else table(b) for b in document.blocks]
    assert shape == ["支出决算表", "单位：万元", [["科目", "金额"], ["合计", "1,899.52"]], "注：本表为示例。"]


def test_a_merged_header_is_one_cell_with_spans(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 660, 640):
            canvas.line(60, y, 260, y)
        canvas.line(160, 680, 260, 680)
        for x in (60, 160, 260):
            canvas.line(x, 700, x, 640)
        canvas.line(210, 680, 210, 640)
        for x, y, text in ((70, 675, "科目"), (180, 686, "支出"), (165, 666, "基本"), (215, 666, "项目")):
            canvas.drawString(x, y, text)
        for x, text in ((70, "合计"), (165, "1.00"), (215, "2.00")):
            canvas.drawString(x, 646, text)

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}
    assert spans["科目"] == (0, 0, 2, 1)
    assert spans["支出"] == (0, 1, 1, 2)
    assert spans["基本"] == (1, 1, 1, 1)
    assert spans["2.00"] == (2, 2, 1, 1)


def test_rules_drawn_as_thin_rectangles_and_twice_make_no_phantom_columns(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.8):
            for y in (700, 680, 660):
                canvas.rect(60, y + shift, 200, 0.7, stroke=0, fill=1)
            for x in (60, 160, 260):
                canvas.rect(x + shift, 660, 0.7, 40, stroke=0, fill=1)
        for y, row in ((686, ("科目", "金额")), (666, ("合计", "3.50"))):
            canvas.drawString(64, y, row[0])
            canvas.drawString(164, y, row[1])

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert table(grid) == [["科目", "金额"], ["合计", "3.50"]]


def test_a_total_printed_below_the_last_rule_is_a_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["科目", "甲", "乙"], ["行政运行", "1.00", "2.00"]], 700, [100, 60, 60])
        for x, text in ((63, "合计"), (163, "1.00"), (223, "2.00")):
            canvas.drawString(x, 646, text)

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert table(grid)[-1] == ["合计", "1.00", "2.00"]


def test_a_number_broken_over_two_lines_in_its_cell_is_one_number(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["合计", ""]], 700, [60, 50])
        canvas.setFont("STSong-Light", 7)
        canvas.drawString(123, 692, "156,211,")
        canvas.drawString(123, 683, "123.45")

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert table(grid) == [["合计", "156,211,123.45"]]


def test_a_number_that_overflows_its_cell_stays_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["名称", "", "左"]], 700, [60, 30, 60])
        canvas.drawRightString(150, 686, "12,345.67")

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert "12,345.67" in table(grid)[0]


def test_numbers_and_labels_that_touch_at_a_rule_are_kept_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["", "", ""]], 700, [60, 60, 60])
        canvas.drawRightString(119.8, 686, "20.25")
        canvas.drawString(120.2, 686, "一、国防")
        canvas.drawRightString(239.8, 686, "3.00")

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert table(grid) == [["20.25", "一、国防", "3.00"]]


def test_a_rotated_page_reads_like_an_upright_one(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        ruled(canvas, [["科目", "金额"], ["合计", "7.25"]], 400, [100, 80])

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert table(grid) == [["科目", "金额"], ["合计", "7.25"]]


def test_two_tables_on_one_page_are_two_grids(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["甲", "1.00"]], 700, [60, 60])
        canvas.drawString(60, 650, "第二张表")
        ruled(canvas, [["乙", "2.00"]], 630, [60, 60])

    document = read_bytes(pdf(draw), tmp_path)
    assert [table(grid) for grid in document.grids()] == [[["甲", "1.00"]], [["乙", "2.00"]]]
    assert texts(document) == ["第二张表"]


def test_a_cell_knows_its_page_and_place(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["合计", "8.80"]], 700, [100, 80])

    (grid,) = read_bytes(pdf(lambda _: None, draw), tmp_path).grids()
    cell = grid.cells[1]
    assert isinstance(grid, Grid)
    assert cell.place.page == 2
    assert cell.place.bbox is not None
    x0, top, x1, bottom = cell.place.bbox
    assert 160 < x0 < x1 < 240
    assert A4[1] - 700 < top < bottom < A4[1] - 680


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_that_stands_on_its_side_or_head_is_read_and_its_boxes_are_those_of_the_page(
    turn: int, tmp_path: Path
) -> None:
    rows = [["科目", "金额"], ["行政运行", "7.25"], ["合计", "17.25"]]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(280, 20, "- 3 -")
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(turn)
        canvas.translate(-200, -200)
        canvas.drawString(110, 330, "支出决算表")
        ruled(canvas, rows, 300, [100, 80])

    document = read_bytes(pdf(draw), tmp_path)
    (grid,) = document.grids()
    assert table(grid) == rows
    assert texts(document) == ["支出决算表"]
    with pdfplumber.open(tmp_path / "a.pdf") as book:
        for cell in grid.cells:
            assert cell.place.bbox is not None
            x0, top, x1, bottom = cell.place.bbox
            inside = book.pages[0].crop((x0 - 1, top - 1, x1 + 1, bottom + 1)).chars
            assert sorted(char["text"] for char in inside) == sorted(cell.text)


def test_a_turned_header_among_upright_cells_stays_in_its_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [["", "金额"], ["合计", "7.25"]], 700, [100, 80])
        canvas.saveState()
        canvas.translate(100, 682)
        canvas.rotate(90)
        canvas.drawString(0, 0, "项")
        canvas.restoreState()

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert table(grid) == [["项", "金额"], ["合计", "7.25"]]
