"""Slips in the words of a page that no number tells, each beside what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit


@pytest.mark.parametrize(
    ("line", "rule", "text"),
    [
        pytest.param("会议会议费预算 1.20 万元。", "words.slip", "会议会议", id="a doubled word"),
        pytest.param("公务接待费较上年减少了了 0.20 万元。", "words.slip", "了了", id="a doubled particle"),
        pytest.param("因公出国（境）费,0 万元。", "words.slip", "费,0", id="a comma before an amount"),
        pytest.param("“本单位为公益一类单位。", "words.slip", "“本单位为", id="a mark left open"),
        pytest.param("本单位为“公益一类”单位。", "words.slip", "", id="a mark that is closed"),
        pytest.param("项目支出 元。", "words.number-missing", "支出元", id="a unit alone"),
        pytest.param("授予中小企业合同金额 8.00 万元，占比100。", "words.unit-missing", "100", id="no sign"),
        pytest.param("授予中小企业合同金额 8.00 万元，占比100%。", "words.unit-missing", "", id="its sign"),
        pytest.param(
            "2024年度部门决算中，基本支出 8.00 万元。", "words.level-unit", "部门决算中", id="a unit"
        ),
        pytest.param("2024年度单位决算中，基本支出 8.00 万元。", "words.level-unit", "", id="its own"),
    ],
)
def test_what_a_page_says_wrongly_is_found(tmp_path: Path, line: str, rule: str, text: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"某市少年宫2024年度单位决算\n{line}\n", encoding="utf-8")
    findings = audit([path]).findings
    said = "".join(e.text for finding in findings if finding.rule == rule for e in finding.evidence)
    assert bool(said) is bool(text)
    assert text in said
