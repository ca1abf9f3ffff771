"""Forms of self-evaluation of projects: the money of a project by its sources, its rate of execution, weights and scores.

The forms differ by province in order and wording and agree in what must hold: the total is its sources, the rate is
execution over the budget of the year, no score passes its weight, and weights and scores add up to their totals.
Source: 项目支出绩效自评表 of the Ministry of Finance (财预〔2020〕10号) and its provincial forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from checks.numbers.amount import Kind
from checks.numbers.facts import FactTable, Statement
from checks.relations.relation import Ratio, Relation, Sense, Sum
from checks.rules.prose.evaluation.forms import (
    FORMS,
    FUNDS,
    INITIAL,
    PLAN,
    SCORE,
    SPENT,
    WHOLE_TARGETS,
    column,
    totals_of,
)
from checks.rules.prose.readings import is_nothing, likeliest

_FORMS = frozenset({*FORMS, WHOLE_TARGETS, "performance.scores"})
_RATE = re.compile(r"执行率|完成率|支出率")
_WEIGHT = re.compile(r"权重|分值|满分|标准分")
_SOURCE = re.compile(r"资金|拨款|结转|补助|其他|贷款|自筹")
_OF_IT = re.compile(r"其中[:：]?")
_USE = re.compile(r"(?:基本|项目|人员|公用|经营)(?:支出|经费)")


def form_relations(statements: Iterable[Statement], table: FactTable) -> list[Relation]:
    """What must hold in every form of self-evaluation."""
    relations: list[Relation] = []
    for statement in statements:
        if statement.code in _FORMS:
            relations += [*_rates(statement, table), *_sources(statement, table), *_scores(statement, table)]
    return relations


def _rates(statement: Statement, table: FactTable) -> Iterator[Relation]:
    plan = column(statement, PLAN)
    plan = column(statement, INITIAL) if plan is None else plan
    spent, rate = column(statement, SPENT), column(statement, _RATE)
    if plan is None or spent is None or rate is None:
        return
    for line in statement.cells[:, [rate, spent, plan]].tolist():
        kinds = [table[f].printed.kind for f in line if f >= 0]
        if len(kinds) == len(line) and kinds[0] is Kind.RATIO and kinds[1] is kinds[2] is not Kind.RATIO:
            bottom = ((line[2], 1),)
            if not is_nothing(bottom, table.facts):
                yield Ratio("form.execution-rate", line[0], ((line[1], 1),), bottom)


def _sources(statement: Statement, table: FactTable) -> Iterator[Relation]:
    """The money of the year by its sources, and by what it is for: each of them is all of it."""
    labels = [_OF_IT.sub("", label) for label in statement.row_labels]
    total = next((row for row, label in enumerate(labels) if FUNDS.search(label)), None)
    first = len(labels) if total is None else total + 1
    while total is not None and (kind := _kind(labels, first)) is not None:
        below = list(takewhile(lambda row: kind is _kind(labels, row), range(first, len(labels))))
        nested = {row for row in below[1:] if _OF_IT.match(statement.row_labels[row])}
        first += len(below)
        for line in statement.cells.T.tolist():
            rows = [row for row in below if line[row] >= 0]
            if (
                line[total] < 0
                or len(below) < 2
                or not rows
                or not _addable([line[r] for r in (total, *rows)], table)
            ):
                continue
            parts = [[row for row in rows if row not in nested], rows] if nested else [rows]
            sums = [
                Sum("form.sources", ((line[total], 1), *((line[r], -1) for r in own))) for own in parts if own
            ]
            yield likeliest(sums, table.facts)


def _kind(labels: Sequence[str], row: int) -> re.Pattern[str] | None:
    """Whether a row is of a source of money, or of what it is for; None where it is of neither."""
    if row >= len(labels) or FUNDS.search(labels[row]):
        return None
    return next((kind for kind in (_SOURCE, _USE) if kind.search(labels[row])), None)


def _scores(statement: Statement, table: FactTable) -> Iterator[Relation]:
    weight, score = column(statement, _WEIGHT), column(statement, SCORE)
    totals = totals_of(statement)
    for own in (weight, score):
        if own is None or not totals:
            continue
        other = score if own == weight else weight
        if other is not None and _leaves_out(statement, own, other, totals):
            continue
        total = int(statement.cells[totals[-1], own])
        parts = [int(f) for r, f in enumerate(statement.cells[:, own]) if r not in totals and f >= 0]
        if total >= 0 and len(parts) > 1 and _addable([total, *parts], table):
            yield Sum("form.scores", ((total, 1), *((part, -1) for part in parts)))
    if weight is None or score is None:
        return
    for most, given in statement.cells[:, [weight, score]].tolist():
        if min(most, given) >= 0 and _addable([most, given], table):
            yield Sum("form.score-maximum", ((given, 1), (most, -1)), Sense.AT_MOST)


def _leaves_out(statement: Statement, column: int, other: int, totals: Sequence[int]) -> bool:
    """Whether a row has a score and no weight or the reverse: that of the rate of execution stands in its label or nowhere."""
    pairs = statement.cells[:, [column, other]].tolist()
    return any(own < 0 <= beside for row, (own, beside) in enumerate(pairs) if row not in totals)


def _addable(facts: Sequence[int], table: FactTable) -> bool:
    kinds = {table[f].printed.kind for f in facts}
    return len(kinds) == 1 and Kind.RATIO not in kinds
