"""Codes of 款 and 项 printed with the name of a sibling."""

from __future__ import annotations

import pytest

from checks.catalogue import economic_codes
from checks.catalogue.functional import misnamed, names_by_code


@pytest.mark.parametrize(
    ("code", "name", "official"),
    [
        ("2080505", "机关事业单位职业年金缴费支出", "机关事业单位基本养老保险缴费支出"),
        ("2080505", "机关事业单位基本养老保险缴费支出", None),
        ("2210201", "购房补贴", "住房公积金"),
        ("2210201", "住房公积金", None),
        ("2040505", "两庭建设", "案件执行"),
        ("2040506", "两庭建设", None),
        ("2210201", "本地另立的名称", None),
        ("9990101", "行政运行", None),
    ],
)
def test_only_the_name_of_a_sibling_contradicts_a_code(code: str, name: str, official: str | None) -> None:
    assert misnamed(code, name, names_by_code()) == official


@pytest.mark.parametrize(
    ("code", "name", "official"),
    [
        ("30103", "绩效工资", "奖金"),
        ("30107", "绩效工资", None),
        ("30112", "其他社会保障缴费", None),
        ("30104", "其他社会保障缴费", None),
        ("30208", "邮电费", "取暖费"),
        ("30231", "公务车保险", None),
        ("50101", "工资奖金津补贴", None),
    ],
)
def test_economic_codes_have_names_of_their_own(code: str, name: str, official: str | None) -> None:
    assert misnamed(code, name, economic_codes()) == official
