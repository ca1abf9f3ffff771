"""Workbooks as finance offices keep them: several tables on a sheet, hidden lines, formulas never calculated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image as SheetPicture
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageDraw

from audit.document import Document, Grid
from audit.recognition import Overrides, Recognised, recognise_document
from tests.audit.reading.pdf_made import read_bytes, table

_ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '

_EXPENDITURE = [
    ["支出决算表"],
    ["部门：示例局", None, None, None, "单位：万元"],
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", None, 30.5, 20.5, 10],
    ["205", "教育支出", 30.5, 20.5, 10],
    ["20502", "普通教育", 30.5, 20.5, 10],
    ["2050202", "小学教育", 30.5, 20.5, 10],
]
_INCOME = [
    ["收入决算表"],
    ["部门：示例局", None, None, "单位：万元"],
    ["科目编码", "科目名称", "本年收入合计", "财政拨款收入"],
    ["合计", None, 30.5, 30.5],
    ["205", "教育支出", 30.5, 30.5],
]


def _made(folder: Path, rows: Sequence[Sequence[object]], change: Callable[[Worksheet], None]) -> Document:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    out = BytesIO()
    book.save(out)
    return read_bytes(out.getvalue(), folder, "a.xlsx")


def _as_is(sheet: Worksheet) -> None:
    assert sheet.max_row


def _recognised(document: Document) -> Recognised:
    return recognise_document(document, 0, 0, Overrides())


def _read(found: Recognised) -> dict[str | None, list[str]]:
    codes = {s.id: s.code for s in found.statements}
    amounts: dict[str | None, list[str]] = {}
    for fact in found.facts:
        amounts.setdefault(codes.get(fact.statement or ""), []).append(fact.printed.text)
    return amounts


def test_tables_below_each_other_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    for gap in (0, 1, 3):
        rows = [*_EXPENDITURE, *[[None]] * gap, *_INCOME, *[[None]] * gap, *_EXPENDITURE[:1]]
        found = _recognised(_made(tmp_path, rows, _as_is))
        amounts = _read(found)
        assert len(amounts["final_accounts.expenditure"]) == 12
        assert len(amounts["final_accounts.income"]) == 4
        assert not found.unread


def test_tables_beside_each_other_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    height = max(len(_EXPENDITURE), len(_INCOME))
    wide = [[*row, *[None] * (6 - len(row))] for row in (*_INCOME, *[[None]] * (height - len(_INCOME)))]
    rows = [[*left, *right] for left, right in zip(wide, _EXPENDITURE, strict=True)]
    amounts = _read(_recognised(_made(tmp_path, rows, _as_is)))
    assert len(amounts["final_accounts.income"]) == 4
    assert len(amounts["final_accounts.expenditure"]) == 12


def test_tables_beside_each_other_may_touch(tmp_path: Path) -> None:
    expenditure = [[*row, *[None] * (5 - len(row))] for row in _EXPENDITURE]
    income = [*_INCOME, [None], [None]]
    rows = [[*left, *right] for left, right in zip(expenditure, income, strict=True)]
    amounts = _read(_recognised(_made(tmp_path, rows, _as_is)))
    assert len(amounts["final_accounts.expenditure"]) == 12
    assert len(amounts["final_accounts.income"]) == 4


@pytest.mark.parametrize("shown", ["#REF!", "#DIV/0!", "#N/A", "一千二百点五", "########"])
def test_what_stands_for_a_number_and_does_not_print_it_is_unread(shown: str, tmp_path: Path) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["C4"] = shown

    found = _recognised(_made(tmp_path, _EXPENDITURE, spoil))
    assert [gap.text for gap in found.unread] == [shown]
    assert len(found.facts) == 11


def test_blank_rows_and_columns_inside_a_table_and_around_it_change_nothing(tmp_path: Path) -> None:
    plain = _recognised(_made(tmp_path, _EXPENDITURE, _as_is))
    spread: list[list[object]] = [[None], [None]]
    for row in _EXPENDITURE:
        spread += [[None, *[x for cell in row for x in (cell, None)]], [None]]
    found = _recognised(_made(tmp_path, spread, _as_is))
    assert [(f.printed.text, f.row, f.column) for f in found.facts] == [
        (f.printed.text, f.row, f.column) for f in plain.facts
    ]


def test_a_second_table_without_title_does_not_take_the_name_of_the_first(tmp_path: Path) -> None:
    rows = [*_EXPENDITURE, [None], ["项目名称", "金额"], ["修缮", 10], ["合计", 10]]
    found = _recognised(_made(tmp_path, rows, _as_is))
    assert [s.code for s in found.statements] == ["final_accounts.expenditure", None]


def test_hidden_rows_columns_and_sheets_are_left_out_with_a_note(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[6].hidden = True
        sheet.row_dimensions[7].hidden = True
        sheet.column_dimensions["E"].hidden = True
        draft = sheet.parent.create_sheet("底稿") if sheet.parent else None
        assert draft is not None
        draft.append(["合计", 99])
        draft.sheet_state = "veryHidden"

    document = _made(tmp_path, _EXPENDITURE, hide)
    (grid,) = document.grids()
    assert table(grid)[2:] == [
        ["科目编码", "科目名称", "本年支出合计", "基本支出"],
        ["合计", "", "30.5", "20.5"],
        ["205", "教育支出", "30.5", "20.5"],
    ]
    assert not document.problems
    assert "底稿" in document.notes[0]
    assert "6–7, E" in document.notes[1]


def test_a_merged_cell_that_begins_in_a_hidden_column_is_seen_where_it_goes_on(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet.column_dimensions["A"].hidden = True

    rows = [["支出决算表"], ["隐", "科目", "金额"], [1, "合计", 2.5]]
    (grid,) = _made(tmp_path, rows, merge).grids()
    assert table(grid) == [["支出决算表"], ["科目", "金额"], ["合计", "2.5"]]
    assert (grid.cells[0].column, grid.cells[0].column_span) == (0, 2)


def test_a_table_goes_on_below_its_title_again_where_that_says_so(tmp_path: Path) -> None:
    again = [[], ["支出决算表（续表）"], *_EXPENDITURE[2:3]]
    found = _recognised(_made(tmp_path, [*_EXPENDITURE[:5], *again, *_EXPENDITURE[5:]], _as_is))
    assert [s.code for s in found.statements] == ["final_accounts.expenditure"]
    assert _read(found) == _read(_recognised(_made(tmp_path, _EXPENDITURE, _as_is)))


@pytest.mark.parametrize("named", ["xl/worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml"])
def test_formulas_without_results_are_seen_however_a_program_names_the_sheet(
    named: str, tmp_path: Path
) -> None:
    book = Workbook()
    for row in [*_EXPENDITURE[:3], ["合计", None, "=C5", 20.5, 10], *_EXPENDITURE[4:]]:
        book.worksheets[0].append(row)
    made, out = BytesIO(), BytesIO()
    book.save(made)
    with ZipFile(made) as package, ZipFile(out, "w") as copy:
        for name in package.namelist():
            part = package.read(name).replace(b"xl/worksheets/sheet1.xml", named.replace("\\", "/").encode())
            copy.writestr(named if name.endswith("sheet1.xml") else name, part)
    (unsaved,) = read_bytes(out.getvalue(), tmp_path, "a.xlsx").problems
    assert "公式" in unsaved.what


def test_what_stands_in_a_text_box_of_a_sheet_is_read(tmp_path: Path) -> None:
    book, made, out = Workbook(), BytesIO(), BytesIO()
    for row in _EXPENDITURE:
        book.worksheets[0].append(row)
    picture = BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    book.worksheets[0].add_image(SheetPicture(picture), "G3")
    book.save(made)
    box = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>支出合计</a:t></a:r><a:r><a:t>30.50万元。</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    with ZipFile(made) as package, ZipFile(out, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            if name.startswith("xl/drawings/drawing"):
                part = f"<xdr:wsDr {spaces}><xdr:oneCellAnchor><xdr:from><xdr:row>8</xdr:row></xdr:from>{box}</xdr:oneCellAnchor></xdr:wsDr>".encode()
            copy.writestr(name, part)
    (said,) = read_bytes(out.getvalue(), tmp_path, "a.xlsx").paragraphs()
    assert (said.text, said.place.cell) == ("支出合计30.50万元。", "Sheet!A9")


def test_marks_of_notes_and_the_apostrophe_of_a_text_are_no_part_of_a_number(tmp_path: Path) -> None:
    rows = [list(row) for row in _EXPENDITURE]
    rows[3][2:] = ["30.50①", "'20.50", "10.00*"]
    assert _read(_recognised(_made(tmp_path, rows, _as_is)))["final_accounts.expenditure"][:3] == [
        "30.50①",
        "'20.50",
        "10.00*",
    ]


def test_who_made_a_table_and_whom_to_call_is_no_row_of_it(tmp_path: Path) -> None:
    rows = [*_EXPENDITURE, ["单位负责人：李强", "联系电话：0571-88886666"], ["填表人：王芳", "2024.3.15"]]
    found = _recognised(_made(tmp_path, rows, _as_is))
    assert not found.unread
    assert _read(found) == _read(_recognised(_made(tmp_path, _EXPENDITURE, _as_is)))


def test_a_total_whose_formula_was_never_calculated_is_unread_and_its_sums_are_not_judged(
    tmp_path: Path,
) -> None:
    rows = [*_EXPENDITURE[:3], ["合计", None, "=SUM(D4:E4)", 20.5, 10], *_EXPENDITURE[4:]]
    document = _made(tmp_path, rows, _as_is)
    found = _recognised(document)
    assert "C4" in document.problems[0].what
    assert [gap.text for gap in found.unread] == ["=SUM(D4:E4)"]
    assert len(found.facts) == 11


def test_the_accounting_format_is_read_with_its_dashes_and_signs(tmp_path: Path) -> None:
    def dress(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(min_row=4, min_col=3):
            for cell in row:
                cell.number_format = _ACCOUNTING

    rows = [
        [*row[:3], 0 if row[3] == 20.5 else row[3], *row[4:]] if len(row) > 3 else row for row in _EXPENDITURE
    ]
    rows[3][4] = -1234.5
    found = _recognised(_made(tmp_path, rows, dress))
    assert _read(found)["final_accounts.expenditure"][:2] == ["30.50", "-1,234.50"]
    assert "基本支出" in found.statements[0].columns
    assert not found.unread


def test_columns_may_state_units_of_their_own_and_cells_too(tmp_path: Path) -> None:
    rows = [
        ["支出决算表"],
        ["科目编码", "科目名称", "本年支出合计（元）", "基本支出（万元）", "项目支出（万元）"],
        ["205", "教育支出", 305000, "¥20.50", "10.00万元"],
        ["206", "科学技术支出", "1,000.00", "0.10", "—"],
    ]
    found = _recognised(_made(tmp_path, rows, _as_is))
    assert [f.printed.value for f in found.facts] == [
        305_000_000,
        205_000_000,
        100_000_000,
        1_000_000,
        1_000_000,
    ]
    assert found.statements[0].columns == ("本年支出合计", "基本支出", "项目支出")


def test_a_built_in_date_format_known_by_its_number_is_no_amount(tmp_path: Path) -> None:
    def number(sheet: Worksheet) -> None:
        sheet["B1"].number_format = "yyyy-mm-dd"
        sheet["B2"].number_format = "0.00"
        sheet["B2"]._style.numFmtId = 31

    (grid,) = _made(tmp_path, [["公开日期", 44440], ["批复日期", 44440]], number).grids()
    assert isinstance(grid, Grid)
    assert table(grid) == [["公开日期", "2021-09-01"], ["批复日期", "2021年9月1日"]]


_RICH = {
    "metadata.xml": '<metadata><futureMetadata><bk><rvb i="1"/></bk></futureMetadata>'
    '<valueMetadata><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>',
    "richData/rdrichvaluestructure.xml": '<rvStructures><s t="_error"><k n="errorType"/></s>'
    '<s t="_localImage"><k n="_rvRel:LocalImageIdentifier"/><k n="CalcOrigin"/></s></rvStructures>',
    "richData/rdrichvalue.xml": '<rvData><rv s="0"><v>8</v></rv><rv s="1"><v>0</v><v>5</v></rv></rvData>',
    "richData/richValueRel.xml": "<richValueRels xmlns:r="
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><rel r:id="rId1"/></richValueRels>',
    "richData/_rels/richValueRel.xml.rels": "<Relationships xmlns="
    '"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="../media/t.png"/>'
    "</Relationships>",
}
"""The parts in which Excel notes that a cell's value is a picture; the first value of the file is another."""


