"""What changed between two editions as a workbook: numbers, sentences, rows and tables, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook

from audit.comparison.editions import Change, Comparison
from audit.reporting.excel.page import Page, Painter
from audit.reporting.excel.style import BODY, CENTRE, HEADER, NOTE, TITLE, Look
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
_WIDE = {
    "numbers": (6, 16, 30, 48, 18, 18, 40, 40),
    "words": (6, 60, 60, 40, 40),
    "rows": (6, 36, 60, 60),
    "findings": (10, 8, 36, 90, 16),
}
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


@dataclass(frozen=True, slots=True)
class Section:
    """One sheet, or one part of the page: its title, what its columns are called, its lines."""

    key: str
    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def lines_of(comparison: Comparison, lang: str) -> tuple[str, tuple[Section, ...]]:
    """The title, and all that changed as sections of lines."""
    words, said = _TEXT[lang], Words(lang)
    view = View(comparison.new)
    titles = {f.id: one_line(f.title) for f in (*comparison.mended, *comparison.came)}
    lines: dict[str, list[tuple[str, ...]]] = {
        "numbers": [_number(c, titles, view) for c in comparison.numbers],
        "words": [(c.old, c.new, *_effects(c, titles)) for c in comparison.words],
        "rows": [(c.place, c.old, c.new) for c in comparison.rows],
    }
    numbered = {key: [(str(n), *line) for n, line in enumerate(found, 1)] for key, found in lines.items()}
    numbered["findings"] = [
        (
            str(words[state]),
            said(f"severity.{f.severity.value}"),
            one_line(f.title),
            one_line(f.message),
            f.id,
        )
        for state, f in _states(comparison)
    ]
    sections = zip(words["sheets"][1:], numbered.items(), strict=True)
    return str(words["title"]), tuple(
        Section(key, title, tuple(words[key]), tuple(found)) for title, (key, found) in sections
    )


def rendered(comparison: Comparison, names: tuple[str, str], lang: str) -> bytes:
    """The workbook; ``names`` are what the two editions are called."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = f"gouji {comparison.new.version}"
    painter = Painter()
    overview = Page(book.create_sheet(_TEXT[lang]["sheets"][0]), painter)
    title, sections = lines_of(comparison, lang)
    overview.put(1, 1, title, TITLE)
    overview.put(2, 1, f"{one_line(names[0])} → {one_line(names[1])}", NOTE)
    for row, line in enumerate(summary(comparison, lang), start=4):
        overview.put(row, 1, line, _LINES)
    overview.sheet.column_dimensions["A"].width = 90
    for section in sections:
        page = Page(book.create_sheet(section.title), painter)
        _head(page, section.head, _WIDE[section.key])
        for row, texts in enumerate(section.lines, start=2):
            for column, text in enumerate(texts, start=1):
                page.put(row, column, text, CENTRE if column == 1 else BODY)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _number(change: Change, titles: dict[str, str], view: View) -> tuple[str, ...]:
    place = view.place(change.where.place) if change.where else ""
    table = view.table(change.where) if change.where else ""
    return (place, table, change.place, change.old, change.new, *_effects(change, titles))


def _effects(change: Change, titles: dict[str, str]) -> tuple[str, str]:
    return (
        "\n".join(dict.fromkeys(titles[each] for each in change.mended)),
        "\n".join(dict.fromkeys(titles[each] for each in change.new_findings)),
    )


def _head(page: Page, titles: Sequence[str], widths: Sequence[int]) -> None:
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        page.put(1, column, title, HEADER)
        page.sheet.column_dimensions[page.cell(1, column).column_letter].width = width
    page.sheet.freeze_panes = "A2"


def _states(comparison: Comparison) -> Iterator[tuple[str, Finding]]:
    for state, findings in (
        ("came", comparison.came),
        ("still", comparison.still),
        ("mended", comparison.mended),
    ):
        yield from ((state, finding) for finding in findings)
