"""What every row of a statement must look like, whatever it adds up to: pandera models over tidy frames.

One model per family of statements (rows by functional code, by economic code); each failure case becomes a
finding at its row. Source: 政府收支分类科目 (codes of three, five and seven digits; economic codes of three and
five), 部门决算报表编制说明.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors
from pandera.typing.pandas import Series

from checks.catalogue import plain
from checks.catalogue.functional import misnamed
from checks.numbers.facts import FactTable, Role, Statement


class FunctionalRow(pa.DataFrameModel):
    """A row by functional code: 类 of three digits, 款 of five, 项 of seven."""

    code: Series[str] = pa.Field(str_matches=r"^\d{3}(?:\d{2}){0,2}$")
    printed: Series[str] = pa.Field(str_matches=r"^(?:\d+|\d{3}(?:\|\d{2}){0,2})$")
    name: Series[str] = pa.Field(str_length={"min_value": 1})
    copies: Series[int] = pa.Field(eq=1)
    parent_printed: Series[bool] = pa.Field(eq=True)

    class Config:
        """Report every failure, not the first."""

        strict = False


class EconomicRow(FunctionalRow):
    """A row by economic code: 类 of three digits beginning with 3 or 5, 款 of five."""

    code: Series[str] = pa.Field(str_matches=r"^[35]\d{2}(?:\d{2})?$")


class AmountCell(pa.DataFrameModel):
    """An amount of a table that no correction can make negative."""

    value: Series[int] = pa.Field(ge=0)


RULE_OF_COLUMN = {
    "code": "schema.code",
    "printed": "schema.code-digits",
    "name": "schema.name",
    "copies": "schema.duplicate",
    "parent_printed": "schema.parent",
    "value": "schema.negative",
}
"""The rule that a failing column of a model stands for."""

_NEVER_NEGATIVE = frozenset(
    {"final_accounts.three_public", "budget.three_public", "budget.income", "budget.expenditure"}
)


@dataclass(frozen=True, slots=True)
class SchemaFailure:
    """A row or cell that its model refuses: the rule, the statement, the row's position, the fact (if one)."""

    rule: str
    statement: Statement
    row: int
    fact: int | None
    expected: str = ""


def failures(statements: Sequence[Statement], table: FactTable) -> list[SchemaFailure]:
    """Validate every statement that is printed by code, and the amounts that cannot be negative."""
    by_id = {s.id: s for s in statements}
    found: list[SchemaFailure] = []
    for model, family in ((FunctionalRow, "functional"), (EconomicRow, "economic")):
        frame = _rows(s for s in statements if _family(s) == family)
        for column, index in _refused(model, frame):
            statement = by_id[str(frame.at[index, "statement"])]
            row = int(str(frame.at[index, "row"]))
            fact = next((int(f) for f in statement.cells[row] if f >= 0), None)
            found.append(SchemaFailure(RULE_OF_COLUMN[column], statement, row, fact))
    found += _misnamed(statements)
    amounts = _amounts(statements, table)
    for _, index in _refused(AmountCell, amounts):
        statement = by_id[str(amounts.at[index, "statement"])]
        row, fact = int(str(amounts.at[index, "row"])), int(str(amounts.at[index, "fact"]))
        found.append(SchemaFailure("schema.negative", statement, row, fact))
    return found


def _misnamed(statements: Sequence[Statement]) -> Iterator[SchemaFailure]:
    """The rows by functional code that carry the name of another code."""
    for statement in statements:
        if _family(statement) != "functional":
            continue
        for row, key in enumerate(statement.rows):
            code = key.split("#")[0]
            name = plain(statement.row_labels[row].removeprefix(code))
            expected = misnamed(code, name) if code.isdigit() else None
            if expected is not None:
                fact = next((int(f) for f in statement.cells[row] if f >= 0), None)
                yield SchemaFailure("schema.code-name", statement, row, fact, expected)


def _family(statement: Statement) -> str | None:
    codes = [k for k in statement.rows if k.split("#")[0].isdigit()]
    if not codes or statement.code is None or not any(statement.printed_codes):
        return None
    return "economic" if all(k[0] in "35" for k in codes) else "functional"


def _rows(statements: Iterable[Statement]) -> pd.DataFrame:
    """One row a code: code as understood and as printed, name, copies so far, whether its parent is there."""
    records = [record for s in statements for record in _records(s)]
    columns = ["statement", "row", "code", "printed", "name", "copies", "parent_printed"]
    return pd.DataFrame.from_records(records, columns=columns)


def _records(statement: Statement) -> Iterator[tuple[str, int, str, str, str, int, bool]]:
    keys = [k.split("#")[0] for k in statement.rows]
    lengths = {len(k) for k in keys if k.isdigit()}
    for row, key in enumerate(keys):
        if not key.isdigit() or statement.roles[row] is not Role.ITEM:
            continue
        copy = int(statement.rows[row].partition("#")[2] or 1)
        name = statement.row_labels[row].removeprefix(key).strip()
        above = len(key) - 2
        orphan = above in lengths and key[:above] not in keys
        yield statement.id, row, key, statement.printed_codes[row] or key, name, copy, not orphan


def _amounts(statements: Sequence[Statement], table: FactTable) -> pd.DataFrame:
    records = [
        (s.id, row, int(fact), int(table.value[fact]))
        for s in statements
        if s.code in _NEVER_NEGATIVE
        for row in range(len(s.rows))
        for fact in s.cells[row]
        if fact >= 0
    ]
    return pd.DataFrame.from_records(records, columns=["statement", "row", "fact", "value"])


def _refused(model: type[pa.DataFrameModel], frame: pd.DataFrame) -> list[tuple[str, int]]:
    """(column, index) of every cell that a model refuses."""
    if frame.empty:
        return []
    try:
        model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.dropna(subset=["index"])
        pairs = zip(cases["column"].tolist(), cases["index"].tolist(), strict=True)
        return list(dict.fromkeys((str(column), int(index)) for column, index in pairs))
    return []
