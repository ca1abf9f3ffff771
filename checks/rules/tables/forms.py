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
from checks.rules.prose.evaluation.forms import FORM, FUNDS, INITIAL, PLAN, SCORE, SPENT, TOTAL, column
from checks.rules.prose.readings import is_nothing

_FORMS = frozenset({FORM, "performance.scores", "performance.targets"})
_RATE = re.compile(r"执行率|完成率|支出率")
_WEIGHT = re.compile(r"权重|分值|满分|标准分")
_SOURCE = re.compile(r"资金|拨款|结转|补助|其他|贷款|自筹")


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
    labels = [label.removeprefix("其中：").removeprefix("其中:") for label in statement.row_labels]
    for row, label in enumerate(labels):
        if not FUNDS.search(label):
            continue
        below = list(takewhile(lambda r: _source(labels[r]), range(row + 1, len(labels))))
        for line in statement.cells.T.tolist():
            total = line[row]
            parts = [line[r] for r in below if line[r] >= 0]
            if total >= 0 and parts and len(below) > 1 and _addable([total, *parts], table):
                yield Sum("form.sources", ((total, 1), *((part, -1) for part in parts)))
        return


def _source(label: str) -> bool:
    return _SOURCE.search(label) is not None and FUNDS.search(label) is None


def _scores(statement: Statement, table: FactTable) -> Iterator[Relation]:
    weight, score = column(statement, _WEIGHT), column(statement, SCORE)
    totals = [r for r, label in enumerate(statement.row_labels) if TOTAL.search(label)]
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
