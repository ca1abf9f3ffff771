"""What a noun phrase of the narrative names: concept, measure, period, fund, and the 类/款/项 it prints.

Narratives name one thing in many ways: 因公出国（境）费支出决算, 因公出国（境）费用预算支出,
因公出国（境）费. A phrase is given a canonical name only where nothing but words of measure is left over
after the name has been taken out: 基本支出中的办公费 is not 基本支出.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from checks.numbers.claims import Concept, Measure

_YEAR = re.compile(r"((?:19|20)\d{2})年(?:度)?")
_LAST_YEAR = re.compile(r"上年度?|上一年?度|去年|前一年度?")
_THIS_YEAR = re.compile(r"本年度?|今年|当年|全年")
_QUOTES = re.compile(r"[“”‘’\"]")
_LEVEL = re.compile(r"([^（）](?:[^（）]|（[^（）类款项\d]{1,6}）)*?)（(\d{2,7})?(类|款|项)）")
_FUNDS = (
    (re.compile(r"一般公共预算|一般公共服务预算"), "一般公共预算"),
    (re.compile(r"政府性基金(?:预算)?"), "政府性基金预算"),
    (re.compile(r"国有资本经营预算"), "国有资本经营预算"),
)
_MEASURES = (
    (re.compile(r"年初预算|年初部门预算"), Measure.INITIAL_BUDGET),
    (re.compile(r"全年预算|调整预算|调整后预算|调整后的预算"), Measure.ADJUSTED_BUDGET),
    (re.compile(r"决算|预算执行数|执行数|实际支出|完成数"), Measure.ACTUAL),
    (re.compile(r"预算"), Measure.BUDGET),
)
_FILLER = (
    r"(?:支出|收入|决算|预算|执行|实际|安排|拟购买|采购|财政拨款|拨款|年初|全年|调整后?|本年|当年|总额|总数|合计|总计|共计|金额"
    r"|经费|费用|数额|数|额|情况|的|为|是|共|达到?|约|各|均|比|分别|中|内|方面|项目|计|总|费|以下|元|：|，)*"
)
_LIST_WORDS = re.compile(r"^(?:一是|二是|三是|四是|五是|此外|同时|另外|以及|和|及|含|，|、)+")

_NAMES: tuple[tuple[str, str], ...] = (
    ("三公经费", r"三公经费"),
    ("因公出国（境）费", r"因公出国（境）(?:费用|经费|费)?"),
    ("公务用车购置及运行维护费", r"公务用车购置(?:及|和|与|、)运行(?:和|及)?(?:维护)?(?:费用|经费|费)?"),
    ("公务用车购置费", r"公务用车购置(?:费用|费)?"),
    ("公务用车运行维护费", r"公务用车运行(?:和|及)?(?:维护)?(?:费用|费)?"),
    ("国内公务接待费", r"国内公务接待(?:费用|费)?"),
    ("外宾接待费", r"外宾接待(?:费用|费)?"),
    ("公务接待费", r"公务接待(?:费用|费)?"),
    ("会议费", r"会议费"),
    ("培训费", r"培训费"),
    ("机关运行经费", r"机关运行经费"),
    ("人员经费", r"人员经费"),
    ("公用经费", r"(?:日常)?公用经费"),
    ("基本支出", r"基本支出"),
    ("项目支出", r"项目支出"),
    ("经营支出", r"经营支出"),
    ("上缴上级支出", r"上缴上级支出"),
    ("对附属单位补助支出", r"对附属单位补助支出"),
    ("单位预留机动经费", r"(?:单位预留)?机动经费"),
    ("收入支出总计", r"收入?[、]?支出?(?:预算|决算)?总(?:计|预算)|总收支"),
    ("总收入", r"总收入|收入(?:预算|决算)?总计"),
    ("总支出", r"总支出|支出(?:预算|决算)?总计"),
    ("本年收入合计", r"本年收入(?:预算|决算)?(?:合计)?|收入合计"),
    ("本年支出合计", r"本年支出(?:预算|决算)?(?:合计)?|支出合计"),
    ("财政拨款收入支出总计", r"财政拨款收入?[、]?支出?(?:预算|决算)?总(?:计|预算)"),
    ("财政拨款收入", r"财政拨款收入(?:预算|决算)?(?:合计|总计)?"),
    ("财政拨款支出", r"财政拨款(?:预算)?支出(?:预算|决算)?(?:合计|总计)?"),
    ("一般公共预算财政拨款收入", r"一般公共预算(?:财政)?(?:拨款)?收入"),
    ("一般公共预算财政拨款支出", r"一般公共预算(?:财政)?(?:拨款)?(?:预算)?支出"),
    ("一般公共预算财政拨款基本支出", r"一般公共预算(?:财政)?(?:拨款)?基本支出"),
    ("一般公共预算项目支出", r"一般公共预算(?:财政)?(?:拨款)?项目支出"),
    ("财政拨款基本支出", r"财政拨款基本支出"),
    ("政府性基金预算财政拨款收入", r"政府性基金(?:预算)?(?:财政)?(?:拨款)?收入"),
    ("政府性基金预算财政拨款支出", r"政府性基金(?:预算)?(?:财政)?(?:拨款)?支出"),
    ("国有资本经营预算财政拨款收入", r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?收入"),
    ("国有资本经营预算财政拨款支出", r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?支出"),
    ("事业单位经营收入", r"事业单位经营收入"),
    ("经营收入", r"经营收入"),
    ("事业收入", r"事业收入"),
    ("其他收入", r"其他收入"),
    ("上级补助收入", r"上级补助收入"),
    ("附属单位上缴收入", r"附属单位上缴收入|附属单位缴款"),
    ("年初结转和结余", r"年初结转和?结余"),
    ("年末结转和结余", r"年末结转和?结余"),
    ("收入", r"收入"),
    ("支出", r"支出"),
    ("政府采购", r"政府采购"),
    ("货物采购", r"货物采购|政府采购货物|购买货物|采购货物"),
    ("工程采购", r"工程采购|政府采购工程|购买工程|采购工程"),
    ("服务采购", r"服务采购|政府采购服务|购买服务|采购服务"),
    ("非税收入", r"(?:各类)?非税收入"),
)
_NAMED = tuple((name, re.compile(rf"(?:{pattern}){_FILLER}\Z")) for name, pattern in _NAMES)
_GENERIC = frozenset({"收入", "支出"})
_PREFIX = re.compile(
    r"(?:.*(?:局|部|厅|委|办|处|室|院|会|单位|部门|机关|街道|的|）|我|政府|，))?"
    r"(?:财政拨款|安排|用于|共|其中|含|主要|当年|全年|年度|预算|支出|拟|中|、)*\Z"
)
_OTHER_BODY = re.compile(r"下属|所属|本级|直属|二级|各单位|其他")
"""A total of these is not the department's."""

