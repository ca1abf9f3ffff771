"""From a department's books to its whole disclosure of a year: cover, contents, organisation, tables, narrative, terms."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.forge.blocks import Block, Heading, Passage
from benchmarks.forge.figures import Print
from benchmarks.forge.meaning import Voice
from benchmarks.forge.sheet import Form, Sheet
from benchmarks.forge.tables import sheets
from benchmarks.forge.whole import budget_words, mixed_words
from benchmarks.forge.whole.annexes import annexed
from benchmarks.forge.whole.budget_tables import budget_sheets
from benchmarks.forge.whole.history import ACTUAL, PLANNED, History
from benchmarks.forge.whole.telling import Teller, Wordings


@dataclass(frozen=True, slots=True)
class Style:
    """How an office prints: its numbers in prose and in tables, whether its tables stand before the narrative.

    ``annexes`` prints the tables that not every office has.
    """

    prose: Print
    form: Form
    tables_first: bool
    contents: bool
    annexes: bool


def style_of(seed: int) -> Style:
    """The habits of an office's printing."""
    dice = random.Random(f"style {seed}")
    commas = dice.random() < 0.3
    unit = dice.choice(["万元", "万元", "万元", "万元", "元"])
    return Style(
        Print(unit=unit, commas=commas, percent=dice.choice([2, 2, 2, 1])),
        Form(
            Print(unit=dice.choice(["万元", "万元", "元"]), commas=dice.random() < 0.6),
            blank=dice.choice(["0.00", "0.00", ""]),
            numbered=dice.random() < 0.7,
            counted=dice.random() < 0.6,
            apart=dice.random() < 0.3,
            beside=dice.random() < 0.4,
            down=dice.random() < 0.4,
            empty=True,
        ),
        tables_first=dice.random() < 0.6,
        contents=dice.random() < 0.6,
        annexes=dice.random() < 0.5,
    )


ACCOUNT_SECTIONS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("收入支出决算总体情况说明", ("totals",)),
    ("收入决算情况说明", ("income",)),
    ("支出决算情况说明", ("spending",)),
    ("财政拨款收入支出决算总体情况说明", ("fiscal",)),
    ("一般公共预算财政拨款支出决算情况说明", ("general", "structure", "items")),
    ("一般公共预算财政拨款基本支出决算情况说明", ("basic",)),
    ("财政拨款“三公”经费支出决算情况说明", ("three", "three-items")),
    ("政府性基金预算财政拨款收入支出决算情况说明", ("fund",)),
    ("国有资本经营预算财政拨款支出决算情况说明", ("capital",)),
    ("机关运行经费支出情况说明", ("agency",)),
    ("政府采购支出情况说明", ("procurement",)),
    ("国有资产占用情况说明", ("assets",)),
    ("预算绩效情况说明", ("performance",)),
)
_ORDINALS = "一二三四五六七八九十"
_TERMS = (
    "财政拨款收入：指本级财政当年拨付的资金。",
    "基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    "项目支出：指在基本支出之外为完成特定任务和事业发展目标所发生的支出。",
    "“三公”经费：指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。",
    "机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金。",
)


