"""What the form of a project's self-evaluation says in its head and foot: whose it is, its money of the year, its score.

The forms differ by province in order and wording; the words by which their rows and columns are told stand here.
Source: 项目支出绩效自评表 of the Ministry of Finance (财预〔2020〕10号) and its provincial forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checks.numbers.facts import Statement

FORM = "performance.project_self_evaluation"
"""The code of the form in the catalogue."""

PLAN = re.compile(r"全年预算|调整(?:后)?(?:的)?预算|预算调整数")
INITIAL = re.compile(r"年初预算|预算数|预算金额")
_AT_FIRST = re.compile(r"年初")
SPENT = re.compile(r"执行数|支出数|决算数|执行金额|实际支出")
SCORE = re.compile(r"得分|自评分|评分$")
FUNDS = re.compile(r"(?:资金)?总额|资金合计|总计|^合计$")
TOTAL = re.compile(r"合计|总分|总计|自评得分$")


class Said(StrEnum):
    """What a form says of its project in one number."""

    INITIAL = "initial"
    PLAN = "plan"
    SPENT = "spent"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A project and the facts of its form: what was planned at first and in the end, what was spent, its score.

    ``year`` is that of the document.
    """

    project: str
    year: int | None
    facts: Mapping[Said, int]


def project_form(statement: Statement, year: int | None) -> ProjectForm | None:
    """What a form in a document of a year says of the project it names; None where it names none."""
    if statement.code != FORM or not statement.subject:
        return None
    funds = next((row for row, label in enumerate(statement.row_labels) if FUNDS.search(label)), None)
    totals = [row for row, label in enumerate(statement.row_labels) if TOTAL.search(label) and row != funds]
    plan = column(statement, PLAN)
    places = {
        Said.INITIAL: (funds, column(statement, _AT_FIRST)),
        Said.PLAN: (funds, column(statement, INITIAL) if plan is None else plan),
        Said.SPENT: (funds, column(statement, SPENT)),
        Said.SCORE: (totals[-1] if totals else None, column(statement, SCORE)),
    }
    cells = {
        said: int(statement.cells[row, at])
        for said, (row, at) in places.items()
        if row is not None and at is not None
    }
    return ProjectForm(statement.subject, year, {said: fact for said, fact in cells.items() if fact >= 0})


def column(statement: Statement, pattern: re.Pattern[str]) -> int | None:
    """The one column that a pattern names; None where none or several do."""
    found = [c for c, label in enumerate(statement.columns) if pattern.search(label)]
    return found[0] if len(found) == 1 else None
