"""Makes the sample submissions from the YAML files beside it: one set as published, one with marked errors.

Run ``python sample_data/make_samples.py`` from the repository. It writes the same bytes each time.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

HERE = Path(__file__).parent
STEM = "final_accounts_2020"
FONT = "STSong-Light"
MOMENT = (2021, 9, 1, 9, 0, 0)
_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d{2}")


@dataclass(frozen=True)
class SampleTable:
    """One table: rows of cells, where ``<`` continues the cell to the left and ``^`` the cell above."""

    number: int
    title: str
    header: list[list[str]]
    rows: list[list[str]]
    note: str

    @property
    def cells(self) -> list[list[str]]:
        """Header and rows together."""
        return self.header + self.rows

    def spans(self) -> list[tuple[int, int, int, int]]:
        """(row, column, last row, last column) of each cell that covers more than one field."""
        found = []
        grid = self.cells
        for r, line in enumerate(grid):
            for c, text in enumerate(line):
                if text in {"<", "^"}:
                    continue
                right = c
                while right + 1 < len(line) and line[right + 1] == "<":
                    right += 1
                bottom = r
                while bottom + 1 < len(grid) and grid[bottom + 1][c] == "^":
                    bottom += 1
                if (right, bottom) != (c, r):
                    found.append((r, c, bottom, right))
        return found


@dataclass(frozen=True)
class Sample:
    """A whole submission: prose before and after the tables."""

    department: str
    before: list[str]
    tables: list[SampleTable]
    after: list[str]


def load(errors: bool) -> Sample:
    """The sample, with the errors of errors.yaml in it or without."""
    narrative = yaml.safe_load((HERE / "narrative.yaml").read_text("utf-8"))
    tables = [_table(entry) for entry in yaml.safe_load((HERE / "tables.yaml").read_text("utf-8"))]
    fill = {"department": narrative["department"]}
    before, after = ([text.format(**fill) for text in narrative[part]] for part in ("before", "after"))
    if errors:
        wrong = yaml.safe_load((HERE / "errors.yaml").read_text("utf-8"))
        for error in wrong["tables"]:
            _spoil_table(tables[error["table"] - 1], error)
        after = [_spoiled(text, wrong["prose"]) for text in after]
    return Sample(narrative["department"], before, tables, after)


def _table(entry: dict[str, Any]) -> SampleTable:
    header, rows = (
        [[cell.strip() for cell in line.split("|")] for line in entry[part].splitlines()]
        for part in ("header", "rows")
    )
    return SampleTable(entry["number"], entry["title"], header, rows, entry["note"])


def _spoil_table(table: SampleTable, error: dict[str, Any]) -> None:
    row = next(row for row in table.rows if row[error["key"]] == error["row"])
    if row[error["column"]] != error["right"]:
        raise ValueError(f"{error['id']}: {row} does not hold {error['right']}")
    row[error["column"]] = error["wrong"]


def _spoiled(text: str, errors: Sequence[dict[str, str]]) -> str:
    for error in errors:
        text = text.replace(error["right"], error["wrong"])
    return text


def shown(text: str) -> str:
    """A cell's text; nothing for a cell that is covered by another."""
    return "" if text in {"<", "^"} else text


def write_csv(sample: Sample, folder: Path) -> None:
    """One UTF-8 file for each table, with its title and unit above it."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in sample.tables:
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([table.title])
        writer.writerow([f"部门：{sample.department}", "单位：万元"])
        writer.writerows([shown(cell) for cell in line] for line in table.cells)
        writer.writerow([table.note])
        (folder / f"{table.number:02d}_{table.title}.csv").write_text(out.getvalue(), "utf-8")


def write_xlsx(sample: Sample, path: Path) -> None:
    """One sheet for each table; amounts are numbers under a format, as finance staff keep them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    side = Side(style="thin")
    for table in sample.tables:
        sheet = book.create_sheet(f"表{table.number}")
        width = len(table.cells[0])
        sheet.append([table.title])
        sheet.append([f"部门：{sample.department}", *[None] * (width - 2), "单位：万元"])
        sheet["A1"].font = Font(size=14, bold=True)
        sheet["A1"].alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
        for r, line in enumerate(table.cells, start=3):
            for c, text in enumerate(line, start=1):
                cell = sheet.cell(r, c)
                cell.border = Border(left=side, right=side, top=side, bottom=side)
                if _AMOUNT.fullmatch(text):
                    cell.value, cell.number_format = float(text.replace(",", "")), "#,##0.00"
                else:
                    cell.value = shown(text) or None
                    cell.alignment = Alignment(wrap_text=True, vertical="center")
        for r, c, bottom, right in table.spans():
            sheet.merge_cells(start_row=r + 3, start_column=c + 1, end_row=bottom + 3, end_column=right + 1)
        sheet.cell(len(table.cells) + 3, 1, table.note)
        for c in range(1, width + 1):
            longest = max(len(shown(line[c - 1])) for line in table.rows)
            sheet.column_dimensions[get_column_letter(c)].width = min(44, max(11, 2.1 * longest))
        sheet.freeze_panes = sheet.cell(len(table.header) + 3, 1)
    book.save(path)
    settle(path)


