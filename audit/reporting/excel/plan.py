"""Who stands where in the workbook, settled before a sheet is drawn, so that sheets can link."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.reporting.culprit import decimal, figures, suspect
from audit.reporting.excel.cells import number
from audit.reporting.located import Located
from audit.reporting.plain import one_line
from audit.reporting.view import Entry, View
from checks.finding import Evidence, StatementInfo
from checks.report import Report

MOST_FINDINGS = 10_000
MOST_TABLES = 300
MOST_TABLE_CELLS = 300_000

FINDINGS_HEADER = 2
TABLE_TOP = 5
"""The sheet row of a table's first row."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_TITLE = 31
_LONGEST_FORMULA = 8_000
"""Excel takes formulas of 8,192 characters."""
_POSITION = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Plan:
    """Sheet titles and cell addresses.

    ``entries`` are the findings that are listed; ``sheets`` the titles of the tables that get a sheet, by
    statement id; ``subjects`` the cells of each table that a finding is about, with the entries about them;
    ``targets`` the cell that each entry links to, and ``formulas`` its arithmetic over the cells of the tables.
    """

    entries: tuple[Entry, ...]
    findings_title: str
    sheets: dict[str, str]
    subjects: dict[str, dict[tuple[int, int], list[Entry]]]
    targets: dict[int, str]
    formulas: dict[int, str]

    def row(self, entry: Entry) -> int:
        """The row of a finding in the list of discrepancies."""
        return FINDINGS_HEADER + entry.number


def make(view: View) -> Plan:
    """Lay the workbook out."""
    report = view.report
    listed = view.entries[:MOST_FINDINGS]
    shown = _shown(report, {each.finding.evidence[0].statement for each in listed if each.finding.evidence})
    own = ("overview", "findings", "checklist", "recognition", "rules", "coverage")
    reserved = {view.words(f"sheet.{name}") for name in own}
    titles = sheet_titles([view.tables[each.id] for each in shown], reserved)
    sheets = {each.id: title for each, title in zip(shown, titles, strict=True)}
    located = Located(shown)
    subjects: dict[str, dict[tuple[int, int], list[Entry]]] = defaultdict(lambda: defaultdict(list))
    targets: dict[int, str] = {}
    formulas: dict[int, str] = {}
    for entry in listed:
        main, amounts = suspect(entry.finding), figures(entry.finding)
        if amounts.formula and amounts.difference is not None:
            references = [_reference(each, located, sheets) for each in entry.finding.evidence]
            places = len(amounts.difference.rstrip("%").partition(".")[2])
            filled = _filled(amounts.formula, references)
            if len(filled) > _LONGEST_FORMULA and main is not None:
                filled = f"{_reference(main, located, sheets)}-({decimal(amounts.expected or '0')})"
            formulas[entry.number] = f"ROUND({filled},{places})"
        for evidence in dict.fromkeys((main, *entry.finding.evidence[:1])):
            cell = located.cell(evidence) if evidence else None
            if evidence is None or cell is None or evidence.statement is None:
                continue
            subjects[evidence.statement][cell.row, cell.column].append(entry)
            if evidence is main:
                targets[entry.number] = address(cell.row, cell.column)
    return Plan(listed, view.words("sheet.findings"), sheets, subjects, targets, formulas)


def _filled(formula: str, references: Sequence[str]) -> str:
    return _POSITION.sub(lambda match: references[int(match[1])], formula)


def _reference(evidence: Evidence, located: Located, sheets: dict[str, str]) -> str:
    """A number in a formula: the cell of the table it stands in, or itself where it stands in none."""
    cell = located.cell(evidence)
    if cell is None or cell.fact is None or evidence.statement is None or number(one_line(cell.text)) is None:
        value = decimal(evidence.text)
        return f"({value})" if value < 0 else str(value)
    title = sheets[evidence.statement].replace("'", "''")
    reference = f"'{title}'!{address(cell.row, cell.column)}"
    return f"{reference}*100" if cell.text.strip().endswith("%") else reference


def address(row: int, column: int) -> str:
    """The sheet address of a table's cell (``row`` and ``column`` from 0)."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + TABLE_TOP}"


def sheet_titles(names: list[str], reserved: Iterable[str]) -> list[str]:
    """Titles that Excel takes: nothing forbidden, at most 31 long, no two alike (case does not count)."""
    taken = {each.casefold() for each in reserved}
    titles = []
    for position, name in enumerate(names, 1):
        title = f"{position} {_FORBIDDEN.sub(' ', name).strip()}"[:_LONGEST_TITLE].strip()
        while title.casefold() in taken:
            title = f"{title[: _LONGEST_TITLE - 2].strip()}~{len(taken) % 10}"
        taken.add(title.casefold())
        titles.append(title)
    return titles


def _shown(report: Report, wanted: set[str | None]) -> list[StatementInfo]:
    """The tables that get a sheet: those with findings before the others, as many as a workbook bears."""
    chosen: set[str] = set()
    room = MOST_TABLE_CELLS
    for statement in sorted(report.statements, key=lambda each: each.id not in wanted):
        size = len(statement.table)
        if size and size <= room and len(chosen) < MOST_TABLES:
            chosen.add(statement.id)
            room -= size
    return [each for each in report.statements if each.id in chosen]
