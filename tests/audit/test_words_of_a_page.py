"""Slips in the words of a page that no number tells, each beside what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit


@pytest.mark.parametrize(
    ("line", "rule", "text"),
    [
        pytest.param("会议会议费预算 1.20 万元。", "words.slip", "会议会议", id="a doubled word"),
        pytest.param(
            "一、职责（参照“三定”填写，不超过500字）", "words.instruction-left", "500字", id="how long"
        ),
        pytest.param(
            "四、基金（没有的，请注明“无”）", "words.instruction-left", "请注明", id="asked to note"
        ),
        pytest.param("五、绩效（至少选取一个项目分析）", "words.instruction-left", "至少", id="how many"),
        pytest.param("五、绩效（选取的项目已经公开）", "words.instruction-left", "", id="what was chosen"),
        pytest.param("三、“三工”经费支出情况", "words.slip", "三工”经费", id="a term misspelt"),
        pytest.param("三、“三公经费支出情况", "words.slip", "“三公经费", id="a heading's mark left open"),
        pytest.param("一般公预算收入 8.00 万元。", "words.slip", "一般公预算", id="a term cut short"),
        pytest.param("政府采够支出 8.00 万元。", "words.slip", "政府采够支出", id="another term misspelt"),
        pytest.param("商品服务支出 8.00 万元，因私出国 0 人。", "words.slip", "", id="near terms and right"),
        pytest.param("年初决算数 8.00 万元。", "words.stage", "决算", id="no year begins with its accounts"),
        pytest.param("完成调整决算的 98.00%。", "words.stage", "决算", id="accounts are not completed"),
        pytest.param("比上年初决算增加 8.00 万元。", "words.stage", "", id="last year's accounts"),
        pytest.param(
            "收入总计 8.00 万元，收入总计 8.00 万元。", "words.side", "收入总计", id="one side twice"
        ),
        pytest.param(
            "公务用车购置费收入决算 0 万元。", "words.side", "收入", id="an expense that is received"
        ),
        pytest.param("公务接待费比上年上年减少 0.20 万元。", "words.slip", "上年上年", id="a doubled year"),
        pytest.param(
            "按要求对20244年度项目开展自评。", "words.year-digits", "20244年度", id="a year of five digits"
        ),
        pytest.param(
            "收支总计 4.00 万元。（本段数据取自附表，公开时请删去）",
            "words.instruction-left",
            "公开时",
            id="to delete",
        ),
        pytest.param(
            "机构设置（若无下属单位，则写“无下属单位”）", "words.instruction-left", "若无", id="what to write"
        ),
        pytest.param(
            "三公经费（各单位结合工作实际补充说明）", "words.instruction-left", "各单位", id="told to units"
        ),
        pytest.param("三公经费（各单位均已公开）", "words.instruction-left", "", id="said of units"),
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
        pytest.param("机关运行经费安排86,40万元。", "schema.not-a-number", "86,40", id="a comma for a point"),
        pytest.param("支出合计668.9.32万元。", "schema.not-a-number", "668.9.32", id="two points"),
        pytest.param("收入6.00万元,40人受益。", "schema.not-a-number", "", id="a comma that ends a clause"),
        pytest.param(
            "共有车辆 3 辆。（此处请按实际情况填写，没有的填0）",
            "words.instruction-left",
            "按实际情况填写",
            id="told to the preparer",
        ),
    ],
)
def test_what_a_page_says_wrongly_is_found(tmp_path: Path, line: str, rule: str, text: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"某市少年宫2024年度单位决算\n{line}\n", encoding="utf-8")
    findings = audit([path]).findings
    said = "".join(e.text for finding in findings if finding.rule == rule for e in finding.evidence)
    assert bool(said) is bool(text)
    assert text in said


@pytest.mark.parametrize(("listed", "wrong"), [("办公费、水费、电费", True), ("办公费、电费", False)])
def test_an_item_that_a_whole_table_has_no_row_for_has_no_amount(
    tmp_path: Path, listed: str, wrong: bool
) -> None:
    rows = [
        ("科目编码", "科目名称", "决算数"),
        ("302", "商品和服务支出", "46.20"),
        ("30201", "办公费", "30.10"),
        ("30206", "电费", "16.10"),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    path = tmp_path / "page.html"
    path.write_text(
        f"<meta charset='utf-8'><h1>某县林业局2024年度部门决算</h1><p>一般公共预算财政拨款基本支出决算表</p>"
        f"<p>单位：万元</p><table>{cells}</table><p>公用经费46.20万元，主要包括：{listed}。</p>",
        encoding="utf-8",
    )
    said = [f.message for f in audit([path]).findings if f.rule == "words.economic-list"]
    assert any("水费" in each for each in said) is wrong