def test_a_picture_that_excel_has_put_into_a_cell_stands_in_that_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.reading.scans.embedded.is_installed", lambda: False)
    table_, png = Image.new("RGB", (1200, 280), "white"), BytesIO()
    for n in range(5):
        ImageDraw.Draw(table_).line((16, 10 + 56 * n, 1176, 10 + 56 * n), fill="black", width=3)
        ImageDraw.Draw(table_).line((16 + 290 * n, 10, 16 + 290 * n, 234), fill="black", width=3)
    table_.save(png, "PNG")
    book, plain, packed = Workbook(), BytesIO(), BytesIO()
    sheet = book.worksheets[0]
    sheet.title = "支出表"
    sheet["A1"], sheet["B3"] = "支出决算表", "#VALUE!"
    book.save(plain)
    with ZipFile(plain) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'<c r="B3" t="e">', b'<c r="B3" t="e" vm="1">'))
        for name, text in _RICH.items():
            new.writestr(f"xl/{name}", text)
        new.writestr("xl/media/t.png", png.getvalue())
    document = read_bytes(packed.getvalue(), tmp_path, "表.xlsx")
    (problem,) = document.problems
    assert problem.what.startswith("工作表“支出表” B3 处的图片是表格，其中的数字没有核对。")
    assert [cell.text for grid in document.grids() for cell in grid.cells if cell.text] == ["支出决算表"]
