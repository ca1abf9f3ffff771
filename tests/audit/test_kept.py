"""Compiled rules are kept between runs, in a file that nobody else can have written, and only as long as they are right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.rulebook import kept
from checks.pack import built_in
from checks.rules.mistakes import RuleFileError

OWN = """
- id: local.wages
  title: 工资不超过基本支出
  category: within_table
  severity: warning
  statements: [final_accounts.expenditure]
  each: row
  relation: 基本支出 <= 本年支出合计
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(kept.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept._load.cache_clear()
    yield tmp_path / "gouji"
    kept._load.cache_clear()


def loaded_again(*extra: Path) -> set[str]:
    kept._load.cache_clear()
    return set(kept.load(extra).rules)


def without(file: Path, rule: str) -> None:
    """Take a rule out of a kept pack: a pack that lacks it was read from there."""
    rules = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps([each for each in rules if each["id"] != rule]), encoding="utf-8")


def test_what_is_kept_is_the_pack(folder: Path) -> None:
    assert kept.load() == built_in()
    kept._load.cache_clear()
    assert kept.load() == built_in()
    assert [path.suffix for path in folder.iterdir()] == [".json"]


def test_the_second_run_reads_what_the_first_has_kept(folder: Path) -> None:
    kept.load()
    without(next(folder.iterdir()), "table.total")
    assert "table.total" not in loaded_again()


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_can_write_is_not_read(folder: Path, mode: int) -> None:
    kept.load()
    file = next(folder.iterdir())
    without(file, "table.total")
    file.chmod(mode)
    assert "table.total" in loaded_again()


def test_a_folder_that_others_can_write_is_not_used(folder: Path) -> None:
    kept.load()
    without(next(folder.iterdir()), "table.total")
    folder.chmod(0o777)
    assert "table.total" in loaded_again()


def test_a_folder_that_is_a_link_is_not_used(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    assert "table.total" in loaded_again()
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("text", ["", "[", "[{}]", '[{"id": 1}]'])
def test_a_damaged_file_is_made_again(folder: Path, text: str) -> None:
    kept.load()
    file = next(folder.iterdir())
    file.write_text(text, encoding="utf-8")
    assert "table.total" in loaded_again()
    assert json.loads(file.read_text(encoding="utf-8"))


def test_where_nothing_can_be_kept_the_rules_are_read(folder: Path) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert "table.total" in loaded_again()


def test_a_changed_rule_file_is_read(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN, encoding="utf-8")
    assert "local.wages" in loaded_again(own)
    own.write_text(OWN.replace("local.wages", "local.salaries"), encoding="utf-8")
    assert "local.salaries" in loaded_again(own)
    assert "local.wages" not in loaded_again(own)


def test_a_mistake_in_a_rule_file_is_named_in_every_run(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN.replace("severity: warning", "severity: grave"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RuleFileError, match="grave"):
            loaded_again(own)


def test_only_the_newest_are_kept(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    for number in range(kept._MOST_KEPT + 3):
        own.write_text(OWN.replace("local.wages", f"local.wages-{number}"), encoding="utf-8")
        loaded_again(own)
    assert len(list(folder.iterdir())) == kept._MOST_KEPT
