"""A marked copy of a Word document: the right number among equal ones, in tables and in sentences."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from audit.annotation.marks import FILL, Mark
from audit.annotation.word import annotated
from checks.finding import Evidence, Place, Severity, StatementInfo, TableCell

HEADER = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
ROW = ("2013201", "行政运行", "0.00", "1,065.88", "0.00")


def document(*, split: bool = False) -> bytes:
    """Two tables with the same row, and a sentence (its number in two runs where ``split``)."""
    made = docx.Document()
    paragraph = made.add_paragraph("一、基本支出")
    for text in ("1,06", "5.88") if split else ("1,065.88",):
        paragraph.add_run(text)
    paragraph.add_run("万元，比上年增加。")
    for _ in range(2):
        table = made.add_table(0, 5)
        for texts in (HEADER, ROW):
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def statement(identity: str) -> StatementInfo:
    cells = [
        TableCell(i, j, text, Place(), header=i == 0)
        for i, row in enumerate((HEADER, ROW))
        for j, text in enumerate(row)
    ]
    return StatementInfo(identity, 0, "支出决算表", None, "万元", (), 2, 5, 3, tuple(cells))


def mark(text: str, statement: str | None, column: str, quote: str, strong: bool = True) -> Mark:
    place = Evidence(0, text, quote, Place(), statement, "2013201 行政运行", column)
    return Mark(place, 1, Severity.ERROR, strong, "疑应为“1,056.88”")


def marked(data: bytes, *marks: Mark) -> Any:
    return docx.Document(BytesIO(annotated(data, marks, [statement("d0-s0"), statement("d0-s1")])))


def shades(made: Any) -> list[list[str]]:
    """The fills of the second row of each table."""
    found = []
    for table in made.tables:
        cells = table.rows[1].cells
        shade = [cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}") for cell in cells]
        found.append(["" if each is None else each.get(qn("w:fill")) for each in shade])
    return found


def test_the_cell_of_the_right_table_is_coloured() -> None:
    made = marked(document(), mark("1,065.88", "d0-s1", "基本支出", " | ".join(ROW)))
    assert shades(made) == [[""] * 5, ["", "", "", FILL[Severity.ERROR], ""]]
    assert [comment.text for comment in made.comments] == ["疑应为“1,056.88”"]


def test_the_header_tells_equal_numbers_of_a_row_apart() -> None:
    made = marked(document(), mark("0.00", "d0-s0", "项目支出", " | ".join(ROW)))
    assert [bool(each) for each in shades(made)[0]] == [False, False, False, False, True]


def test_a_number_that_cannot_be_told_from_another_is_not_coloured() -> None:
    made = marked(document(), mark("0.00", "d0-s0", "别的列", " | ".join(ROW)))
    assert not any(each for row in shades(made) for each in row)
    assert len(list(made.comments)) == 1


def test_a_number_of_a_sentence_alone_is_highlighted() -> None:
    for split in (False, True):
        made = marked(
            document(split=split), mark("1,065.88", None, "金额", "基本支出1,065.88万元，比上年增加。")
        )
        runs = made.paragraphs[0].runs
        assert "".join(run.text for run in runs if run.font.highlight_color is not None) == "1,065.88"
        assert made.paragraphs[0].text == "一、基本支出1,065.88万元，比上年增加。"


def test_a_run_that_prints_more_than_the_number_is_divided() -> None:
    made = docx.Document()
    made.add_paragraph("基本支出 1,065.88 万元，其中 11,065.88 万元。")
    out = BytesIO()
    made.save(out)
    quote = "基本支出 1,065.88 万元，其中 11,065.88 万元。"
    copy = marked(out.getvalue(), mark("1,065.88", None, "金额", quote))
    assert [run.text for run in copy.paragraphs[0].runs if run.font.highlight_color is not None] == [
        "1,065.88"
    ]
    assert copy.paragraphs[0].text == quote


def test_what_has_no_place_is_said_at_the_head() -> None:
    made = marked(document(), mark("缺少的表", None, "", "文中没有的一句话"))
    assert len(list(made.comments)) == 1


def test_an_empty_document_takes_a_comment(tmp_path: Path) -> None:
    out = BytesIO()
    docx.Document().save(out)
    assert len(list(marked(out.getvalue(), mark("缺少的表", None, "", "")).comments)) == 1
