"""Word documents as offices make them: notes, breaks of lines, boxes in cells, the strict form, macros."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from audit.document import Document
from audit.reading.office.package import usual, with_macros
from audit.recognition import Overrides, recognise_document
from tests.audit.reading.pdf_made import read_bytes, table, texts
from tests.audit.reading.test_formats import _ROWS, _word, _xlsx

_W = nsdecls("w")
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_STRICT = "http://purl.oclc.org/ooxml"
_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _made(folder: Path, write: Callable[[Any], None]) -> Document:
    package = docx.Document()
    write(package)
    out = BytesIO()
    package.save(out)
    return read_bytes(out.getvalue(), folder, "a.docx")


def _changed(data: bytes, change: Callable[[str, bytes], bytes], **more: str) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(out, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, change(name, package.read(name)))
        for name, text in more.items():
            copy.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def _strict(_: str, part: bytes) -> bytes:
    for word in ("wordprocessingml", "spreadsheetml", "officeDocument", "drawingml"):
        part = part.replace(
            f"http://schemas.openxmlformats.org/{word}/2006/".encode(), f"{_STRICT}/{word}/".encode()
        )
    return part


def test_a_footnote_stands_behind_the_paragraph_that_calls_it(tmp_path: Path) -> None:
    def called(name: str, part: bytes) -> bytes:
        if name == "word/document.xml":
            call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
            return part.replace("元。</w:t></w:r>".encode(), f"元。</w:t></w:r>{call}".encode(), 1)
        if name == "word/_rels/document.xml.rels":
            link = f'<Relationship Id="rId90" Type="{_NOTES}" Target="footnotes.xml"/>'
            return part.replace(b"</Relationships>", f"{link}</Relationships>".encode())
        return part

    notes = (
        f'<w:footnotes {_W}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>9</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>其中基本支出951.34万元。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    read = read_bytes(_changed(_word(), called, footnotes=notes), tmp_path, "a.docx")
    assert texts(read)[:3] == ["一、总体情况", "支出合计1,899.52万元。", "其中基本支出951.34万元。"]


def test_a_break_of_a_line_parts_sentences_and_not_a_title(tmp_path: Path) -> None:
    def write(package: Any) -> None:
        package.add_paragraph("某局\n2023年度部门决算")
        package.add_paragraph("收入合计10.00万元。\n支出合计8.00万元，其中：\n（一）基本支出6.00万元")

    assert texts(_made(tmp_path, write)) == [
        "某局2023年度部门决算",
        "收入合计10.00万元。",
        "支出合计8.00万元，其中：",
        "（一）基本支出6.00万元",
    ]


def test_an_equation_is_read_and_how_a_word_sounds_is_not(tmp_path: Path) -> None:
    def write(package: Any) -> None:
        package.add_paragraph("完成率：")._p.append(
            parse_xml(
                f"<m:oMath {nsdecls('m')}><m:f><m:num><m:r><m:t>8.00</m:t></m:r></m:num>"
                "<m:den><m:r><m:t>10.00</m:t></m:r></m:den></m:f></m:oMath>"
            )
        )
        package.add_paragraph()._p.append(
            parse_xml(
                f"<w:r {_W}><w:ruby><w:rt><w:r><w:t>jing</w:t></w:r></w:rt>"
                "<w:rubyBase><w:r><w:t>经</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            )
        )

    assert texts(_made(tmp_path, write)) == ["完成率：8.00÷10.00", "经"]


def test_a_text_box_in_a_cell_is_no_part_of_the_cell(tmp_path: Path) -> None:
    def write(package: Any) -> None:
        grid = package.add_table(2, 2)
        for row, values in zip(grid.rows, _ROWS, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
        grid.cell(1, 1).paragraphs[0]._p.append(
            parse_xml(
                f'<w:r {_W}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox>'
                "<w:txbxContent><w:p><w:r><w:t>单位：万元</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        )

    read = _made(tmp_path, write)
    assert [table(grid) for grid in read.grids()] == [_ROWS]
    assert texts(read) == ["单位：万元"]


@pytest.mark.parametrize(("name", "data"), [("a.docx", _word()), ("a.xlsx", _xlsx())])
def test_the_strict_form_of_the_standard_is_read_like_the_usual_one(
    name: str, data: bytes, tmp_path: Path
) -> None:
    strict = read_bytes(_changed(data, _strict), tmp_path, name)
    assert strict.blocks == read_bytes(data, tmp_path, name).blocks


def test_a_document_with_macros_is_read_and_stays_one(tmp_path: Path) -> None:
    plain = _word()
    data = _changed(plain, lambda _, part: part.replace(_PLAIN.encode(), _MACROS.encode()))
    assert read_bytes(data, tmp_path, "a.docm").blocks == read_bytes(plain, tmp_path, "a.docx").blocks
    assert usual(plain) == plain
    with ZipFile(BytesIO(with_macros(usual(data)))) as package:
        assert _MACROS.encode() in package.read("[Content_Types].xml")


def test_a_table_typed_with_tabs_is_a_table_and_a_list_of_pages_is_none(tmp_path: Path) -> None:
    def write(package: Any) -> None:
        for line in ("一、总体情况\t3", "二、收入情况\t4", "三、支出情况\t6", "部门：某局\t\t单位：万元"):
            package.add_paragraph(line)
        for line in (
            "科目编码\t科目名称\t本年支出\t基本支出",
            "205\t教育支出\t30.50\t20.50",
            "\t合计\t30.50\t20.50",
        ):
            package.add_paragraph(line)

    read = _made(tmp_path, write)
    assert [table(grid) for grid in read.grids()] == [
        [
            ["科目编码", "科目名称", "本年支出", "基本支出"],
            ["205", "教育支出", "30.50", "20.50"],
            ["", "合计", "30.50", "20.50"],
        ]
    ]
    assert texts(read) == ["一、总体情况 3", "二、收入情况 4", "三、支出情况 6", "部门：某局  单位：万元"]


def test_rows_that_stand_in_one_row_of_cells_are_told_apart(tmp_path: Path) -> None:
    def write(package: Any) -> None:
        grid = package.add_table(2, 2)
        for cell, text in zip(grid.rows[0].cells, ("科目", "金额"), strict=True):
            cell.text = text
        for cell, text in zip(grid.rows[1].cells, ("办公费\n差旅费\n合计", "1.20\n2.30\n3.50"), strict=True):
            cell.text = text

    (grid,) = _made(tmp_path, write).grids()
    assert table(grid) == [["科目", "金额"], ["办公费", "1.20"], ["差旅费", "2.30"], ["合计", "3.50"]]


def test_a_raised_figure_behind_a_number_marks_a_note(tmp_path: Path) -> None:
    def write(package: Any) -> None:
        paragraph = package.add_paragraph("支出12.50")
        paragraph.add_run("1").font.superscript = True
        paragraph.add_run("万元，面积3m")
        paragraph.add_run("2").font.superscript = True

    assert texts(_made(tmp_path, write)) == ["支出12.50万元，面积3m2"]


def test_a_document_inside_the_document_is_named(tmp_path: Path) -> None:
    def write(package: Any) -> None:
        package.add_paragraph("支出12.50万元。")._p.addnext(
            parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="rId9"/>')
        )

    (named,) = _made(tmp_path, write).problems
    assert "嵌入" in named.what


def test_the_main_part_may_have_another_name(tmp_path: Path) -> None:
    plain = _word()
    out = BytesIO()
    with ZipFile(BytesIO(plain)) as package, ZipFile(out, "w") as copy:
        for name in package.namelist():
            other = name.replace("document.xml", "document2.xml")
            copy.writestr(other, package.read(name).replace(b"word/document.xml", b"word/document2.xml"))
    assert (
        read_bytes(out.getvalue(), tmp_path, "a.docx").blocks == read_bytes(plain, tmp_path, "b.docx").blocks
    )


def test_the_second_half_of_a_table_goes_on_under_a_line_that_says_so(tmp_path: Path) -> None:
    rows = [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", "", "30.50", "20.50", "10.00"],
        ["205", "教育支出", "10.50", "10.50", ""],
        ["213", "农林水支出", "20.00", "10.00", "10.00"],
    ]

    def write(package: Any) -> None:
        for title, part in (("支出决算表", rows[:3]), ("续表", rows[3:])):
            package.add_paragraph(title)
            grid = package.add_table(len(part), 5)
            for row, values in zip(grid.rows, part, strict=True):
                for cell, value in zip(row.cells, values, strict=True):
                    cell.text = value

    found = recognise_document(_made(tmp_path, write), 0, 0, Overrides())
    assert [len(statement.cells) for statement in found.statements] == [3]
