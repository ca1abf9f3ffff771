"""The words of a narrative that carry structure, as tokens: amounts, verbs of change, comparisons,
separators.

Everything that is none of these is a ``WORD``: noun phrases, names, dates, decree numbers. One pass with one
alternation; every look-ahead is bounded, so that the time is linear in the text whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.catalogue import vocabulary

_SIGN = r"(?:(?<![\d亿万元%])[-−])?"
"""A dash behind a number or its unit is no minus: 5 亿-10 亿元."""

_NUM = rf"(?=[-−\d]){_SIGN}(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""Ten kinds of token begin with a number: that none stands here is seen at once."""

_ILL_NUM = r"(?=\d)(?:\d+(?:,\d+)+(?:\.\d+)?|\d[\d,]*(?:\.\d+){2,})"
"""Digits right before 元 that were meant as one amount: 86,40 and 668.9.32."""

_STOPPER = r"[^，。；：（）、\n]"
_NAMING = rf"(?:{_STOPPER}|（[^（）\d，。；]{{1,4}}）)"
"""A stretch of words, the bracket of a name (出国（境）费) in it too."""

_MONEY = r"百万元|万亿元|万元|亿元|千元|元"
_AFTER_VERB = rf"(?:(?:{vocabulary.change('after_verb')}){{0,4}}(?=-?\d))?"
_THAN = rf"[^，。；：（）\d]{{0,12}}?(?:预算|决算|上年|去年|年初|计划|同期)[^，。；：（）\d]{{0,6}}?(?:(?<!的)(?=(?:{_NUM})(?:{_MONEY}))|(?=(?:{_NUM})%))"
"""高于上年 9 万元 says by how much; what it was stands behind a 的: 高于上年的 9 万元."""
_UP = rf"(?:{vocabulary.change('more')}){_THAN}|(?:{vocabulary.change('up')}){_AFTER_VERB}|(?:{vocabulary.change('up_before_number')})了?(?=\d)"
_DOWN = rf"(?:{vocabulary.change('less')}){_THAN}|(?:{vocabulary.change('down')}){_AFTER_VERB}|(?:{vocabulary.change('down_before_number')})了?(?=\d)"
_FLAT = vocabulary.change("flat")
_MOVES = rf"{_UP}|{_DOWN}|{_FLAT}"
_COUNTERS = rf"(?:[万亿])?(?:{vocabulary.phrase('counters')})"
_THAN_ONE = r"相较于?|相比于?(?=[上去前]|年初|20\d{2})|(?<!可)比|较"
"""可比 compares nothing: it says that what follows is of like with like."""
_BETTER = r"(?![^，。；：\n]{1,24}?(?:比|较)(?:上|去|前|20\d{2}|年初))"
_WITH = rf"(?:与|同|和|由|从){_BETTER}"
"""A word that begins a reference, unless one follows that does it better: 收入和支出比上年 …"""
_WITH_A_TIME = (
    rf"(?:(?:由|从)|(?:与|同|和)(?![^，。；：\d]{{0,14}}后的?(?:收入|支出))"
    rf"(?=[^，。；：（）、\n]{{0,20}}(?:年|期|预算|决算|计划|批复|目标))){_BETTER}"
)
"""The same where no 相比 closes it: 与 and 和 join as often as they compare (社会保障和就业支出增长 5%, 剔除甲和上年乙后支出 …)."""
_EITHER = "|".join(f"{one}（(?:或)?{other}）" for one, other in vocabulary.alternatives())
_ITEM_IN_LINE = (
    r"(?:（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十第]))"
)
"""The marker of an item that goes on in its line: …，二、公务接待费 …"""
_MADE_OF = rf"由(?=[^。；，\d]{{2,40}}(?:{_NUM})(?:{_MONEY})[^。；]{{2,160}}(?:构成|组成))"
"""由甲 5 万元，加乙 6 万元构成: the parts of what was given before."""
_TURNS_INTO = r"(?:调整|调[增减]|核[增减]|变更|提高|增加|增长|上升|猛增|减少|下降|降低|压减|压缩|[增减升降])?(?:为|到|至)"
"""由 5 万元调整为 6 万元: between the level before and the level now."""
_PLANS = r"预算|年初|全年|上年|决算|计划"
_HELD_AGAINST = rf"[^，。；：\d]{{0,3}}(?:{_PLANS})|(?:19|20)\d{{2}}年[^，。；：\d]{{0,6}}的(?={_NUM})"
"""What a word of comparison holds an amount against: 预算, or a year's level printed behind it."""