_LONGEST = 80
"""Only this much of a phrase before its number is looked at: longer ones are lists of activities."""
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
    plain = _QUOTES.sub("", text)
    path, code = _path(plain)
    period, plain = _period(plain, year)
    fund = next((name for pattern, name in _FUNDS if pattern.search(plain)), None)
    unfunded = plain
    for pattern, _ in _FUNDS:
        unfunded = pattern.sub("", unfunded)
    measure = next((m for pattern, m in _MEASURES if pattern.search(unfunded)), Measure.MAIN)
    if path:
        return Subject(Concept(path[-1], path, code, fund), measure, period, named=True)
    plain = _LIST_WORDS.sub("", plain)
    if name := _canonical(plain):
        named = name not in _GENERIC
        return Subject(Concept(name, fund=fund), measure, period, named, canonical=True)
    if _ONLY_FILLER.match(plain):
        return Subject(Concept("", fund=fund), measure, period, named=False)
    return Subject(Concept(_bare(plain), fund=fund), measure, period, named=True)


def reference_of(text: str, year: int | None) -> tuple[Measure, int | None]:
    """The measure and the year of what a comparison is made with: 比上年决算数, 比年初预算数."""
    subject = read_subject(text.lstrip("比较与同和"), year)
    return subject.measure, subject.period


def path_of(text: str) -> tuple[tuple[str, ...], str | None]:
    """The names of 类, 款 and 项 printed in a phrase, and the code where the levels carry codes."""
    return _path(_QUOTES.sub("", text))


def _path(plain: str) -> tuple[tuple[str, ...], str | None]:
    levels = _LEVEL.findall(plain)
    if not levels:
        return (), None
    names = tuple(re.split(r"[。；：，、]", name)[-1] for name, _, _ in levels)
    digits = [digits for _, digits, _ in levels]
    code = "".join(digits) if all(digits) else None
    if code is not None and any(len(d) > 3 for d in digits):
        code = digits[-1]
    return names, code


def _period(plain: str, year: int | None) -> tuple[int | None, str]:
    found = list(_YEAR.finditer(plain))
    if found:
        last = found[-1]
        return int(last.group(1)), plain[last.end() :] or plain[: last.start()]
    if match := _LAST_YEAR.search(plain):
        return (year - 1 if year else None), plain[match.end() :] or plain[: match.start()]
    if match := _THIS_YEAR.match(plain):
        rest = plain[match.end() :]
        return year, plain if rest.startswith(("收入", "支出", "预算")) else rest
    return None, plain


def _canonical(plain: str) -> str | None:
    best: tuple[int, str] | None = None
    for name, pattern in _NAMED:
        match = pattern.search(plain)
        if match is None or (best is not None and match.start() >= best[0]):
            continue
        head = plain[: match.start()]
        if _PREFIX.match(head) and not _OTHER_BODY.search(head):
            best = (match.start(), name)
    return best[1] if best else None


def _bare(plain: str) -> str:
    return re.sub(r"(?:为|是|共|达|约|的)+\Z", "", plain)
