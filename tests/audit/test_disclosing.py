"""The checklist in a run: right documents, scans, halves of a disclosure, dates and lists from the settings, reports."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import jsonschema
import openpyxl
import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from audit.pipeline import Options, audit
from audit.reporting.excel import render as render_workbook
from audit.reporting.machine.json_reading import from_dict
from audit.reporting.machine.json_report import SCHEMA_PATH, render, to_dict
from audit.reporting.pages.console import print_summary, terminal
from audit.settings.model import DocumentSettings, ExpectedDocument, Settings, SubmissionSettings
from benchmarks.unread import with_picture
from checks.finding import Compliance, Severity
from checks.report import Report, Verdict

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data" / "as_published"
CORPUS = ROOT.parent / "shared" / "corpus"


def missing(report: Report) -> set[str]:
    """The items that a report calls missing."""
    return {e.item for e in report.disclosure if e.verdict is Compliance.MISSING}


@pytest.mark.parametrize("name", ["final_accounts_2020.docx", "final_accounts_2020.pdf"])
def test_nothing_is_demanded_of_a_document_that_has_it_all(name: str) -> None:
    report = audit([SAMPLES / name])
    loud = [
        f for f in report.findings if f.rule.startswith("disclosure.") and f.severity is not Severity.INFO
    ]
    assert report.disclosure
    assert loud == []


def test_accounts_with_an_evaluation_attached_are_judged_as_accounts(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(ATTACHED, encoding="utf-8")
    report = audit([page])
    assert report.documents[0].kind == "final_accounts"
    assert [s.code for s in report.statements] == ["performance.project_self_evaluation"]
    total = next(e for e in report.disclosure if e.item == "disclosure.final.table-totals")
    assert total.verdict is Compliance.MET


ATTACHED = """<h1>南山县水利局2023年度部门决算</h1>
<p>2023年度收入总计215.40万元，支出总计215.40万元。</p>
<p>附件：项目支出绩效自评表</p><p>单位：万元</p>
<table><tr><td>项目名称</td><td>饮水安全</td><td>主管部门</td><td>南山县水利局</td></tr>
<tr><td>项目资金</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td></tr>
<tr><td>年度资金总额</td><td>20.00</td><td>20.00</td><td>18.72</td></tr>
<tr><td>其中：当年财政拨款</td><td>20.00</td><td>20.00</td><td>18.72</td></tr></table>"""

NARRATIVE = """某县中医院2024年部门决算公开信息
一、单位情况
我院执行政府会计制度。
我院是差额补助事业单位。
在职职工 246 人。
二、收入决算情况说明
2024年总收入 6,628.72 万元。
财政补助收入 2,339.68 万元。
事业收入 4,131.30 万元。
其他收入 157.74 万元。
三、支出决算情况说明
2024年总支出 7,778.55 万元。
财政项目补助支出 683.20 万元。
基本支出 7,095.35 万元。
四、一般公共预算财政拨款“三公”经费支出决算情况说明
"""
ENDS = "“三公”经费支出决算为 13.07 万元，完成预算的 104.56%。"


def test_what_an_excerpt_lacks_may_stand_further_on(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(f"{NARRATIVE}{ENDS}\n", encoding="utf-8")
    assert missing(audit([page]))
    page.write_text(f"{NARRATIVE}{ENDS}其中因公出国（境）费支出决算为 4.46 万元，完\n", encoding="utf-8")
    assert missing(audit([page])) == set()


def test_a_scan_misses_nothing(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    _as_pictures(SAMPLES / "final_accounts_2020.pdf", scan)
    report = audit([scan])
    assert missing(report) == set()
    assert report.summary.verdict is Verdict.INCOMPLETE


def _as_pictures(source: Path, target: Path) -> None:
    canvas = Canvas(str(target))
    for page in list(pypdfium2.PdfDocument(source))[:3]:
        width, height = page.get_size()
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(page.render(scale=0.5).to_pil()), 0, 0, width, height)
        canvas.showPage()
    canvas.save()


@pytest.mark.parametrize("page", [3, 11, 17, 18])
def test_a_page_that_cannot_be_read_costs_no_right_document_anything(
    page: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of a table, a page in the middle of one, and those with the sentences."""
    monkeypatch.setattr("audit.reading.scans.pages.is_installed", lambda: False)
    path = tmp_path / "决算.pdf"
    path.write_bytes(with_picture(SAMPLES / "final_accounts_2020.pdf", page))
    report = audit([path])
    assert [f.message for f in report.findings if f.severity is not Severity.INFO] == []
    assert missing(report) == set()
    asked = [e for e in report.disclosure if f"第 {page} 页是图片" in e.problem]
    assert {e.verdict for e in asked} == {Compliance.UNCHECKED}
    assert sum(e.verdict is Compliance.MET for e in report.disclosure) >= 40


