"""What a project's description plans for the year, against the form of its targets."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import audit

PAGE = """<!doctype html><meta charset="utf-8"><h1>某县堤防站2031年部门预算</h1>
<p>堤防巡查项目经费情况说明</p>
<p>一、项目概述</p><p>对辖区堤防开展巡查。</p>
<p>二、年度预算安排</p><p>2031年度预算安排{planned}万元。</p>
{forms}"""
FORM = """<h2>项目支出绩效目标申报表（2031年度）</h2><p>编制部门：某县堤防站　单位：元</p><table border="1">
<tr><td>项目名称</td><td>堤防巡查</td><td></td><td></td></tr>
<tr><td>项目资金总额</td><td>640,000.00</td><td>年度资金申请总额</td><td>320,000.00</td></tr>
<tr><td>其中：财政资金</td><td>640,000.00</td><td>其中：当年财政拨款</td><td>320,000.00</td></tr></table>"""


@pytest.mark.parametrize(
    ("planned", "forms", "differs"),
    [
        pytest.param("32.00", FORM, False, id="the same in another unit"),
        pytest.param("24.00", FORM, True, id="another amount"),
        pytest.param("64.00", FORM, True, id="the amount of all years"),
        pytest.param(
            "24.00",
            FORM + FORM.replace("巡查", "加固"),
            False,
            id="two forms and one description tell nothing",
        ),
        pytest.param("24.00", "", False, id="no form"),
    ],
)
def test_the_plan_of_the_year_is_held_against_the_form(
    tmp_path: Path, planned: str, forms: str, differs: bool
) -> None:
    path = tmp_path / "budget.html"
    path.write_text(PAGE.format(planned=planned, forms=forms), encoding="utf-8")
    found = [f for f in audit([path]).findings if f.rule == "prose.project-vs-form"]
    assert bool(found) is differs
    if found:
        assert found[0].stated == planned
        assert found[0].expected is not None
        assert found[0].expected.startswith("32.00")


@pytest.mark.parametrize(("planned", "differs"), [("185.00", True), ("158.00", False)])
def test_a_form_may_state_its_unit_beside_each_amount(tmp_path: Path, planned: str, differs: bool) -> None:
    path = tmp_path / "budget.html"
    form = """<p>项目绩效目标表</p><table border="1"><tr><td>项目名称</td><td>小区配套</td><td></td><td></td></tr>
<tr><td>实施期限</td><td>三年</td><td>项目总投资（元）</td><td>5,550,000</td></tr>
<tr><td>当年预算（元）</td><td>1,580,000</td><td>其中：财政拨款（元）</td><td>1,580,000</td></tr></table>"""
    path.write_text(PAGE.format(planned=planned, forms=form), encoding="utf-8")
    assert any(f.rule == "prose.project-vs-form" for f in audit([path]).findings) is differs
