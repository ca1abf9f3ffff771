"""Self-evaluations of projects: the Ministry's form with its money, its weights and its scores, and what is told of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.forge.blocks import Block, Heading, Passage
from benchmarks.forge.figures import Print
from benchmarks.forge.meaning import Figure, Voice
from benchmarks.forge.sheet import Row, Sheet
from benchmarks.forge.whole.annexes import INDICATORS
from benchmarks.forge.whole.disclosing import style_of
from benchmarks.forge.whole.history import ACTUAL, PLANNED, History
from checks.catalogue.functional import names_by_code


@dataclass(frozen=True, slots=True)
class Project:
    """A project: what was planned, what could be spent, what was spent, by source; its indicators with weight and score."""

    name: str
    money: dict[str, tuple[Figure, Figure, Figure]]
    indicators: tuple[tuple[str, str, str, str, int, int], ...]
    """Two levels, the indicator, its value, its weight, its score: in tenths."""

    @property
    def total(self) -> tuple[Figure, ...]:
        """Planned, adjusted and spent, of all sources."""
        columns = zip(*self.money.values(), strict=True)
        return tuple(Figure(sum(column), "", column[0].year, column[0].stage) for column in columns)


_SOURCES = ("其中：当年财政拨款", "上年结转资金", "其他资金")


def projects(history: History, seed: int) -> list[Project]:
    """The projects of the latest year."""
    dice = random.Random(f"projects {seed}")
    names, found = names_by_code(), []
    year = history.year
    for account in history.accounts:
        planned, spent = account.planned[year].project, account.actual[year].project
        if not planned or not spent:
            continue
        adjusted = max(planned, spent) + (spent * dice.randint(0, 20) // 100 if dice.random() < 0.6 else 0)
        money = {}
        shares = dice.choice([(100, 0, 0), (100, 0, 0), (80, 20, 0), (70, 20, 10)])
        left = [planned, adjusted, spent]
        for name, share in zip(_SOURCES, shares, strict=True):
            parts = [v * share // 100 for v in (planned, adjusted, spent)]
            left = [v - p for v, p in zip(left, parts, strict=True)]
            money[name] = parts
        money[_SOURCES[0]] = [a + b for a, b in zip(money[_SOURCES[0]], left, strict=True)]
        figures = {
            name: tuple(
                Figure(v, "", year, stage)
                for v, stage in zip(parts, (PLANNED, "adjusted", ACTUAL), strict=True)
            )
            for name, parts in money.items()
        }
        weights = dice.choice([(200, 100, 100, 100, 150, 150, 100), (150, 150, 100, 100, 200, 100, 100)])
        indicators = tuple(
            (*each, w, w - (dice.choice([0, 5, 10, 20]) if dice.random() < 0.3 else 0))
            for each, w in zip(INDICATORS, weights, strict=True)
        )
        found.append(Project(f"{names[account.code][0]}专项经费", figures, indicators))  # type: ignore[arg-type]
    return found[:5]


def evaluation(history: History, seed: int) -> list[Block]:
    """The report on the projects of the latest year: what is told of all, then each with its form."""
    style, dice = style_of(seed), random.Random(f"words {seed}")
    voice = Voice(replace(style.prose, unit="万元"), dice)
    printing = Print("万元", commas=style.form.printing.commas)
    every = projects(history, seed)
    year = history.year
    blocks: list[Block] = [Heading(f"{history.name}{year}年度项目支出绩效自评报告", 0)]
    blocks.append(Heading("一、自评工作开展情况"))
    blocks += _told(voice, _overview(voice, history, every), "evaluation_overview")
    blocks.append(Heading("二、项目自评情况"))
    for n, project in enumerate(every, 1):
        blocks += _told(voice, _project(voice, project, n), "evaluation_project")
    blocks.append(Heading("三、附表"))
    return [*blocks, *(_form(p, history, printing) for p in every)]


def _told(voice: Voice, text: str, wording: str) -> list[Block]:
    return [Passage(line, wording, said) for line, said in voice.passages(text)]


def _overview(v: Voice, history: History, every: Sequence[Project]) -> str:
    total = Figure(sum(p.total[2] for p in every), "", history.year, ACTUAL)
    planned = Figure(sum(p.total[1] for p in every), "", history.year, "adjusted")
    if not every:
        return f"{history.name}{history.year}年度没有需要自评的项目。"
    return (
        f"{history.name}对{history.year}年度{v.count(len(every), '个')}项目开展绩效自评，全年预算数{v.amount(planned)}，全年执行数{v.amount(total)}，"
        f"预算执行率{v.completion(total, planned)}。"
    )


def _project(v: Voice, project: Project, n: int) -> str:
    planned, adjusted, spent = project.total
    score = _points(sum(s for *_, s in project.indicators) + _executed(project))
    form = v.habit("一", "二", "三")
    if form == "一":
        return (
            f"{n}.{project.name}项目年初预算数{v.amount(planned)}，全年预算数{v.amount(adjusted)}，全年执行数{v.amount(spent)}，执行率"
            f"{v.completion(spent, adjusted)}。自评得分{score}分。"
        )
    if form == "二":
        return f"{n}.{project.name}。全年预算{v.amount(adjusted)}，实际支出{v.amount(spent)}，预算执行率为{v.completion(spent, adjusted)}，自评总分{score}分。"
    return f"{n}.{project.name}：该项目全年预算数为{v.amount(adjusted)}，执行数为{v.amount(spent)}，完成预算的{v.completion(spent, adjusted)}。项目自评得分为{score}分。"


def _executed(project: Project) -> int:
    """What is scored for spending, of 10 points, in tenths … of hundredths: rounded to two decimals of a point."""
    _, adjusted, spent = project.total
    return int((Decimal(100) * spent / adjusted).quantize(Decimal(1), ROUND_HALF_UP)) if adjusted else 0


def _points(tenths: int) -> str:
    whole, part = divmod(tenths, 10)
    return f"{whole}.{part}" if part else str(whole)


def _form(project: Project, history: History, printing: Print) -> Sheet:
    rows: list[Row] = [
        ("项目名称", project.name, "<", "<", "<", "<", "<", "<"),
        ("主管部门", history.name, "<", "<", "实施单位", history.name, "<", "<"),
        ("项目资金（万元）", "<", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        _money("年度资金总额", project.total, printing, "10", _points(_executed(project))),
        *(_money(name, parts, printing, "—", "—") for name, parts in project.money.items()),
        ("年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"),
        ("^", "按计划完成各项任务", "<", "<", "已按计划完成", "<", "<", "<"),
        (
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ),
    ]
    for first, second, name, value, weight, score in project.indicators:
        why = "" if score == weight else "进度略有滞后，将加快实施"
        rows.append((first, second, name, value, "达成预期指标", _points(weight), _points(score), why))
    total = sum(s for *_, s in project.indicators) + _executed(project)
    rows.append(("总分", "<", "<", "<", "<", "100", _points(total), ""))
    title = f"{history.year}年度项目支出绩效自评表"
    return Sheet(title, (), tuple(rows), owner=history.name, unit="万元")


def _money(name: str, figures: Sequence[Figure], printing: Print, weight: str, score: str) -> Row:
    _, adjusted, spent = figures
    rate = (
        f"{(Decimal(100) * spent / adjusted).quantize(Decimal('0.01'), ROUND_HALF_UP)}%" if adjusted else "—"
    )
    return (name, "<", *(printing.number(f) for f in figures), weight, rate, score)
