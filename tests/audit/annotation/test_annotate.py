"""Marked copies of a whole submission: what is written, what is not, and a sentence for each that is missing."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from audit.annotation import annotate
from audit.annotation.marks import marks
from audit.pipeline import audit
from audit.reporting.files import OutputError
from audit.reporting.view import View
from checks.finding import Waiver
from checks.report import Report
from tests.audit.reporting.sample import report as made_up

SAMPLES = Path(__file__).parents[3] / "sample_data" / "with_errors"
NAME = "final_accounts_2020"


def audited(*paths: Path) -> Report:
    return audit(paths)


def test_every_format_has_its_copy_and_the_original_stays(tmp_path: Path) -> None:
    paths = [SAMPLES / f"{NAME}.{suffix}" for suffix in ("pdf", "docx", "xlsx")]
    before = [path.read_bytes() for path in paths]
    copies = annotate(audited(*paths), tmp_path)
    assert [path.name for path in copies.written] == [f"{NAME}.annotated{path.suffix}" for path in paths]
    assert copies.notes == ()
    assert [path.read_bytes() for path in paths] == before
    notes = [
        "\n".join(
            str(each.get_object().get("/Contents", ""))
            for page in PdfReader(copies.written[0]).pages
            for each in page.annotations or ()
        ),
        "\n".join(comment.text for comment in docx.Document(str(copies.written[1])).comments),
        "\n".join(
            cell.comment.text
            for sheet in load_workbook(copies.written[2]).worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.comment
        ),
    ]
    for note in notes:
        assert "“951.34”疑应为“915.34”（数字颠倒" in note
        assert "“112.24”疑应为“114.24”" in note


def test_csv_has_no_copy_and_needs_no_excuse(tmp_path: Path) -> None:
    copies = annotate(audited(SAMPLES / f"{NAME}_csv"), tmp_path)
    assert copies.written == ()
    assert copies.notes == ()


def test_a_member_of_an_archive_has_its_copy(tmp_path: Path) -> None:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(SAMPLES / f"{NAME}.xlsx", "表/决算.xlsx")
    with zipfile.ZipFile(tmp_path / "送审.zip", "w") as archive:
        archive.writestr("内.zip", inner.getvalue())
        archive.write(SAMPLES / f"{NAME}.docx", "决算.docx")
    copies = annotate(audited(tmp_path / "送审.zip"), tmp_path)
    assert sorted(path.name for path in copies.written) == ["决算.annotated.docx", "决算.annotated.xlsx"]


def test_two_documents_of_one_name_have_a_copy_each(tmp_path: Path) -> None:
    for folder in ("一", "二"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.xlsx").write_bytes((SAMPLES / f"{NAME}.xlsx").read_bytes())
    copies = annotate(audited(tmp_path / "一", tmp_path / "二"), tmp_path)
    assert [path.name for path in copies.written] == ["a.annotated.xlsx", "a.2.annotated.xlsx"]


def test_a_document_that_is_gone_or_damaged_costs_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes((SAMPLES / f"{NAME}.xlsx").read_bytes())
    report = audited(path)
    path.write_bytes(b"changed")
    assert "没有生成批注副本" in annotate(report, tmp_path).notes[0]
    broken = annotate(report, tmp_path, lambda _: b"%PDF-1.7 broken")
    assert broken.written == ()
    assert broken.notes == ("“a.xlsx”的结构有损坏，不能写入批注，没有生成批注副本。",)
    assert list(tmp_path.iterdir()) == [path]


def test_an_old_format_is_named(tmp_path: Path) -> None:
    report = audited(SAMPLES / f"{NAME}.xlsx")
    old = annotate(report, tmp_path, lambda _: b"{\\rtf1 old}")
    assert "另存为" in old.notes[0]


def test_a_folder_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        annotate(audited(SAMPLES / f"{NAME}.xlsx"), tmp_path / "no such folder")


def test_a_cause_is_strong_and_what_follows_from_it_is_not() -> None:
    found = {mark.evidence.text: mark for mark in marks(View(made_up()))[0]}
    assert found["1,065.88"].strong
    assert "疑应为“1,056.88”" in found["1,065.88"].note
    assert not found["1,056.88"].strong
    assert "引起" in found["1,056.88"].note


def test_what_is_explained_is_not_marked() -> None:
    report = made_up()
    waiver = Waiver("已核", "张三", "2030-12-31")
    settled = replace(report, findings=tuple(replace(each, waiver=waiver) for each in report.findings))
    assert marks(View(settled)) == {}
