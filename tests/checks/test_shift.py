"""A block of amounts out of step with its labels is one cause, not a dozen."""

from __future__ import annotations

import itertools

from checks.checking import check
from checks.finding import Finding
from checks.material import Material
from checks.pack import built_in
from tests.checks.builders import Tables

RIGHT = {
    "302": "40.00",
    "30201": "10.00",
    "30202": "0.00",
    "30211": "7.00",
    "30212": "0.00",
    "30213": "4.00",
    "30217": "2.00",
    "30226": "5.00",
    "30231": "3.00",
    "30299": "9.00",
}


def findings(amounts: dict[str, str]) -> tuple[Finding, ...]:
    tables = Tables()
    tables.add("final_accounts.basic_expenditure", ("决算数",), {k: (v,) for k, v in amounts.items()})
    tables.add(
        "final_accounts.three_public",
        ("决算数",),
        {
            "三公经费合计": ("5.00",),
            "因公出国（境）费": ("",),
            "公务用车运行维护费": ("3.00",),
            "公务接待费": ("2.00",),
        },
        parents={
            "因公出国（境）费": "三公经费合计",
            "公务用车运行维护费": "三公经费合计",
            "公务接待费": "三公经费合计",
        },
    )
    material = Material(("a",), tuple(tables.facts), tuple(tables.statements))
    return check(material, built_in(), "zh").findings


def test_right_amounts_are_right() -> None:
    assert findings(RIGHT) == ()


def test_a_block_one_row_too_high_is_named_as_such() -> None:
    keys = list(RIGHT)
    shifted = dict(RIGHT)
    for above, below in itertools.pairwise(keys[2:]):
        shifted[above] = RIGHT[below]
    shifted["30299"] = RIGHT["302"]
    found = findings(shifted)
    (head,) = (f for f in found if f.rule == "table.shift")
    assert head.diagnosis is not None
    assert set(head.diagnosis.explains) == {f.id for f in found if f is not head}
    assert len(head.diagnosis.explains) == 4
    assert "下移 1 行" in head.message
    assert all(f.diagnosis is None for f in found if f is not head)


def test_one_wrong_amount_is_not_a_block() -> None:
    assert all(f.rule != "table.shift" for f in findings({**RIGHT, "30226": "50.00"}))
