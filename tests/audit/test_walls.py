"""A fault inside one rule or one document takes nothing else with it, and is never silent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from audit.pipeline import audit
from audit.reading.own import is_own
from checks.report import DocumentStatus, Verdict
from checks.rules.words import years
from checks.rules.words.wording import Setting, WordFinding, Wording
from tests.audit.test_cli import gouji

SAMPLES = Path(__file__).parents[2] / "sample_data"
TEXT = """某市水务局2023年度部门决算
2023年度收入总计 100.00 万元，支出总计 100.00 万元。
"""


def broken(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    raise IndexError("out of range")


def test_a_rule_that_fails_inside_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(years, "RULES", (broken,))
    file = tmp_path / "决算.txt"
    file.write_text(TEXT.replace("支出总计 100.00", "支出总计 108.00"), encoding="utf-8")
    report = audit([file])
    assert [f.rule for f in report.findings if f.rule.startswith("prose")] == ["prose.totals-balance"]
    assert report.documents[0].status is DocumentStatus.PARTIAL
    assert "words.broken" in report.documents[0].problems[-1]
    assert report.summary.verdict is Verdict.INCOMPLETE


def test_a_document_that_breaks_recognition_leaves_the_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "甲.txt", tmp_path / "乙.txt"
    first.write_text(TEXT, encoding="utf-8")
    second.write_text(TEXT, encoding="utf-8")
    from audit.submission import recognising

    right = recognising.recognise_document

    def recognise(document, index, count, stated):  # type: ignore[no-untyped-def]
        if document.path.endswith("甲.txt"):
            raise ValueError("broken")
        return right(document, index, count, stated)

    monkeypatch.setattr(recognising, "recognise_document", recognise)
    report = audit([first, second])
    assert [d.status for d in report.documents] == [DocumentStatus.UNREADABLE, DocumentStatus.AUDITED]
    assert "ValueError" in report.documents[0].problems[0]


def test_numbers_that_nothing_could_be_held_against_are_no_pass(tmp_path: Path) -> None:
    file = tmp_path / "说明.txt"
    file.write_text(
        "某市水务局2023年度部门决算\n2023年度培训人数为 35 人。\n2023年度收入决算为 12.30 万元。\n",
        encoding="utf-8",
    )
    report = audit([file])
    assert report.summary.verdict is Verdict.INCOMPLETE
    assert "没有一个能核对" in report.documents[0].problems[-1]


def test_a_table_a_cell_a_line_beside_sentences_that_were_checked_is_no_pass(tmp_path: Path) -> None:
    cells = "\n".join(["教育支出", "12.30", "7.30", "卫生健康支出", "9.10", "3.20", "合计", "21.40", "10.50"])
    told = "2023年度本年支出合计 21.40 万元，其中：基本支出 10.90 万元，项目支出 10.50 万元。"
    file = tmp_path / "说明.txt"
    file.write_text(f"某市水务局2023年度部门决算\n{cells}\n{told}\n", encoding="utf-8")
    report = audit([file])
    assert report.summary.verdict is Verdict.INCOMPLETE
    assert "失去行列" in report.documents[0].problems[-1]


def test_a_folder_is_read_without_what_the_program_wrote_into_it(tmp_path: Path) -> None:
    sample = SAMPLES / "with_errors" / "final_accounts_2020.docx"
    shutil.copy(sample, tmp_path / sample.name)
    (tmp_path / "README.md").write_text("提交说明", encoding="utf-8")
    first = audit([tmp_path])
    result = gouji("check", tmp_path, "--out", tmp_path, "--format", "excel,json,html,markdown", "--annotate")
    assert result.exit_code == 1
    written = [p for p in tmp_path.iterdir() if p.name not in {sample.name, "README.md"}]
    assert len(written) >= 4
    assert all(is_own(p) for p in written if p.suffix in {".xlsx", ".html", ".docx", ".md"})
    assert audit([tmp_path]) == first


def test_a_path_that_is_not_there_writes_nothing(tmp_path: Path) -> None:
    result = gouji("check", tmp_path / "没有.pdf", "--out", tmp_path / "reports")
    assert result.exit_code == 2
    assert not (tmp_path / "reports").exists()
