"""A finding's row speaks of one cell: the culprit where one is likely, else the number the relation is about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from audit import check
from audit.reporting import write
from audit.reporting.culprit import believed, figures, suspect
from audit.reporting.view import View
from checks.finding import Category, Diagnosis, Evidence, Finding, Place, Severity


def evidence(text: str) -> Evidence:
    return Evidence(0, text, text, Place(page=1), unit="万元")


FINDING = Finding(
    id="0" * 12,
    rule="table.total",
    category=Category.WITHIN_TABLE,
    severity=Severity.ERROR,
    title="",
    message="",
    evidence=(evidence("1,065.88"), evidence("951.34"), evidence("150.54")),
    stated="1,065.88",
    expected="1101.88",
    difference="-36.00",
    tolerance="0.015",
    formula="[0]-([1]+[2])",
)


def blaming(number: int, repair: str, confidence: float = 0.9) -> Finding:
    return replace(FINDING, diagnosis=Diagnosis(number, repair, "transposed digits", confidence))


def test_a_likely_culprit_gives_the_row_its_numbers() -> None:
    found = blaming(1, "915.34")
    assert suspect(found) == evidence("951.34")
    row = figures(found)
    assert (row.stated, row.expected, row.difference) == ("951.34", "915.34", "36.00")
    assert row.formula == "-([0]-([1]+[2]))"


def test_a_repair_within_rounding_is_what_the_row_says() -> None:
    row = figures(blaming(0, "1,101.90"))
    assert (row.stated, row.expected, row.difference) == ("1,065.88", "1,101.90", "-36.02")
    assert row.formula == "[0]-1101.90"


def test_an_unlikely_guess_is_one_of_the_alternatives() -> None:
    found = blaming(1, "915.34", 0.4)
    assert believed(found) is None
    assert figures(found).stated == "1,065.88"
    view = View(check("sample_data/as_published/final_accounts_2020.xlsx"))
    assert view.probable(found) == ""
    assert len(view.alternatives(found)) == 1


@pytest.mark.parametrize("name", ["final_accounts_2020.xlsx", "final_accounts_2020.pdf"])
def test_in_the_workbook_the_linked_cell_holds_the_stated_number(name: str, tmp_path: Path) -> None:
    report = check(f"sample_data/with_errors/{name}")
    (path,) = write(report, tmp_path, ["excel"], "2026-01-01T00:00:00+08:00")
    book = openpyxl.load_workbook(path)
    sheet = book["差异清单"]
    head, *rows = sheet.iter_rows(min_row=2)
    at = {cell.value: cell.column - 1 for cell in head}
    linked = 0
    for row in rows:
        if row[at["差额"]].value is None:
            continue
        stated, expected, difference = (row[at[key]].value for key in ("文中数", "应为", "差额"))
        assert round(stated - expected - difference, 6) == 0
        assert str(row[at["验算"]].value).startswith("=ROUND(")
        if link := row[at["表"]].hyperlink:
            title, _, cell = link.location.rpartition("!")
            assert book[title.strip("'")][cell].value == stated
            linked += 1
    assert linked >= 5
