"""What the command line says when it was used wrongly, in the reader's language; and that every sentence has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.cli import app, refusals
from audit.reading.problems import _SENTENCES as READING
from audit.reporting.catalogue import CATALOGUE
from audit.settings.file import SENTENCES as SETTINGS
from audit.submission.problems import PROBLEMS as STATUS
from checks.pack import built_in
from checks.rules.mistakes import SENTENCES as MISTAKES
from checks.rules.tables.reasons import _SENTENCES as REASONS

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）|\{[^}]*\}|[\u4e00-\u9fff]+[:：] ?|三公")


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (["check"], "缺少参数 PATH…。", "The argument PATH… is missing. "),
        (["check", "--fom", "x"], "没有 --fom 这个选项，是不是", "There is no option --fom; did you mean"),
        (
            ["check", "a.pdf", "--year", "21"],
            "选项 --year 的值不对：不得小于 2000。",
            "it must be 2000 or more",
        ),
        (
            ["check", "a.pdf", "--fail-on", "x"],
            "应为 error, warning, never 之一",
            "one of error, warning, never",
        ),
        (["extract", "a.pdf"], "缺少选项 --to。", "The option --to is missing. "),
        (["waive", "x", "--until", "2026"], "应写成 年-月-日", "a date such as"),
        (["nothing"], "没有这个命令", "there is no such command"),
    ],
)
def test_a_usage_error_is_one_sentence_in_the_readers_language(
    arguments: list[str],
    chinese: str,
    english: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["gouji", *arguments])
    assert refusals.run(app) == 2
    said = capsys.readouterr().err
    assert chinese in said
    assert "--help 查看用法。" in said
    assert not ENGLISH.search(said)
    monkeypatch.setattr("sys.argv", ["gouji", *arguments, "--lang", "en"])
    if arguments == ["nothing"]:
        return
    assert refusals.run(app) == 2
    said = capsys.readouterr().err
    assert english in said
    assert not CHINESE.search(said)


def test_a_mistake_in_a_rule_file_is_said_in_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("- id: local.a\n  title: 甲\n  category: words\n  severity: warn\n", encoding="utf-8")
    for lang, said in (
        ("zh", "own.yaml:3：没有“words”这个类别"),
        ("en", "own.yaml:3: unknown category 'words'"),
    ):
        monkeypatch.setattr("sys.argv", ["gouji", "rules", "list", "--rules", str(own), "--lang", lang])
        assert refusals.run(app) == 2
        assert said in capsys.readouterr().err


def sentences() -> Iterator[tuple[str, str, str]]:
    """Every sentence of the program's own: where it stands, in Chinese, in English."""
    for name, pairs in (
        ("report", CATALOGUE),
        ("reading", READING),
        ("settings", SETTINGS),
        ("reasons", REASONS),
        ("rule files", MISTAKES),
    ):
        for key, (chinese, english) in pairs.items():
            yield f"{name} {key}", chinese, english
    for key, chinese in STATUS["zh"].items():
        yield f"status {key}", chinese, STATUS["en"][key]
    for rule in built_in().rules.values():
        for part in ("title", "finds", "fix", "message"):
            text = getattr(rule, part)
            if text is not None:
                yield f"{rule.id} {part}", text.zh, text.en


def test_every_sentence_is_there_in_both_languages_with_the_same_blanks() -> None:
    blanks = re.compile(r"\{(\w+)")
    for where, chinese, english in sentences():
        assert set(blanks.findall(chinese)) >= set(blanks.findall(english)), where
        if ENGLISH.search(english):
            assert CHINESE.search(chinese), where
            assert not ENGLISH.search(chinese), where


def test_english_sentences_are_english() -> None:
    """What the documents print (names of statements, quoted words) stays as printed."""
    mixed = [
        where
        for where, _, english in sentences()
        if len(CHINESE.findall(QUOTED.sub("", english))) > len(re.findall(r"[A-Za-z]", english))
    ]
    assert mixed == []
