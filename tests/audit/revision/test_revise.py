"""Corrected copies: tracked changes that can be accepted or rejected, cells that keep what stood there."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from typer.testing import CliRunner

from audit.cli import app
from audit.pipeline import Options, audit
from audit.revision import revise
from benchmarks.office import ACCEPT, REJECT, Office, present
from benchmarks.revising import faults, rejected, texts
from checks.finding import Severity, Waiver
from checks.report import Report

SAMPLES = Path(__file__).parents[3] / "sample_data"
NAME = "final_accounts_2020"
DRAFT = SAMPLES / "with_errors" / f"{NAME}.docx"
ACCOUNTS = SAMPLES / "accounts"
MISTAKES = {"951.34": "915.34", "112.24": "114.24", "5.61": "5.16", "28.17": "28.62", "178.45": "180.93"}
MISTAKES |= {"8.2": "6.2"}  # from last year's books and this year's
NOON = datetime(2021, 9, 1, 12, tzinfo=UTC)


def audited(*paths: Path, against: tuple[Path, ...] = (ACCOUNTS,)) -> Report:
    return audit(paths, Options(against=against, revise=True))


def body(path: Path) -> Any:
    return docx.Document(str(path)).element.body


def accepted(root: Any) -> Any:
    """The document with every change accepted, as Word does it."""
    root = deepcopy(root)
    for gone in list(root.iter(qn("w:del"))):
        gone.getparent().remove(gone)
    for put in list(root.iter(qn("w:ins"))):
        for child in list(put):
            put.addprevious(child)
        put.getparent().remove(put)
    return root


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("revised")
    revisions = revise(audited(DRAFT), out, now=NOON)
    assert [path.name for path in revisions.written] == [f"{NAME}.revised.docx", "corrections.xlsx"]
    assert "6 处确定的错误已在修订副本中改正" in revisions.notes[0]
    return out / f"{NAME}.revised.docx"


def test_each_certain_mistake_is_one_tracked_change(revised: Path) -> None:
    root = body(revised)
    gone = ["".join(t.text or "" for t in each.iter(qn("w:delText"))) for each in root.iter(qn("w:del"))]
    put = ["".join(t.text or "" for t in each.iter(qn("w:t"))) for each in root.iter(qn("w:ins"))]
    assert dict(zip(gone, put, strict=True)) == MISTAKES
    changes = [*root.iter(qn("w:del")), *root.iter(qn("w:ins"))]
    assert len({each.get(qn("w:id")) for each in changes}) == 12
    assert {each.get(qn("w:date")) for each in changes} == {"2021-09-01T12:00:00Z"}


def test_each_change_has_a_comment_with_the_number_of_its_finding(revised: Path) -> None:
    comments = [comment.text for comment in docx.Document(str(revised)).comments]
    assert len(comments) == 6
    assert any(text.startswith("第 1 条：178.45 → 180.93（来源为此数）。") for text in comments)


def test_rejecting_all_gives_back_the_draft(revised: Path) -> None:
    assert texts(rejected(body(revised))) == texts(body(DRAFT))


def test_accepting_all_mends_what_was_corrected_and_breaks_nothing(revised: Path, tmp_path: Path) -> None:
    package = docx.Document(str(revised))
    document = package.element
    document.replace(document.body, accepted(document.body))
    package.save(str(tmp_path / "定稿.docx"))
    before = {(f.rule, f.stated) for f in audited(DRAFT).findings}
    for path in (tmp_path / "定稿.docx", revised):
        left = audited(path).findings
        assert {(f.rule, f.stated) for f in left} < before
        assert {f.stated for f in left if f.severity is Severity.ERROR} == {None}


def test_the_formatting_is_that_of_the_draft(tmp_path: Path) -> None:
    package = docx.Document(str(DRAFT))
    cell = next(c for table in package.tables for row in table.rows for c in row.cells if c.text == "951.34")
    run = cell.paragraphs[0].runs[0]
    run.bold, run.font.name = True, "仿宋"
    package.save(str(tmp_path / "稿.docx"))
    revise(audited(tmp_path / "稿.docx"), tmp_path)
    root = body(tmp_path / "稿.revised.docx")
    (put,) = [each for each in root.iter(qn("w:ins")) if "915.34" in "".join(each.itertext())]
    look = put.find(f"{qn('w:r')}/{qn('w:rPr')}")
    assert look.find(qn("w:b")) is not None
    assert look.find(qn("w:rFonts")).get(qn("w:ascii")) == "仿宋"


def test_the_draft_is_never_written_to(tmp_path: Path) -> None:
    before = DRAFT.read_bytes()
    revise(audited(DRAFT), tmp_path)
    assert DRAFT.read_bytes() == before


def test_a_workbook_keeps_the_old_value_in_a_comment(tmp_path: Path) -> None:
    path = SAMPLES / "with_errors" / f"{NAME}.xlsx"
    revise(audited(path), tmp_path)
    book = load_workbook(tmp_path / f"{NAME}.revised.xlsx")
    noted = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    assert {str(cell.value) for cell in noted} == {"915.34", "114.24", "5.16", "28.62"}
    assert all(cell.fill.fgColor.rgb.endswith("FFF2A8") for cell in noted)
    (cell,) = [cell for cell in noted if cell.value == 915.34]
    assert "951.34 → 915.34（来源为此数）" in cell.comment.text
    assert cell.number_format == "#,##0.00"
    again = audited(tmp_path / f"{NAME}.revised.xlsx")
    assert not {f.stated for f in again.findings} & set(MISTAKES)


def test_a_formula_is_not_written_over(tmp_path: Path) -> None:
    book = load_workbook(SAMPLES / "with_errors" / f"{NAME}.xlsx")
    cell = next(c for sheet in book for row in sheet.iter_rows() for c in row if c.value == 112.24)
    title, address = cell.parent.title, cell.coordinate
    book.save(tmp_path / "稿.xlsx")
    report = audited(tmp_path / "稿.xlsx")
    cell.value = "=56.12*2"
    book.save(tmp_path / "稿.xlsx")
    changed = replace(
        report,
        documents=tuple(
            replace(each, sha256="") if each.path.endswith("稿.xlsx") else each for each in report.documents
        ),
    )
    revise(changed, tmp_path, lambda _: (tmp_path / "稿.xlsx").read_bytes())
    assert load_workbook(tmp_path / "稿.revised.xlsx")[title][address].value == "=56.12*2"


def test_a_pdf_has_its_corrections_in_the_list(tmp_path: Path) -> None:
    revisions = revise(audited(SAMPLES / "with_errors" / f"{NAME}.pdf"), tmp_path)
    assert [path.name for path in revisions.written] == ["corrections.xlsx"]
    sheet = load_workbook(tmp_path / "corrections.xlsx").worksheets[0]
    lines = [tuple(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert {line[5]: line[6] for line in lines} == MISTAKES
    assert all("第" in str(line[2]) and line[8] == "未改，请手工改正" for line in lines)


def test_what_was_explained_is_not_corrected(tmp_path: Path) -> None:
    report = audited(DRAFT)
    waiver = Waiver("口径不同", "张三", "2030-01-01")
    explained = replace(report, findings=tuple(replace(f, waiver=waiver) for f in report.findings))
    revisions = revise(explained, tmp_path)
    assert revisions.written == ()
    assert revisions.notes == ("没有可以确定改正的数，没有写修订副本。",)


@pytest.mark.skipif(not present(), reason="LibreOffice is not here")
def test_libre_office_accepts_and_rejects_the_changes(revised: Path, tmp_path: Path) -> None:
    office = Office(tmp_path)
    before = {(f.rule, f.stated) for f in audited(DRAFT).findings}
    mended = office.changes(ACCEPT, revised, tmp_path / "定稿.docx")
    left = {(f.rule, f.stated) for f in audited(mended).findings}
    assert left < before
    assert not {stated for _, stated in left} & set(MISTAKES)
    back = office.changes(REJECT, revised, tmp_path / "原稿.docx")
    assert texts(body(back)) == texts(body(DRAFT))


def test_the_copy_breaks_no_rule_of_the_format_that_the_draft_does_not_break(revised: Path) -> None:
    assert faults(revised) == faults(DRAFT)


def test_the_command_writes_the_copies_beside_the_report(tmp_path: Path) -> None:
    command = ["check", str(DRAFT), "--against", str(ACCOUNTS), "--revise", "--out", str(tmp_path)]
    run = CliRunner().invoke(app, command)
    assert run.exit_code == 1
    names = {"report.xlsx", "report.json", f"{NAME}.revised.docx", "corrections.xlsx"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert all(name in run.output for name in names)
    run = CliRunner().invoke(app, ["check", str(DRAFT), "--against", str(tmp_path / "无.xlsx")])
    assert run.exit_code == 2
    assert "无.xlsx" in run.output