_SPEC: tuple[tuple[str, str], ...] = (
    ("ITEM", rf"(?<=[：；。，]){_ITEM_IN_LINE}"),
    (
        "DATE",
        r"(?:19|20)\d{2}(?:[-/.]\d{1,2}[-/.]|年\d{1,2}月)\d{1,2}日?|(?<!\d)\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?!\d)|(?:19|20)\d{2}年(?:度)?(?:\d{1,2}月(?:\d{1,2}日|底|末|份)?)?"
        r"|\d{1,2}月(?:\d{1,2}日|底|末|份)|前\d{1,2}个月|(?:19|20)\d{2}\s*[-—至]\s*(?:19|20)\d{2}年?度?",
    ),
    ("PAIR", r"收入?、支出?"),
    ("DECREE", r"[〔\[【]\d{4}[〕\]】]\d+号|第\d+[号条届次位名期章节页]|\d+号"),
    ("CODE", r"（\d{2,7}(?:类|款|项)）"),
    ("EITHER", _EITHER + r"|大小于|减增加|增减少"),
    ("QUOTE", r"“[^“”，。；]{0,40}”|‘[^‘’，。；]{0,40}’|《[^《》。]{0,80}》"),
    (
        "ASIDE",
        rf"（(?!其中|含）|增|减|升|降|下降|上升|占|比|较|(?:与|同|和)[^（）]{{0,16}}(?:{_FLAT}))[^（）\d，。；]{{0,30}}）",
    ),
    ("AMONG", rf"{vocabulary.phrase('among')}|{_MADE_OF}|(?<=元)中(?![标央国心小等、。）])"),
    ("REASON", vocabulary.phrase("cause")),
    ("PURPOSE", vocabulary.phrase("purpose")),
    ("PERCENT_OF", rf"的?(?:比例|比重)?(?:为)?(?:约|近)?的(?:约|近)?(?:{_NUM})(?:%|‰)"),
    ("MONEY", rf"(?:{_NUM}|{_ILL_NUM})(?:{_MONEY})"),
    ("POINTS", rf"(?:{_NUM})个?百分点"),
    ("PERCENT", rf"(?:{_NUM})(?:%|‰)"),
    ("TIMES", rf"(?:{_NUM})倍"),
    ("SCORE", rf"(?:{_NUM})分(?![钟类别之为级布散值])"),
    ("WAN", rf"(?:{_NUM})[万亿](?=[（，。；、）]|$)"),
    ("COUNT", rf"(?:{_NUM})(?:多|余)?{_COUNTERS}"),
    ("PLACEHOLDER", r"-{2,}%|—+%"),
    ("BARE", rf"(?:{_NUM})"),
    (
        "FROM",
        rf"[由从](?:(?:19|20)\d{{2}}年度?)?[^，。；：（）、\d]{{0,8}}(?=(?:{_NUM})(?:{_MONEY}){_TURNS_INTO}(?:{_NUM}))",
    ),
    ("TO", rf"(?<=元){_TURNS_INTO}(?=(?:{_NUM})(?:{_MONEY}))"),
    (
        "REFERENCE",
        rf"(?:{_THAN_ONE}|{_WITH_A_TIME})(?:(?!{_MOVES}){_STOPPER}){{1,40}}?(?=（?(?:{_NUM})(?:{_MONEY})）?(?:（[^（）\n]{{1,40}}）)?(?:相比较?|比较)?，?(?:{_MOVES}))"
        rf"|(?:{_THAN_ONE}|{_WITH_A_TIME})(?:(?!{_MOVES}){_STOPPER}){{1,40}}?(?=(?:{_NUM})%，?(?:{_MOVES})(?:{_NUM})个?百分点)"
        rf"|(?:{_THAN_ONE}|{_WITH}){_STOPPER}{{0,24}}?(?:相比|比较|对比)"
        rf"|(?:{_THAN_ONE}|{_WITH_A_TIME}){_NAMING}{{1,24}}?(?={_MOVES})|同比|环比|(?:相比较?|对比)(?=，?(?:{_MOVES}))",
    ),
    (
        "COMPLETE",
        r"完成了?(?:全年|年初|当年|调整|年度|本年|上年|年中|后|的)*(?:预算|计划)(?:数|总额|总数|安排)?(?=的?-?\d)"
        rf"|完成了?[^，。；：、（）\d]{{0,12}}?(?:预算|计划|目标|任务|进度)(?:预算|计划|任务|进度|数|安排)*(?=的?(?:{_NUM})(?:%|(?:{_MONEY})的|{_COUNTERS}的(?:{_NUM})%))"
        rf"|[为占](?:年初|全年|当年|调整后?|变动|年度|本年|年)(?:的)?(?:预算|计划|任务|目标)(?:任务|目标|数|安排)*(?=的?(?:{_NUM})%)"
        rf"|(?:为|占|完成)(?:预算|计划|调整)(?:数|安排)?(?=的?(?:{_NUM})%)"
        rf"|[为占](?:年初|全年|当年|调整后?|变动|年度|本年|年)?(?:的)?(?:收入|支出|收支)?(?:预算|计划|任务|目标)(?:任务|目标|数|安排)*(?=(?:{_NUM})(?:{_MONEY})的(?:{_NUM})%)"
        rf"|为[^，。；：、（）\d]{{0,14}}?(?:年初|全年|当年|调整后?|变动)的?预算(?:总?收入|总?支出)?(?=(?:{_NUM})(?:{_MONEY})的(?:{_NUM})%)",
    ),
    (
        "SHARE",
        rf"占(?:比(?:例|重)?)?(?:为|达到?)?(?:约|近|超过?)?(?=[-\d])"
        rf"|占(?!地(?:面积|[约\d])|用){_STOPPER}{{1,40}}?(?:的(?:比例|比重|份额)?(?:为|达到?)?)?(?:约|近)?(?<!\d)(?=的?-?\d)(?!(?:19|20)\d\d年)"
        rf"|(?:所占)?(?<!执行)(?<!完成)(?:比例|比重|占比|(?<=[，；（])税性?比)(?:为|达到?|约|是)?(?=\d)",
    ),
    (
        "LESS",
        rf"(?:(?:{vocabulary.change('less')})(?!{_THAN})|{vocabulary.change('within')})(?={_HELD_AGAINST})",
    ),
    ("MORE", rf"(?:{vocabulary.change('more')})(?!{_THAN})(?={_HELD_AGAINST})"),
    ("SAME", vocabulary.change("same")),
    ("UP", _UP),
    ("DOWN", _DOWN),
    ("FLAT", _FLAT),
    ("APPROX", rf"(?:{vocabulary.change('about')})(?=-?\d)"),
    ("MORE_OR_LESS", vocabulary.change("more_or_less")),
    ("OPEN", r"（"),
    ("CLOSE", r"）"),
    ("SEMI", r"；"),
    ("COMMA", r"[，,]"),
    ("ENUM", r"、"),
    ("STOP", r"[。！？\n]|(?<=[元%‰])\.(?=[^\W\d_])"),
    ("COLON", r"："),
)
BECOMES = re.compile(_TURNS_INTO)
_MASTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SPEC), re.DOTALL)
_JOINED = frozenset({"PAIR", "DATE", "DECREE", "CODE", "QUOTE", "ASIDE", "FROM", "TO"})
QUANTITIES = frozenset({"MONEY", "POINTS", "PERCENT", "PERCENT_OF", "TIMES", "SCORE", "WAN", "COUNT", "BARE"})
MARKS = r"(?:[、．]|[.](?!\d)|[.](?=(?:19|20)\d{2}年))"
"""What makes the digits before it the number of an item: 1、 and 1. are, 1.5 is not, 1.2024年 is."""

INLINE_MARKER = re.compile(rf"（\d{{1,2}}）|\d{{1,2}}{MARKS}")


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
        if fresh and (marker := INLINE_MARKER.match(text, position)):
            yield Token("ITEM", marker.group(), position, marker.end())
            position = marker.end()
            continue
        match = _MASTER.search(text, position)
        begin = match.start() if match else size
        if begin > position:
            after_quantity = False
            if word_start < 0:
                word_start = position
        if match is None:
            break
        kind = str(match.lastgroup)
        if kind in _JOINED or (kind == "MORE_OR_LESS" and not after_quantity):
            if word_start < 0:
                word_start = begin
        else:
            if word_start >= 0:
                yield Token("WORD", text[word_start:begin], word_start, begin)
                word_start = -1
            yield Token(kind, match.group(), begin, match.end())
        position = match.end()
        fresh = kind in {"STOP", "SEMI", "COLON"}
        after_quantity = kind in QUANTITIES
    if word_start >= 0:
        yield Token("WORD", text[word_start:size], word_start, size)
