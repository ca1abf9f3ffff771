"""Sheet 差异清单: one row a finding, in the order to work through, with room to say what was done about it.

What one repair settles stands indented under its cause. Two hidden columns hold the finding's id and the
numbers it was made from, so that an explanation written here can be read back for exactly those numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from audit.reporting.culprit import believed, figures, suspect
from audit.reporting.excel import style
from audit.reporting.excel.cells import number
from audit.reporting.excel.page import Area, Page
from audit.reporting.excel.plan import FINDINGS_HEADER, Plan
from audit.reporting.excel.style import Look
from audit.reporting.plain import one_line, shortened
from audit.reporting.since import Since
from audit.reporting.view import Entry, View
from checks.finding import Finding

COLUMNS: dict[str, float] = {
    "number": 5,
    "severity": 7.5,
    "title": 17,
    "document": 14,
    "place": 9,
    "table": 13,
    "row": 14,
    "column": 10,
    "unit": 5,
    "stated": 11,
    "expected": 11,
    "difference": 10,
    "tolerance": 8,
    "check": 9,
    "message": 38,
    "diagnosis": 22,
    "picture": 45,
    "opinion": 16,
    "by": 10,
    "state": 8,
    "since": 8,
    "rule": 18,
    "id": 14,
    "numbers": 14,
}
"""The columns by name, with their widths; ``id`` and ``numbers`` are hidden, and ``picture`` where there is none."""

_AMOUNTS = ("stated", "expected", "difference", "tolerance")
_HIDDEN = ("id", "numbers")
_LAST_PRINTED = "since"
_HIGHEST = 400
_WIDEST_AMOUNT = 24.0
_QUOTE = 160
_PICTURE = 310
"""The width of a picture in pixels."""


def position(name: str) -> int:
    """The number of a column, from 1."""
    return list(COLUMNS).index(name) + 1


def draw(page: Page, view: View, plan: Plan, pictures: Mapping[str, bytes], since: Since) -> None:
    """The whole sheet; ``pictures`` show the places of findings, by their id; ``since`` knows the last run."""
    words = view.words
    page.set_widths(_widths(plan))
    how = words("findings.how", opinion=words("label.opinion"), explained=words("state.waived"))
    if pictures and any(_has_place(each) and each.finding.id not in pictures for each in plan.entries):
        how += words("findings.pictures", count=len(pictures))
    page.span(
        Area(1, 1, position(_LAST_PRINTED)), how if plan.entries else words("nothing.found"), style.NOTE
    )
    page.set_height(1, 28)
    for column, name in enumerate(COLUMNS, 1):
        page.put(FINDINGS_HEADER, column, words(f"label.{name}"), style.HEADER)
    page.set_height(FINDINGS_HEADER, 24)
    for entry in plan.entries:
        values = _values(view, plan, entry) | _answered(view, entry.finding, since)
        _draw_row(page, view, plan, entry, values, pictures.get(entry.finding.id))
    last = FINDINGS_HEADER + len(plan.entries)
    left = len(view.entries) - len(plan.entries)
    if left:
        page.put(last + 1, 1, words("more.findings", count=left), style.MORE)
    _finish(page, view, last, _HIDDEN if pictures else (*_HIDDEN, "picture"))


def _widths(plan: Plan) -> list[float]:
    """The widths of the columns; those of amounts as wide as what stands in them."""
    widest = dict(COLUMNS)
    for entry in plan.entries:
        amounts = figures(entry.finding)
        for name in _AMOUNTS:
            text = getattr(amounts, name) or ""
            shown = number(text, grouped=name != "stated")
            room = style.width(f"{shown[0]:,.2f}" if shown else text) + 2
            widest[name] = min(max(widest[name], room), _WIDEST_AMOUNT)
        widest["check"] = max(widest["check"], widest["difference"])
    return list(widest.values())


def _has_place(entry: Entry) -> bool:
    """Whether a finding has a place on a page that a picture can show."""
    main = suspect(entry.finding)
    return main is not None and main.place.bbox is not None


def _draw_row(
    page: Page, view: View, plan: Plan, entry: Entry, values: Mapping[str, str], picture: bytes | None
) -> None:
    row = plan.row(entry)
    taken = 1
    for column, name in enumerate(COLUMNS, 1):
        text = values[name]
        look = _look(name, entry)
        amount = number(text, grouped=name != "stated") if name in _AMOUNTS else None
        if name == "number":
            page.put(row, column, entry.number, look)
        elif name == "check" and text:
            page.formula(row, column, text, replace(look, number_format=_places(values["difference"])))
        elif amount:
            page.put(row, column, amount[0], replace(look, number_format=amount[1]))
        else:
            page.put(row, column, text, look, view.words("truncated"))
        if name not in _HIDDEN and name != "check":
            taken = max(taken, style.lines(text, COLUMNS[name]))
    target, main = plan.targets.get(entry.number), suspect(entry.finding)
    if target and main and main.statement:
        column = position("table")
        page.put(row, column, values["table"], Look(border=True, ink=style.LINK, underline=True))
        page.link(row, column, plan.sheets[main.statement], target)
    shown = page.picture(row, position("picture"), picture, _PICTURE) if picture else 0.0
    page.set_height(row, max(min(14.0 * taken + 3, _HIGHEST), shown + 4))
    if entry.cause is not None:
        page.sheet.row_dimensions[row].outlineLevel = 1


def _look(name: str, entry: Entry) -> Look:
    """How a column shows in the row of a finding."""
    severity = entry.finding.severity
    ink = style.WAIVED_INK if entry.finding.waiver else style.INK
    match name:
        case "severity" if entry.finding.waiver is None:
            ink, fill = style.SEVERITY_INK[severity], style.SEVERITY_FILL[severity]
            return Look(border=True, bold=True, horizontal="center", ink=ink, fill=fill)
        case "number" | "severity" | "state" | "by" | "unit" | "since":
            return Look(border=True, horizontal="center", ink=ink)
        case "title":
            return Look(border=True, ink=ink, bold=entry.cause is None, indent=1 if entry.cause else 0)
        case "diagnosis" if believed(entry.finding):
            return Look(border=True, ink=style.GOOD)
        case "rule":
            return Look(border=True, size=8, ink=style.SOFT)
        case "stated" | "expected" | "difference" | "tolerance" | "check":
            return Look(border=True, ink=ink, horizontal="right")
        case _:
            return Look(border=True, ink=ink)


def _places(difference: str) -> str:
    """The number format of a formula: as many decimals as the difference shows."""
    places = len(difference.rstrip("%").partition(".")[2])
    return "#,##0" + ("." + "0" * places if places else "")


def _values(view: View, plan: Plan, entry: Entry) -> dict[str, str]:
    """The text of every column."""
    finding, words = entry.finding, view.words
    main, amounts = suspect(finding), figures(finding)
    return {
        "number": str(entry.number),
        "severity": words(f"severity.{finding.severity.value}"),
        "title": one_line(finding.title),
        "document": view.documents[main.document] if main else "",
        "place": view.place(main.place) if main else "",
        "table": (view.table(main) or words("label.prose")) if main else "",
        "row": one_line(main.row or "") if main else "",
        "column": one_line(main.column or "") if main else "",
        "unit": (main.unit or "") if main and amounts.stated else "",
        **{name: getattr(amounts, name) or "" for name in _AMOUNTS},
        "check": plan.formulas.get(entry.number, ""),
        "message": _message(view, finding),
        "diagnosis": _diagnosis(view, entry),
        "picture": "",
        "rule": finding.rule,
        "id": finding.id,
        "numbers": json.dumps([each.text for each in finding.evidence], ensure_ascii=False),
    }


def _answered(view: View, finding: Finding, since: Since) -> dict[str, str]:
    """What is written beside a finding: by the explanation in force, else carried over from the last workbook."""
    words, waiver, answer = view.words, finding.waiver, since.answer(finding)
    opinion, by, state = (answer.opinion, answer.by, answer.state) if answer else ("", "", "open")
    if waiver is not None:
        opinion = (
            opinion
            if opinion.startswith(waiver.reason)
            else "\n".join(filter(None, (waiver.reason, opinion)))
        )
        by, state = waiver.by, "waived"
    elif answer is not None and not since.holds(finding):
        state = "open"
        void = words("since.void", opinion="")
        if opinion and not opinion.startswith(void):
            opinion = words("since.void", opinion=opinion)
    word = since.word(finding)
    return {
        "opinion": opinion,
        "by": by,
        "state": words(f"state.{state}"),
        "since": words(word) if word else "",
    }


def _message(view: View, finding: Finding) -> str:
    """The explanation; for a number in a sentence also the sentence, so that it can be searched for."""
    main = suspect(finding)
    if main is None or main.statement is not None or not main.quote.strip():
        return finding.message
    quote = view.words("label.quoted", quote=shortened(main.quote, _QUOTE))
    return f"{finding.message}\n{quote}"


def _diagnosis(view: View, entry: Entry) -> str:
    finding, words = entry.finding, view.words
    parts = [view.probable(finding), *view.alternatives(finding)]
    if finding.diagnosis and finding.diagnosis.explains:
        parts.insert(1, words("diagnosis.settles", count=len(finding.diagnosis.explains)))
    if entry.cause is not None:
        parts.append(words("diagnosis.settled_by", number=entry.cause))
    return "\n".join(part for part in parts if part)


def _finish(page: Page, view: View, last: int, hidden: Sequence[str]) -> None:
    """Filter, frozen panes, the list of states, hidden columns, print set-up."""
    words, sheet = view.words, page.sheet
    sheet.freeze_panes = f"D{FINDINGS_HEADER + 1}"
    letter = get_column_letter(position("rule"))
    sheet.auto_filter.ref = f"A{FINDINGS_HEADER}:{letter}{max(last, FINDINGS_HEADER + 1)}"
    for name in hidden:
        page.hide(position(name))
    page.set_up_print("landscape", f"{FINDINGS_HEADER}:{FINDINGS_HEADER}")
    printed = get_column_letter(position(_LAST_PRINTED))
    sheet.print_area = f"A1:{printed}{last + 1}"
    if last == FINDINGS_HEADER:
        return
    states = [words("state.open"), words("state.mended"), words("state.waived")]
    choice = DataValidation(
        type="list", formula1=f'"{",".join(states)}"', allow_blank=True, showErrorMessage=True
    )
    state = get_column_letter(position("state"))
    area = f"{state}{FINDINGS_HEADER + 1}:{state}{last}"
    choice.add(area)
    sheet.add_data_validation(choice)
    for state, colour in ((states[1], "DDEFE2"), (states[2], "E6E9ED")):
        fill = PatternFill("solid", bgColor=colour)
        rule = CellIsRule("equal", [f'"{state}"'], fill=fill)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(area, rule)
