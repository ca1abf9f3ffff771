"""Sheet 公开完整性检查表: the bureau's own form, filled in: every item, its basis, verdict, place, problem, advice."""

from __future__ import annotations

from audit.reporting.excel import style
from audit.reporting.excel.page import Area, Page
from audit.reporting.excel.style import Look
from audit.reporting.view import View, by_disclosure
from checks.finding import ChecklistEntry, Compliance

COLUMNS: dict[str, float] = {
    "number": 6,
    "item": 34,
    "basis": 30,
    "compliance": 10,
    "place": 22,
    "problem": 40,
    "advice": 40,
}
_HEADER = 2
_LOOKS = {
    Compliance.MET: Look(border=True, horizontal="center", ink=style.GOOD),
    Compliance.MISSING: Look(border=True, bold=True, horizontal="center", ink=style.BAD, fill="F8D7D4"),
    Compliance.NOT_APPLICABLE: Look(border=True, horizontal="center", ink=style.SOFT),
    Compliance.UNCHECKED: Look(border=True, horizontal="center", ink="8A5200", fill="FCE6C8"),
}
_GROUP = Look(border=True, bold=True, fill=style.HEAD, vertical="center")
_HIGHEST = 300


def draw(page: Page, view: View) -> None:
    """The whole sheet: one block a disclosure."""
    words, last = view.words, len(COLUMNS)
    page.span(Area(1, 1, last), words("checklist.how"), style.NOTE)
    for column, name in enumerate(COLUMNS, 1):
        page.put(_HEADER, column, words(f"label.{name}"), style.HEADER)
    row = _HEADER + 1
    for documents, entries in by_disclosure(view.report).items():
        names = words("list.separator").join(view.documents[d] for d in documents)
        title = words("list.separator").join((names, view.completeness(entries)))
        page.span(Area(row, 1, last), title, _GROUP)
        row += 1
        for number, entry in enumerate(entries, 1):
            _draw_row(page, view, row, number, entry)
            row += 1
    page.set_widths(list(COLUMNS.values()))
    page.set_up_print("landscape", f"{_HEADER}:{_HEADER}")
    page.sheet.freeze_panes = f"A{_HEADER + 1}"


def _draw_row(page: Page, view: View, row: int, number: int, entry: ChecklistEntry) -> None:
    place = ""
    if entry.place is not None:
        found = entry.verdict is Compliance.MET
        parts = (view.place(entry.place.place), entry.place.text if found else "")
        place = view.words("list.separator").join(part for part in parts if part)
    texts = {
        "item": entry.title,
        "basis": entry.basis,
        "place": place,
        "problem": entry.problem,
        "advice": entry.advice,
    }
    page.put(row, 1, number, style.CENTRE)
    taken = 1
    for column, name in enumerate(COLUMNS, 1):
        if name == "compliance":
            page.put(row, column, view.words(f"compliance.{entry.verdict.value}"), _LOOKS[entry.verdict])
        elif name in texts:
            page.put(row, column, texts[name], style.BODY, view.words("truncated"))
            taken = max(taken, style.lines(texts[name], COLUMNS[name]))
    page.set_height(row, min(14.0 * taken + 3, _HIGHEST))
