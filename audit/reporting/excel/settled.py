"""Sheet 已改清单: what earlier runs found and this one does not, with what was written beside it."""

from __future__ import annotations

import json

from audit.reporting.answers import ANSWERED, SHOWN, Answer
from audit.reporting.excel import style
from audit.reporting.excel.page import Area, Page
from audit.reporting.since import Since
from audit.reporting.view import View

COLUMNS: dict[str, float] = {
    "number": 6,
    "title": 26,
    "document": 22,
    "place": 10,
    "table": 24,
    "row": 20,
    "column": 14,
    "stated": 14,
    "expected": 14,
    "opinion": 30,
    "by": 10,
    "state": 9,
    "since": 10,
    "rule": 18,
    "id": 14,
    "numbers": 14,
}
"""The columns by name, with their widths; those of :data:`HIDDEN` are kept for the next run."""

HIDDEN = ("id", "numbers")
_HEADER = 2


def draw(page: Page, view: View, since: Since) -> None:
    """The whole sheet: what is settled, then the answers about documents that this run did not look at."""
    words = view.words
    page.set_widths(list(COLUMNS.values()))
    page.span(Area(1, 1, len(COLUMNS) - len(HIDDEN)), words("settled.how"), style.NOTE)
    for column, name in enumerate(COLUMNS, 1):
        page.put(_HEADER, column, words(f"label.{name}"), style.HEADER)
        if name in HIDDEN:
            page.hide(column)
    rows = [(each, "since.settled") for each in since.settled]
    rows += [(each, "since.elsewhere") for each in since.elsewhere]
    for row, (answer, word) in enumerate(rows, _HEADER + 1):
        values = dict(zip(SHOWN, answer.shown, strict=True)) | _written(view, answer) | {"since": words(word)}
        taken = 1
        for column, name in enumerate(COLUMNS, 1):
            page.put(row, column, values[name], style.BODY, words("truncated"))
            if name not in HIDDEN:
                taken = max(taken, style.lines(values[name], COLUMNS[name]))
        page.set_height(row, 14.0 * taken + 3)
    page.sheet.freeze_panes = f"A{_HEADER + 1}"
    page.set_up_print("landscape", f"{_HEADER}:{_HEADER}")


def _written(view: View, answer: Answer) -> dict[str, str]:
    texts = {
        "opinion": answer.opinion,
        "by": answer.by,
        "state": view.words(f"state.{answer.state}"),
        "rule": answer.rule,
        "id": answer.finding,
        "numbers": json.dumps(answer.numbers, ensure_ascii=False),
    }
    return {name: texts[name] for name in ANSWERED}
