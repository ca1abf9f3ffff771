"""Small tables without rules: dotted leaders, prose around them, two side by side; prose is never a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.audit.reading.pdf_made import pdf, read_bytes, ruled, table, texts

_ROWS = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出"],
    ["", "合计", "30.50", "30.50"],
    ["205", "教育支出", "30.50", "30.50"],
    ["20502", "普通教育", "30.50", "30.50"],
]


def _set(canvas: Canvas, rows: Sequence[Sequence[str]], left: float, top: float) -> None:
    """Rows without rules: two columns of words, the others right-aligned."""
    for number, row in enumerate(rows):
        for index, (x, text) in enumerate(zip((0, 50, 160, 230), row, strict=False)):
            draw = canvas.drawString if index < 2 else canvas.drawRightString
            draw(left + x, top - 15 * number, text)


def test_a_table_in_the_middle_of_prose_leaves_the_prose_alone(tmp_path: Path) -> None:
    before = "本年支出合计30.50万元，其中基本支出30.50万元，具体情况见下表，均已按规定使用。"
    after = "上述支出中，教育支出30.50万元，占100%，主要用于学校日常运转和校舍修缮等方面。"

    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 780, before)
        canvas.drawCentredString(297, 750, "支出决算表")
        canvas.drawRightString(520, 735, "单位：万元")
        _set(canvas, _ROWS, 100, 715)
        canvas.drawString(80, 640, after)

    document = read_bytes(pdf(draw), tmp_path)
    (grid,) = document.grids()
    assert table(grid) == _ROWS
    assert grid.aligned
    assert texts(document) == [before, "支出决算表", "单位：万元", after]


def test_dotted_leaders_between_label_and_number_are_no_text(tmp_path: Path) -> None:
    rows = [["公务接待费", "0.50"], ["公务用车运行维护费", "5.00"], ["合计", "5.50"]]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 745, "项目")
        canvas.drawRightString(400, 745, "决算数")
        for number, (label, amount) in enumerate(rows):
            y = 730 - 15 * number
            canvas.drawString(60, y, label + "…" * (25 - len(label)))
            canvas.drawRightString(400, y, amount)

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert table(grid) == [["项目", "决算数"], *rows]


def test_a_table_of_contents_is_no_table_of_numbers(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number, label in enumerate(("部门概况", "收入支出决算总表", "支出决算表", "名词解释")):
            canvas.drawString(60, 740 - 20 * number, label + "…" * 20)
            canvas.drawRightString(500, 740 - 20 * number, str(number + 3))

    assert not list(read_bytes(pdf(draw), tmp_path).grids())


def _unruled(canvas: Canvas, rows: Sequence[Sequence[str]], left: float) -> None:
    _set(canvas, rows, left, 745)


def _gridded(canvas: Canvas, rows: Sequence[Sequence[str]], left: float) -> None:
    canvas.saveState()
    canvas.translate(left - 60, 0)
    ruled(canvas, rows, 755, [55, 55, 65, 55])
    canvas.restoreState()


@pytest.mark.parametrize("draw_table", [_unruled, _gridded])
def test_two_tables_side_by_side_have_each_its_title(
    draw_table: Callable[[Canvas, Sequence[Sequence[str]], float], None], tmp_path: Path
) -> None:
    income = [["科目编码", "科目名称", "本年收入合计", "财政拨款收入"], *_ROWS[1:]]

    def draw(canvas: Canvas) -> None:
        for left, title, rows in ((40, "收入决算表", income), (310, "支出决算表", _ROWS)):
            canvas.drawCentredString(left + 115, 785, title)
            canvas.drawRightString(left + 230, 770, "单位：万元")
            draw_table(canvas, rows, left)

    document = read_bytes(pdf(draw), tmp_path)
    assert [table(grid) for grid in document.grids()] == [income, _ROWS]
    assert texts(document) == ["收入决算表", "单位：万元", "支出决算表", "单位：万元"]


def test_a_number_broken_in_a_narrow_column_stands_in_its_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x, text in ((100, "合计"), (200, "购置费"), (300, "运行费")):
            canvas.drawRightString(x, 740, text)
        for y in (720, 690):
            canvas.drawRightString(100, y, "232,331.87")
            canvas.drawRightString(200, y + 6, "0.0")
            canvas.drawRightString(200, y - 6, "0")
            canvas.drawRightString(300, y, "232,331.87")

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    assert table(grid) == [["合计", "购置费", "运行费"], *[["232,331.87", "0.00", "232,331.87"]] * 2]


def test_a_heading_in_the_middle_of_its_height_is_not_over_the_columns_beside_it(tmp_path: Path) -> None:
    names = ["合计", "小计", "购置费", "运行费", "接待费"] * 2

    def draw(canvas: Canvas) -> None:
        for half in (0, 240):
            canvas.drawCentredString(half + 140, 770, ("预算数", "决算数")[half > 0])
            canvas.drawCentredString(half + 145, 756, "公务用车")
        for number, name in enumerate(names):
            canvas.drawCentredString(48 + 48 * number, 748 if name in "合计接待费" else 742, name)
        for number, amount in enumerate(
            ["0.14", "0.14", "0.08", "0.06", "", "0.11", "0.11", "0.06", "0.05", ""]
        ):
            canvas.drawRightString(60 + 48 * number, 720, amount)

    (grid,) = read_bytes(pdf(draw), tmp_path).grids()
    spans = {(cell.text, cell.column, cell.column_span) for cell in grid.cells if cell.column_span > 1}
    assert spans == {("预算数", 0, 5), ("决算数", 5, 5), ("公务用车", 1, 3), ("公务用车", 6, 3)}
    assert [cell.text for cell in grid.cells if cell.row and cell.row + cell.row_span == 3][:5] == names[:5]


def test_a_page_that_holds_no_more_than_the_numbers_of_the_columns_goes_on_with_nothing(
    tmp_path: Path,
) -> None:
    def first(canvas: Canvas) -> None:
        _set(canvas, _ROWS, 100, 715)

    def second(canvas: Canvas) -> None:
        _set(canvas, [["1", "2", "3", "4"]], 100, 780)

    document = read_bytes(pdf(first, second), tmp_path)
    assert [table(grid) for grid in document.grids()] == [_ROWS]
    assert document.problems == ()
