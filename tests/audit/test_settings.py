"""``gouji.toml`` as somebody types it, right and wrong."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from audit.recognition import Overrides
from audit.settings import file as config
from audit.settings.model import Settings, SettingsError, beside, read_settings, with_settings
from checks.finding import Severity
from checks.pack import built_in

WHOLE = """
[submission.documents."2024/甲局.pdf"]
department = "甲局"
unit = "甲局服务中心"
year = 2024
kind = "budget"
level = "单位"
approved = 2024-01-20
published = 2024-02-05

[[expected]]
department = "甲局"
year = 2024
kind = "final_accounts"

[rules]
off = ["prose.share"]
severity = {"set.unit-within-department" = "error"}
files = ["own.yaml"]

[output]
formats = ["excel", "html"]
lang = "en"
fail_on = "warning"
"""


def settings(folder: Path, text: str, lang: str = "zh") -> Settings:
    file = folder / "gouji.toml"
    file.write_text(text, encoding="utf-8")
    return read_settings(config.load(file), lang)


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    read = settings(tmp_path, WHOLE)
    stated = read.document("/srv/2024/甲局.pdf")
    assert stated is not None
    assert stated.approved == datetime.date(2024, 1, 20)
    assert read.expected[0].kind == "final_accounts"
    assert read.output.fail_on == "warning"
    assert config.load(tmp_path / "gouji.toml").rules == (tmp_path / "own.yaml",)


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert settings(tmp_path, "") == Settings()


@pytest.mark.parametrize(
    "path", ["2024/甲局.pdf", "a/2024/甲局.pdf", "a.zip!2024/甲局.pdf", "a\\2024\\甲局.pdf"]
)
def test_a_document_is_known_by_the_end_of_its_path(tmp_path: Path, path: str) -> None:
    assert settings(tmp_path, WHOLE).document(path) is not None


def test_another_document_is_not(tmp_path: Path) -> None:
    read = settings(tmp_path, WHOLE)
    assert read.document("2025/甲局.pdf") is None
    assert read.overrides("2025/甲局.pdf", Overrides()) == Overrides()


def test_the_command_line_speaks_first(tmp_path: Path) -> None:
    over = settings(tmp_path, WHOLE).overrides("2024/甲局.pdf", Overrides(year=2023))
    assert (over.year, over.unit, over.level) == (2023, "甲局服务中心", "单位")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[submission.documents."a.pdf"]\nyaer = 2024', 2, "year"),
        ('[submission.documents]\n"a.pdf" = {yaer = 2024}', 2, "year"),
        ('[outptu]\nlang = "zh"', 1, "output"),
        ('[rules]\n# off\noff = "prose.share"', 3, "列表"),
        ('[submission.documents."a.pdf"]\nyear = "2024"', 2, "整数"),
        ('[submission.documents."a.pdf"]\napproved = "2024-01-20"', 2, "日期"),
        (
            '[[expected]]\ndepartment = "甲"\nyear = 2024\nkind = "budget"\n[[expected]]\nyear = 2024',
            5,
            "department",
        ),
        ('[output]\nlang = "fr"', 2, "'zh', 'en'"),
        ("submission = 3", 1, "一节"),
    ],
)
def test_a_mistake_is_a_sentence_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, text)
    sentence = str(caught.value)
    assert f"gouji.toml:{line}: " in sentence
    assert words in sentence


def test_a_mistake_in_english(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="did you mean 'year'"):
        settings(tmp_path, '[submission.documents."a.pdf"]\nyaer = 2024', "en")


def test_no_toml_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigError, match="TOML"):
        settings(tmp_path, "[rules")


def test_rules_as_a_list_are_rule_files(tmp_path: Path) -> None:
    assert settings(tmp_path, 'rules = ["own.yaml"]').rules.files == ["own.yaml"]


def test_rules_are_switched_off_and_made_stricter(tmp_path: Path) -> None:
    pack = with_settings(built_in(), settings(tmp_path, WHOLE))
    assert "prose.share" not in pack.rules
    assert pack["set.unit-within-department"].severity is Severity.ERROR


def test_a_rule_that_there_is_not_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"prose\.growth-rate"):
        with_settings(built_in(), settings(tmp_path, '[rules]\noff = ["prose.growthrate"]'))


def test_the_file_is_looked_for_beside_the_submission(tmp_path: Path) -> None:
    (tmp_path / "gouji.toml").write_text("", encoding="utf-8")
    assert beside([tmp_path]) == tmp_path / "gouji.toml"
    assert beside([tmp_path / "a.pdf"]) == tmp_path / "gouji.toml"
    assert beside([]) is None
