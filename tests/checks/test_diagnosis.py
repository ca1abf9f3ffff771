"""Diagnosis: one wrong number is named, with what it should be and what that settles."""

from __future__ import annotations

import pytest

from checks.checking import check
from checks.diagnosis.slips import (
    DOUBLED,
    DROPPED,
    NEIGHBOUR,
    ONE_DIGIT,
    OTHER,
    POINT,
    SIGN,
    TRANSPOSED,
    UNIT,
    slip,
)
from checks.finding import Finding
from checks.material import Checked, Material
from checks.numbers.amount import WAN_YUAN, Printed, parse
from checks.pack import built_in
from tests.checks.builders import Tables

COLUMNS = ("本年支出合计", "基本支出", "项目支出")
SOUND = {
    "合计": ("185.58", "150.00", "35.58"),
    "208": ("185.58", "150.00", "35.58"),
    "20805": ("185.58", "150.00", "35.58"),
    "2080501": ("58.78", "50.00", "8.78"),
    "2080505": ("70.68", "60.00", "10.68"),
    "2080506": ("56.12", "40.00", "16.12"),
}


def checked(rows: dict[str, tuple[str, ...]]) -> Checked:
    tables = Tables()
    tables.add("final_accounts.general_budget_expenditure", COLUMNS, rows)
    material = Material(("a",), tuple(tables.facts), tuple(tables.statements))
    return check(material, built_in(), "zh")


def diagnosed(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [
        (f.evidence[f.diagnosis.blame].text, f.diagnosis.repair, f.diagnosis.kind)
        for f in findings
        if f.diagnosis is not None
    ]


def test_a_sound_table_has_no_finding() -> None:
    assert checked(SOUND).findings == ()


@pytest.mark.parametrize(
    ("row", "column", "wrong", "right", "kind"),
    [
        ("2080505", 0, "76.08", "70.68", TRANSPOSED),
        ("2080505", 0, "70.86", "70.68", TRANSPOSED),
        ("2080501", 1, "80.00", "50.00", ONE_DIGIT),
        ("2080506", 2, "161.20", "16.12", POINT),
        ("20805", 0, "1855.58", "185.58", DOUBLED),
        ("208", 0, "85.58", "185.58", DROPPED),
    ],
)
def test_one_wrong_number_is_blamed_and_repaired(
    row: str, column: int, wrong: str, right: str, kind: str
) -> None:
    cells = list(SOUND[row])
    cells[column] = wrong
    result = checked({**SOUND, row: tuple(cells)})
    assert diagnosed(result.findings) == [(wrong, right, kind)]


def test_the_relations_that_a_repair_settles_are_grouped_under_it() -> None:
    result = checked({**SOUND, "20805": ("158.58", "150.00", "35.58")})
    (head,) = (f for f in result.findings if f.diagnosis is not None)
    assert head.diagnosis is not None
    others = {f.id for f in result.findings} - {head.id}
    assert set(head.diagnosis.explains) == others
    assert len(others) == 2


def test_two_wrong_numbers_are_two_causes() -> None:
    rows = {
        **SOUND,
        "2080501": ("58.78", "80.00", "8.78"),
        "2080506": ("56.12", "40.00", "61.12"),
    }
    assert sorted(diagnosed(checked(rows).findings)) == [
        ("61.12", "16.12", TRANSPOSED),
        ("80.00", "50.00", ONE_DIGIT),
    ]


def test_a_lone_sum_has_equal_suspects() -> None:
    tables = Tables()
    tables.add("final_accounts.general_budget_expenditure", COLUMNS, {"201": ("100.00", "40.00", "55.00")})
    material = Material(("a",), tuple(tables.facts), tuple(tables.statements))
    (finding,) = check(material, built_in(), "zh").findings
    assert finding.diagnosis is not None
    assert len(finding.diagnosis.alternatives) == 2
    assert finding.diagnosis.confidence < 0.9


@pytest.mark.parametrize(
    ("printed", "right", "neighbours", "kind"),
    [
        ("1,065.88", "1,056.88", (), TRANSPOSED),
        ("1,065.88", "1,065.38", (), ONE_DIGIT),
        ("165.88", "1,065.88", (), DROPPED),
        ("10,065.88", "1,065.88", (), DOUBLED),
        ("10,658.80", "1,065.88", (), POINT),
        ("-5.36", "5.36", (), SIGN),
        ("53,600.00", "5.36", (), UNIT),
        ("48.00", "129.90", ("48.00",), NEIGHBOUR),
        ("48.00", "129.90", (), OTHER),
    ],
)
def test_slips_have_names(printed: str, right: str, neighbours: tuple[str, ...], kind: str) -> None:
    def value(text: str) -> Printed:
        number = parse(text, WAN_YUAN)
        assert isinstance(number, Printed)
        return number

    assert slip(value(printed), value(right).value, [value(n).value for n in neighbours]).kind == kind
