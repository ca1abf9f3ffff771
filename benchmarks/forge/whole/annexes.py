"""Tables that not every office prints: counts below the three public expenses, what is bought, targets of projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.forge.ledger import GENERAL, Entry
from benchmarks.forge.sheet import Form, Row, Sheet
from benchmarks.forge.whole.history import ACTUAL
from benchmarks.forge.whole.telling import CARS, Teller

INDICATORS = (
    ("产出指标", "数量指标", "完成任务数量", "≥12项"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("产出指标", "时效指标", "按期完成率", "100%"),
    ("产出指标", "成本指标", "成本控制", "不超预算"),
    ("效益指标", "社会效益指标", "服务水平", "提升"),
    ("效益指标", "可持续影响指标", "长效机制", "健全"),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%"),
)

_MOST = 2
"""Projects of which targets are printed."""


def annexed(teller: Teller, tables: Sequence[Sheet], form: Form) -> list[Sheet]:
    """The tables of a disclosure with those that not every office prints."""
    if teller.stage == ACTUAL:
        tables = [with_counts(t, teller) if form.down and "三公" in t.title else t for t in tables]
        more = [purchases(teller, form)]
    else:
        books = teller.history.books(teller.year, teller.stage)
        planned = [e for e in books.of(GENERAL) if e.project][:_MOST]
        more = [purchases(teller, form), *(targets(teller, e, form) for e in planned)]
    return [
        *tables,
        *(replace(t, owner=teller.history.name, unit=form.printing.unit) for t in more),
    ]


def with_counts(sheet: Sheet, teller: Teller) -> Sheet:
    """The three public expenses in rows with the people and things that they were spent on below."""
    c, last = teller.history.counts, len(sheet.heads[-1]) - 1
    rows = [
        ("1.因公出国（境）团组数（个）", teller.counted("团组")),
        ("2.因公出国（境）人次数（人）", teller.counted("出国人次")),
        ("3.公务用车购置数（辆）", teller.counted("购置辆")),
        ("4.公务用车保有量（辆）", sum(c.get(kind, 0) for kind in CARS)),
        ("5.国内公务接待批次（个）", teller.counted("接待批次")),
        ("6.国内公务接待人次（人）", teller.counted("接待人次")),
    ]
    blank = ("—",) * (last - 1)
    counted: list[Row] = [(label, *blank, str(number)) for label, number in rows]
    return replace(sheet, rows=(*sheet.rows, *counted))


def purchases(teller: Teller, form: Form) -> Sheet:
    """政府采购表: what is bought, by kind."""
    bought = [teller.of(name) for name in ("政府采购", "货物采购", "工程采购", "服务采购")]
    word = "决算" if teller.stage == ACTUAL else "预算"
    heads = (("项目", f"政府采购{word}数", "<", "<", "<"), ("^", "合计", "货物", "工程", "服务"))
    return Sheet(f"政府采购{word}表", heads, (("合计", *map(form.cell, bought)),))


def targets(teller: Teller, planned: Entry, form: Form) -> Sheet:
    """项目绩效目标表: a project with its budget and what it is to bring about."""
    amount = form.cell(planned.project)
    rows: list[Row] = [
        ("项目名称", f"{planned.name}专项经费", "<", "<"),
        ("预算单位", teller.history.name, "项目属性", "经常性项目"),
        (f"预算金额（{form.printing.unit}）", amount, "其中：财政拨款", amount),
        ("年度目标", "按计划完成各项任务，服务水平进一步提升", "<", "<"),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        *INDICATORS,
    ]
    return Sheet("项目绩效目标表", (), tuple(rows))