def write_docx(sample: Sample, path: Path) -> None:
    """Prose and tables, headings by style."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "宋体"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.add_heading(f"{sample.department}2020年度部门决算", 0)
    for text in sample.before:
        _docx_text(document, text)
    for table in sample.tables:
        document.add_paragraph(table.title).alignment = 1
        document.add_paragraph(f"部门：{sample.department}    单位：万元")
        grid = document.add_table(len(table.cells), len(table.cells[0]), style="Table Grid")
        for line, row in zip(table.cells, grid.rows, strict=True):
            for text, cell in zip(line, row.cells, strict=True):
                cell.text = shown(text)
        for r, c, bottom, right in table.spans():
            text = table.cells[r][c]
            grid.cell(r, c).merge(grid.cell(bottom, right)).text = text
        document.add_paragraph(table.note)
    for text in sample.after:
        _docx_text(document, text)
    document.save(str(path))
    settle(path)


def _docx_text(document: Any, text: str) -> None:
    marks = len(text) - len(text.lstrip("#"))
    if marks:
        document.add_heading(text.lstrip("# "), marks)
    else:
        document.add_paragraph(text).paragraph_format.first_line_indent = 2 * 152400


def settle(path: Path) -> None:
    """Rewrite an Office file with fixed times, so that the same content is the same file."""
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    stamp = "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z".format(*MOMENT).encode()
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, core)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, MOMENT), data, zipfile.ZIP_DEFLATED)


def write_pdf(sample: Sample, path: Path) -> None:
    """Prose on upright pages, ruled tables on pages across, their headers repeated at page breaks."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle(
        "body", fontName=FONT, fontSize=12, leading=22, firstLineIndent=24, wordWrap="CJK", spaceAfter=2
    )
    heading = ParagraphStyle("heading", body, fontSize=14, firstLineIndent=0, spaceBefore=8)
    title = ParagraphStyle("title", body, fontSize=16, leading=26, alignment=1, firstLineIndent=0)
    small = ParagraphStyle("small", body, fontSize=9, leading=13, firstLineIndent=0)
    cover = ParagraphStyle("cover", title, fontSize=22, leading=36, spaceBefore=200)
    flow: list[Any] = [Paragraph(sample.department, cover), Paragraph("2020年度部门决算", title), PageBreak()]

    def prose(texts: Sequence[str]) -> None:
        for text in texts:
            style = {0: body, 1: title, 2: heading}[len(text) - len(text.lstrip("#"))]
            flow.append(Paragraph(text.lstrip("# "), style))

    prose(sample.before)
    flow += [NextPageTemplate("across"), PageBreak()]
    for table in sample.tables:
        flow += [Paragraph(table.title, title), _unit_line(sample, small), _pdf_table(table), Spacer(1, 4)]
        flow += [Paragraph(table.note, small), PageBreak()]
    flow[-1:] = [NextPageTemplate("upright"), PageBreak()]
    prose(sample.after)
    templates = [
        _template("upright", A4),
        _template("across", landscape(A4)),
    ]
    BaseDocTemplate(str(path), pageTemplates=templates, invariant=True, title="2020年度部门决算").build(flow)


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    width, height = size
    frame = Frame(25 * mm, 22 * mm, width - 50 * mm, height - 44 * mm, 0, 0, 0, 0)

    def number(canvas: Any, document: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(width / 2, 12 * mm, f"- {document.page} -")

    return PageTemplate(name, [frame], onPage=number, pagesize=size)


def _unit_line(sample: Sample, style: ParagraphStyle) -> Table:
    cells = [[f"部门：{sample.department}", "单位：万元"]]
    look = [("FONT", (0, 0), (-1, -1), FONT, style.fontSize), ("ALIGN", (1, 0), (1, 0), "RIGHT")]
    return Table(cells, ["70%", "30%"], style=look)


def _pdf_table(table: SampleTable) -> Table:
    width = landscape(A4)[0] - 50 * mm
    columns = range(len(table.cells[0]))
    weights = [max(4.5, *(min(len(shown(line[c])), 18) for line in table.rows)) for c in columns]
    widths = [width * weight / sum(weights) for weight in weights]
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK")
    right = ParagraphStyle("right", cell, alignment=2)
    centre = ParagraphStyle("centre", cell, alignment=1)
    lines: list[list[Any]] = []
    for r, line in enumerate(table.cells):
        style = [
            centre if r < len(table.header) else right if _AMOUNT.fullmatch(text) else cell for text in line
        ]
        lines.append([Paragraph(shown(text), look) for text, look in zip(line, style, strict=True)])
    look: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    look += [("SPAN", (c, r), (right_end, bottom)) for r, c, bottom, right_end in table.spans()]
    return Table(lines, widths, repeatRows=len(table.header), style=look)


def main() -> None:
    """Write both sets."""
    for name, errors in (("as_published", False), ("with_errors", True)):
        sample = load(errors)
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        write_csv(sample, folder / f"{STEM}_csv")
        write_xlsx(sample, folder / f"{STEM}.xlsx")
        write_docx(sample, folder / f"{STEM}.docx")
        write_pdf(sample, folder / f"{STEM}.pdf")


if __name__ == "__main__":
    main()
