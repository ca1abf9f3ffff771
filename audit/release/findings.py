"""What is wrong with a release as findings: the same as a document's, each on its line of the release's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from openpyxl.utils import get_column_letter

from checks import catalogue
from checks.checking import check
from checks.finding import Evidence, Finding, Place, StatementInfo, TableCell
from checks.findings.evaluation import Context
from checks.material import Material
from checks.numbers.amount import MONEY_UNITS, WAN_YUAN, Printed, format_value
from checks.numbers.facts import Fact, Int64, Statement
from checks.release.frames import ALL, STATEMENT
from checks.release.panels import DEPARTMENT, NAME, ROW, UNIT, YEAR, Panel, Panels, Positions, statements_of
from checks.release.schema import Refused
from checks.rules.rule import RulePack

_HEADINGS = {"zh": ("行", "名称"), "en": ("row", "name")}


def of_relations(
    panels: Panels, violated: Int64, pack: RulePack, lang: str
) -> tuple[list[Finding], list[StatementInfo]]:
    """The findings of the sets of tables in which a relation is violated, and those tables.

    These sets are checked as documents are, so that the arithmetic, the diagnosis and the ids are the same.
    """
    facts: list[Fact] = []
    statements: list[Statement] = []
    infos: list[StatementInfo] = []
    names: list[str] = []
    for number, group in enumerate(violated.tolist()):
        whose = panels.sets.iloc[group]
        names.append(" ".join(str(each) for each in whose))
        for statement, panel, rows in statements_of(panels, group, number):
            named = replace(statement, name=f"{whose[DEPARTMENT]} {whose[YEAR]} {statement.name}")
            made, info = _localise(named, panel, rows, len(facts), lang)
            facts += made[1]
            statements.append(made[0])
            infos.append(info)
    checked = check(Material(tuple(names), tuple(facts), tuple(statements)), pack, lang)
    wanted = {rule.id for rule in pack.relations()} | {"table.part"}
    found = [_in_release(f) for f in checked.findings if f.rule in wanted]
    blamed = {e.statement for f in found for e in f.evidence}
    return found, [info for info in infos if info.id in blamed]


def _localise(
    statement: Statement, panel: Panel, rows: Positions, first: int, lang: str
) -> tuple[tuple[Statement, list[Fact]], StatementInfo]:
    """A statement with facts of its own, numbered from ``first``, and the table that a report shows."""
    family = panel.family
    cells = statement.cells.copy()
    facts: list[Fact] = []
    shown = [
        TableCell(0, c, text, Place(), header=True)
        for c, text in enumerate((*_HEADINGS[lang], *statement.columns))
    ]
    for i, row in enumerate(rows.tolist()):
        shown.append(TableCell(i + 1, 0, statement.rows[i], Place()))
        shown.append(TableCell(i + 1, 1, str(family.keys[NAME].iat[row]), Place()))
        for j, column in enumerate(statement.columns):
            number = int(cells[i, j])
            if number < 0:
                continue
            at = family.columns.index(column)
            printed = _printed(panel, row, at)
            place = place_of(panel, row, at)
            quote = f"{statement.row_labels[i]} {column} {printed.text}"
            cells[i, j] = first + len(facts)
            shown.append(TableCell(i + 1, j + 2, printed.text, place, fact=first + len(facts)))
            facts.append(
                Fact(statement.document, printed, place, quote, statement.row_labels[i], column, statement.id)
            )
    info = StatementInfo(
        id=statement.id,
        document=0,
        name=statement.name,
        code=statement.code,
        unit=statement.unit,
        pages=(),
        rows=len(rows) + 1,
        columns=len(statement.columns) + 2,
        cells=len(facts),
        table=tuple(shown),
        checked=len(facts),
    )
    return (replace(statement, cells=cells), facts), info


def _printed(panel: Panel, row: int, column: int) -> Printed:
    """A cell as a printed number: the text it has in the CSV, its value and interval."""
    family = panel.family
    unit = MONEY_UNITS.get(str(family.keys[UNIT].iat[row]), WAN_YUAN)
    value, half = int(family.value[row, column]), int(family.half[row, column])
    decimals = int(family.decimals[row])
    return Printed(format_value(value, unit, decimals), unit, value, half, decimals)


def place_of(panel: Panel, row: int, column: int | None = None) -> Place:
    """The line of a row in its file; the header is line 1."""
    letter = "A" if column is None else get_column_letter(len(panel.family.keys.columns) + column + 1)
    return Place(line=row + 2, cell=f"{panel.family.file}!{letter}{row + 2}")


def _in_release(finding: Finding) -> Finding:
    """The finding with its evidence in the one document that a release is."""
    return replace(finding, evidence=tuple(replace(each, document=0) for each in finding.evidence))


def of_schema(panel: Panel, refused: Sequence[Refused], context: Context) -> Iterator[Finding]:
    """A finding for each value that a schema refuses."""
    for case in refused:
        if case.rule not in context.pack.rules:
            continue
        keys = panel.family.keys
        whose = f"{keys[DEPARTMENT].iat[case.row]} {keys[YEAR].iat[case.row]} {keys[ROW].iat[case.row]}"
        words = {"subject": f"{whose} {case.column}", "stated": case.value}
        place = place_of(panel, case.row)
        yield _finding(case.rule, words, (whose, panel.code, case.column), place, context)


def of_expectation(rule: str, row: Mapping[str, Any], context: Context) -> Finding:
    """A finding for one row that breaks an expectation of the release as a whole."""
    named = {key: _shown(key, value, context.lang) for key, value in row.items()}
    stated = next((named[key] for key in ("code", "unit", "now") if key in named), "")
    values = {stated, named.get("before", ""), named.get("rows", ""), named.get("totals", "")}
    subject = " ".join(text for text in named.values() if text and text not in values)
    words = {"subject": subject, "stated": stated or subject, "expected": named.get("before", "")}
    return _finding(rule, words, (subject, stated), Place(), context)


_SETS = {
    "final_accounts": ("全套决算报表", "all final-accounts statements"),
    "budget": ("全套预算报表", "all budget statements"),
    "performance": ("全套自评报表", "all self-evaluation tables"),
}


def _shown(key: str, value: object, lang: str) -> str:
    if key == STATEMENT:
        kind = str(value).removesuffix(ALL)
        return _SETS[kind][lang == "en"] if kind in _SETS else f"《{catalogue.name_of(str(value))}》"
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _finding(
    rule_id: str, words: Mapping[str, str], key: tuple[str, ...], place: Place, context: Context
) -> Finding:
    rule = context.pack[rule_id]
    template = rule.message or rule.title
    return Finding(
        id=context.identity(rule_id, *key),
        rule=rule_id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.in_(context.lang).format_map(words),
        evidence=(Evidence(0, words["stated"], words["subject"], place, row=words["subject"]),),
        stated=words["stated"],
        expected=words.get("expected") or None,
    )
