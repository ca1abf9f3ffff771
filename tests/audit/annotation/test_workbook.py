"""A marked copy of a workbook: the cell coloured and commented, formulas and other cells as they were."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from audit.annotation.marks import FILL, Mark
from audit.annotation.workbook import annotated
from checks.finding import Evidence, Place, Severity


def book() -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "支出!表"
    sheet["A1"], sheet["B1"] = "行政运行", 1065.88
    sheet["B2"], sheet["B3"] = "=SUM(B1:B1)", 12
    sheet["B3"].comment = Comment("已核", "张三")
    sheet.merge_cells("C1:D1")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def mark(cell: str | None, strong: bool = True, note: str = "“1,065.88”疑应为“1,056.88”") -> Mark:
    return Mark(Evidence(0, "1,065.88", "", Place(cell=cell)), 1, Severity.ERROR, strong, note)


def test_the_number_in_question_is_coloured_and_commented() -> None:
    sheet = load_workbook(BytesIO(annotated(book(), [mark("支出!表!B1")], False)))["支出!表"]
    assert sheet["B1"].fill.fgColor.rgb.endswith(FILL[Severity.ERROR])
    assert sheet["B1"].comment.text == "“1,065.88”疑应为“1,056.88”"
    assert sheet["B1"].value == 1065.88


def test_the_others_have_a_frame_only_and_formulas_stay() -> None:
    sheet = load_workbook(BytesIO(annotated(book(), [mark("支出!表!B2", strong=False)], False)))["支出!表"]
    assert sheet["B2"].fill.fill_type is None
    assert sheet["B2"].border.left.style == "thin"
    assert sheet["B2"].value == "=SUM(B1:B1)"


def test_a_comment_that_is_there_stays() -> None:
    sheet = load_workbook(BytesIO(annotated(book(), [mark("支出!表!B3")], False)))["支出!表"]
    assert sheet["B3"].comment.text.startswith("已核\n\n“1,065.88”")


def test_what_has_no_cell_is_said_in_the_first_one() -> None:
    sheet = load_workbook(BytesIO(annotated(book(), [mark(None)], False)))["支出!表"]
    assert "1,056.88" in sheet["A1"].comment.text


def test_a_cell_that_is_not_there_costs_only_its_mark() -> None:
    marks = [mark("别的表!B1"), mark("支出!表!D1"), mark("支出!表!B1")]
    sheet = load_workbook(BytesIO(annotated(book(), marks, False)))["支出!表"]
    assert sheet["B1"].comment is not None


def test_what_stands_on_a_picture_is_marked_in_the_cell_where_the_picture_begins() -> None:
    sheet = load_workbook(BytesIO(annotated(book(), [mark("支出!表!B1 图1")], False)))["支出!表"]
    assert "1,056.88" in sheet["B1"].comment.text
