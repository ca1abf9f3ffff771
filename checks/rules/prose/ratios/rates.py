"""What a change, a rate, a completion and a share say of the levels around them, each with all its readings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from checks.numbers.amount import TIMES
from checks.numbers.claims import SIDES, Claim, ClaimKind, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Reading, Relation, Sum, Terms
from checks.rules.prose.ratios.wholes import Cell, Wholes
from checks.rules.prose.readings import guessed, is_nothing, likeliest
from checks.rules.prose.scope import fund_of
from checks.rules.prose.tables import Earlier

CellBefore = Callable[[Claim], Earlier]
"""Finds the one cell of the tables that a change is since; no facts where none does or several differ."""

_SENTENCES = 3
"""So many sentences back stands what a fund has spent that one goes on about."""

_ALIKE = "口径"
"""同口径比较: what it is compared with was reckoned anew, and stands in no table."""

_NET = re.compile(r"结余|结转|盈余|利润|亏|差|净|赤字")
"""What is left over may have been less than nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim comes to: a relation, a finding of its own (rule and facts), or why it is held against nothing."""

    relation: Relation | None = None
    finding: tuple[str, tuple[int, ...]] | None = None
    why: str = ""


class Rates:
    """The claims of a document that speak of other numbers, turned into relations."""

    def __init__(
        self, claims: Mapping[int, Claim], facts: Sequence[Fact], cell: Cell, before: CellBefore
    ) -> None:
        self._claims, self._facts, self._cell, self._before = claims, facts, cell, before
        self._rated = {claim.change for claim in claims.values()}
        self._wholes = Wholes(claims, facts, cell)
        self._said: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims.values():
            if claim.kind is ClaimKind.LEVEL:
                self._said[claim.sentence].append(claim)

    def rate(self, claim: Claim) -> Said:
        """增长 r%: the change over what it was before."""
        if claim.change is not None:
            return self._of_change(claim, self._claims[claim.change])
        if claim.earlier is not None and claim.direction:
            levels, sure = self._now(claim)
            return self._of_levels(claim, [(level, claim.earlier) for level in levels], sure)
        tabled, sure = self._tabled(claim)
        return self._of_levels(claim, tabled, sure) if tabled else Said(why="增减率的基数或增减额不明")

    def _of_change(self, claim: Claim, moved: Claim) -> Said:
        change, towards = moved.fact, moved.direction
        if moved.approximate or (self._below(change) and not (towards and self._below(claim.fact))):
            return Said(why="增减率的基数或增减额不明")
        sign = (claim.direction or towards) * towards or 1
        bottoms: list[Terms] = [((moved.earlier, 1),)] if moved.earlier is not None else []
        levels = self._plain(claim.base, *claim.alternatives, *self._of_its_fund(moved))
        cell = None if levels or bottoms else self._in_the_table(moved)
        if cell is not None:
            levels = [cell]
        bottoms += [((level, 1), (change, -way)) for way in _ways(towards) for level in levels]
        top = ((change, 1),)
        told = not self._below(change) or (towards > 0 and claim.direction > 0)
        sure = told and (claim.base is not None or moved.earlier is not None or cell is not None)
        pairs: list[tuple[Terms, Terms]] = [(top, bottom) for bottom in bottoms]
        if moved.earlier is not None and towards:  # where the change is wrong, the rate is of the levels
            then = ((moved.earlier, 1),)
            pairs += [
                (((now, towards), (moved.earlier, -towards)), then) for now in levels if now != moved.earlier
            ]
        said = self._ratio("prose.growth-rate", claim, pairs, sure, sign)
        turned = sign < 0 and claim.against == moved.against
        gone = claim.base is not None and self._nothing(claim.base)
        if (
            (said.relation is None or gone)
            and turned
            and not self._nothing(change)
            and not self._nothing(claim.fact)
        ):
            return Said(finding=("prose.change-direction", (claim.fact, change)))
        return said

    def _akin(self, claim: Claim) -> list[int]:
        """What else may have changed; where both years of one thing are printed, nothing of another name."""
        base, earlier = (self._claims.get(f) if f is not None else None for f in (claim.base, claim.earlier))
        named = (
            base is not None and earlier is not None and base.concept == earlier.concept and base.concept.name
        )
        return [f for f in claim.alternatives if not named or self._named(f) == named]

    def _of_its_fund(self, moved: Claim) -> list[int]:
        """What a fund has spent or received, where a sentence before has named the fund: …，本年支出 9 万元。政府性基金支出减少 1 万元."""
        fund, side = moved.concept.fund, moved.concept.name[-2:]
        if moved.base is not None or fund is None or side not in SIDES:
            return []
        near = range(moved.sentence - _SENTENCES, moved.sentence + 1)
        said = (level for sentence in near for level in self._said.get(sentence, ()))
        return [c.fact for c in said if fund_of(c) == fund and side in c.concept.name]

    def _named(self, fact: int) -> str:
        return self._claims[fact].concept.name if fact in self._claims else ""

    def _in_the_table(self, moved: Claim) -> int | None:
        """The level of what has changed, where only a table prints it."""
        named = bool(moved.concept.name) and not moved.in_reason
        return self._cell(moved.concept, moved.measure, moved.period) if named else None

    def _of_levels(self, claim: Claim, pairs: Sequence[tuple[int, int]], sure: bool) -> Said:
        readings: list[tuple[Terms, Terms]] = [
            (((now, 1), (then, -1)), ((then, 1),))
            for now, then in pairs
            if self._plain(now, then) == [now, then]
        ]
        return self._ratio("prose.growth-rate", claim, readings, sure, claim.direction)

    def change(self, claim: Claim) -> Said:
        """增加 d: the level now less the level then."""
        if claim.earlier is None and self._more_than_all(claim):
            return Said(finding=("prose.change-exceeds-level", (claim.fact, claim.base or 0)))
        if claim.earlier is None:
            levels, sure = self._tabled(claim)
        else:
            now_levels, sure = self._now(claim)
            levels = [(now, claim.earlier) for now in now_levels]
        readings: list[Reading] = [
            Sum("prose.change-vs-levels", ((claim.fact, 1), (now, -sign), (then, sign)))
            for sign in _ways(claim.direction)
            for now, then in levels
            if now != then
        ]
        return self._chosen(readings, sure, "比较的基数不在文中")

    def _now(self, claim: Claim) -> tuple[list[int], bool]:
        """What may have changed since an amount that the sentence prints, the level that only a table prints with it."""
        base = claim.base if claim.base is not None else self._in_the_table(claim)
        return self._plain(base, *self._akin(claim)), base is not None

    def _tabled(self, claim: Claim) -> tuple[list[tuple[int, int]], bool]:
        """The level now and the one before it that only a table prints, and whether a change can be of nothing else."""
        before = self._before(claim)
        now = claim.base if claim.base is not None else self._in_the_table(claim)
        if not before.facts or now is None or not self._plain(now) or not claim.direction:
            return [], False
        told = before.sure and not claim.in_reason and _ALIKE not in claim.phrase + claim.compared_with
        return [(now, then) for then in before.facts if then != now], told

    def points(self, claim: Claim) -> list[Relation]:
        """下降 d 个百分点: the rate now less the rate then."""
        if claim.base is None or claim.earlier is None or not claim.direction:
            return []
        terms = ((claim.fact, 1), (claim.base, -claim.direction), (claim.earlier, claim.direction))
        plain = len(self._plain(*(fact for fact, _ in terms))) == len(terms)
        return [Sum("prose.points", terms)] if plain else []

    def _more_than_all(self, claim: Claim) -> bool:
        """Whether what costs nothing less than nothing rose by more than it is, where no rate says so too."""
        base = self._claims.get(claim.base) if claim.base is not None else None
        if (
            base is None
            or claim.direction < 1
            or claim.fact in self._rated
            or claim.in_reason
            or "净" in claim.lead
        ):
            return False
        if self._plain(claim.fact, base.fact) != [claim.fact, base.fact] or _NET.search(base.phrase):
            return False
        rise, level = (self._facts[fact].printed for fact in (claim.fact, base.fact))
        beside = base.sentence == claim.sentence and rise.kind is level.kind
        return beside and rise.value - level.value > rise.half + level.half

    def completion(self, claim: Claim) -> Said:
        """完成预算的 r%: actual over budget."""
        base, plan = claim.base, claim.plan
        if base is None:
            return Said(why="完成率对应的决算数不明")
        if plan is None and not claim.alternatives:
            said = self._claims[base]
            plan = self._cell(said.concept, planned(claim), said.period)
        plans = [p for p in self._plain(plan, *claim.alternatives) if p != base]
        if not plans or not self._plain(base):
            return Said(why="完成率对应的预算数不明")
        if plan is not None and is_nothing(((plan, 1),), self._facts):
            nothing = is_nothing(((base, 1),), self._facts)
            rule = "prose.completion-of-nothing" if nothing else "prose.completion-of-zero-budget"
            return Said(finding=(rule, (claim.fact, plan, base)))
        pairs: list[tuple[Terms, Terms]] = [(((base, 1),), ((each, 1),)) for each in plans]
        return self._ratio("prose.completion-rate", claim, pairs, plan is not None)

    def share(self, claim: Claim, parts: Sequence[int]) -> Said:
        """占 r%: a part of its whole; ``parts`` are all parts of the whole, where the text gives them."""
        base, whole = self._wholes.part(claim)
        if base is None:
            return Said(why="占比对应的部分不明")
        whole = self._wholes.tabled(claim, base) if whole is None else whole
        wholes = self._plain(whole, *self._wholes.others(claim, base))
        top: Terms = ((base, 1),)
        pairs: list[tuple[Terms, Terms]] = [(top, ((each, 1),)) for each in wholes if each != base]
        if parts and not pairs:
            pairs.append((top, tuple((part, 1) for part in parts)))
        if not pairs or not self._plain(base):
            return Said(why="占比对应的总数不明")
        if whole is not None and is_nothing(((whole, 1),), self._facts):
            return Said(finding=("prose.share-of-nothing", (claim.fact, whole, base)))
        rule = "prose.times" if self._facts[claim.fact].printed.unit == TIMES else "prose.share"
        return self._ratio(rule, claim, pairs, whole is not None or bool(parts))

    def _ratio(
        self, rule: str, claim: Claim, pairs: Sequence[tuple[Terms, Terms]], sure: bool, sign: int = 1
    ) -> Said:
        """The rate over its likeliest base; a rate of nothing is a finding of its own."""
        proper = [pair for pair in pairs if not is_nothing(pair[1], self._facts)]
        of_nothing = bool(pairs) and is_nothing(pairs[0][1], self._facts)
        readings = [Ratio(rule, claim.fact, top, bottom, sign) for top, bottom in proper]
        nothing = is_nothing(tuple((f, 1) for f, _ in pairs[0][0]), self._facts) if pairs else False
        if of_nothing and nothing and not self._facts[claim.fact].printed.value:
            return Said(Sum(rule, ((claim.fact, 1),)))
        if of_nothing and sure and rule == "prose.growth-rate" and guessed(readings, self._facts) is None:
            others = [index for index, _ in (*pairs[0][0], *pairs[0][1])]
            return Said(finding=("prose.rate-of-zero-base", (claim.fact, *dict.fromkeys(others))))
        return self._chosen(
            readings,
            sure and not of_nothing,
            "所说的基数在文中不止一个可能，均不能确定" if pairs else "所说的基数不在文中",
        )

    def _chosen(self, readings: Sequence[Reading], sure: bool, why: str) -> Said:
        if not readings:
            return Said(why=why)
        relation = likeliest(readings, self._facts) if sure else guessed(readings, self._facts)
        return Said(relation) if relation is not None else Said(why=why)

    def _below(self, index: int) -> bool:
        """Whether a number is printed with a minus: 增加-5 万元，增长-3% says plainly that it fell, 减少-5 万元 does not."""
        return self._facts[index].printed.value < 0

    def _nothing(self, index: int) -> bool:
        return is_nothing(((index, 1),), self._facts)

    def _plain(self, *indices: int | None) -> list[int]:
        """Those of the numbers that are there and were not printed as about so much."""
        return [
            index
            for index in indices
            if index is not None and not (index in self._claims and self._claims[index].approximate)
        ]


def _ways(direction: int) -> tuple[int, ...]:
    """The way that something has moved; where the text leaves both open (增加（减少）, 增减), either."""
    return (direction,) if direction else (1, -1)


def planned(completion: Claim) -> Measure:
    """The budget that a completion rate is measured by, by its words."""
    if "年初" in completion.of:
        return Measure.INITIAL_BUDGET
    if "全年" in completion.of or "调整" in completion.of:
        return Measure.ADJUSTED_BUDGET
    return Measure.BUDGET
