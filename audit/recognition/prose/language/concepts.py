"""What a noun phrase of the narrative names: concept, measure, period, fund, and the 类/款/项 it prints.

Narratives name one thing in many ways: 因公出国（境）费支出决算, 因公出国（境）费用预算支出,
因公出国（境）费. A phrase is given a canonical name only where nothing but words of measure is left over
after the name has been taken out: 基本支出中的办公费 is not 基本支出.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from checks.catalogue import functional_class, vocabulary
from checks.catalogue.functional import is_item
from checks.numbers.claims import SIDES, Concept, Measure

_YEAR = re.compile(r"((?:19|20)\d{2})(?:年度?(?![初末终])|(?=年[初末终]))")
"""A year; of 2023年末结转和结余 only the number, for 年末 is of the name."""

_LAST_YEAR = re.compile(vocabulary.period("last"))
_THIS_YEAR = re.compile(vocabulary.period("this"))
_NOW = "今年"
_QUOTES = re.compile(r"[“”‘’\"]")
_LEVEL = re.compile(r"([^（）](?:[^（）]|（[^（）类款项\d]{1,6}）)*?)（(\d{2,7})?(类|款|项)）")
_CONTAINED = re.compile(r"（含[^（）\d]{1,30}）")
"""What a name is said to take in: 转移支付收入（含上年结转）."""

_BEFORE_NAME = re.compile(r"^(?:分别|全部|均|都)*(?:列入|列|用于)?[为即是](?=.{2})")
_COMPARING = re.compile(
    rf"^(?:相?[比较]于?|[与同和由从]|{vocabulary.change('more')}|{vocabulary.change('less')})+"
)
_GRADES = {"类": 1, "款": 2, "项": 3}
_FUNDS = tuple((re.compile(pattern), fund) for fund, pattern in vocabulary.funds())
_MEASURES = tuple((re.compile(pattern), Measure(name)) for name, pattern in vocabulary.measures())
_FILLER = rf"(?:{vocabulary.phrase('filler')})*"
_LIST_WORDS = re.compile(rf"^(?:{vocabulary.phrase('list_words')})+")
_NAMED = tuple((name, re.compile(rf"(?:{pattern}){_FILLER}\Z")) for name, pattern in vocabulary.concepts())
_PREFIX = re.compile(rf"(?:.*(?:{vocabulary.phrase('owners')}))?(?:{vocabulary.phrase('before')})*\Z")
_ENDS_A_LIST = frozenset({"人员经费", "公用经费"})
"""What the list of its kinds may stand before: 基本工资、津贴补贴等人员经费."""

_OTHER_MONEY = re.compile(vocabulary.phrase("other_money"))
_OTHER_BODY = re.compile(f"{vocabulary.phrase('others')}|{vocabulary.phrase('other_money')}")
"""A total of these is not the department's, and what other money pays is in no form of one fund."""

_NO_MEASURE = re.compile(r"预算稳定调节基金|预算周转金|预算[内外]|一般预算|预算单位|预算管理|预算拨款(?!数)")
"""Names with 预算 in them that are no budgets."""

_LONGEST = 80
"""Only this much of a phrase before its number is looked at: longer ones are lists of activities."""
_CODED = re.compile(
    r"(?:\d{1,2}[.．、])?(2\d{2}(?:\d{2}){0,2})[（\s]?([\u4e00-\u9fff（）]{2,30}?)）?(?=[\d：，。]|$)"
)
_NAME_AND_NUMBER = re.compile(r"：([^，。；：、\d]{2,30})\d")
_CLASS = re.compile(r"(?:安排|用于|主要用于)*([\u4e00-\u9fff]{2,14}支出)")
_ANY_OTHER = "229"
"""其他支出 is a 类, and what is left of any list."""

_ALIAS = re.compile(rf"（([^（）]{{2,12}})）{_FILLER}\Z")
_SUMMED_UP = frozenset(name for partition in vocabulary.partitions() for name in partition.wholes)
_ONLY_FILLER = re.compile(_FILLER + r"\Z")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a noun phrase says. ``named`` is False where it has words of measure only (年初预算为)."""

    concept: Concept
    measure: Measure
    period: int | None
    named: bool
    canonical: bool = False


def read_subject(text: str, year: int | None) -> Subject:
    """Take a noun phrase apart; ``year`` is the document's, which 上年 and 本年 are relative to."""
    return _read_subject(text[-_LONGEST:], year)


@lru_cache(maxsize=4096)
def _read_subject(text: str, year: int | None) -> Subject:
    plain = _CONTAINED.sub("", _QUOTES.sub("", text))
    path, code, grade = _path(plain)
    period, plain = _period(plain, year)
    fund = next((name for pattern, name in _FUNDS if pattern.search(plain)), None)
    unfunded = plain
    for pattern, _ in _FUNDS:
        unfunded = pattern.sub("", unfunded)
    unfunded = _NO_MEASURE.sub("", unfunded)
    measure = next((m for pattern, m in _MEASURES if pattern.search(unfunded)), Measure.MAIN)
    if path:
        return Subject(Concept(path[-1], path, code, fund, grade), measure, period, named=True)
    plain = _LIST_WORDS.sub("", plain)
    if (group := _CLASS.fullmatch(plain)) and functional_class(group[1]) not in {None, _ANY_OTHER}:
        return Subject(Concept(group[1], (group[1],), fund=fund, grade=1), measure, period, named=True)
    if name := _canonical(plain):
        named = name not in SIDES
        return Subject(Concept(name, fund=fund), measure, period, named, canonical=True)
    if _ONLY_FILLER.match(plain):
        return Subject(Concept("", fund=fund), measure, period, named=False)
    return Subject(Concept(_bare(plain), fund=fund), measure, period, named=True)


