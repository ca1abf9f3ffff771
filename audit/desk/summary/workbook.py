"""``bureau.xlsx``: one row a disclosure, the rules that fail most, the heat map, what has changed, what was not audited."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import ColorScaleRule, DataBarRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.desk.gathering import Bureau, Change, Disclosure, FailingRule, Problem
from audit.desk.outliers import Outlier
from audit.desk.queries import CATEGORIES
from audit.desk.summary import overview, sheet
from audit.desk.summary.sheet import HEADER, Cell, Linked, Row, share, table
from audit.desk.words import DeskWords
from audit.reporting.excel import style
from audit.reporting.excel.page import Page, Painter
from audit.reporting.excel.style import Look
from checks.report import Verdict

_SHARE = Look(border=True, number_format="0.0%", horizontal="right")
_NUMBER = Look(border=True, horizontal="right")
_MISSING = Look(border=True, bold=True, horizontal="center", ink=style.BAD, fill="F8D7D4")
_VERDICTS = {
    Verdict.PASS: Look(border=True, horizontal="center", ink=style.GOOD),
    Verdict.FAIL: Look(border=True, bold=True, horizontal="center", ink=style.BAD, fill="F8D7D4"),
    Verdict.INCOMPLETE: Look(border=True, bold=True, horizontal="center", ink="8A5200", fill="FCE6C8"),
}


def render(bureau: Bureau, words: DeskWords, folder: Path, generated_at: str) -> bytes:
    """The workbook as bytes; ``folder`` is where it will lie, from which its links lead."""
    book, painter = Workbook(), Painter()
    book.properties.creator = "gouji desk"
    book.properties.title = words("title")
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    first.title = words("sheet.overview")
    overview.draw(Page(first, painter), bureau, words, generated_at)

    def new(name: str) -> Page:
        return Page(book.create_sheet(words(f"sheet.{name}")), painter)

    _departments(new("departments"), bureau, words, folder)
    _rules(new("rules"), bureau, words)
    _heat(new("heat"), bureau, words)
    _changes(new("changes"), bureau, words, folder)
    _problems(new("problems"), bureau, words)
    if bureau.outliers:
        _outliers(new("outliers"), bureau, words, folder)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_DEPARTMENTS: dict[str, float] = {
    "rank": 6,
    "department": 28,
    "year": 7,
    "kind": 9,
    "level": 7,
    "handed_in": 8,
    "when": 12,
    "verdict": 9,
    "errors": 7,
    "warnings": 7,
    "infos": 7,
    "explained": 8,
    "numbers": 8,
    "share": 9,
    "completeness": 10,
    "new": 7,
    "mended": 7,
    "still": 8,
    "answered": 8,
    "report": 8,
    "path": 40,
}


def _departments(page: Page, bureau: Bureau, words: DeskWords, folder: Path) -> None:
    rows: list[Row] = [_department(each, words) for each in bureau.disclosures]
    rows += [_absent(each, words) for each in bureau.missing]
    table(page, _DEPARTMENTS, rows, words, handed_in(bureau, words), folder)
    last = HEADER + len(rows)
    for name, colour in (("errors", "C4524A"), ("warnings", "E0A04A"), ("share", style.COVERAGE_BAR)):
        at = get_column_letter(list(_DEPARTMENTS).index(name) + 1)
        bar = DataBarRule("num", 0, "max", None, color=colour, showValue=True)  # type: ignore[no-untyped-call]
        page.sheet.conditional_formatting.add(f"{at}{HEADER + 1}:{at}{last}", bar)


def handed_in(bureau: Bureau, words: DeskWords) -> str:
    """How many are there, and of how many."""
    if not bureau.expected:
        return words("there.line", there=len(bureau.disclosures))
    missing = len(bureau.missing)
    return words("handed.line", expected=bureau.expected, there=bureau.expected - missing, missing=missing)


def _department(each: Disclosure, words: DeskWords) -> Row:
    verdict = each.verdict or Verdict.INCOMPLETE
    counts = (each.errors, each.warnings, each.infos, each.explained, each.numbers)
    since = (each.new, each.mended, each.still, each.answered)
    return [
        (each.rank, _NUMBER),
        (each.department or words("unknown"), style.BODY),
        (each.year or "—", style.CENTRE),
        (words(f"kind.{each.kind}"), style.CENTRE),
        (each.level or "—", style.CENTRE),
        (words("yes"), style.CENTRE),
        (each.when[:10], style.CENTRE),
        (words(f"verdict.{verdict.value}"), _VERDICTS[verdict]),
        *((count, _NUMBER) for count in counts),
        (share(each.checked, each.numbers), _SHARE),
        (share(each.met, each.asked), _SHARE),
        *((count, _NUMBER) for count in since),
        Linked(words("open"), each.page) if each.page else ("—", style.CENTRE),
        (each.path, style.BODY),
    ]


def _absent(each: Disclosure, words: DeskWords) -> Row:
    row: list[Cell] = [("", style.BODY)] * len(_DEPARTMENTS)
    row[1] = (each.department or "", style.BODY)
    row[2] = (each.year or "", style.CENTRE)
    row[3] = (words(f"kind.{each.kind}") if each.kind else "", style.CENTRE)
    row[5] = (words("no"), _MISSING)
    return row


_RULES: dict[str, float] = {
    "rank": 6,
    "title": 44,
    "severity": 8,
    "departments": 9,
    "findings": 8,
    "applied": 10,
    "held_share": 9,
    "rule": 34,
}


def _rules(page: Page, bureau: Bureau, words: DeskWords) -> None:
    def row(number: int, rule: FailingRule) -> Row:
        return [
            (number, _NUMBER),
            (rule.title, style.BODY),
            (words(f"severity.{rule.severity}"), style.CENTRE),
            (rule.departments, _NUMBER),
            (rule.findings, _NUMBER),
            (rule.applied, _NUMBER),
            (share(rule.applied - rule.violated, rule.applied), _SHARE),
            (rule.rule, Look(border=True, size=9, ink=style.SOFT)),
        ]

    rows = [row(number, rule) for number, rule in enumerate(bureau.rules, 1)]
    table(page, _RULES, rows, words, words("overview.rules"), Path())


def _heat(page: Page, bureau: Bureau, words: DeskWords) -> None:
    """Departments against kinds of rule: how many errors and warnings are open; each row leads to the department's."""
    widths = {"department": 28.0, "year": 7.0, "kind": 9.0}
    labels = [words(f"label.{name}") for name in widths]
    labels += [words(f"category.{each.value}") for each in CATEGORIES] + [words("label.total")]
    rows: list[Row] = [
        [
            (each.department or words("unknown"), Look(border=True, ink=style.LINK, underline=True)),
            (each.year or "—", style.CENTRE),
            (words(f"kind.{each.kind}"), style.CENTRE),
            *((count or "", style.CENTRE) for count in each.by_category),
            (sum(each.by_category), style.CENTRE),
        ]
        for each in bureau.disclosures
    ]
    page.set_widths([*widths.values(), *[11.0] * (len(CATEGORIES) + 1)])
    sheet.draw(page, labels, rows, words("overview.kinds"), Path())
    for number in range(len(bureau.disclosures)):
        page.link(HEADER + 1 + number, 1, words("sheet.departments"), f"B{HEADER + 1 + number}")
    first, last = get_column_letter(len(widths) + 1), get_column_letter(len(widths) + len(CATEGORIES))
    scale = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="num",
        start_value=0,
        start_color="FFFFFF",
        mid_type="percentile",
        mid_value=80,
        mid_color="FCE6C8",
        end_type="max",
        end_color="E0685F",
    )
    page.sheet.conditional_formatting.add(f"{first}{HEADER + 1}:{last}{HEADER + len(rows)}", scale)


