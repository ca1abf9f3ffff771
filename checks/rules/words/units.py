"""Numbers whose unit or percent sign was forgotten: 增长 13.95。 占 76.23； 支出决算为 4.19。 0.3 万（…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.vocabulary import slip
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_END = r"(?=[。；，、）]|$)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DECIMAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+"
_MONEY = rf"(?:{slip('money')})(?:数|额)?(?:为|共|计|达)?"
_MOVED = r"增加|减少|增长|下降|上升|降低"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("%", re.compile(rf"(?:增长|下降|上升|降低)(?P<number>{_DECIMAL}){_END}")),
    (
        "%",
        re.compile(
            rf"(?:增加|减少|增长|下降)(?:{_NUMBER})[百千]?[万亿]?元[，、](?:{_MOVED})(?P<number>{_DECIMAL}){_END}"
        ),
    ),
    (
        "%",
        re.compile(
            rf"(?<![抢侵挤强霸])占(?!地|用)(?:[^，。；：\d]{{1,24}}?的)?(?:比(?:例|重)?|比例|比重)?(?:为|达到?|约)?(?P<number>{_DECIMAL}){_END}"
        ),
    ),
    (
        "%",
        re.compile(rf"(?:所占|增长|下降)?(?:比例|比重|占比|幅度)(?:为|达到?|约)(?P<number>{_DECIMAL}){_END}"),
    ),
    ("%", re.compile(rf"(?:占比|所占(?:比例|比重))(?:为|达到?)?(?P<number>100|\d{{1,2}}){_END}")),
    ("%", re.compile(rf"完成(?:全年|年初|调整)?预算数?的(?P<number>{_DECIMAL}){_END}")),
    (
        "万元",
        re.compile(
            rf"{_MONEY}(?P<number>{_DECIMAL})(?:{_END}|(?=(?:{_MOVED})了?(?:{_NUMBER})[百千]?[万亿]?元))"
        ),
    ),
    (
        "万元",
        re.compile(
            rf"(?:增加|减少)了?(?P<number>{_DECIMAL})(?=，(?:同比)?(?:{_MOVED})了?(?:{_NUMBER})[%％])"
        ),
    ),
    ("万元", re.compile(rf"为(?P<number>{_DECIMAL})(?=，其中)")),
    ("万元或%", re.compile(rf"(?:增加|减少)了?(?P<number>{_DECIMAL})(?=[。；]|$)")),
    ("元", re.compile(rf"{_MONEY}(?P<number>(?:{_NUMBER})万)(?=[（。；，、）]|$)")),
)

_EMPTY = re.compile(
    rf"(?<!单位)(?<!单位为){_MONEY}\s*万?元(?=[，。；、）])(?<!单位万元)(?<!单位为万元)"
    rf"|(?:{_MOVED})了?\s*万?元(?=[，。；、）])|(?:(?:{_MOVED})了?|[，；、（]占(?:比)?|预算的)\s*[%％](?=[，。；、）])"
)
"""An amount or a rate of which only the unit is there."""


def units(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A number that ends a clause without the unit that its sentence asks for; one that a text breaks off at may have had it."""
    for wording in texts:
        if _is_table_like(wording.text):
            continue
        seen: set[int] = set()
        for missing, pattern in _PATTERNS:
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
