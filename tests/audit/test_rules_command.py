"""``gouji rules``: pages, examples that are run, mistakes that are named, documents that follow the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.cli import app

DOCS = Path(__file__).parents[2] / "docs"
LOCAL = re.search(r"```yaml\n(.*?)```", (DOCS / "writing-rules.md").read_text(encoding="utf-8"), re.S)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def local() -> Path:
    """The rule of the documentation as a file."""
    assert LOCAL is not None
    path = Path("local.yaml")
    path.write_text(LOCAL[1], encoding="utf-8")
    return path


def rules(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["rules", *(str(each) for each in arguments)])


def test_the_documented_rule_works(local: Path) -> None:
    assert rules("test", local).exit_code == 0
    assert "培训费" in rules("show", "local.training-limit", "--rules", local).stdout
    Path("gouji.toml").write_text('rules = ["local.yaml"]\n', encoding="utf-8")
    assert "local.training-limit" in rules("list").stdout


def test_an_example_that_does_not_do_what_it_should_fails(local: Path) -> None:
    local.write_text(local.read_text(encoding="utf-8").replace("82.00", "8.20"), encoding="utf-8")
    result = rules("test", local)
    assert result.exit_code == 1
    assert "local.yaml:1: 不对  local.training-limit: example 'fail': the rule finds nothing" in result.stdout


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        (
            "培训费; 预算数] <=",
            "培训费用; 预算数] <=",
            "local.yaml:7: budget.three_public has no row '培训费用'",
        ),
        (
            "severity: warning",
            "severity: warn",
            "local.yaml:4: unknown severity 'warn'; did you mean 'warning'",
        ),
        ("basis:", "bases:", "local.yaml:5: unknown key 'bases'; did you mean 'basis'"),
        ("relation: budget.three", "relation: = budget.three", "local.yaml:7: cannot read the relation"),
    ],
)
def test_a_mistake_is_named_with_its_line(local: Path, right: str, wrong: str, sentence: str) -> None:
    text = local.read_text(encoding="utf-8")
    assert right in text
    local.write_text(text.replace(right, wrong), encoding="utf-8")
    for command in (("test", local), ("list", "--rules", local)):
        result = rules(*command, "--lang", "en")
        assert result.exit_code == 2
        assert sentence in result.stderr


def test_an_unknown_rule_suggests_the_nearest() -> None:
    result = rules("show", "fund.balnce")
    assert result.exit_code == 2
    assert "fund.balance" in result.stderr


@pytest.mark.parametrize(("name", "lang"), [("rules.md", "en"), ("rules.zh.md", "zh")])
def test_the_manual_is_as_the_rules_are(name: str, lang: str) -> None:
    """If this fails: gouji rules docs --to docs/rules.md --lang en; gouji rules docs --to docs/rules.zh.md."""
    assert rules("docs", "--to", name, "--lang", lang).exit_code == 0
    assert Path(name).read_text(encoding="utf-8") == (DOCS / name).read_text(encoding="utf-8")
