"""From a report to an exit code: thresholds, coverage, and what is refused before any work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audit.reporting.machine.json_reading import load as load_report
from audit.reporting.pages.console import terminal
from audit.reporting.summary import summarise
from audit.run import Output, conclude, exit_code, ready
from audit.settings.file import ConfigError, load
from audit.usage import UsageError
from checks.report import DocumentStatus, Report, Verdict
from tests.audit.reporting import sample


@pytest.fixture
def report() -> Report:
    """The sample, wholly read: five open errors, warnings and infos besides."""
    base = sample.report()
    documents = tuple(replace(d, status=DocumentStatus.AUDITED, problems=()) for d in base.documents)
    return replace(base, documents=documents, summary=summarise(base.findings, complete=True))


def only(report: Report, severity: str) -> Report:
    kept = [f for f in report.findings if f.severity == severity]
    return replace(report, findings=tuple(kept), summary=summarise(kept, complete=True))


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("error", "never", 0),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("info", "warning", 0),
    ],
)
def test_the_threshold_decides(report: Report, severity: str, fail_on: str, code: int) -> None:
    assert exit_code(only(report, severity), fail_on) == code


def test_what_was_not_audited_is_3_whatever_the_threshold(report: Report) -> None:
    incomplete = replace(report, summary=replace(report.summary, verdict=Verdict.INCOMPLETE))
    assert exit_code(incomplete, "error") == 3
    assert exit_code(incomplete, "never") == 3


@pytest.mark.parametrize(("checked", "wanted", "code"), [(899, 99.0, 0), (890, 99.0, 3), (0, 0.0, 0)])
def test_too_few_numbers_checked(
    report: Report, tmp_path: Path, checked: int, wanted: float, code: int
) -> None:
    coverage = replace(report.coverage, numbers=900, checked=checked)
    output = Output(tmp_path, ("json",), "never", "zh", min_coverage=wanted)
    assert conclude(replace(report, coverage=coverage), output, terminal()) == code
    written = load_report(tmp_path / "report.json")
    assert any("低于要求的" in note for note in written.notes) == (code == 3)


def test_an_unknown_format_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pdf"):
        ready(Output(tmp_path / "out", ("json", "pdf"), "error", "en"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [('rules = "local.yaml"', "rules"), ("rules = [", "TOML"), ("rules = [3]", "rules")],
)
def test_a_mistake_in_the_settings_is_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "gouji.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=sentence):
        load(path)


def test_paths_in_the_settings_are_relative_to_them(tmp_path: Path) -> None:
    path = tmp_path / "gouji.toml"
    path.write_text('rules = ["rules/local.yaml"]\ngate = 3\n', encoding="utf-8")
    settings = load(path)
    assert settings.rules == (tmp_path / "rules" / "local.yaml",)
    assert settings.section("release") == {}
    with pytest.raises(ConfigError, match="gate"):
        settings.section("gate")
