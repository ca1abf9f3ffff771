"""The reports that people read outside Excel: console, Markdown, HTML."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.cells import cell_len
from rich.console import Console

from audit.reporting.pages import html as html_report
from audit.reporting.pages import markdown
from audit.reporting.pages.console import FIRST_FINDINGS, print_summary
from checks.report import DocumentStatus, Report, Verdict
from tests.audit.reporting import sample

NOON = "2026-03-01T12:00:00+08:00"


def _printed(report: Report) -> str:
    stream = io.StringIO()
    print_summary(report, [Path("reports_out/report.xlsx")], Console(file=stream, width=80, markup=False))
    return stream.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_fits_a_terminal_of_80_columns(lang: str) -> None:
    text = _printed(sample.report(lang))
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text


def test_the_summary_says_what_matters(report: Report) -> None:
    text = _printed(report)
    assert text.lstrip().startswith("未完成")
    assert "错误 4 · 提示 3 · 参考 1 · 已说明 1" in text
    assert "区委组织部 2020年度决算.pdf" in text
    assert "“1,065.88”疑应为“1,056.88”（数字颠倒，把握 97%） · 改正后同时解决第 2–3 条" in text.replace(
        "\n   ", ""
    )
    assert "7 处原因，牵连 2 处" in text
    assert "120 个数字：读出 119，识别 100，核对 96（80.0%）" in text
    assert "reports_out/report.xlsx" in text


def test_causes_come_before_what_they_settle(report: Report) -> None:
    text = _printed(report)
    assert "组织事务：基本支出不等于各项之和" not in text
    assert "另有 3 条未列出" in text


def test_the_summary_is_stable(report: Report) -> None:
    assert _printed(report) == _printed(report)


def test_a_document_cannot_drive_the_terminal(report: Report) -> None:
    hostile = replace(sample.CAUSE, title="\x1b]0;x\x07[red]标题[/red]", message="\x1b[2J")
    text = _printed(replace(report, findings=(hostile,)))
    assert "\x1b" not in text
    assert "[red]标题[/red]" in text


def test_many_findings_and_documents_stay_short(report: Report) -> None:
    many = tuple(replace(sample.FINDINGS[0], id=f"{n:012x}") for n in range(500))
    text = _printed(replace(report, findings=many, documents=report.documents * 200))
    assert len(text.splitlines()) < 20 + 3 * FIRST_FINDINGS + 60


def test_a_clean_run_says_so(report: Report) -> None:
    clean = replace(
        report,
        findings=(),
        notes=(),
        documents=tuple(replace(d, status=DocumentStatus.AUDITED, problems=()) for d in report.documents),
        summary=replace(report.summary, errors=0, warnings=0, infos=0, waived=0, verdict=Verdict.PASS),
    )
    assert "没有发现差异。" in _printed(clean)


def test_markdown_tables_cannot_be_broken_by_text(report: Report) -> None:
    hostile = replace(sample.CAUSE, title="a|b\n|c", message="<img src=x> `x` [y](http://example.org) @all")
    text = markdown.markdown(replace(report, findings=(hostile,)), NOON)
    row = next(line for line in text.splitlines() if line.startswith("| 1 |"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 8
    assert "a\\|b \\|c" in row
    assert "\\<img src=x\\>" in row


def test_markdown_shows_verdict_documents_and_findings(report: Report) -> None:
    text = markdown.markdown(report, NOON)
    assert text.startswith("# ⚠️ 勾稽: 未完成")
    assert "| 区委组织部 2020年度决算.pdf | 决算 | 2020 | 2 | 部分核对 |" in text
    assert "由第 1 条引起" in text


def test_markdown_is_cut_and_says_so(report: Report) -> None:
    many = tuple(replace(sample.FINDINGS[0], id=f"{n:012x}") for n in range(markdown.MOST_FINDINGS + 7))
    assert "另有 7 条未列出" in markdown.markdown(replace(report, findings=many), NOON)


def _page(report: Report) -> BeautifulSoup:
    return BeautifulSoup(html_report.render(report, NOON), "lxml")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_self_contained(lang: str) -> None:
    page = _page(sample.report(lang))
    assert page.find_all(["link", "img", "iframe", "object"]) == []
    assert page.find_all(src=True) == []
    assert page.find_all(href=True) == []
    assert len(page.find_all("article")) == len(sample.FINDINGS)


def test_the_page_shows_a_finding_with_context_and_diagnosis(report: Report) -> None:
    card = _page(report).find(id="f-a00000000004")
    assert card is not None
    assert "比上年增加3,958.67万元，增长21.95%。" in card.get_text()
    marks = [mark.get_text() for mark in card.find_all("mark")]
    assert marks == ["21.95%", "3,958.67"]
    cause = _page(report).find(id="f-a00000000001")
    assert cause is not None
    assert "数字颠倒" in cause.get_text()


def test_the_page_treats_text_as_text(report: Report) -> None:
    bad = "<script>alert(1)</script>\"'><b>"
    hostile = replace(sample.CAUSE, title=bad, message=bad, rule=bad)
    documents = tuple(replace(each, path=bad, problems=(bad,)) for each in report.documents)
    statements = tuple(replace(each, name=bad) for each in report.statements)
    page = _page(replace(report, findings=(hostile,), documents=documents, statements=statements))
    assert len(page.find_all("script")) == 1
    assert bad in page.get_text()


def test_the_page_is_cut_and_says_so(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_report, "MOST_FINDINGS", 2)
    page = _page(report)
    assert len(page.find_all("article")) == 2
    assert "另有 7 条未列出" in page.get_text()
