"""A table too wide for its page: the columns that did not fit stand on the next one."""

from __future__ import annotations

import pytest

from tests.audit.recognition.test_continuation import _grid, _read, _text

LEFT = (
    "科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入",
    " | 合计 | 30.50 | 20.50",
    "205 | 教育支出 | 20.50 | 20.50",
    "20502 | 普通教育 | 20.50 | 20.50",
    "206 | 科学技术支出 | 10.00 | ",
    "20604 | 技术研究与开发 | 10.00 | ",
)
RIGHT = (
    "科目编码 | 科目名称 | 事业收入 | 其他收入",
    " | 合计 | 6.00 | 4.00",
    "206 | 科学技术支出 | 6.00 | 4.00",
    "20604 | 技术研究与开发 | 6.00 | 4.00",
)
ALONE = ("事业收入 | 其他收入", "6.00 | 4.00", " | ", " | ", "6.00 | 4.00", "6.00 | 4.00")
BY_CODE = tuple(line.split("|", 1)[0] + "|" + line.split("|", 2)[2] for line in RIGHT)


@pytest.mark.parametrize(
    "right", [RIGHT, ALONE, BY_CODE], ids=["code and name again", "amounts", "code again"]
)
@pytest.mark.parametrize("heading", [(), ("收入决算表（续）",)], ids=["no title", "title again"])
def test_the_other_columns_are_put_beside_their_rows(
    right: tuple[str, ...], heading: tuple[str, ...]
) -> None:
    found = _read(
        _text("示例局2024年度收入决算表", 1),
        _text("单位：万元", 1),
        _grid(LEFT, 1),
        *(_text(line, 2) for line in heading),
        _grid(right, 2),
    )
    (statement,) = found.statements
    assert statement.columns == ("本年收入合计", "财政拨款收入", "事业收入", "其他收入")
    assert len(found.facts) == 14
    own = statement.fact("20604", "其他收入")
    assert own is not None
    assert (found.facts[own].printed.text, found.facts[own].place.page) == ("4.00", 2)
    assert statement.pages == (1, 2)


def test_other_rows_or_a_total_of_their_own_make_another_table() -> None:
    others = (RIGHT[0], " | 合计 | 6.00 | 4.00", "208 | 社会保障支出 | 6.00 | 4.00")
    spending = ("科目编码 | 科目名称 | 本年支出合计 | 基本支出", *LEFT[1:])
    for right in (others, spending):
        found = _read(_text("收入决算表", 1), _text("单位：万元", 1), _grid(LEFT, 1), _grid(right, 2))
        first, *_ = found.statements
        assert first.columns == ("本年收入合计", "财政拨款收入")


def _form(project: str, planned: str) -> tuple[str, ...]:
    return (
        f"项目名称 | {project} | {project}",
        "主管部门 | 示例局 | 示例局",
        "项目资金（万元） | 年初预算数 | 全年执行数",
        f"年度资金总额 | {planned} | {planned}",
        f"其中：财政拨款 | {planned} | {planned}",
    )


def test_the_form_of_the_next_project_is_no_more_columns_of_this_one() -> None:
    title = "2024年度项目支出绩效自评表"
    found = _read(
        _text(title, 1),
        _grid(_form("道路保洁", "20.00"), 1),
        _text(title, 2),
        _grid(_form("绿化养护", "30.00"), 2),
    )
    assert [statement.subject for statement in found.statements] == ["道路保洁", "绿化养护"]
    assert all(statement.columns == ("年初预算数", "全年执行数") for statement in found.statements)
