"""Who published a document, for which year, and what kind of document it is: read off its own words.

A cover is one witness among several: headings, titles of tables, the name of the file and above all what the amounts
are stated for. A page without a cover says as much as one with it, and a single place that disagrees with all others is
that place's mistake, not the document's year.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit.document import Document
from audit.recognition.tables.table import RawTable
from checks import catalogue
from checks.catalogue import plain, vocabulary
from checks.numbers.amount import MONEY_UNITS
from checks.rules.sets.material import BUDGET, FINAL_ACCOUNTS, OTHER

PERFORMANCE = "performance_report"

_HEAD = 60
_FOOT = 12
_OPENING = 12
_COVERED = 8
_TITLE = 45
"""A line longer than this is a sentence and no title."""

_YEAR = re.compile(r"(20\d{2})年(?:度)?")
_RANGE = re.compile(r"20\d{2}年?(?:度)?[-—－~～至到](?=20\d{2}年)")
"""Of several years in a row (2022年-2024年) the last is the document's."""

_ORGAN = vocabulary.identity("organs")
_PROVINCE = re.compile(r"^（[\u4e00-\u9fff]{2,8}[省市区]）")
_NAME = rf"(?!(?:全|我|本|各)[省市县区旗镇乡院校局]|[上下]半年|[一二三四]季度)(?:(?!纳入|关于|根据|按照|下面将|现将|单位构成|机构设置)[\u4e00-\u9fff（）]){{2,40}}?(?:{_ORGAN})"
_LABELLED = re.compile(
    rf"(?:{vocabulary.identity('owner_labels')})[：:]([^：:，。]{{3,40}}?)(?:(?:金额)?单位[：:]|[：:，。]|$)"
)
_COVER = re.compile(
    rf"^(?:关于)?({_NAME})(?:机关|本级|汇总|部门|单位|（[^（）]{{1,12}}）)?(?:关于)?(?:20\d{{2}}年|本年度?)"
)
_AFTER_YEAR = re.compile(
    rf"^(?:关于)?(?:[\u4e00-\u9fff]{{1,8}}[省市县区])?20\d{{2}}年度?({_NAME})(?:机关|本级|（本级）)?(?:[省市县区]级)?(?:(?:部门|单位)?[“”\"]?三公|(?:部门|单位)?(?:预算|决算|收支|财政))"
)
_OWN = re.compile(
    rf"({_NAME})(?:20\d{{2}}年度?)?(?:部门|单位|政府采购)?(?:预算|决算)(?:公开)?(?:编制说明|情况说明|表|草案)?$"
)
_ABOUT = re.compile(rf"({_NAME})(?:概况|主要职能|主要职责|基本情况)")
_DOES = re.compile(
    rf"^(?:(?:\d[、.．])?(?:部门|单位)(?:概况|简介)：)?({_NAME})"
    r"(?:内设|下设|下辖|下属|贯彻|负责|承担|隶属|属于[^，。]{0,16}(?:单位|机关|学校|医院)|[创始]建于|创办于|成立于|是[^，。]{0,24}(?:单位|机关|部门|学校|医院)|是[^，。]{0,48}(?:团体|组织))"
)
_ON_BEHALF = re.compile(r"受([\u4e00-\u9fff]{2,20}人民政府)的?委托")
_FOUNDED = re.compile(rf"(?<![未不])设立({_NAME})，")
_ALONE = re.compile(rf"[\u4e00-\u9fff]+[省市县区旗州镇乡]{_NAME}")
"""A name that stands alone at the head of a page, with its place: those of a list of offices stand below each other."""

_SIGNED = re.compile(rf"({_NAME})$")
_SEVERAL = re.compile(r"((.{2,6}?[省市县区]?).{0,10}?(?:局|厅|委|办))(?=\2)")
"""The first of several offices named in one breath: 某县教育局某县统计局某县财政局."""

_DATE = re.compile(r"(?:20\d{2}|二[〇零○][一二三四五六七八九〇零○]{2})年.{1,3}月.{1,3}日$")
_COLUMN = re.compile(r"(?:财政|部门)?(?:预决算|预算[/／、]?决算|信息|财政信息)(?:信息)?(?:公开)?")
"""The column of a site that a page stands in, where its first line is nothing else."""

