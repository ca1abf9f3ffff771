"""Rates of a self-evaluation that stand without their amounts: 支出率 92%, 结转结余率 1%.

They are held against the report's own table of expenditure. A rate may be meant against the adjusted or the
initial budget: where either fits, it is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.numbers.claims import Claim, Concept, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation
from checks.rules.prose.readings import holds
from checks.rules.prose.tables import TableLookup

_SPENT = re.compile(r"(?:支出完成率|资金支出率|预算执行率|预算完成率|支出执行率|支出率)[为是达到：]*\Z")
_LEFT = re.compile(r"(?:结转结余率|结余结转率|结转率|结余率)[为是达到：]*\Z")
_WHOLE = "整体支出"
_PART = re.compile(r"基本支出|项目支出|人员经费|公用经费")
"""A rate may be of one row of the table: 项目支出执行率为 99%."""


def execution_relations(claim: Claim, facts: Sequence[Fact], lookup: TableLookup) -> list[Relation]:
    """The relation of a rate of execution or of carry-over to the table of expenditure, if there is one."""
    spent, left = _SPENT.search(claim.phrase), _LEFT.search(claim.phrase)
    if not spent and not left:
        return []
    part = _PART.search(claim.phrase)
    concept = Concept(part[0] if part else _WHOLE)
    actual = lookup.find(concept, Measure.ACTUAL, claim.period)
    if len(actual) != 1:
        return []
    relations: list[Ratio] = []
    for measure in (Measure.ADJUSTED_BUDGET, Measure.INITIAL_BUDGET):
        plan = lookup.find(concept, measure, claim.period)
        if len(plan) == 1:
            top = ((actual[0], 1),) if spent else ((plan[0], 1), (actual[0], -1))
            rule = "prose.execution-rate" if spent else "prose.carry-over-rate"
            relations.append(Ratio(rule, claim.fact, top, ((plan[0], 1),)))
    fitting = [relation for relation in relations if holds(relation, facts)]
    return [*(fitting or relations)[:1]]
