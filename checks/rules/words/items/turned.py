"""Words that stand for their opposite: 预算 for 决算 where the two are compared, 收入 for 支出 of what is only spent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.vocabulary import slip
from checks.rules.words.items.explained import items_of
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_AMOUNT = r"[\d,.]+万?元"
_LESS_OR_MORE = "大于|小于|高于|低于|等于"
_ACTUAL_WITH_ITSELF = re.compile(
    rf"决算数?(?:{_LESS_OR_MORE}|同|与|和)(?:年初|全年|调整)?(?P<wrong>决算)数?(?=的|，|。|持平|一致|相同|相等)"
)
_BUDGET_WITH_ITSELF = re.compile(
    rf"(?<![初年整加])(?P<wrong>预算)数?(?:{_LESS_OR_MORE})(?:年初|全年|调整)?预算数?(?=的|，|。)"
)
_SECOND_BUDGET = re.compile(rf"(?:年初|全年|调整)预算数?为{_AMOUNT}，支出(?P<wrong>预算)数?为(?=[\d.])")
_IN_ACCOUNTS = (_ACTUAL_WITH_ITSELF, _BUDGET_WITH_ITSELF, _SECOND_BUDGET)
_PLANNED_ACTUAL = re.compile(r"(?<![、和与])决算(?:安排|数?为(?=[\d.]))")
_PLANNED_THIS_YEAR = re.compile(
    r"(?<![比较与同和])(?P<year>20\d{2})年度?[^，。；：、\d]{0,16}(?P<wrong>决算)(?=数?[\d.]+[万亿]?元)"
)
_NEVER_ACTUAL = (
    re.compile(
        r"(?:完成了?(?:全年|年初|年度|调整后?)*|(?<!上)年初|调整)(?P<wrong>决算)"
        r"(?:(?=数?[的为][\d.])|(?=数?[\d.]+[%％])|(?<=年初决算))"
    ),
    re.compile(r"一般公共(?P<wrong>决算)"),
)
"""Only a budget is of the year's beginning, is adjusted and completed, or is called so by its fund."""

_OTHER_YEAR = re.compile(r"上年|去年|20\d{2}年")
_ONLY_SPENT = re.compile(
    rf"(?:{slip('only_spent')})(?:20\d{{2}}年度?)?(?:财政拨款)?收入(?=预算|决算|情况|合计|总计)"
)
_SAME_SIDE = re.compile(
    rf"(?P<side>收入|支出)(?P<of>总计|合计|预算)(?P<amount>{_AMOUNT})，(?P<again>(?P=side))(?P=of)(?P=amount)"
)
"""收入总计 9 万元，收入总计 9 万元: the second is of the other side."""
_SECOND_SIDE = re.compile(rf"(?:年初|全年|调整)预算数?为{_AMOUNT}，收入决算数?为(?=[\d.])")


def turned_stages(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """预算 where 决算 must stand, or the reverse: a figure compared with itself, or of a stage that is yet to come."""
    for wording in texts:
        for pattern in _NEVER_ACTUAL:
            for match in pattern.finditer(wording.text):
                yield at("words.stage", wording, *match.span(), wrong="决算", expected="预算")
    if setting.kind == "final_accounts":
        for wording in texts:
            for pattern in _IN_ACCOUNTS:
                for match in pattern.finditer(wording.text):
                    expected = "预算" if match["wrong"] == "决算" else "决算"
                    yield at("words.stage", wording, *match.span(), wrong=match["wrong"], expected=expected)
    if setting.kind == "budget":
        for wording in texts:
            for match in _PLANNED_THIS_YEAR.finditer(wording.text):
                if match["year"] == str(setting.year):
                    yield at("words.stage", wording, *match.span(), wrong="决算", expected="预算")
            for match in _PLANNED_ACTUAL.finditer(wording.text):
                clause = re.split("[，。；：]", wording.text[: match.start()])[-1]
                if set(_OTHER_YEAR.findall(clause)) <= {f"{setting.year}年"}:
                    yield at("words.stage", wording, *match.span(), wrong="决算", expected="预算")


def turned_sides(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """收入 of what is only spent: basic and programme expenditure, the three public expenses, an item of expenditure."""
    found = [(wording, match) for wording in texts for match in _ONLY_SPENT.finditer(wording.text)]
    if setting.kind == "final_accounts":
        items = [item.wording for item in items_of(texts)]
        found += [(wording, match) for wording in items for match in _SECOND_SIDE.finditer(wording.text)]
    for wording, match in found:
        yield at("words.side", wording, *match.span(), wrong="收入", expected="支出")
    for wording in texts:
        for match in _SAME_SIDE.finditer(wording.text):
            other = "支出" if match["side"] == "收入" else "收入"
            yield at("words.side", wording, *match.span(), wrong=match["side"], expected=other)


RULES: tuple[WordRule, ...] = (turned_stages, turned_sides)