_PART = re.compile(
    r"^(?:第[一二三四五六七八九十]部分[：:]?|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)
_AMOUNT = r"\d[\d,]*(?:\.\d+)?\s*[百千]?[万亿]?元"
_STATED = re.compile(
    rf"(20\d{{2}})年(?:度)?(?=[^，。；：]{{0,40}}?(?:预算|决算|收入|支出|经费|总计|合计|收支))[^，。；：]{{0,60}}?{_AMOUNT}"
)
_REFERRED = re.compile(
    r"(?:(?:比|较|对比)[^，。；：]{0,6}?|(?:与|同|和)(?=20\d{2}年[^，。；：]{0,20}?(?:比|持平|一致|相同)))(20\d{2})年"
)
_PLANNED = re.compile(
    r"预算(?!拨[入付])[^，。；：\d]{0,16}\d|预算[^，。；：]{0,8}安排|安排[^，。；：]{0,8}预算"
)
"""An amount that a budget plans; 市财政预算拨入 5 万元 is none."""

_ALLOCATED = re.compile(r"安排(?:的)?[“”\"]{0,2}三公[“”\"]{0,2}经费|三公[“”\"]{0,2}经费安排")
_EXPLAINED = re.compile(
    r"(?:一般公共预算|政府性基金预算|国有资本经营预算)(?:当年)?(?:拨款)?(?:基本|项目)?支出(?:具体|总体)?情况(?:的)?说明"
)
"""A heading of the explanation of a budget; that of final accounts says 决算."""

_SPEAKS = re.compile(r"预算|决算|自评|绩效|三公|收支")
_NEUTRAL = re.compile(vocabulary.identity("neutral"))
_DISCLOSED = re.compile(r"(20\d{2})年(?:度)?(?:部门|单位)(?:预算|决算)(?!数)")
"""What a sentence says was disclosed: …公布了2024年部门预算."""

_AROUND = re.compile(vocabulary.identity("around"))
_PERFORMANCE = re.compile(vocabulary.identity("performance"))
_GOVERNMENT = re.compile(vocabulary.identity("government"))


@dataclass(frozen=True, slots=True)
class Identity:
    """A document's kind, department (or unit), year and level (部门 or 单位), None where it does not say.

    ``unit`` is set only where the user states whose unit it is; ``department`` is then the one it belongs to.
    """

    kind: str
    department: str | None
    year: int | None
    level: str | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """The texts that bear witness: the first lines, the titles of the tables, the whole, the name of the file."""

    head: tuple[str, ...]
    titles: tuple[str, ...]
    body: tuple[str, ...]
    file_name: str

    def named(self) -> Iterator[str]:
        """The lines that are titles of the whole: short, and no sentences."""
        return (t for t in self.head if len(t) <= _TITLE and "。" not in t and _SPEAKS.search(t))


def identify(document: Document, tables: Sequence[RawTable], texts: Sequence[str]) -> Identity:
    """Read the identity off a document's lines, its tables' heads, its sentences, and last its file name.

    ``texts`` are the paragraphs outside the tables in reading order.
    """
    body = tuple(_PROVINCE.sub("", _PART.sub("", plain(t))) for t in texts if t.strip())
    titles = tuple(plain(t) for table in tables for t in table.titles)
    file_name = plain(re.split(r"[/\\!]", document.path)[-1].rsplit(".", 1)[0])
    own = tuple(text for text in body[: 2 * _HEAD] if _SPEAKS.search(text) or not _AROUND.search(text))
    words = _Words(own[:_HEAD], titles, body, file_name)
    kind = _kind(words)
    department = _department(words, [t.owner for t in tables if t.owner])
    several = _SEVERAL.match(department or "")
    return Identity(
        kind,
        several[1] if several else department,
        _year(words),
        _level(words),
    )


def _kind(words: _Words) -> str:
    codes = Counter(spec.kind for t in words.titles if (spec := catalogue.statement_for_title(t)))
    cover = _covered(words)
    told = () if cover else (*words.head[:_COVERED], *words.titles, words.file_name)
    if cover == PERFORMANCE or any(_PERFORMANCE.search(text) for text in told):
        return PERFORMANCE
    if codes and (kind := codes.most_common(1)[0][0]) in {FINAL_ACCOUNTS, BUDGET}:
        return kind
    if any(_GOVERNMENT.search(text) for text in (*words.titles, *words.head)):
        return OTHER
    for text in (*words.head[:30], *words.titles, words.file_name):
        if len(text) <= _TITLE and (kind := _titled(text)):
            return kind
    return _spoken(words)


def _covered(words: _Words) -> str:
    """The kind that the first title with a year names: accounts with an evaluation attached are accounts."""
    for text in words.head[:_COVERED]:
        if len(text) <= _TITLE and _YEAR.search(text):
            if _PERFORMANCE.search(text):
                return PERFORMANCE
            if kind := _titled(text):
                return kind
    return ""


def _titled(text: str) -> str:
    """The kind that a line names as a title does; empty where it names none or both."""
    said = _NEUTRAL.sub("", text)
    if "。" in text or "，" in text:
        return ""
    if "决算" in said and "预算" not in said:
        return FINAL_ACCOUNTS
    return (
        BUDGET if re.search(r"(?:部门|单位|年度?|收支|经费|拨款)总?预算", said) and "决算" not in said else ""
    )


def _spoken(words: _Words) -> str:
    """The kind by what the sentences speak of: final accounts speak of budgets too, budgets hardly of accounts."""
    text = _NEUTRAL.sub("", "".join((*words.body, *words.titles)))
    counted = Counter(re.findall(r"自评得分|绩效目标|决算|预算", text))
    if counted["自评得分"] > 1 or counted["绩效目标"] > max(2, counted["预算"] + counted["决算"]):
        return PERFORMANCE
    if not re.search(_AMOUNT, text) or not counted["决算"] + counted["预算"]:
        spoken = "".join(words.body)
        planned = "决算" not in spoken and _EXPLAINED.search(spoken)
        return BUDGET if planned or _ALLOCATED.search(text) else OTHER
    if 3 * counted["决算"] >= counted["预算"]:
        return FINAL_ACCOUNTS
    return BUDGET if _PLANNED.search(text) or counted["预算"] > 1 else OTHER


def _year(words: _Words) -> int | None:
    """The year that most witnesses name: titles, the file, and the years that amounts are stated for."""
    votes: Counter[int] = Counter()
    covers = tuple(itertools.islice(words.named(), 4))
    for weight, texts in ((3, covers), (2, words.titles), (2, [words.file_name])):
        for text in texts:
            if found := _YEAR.findall(_RANGE.sub("", _REFERRED.sub("", text))):
                votes[int(found[0])] += weight
    for text in words.head[:_OPENING]:
        if text not in covers and (found := _DISCLOSED.findall(_REFERRED.sub("", text))):
            votes[int(found[0])] += 2
    if not votes and (found := re.findall(r"20\d{2}", words.file_name)):
        votes[int(found[0])] += 2
    for text in words.body:
        stated = {int(year) for year in _STATED.findall(_REFERRED.sub("", text))}
        if len(stated) == 1:
            votes.update(stated)
            votes.update(stated & {int(year) + 1 for year in _REFERRED.findall(text)})
    if not votes:
        votes.update(int(year) + 1 for text in words.body for year in _REFERRED.findall(text))
    if not votes:
        votes.update(int(year) for text in words.head for year in _YEAR.findall(text))
    if not votes:
        return None
    most = max(votes.values())
    best = [year for year, n in votes.items() if n == most]
    return max(best)


def _department(words: _Words, owners: Sequence[str]) -> str | None:
    if owners:
        return Counter(owners).most_common(1)[0][0]
    head = words.head
    for text in head[:40]:
        if match := _LABELLED.match(text):
            return match[1]
    opening = itertools.dropwhile(_COLUMN.fullmatch, head[:6])
    cover = list(itertools.takewhile(lambda text: text not in {"目录", "目 录"}, opening))
    # A cover may break the name and the year over lines, and other lines may follow without a table of contents.
    covers = ["".join(cover), *("".join(cover[:n]) for n in (2, 3, 4))]
    titles = [text for text in (*covers, *head[:25]) if len(text) <= _HEAD]
    titles += [text for text in words.titles if len(text) <= _HEAD]
    titles += [name + below for name, below in itertools.pairwise(head[:25]) if _stands_over(name, below)]
    for pattern, texts in (
        (_COVER, titles),
        (_AFTER_YEAR, titles),
        (_OWN, titles),
        (_ABOUT, head[:40]),
        (_DOES, head[:40]),
    ):
        for text in texts:
            if match := pattern.match(text):
                return match[1]
    if _ALONE.fullmatch(head[0] if head else "") and not any(_ALONE.fullmatch(text) for text in head[1:2]):
        return head[0]
    for pattern in (_COVER, _AFTER_YEAR):
        for text in words.body:
            if match := pattern.match(text):
                return match[1]
    foot = words.body[-_FOOT:]
    for at, dated in enumerate(foot):
        if at and _DATE.match(dated) and _SIGNED.match(foot[at - 1]):
            return _first_signed(foot[:at])
    if match := re.match(rf"({_NAME})(?:20\d{{2}})", words.file_name):
        return match[1]
    told = (pattern.search(text) for pattern in (_ON_BEHALF, _FOUNDED) for text in head[:_OPENING])
    return next((match[1] for match in told if match), None)


def _stands_over(name: str, below: str) -> bool:
    """Whether a line is the name of a body and the next one begins with the year that the title goes on with."""
    titled = _YEAR.match(below) is not None and _SPEAKS.search(below) is not None
    return titled and re.fullmatch(_NAME, name) is not None


def _first_signed(lines: Sequence[str]) -> str:
    """The first of the offices that sign a text on a line each."""
    signed = [*itertools.takewhile(_SIGNED.match, reversed(lines))]
    alike = [*itertools.takewhile(lambda text: text[:2] == signed[0][:2], signed)]
    return alike[-1]


def _level(words: _Words) -> str | None:
    if any("（本级）" in text for text in (*words.head[:4], words.file_name)):
        return "单位"
    votes: Counter[str] = Counter()
    for text in (*words.head[:10], *words.titles, words.file_name):
        if re.search(r"单位(?:预算|决算)|(?<!部门)预算单位(?!构成)", text):
            votes["单位"] += 1
        elif re.search(r"部门(?:预算|决算|财务|收|支)|部门.{0,6}预算", text):
            votes["部门"] += 1
    return votes.most_common(1)[0][0] if votes else None


def majority_unit(units: Iterable[str | None]) -> str | None:
    """The unit of money that most tables of a document state."""
    votes = Counter(u for u in units if u in MONEY_UNITS)
    return votes.most_common(1)[0][0] if votes else None
