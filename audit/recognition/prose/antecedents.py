"""What a phrase refers back to: the level that changed, the year compared with, the whole that a share is of.

Each function gives one claim or none. Where two numbers could be meant and differ, none is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from audit.recognition.prose.language.concepts import Subject, read_subject, reference_of
from audit.recognition.prose.scene import LEVELS, Scene, is_rate
from checks.numbers.amount import Kind, Printed, Unread
from checks.numbers.claims import SIDES, Claim, ClaimKind, Measure, of_one_body

PLANS = frozenset({Measure.BUDGET, Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET})

_OF_ALL = re.compile(r"^(?:总|本年|财政拨款)|计$")
"""Names of all income or expenditure, which 收入 and 支出 say shortly: 项目支出 is not what they say."""

IN_ALL = re.compile(r"(?:^|，)(?:以上|上述|[两三四五]项)*(?:合计|总计|共计)[为达是共]*\Z")
"""Words that name nothing but that what stands before was added up: the next sentence goes on about that."""

_AIMED_AT = re.compile(r"目标|计划|任务|指标")
"""What was to be reached is no part of what was done: 完成目标 3,000 批次; 合格率 98% is of neither."""

_PAIR = 2
_FAR = 12
"""So many levels of one name are looked back over."""


def latest(scene: Scene, measures: AbstractSet[Measure], of: Subject | None = None) -> Claim | None:
    """The level of one of the measures that was said last, of the subject where it is named."""
    found = _levels(scene, measures, of)
    return found[-1] if found else None


def plan_of(scene: Scene, measure: Measure, of: Subject | None = None) -> Claim | None:
    """The budget of the measure; for 预算 without further words, the only budget that was given."""
    if exact := _undivided(scene, _levels(scene, {measure}, of)):
        return exact[-1]
    if measure is not Measure.BUDGET:
        return None
    found = _undivided(scene, _levels(scene, PLANS, of))
    return found[-1] if len({claim.measure for claim in found}) == 1 else None


def last_named(scene: Scene, measures: AbstractSet[Measure], of: Subject) -> Claim | None:
    """The level of one of the measures that the paragraph or the one before gave under the name of a subject, however far back."""
    if not (of.named and of.canonical):
        return None
    near = range(scene.passage.index - 1, scene.passage.index + 1)
    found = [c for c in scene.levels.get(of.concept.name, ())[-_FAR:] if c.paragraph in near]
    found = [c for c in found if c.measure in measures and c.period in {None, scene.year}]
    return found[-1] if _agree(scene, found) else None


def _undivided(scene: Scene, levels: Sequence[Claim]) -> list[Claim]:
    """The levels without the parts that a list has just divided one of them into."""
    every = {level.fact for level in levels}
    return [level for level in levels if scene.listings.total_of(level) not in every]


def two_counts(scene: Scene) -> tuple[Claim, Claim] | None:
    """The only two counts of the unit counted last: of so many, so many."""
    counts = [c for c in scene.context.said if c.kind is ClaimKind.COUNT and not c.approximate]
    if any(_AIMED_AT.search(c.phrase) for c in counts):
        return None
    alike = [c for c in counts if scene.printed(c).unit == scene.printed(counts[-1]).unit]
    return (alike[0], alike[1]) if len(alike) == _PAIR else None


def base_of(scene: Scene, subject: Subject, number: Printed | Unread | None) -> int | None:
    """The level that a change is said of: named by its subject, or the one just given.

    The budget of a completion rate is what an actual was measured by, not what has changed since.
    """
    if scene.context.reason:
        return None
    kind = number.kind if isinstance(number, Printed) and not is_rate(number) else Kind.MONEY
    if number is None and (counted := _just_counted(scene)):
        kind = counted
    if subject.named:
        return _named_base(scene, subject, kind)
    yardsticks = {c.plan for c in scene.context.chain if c.kind is ClaimKind.COMPLETION}
    just = [
        c
        for c in scene.context.chain
        if c.kind in LEVELS and scene.printed(c).kind is kind and c.fact not in yardsticks
    ]
    if just:
        side = _side_of(scene, subject, just[-1])
        side = _listed_off(scene, just) if side is None else side
        side = _beside_its_plan(scene, just) if side is None else side
        return _of_latest_year(just, scene.year).fact if side is None else side
    for said in (scene.context.clause, scene.context.before):
        levels = [c for c in said if c.kind in LEVELS and scene.printed(c).kind is kind]
        if levels:
            if (latest_year := _of_latest_year(levels, scene.year)) is not levels[-1]:
                return latest_year.fact
            if IN_ALL.search(levels[-1].phrase):
                return levels[-1].fact
            divided = {scene.listings.total_of(level) for level in levels}
            if len(levels) > 1 and len(divided) == 1 and (total := divided.pop()) is not None:
                return total
            return levels[0].fact if _one_subject(levels) else None
    return _moved_before(scene, kind)


def _beside_its_plan(scene: Scene, just: Sequence[Claim]) -> int | None:
    """What was spent, where its budget follows and is what it is compared with: 决算数 8 万元，预算数 9 万元，比预算数减少 …"""
    reference = scene.context.reference
    if reference is None or len(just) < _PAIR or not reference_of(reference.text, scene.year)[0].is_budget:
        return None
    spent, plan = just[-_PAIR:]
    told = spent.concept == plan.concept and plan.measure.is_budget and not spent.measure.is_budget
    return spent.fact if told else None


def _just_counted(scene: Scene) -> Kind | None:
    """The kind of a count given right before words that have no number: 接待 0 人次，与上年持平."""
    last = scene.context.chain[-1] if scene.context.chain else None
    return scene.printed(last).kind if last is not None and last.kind is ClaimKind.COUNT else None


def _moved_before(scene: Scene, kind: Kind) -> int | None:
    """What the clause before said had changed: 经费较上年减少 9 万元；较预算减少 5 万元."""
    moved = [c for c in scene.context.clause if c.kind is ClaimKind.CHANGE and c.base is not None]
    base = moved[-1].base if moved else None
    return base if base is not None and scene.printed(scene.at(base)).kind is kind else None


def _of_latest_year(levels: Sequence[Claim], year: int | None) -> Claim:
    """The level said last, or the one before it of the same thing and a later year: 2024年预算 8 万元，2023年预算 12 万元."""
    last = levels[-1]
    before = levels[-2] if len(levels) > 1 else last
    same = _called_alike(before, last) and before.measure is last.measure
    now = before.period or year
    later = now is not None and last.period is not None and now > last.period
    return before if same and later else last


def _called_alike(one: Claim, other: Claim) -> bool:
    """Whether two levels are of one thing: 本年收入合计 is what 收入 says shortly."""
    of_all = _OF_ALL.search(one.concept.name) is not None
    short = of_all and other.concept.name in SIDES and other.concept.name in one.concept.name
    return one.concept == other.concept or short


def _side_of(scene: Scene, subject: Subject, part: Claim) -> int | None:
    """The total of a side that a phrase turns back to behind its parts: 收入 9 万元，其中拨款 8 万元，收入较去年增加 …"""
    total = scene.listings.total_of(part)
    side = subject.concept.name
    if not subject.canonical or total is None or part.concept.name == side:
        return None
    return total if scene.at(total).concept.name.endswith(side) else None


def _listed_off(scene: Scene, just: Sequence[Claim]) -> int | None:
    """The total of parts that a 、 each has parted: 支出 9 万元，其中甲 4 万元、乙 3 万元、丙 2 万元，较上年增加 …"""
    frame = scene.listings.frame_of(just[-1])
    if frame is None or frame.level is not None or (total := frame.total_for(just[-1])) is None:
        return None
    parts = [p for each in frame.parts.values() for p in each if frame.total_for(p) == total]
    return total if len(parts) > 1 and all(part.lead.startswith("、") for part in parts[1:]) else None


def earlier_of(scene: Scene, base: Claim, measure: Measure, period: int | None) -> int | None:
    """The level compared with, where the same item has given it with its year."""
    if period is None and not measure.is_budget and base.period is not None:
        period, measure = base.period - 1, base.measure
    elif (period is None and not measure.is_budget) or (period is not None and period == base.period):
        return None
    levels = [
        c
        for c in scene.context.said
        if c.kind is base.kind
        and _called_alike(base, c)
        and of_one_body(base, c)
        and c.fact != base.fact
        and (c.period == period or (measure.is_budget and period is None and c.period == scene.year))
        and (
            c.measure is measure
            or (measure is Measure.MAIN and period is not None)
            or (measure.is_budget and c.measure is Measure.BUDGET)
        )
    ]
    return levels[-1].fact if levels else None


def whole_of(scene: Scene, part: Claim, of: str) -> int | None:
    """The level that a share is taken of: the one its words name, else the total of the listing."""
    if not of:
        frame = scene.listings.frame_of(part)
        return frame.total_for(part) if frame else None
    subject = read_subject(of, scene.year)
    if not subject.canonical or part.measure.is_budget:
        return None
    found = [
        c
        for c in scene.levels.get(subject.concept.name, ())[-_FAR:]
        if c.kind is part.kind
        and c.fact != part.fact
        and not c.measure.is_budget
        and c.period in {None, subject.period or part.period or scene.year}
        and _is_paid_by(scene, c, subject)
        and (c.measure is part.measure or Measure.MAIN in {c.measure, part.measure})
    ]
    return found[-1].fact if _agree(scene, found) else None


def _is_paid_by(scene: Scene, level: Claim, of: Subject) -> bool:
    """Whether a level is of the fund that the words of a whole name beside its name (政府性基金预算项目支出), by its own or its total's."""
    fund = of.concept.fund
    if fund is None or fund in of.concept.name:
        return True
    total = scene.listings.total_of(level)
    return fund in {level.concept.fund, scene.at(total).concept.fund if total is not None else None}


