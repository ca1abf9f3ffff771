"""A package that is installed adds rules, statements and readers, and is named where it cannot be used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = """
- id: province.vehicles
  title: 公务用车表合计等于各项之和
  category: within_table
  severity: error
  statements: [budget.vehicles]
  each: column
  relation: 合计 = items(车辆)
"""
CATALOGUE = """
- code: budget.vehicles
  titles: ["公务用车情况表"]
  rows: items
  columns: {数额: [金额]}
  sections:
    车辆:
      items: {机要通信用车: [], 执法执勤用车: []}
      total: {合计: []}
"""
READER = """
from audit.reading.plain.csv_folder import read as read_csv
SUFFIXES = {".semi"}

def read(source, lang):
    data = source.path.read_text(encoding="utf-8").replace(";", ",")
    twin = source.path.with_suffix(".csv")
    twin.write_text(data, encoding="utf-8")
    from audit.reading.source import Source
    return read_csv(Source(source.name, twin), lang)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed packages with one that adds to gouji in all three ways."""
    package = tmp_path / "site" / "gouji_province"
    for name, text in (("rules", RULES), ("catalogue", CATALOGUE)):
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").touch()
        (package / name / "province.yaml").write_text(text, encoding="utf-8")
    (package / "__init__.py").touch()
    (package / "reader.py").write_text(READER, encoding="utf-8")
    points = (
        "[gouji.rules]\nprovince = gouji_province.rules\n"
        "[gouji.catalogues]\nprovince = gouji_province.catalogue\n"
        "[gouji.readers]\nsemi = gouji_province.reader\n"
    )
    meta = tmp_path / "site" / "gouji_province-1.0.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: gouji-province\nVersion: 1.0\n", encoding="utf-8"
    )
    (meta / "entry_points.txt").write_text(points, encoding="utf-8")
    return tmp_path / "site"


def gouji(site: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "audit.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=site.parent,
        env={"PYTHONPATH": f"{ROOT}:{site}", "PYTHONIOENCODING": "utf-8", "PATH": ""},
    )


def test_rules_statements_and_readers_are_in_force(site: Path) -> None:
    table = site.parent / "2024年部门预算.semi"
    table.write_text(
        "某某局2024年公务用车情况表;\n单位：万元;\n项目;金额\n机要通信用车;3.00\n执法执勤用车;4.00\n合计;8.00\n",
        encoding="utf-8",
    )
    run = gouji(site, "check", table, "--format", "json")
    assert run.returncode == 1, run.stdout + run.stderr
    report = json.loads((site.parent / "reports_out" / "report.json").read_text(encoding="utf-8"))
    assert [s["code"] for s in report["statements"]] == ["budget.vehicles"]
    assert [(f["rule"], f["stated"], f["expected"]) for f in report["findings"]] == [
        ("province.vehicles", "8.00", "7.00")
    ]


@pytest.mark.parametrize(
    ("broken", "content", "sentence"),
    [
        ("reader.py", "SUFFIXES = {}", "gouji-province [gouji.readers] semi"),
        ("reader.py", "import absent_module", "gouji-province [gouji.readers] semi"),
        ("catalogue/province.yaml", "- code: budget.vehicles", "province.yaml"),
        ("catalogue/province.yaml", CATALOGUE.replace("budget.vehicles", "budget.income"), "budget.income"),
        ("rules/province.yaml", RULES.replace("each: column", "each: colum"), "province.yaml:7"),
    ],
)
def test_a_package_that_cannot_be_used_is_named(site: Path, broken: str, content: str, sentence: str) -> None:
    (site / "gouji_province" / broken).write_text(content, encoding="utf-8")
    run = gouji(site, "rules", "list")
    assert run.returncode == 2
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr
