"""Numbers whose unit or percent sign was forgotten: 增长 13.95。 占 76.23； 支出决算为 4.19。 0.3 万（…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.vocabulary import slip
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_END = r"(?=[。；，、）]|$)"
_CLOSED = r"(?:(?=[。；，）]|（(?!单位|[万亿]?元))|(?<=\d\d\d)(?=、))"
"""The end of a clause: behind a small whole number 、 may part the items of a list (收入1、…), and a page may end within one."""

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DECIMAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+"
_OF_ALL = rf"{_DECIMAL}|100|\d{{1,2}}"
_WHOLE = r"(?:(?!(?:19|20)\d\d(?!\d))[1-9](?:[\d,]*\d)?)"
"""A whole number that is no year; nothing (预算为 0) needs no unit."""

_MONEY = rf"(?:{slip('money')})(?:数|额)?(?:为|共|计|达)?"
_SPENT = rf"(?:{slip('money_nouns')})(?:数|额)?(?:为|共|计|达|共计|合计)?"
_MOVED = r"增加|减少|增长|下降|上升|降低"
_RATE = r"(?:增长|下降|上升|降低|上涨|增幅|降幅|减幅|(?:增长|减少|下降|增减)(?:率|幅度|比例))(?:了|为|约|近|达到?)*"
_PLAN = r"(?:完成|为|占)了?(?:全年|年初|年度|当年|本年|调整后?|变动)*(?:预算|计划|任务)(?:总?收入|总?支出)?(?:数|总额)?"
_RATIO = r"(?:执行|完成|使用|到位|支付|覆盖)率(?:为|达到?|约|超过|是)*"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("%", re.compile(rf"{_RATE}(?P<number>-?(?:{_NUMBER})){_CLOSED}")),
    (
        "%",
        re.compile(
            rf"(?:{_MOVED})(?:{_NUMBER})[百千]?[万亿]?元[，、](?:{_MOVED})了?(?P<number>{_NUMBER}){_END}"
        ),
    ),
    (
        "%",
        re.compile(
            rf"(?<![抢侵挤强霸])占(?!地|用|编)(?:[^，。；：、（）\d]{{1,24}}?)?(?:比(?:例|重)?|比例|比重)?(?:为|达到?|约)?(?P<number>{_OF_ALL}){_END}"
        ),
    ),
    (
        "%",
        re.compile(rf"(?:所占|增长|下降)?(?:比例|比重|占比|幅度)(?:为|达到?|约)(?P<number>{_DECIMAL}){_END}"),
    ),
    ("%", re.compile(rf"(?:占比|所占(?:比例|比重))(?:为|达到?)?(?P<number>100|\d{{1,2}}){_END}")),
    ("%", re.compile(rf"{_PLAN}(?:(?:{_NUMBER})[万亿]元)?的(?P<number>{_DECIMAL}|\d{{1,3}}){_CLOSED}")),
    ("%", re.compile(rf"{_RATIO}(?P<number>{_DECIMAL}|\d{{1,3}}){_CLOSED}")),
    (
        "万元",
        re.compile(
            rf"{_MONEY}(?P<number>{_DECIMAL})(?:{_END}|(?=(?:{_MOVED})了?(?:{_NUMBER})[百千]?[万亿]?元))"
        ),
    ),
    (
        "万元",
        re.compile(
            rf"(?:增加|减少|增收|减收|增支|减支|调增|调减)了?(?P<number>{_NUMBER})(?=，(?:同比)?(?:{_MOVED}|增幅|降幅|减幅)(?:了|为|约|达)?(?:{_NUMBER})[%％])"
        ),
    ),
    ("万元", re.compile(rf"为(?P<number>{_DECIMAL})(?=，其中)")),
    ("万元或%", re.compile(rf"(?:增加|减少)了?(?P<number>{_DECIMAL})(?=[。；]|$)")),
    ("元", re.compile(rf"{_MONEY}(?P<number>(?:{_NUMBER})万)(?=[（。；，、）]|$)")),
)
_AMONG_AMOUNTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("万元", re.compile(rf"{_SPENT}(?P<number>{_WHOLE}){_CLOSED}")),
    (
        "万元",
        re.compile(
            rf"(?:实际)?(?:完成|实现)(?P<number>{_WHOLE})(?=，[较比][^，。；\d]{{1,12}}\d[\d,.]*[万亿]元)"
        ),
    ),
    ("万元", re.compile(rf"(?:增收|减收|短收|超收|增支|减支|调增|调减)(?P<number>{_WHOLE}){_CLOSED}")),
    (
        "万元",
        re.compile(
            rf"[\u4e00-\u9fff](?<![次人量个辆批户第])(?P<number>{_WHOLE}|{_DECIMAL})"
            rf"(?=，(?:完成|占|为|同比|[比较与同]|{_MOVED})[^，。；\d]{{0,16}}(?:(?:{_NUMBER})[万亿]元的?)?(?:{_NUMBER})[%％])"
        ),
    ),
    (
        "万元",
        re.compile(rf"[由从](?P<number>{_NUMBER})(?=(?:调整|变更|增加|减少)[为到至](?:{_NUMBER})[万亿]元)"),
    ),
    (
        "万元或%",
        re.compile(rf"元，[比较与同][^，。；\d]{{1,14}}(?:增加|减少)了?(?P<number>{_NUMBER}){_CLOSED}"),
    ),
)
"""What lacks its unit where the sentence gives other amounts with theirs."""

_AMOUNT = re.compile(r"\d[百千]?[万亿]?元")
_EMPTY = re.compile(
    rf"(?<!单位)(?<!单位为){_MONEY}\s*万?元(?=[，。；、）])(?<!单位万元)(?<!单位为万元)"
    rf"|(?:[\u4e00-\u9fff]{{1,4}}(?<![一二三四五六七八九十百千万亿两几数上余多位到至按以半个])万元|(?:{_MOVED})了?\s*万?元)(?=[，。；、）])"
    r"|[\u4e00-\u9fff]{1,4}(?<!单位)(?<!增减)[%％](?=[，。；、）（])"
)
"""An amount or a rate of which only the unit is there."""


def units(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A number that ends a clause without the unit that its sentence asks for; one that a text breaks off at may have had it."""
    for wording in texts:
        if _is_table_like(wording.text):
            continue
        seen: set[int] = set()
        told = _AMONG_AMOUNTS if _AMOUNT.search(wording.text) else ()
        for missing, pattern in (*_PATTERNS, *told):
            for match in pattern.finditer(wording.text):
                start, end = match.span("number")
                broken_off = wording is texts[-1] and end == len(wording.text)
                if end not in seen and not broken_off:
                    yield at("words.unit-missing", wording, start, end, missing=missing)
                seen.add(end)
        for match in _EMPTY.finditer(wording.text):
            yield at("words.number-missing", wording, *match.span())


def _is_table_like(text: str) -> bool:
    """A row of a table that was read as text: no sentence ends in it."""
    return not re.search(r"[。；，]", text)


RULES: tuple[WordRule, ...] = (units,)
