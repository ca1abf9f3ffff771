"""What changed between two editions as a workbook: numbers, sentences, rows and tables, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook

from audit.comparison.editions import Change, Comparison
from audit.reporting.excel.page import Page, Painter
from audit.reporting.excel.style import BODY, CENTRE, HEADER, NOTE, SEVERITY_FILL, TITLE, Look
from audit.reporting.messages import Words
from audit.reporting.plain import one_line
from audit.reporting.view import View
from checks.finding import Finding

_TEXT = {
    "zh": {
        "sheets": ("概览", "数字", "文字", "行和表", "差异"),
        "title": "两稿比较",
        "numbers": ("序号", "位置", "表", "项目 / 句子", "原稿", "新稿", "改好的差异", "新出现的差异"),
        "words": ("序号", "原稿", "新稿", "改好的差异", "新出现的差异"),
        "rows": ("序号", "表", "原稿", "新稿"),
        "findings": ("状态", "级别", "差异", "说明", "编号"),
        "mended": "已改好",
        "came": "新出现",
        "still": "仍在",
        "counts": "数字改动 {numbers} 处，文字改动 {words} 处，增删改名的行和表 {rows} 处",
        "effect": "差异：改好 {mended} 条，新出现 {came} 条，仍在 {still} 条",
        "none": "两稿的数字、文字和表完全相同",
    },
    "en": {
        "sheets": ("Overview", "Numbers", "Words", "Rows and tables", "Findings"),
        "title": "Two editions compared",
        "numbers": (
            "No.",
            "Place",
            "Table",
            "Row or sentence",
            "Old",
            "New",
            "Findings mended",
            "New findings",
        ),
        "words": ("No.", "Old", "New", "Findings mended", "New findings"),
        "rows": ("No.", "Table", "Old", "New"),
        "findings": ("State", "Severity", "Finding", "What it says", "Id"),
        "mended": "mended",
        "came": "new",
        "still": "still there",
        "counts": "{numbers} numbers changed, {words} sentences, {rows} rows or tables added, removed or renamed",
        "effect": "Findings: {mended} mended, {came} new, {still} still there",
        "none": "numbers, words and tables are the same",
    },
}
_WIDE = {"numbers": (6, 16, 30, 48, 18, 18, 40, 40), "words": (6, 60, 60, 40, 40), "rows": (6, 36, 60, 60)}
_FINDINGS = (10, 8, 36, 90, 16)
_LINES = Look(border=False, wrap=False)


def summary(comparison: Comparison, lang: str) -> list[str]:
    """What changed, in two lines."""
    words = _TEXT[lang]
    counts = str(words["none"])
    if not comparison.same:
        counts = str(words["counts"]).format(
            numbers=len(comparison.numbers), words=len(comparison.words), rows=len(comparison.rows)
        )
    effect = str(words["effect"]).format(
        mended=len(comparison.mended), came=len(comparison.came), still=len(comparison.still)
    )
    return [counts, effect]


def rendered(comparison: Comparison, names: tuple[str, str], lang: str) -> bytes:
    """The workbook; ``names`` are what the two editions are called."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = f"gouji {comparison.new.version}"
    painter = Painter()
    words = _TEXT[lang]
    titles = {f.id: one_line(f.title) for f in (*comparison.mended, *comparison.came)}
    pages = [Page(book.create_sheet(title), painter) for title in words["sheets"]]
    _overview(pages[0], comparison, names, lang)
    view = View(comparison.new)
    _table(pages[1], lang, "numbers", [_number(c, titles, view) for c in comparison.numbers])
    _table(pages[2], lang, "words", [(c.old, c.new, *_effects(c, titles)) for c in comparison.words])
    _table(pages[3], lang, "rows", [(c.place, c.old, c.new) for c in comparison.rows])
    _findings(pages[4], comparison, lang)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _overview(page: Page, comparison: Comparison, names: tuple[str, str], lang: str) -> None:
    page.put(1, 1, str(_TEXT[lang]["title"]), TITLE)
    page.put(2, 1, f"{one_line(names[0])} → {one_line(names[1])}", NOTE)
    for row, line in enumerate(summary(comparison, lang), start=4):
        page.put(row, 1, line, _LINES)
    page.sheet.column_dimensions["A"].width = 90


def _number(change: Change, titles: dict[str, str], view: View) -> tuple[str, ...]:
    place = view.place(change.where.place) if change.where else ""
    table = view.table(change.where) if change.where else ""
    return (place, table, change.place, change.old, change.new, *_effects(change, titles))


def _effects(change: Change, titles: dict[str, str]) -> tuple[str, str]:
    return (
        "\n".join(dict.fromkeys(titles[each] for each in change.mended)),
        "\n".join(dict.fromkeys(titles[each] for each in change.new_findings)),
    )


def _table(page: Page, lang: str, key: str, lines: Sequence[tuple[str, ...]]) -> None:
    _head(page, _TEXT[lang][key], _WIDE[key])
    for number, line in enumerate(lines, start=1):
        page.put(number + 1, 1, number, CENTRE)
        for column, text in enumerate(line, start=2):
            page.put(number + 1, column, text, BODY)


def _head(page: Page, titles: Sequence[str], widths: Sequence[int]) -> None:
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        page.put(1, column, title, HEADER)
        page.sheet.column_dimensions[page.cell(1, column).column_letter].width = width
    page.sheet.freeze_panes = "A2"


def _findings(page: Page, comparison: Comparison, lang: str) -> None:
    words, said = _TEXT[lang], Words(lang)
    _head(page, words["findings"], _FINDINGS)
    for row, (state, finding) in enumerate(_states(comparison), start=2):
        page.put(row, 1, str(words[state]), CENTRE)
        fill = SEVERITY_FILL[finding.severity]
        page.put(row, 2, said(f"severity.{finding.severity.value}"), Look(border=True, fill=fill))
        for column, text in enumerate((finding.title, finding.message, finding.id), start=3):
            page.put(row, column, one_line(text), BODY)


def _states(comparison: Comparison) -> Iterator[tuple[str, Finding]]:
    for state, findings in (
        ("came", comparison.came),
        ("still", comparison.still),
        ("mended", comparison.mended),
    ):
        yield from ((state, finding) for finding in findings)
