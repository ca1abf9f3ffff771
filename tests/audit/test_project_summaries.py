"""What a narrative says of a project's self-evaluation, against the project's form."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit

PAGE = """<!doctype html><meta charset="utf-8"><h1>某县城市管理局2031年度部门决算</h1>
<p>五、预算绩效情况说明</p>{said}
<h2>项目支出绩效自评表（2031年度）</h2><table border="1">
<tr><td>项目名称</td><td colspan="6">路灯维护经费</td></tr>
<tr><td>项目资金（万元）</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td><td>执行率</td><td>得分</td></tr>
<tr><td>年度资金总额</td><td>60.00</td><td>80.00</td><td>76.00</td><td>10</td><td>95.00%</td><td>9.5</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>路灯维护</td><td>合格</td><td>合格</td><td>50</td><td>48</td></tr>
<tr><td>效益指标</td><td>社会效益</td><td>夜间照明</td><td>合格</td><td>合格</td><td>40</td><td>39</td></tr>
<tr><td>总分</td><td></td><td></td><td></td><td></td><td>100</td><td>96.5</td></tr></table>"""


def told(folder: Path, said: str, rule: str = "prose.project-vs-evaluation") -> list[str | None]:
    """What the text states and the form does not bear out."""
    path = folder / "accounts.html"
    path.write_text(PAGE.format(said=said), encoding="utf-8")
    return [f.stated for f in audit([path]).findings if f.rule == rule]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        pytest.param(
            "<p>1.路灯维护项目绩效自评综述：全年预算数为80.00万元，执行数为76.00万元，完成预算的95%，自评得分96.5分。</p>",
            [],
            id="as the form",
        ),
        pytest.param(
            "<p>“路灯维护”项目全年预算80.00万元，实际支出67.00万元。</p>", ["67.00"], id="what was spent"
        ),
        pytest.param(
            "<p>路灯维护经费项目年初预算数66.00万元。</p>", ["66.00"], id="what was planned at first"
        ),
        pytest.param(
            "<p>（一）路灯维护</p><p>年初预算60.00万元，自评得分95.6分。</p>",
            ["95.6"],
            id="under its heading",
        ),
        pytest.param("<p>路灯维护项目的预算执行率为94%。</p>", ["94"], id="a rate without its amounts"),
        pytest.param("<p>路灯维护项目预算为60.00万元。</p>", [], id="a budget of either stage"),
        pytest.param("<p>路灯维护项目2030年全年预算数70.00万元。</p>", [], id="of another year"),
        pytest.param("<p>路灯维护项目全年预算数80万元，其中财政资金50万元。</p>", [], id="of one source"),
        pytest.param("<p>路灯维护二期项目全年预算数90.00万元。</p>", [], id="a project that has no form"),
        pytest.param(
            "<p>1.路灯维护项目自评得分96.5分。</p><p>2.公厕管护项目全年预算数30.00万元，自评得分91分。</p>",
            [],
            id="the next project",
        ),
        pytest.param("<p>路灯维护、公厕管护等2个项目全年预算数110.00万元。</p>", [], id="several together"),
        pytest.param("<p>路灯维护项目产出指标得分48分，总分96.5分。</p>", [], id="the score of an indicator"),
    ],
)
def test_a_summary_is_held_against_the_form_of_its_project(
    tmp_path: Path, said: str, wrong: list[str]
) -> None:
    assert told(tmp_path, said) == wrong


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        pytest.param(
            "本单位对1个项目开展绩效自评，全年预算数80.00万元，执行数76.00万元。",
            [],
            id="the sum of the forms",
        ),
        pytest.param(
            "本单位对1个项目开展绩效自评，全年预算数88.00万元，执行数76.00万元。", ["88.00"], id="another sum"
        ),
        pytest.param("本单位对2个项目开展绩效自评，全年预算数88.00万元。", [], id="not all have a form here"),
    ],
)
def test_what_is_said_of_all_projects_is_the_sum_of_their_forms(
    tmp_path: Path, said: str, wrong: list[str]
) -> None:
    assert told(tmp_path, f"<p>{said}</p>", "prose.projects-vs-evaluations") == wrong


COPIED = """某县城市管理局2031年度部门决算
路灯维护项目绩效自评综述：全年预算数为80.00万元，执行数为{spent}万元。
项目支出绩效自评表
项目名称
路灯维护经费
项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额 60.00 80.00 76.00 10 95.00% 9.5
其中：当年财政拨款 60.00 80.00 76.00 — 95.00% —
其他资金 0.00 0.00 0.00 — — —
"""


@pytest.mark.parametrize(("spent", "found"), [("76.00", False), ("67.00", True)])
def test_a_form_copied_as_text_names_its_project_too(tmp_path: Path, spent: str, found: bool) -> None:
    path = tmp_path / "accounts.txt"
    path.write_text(COPIED.format(spent=spent), encoding="utf-8")
    assert any(f.rule == "prose.project-vs-evaluation" for f in audit([path]).findings) is found


@pytest.mark.parametrize(("spent", "wrong"), [("76.00", []), ("67.00", ["67.00"])])
def test_the_forms_may_be_a_file_of_their_own(tmp_path: Path, spent: str, wrong: list[str]) -> None:
    text, forms = PAGE.split("{said}")
    said = f"<p>路灯维护项目绩效自评综述：全年预算数为80.00万元，执行数为{spent}万元。</p>"
    accounts = tmp_path / "某县城市管理局2031年度部门决算.html"
    accounts.write_text(text + said, encoding="utf-8")
    evaluation = tmp_path / "某县城市管理局2031年度项目支出绩效自评表.html"
    head = '<!doctype html><meta charset="utf-8"><h1>某县城市管理局2031年度项目支出绩效自评表</h1>'
    evaluation.write_text(head + forms, encoding="utf-8")
    report = audit([accounts, evaluation])
    assert [f.stated for f in report.findings if f.rule == "prose.project-vs-evaluation"] == wrong
