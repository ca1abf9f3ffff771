"""What every row by code must look like: its name, and its total where it has amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from checks.finding import Place
from checks.numbers.amount import WAN_YUAN, Printed, parse
from checks.numbers.facts import NOT_ENTERED, Fact, FactTable, Role, Statement
from checks.rules.tables.schemas import failures


def statement(rows: Mapping[str, Sequence[str]], facts: list[Fact], name: str = "收入决算表") -> Statement:
    """A table of a total and two sources from labels ("205 教育支出") and amounts; "" where nothing is printed."""
    columns = ("本年收入合计", "财政拨款收入", "其他收入")
    cells = np.full((len(rows), len(columns)), NOT_ENTERED, np.int32)
    for row, (label, amounts) in enumerate(rows.items()):
        for column, amount in enumerate(amounts):
            printed = parse(amount, WAN_YUAN) if amount else None
            if isinstance(printed, Printed):
                cells[row, column] = len(facts)
                facts.append(Fact(0, printed, Place(), label, label, columns[column], name))
    codes = tuple(label.split(" ")[0] for label in rows)
    return Statement(
        id=name,
        document=0,
        code="final_accounts.income",
        name=name,
        unit="万元",
        rows=codes,
        columns=("total", "fiscal", "other"),
        row_labels=tuple(rows),
        column_labels=columns,
        cells=cells,
        parents=(-1,) * len(rows),
        sections=("",) * len(rows),
        roles=(Role.ITEM,) * len(rows),
        printed_codes=codes,
    )


def told(*tables: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """The rule, the row and what is expected of every failure in tables of one document."""
    facts: list[Fact] = []
    statements = [statement(rows, facts, f"表{n}") for n, rows in enumerate(tables)]
    found = failures(statements, FactTable(facts))
    return [(each.rule, each.statement.row_labels[each.row], each.expected) for each in found]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("205 教育支支", [("schema.name-slip", "205 教育支支", "教育支出")]),
        ("205 教育支出", []),
        ("205 教育", []),
        ("30103 资金", [("schema.name-slip", "30103 资金", "奖金")]),
        ("30103 奖金", []),
    ],
)
def test_a_name_with_a_slip_of_the_pen(label: str, expected: list[tuple[str, str, str]]) -> None:
    assert told({label: ("5.00", "5.00", "")}) == expected


def test_a_code_without_its_name_where_others_have_theirs() -> None:
    rows = {"205 教育支出": ("5.00", "5.00", ""), "208": ("6.00", "6.00", "")}
    assert told(rows) == [("schema.name", "208", "")]
    assert told({"205": ("5.00", "5.00", ""), "208": ("6.00", "6.00", "")}) == []


def test_what_the_other_tables_print_for_a_code_tells_a_slip_of_one() -> None:
    right = {"2999988 乡村风貌提升": ("5.00", "5.00", "")}
    wrong = {"2999988 乡村风貎提升": ("5.00", "5.00", "")}
    assert told(right, right, wrong) == [("schema.name-slip", "2999988 乡村风貎提升", "乡村风貌提升")]
    assert told(right, wrong) == []


def test_a_row_with_amounts_and_no_total() -> None:
    rows = {
        "205 教育支出": ("5.00", "5.00", ""),
        "208 社会保障和就业支出": ("6.00", "4.00", "2.00"),
        "210 卫生健康支出": ("", "3.00", ""),
        "213 农林水支出": ("", "", ""),
    }
    assert told(rows) == []
    rows["213 农林水支出"] = ("2.00", "2.00", "")
    assert told(rows) == [("schema.blank-total", "210 卫生健康支出", "")]
