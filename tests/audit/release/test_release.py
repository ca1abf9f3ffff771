"""Documents to a release to a verdict: what extract writes anyone can read, and the gate says what check says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from audit.cli import app
from audit.recognition import Overrides
from audit.release.reading import ReleaseError, read_release
from audit.release.run import run_extract
from audit.settings.file import Config

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "sample_data"
EXPENDITURE = "final_accounts-expenditure.csv"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The release of the sample with errors or without, made once."""
    folder = tmp_path_factory.mktemp("releases")
    for kind in ("as_published", "with_errors"):
        run_extract([SAMPLES / kind / "final_accounts_2020.xlsx"], folder / kind, Overrides(), "zh")
    return lambda kind: folder / kind


@pytest.fixture
def release(made: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the right release of its own, in a folder where the command runs; only the CSV files."""
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "release"
    copy.mkdir()
    for file in made("as_published").iterdir():
        if file.suffix != ".parquet":
            (copy / file.name).write_bytes(file.read_bytes())
    return copy


def gouji(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def findings(out: Path = Path("reports_out")) -> list[dict[str, object]]:
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = report["findings"]
    return found


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_release_is_a_valid_data_package(made: Callable[[str], Path]) -> None:
    outcome = frictionless.validate(str(made("as_published") / "datapackage.json"))
    assert outcome.valid, outcome.flatten(["rowNumber", "fieldName", "message"])


def test_a_release_says_what_the_document_says(made: Callable[[str], Path]) -> None:
    table = pd.read_csv(made("as_published") / EXPENDITURE, dtype=str)
    row = table[table["row"] == "2013201"].iloc[0]
    assert (row["year"], row["unit"], row["parent"], row["role"]) == ("2020", "万元", "20132", "item")
    assert (row["本年支出合计"], row["基本支出"]) == ("1065.88", "915.34")
    facts = pd.read_csv(made("as_published") / "facts.csv", dtype=str)
    assert "表3!D11" in set(facts.loc[facts["text"] == "915.34", "cell"])
    parquet = pd.read_parquet(made("as_published") / EXPENDITURE.replace("csv", "parquet"))
    assert [f"{v:f}" for v in parquet["基本支出"].dropna()] == table["基本支出"].dropna().tolist()


def test_two_releases_of_one_document_are_the_same_bytes(made: Callable[[str], Path], tmp_path: Path) -> None:
    run_extract([SAMPLES / "as_published" / "final_accounts_2020.xlsx"], tmp_path, Overrides(), "zh")
    for file in made("as_published").iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name


def test_the_gate_passes_what_is_right_and_fails_what_is_wrong(
    made: Callable[[str], Path], tmp_path: Path
) -> None:
    """As two processes of their own, telemetry off and a home that stays empty."""
    home = tmp_path / "home"
    home.mkdir()
    for kind, code in (("as_published", 0), ("with_errors", 1)):
        out = tmp_path / kind
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "audit.cli",
                "gate",
                made(kind),
                "--out",
                out,
                "--format",
                "json,sarif,junit",
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        )
        assert run.returncode == code, run.stdout + run.stderr
        assert str(Path("data_docs", "index.html")) in run.stdout
        assert (out / "data_docs" / "index.html").is_file()
    assert list(home.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"home", "as_published", "with_errors"}
    found = findings(tmp_path / "with_errors")
    blamed = {f["diagnosis"]["repair"] for f in found if f["diagnosis"]}  # type: ignore[index]
    assert blamed == {"915.34", "114.24"}
    sarif = json.loads((tmp_path / "with_errors" / "report.sarif").read_text(encoding="utf-8"))
    places = [each["locations"][0]["physicalLocation"] for each in sarif["runs"][0]["results"]]
    assert all("region" in place for place in places)
    assert any(place["artifactLocation"]["uri"].endswith(EXPENDITURE) for place in places)


def test_a_changed_cell_is_found_on_its_line(release: Path) -> None:
    edit(release / EXPENDITURE, "915.34", "951.34")
    assert gouji("gate", release).exit_code == 1
    evidence = next(
        e
        for f in findings()
        for e in f["evidence"]  # type: ignore[attr-defined]
        if e["text"] == "951.34"
    )
    line = (release / EXPENDITURE).read_text(encoding="utf-8").splitlines()[evidence["line"] - 1]
    assert "951.34" in line


@pytest.mark.parametrize(
    ("file", "before", "after", "rule"),
    [
        (EXPENDITURE, ",1,2013201,", ",1,2013203,", "release.keys"),
        (EXPENDITURE, "合计,合计,,,total", "总数,总数,,,item", "release.totals"),
        (EXPENDITURE, ",1,201,一般", ",1,299,一般", "release.codes"),
        (EXPENDITURE, ",item,万元,", ",item,元,", "release.units"),
        (EXPENDITURE, ",item,万元,", ",item,两,", "release.schema"),
        (EXPENDITURE, ",1,20131,", ",1,20131x,", "schema.code"),
        ("final_accounts-three_public.csv", "5.16", "-5.16", "schema.negative"),
    ],
)
def test_what_a_release_as_a_whole_must_hold(
    release: Path, file: str, before: str, after: str, rule: str
) -> None:
    edit(release / file, before, after)
    gouji("gate", release)
    assert rule in {f["rule"] for f in findings()}


def test_a_department_without_a_year_is_missed(release: Path) -> None:
    for file in release.glob("final_accounts-*.csv"):
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        other = [row.replace("云港市望江区协作事务部,2020", "云港市审计局,2021") for row in rows]
        file.write_text("\n".join([head, *rows, *other]) + "\n", encoding="utf-8")
    assert gouji("gate", release).exit_code == 1
    missing = [f for f in findings() if f["rule"] == "release.complete"]
    assert sorted(str(f["message"]) for f in missing) == [
        "云港市审计局 2020 全套决算报表没有数据。",
        "云港市望江区协作事务部 2021 全套决算报表没有数据。",
    ]


def test_drift_against_the_release_before(release: Path, made: Callable[[str], Path]) -> None:
    assert gouji("gate", release, "--previous", made("as_published")).exit_code == 0
    file = release / EXPENDITURE
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(lines[:8]) + "\n", encoding="utf-8")
    gouji("gate", release, "--previous", made("as_published"))
    assert "release.row-drift" in {f["rule"] for f in findings()}
    Path("gouji.toml").write_text("[gate]\nrows = 0.9\n", encoding="utf-8")
    gouji("gate", release, "--previous", made("as_published"))
    assert "release.row-drift" not in {f["rule"] for f in findings()}


def test_the_pages_of_the_gate_fetch_nothing(release: Path) -> None:
    gouji("gate", release)
    pages = [p.read_text(encoding="utf-8") for p in Path("reports_out/data_docs").rglob("*.html")]
    assert len(pages) > 10
    for page in pages:
        assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=.https?:", page)
        assert "<style>" in page


def test_a_number_that_is_none_makes_the_release_incomplete(release: Path) -> None:
    edit(release / EXPENDITURE, "915.34", "9l5.34")
    assert gouji("gate", release).exit_code == 3


def test_tables_of_a_data_team_are_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = pd.DataFrame(
        {
            "bureau": ["甲局"] * 4,
            "fy": [2023] * 4,
            "code": ["合计", "201", "20103", "2010301"],
            "total": [12.5, 12.5, 12.5, 12.5],
            "basic": [10.0, 10.0, 10.0, 10.0],
            "project": [2.5, 2.5, 2.5, 2.4],
        }
    )
    (tmp_path / "data").mkdir()
    table.to_parquet(tmp_path / "data" / "exp.parquet")
    Path("gouji.toml").write_text(
        '[release]\ndepartment = "bureau"\nyear = "fy"\nrow = "code"\nunit = "万元"\n'
        '[release.tables."final_accounts.general_budget_expenditure"]\npath = "exp.parquet"\n'
        'columns = {"本年支出合计" = "total", "基本支出" = "basic", "项目支出" = "project"}\n',
        encoding="utf-8",
    )
    assert gouji("gate", "data").exit_code == 0  # 0.1 is what rounding to one decimal explains
    table.loc[3, "project"] = 1.5
    table.to_parquet(tmp_path / "data" / "exp.parquet")
    assert gouji("gate", "data").exit_code == 1
    rules = {f["rule"] for f in findings()}
    assert {"general-budget.row-total", "functional-hierarchy"} <= rules


def test_an_explained_difference_of_a_release(made: Callable[[str], Path], release: Path) -> None:
    edit(release / EXPENDITURE, "915.34", "951.34")
    gouji("gate", release)
    for finding in findings():
        given = gouji("waive", finding["id"], "--reason", "另有批复", "--by", "李四", "--until", "2999-12-31")
        assert given.exit_code == 0, given.stderr
    assert gouji("gate", release).exit_code == 0
    assert {f["status"] for f in findings()} == {"waived"}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("", "datapackage.json"),
        ('[release.tables."final_accounts.funds"]\npath = "x.csv"\n', "final_accounts.funds"),
        ('[release.tables."final_accounts.income"]\nfile = "x.csv"\n', "path"),
    ],
)
def test_a_folder_that_is_no_release_is_refused(tmp_path: Path, settings: str, sentence: str) -> None:
    (tmp_path / "gouji.toml").write_text(settings, encoding="utf-8")
    result = gouji("gate", tmp_path, "--config", tmp_path / "gouji.toml", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_table_without_its_columns_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("department,row,合计\n甲局,201,1.00\n", encoding="utf-8")
    tables = {"tables": {"budget.expenditure": {"path": "a.csv"}}}
    with pytest.raises(ReleaseError, match="year"):
        read_release(tmp_path, Config(sections={"release": tables}))