def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    words = (SAMPLES / "final_accounts_2020.docx").read_bytes()
    (tmp_path / "某局2024年度部门决算说明.docx").write_bytes(words)
    assert missing(audit([tmp_path])) != set()
    (tmp_path / "决算表.xlsx").write_bytes(b"PK damaged")
    report = audit([tmp_path])
    assert missing(report) == set()


def test_tables_alone_miss_no_sentence() -> None:
    report = audit([SAMPLES / "final_accounts_2020.xlsx"])
    assert missing(report) == set()
    assert {e.verdict for e in report.disclosure} >= {Compliance.MET, Compliance.UNCHECKED}


def test_dates_of_the_settings_decide_the_deadline() -> None:
    name = "final_accounts_2020.docx"
    dates = DocumentSettings(approved=datetime.date(2021, 8, 1), published=datetime.date(2021, 9, 1))
    settings = Settings(submission=SubmissionSettings(documents={name: dates}))
    report = audit([SAMPLES / name], Options(settings=settings))
    assert "disclosure.final.deadline" in missing(report)


def test_what_is_expected_and_not_there_is_a_finding() -> None:
    expected = ExpectedDocument(department="云港市望江区财政局", year=2020, kind="final_accounts")
    report = audit([SAMPLES / "final_accounts_2020.xlsx"], Options(settings=Settings(expected=[expected])))
    (found,) = [f for f in report.findings if f.rule == "disclosure.expected-missing"]
    assert "望江区财政局" in found.message
    assert found.severity is Severity.WARNING


def test_the_list_is_in_every_report() -> None:
    report = audit([SAMPLES / "final_accounts_2020.docx"])
    data = json.loads(render(report, "2026-01-01T00:00:00+00:00"))
    jsonschema.validate(data, json.loads(SCHEMA_PATH.read_text(encoding="utf-8")))
    assert from_dict(to_dict(report)).disclosure == report.disclosure
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report, "2026-01-01T00:00:00+00:00")))
    sheet = book["公开完整性检查表"]
    header = [cell.value for cell in sheet[2]]
    assert header == ["序号", "检查内容", "依据", "是否合格", "位置", "问题", "处理意见"]
    assert sheet.max_row == len(report.disclosure) + 3
    console = terminal()
    with console.capture() as captured:
        print_summary(report, [], console)
    assert "完整性 " in captured.get()
    assert " 合格" in captured.get()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        (
            "shanghai/宜川路街道办事处2025年度部门决算.pdf",
            {"vehicle-purchase", "vehicles-bought", "abroad-groups", "abroad-persons", "reception-foreign"},
        ),
        ("shanghai/普陀区委社会工作部2024年度部门决算.pdf", set()),
        ("shanghai/普陀区司法局2026年单位预算.pdf", {"same-level"}),
        ("shanghai/万里街道办事处2025年预算.pdf", set()),
        ("jiangsu/江苏省委办公厅2019年度部门预算公开文件.pdf", set()),
        ("jiangsu/江苏省委办公厅2018年度部门预算公开表.pdf", {"table-order"}),
        ("guangdong/海珠区委组织部2020年度部门决算.txt", {"project-amounts", "same-level"}),
        ("guangdong/大亚湾区委组织部2022年度部门整体支出绩效自评报告.txt", {"indicator-scores"}),
    ],
)
def test_published_documents_are_judged_as_a_reader_judges_them(file: str, wanted: set[str]) -> None:
    assert {item.split(".")[-1] for item in missing(audit([CORPUS / file]))} == wanted
