"""Forms of self-evaluation as provinces print them: under any title, for a project or a whole department, in pairs, as a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit
from checks.report import Report

INDICATORS = """一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 渠道清淤 | 合格 | 合格 | 60 | 58
效益指标 | 社会效益 | 灌溉保障 | 提升 | 提升 | 30 | 29
总分 | | | | | 100 | 96.5"""
FORM = f"""项目名称 | 渠道清淤
资金情况（万元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
年度资金总额： | 200.00 | 180.00 | 171.00 | 10 | 95.00% | 9.5
其中：财政拨款 | 160.00 | 150.00 | 141.00 | — | 94.00% | —
其中：上年结转 | 10.00 | 10.00 | 10.00 | — | 100.00% | —
其他资金 | 40.00 | 30.00 | 30.00 | — | 100.00% | —
{INDICATORS}"""
WHOLE = f"""部门名称 | 某县水利局
资金情况（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
资金合计 | 800.00 | 900.00 | 855.00 | 10 | 95.00% | 9.5
财政拨款 | 700.00 | 800.00 | 755.00 | | 94.38% |
其他资金 | 100.00 | 100.00 | 100.00 | | 100.00% |
基本支出 | 500.00 | 520.00 | 520.00 | | 100.00% |
项目支出 | 300.00 | 380.00 | 335.00 | | 88.16% |
{INDICATORS}"""
PAIRS = """项目名称 | 渠道清淤
执行情况（元） | 预算数： | 1,800,000 | 执行数： | 1,710,000
 | 其中：财政拨款 | 1,500,000 | 其中：财政拨款 | 1,410,000
 | 其他资金 | 300,000 | 其他资金 | 300,000"""
TARGETS = """项目名称 | 渠道清淤 | | |
项目资金（元） | 实施期资金总额： | 5,400,000 | 年度资金总额： | 1,800,000
 | 其中：财政拨款 | 4,500,000 | 其中：财政拨款 | 1,500,000
 | 其他资金 | 900,000 | 其他资金 | 300,000"""
WHOLE_TARGETS = """部门名称 | 某县水利局 | | |
部门预算 | 资金总额 | 1,420.00 | |
按资金来源 | 财政拨款 | 1,390.00 | 其他资金 | 30.00
按支出性质 | 基本支出 | 920.00 | 项目支出 | 500.00"""
MOVED = """项目名称 | 渠道清淤 | | | |
资金情况 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
资金总额 | | 200.00 | 180.00 | 171.00 | 95.00%
其中：财政拨款 | | 160.00 | 150.00 | 141.00 | 94.00%
其他资金 | | 40.00 | 30.00 | 30.00 | 100.00%"""
LIST = """序号 | 项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 自评得分
1 | 渠道清淤 | 200.00 | 180.00 | 171.00 | 95.00% | 96.5
2 | 泵站改造 | 300.00 | 320.00 | 320.00 | 100.00% | 98
 | 合计 | 500.00 | 500.00 | 491.00 | 98.20% |"""


def audited(folder: Path, title: str, table: str, said: str = "", unit: str = "万元") -> Report:
    path = folder / "accounts.html"
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in line.split("|")) + "</tr>"
        for line in table.split("\n")
    )
    head = '<!doctype html><meta charset="utf-8"><h1>某县水利局2031年度部门决算</h1>'
    path.write_text(
        f"{head}<p>{said}</p><h2>{title}</h2><p>单位：{unit}</p><table>{rows}</table>", encoding="utf-8"
    )
    return audit([path])


def wrong(report: Report) -> set[str]:
    return {f.rule for f in report.findings if f.severity.value in {"error", "warning"}}


@pytest.mark.parametrize(
    ("title", "table"),
    [
        pytest.param("2031年度项目支出绩效自评表", FORM, id="parts within parts"),
        pytest.param("水利发展专项资金绩效目标自评表", FORM, id="a title of its own"),
        pytest.param("附件2", FORM, id="no title"),
        pytest.param("部门整体支出绩效自评表", WHOLE, id="a whole department, by source and by use"),
        pytest.param("项目绩效自评表", PAIRS, id="each amount behind what it is"),
        pytest.param("项目支出绩效自评表", MOVED, id="heads one column too far left"),
        pytest.param("项目支出绩效自评表", LIST, id="a list of projects"),
        pytest.param("项目支出绩效目标表", TARGETS, id="targets, of all years and of this one"),
        pytest.param("部门整体支出绩效目标申报表", WHOLE_TARGETS, id="targets of a whole department"),
    ],
)
def test_a_right_form_is_read_whole_and_passes(tmp_path: Path, title: str, table: str) -> None:
    report = audited(tmp_path, title, table)
    assert wrong(report) == set()
    assert 4 * report.coverage.checked >= 3 * report.coverage.numbers


@pytest.mark.parametrize(
    ("title", "table", "right", "slip", "rule"),
    [
        ("项目绩效自评表", FORM, "| 30.00 | 30.00 |", "| 33.00 | 30.00 |", "form.sources"),
        ("项目绩效自评表", FORM, "合格 | 60 | 58", "合格 | 60 | 55", "form.scores"),
        ("项目绩效自评表", FORM, "95.00%", "93.00%", "form.execution-rate"),
        ("绩效自评表", WHOLE, "| 520.00 | 520.00 |", "| 525.00 | 520.00 |", "form.sources"),
        ("绩效自评表", WHOLE, "提升 | 30 | 29", "提升 | 30 | 31", "form.score-maximum"),
        ("项目绩效自评表", PAIRS, "1,410,000", "1,140,000", "form.sources"),
        ("项目绩效自评表", MOVED, "94.00%", "96.00%", "form.execution-rate"),
        ("项目绩效目标表", TARGETS, "1,500,000", "1,800,000 ", "form.sources"),
        ("整体绩效目标表", WHOLE_TARGETS, "500.00", "550.00", "form.sources"),
    ],
)
def test_a_slip_in_a_form_is_found(
    tmp_path: Path, title: str, table: str, right: str, slip: str, rule: str
) -> None:
    assert table.count(right) == 1
    assert rule in wrong(audited(tmp_path, title, table.replace(right, slip)))


@pytest.mark.parametrize(
    ("title", "table", "said", "rule"),
    [
        (
            "项目绩效自评表",
            PAIRS,
            "渠道清淤项目全年预算数180.00万元，执行数117.00万元。",
            "prose.project-vs-evaluation",
        ),
        ("整体支出绩效自评表", WHOLE, "部门整体支出绩效自评得分为95.6分。", "prose.project-vs-evaluation"),
        ("项目支出绩效自评表", LIST, "泵站改造项目全年预算数302.00万元。", "prose.project-vs-evaluation"),
        (
            "项目支出绩效自评表",
            LIST,
            "对2个项目开展自评，全年预算数550.00万元。",
            "prose.projects-vs-evaluations",
        ),
    ],
)
def test_the_text_is_held_against_every_such_form(
    tmp_path: Path, title: str, table: str, said: str, rule: str
) -> None:
    assert wrong(audited(tmp_path, title, table, said)) == {rule}
