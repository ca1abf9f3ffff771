"""Accounts that name the fund of an expense, and whose tables give meetings, training and procurement of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit
from checks.finding import Severity

SAID = (
    "2024年度财政拨款“三公”经费支出决算22.30万元（其中：一般公共预算支出22.30万元）。",
    "2024年度财政拨款培训费支出决算6.40万元。",
    "2024年度政府采购支出总额90.50万元，其中：政府采购货物支出50.50万元、政府采购服务支出40.00万元。",
)
TABLES = {
    "一般公共预算支出决算表（功能科目）": [
        ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("", "合计", "846.20", "700.00", "146.20"),
        ("204", "公共安全支出", "846.20", "700.00", "146.20"),
        ("20405", "法院", "846.20", "700.00", "146.20"),
        ("2040501", "行政运行", "846.20", "700.00", "146.20"),
    ],
    "财政拨款“三公”经费、会议费、培训费支出决算表": [
        (
            "“三公”经费合计",
            "因公出国（境）费",
            "公务用车购置费",
            "公务用车运行维护费",
            "公务接待费",
            "会议费",
            "培训费",
        ),
        ("22.30", "0.00", "0.00", "20.10", "2.20", "1.00", "6.40"),
    ],
    "政府采购支出决算表": [
        ("采购项目类型", "金额"),
        ("合计", "90.50"),
        ("一、货物", "50.50"),
        ("二、工程", "0.00"),
        ("三、服务", "40.00"),
    ],
}


@pytest.mark.parametrize(
    "wrong", [("", ""), ("培训费支出决算6.40", "培训费支出决算4.60"), ("服务支出40.00", "服务支出44.00")]
)
def test_what_the_text_says_stands_in_the_tables(tmp_path: Path, wrong: tuple[str, str]) -> None:
    rows = {
        title: "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in table)
        for title, table in TABLES.items()
    }
    tables = "".join(
        f"<p>{title}</p><p>单位：万元</p><table>{cells}</table>" for title, cells in rows.items()
    )
    said = (
        "".join(f"<p>{line}</p>" for line in SAID).replace(*wrong)
        if wrong[0]
        else "".join(f"<p>{line}</p>" for line in SAID)
    )
    path = tmp_path / "page.html"
    path.write_text(
        f"<meta charset='utf-8'><h1>某县人民法院2024年度部门决算</h1>{tables}{said}", encoding="utf-8"
    )
    found = [
        f
        for f in audit([path]).findings
        if f.severity is not Severity.INFO and not f.rule.startswith("disclosure.")
    ]
    assert bool(found) is bool(wrong[0])
    assert all(any(e.text in wrong[1] for e in f.evidence) for f in found)
