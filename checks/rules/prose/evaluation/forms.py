"""What the form of a project's self-evaluation says in its head and foot: whose it is, its money of the year, its score.

The forms differ by province in order and wording; the words by which their rows and columns are told stand here.
Source: 项目支出绩效自评表 of the Ministry of Finance (财预〔2020〕10号) and its provincial forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from checks.catalogue import plain
from checks.numbers.facts import Statement

WHOLE = "performance.department_self_evaluation"
"""The code of a whole department's form in the catalogue."""

TARGETS = "budget.project_targets"
"""The code of the form of a project's targets in the catalogue."""

WHOLE_TARGETS = "budget.department_targets"
"""The code of that of a whole department's."""

FORMS = ("performance.project_self_evaluation", "performance.targets", WHOLE, TARGETS)
"""The codes of the forms that say of what they are."""

WHOLE_NAME = "整体支出"
"""What a whole department's form is of."""

PLAN = re.compile(r"全年预算|调整(?:后)?(?:的)?预算|预算调整数")
INITIAL = re.compile(r"年初预算|预算数|预算金额")
_OF_THE_YEAR = re.compile(r"(?:本年度?|当年度?|年度|20\d{2}年度?)(?:财政|项目)*(?:资金|预算|金额|经费)")
"""How a form of a project's targets calls the money of the year, beside that of all years."""

_OF_PROJECTS = re.compile(r"项目|专项|绩效")
_AT_FIRST = re.compile(r"年初")
SPENT = re.compile(
    r"执行数|支出数|决算数|执行(?:金额|额)|实际(?:支出|使用)|(?:全年|实际|年度|预算)执行(?!率|进度|情况)"
)
SCORE = re.compile(r"得分|自评分|评分$")
FUNDS = re.compile(r"(?:资金)?总额|资金合计|总计|^合计$")
TOTAL = re.compile(r"合计|总分|总计|自评得分$")


class Said(StrEnum):
    """What a form says of its project in one number."""

    INITIAL = "initial"
    PLAN = "plan"
    SPENT = "spent"
    SCORE = "score"
    APPLIED = "applied"


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A project and the facts of its form: what was planned at first and in the end, what was spent, its score.

    The form of its targets has what is applied for in the year alone.

    ``year`` is that of the document.
    """

    project: str
    year: int | None
    facts: Mapping[Said, int]


_OF_A_LIST = (Said.INITIAL, Said.PLAN, Said.SPENT, Said.SCORE)


def project_form(statement: Statement, year: int | None) -> ProjectForm | None:
    """What a form in a document of a year says of the project it names, or of the whole department; None where it names none."""
    project = WHOLE_NAME if statement.code == WHOLE else statement.subject
    if not project:
        return None
    if statement.code == TARGETS:
        fund = applied_for(statement)
        return None if fund is None else ProjectForm(project, year, {Said.APPLIED: fund})
    funds, totals = _funds(statement), totals_of(statement)
    rows = dict.fromkeys((Said.INITIAL, Said.PLAN, Said.SPENT), funds)
    return ProjectForm(project, year, _facts(statement, {**rows, Said.SCORE: totals[-1] if totals else None}))


def applied_for(statement: Statement) -> int | None:
    """What a form of a project's targets applies for in the year; None where it does not say."""
    for label, cells in zip(statement.row_labels, statement.cells.tolist(), strict=True):
        heads = zip(statement.columns, cells, strict=True)
        of_row = [cell for cell in cells if cell >= 0] if _OF_THE_YEAR.match(plain(label)) else []
        of_head = [cell for head, cell in heads if cell >= 0 and _OF_THE_YEAR.match(head)]
        if found := of_row or of_head:
            return int(found[0])
    return None


def listed_projects(statement: Statement, year: int | None) -> Iterator[ProjectForm]:
    """The projects that a table lists, a row each, with what was planned, spent and scored; nothing where it is no such list."""
    if statement.code is not None or not _OF_PROJECTS.search(statement.name):
        return
    for row, label in enumerate(statement.row_labels):
        facts = _facts(statement, dict.fromkeys(_OF_A_LIST, row))
        if {Said.PLAN, Said.SPENT} <= facts.keys() and not TOTAL.search(label):
            yield ProjectForm(label, year, facts)


def _facts(statement: Statement, rows: Mapping[Said, int | None]) -> dict[Said, int]:
    """What stands in the rows of a table, by the heads of its columns."""
    plan = column(statement, PLAN)
    columns = {
        Said.INITIAL: column(statement, _AT_FIRST),
        Said.PLAN: column(statement, INITIAL) if plan is None else plan,
        Said.SPENT: column(statement, SPENT),
        Said.SCORE: column(statement, SCORE),
    }
    places = [(said, rows.get(said), at) for said, at in columns.items()]
    cells = {said: int(statement.cells[row, at]) for said, row, at in places if None not in {row, at}}
    return {said: fact for said, fact in cells.items() if fact >= 0}


def totals_of(statement: Statement) -> list[int]:
    """The rows of totals, that of the scores last; not that of the money."""
    funds = _funds(statement)
    return [row for row, label in enumerate(statement.row_labels) if TOTAL.search(label) and row != funds]


def _funds(statement: Statement) -> int | None:
    return next((row for row, label in enumerate(statement.row_labels) if FUNDS.search(label)), None)


def column(statement: Statement, pattern: re.Pattern[str]) -> int | None:
    """The one column that a pattern names; None where none or several do."""
    found = [c for c, label in enumerate(statement.columns) if pattern.search(label)]
    return found[0] if len(found) == 1 else None