BUDGET_SECTIONS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("收支总体情况说明", ("totals",)),
    ("收入预算情况说明", ("income",)),
    ("支出预算情况说明", ("spending",)),
    ("财政拨款收支预算总体情况说明", ("fiscal",)),
    ("一般公共预算支出情况说明", ("general", "structure", "items")),
    ("一般公共预算基本支出情况说明", ("basic",)),
    ("“三公”经费预算情况说明", ("three",)),
    ("政府性基金预算支出情况说明", ("fund",)),
    ("国有资本经营预算支出情况说明", ("capital",)),
    ("机关运行经费安排情况说明", ("agency",)),
    ("政府采购安排情况说明", ("procurement",)),
    ("国有资产占用情况说明", ("assets",)),
    ("预算绩效情况说明", ("performance",)),
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What tells budgets and accounts apart: the word, its sections and their wordings."""

    word: str
    year: str
    stage: str
    sections: Sequence[tuple[str, tuple[str, ...]]]
    wordings: Wordings


_ACCOUNTS = _Kind("决算", "年度", ACTUAL, ACCOUNT_SECTIONS, mixed_words.WORDINGS)
_BUDGET = _Kind("预算", "年", PLANNED, BUDGET_SECTIONS, budget_words.WORDINGS)


def accounts(history: History, seed: int, year: int | None = None) -> list[Block]:
    """The final accounts of a year, the latest one where none is named."""
    year, form = year or history.year, style_of(seed).form
    return _disclosed(history, seed, year, _ACCOUNTS, sheets(history.books(year, ACTUAL), form))


def budget(history: History, seed: int, year: int | None = None) -> list[Block]:
    """The budget of a year, the next one where none is named."""
    year, form = year or history.year + 1, style_of(seed).form
    return _disclosed(history, seed, year, _BUDGET, budget_sheets(history, year, form))


def _disclosed(history: History, seed: int, year: int, kind: _Kind, tables: Sequence[Sheet]) -> list[Block]:
    style, dice = style_of(seed), random.Random(f"words {seed}")
    teller = Teller(Voice(style.prose, dice), history, year, kind.stage)
    owned = [
        replace(s, owner=history.name, unit=style.form.printing.unit, notes=_notes(s, teller)) for s in tables
    ]
    owned = annexed(teller, owned, style.form) if style.annexes else owned
    title = f"{history.name}{year}{kind.year}{history.level}{kind.word}"
    shown: list[Block] = [Heading(f"{title}表", 1), *owned]
    told: list[Block] = [Heading(f"{title}情况说明", 1)]
    for n, (heading, sections) in enumerate(kind.sections):
        told += [Heading(f"{_ordinal(n)}、{heading}"), *_told(teller, kind.wordings, sections)]
    parts = [_about(teller), *((shown, told) if style.tables_first else (told, shown)), _terms()]
    return _put_together(title, parts, owned, style)


def _put_together(
    title: str, parts: Sequence[list[Block]], tables: Sequence[Sheet], style: Style
) -> list[Block]:
    """The parts under their numbers, behind the title and the contents."""
    numbered: list[Block] = []
    contents: list[Block] = [Passage("目录")]
    for n, part in enumerate(parts):
        head, *rest = part
        text = f"第{_ORDINALS[n]}部分 {head.text}" if isinstance(head, Heading) else ""
        numbered += [Heading(text, 1), *rest]
        contents.append(Passage(text))
        if tables and rest and rest[0] is tables[0]:
            contents += [Passage(f"{_ordinal(k)}、{sheet.title}") for k, sheet in enumerate(tables)]
        else:
            contents += [Passage(b.text) for b in rest if isinstance(b, Heading) and b.level == 2]
    return [Heading(title, 0), *(contents if style.contents else []), *numbered]


def _ordinal(n: int) -> str:
    return _ORDINALS[n] if n < 10 else f"十{_ORDINALS[n - 10]}"


def _told(teller: Teller, wordings: Wordings, sections: Sequence[str]) -> list[Block]:
    found: list[Block] = []
    for section in sections:
        form = teller.voice.one_of(wordings[section])
        found += [Passage(text, form.__name__, said) for text, said in teller.voice.passages(form(teller))]
    return found


def _about(teller: Teller) -> list[Block]:
    v, h = teller.voice, teller.history
    kind = "决算" if teller.stage == ACTUAL else "预算"
    names = [u.name for u in h.units] or [f"{h.name}（本级）" if h.level == "部门" else h.name]
    units = (
        f"纳入{h.level}{teller.year}年{kind}编制范围的单位共{v.count(len(names), '个')}，分别是：{'、'.join(names)}。"
        if len(names) > 1
        else f"纳入本{h.level}{teller.year}年{kind}编制范围的单位仅包括{names[0]}，无下属单位。"
    )
    staff = f"{teller.we}编制人数{v.count(h.counts['编制'], '人')}，年末实有在职人员{v.count(h.counts['在职'], '人')}，离退休人员{v.count(h.counts['退休'], '人')}。"
    found: list[Block] = [Heading(f"{h.name}概况", 1), Heading("一、主要职责")]
    found.append(Passage(f"{h.name}贯彻执行上级方针政策，负责本行政区域内相关事务的统筹、监督和服务。"))
    found.append(Heading("二、机构设置"))
    for text, said in v.passages(f"{units}\n{staff}"):
        found.append(Passage(text, "about", said))
    return found


def _terms() -> list[Block]:
    return [Heading("名词解释", 1), *(Passage(f"{_ordinal(n)}、{text}") for n, text in enumerate(_TERMS))]


def _notes(sheet: Sheet, teller: Teller) -> tuple[str, ...]:
    """What stands below a table: what it shows, and that it shows nothing where it does."""
    if not sheet.amounts():
        what = sheet.title.removesuffix("决算表").removesuffix("表").replace("收入支出", "收入和支出")
        return (f"注：{teller.we}{teller.year}年度没有{what}，故本表无数据。",)
    if teller.voice.habit("注", "") == "注":
        return (f"注：本表反映{teller.we}本年度{sheet.title.removesuffix('表')}情况。",)
    return ()