def paid_otherwise(subject: Subject, before: str) -> Subject:
    """What the words before a 、 let other money pay too: 另由单位资金安排出国（境）费 5 万元、公务接待费 2 万元."""
    money = _OTHER_MONEY.search(before)
    if money is None or not subject.canonical:
        return subject
    return replace(subject, concept=Concept(f"{money[0]}{subject.concept.name}"), canonical=False)


def names_amount(listed: str, year: int | None) -> bool:
    """Whether what 其中 lists is stated and no longer a reason: an official name right before a number."""
    named = _NAME_AND_NUMBER.match(listed)
    if named is None:
        return False
    subject = read_subject(named[1], year)
    return subject.canonical and subject.named


def reference_of(text: str, year: int | None) -> tuple[Measure, int | None]:
    """The measure and the year of what a comparison is made with: 比上年决算数, 比年初预算数."""
    subject = read_subject(_COMPARING.sub("", text), year)
    return subject.measure, subject.period


def path_of(text: str) -> tuple[tuple[str, ...], str | None, int]:
    """The names of 类, 款 and 项 printed in a phrase, their code where the levels carry codes, and the lowest level.

    An official code with its name in front of everything else (2130205森林资源培育 5 万元) is such a name too.
    """
    found = _path(_QUOTES.sub("", text))
    coded = _CODED.match(text) if not found[0] else None
    if coded is None or not is_item(coded[1], coded[2]):
        return found
    return (coded[2],), coded[1], len(coded[1]) // 2


def _path(plain: str) -> tuple[tuple[str, ...], str | None, int]:
    levels = _LEVEL.findall(plain)
    if not levels:
        return (), None, 0
    names = tuple(_BEFORE_NAME.sub("", re.split(r"[。；：，、]", name)[-1]) for name, _, _ in levels)
    digits = [digits for _, digits, _ in levels]
    code = "".join(digits) if all(digits) else None
    if code is not None and any(len(d) > 3 for d in digits):
        code = digits[-1]
    return names, code, _GRADES[levels[-1][2]]


def _period(plain: str, year: int | None) -> tuple[int | None, str]:
    found = list(_YEAR.finditer(plain))
    if found:
        last = found[-1]
        head, rest = plain[: last.start()], _without_this_year(plain[last.end() :])
        heading = head.endswith("情况")  # 收入情况2024年收入合计
        if head and not heading and _ONLY_FILLER.match(rest) and _canonical(f"{head}{rest}"):
            return int(last.group(1)), f"{head}{rest}"
        return int(last.group(1)), rest or head
    if match := _LAST_YEAR.search(plain):
        head, rest = plain[: match.start()], plain[match.end() :]
        if head and rest and _ONLY_FILLER.match(rest) and _canonical(f"{head}{rest}"):
            return (year - 1 if year else None), f"{head}{rest}"
        return (year - 1 if year else None), plain[match.end() :] or plain[: match.start()]
    if match := _THIS_YEAR.match(plain):
        rest = plain[match.end() :]
        if match[0] == _NOW and rest and _ONLY_FILLER.match(rest):
            return year, rest
        return year, _without_this_year(plain)
    return None, plain


def _without_this_year(plain: str) -> str:
    """A phrase without 本年 at its head, unless that is part of a name (本年收入)."""
    match = _THIS_YEAR.match(plain)
    rest = plain[match.end() :] if match else plain
    return plain if rest.startswith(("收入", "支出", "预算")) else rest


def _canonical(plain: str) -> str | None:
    """The official name of a phrase; one in brackets at its end sums up the list before it (…费（三公经费）总额)."""
    if (alias := _ALIAS.search(plain)) and (name := _named(alias[1])) in _SUMMED_UP:
        return name
    return _named(plain)


def _named(plain: str) -> str | None:
    best: tuple[int, str] | None = None
    for name, pattern in _NAMED:
        match = pattern.search(plain)
        if match is None or (best is not None and match.start() >= best[0]):
            continue
        head = plain[: match.start()]
        owned = _PREFIX.match(head) or (name in _ENDS_A_LIST and head.endswith("等"))
        if owned and not _OTHER_BODY.search(head):
            best = (match.start(), name)
    return best[1] if best else None


def _bare(plain: str) -> str:
    return re.sub(
        r"(?:类科目)?(?:(?<=收入)调整|(?<=支出)调整|完成|实现|达到|达成)?(?:共计|合计|总计|小计)?(?:了|为|是|共|达|约|的|：)*\Z",
        "",
        plain,
    )


def ends_in(name: str, of: str) -> bool:
    """Whether a name ends in another, as a share calls its whole (基本支出 of 财政拨款基本支出), whichever 的 they print."""
    return name.replace("的", "").endswith(of.replace("的", ""))