def _levels(scene: Scene, measures: AbstractSet[Measure], of: Subject | None) -> list[Claim]:
    found = [c for c in scene.context.said if c.kind is ClaimKind.LEVEL and c.measure in measures]
    if of is not None and of.named:
        found = [c for c in found if c.concept.name == of.concept.name]
    return found


def _named_base(scene: Scene, subject: Subject, kind: Kind) -> int | None:
    body = scene.body_at(scene.last_end)
    levels = [
        c
        for c in scene.levels.get(subject.concept.name, ())[-_FAR:]
        if scene.printed(c).kind is kind
        and (not body or c.body in {"", body})
        and c.period in {None, scene.year}
        and (
            c.measure is subject.measure
            or Measure.MAIN in {c.measure, subject.measure}
            or (c.measure.is_budget and subject.measure.is_budget)
        )
    ]
    near = [c for c in levels if c.paragraph == scene.passage.index] or levels
    return near[-1].fact if _agree(scene, near) else None


def _agree(scene: Scene, claims: Sequence[Claim]) -> bool:
    """Whether there are claims, and all carry one value."""
    return len({scene.printed(c).value for c in claims}) == 1


def _one_subject(levels: Sequence[Claim]) -> bool:
    return len({c.concept.name for c in levels}) == 1 or all(c.total is None for c in levels)
