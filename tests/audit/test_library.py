"""The documented examples of the library run as they stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from audit import check
from audit.recognition import Overrides
from audit.release.run import run_extract
from checks.report import FindingsError, Verdict

ROOT = Path(__file__).parents[2]
RIGHT = ROOT / "sample_data" / "as_published" / "final_accounts_2020.xlsx"
WRONG = ROOT / "sample_data" / "with_errors" / "final_accounts_2020.xlsx"


def test_the_documented_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sample_data").symlink_to(ROOT / "sample_data")
    monkeypatch.chdir(tmp_path)
    run_extract([WRONG], tmp_path / "release", Overrides(), "zh")
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", text, re.S))
    script = tmp_path / "example.py"
    script.write_text(code, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": ""},
    )
    assert run.returncode == 0, run.stderr
    for shown in re.findall(r"# (fail: .*|1065.*thousandths|Tried.*)$", text, re.M):
        assert shown.split(",")[0] in run.stdout
    assert (tmp_path / "reports_out" / "report.xlsx").is_file()


def test_a_report_can_be_asked() -> None:
    right, wrong = check(RIGHT), check(str(WRONG), lang="en")
    right.raise_for_errors()
    assert right.to_frame().empty
    with pytest.raises(FindingsError, match="6 errors") as raised:
        wrong.raise_for_errors()
    assert raised.value.report is wrong
    frame = wrong.to_frame()
    assert len(frame) == len(wrong.findings)
    assert "951.34" in " ".join(frame["message"])
    assert frame["cell"].notna().all()


def test_a_document_that_is_not_there_is_no_pass() -> None:
    report = check("absent.pdf")
    assert report.summary.verdict is Verdict.INCOMPLETE
    with pytest.raises(FindingsError):
        report.raise_for_errors()
