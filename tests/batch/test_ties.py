"""Between the documents of a store: last year's figure, the budget of the year, the units of a department."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.desk.asking import ask
from tests.batch.conftest import filled

FOUND = "select rule, department, year, stated, expected from findings where category = 'cross_document'"


def accounts(name: str, year: int, total: str, more: str = "") -> str:
    """A department's three public expenses of a year, and how they compare with the year before."""
    return (
        f"{name}{year}年度“三公”经费决算情况说明\n"
        f"{year}年“三公”经费支出决算 {total} 万元{more}，其中：公务接待费 {total} 万元。\n"
    )


def write(folder: Path, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("2.00", []),
        ("3.00", [{"department": "某县民政局", "year": 2024, "stated": "3.00", "expected": "2.00"}]),
    ],
)
def test_a_year_is_held_against_the_year_before(
    change: str, found: list[dict[str, object]], tmp_path: Path
) -> None:
    write(
        tmp_path / "inbox",
        去年=accounts("某县民政局", 2023, "16.00"),
        今年=accounts("某县民政局", 2024, "18.00", f"，比上年决算数增加 {change} 万元"),
        别人=accounts("某县水务局", 2023, "10.00"),
    )
    filled(tmp_path / "store", tmp_path / "inbox")
    rows = ask(FOUND, tmp_path / "store").to_pylist()
    assert [{name: row[name] for name in row if name != "rule"} for row in rows] == found
    assert {row["rule"] for row in rows} <= {"set.last-year-change"}
