"""What a narrative has said, by name and by paragraph: the levels that stand before, behind and a year before a claim."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from audit.recognition.prose.language.concepts import reference_of
from audit.recognition.prose.scene import LEVELS
from checks.numbers.amount import Printed
from checks.numbers.claims import OPENING, UNTOLD, Claim, Measure, of_one_account, of_one_body, opening_of
from checks.numbers.facts import Fact

MOST = 5
"""So many antecedents of one number are plausible at most."""

_NEAR = 8
"""Paragraphs further off than this are another part of the narrative."""

_REMEMBERED = 40
"""No sentence refers back over more numbers than this, but for the one at the head."""


class Spoken:
    """The levels of one document; ``named`` by what they are about, ``paragraphs`` by where they stand, in reading order."""

    def __init__(self, claims: Sequence[Claim], facts: Sequence[Fact], first: int, year: int | None) -> None:
        self._claims, self._facts, self._first, self._year = claims, facts, first, year
        self.named: dict[str, list[Claim]] = defaultdict(list)
        self.paragraphs: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.kind in LEVELS and not claim.in_reason:
                self.named[claim.concept.name].append(claim)
                self.paragraphs[claim.paragraph].append(claim)

    def at(self, fact: int) -> Claim:
        """The claim about a fact of this document."""
        return self._claims[fact - self._first]

    def printed(self, claim: Claim) -> Printed:
        """The number of a claim."""
        return self._facts[claim.fact - self._first].printed

    def value(self, claim: Claim) -> int:
        """The number of a claim in the smallest steps of its kind."""
        return self.printed(claim).value

    @staticmethod
    def after(claim: Claim, levels: Sequence[Claim]) -> list[Claim]:
        """The levels said soon after a claim, the nearest first."""
        start = bisect_left(levels, claim.fact + 1, key=lambda level: level.fact)
        return [c for c in levels[start : start + MOST] if c.paragraph - claim.paragraph <= _NEAR]

    @staticmethod
    def before(claim: Claim, levels: Sequence[Claim]) -> list[Claim]:
        """The levels said before a claim and not far from it, the nearest first and the head of all last."""
        end = bisect_left(levels, claim.fact, key=lambda level: level.fact)
        start = bisect_left(levels, claim.paragraph - _NEAR, hi=end, key=lambda level: level.paragraph)
        near = range(end - 1, max(start, end - _REMEMBERED) - 1, -1)
        chosen = [levels[i] for i in near] + ([levels[start]] if end - start > _REMEMBERED else [])
        return [c for c in chosen if not c.approximate]

    def earlier(self, level: Claim, compared_with: str) -> int | None:
        """The level that a reference names, of the same thing, where it is printed."""
        measure, period = reference_of(compared_with, self._year) if compared_with else (Measure.MAIN, None)
        if (period is None or period == level.period) and not measure.is_budget:
            return None
        if level.concept.name in UNTOLD:
            return None
        another_year = period not in {None, level.period, self._year}
        found = [
            c
            for c in self.named[level.concept.name]
            if c.fact != level.fact
            and c.concept.path == level.concept.path
            and c.kind is level.kind
            and of_one_body(c, level)
            and c.period in ({period, self._year} if measure.is_budget and period is None else {period})
            and abs(c.paragraph - level.paragraph) <= _NEAR
            and (
                c.measure is measure
                or (measure is Measure.BUDGET and c.measure.is_budget)
                or (another_year and Measure.MAIN in {measure, c.measure})
            )
        ]
        return found[0].fact if found and len({self.value(c) for c in found}) == 1 else None

    def opening(self, level: Claim, compared_with: str) -> int | None:
        """What was left at the beginning of the year, which 较年初增加 compares what is left at its end with."""
        if opening_of(level.concept, compared_with) is None:
            return None
        near = [c for c in self.named[OPENING] if abs(c.paragraph - level.paragraph) <= _NEAR]
        found = [c for c in near if of_one_account(c, level)]
        return found[0].fact if len({self.value(c) for c in found}) == 1 else None

    def year_before(self, level: Claim) -> int | None:
        """The level of the year before, of a thing that the text gives for these two years and of no budget: 甲增加 5 万元."""
        named = self.named[level.concept.name]
        if level.period is None or any(c.measure.is_budget for c in named):
            return None
        return self.earlier(level, f"{level.period - 1}年")