_CHANGES: dict[str, float] = {
    "since": 8,
    "severity": 8,
    "department": 28,
    "title": 40,
    "stated": 14,
    "expected": 14,
    "place": 9,
    "report": 8,
    "rule": 30,
}


def _changes(page: Page, bureau: Bureau, words: DeskWords, folder: Path) -> None:
    def row(change: Change) -> Row:
        return [
            (words(f"since.{change.since}"), style.CENTRE),
            (words(f"severity.{change.severity}"), style.CENTRE),
            (change.department or words("unknown"), style.BODY),
            (change.title, style.BODY),
            (change.stated or "", _NUMBER),
            (change.expected or "", _NUMBER),
            (words("place.page", page=change.page) if change.page else "", style.CENTRE),
            Linked(words("open"), change.report),
            (change.rule, Look(border=True, size=9, ink=style.SOFT)),
        ]

    table(page, _CHANGES, [row(each) for each in bureau.changes], words, rounds(bureau, words), folder)
    if bureau.more_changes:
        page.put(HEADER + len(bureau.changes) + 1, 1, words("more", count=bureau.more_changes), style.MORE)


def rounds(bureau: Bureau, words: DeskWords) -> str:
    """Which run this is, and which was before it."""
    if not bureau.runs:
        return words("run", run=0, when=words("never"), before=words("never"))
    last = bureau.runs[-1]
    before = bureau.runs[-2].started if len(bureau.runs) > 1 else words("never")
    return words("run", run=last.number, when=last.started[:16], before=before[:16])


_PROBLEMS: dict[str, float] = {"path": 50, "department": 28, "verdict": 10, "problem": 80}


def _problems(page: Page, bureau: Bureau, words: DeskWords) -> None:
    def row(problem: Problem) -> Row:
        return [
            (problem.path, style.BODY),
            (problem.department or words("unknown"), style.BODY),
            (words(f"status.{problem.status}"), style.CENTRE),
            (problem.why, style.BODY),
        ]

    table(page, _PROBLEMS, [row(each) for each in bureau.problems], words, words("sheet.problems"), Path())


_OUTLIERS: dict[str, float] = {
    "department": 28,
    "year": 7,
    "kind": 9,
    "what": 44,
    "value": 14,
    "usual": 14,
    "distance": 9,
    "report": 8,
}


def _outliers(page: Page, bureau: Bureau, words: DeskWords, folder: Path) -> None:
    def row(each: Outlier) -> Row:
        return [
            (each.department or words("unknown"), style.BODY),
            (each.year, style.CENTRE),
            (words(f"kind.{each.kind}"), style.CENTRE),
            (words(f"outlier.{each.what}"), style.BODY),
            (_shown(each.what, each.value), _NUMBER),
            (_shown(each.what, each.usual), _NUMBER),
            (round(each.distance, 1), _NUMBER),
            Linked(words("open"), each.page),
        ]

    table(page, _OUTLIERS, [row(each) for each in bureau.outliers], words, words("outlier.note"), folder)


def _shown(what: str, value: float) -> str:
    """A value as a reader takes it: growth as a percentage, shares in ten-thousandths, distances of digits in per cent."""
    if what in {"growth", "own_growth"}:
        return f"{100 * (10**value - 1):+,.1f}%"
    return f"{value:.1f}‱" if what == "three_public_share" else f"{100 * value:.1f}%"
