"""Sheets 勾稽关系 and 覆盖情况: every rule with its outcome, and every number that nothing vouches for."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from audit.reporting.excel import style
from audit.reporting.excel.page import Page
from audit.reporting.excel.style import Look
from audit.reporting.view import View
from checks.report import RuleResult

MOST_GAPS = 20_000
_HEADER = 2

_OUTCOME_LOOK = {
    "violated": Look(border=True, bold=True, horizontal="center", ink=style.BAD, fill="F8D7D4"),
    "held": Look(border=True, horizontal="center", ink=style.GOOD),
    "skipped": Look(border=True, horizontal="center", ink=style.SOFT),
}
_Row = list[tuple[str | int, Look]]
_RULE_COLUMNS: dict[str, float] = {
    "outcome": 9,
    "relation": 40,
    "applied": 8,
    "held": 8,
    "violated": 8,
    "skipped": 8,
    "why": 36,
    "rule": 34,
}
_GAP_COLUMNS: dict[str, float] = {"outcome": 18, "document": 30, "place": 16, "printed": 20, "why": 50}


def draw_rules(page: Page, view: View) -> None:
    """Every rule: how often it was applied, held, was violated, was skipped, and why.

    The items of the disclosure checklist have a sheet of their own.
    """
    relations = [rule for rule in view.report.rules if not rule.id.startswith("disclosure.")]
    rules = sorted(relations, key=lambda rule: (_ORDER.index(_outcome(rule)), rule.id))
    rows = [_rule(view, rule) for rule in rules]
    _draw(page, view, _RULE_COLUMNS, rows)


_ORDER = ("violated", "held", "skipped")


def _outcome(rule: RuleResult) -> str:
    if rule.violated:
        return "violated"
    return "held" if rule.applied else "skipped"


def _rule(view: View, rule: RuleResult) -> _Row:
    outcome = _outcome(rule)
    return [
        (view.words(f"outcome.{outcome}"), _OUTCOME_LOOK[outcome]),
        (rule.title or rule.id, style.BODY),
        (rule.applied, style.CENTRE),
        (rule.held, style.CENTRE),
        (rule.violated, style.CENTRE),
        (rule.skipped, style.CENTRE),
        (rule.why_skipped or "", style.BODY),
        (rule.id, Look(border=True, size=9, ink=style.SOFT)),
    ]


def draw_coverage(page: Page, view: View) -> None:
    """The numbers that were not read, that no relation touches, or whose change nothing would notice."""
    coverage = view.report.coverage
    total = len(coverage.unread) + len(coverage.unchecked) + len(coverage.undetectable)
    rows = [row for row, _ in zip(_gaps(view), range(MOST_GAPS), strict=False)]
    note = view.words("coverage.explained" if total else "coverage.complete")
    _draw(page, view, _GAP_COLUMNS, rows)
    page.put(1, 1, note, style.LABEL)
    if total > len(rows):
        page.put(_HEADER + len(rows) + 1, 1, view.words("more.rows", count=total - len(rows)), style.MORE)


def _gaps(view: View) -> Iterator[_Row]:
    coverage = view.report.coverage
    for kind, gaps in (
        ("unread", coverage.unread),
        ("unchecked", coverage.unchecked),
        ("undetectable", coverage.undetectable),
    ):
        for gap in gaps:
            yield [
                (view.words(f"coverage.{kind}"), style.BODY),
                (view.documents[gap.document], style.BODY),
                (view.place(gap.place), style.BODY),
                (gap.text, style.BODY),
                (view.words.reason(gap.why), style.BODY),
            ]


def _draw(page: Page, view: View, columns: dict[str, float], rows: list[_Row]) -> None:
    """A header and the rows below it, ready to be filtered and printed."""
    for column, key in enumerate(columns, 1):
        page.put(_HEADER, column, view.words(f"label.{key}"), style.HEADER)
    for number, row in enumerate(rows, _HEADER + 1):
        for column, (value, look) in enumerate(row, 1):
            page.put(number, column, value, look)
    page.set_widths(list(columns.values()))
    page.set_up_print("landscape", f"{_HEADER}:{_HEADER}")
    page.sheet.freeze_panes = f"A{_HEADER + 1}"
    letter = get_column_letter(len(columns))
    page.sheet.auto_filter.ref = f"A{_HEADER}:{letter}{_HEADER + max(len(rows), 1)}"
