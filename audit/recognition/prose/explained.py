"""Rates that the two numbers beside them explain: 控制率 97%（实际 5.8 万元，预算 6 万元）; 计划 6 万元，实际支出 5.8 万元，执行率 97%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checks.numbers.claims import Claim, ClaimKind, Measure

_RATE = re.compile(r"(?:执行|完成|使用|支出|支付|控制|利用|到位|兑现|拨付)(?:进度|比例|率)(?:为|是|达到?)*\Z")
_PLANNED = re.compile(
    r"预算|计划|编制|目标|任务|下达|批复|核定|总[额数量值]|安排(?:资金)?(?:为|是|共|计)*\Z|应"
)
_DONE = re.compile(r"实际|实有|完成|支出|在用|使用|到位|执行|在职|在编|已")
_NEAR = 12
_LEVELS = frozenset({ClaimKind.LEVEL, ClaimKind.COUNT})


def explained(rate: Claim, before: Sequence[Claim], behind: Sequence[Claim]) -> Claim:
    """A rate as the completion of a plan by what was done, where the numbers next to it say which: in brackets behind it, or before."""
    if rate.kind is not ClaimKind.RATIO or not _RATE.search(rate.phrase):
        return rate
    for pair in (_in_brackets(rate, behind), _before(rate, before)):
        if pair is not None:
            done, plan = pair
            return replace(rate, kind=ClaimKind.COMPLETION, base=done.fact, plan=plan.fact)
    return rate


def _in_brackets(rate: Claim, behind: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """What was done and what was planned, where a bracket right behind the rate gives these two and nothing else."""
    here = [claim for claim in behind[:3] if claim.sentence == rate.sentence]
    if len(here) < 2 or not here[0].lead.startswith("（") or not _alike(here[0], here[1]):
        return None
    closed = len(here) == 2 or not here[2].lead.startswith(("，", "、"))
    one, other = here[:2]
    if not closed or not other.lead.startswith(("，", "、", "；")):
        return None
    if _DONE.search(one.phrase) and _PLANNED.search(other.phrase) and not _PLANNED.search(one.phrase):
        return one, other
    return (other, one) if _DONE.search(other.phrase) and _PLANNED.search(one.phrase) else None


def _before(rate: Claim, before: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """What was spent of what was planned, the two amounts right before the rate in its clause; what arrived is another rate's."""
    here = [claim for claim in before[-2:] if claim.sentence == rate.sentence and "到位" not in rate.phrase]
    if len(here) < 2 or not _alike(*here) or any("；" in claim.lead for claim in (rate, here[1])):
        return None
    plan, done = here
    carried_out = done.measure is Measure.ACTUAL or _DONE.match(done.phrase) is not None
    told = carried_out and plan.measure is not Measure.ACTUAL
    return (done, plan) if told and _PLANNED.search(plan.phrase[-_NEAR:]) else None


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two claims are levels, or counts of one unit."""
    return one.kind is other.kind and one.kind in _LEVELS and one.unit == other.unit
