"""All corrections as a sheet: where, what stands there, what it has to be, why, and whether a copy has it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from audit.reporting.plain import one_line
from audit.reporting.view import View
from audit.revision.words import why
from checks.finding import Correction

_HEAD = {
    "zh": ["差异序号", "文件", "位置", "项目", "栏目", "原数", "应为", "依据", "修订副本"],
    "en": [
        "Finding",
        "Document",
        "Place",
        "Row",
        "Column",
        "As it stands",
        "Should be",
        "Why",
        "In the copy",
    ],
}
_IN = {"zh": ("已改", "未改，请手工改正"), "en": ("yes", "no, to be corrected by hand")}
_WIDTHS = (9, 34, 18, 34, 22, 16, 16, 24, 18)


def listed(view: View, made: Sequence[tuple[Correction, bool]]) -> bytes:
    """The workbook; ``made`` says of each correction whether a copy has it."""
    lang = view.report.lang
    numbers = {entry.finding.id: entry.number for entry in view.entries}
    book = Workbook()
    book.properties.creator = f"gouji {view.report.version}"
    sheet = book.active
    assert sheet is not None
    sheet.title = "改正清单" if lang == "zh" else "Corrections"
    sheet.append(_HEAD[lang])
    for each, done in made:
        evidence = each.evidence
        row: list[str | int | None] = [
            numbers.get(each.finding),
            view.documents[evidence.document],
            view.place(evidence.place),
            evidence.row,
            evidence.column,
            evidence.text,
            each.repair,
            why(each, lang),
            _IN[lang][0 if done else 1],
        ]
        sheet.append([one_line(text) if isinstance(text, str) else text for text in row])
    for column, width in enumerate(_WIDTHS, start=1):
        cell = sheet.cell(1, column)
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
