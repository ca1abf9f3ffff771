"""The words of a narrative that carry structure, as tokens: amounts, verbs of change, comparisons,
separators.

Everything that is none of these is a ``WORD``: noun phrases, names, dates, decree numbers. One pass with one
alternation; every look-ahead is bounded, so that the time is linear in the text whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUM = r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?"
_STOPPER = r"[^，。；：（）、\n]"
_UP = r"增加|增长|上升|提高|增幅为?|上涨"
_DOWN = r"减少|下降|降低|压减|降幅为?|缩减"
_FLAT = r"持平|一致|相同|无变化|没有变化|无增减|保持不变"
_COUNTERS = (
    r"(?:[万亿])?(?:人次|批次|班次|场次|课时|学时|小时|平方米|平方公里|公里|公顷|团组|人|名|辆|台|套|个|项|次|批|场|期|篇|条|份|家"
    r"|户|件|座|处|所|栋|层|张|册|部|章|字|分钟|天|宗|支|位|组|类|米|间|亩|吨|本|幢|起|只|艘|架|块|片|枚|段|门|节|例|对|盘|轮|万|亿)"
)
_EITHER = "|".join(
    f"{one}（(?:或)?{other}）"
    for one, other in (
        ("增加", "减少"),
        ("减少", "增加"),
        ("增长", "下降"),
        ("下降", "增长"),
        ("上升", "下降"),
        ("下降", "上升"),
        ("增加", "下降"),
        ("减少", "增长"),
        ("大于", "小于"),
        ("小于", "大于"),
        ("高于", "低于"),
        ("低于", "高于"),
    )
)

_SPEC: tuple[tuple[str, str], ...] = (
    (
        "DATE",
        r"(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?|(?:19|20)\d{2}年(?:度)?(?:\d{1,2}月(?:\d{1,2}日|底|末|份)?)?"
        r"|\d{1,2}月(?:\d{1,2}日|底|末|份)|(?:19|20)\d{2}\s*[-—至]\s*(?:19|20)\d{2}年?度?",
    ),
    ("PAIR", r"收入?、支出?"),
    ("DECREE", r"[〔\[【]\d{4}[〕\]】]\d+号|第\d+[号条届次]|\d+号"),
    ("CODE", r"（\d{2,7}(?:类|款|项)）"),
    ("EITHER", _EITHER + r"|大小于|减增加|增减少"),
    ("QUOTE", r"“[^“”，。；]{0,40}”|‘[^‘’，。；]{0,40}’|《[^《》。]{0,80}》"),
    ("ASIDE", r"（(?!其中|含|增长|下降|增加|减少|上升|占|比|较)[^（）\d，。；]{0,30}）"),
    ("AMONG", r"其中|包括|分别为|分别是|主要内容如下|具体情况如下|主要用于以下方面|(?<!得)分为"),
    (
        "REASON",
        r"主要原因|主要是|主要由于|主要变动情况|主要增减变动|主要情况|原因是|原因为|原因：|主要用于|用于|主要系",
    ),
    ("PERCENT_OF", rf"的?(?:比例|比重)?(?:为)?(?:约|近)?的(?:约|近)?(?:{_NUM})(?:%|‰)"),
    ("MONEY", rf"(?:{_NUM})(?:百万元|万元|亿元|千元|元)"),
    ("PERCENT", rf"(?:{_NUM})(?:%|‰|个百分点)"),
    ("SCORE", rf"(?:{_NUM})分(?![钟类别之为级布散])"),
    ("WAN", rf"(?:{_NUM})万(?=[（，。；、）]|$)"),
    ("COUNT", rf"(?:{_NUM})(?:多|余)?{_COUNTERS}"),
    ("PLACEHOLDER", r"-{2,}%|—+%"),
    ("BARE", rf"(?:{_NUM})"),
    (
        "REFERENCE",
        rf"(?:比|较|与|同|和){_STOPPER}{{0,24}}?(?:相比|比较)|(?:比|较|与|同|和){_STOPPER}{{1,24}}?(?={_UP}|{_DOWN}|{_FLAT})|同比|环比",
    ),
    (
        "SHARE",
        rf"占(?:比(?:例)?)?(?:为|达|达到)?(?:约|近|超过?)?(?=[-\d])|占{_STOPPER}{{1,40}}?(?:的(?:比例|比重)?(?:为|达)?)?(?:约|近)?(?=的?-?\d)",
    ),
    (
        "COMPLETE",
        r"完成了?(?:全年|年初|当年|调整|年度|本年|上年|年中|后)*(?:预算|计划)(?:数|总额|总数|安排)?(?=的?-?\d)",
    ),
    ("LESS", r"(?:小于|低于|少于)(?=[^，。；：\d]{0,3}(?:预算|年初|全年|上年|决算|计划))"),
    ("MORE", r"(?:大于|高于|多于)(?=[^，。；：\d]{0,3}(?:预算|年初|全年|上年|决算|计划))"),
    ("SAME", r"等于"),
    ("UP", _UP),
    ("DOWN", _DOWN),
    ("FLAT", _FLAT),
    ("APPROX", r"(?:大约|约|近|超过|超|逾|不足|至少|将近|不低于|不少于|不超过)(?=-?\d)"),
    ("MORE_OR_LESS", r"余|多|左右|以上|以下|以内|（含）以上"),
    ("OPEN", r"（"),
    ("CLOSE", r"）"),
    ("COMMA", r"[，,]"),
    ("ENUM", r"、"),
    ("SEMI", r"；"),
    ("STOP", r"[。！？\n]"),
    ("COLON", r"："),
    ("WORD", r"[^\W\d_]|."),
)
_MASTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SPEC), re.DOTALL)
_JOINED = frozenset({"WORD", "PAIR", "DATE", "DECREE", "CODE", "QUOTE", "ASIDE"})
QUANTITIES = frozenset({"MONEY", "PERCENT", "PERCENT_OF", "SCORE", "WAN", "COUNT", "BARE"})
_INLINE_MARKER = re.compile(r"(?:（\d{1,2}）|\d{1,2}[、．]|\d{1,2}[.](?!\d))")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of kind ``type`` that stands at ``start`` to ``end`` of the compact text."""

    type: str
    text: str
    start: int
    end: int


def tokenize(text: str, start: int = 0) -> Iterator[Token]:
    """The tokens of a compact text from ``start`` on, adjacent word pieces joined into one ``WORD``."""
    word_start = -1
    position, size = start, len(text)
    fresh, after_quantity = True, False
    while position < size:
        if fresh and (marker := _INLINE_MARKER.match(text, position)):
            position = marker.end()
            continue
        match = _MASTER.match(text, position)
        if match is None:
            break
        kind = str(match.lastgroup)
        if kind in _JOINED or (kind == "MORE_OR_LESS" and not after_quantity):
            if word_start < 0:
                word_start = position
        else:
            if word_start >= 0:
                yield Token("WORD", text[word_start:position], word_start, position)
                word_start = -1
            yield Token(kind, match.group(), position, match.end())
        position = match.end()
        fresh = kind in {"STOP", "SEMI", "COLON"}
        after_quantity = kind in QUANTITIES
    if word_start >= 0:
        yield Token("WORD", text[word_start:position], word_start, position)
