"""The sample's tables as PDFs in every style that offices use: rules, shades, leaders or nothing between the cells."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import black, lightgrey, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from sample_data.make_samples import FONT, Sample, SampleTable, shown
from tests.audit.reading.pdf_made import FONT as REGISTERED

assert FONT == REGISTERED

STYLES = (
    "grid",
    "three lines",
    "row rules",
    "shaded rows",
    "white rules on a tint",
    "column rules",
    "no rule",
)
ALIGNMENTS = ("numbers right", "numbers left", "numbers centred")
_TITLE = ParagraphStyle("title", fontName=FONT, fontSize=16, leading=26, alignment=1, wordWrap="CJK")
_SMALL = ParagraphStyle("small", fontName=FONT, fontSize=9, leading=13, wordWrap="CJK")
_ALIGNED = {"numbers left": 0, "numbers centred": 1, "numbers right": 2}


def styled_pdf(
    sample: Sample, style: str, alignment: str, *, repeated: bool = True, height: str = "MIDDLE"
) -> bytes:
    """A PDF of the sample's tables in ``style``, each below its title; its header ``repeated`` on each page or not.

    ``height`` is where words stand in a cell that is taller (TOP, MIDDLE, BOTTOM).
    """
    out = BytesIO()
    flow: list[Any] = []
    for table in sample.tables:
        flow += [Paragraph(table.title, _TITLE)]
        flow += [Paragraph(f"部门：{sample.department}　　　　　　　　单位：万元", _SMALL)]
        flow += [
            _table(table, style, alignment, repeated=repeated, height=height),
            Spacer(1, 4),
            Paragraph(table.note, _SMALL),
            PageBreak(),
        ]
    document = SimpleDocTemplate(out, pagesize=landscape(A4), invariant=True, leftMargin=50, rightMargin=50)
    document.build(flow)
    return out.getvalue()


def _table(table: SampleTable, style: str, alignment: str, *, repeated: bool, height: str) -> Table:
    width = landscape(A4)[0] - 100
    columns = range(len(table.cells[0]))
    weights = [max(4.5, *(min(len(shown(line[c])), 18) for line in table.rows)) for c in columns]
    widths = [width * weight / sum(weights) for weight in weights]
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK")
    number = ParagraphStyle("number", cell, alignment=_ALIGNED[alignment])
    head = ParagraphStyle("head", cell, alignment=1)
    lines = []
    for r, line in enumerate(table.cells):
        looks = [
            head
            if r < len(table.header)
            else number
            if text.replace(",", "").replace(".", "").isdigit() and "." in text
            else cell
            for text in line
        ]
        lines.append([Paragraph(shown(text), look) for text, look in zip(line, looks, strict=True)])
    look: list[Any] = [("VALIGN", (0, 0), (-1, -1), height)]
    look += [("SPAN", (c, r), (right, bottom)) for r, c, bottom, right in table.spans()]
    look += _ruled(style, len(table.header), len(lines))
    return Table(lines, widths, repeatRows=len(table.header) if repeated else 0, style=look)


def _ruled(style: str, header: int, rows: int) -> Sequence[Any]:
    if style == "grid":
        return [("GRID", (0, 0), (-1, -1), 0.5, black)]
    if style == "three lines":
        return [
            ("LINEABOVE", (0, 0), (-1, 0), 1.5, black),
            ("LINEBELOW", (0, header - 1), (-1, header - 1), 0.75, black),
            ("LINEBELOW", (0, -1), (-1, -1), 1.5, black),
        ]
    if style == "row rules":
        return [("LINEBELOW", (0, row), (-1, row), 0.5, black) for row in range(header - 1, rows)]
    if style == "shaded rows":
        return [("BACKGROUND", (0, row), (-1, row), lightgrey) for row in range(0, rows, 2)]
    if style == "column rules":
        frame = [("LINEABOVE", (0, 0), (-1, 0), 0.5, black), ("LINEBELOW", (0, -1), (-1, -1), 0.5, black)]
        return [*frame, ("LINEAFTER", (0, 0), (-2, -1), 0.5, black)]
    if style == "white rules on a tint":
        return [("BACKGROUND", (0, 0), (-1, -1), lightgrey), ("GRID", (0, 0), (-1, -1), 1, white)]
    return []
