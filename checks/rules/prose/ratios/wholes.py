"""What a share may be taken of, and its part where only a table prints that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from checks.numbers.claims import SIDES, Claim, ClaimKind, Concept, Measure
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio
from checks.rules.prose.readings import guessed
from checks.rules.prose.scope import FISCAL, LOOSELY, fund_of

Cell = Callable[[Concept, Measure, int | None], int | None]
"""Finds the one cell of the tables that carries a concept; None where none or several differ."""


class Wholes:
    """The parts and the wholes of the shares of a document."""

    def __init__(self, claims: Mapping[int, Claim], facts: Sequence[Fact], cell: Cell) -> None:
        self._claims, self._facts, self._cell = claims, facts, cell
        self._shares: dict[tuple[int, int], list[Claim]] = defaultdict(list)
        self._said: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims.values():
            if claim.kind is ClaimKind.SHARE and claim.base is not None and claim.whole is not None:
                self._shares[claim.sentence, claim.whole].append(claim)
            elif claim.kind is ClaimKind.LEVEL:
                self._said[claim.sentence].append(claim)

    def part(self, share: Claim) -> tuple[int | None, int | None]:
        """The part that a share is of and its whole, as its sentence or else a table gives them."""
        if share.base is not None:
            return share.base, share.whole
        said = self._said[share.sentence]
        if share.of and not said and not share.in_reason and share.concept.name:
            whole = self._cell(Concept(share.of, fund=share.concept.fund), share.measure, share.period)
            part = self._cell(share.concept, share.measure, share.period) if whole is not None else None
            return (part, whole) if part is not None else (None, None)
        if share.of or len(said) != 1 or share.in_reason:
            return None, None
        concept = replace(share.concept, fund=share.concept.fund or fund_of(said[0]))
        return self._cell(concept, share.measure, share.period), said[0].fact

    def tabled(self, share: Claim, base: int) -> int | None:
        """The whole that a share names and only a table prints."""
        if not share.of or share.of in (self._claims[fact].concept.name for fact in share.alternatives):
            return None
        part = self._claims.get(base, share)
        return self._cell(Concept(share.of), part.measure, part.period)

    def others(self, share: Claim, base: int) -> list[int]:
        """What else a share may be of."""
        found = [*self._alternatives(share), self._of_the_year(share), self._loosely(share, base)]
        whole = self._claims.get(share.whole) if share.whole is not None else None
        if share.of and whole is not None and (whole.concept.name != share.of or whole.concept.fund):
            found.append(
                self._cell(Concept(share.of), whole.measure, whole.period)
            )  # another name, or one fund's
        return [fact for fact in found if fact is not None]

    def _loosely(self, share: Claim, base: int) -> int | None:
        """The total without what was carried over, which some call by the name of all."""
        name, part = LOOSELY.get(share.of), self._claims.get(base, share)
        fund = part.concept.fund if name and FISCAL not in name else None
        return self._cell(Concept(name, fund=fund), part.measure, part.period) if name else None

    def _of_the_year(self, share: Claim) -> int | None:
        """What only a table prints: the total of the year, where a list far from any total takes its shares."""
        part, whole = (self._claims.get(f) if f is not None else None for f in (share.base, share.whole))
        if share.of or part is None or (whole is not None and whole.sentence >= share.sentence - 1):
            return None
        side = _side(part.concept.name)
        in_all = whole is None or whole.concept.name in {f"总{side}", "收入支出总计"}
        return self._cell(Concept(f"本年{side}合计"), part.measure, part.period) if side and in_all else None

    def _alternatives(self, share: Claim) -> Sequence[int]:
        """The readings of a share but the budget of its whole where a share beside it is of what was spent.

        预算 9.6 万元，决算 8.4 万元，其中甲 6.3 万元，占 75%；乙 2.1 万元，占 …
        """
        whole = self._claims.get(share.whole) if share.whole is not None else None
        if whole is None and not share.of and share.base is not None:  # expenditure is no part of income
            side = _side(self._claims[share.base].concept.name)
            sides = {f: _side(self._claims[f].concept.name.removesuffix("合计")) for f in share.alternatives}
            return [f for f in share.alternatives if sides[f] in {side, None} or side is None]
        if whole is None or whole.measure.is_budget:
            return share.alternatives
        beside = (
            c for c in self._shares[share.sentence, whole.fact] if c is not share and c.base is not None
        )
        of_it = (Ratio("prose.share", c.fact, ((c.base or 0, 1),), ((whole.fact, 1),)) for c in beside)
        if guessed(list(of_it), self._facts) is None:
            return share.alternatives
        return [f for f in share.alternatives if self._claims[f].concept.name != whole.concept.name]


def _side(name: str) -> str | None:
    """Whether a name is of income or of expenditure; None where it says neither."""
    return next((side for side in SIDES if name.endswith(side)), None)
