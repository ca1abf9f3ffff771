"""Between the documents of a store: last year's figure, the budget of the year, the units of a department."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from audit.cli import app
from audit.desk.asking import ask
from tests.batch.conftest import carried, filled

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


def test_the_history_of_a_department_marks_where_its_years_break(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for year, opening, closing in ((2022, "5.00", "8.00"), (2023, "8.00", "6.00"), (2024, "9.00", "7.00")):
        (inbox / f"{year}.html").write_text(carried("某县水务局", year, opening, closing), encoding="utf-8")
    filled(tmp_path / "store", inbox)
    result = CliRunner().invoke(app, ["desk", "history", "水务局", str(tmp_path / "store")])
    assert result.exit_code == 0, result.output
    assert "⚠ 2024  2023 年年末结转和结余为 6.00，2024 年年初为 9.00，不相衔接。" in result.output
    assert "⚠ 2023" not in result.output
    sheet = load_workbook(tmp_path / "store" / "desk" / "history_某县水务局.xlsx").worksheets[0]
    rows = {row[0]: row[2:5] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert rows["项目"] == ("2022", "2023", "2024 ⚠")
    assert rows["支出合计"] == (92, 94, 93)
    assert rows["年初结转和结余"] == (5, 8, 9)
    assert len(sheet._charts) == 1


def test_a_department_that_is_not_there_is_a_sentence_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path / "inbox", 一=accounts("某县民政局", 2023, "16.00"))
    filled(tmp_path / "store", tmp_path / "inbox")
    result = CliRunner().invoke(app, ["desk", "history", "某县民族局", str(tmp_path / "store")])
    assert (result.exit_code, "数据仓中没有“某县民族局”，是不是：某县民政局" in result.stderr) == (2, True)


def test_prose_and_tables_in_two_files_are_one_disclosure(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "表.html").write_text(carried("某县水务局", 2024, "5.00", "8.00"), encoding="utf-8")
    text = "某县水务局2024年度部门决算情况说明\n2024年度本年收入合计 96.00 万元，本年支出合计 92.00 万元。\n"
    (inbox / "说明.txt").write_text(text, encoding="utf-8")
    (inbox / "别的.txt").write_text(accounts("某县民政局", 2024, "16.00"), encoding="utf-8")
    filled(tmp_path / "store", inbox)
    asked = "select department, category, stated, expected from findings where severity = 'error'"
    assert ask(asked, tmp_path / "store").to_pylist() == [
        {"department": "某县水务局", "category": "prose_vs_table", "stated": "96.00", "expected": "95.00"}
    ]
    paths = "select path from documents where department = '某县水务局' order by document"
    assert [row["path"] for row in ask(paths, tmp_path / "store").to_pylist()] == [
        "inbox/表.html",
        "inbox/说明.txt",
    ]
