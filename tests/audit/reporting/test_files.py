"""Reports are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import reporting
from audit.reporting import files
from checks.report import Report

NOON = "2026-03-01T12:00:00+08:00"


def test_every_format_is_written_under_its_name(report: Report, tmp_path: Path) -> None:
    written = reporting.write(report, tmp_path / "out", list(reporting.FORMATS), NOON)
    assert [path.name for path in written] == [
        "report.xlsx",
        "report.html",
        "report.json",
        "report.sarif",
        "report.junit.xml",
        "report.md",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in written)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_report_and_nothing_partial(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.json"
    target.write_bytes(b"old")

    def fail(self: Path, other: Path) -> Path:
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((reporting.OutputError, KeyboardInterrupt)):
        files.replace(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_written_when_one_format_fails(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(report: Report, generated_at: str) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("audit.reporting.pages.markdown.render", fail)
    with pytest.raises(KeyboardInterrupt):
        reporting.write(report, tmp_path, ["json", "markdown"], NOON)
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_a_file_is_refused_before_any_work(tmp_path: Path) -> None:
    path = tmp_path / "reports_out"
    path.write_text("a file")
    with pytest.raises(reporting.OutputError, match="not a folder"):
        reporting.prepare(path, "en")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(reporting.OutputError, match="不能写入"):
        reporting.prepare(tmp_path / "file" / "reports_out")


def test_preparing_leaves_nothing_behind(tmp_path: Path) -> None:
    reporting.prepare(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []
