"""The numbers of an audit, column by column: they are by far the most rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from audit.batch.rows.whose import Row, table
from audit.pipeline import Examination
from audit.store.bundle import FACTS
from checks.finding import Place
from checks.numbers.amount import Kind, Printed, Unit
from checks.numbers.facts import Fact, Statement

_FACT = (
    *("document", "row_label", "column_label", "text", "value", "half", "unit", "measures"),
    *("page", "line", "cell", "quote", "decimals", "factor", "box"),
)
"""The columns that a fact is made of."""


def facts_table(examination: Examination, whose: Sequence[Row]) -> pa.Table:
    """The rows of the dataset, and beside its columns what makes them facts again (:func:`as_facts`)."""
    facts = examination.material.facts
    documents = np.array([fact.document for fact in facts], np.int32)
    printed = [fact.printed for fact in facts]
    places = [fact.place for fact in facts]
    units = [each.unit for each in printed]
    kinds = {number: unit.kind.value for number, unit in {id(unit): unit for unit in units}.items()}
    boxes = [place.bbox for place in places]
    return table(
        FACTS,
        whose,
        documents,
        {
            "document": documents,
            "fact": np.arange(len(facts), dtype=np.int32),
            **_stands(examination.material.statements, len(facts)),
            "row_label": _coded([fact.row for fact in facts]),
            "column_label": _coded([fact.column for fact in facts]),
            "text": [each.text for each in printed],
            "value": np.array([each.value for each in printed], np.int64),
            "half": np.array([each.half for each in printed], np.int64),
            "unit": _coded([unit.name or None for unit in units]),
            "measures": _coded([kinds[id(unit)] for unit in units]),
            "page": [place.page for place in places],
            "line": [place.line for place in places],
            "cell": [place.cell for place in places],
            "checked": examination.checked.touched > 0,
        },
        {
            "quote": _coded([fact.quote for fact in facts]),
            "decimals": pa.array([each.decimals for each in printed], pa.int32()),
            "factor": pa.array([unit.factor for unit in units], pa.int64()),
            "box": pa.array(boxes, pa.list_(pa.float64(), 4)),
        },
    )


def as_facts(rows: pa.Table) -> Iterator[Fact]:
    """The facts that rows of :func:`facts_table` were made from; of no statement."""
    units: dict[tuple[str, str, int], Unit] = {}
    for row in rows.select(_FACT).to_pylist():
        said = row["unit"] or "", row["measures"], row["factor"]
        unit = units.get(said) or units.setdefault(said, Unit(said[0], Kind(said[1]), said[2]))
        yield Fact(
            row["document"],
            Printed(row["text"], unit, row["value"], row["half"], row["decimals"]),
            Place(row["page"], row["line"], row["cell"], tuple(row["box"]) if row["box"] else None),
            row["quote"],
            row["row_label"],
            row["column_label"],
        )


def _coded(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string()).dictionary_encode()


def _stands(statements: Sequence[Statement], count: int) -> dict[str, pa.Array]:
    """Where each of so many facts stands: its statement, row and column; nothing where it stands in none."""
    at = np.full((4, count), -1, np.int32)
    codes: list[str] = []
    names: list[str] = []
    rows: list[str] = []
    columns: list[str] = []
    for statement in statements:
        row, column = np.nonzero(statement.cells >= 0)
        facts = statement.cells[row, column]
        at[1, facts], at[2, facts], at[3, facts] = len(names), len(rows) + row, len(columns) + column
        if statement.code is not None:
            at[0, facts] = len(codes)
            codes.append(statement.code)
        names.append(statement.name)
        rows += statement.rows
        columns += statement.columns
    of_code, which, row_at, column_at = (pa.array(each, mask=each < 0) for each in at)
    return {
        name: pa.DictionaryArray.from_arrays(indices, pa.array(values, pa.string()))
        for name, values, indices in (
            ("statement", codes, of_code),
            ("table_name", names, which),
            ("row_key", rows, row_at),
            ("column_key", columns, column_at),
        )
    }
