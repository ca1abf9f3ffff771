"""What was written into a workbook is in the next one, and holds for exactly the numbers it was written for."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.reporting import write
from audit.reporting.answers import AnswersError, read
from audit.reporting.excel.findings import position
from audit.reporting.excel.plan import FINDINGS_HEADER
from checks.report import Report
from tests.audit.reporting import sample

NOON = "2026-03-01T12:00:00+08:00"


@pytest.fixture
def report() -> Report:
    return sample.report()


def run(report: Report, folder: Path) -> Path:
    (path,) = write(report, folder, ["excel"], NOON)
    return path


def fill_in(path: Path, **values: str) -> None:
    """Write into the first row of the list."""
    book = load_workbook(path)
    for name, value in values.items():
        book["差异清单"].cell(FINDINGS_HEADER + 1, position(name)).value = value
    book.save(path)


def first_row(path: Path) -> dict[str, object]:
    sheet = load_workbook(path)["差异清单"]
    assert isinstance(sheet, Worksheet)
    names = ("opinion", "by", "state", "since", "id")
    return {name: sheet.cell(FINDINGS_HEADER + 1, position(name)).value for name in names}


def test_every_answer_is_in_the_next_workbook(report: Report, tmp_path: Path) -> None:
    fill_in(run(report, tmp_path), opinion="系统取数差异，待核", by="李四", state="已修改")
    for _ in range(3):
        after = first_row(run(report, tmp_path))
        assert (after["opinion"], after["by"], after["state"]) == ("系统取数差异，待核", "李四", "已修改")
        assert after["since"] == "仍在"


def test_a_changed_number_voids_its_own_answer_and_no_other(report: Report, tmp_path: Path) -> None:
    fill_in(run(report, tmp_path), opinion="批复在案", by="李四", state="已说明")
    first = next(each for each in report.findings if each.id == first_row(tmp_path / "report.xlsx")["id"])
    evidence = (replace(first.evidence[0], text="1,065.99"), *first.evidence[1:])
    changed = replace(
        report,
        findings=tuple(replace(f, evidence=evidence) if f is first else f for f in report.findings),
    )
    for _ in range(2):
        after = first_row(run(changed, tmp_path))
        assert (after["opinion"], after["state"]) == ("（数字已变，原意见）批复在案", "待处理")


def test_a_finding_that_is_no_more_is_listed_as_settled(report: Report, tmp_path: Path) -> None:
    path = run(report, tmp_path)
    fill_in(path, opinion="已按批复更正", by="李四", state="已修改")
    gone = first_row(path)["id"]
    after = replace(report, findings=tuple(each for each in report.findings if each.id != gone))
    for _ in range(2):
        book = load_workbook(run(after, tmp_path))
        texts = [cell.value for row in book["已改清单"].iter_rows(min_row=3) for cell in row]
        assert "已按批复更正" in texts
        assert "已改" in texts
    again = first_row(run(report, tmp_path))
    assert (again["opinion"], again["since"]) == ("已按批复更正", "新增")


def test_answers_about_other_documents_are_kept(report: Report, tmp_path: Path) -> None:
    fill_in(run(report, tmp_path), opinion="批复在案", by="李四", state="已说明")
    documents = tuple(replace(each, path=f"other{i}.pdf") for i, each in enumerate(report.documents))
    book = load_workbook(run(replace(report, documents=documents, findings=()), tmp_path))
    texts = [cell.value for row in book["已改清单"].iter_rows(min_row=3) for cell in row]
    assert "批复在案" in texts
    assert "本次未核对" in texts


def test_without_an_earlier_run_nothing_is_new(report: Report, tmp_path: Path) -> None:
    assert first_row(run(report, tmp_path))["since"] is None
    assert "已改清单" not in load_workbook(tmp_path / "report.xlsx").sheetnames


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken"])
def test_another_file_in_its_place_is_no_workbook_of_ours(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    with pytest.raises(AnswersError):
        read(path)
    assert load_workbook(io.BytesIO(run(sample.report(), tmp_path).read_bytes())).sheetnames
