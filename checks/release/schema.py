"""What every row of a release must look like: one pandera schema a statement, over all its rows at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from checks import catalogue
from checks.numbers.amount import MONEY_UNITS
from checks.numbers.facts import Role
from checks.release.panels import DEPARTMENT, ROLE, ROW, UNIT, YEAR, Family

MOST_CASES = 1000
_FUNCTIONAL = r"^(?:\d{3}(?:\d{2}){0,2}(?:#\d+)?|\D.*)$"
_ECONOMIC = r"^(?:[35]\d{2}(?:\d{2})?(?:#\d+)?|\D.*)$"
_NEVER_NEGATIVE = frozenset(
    {"final_accounts.three_public", "budget.three_public", "budget.income", "budget.expenditure"}
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that a schema refuses: the rule it breaks, the row of the family, the column, the value."""

    rule: str
    row: int
    column: str
    value: str


def schema_of(code: str) -> pa.DataFrameSchema:
    """The schema of a statement's rows: whose, of which year, which row, in which unit, and its amounts."""
    rows = catalogue.by_code()[code].rows
    pattern = {"functional": _FUNCTIONAL, "economic": _ECONOMIC}.get(rows, r".")
    columns = {
        DEPARTMENT: pa.Column(str, pa.Check.str_length(min_value=1)),
        YEAR: pa.Column(int, pa.Check.in_range(1990, 2100), coerce=True),
        ROW: pa.Column(str, pa.Check.str_matches(pattern)),
        UNIT: pa.Column(str, pa.Check.isin(list(MONEY_UNITS))),
        ROLE: pa.Column(str, pa.Check.isin([role.value for role in Role]), required=False),
    }
    if code in _NEVER_NEGATIVE:
        columns["least"] = pa.Column(int, pa.Check.ge(0))
    return pa.DataFrameSchema(columns)


def refused(family: Family) -> list[Refused]:
    """Every value of a family that its schema refuses, at most :data:`MOST_CASES`."""
    frame = family.keys
    if family.code in _NEVER_NEGATIVE:
        frame = frame.assign(least=np.where(family.entered, family.value, 0).min(axis=1))
    try:
        schema_of(family.code).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.dropna(subset=["index"]).head(MOST_CASES)
        return [
            _case(family, str(column), int(index), str(value))
            for column, index, value in zip(
                cases["column"], cases["index"], cases["failure_case"], strict=True
            )
        ]
    return []


def _case(family: Family, column: str, row: int, value: str) -> Refused:
    if column == "least":
        lowest = int(np.argmin(np.where(family.entered[row], family.value[row], 0)))
        amount = f"{family.value[row, lowest] / 1000:.2f}"
        return Refused("schema.negative", row, family.columns[lowest], amount)
    rule = "schema.code" if column == ROW and value[:1].isdigit() else "release.schema"
    return Refused(rule, row, column, value)
