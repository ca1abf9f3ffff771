"""What a number may be said of, once the whole narrative is known: every plausible antecedent, the likeliest first.

The reader links a number to what its own clause gives. What stands further off (the item's level in the sentence
before, the total at the head of the paragraph, the figure of the year before printed two lines above) is looked up
here over all claims. A link that the reader made stays the first choice; the others are handed on as alternatives, so
that a relation is called violated only where no reading of the sentence makes it hold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from audit.recognition.prose.language.concepts import ends_in, read_subject, reference_of
from checks.catalogue.vocabulary import kin
from checks.numbers.amount import Kind, Printed
from checks.numbers.claims import UNTOLD, Claim, ClaimKind, Comparison, Measure, of_one_body
from checks.numbers.facts import Fact

_MOST = 5
"""So many antecedents of one number are plausible at most."""

_NEAR = 8
"""Paragraphs further off than this are another part of the narrative."""

_ABOVE = 4
"""A share without a whole may be of a total so many paragraphs above, headings counted."""

_REMEMBERED = 40
"""No sentence refers back over more numbers than this, but for the one at the head."""

_TOTALS = UNTOLD | {"总收入", "总支出", "本年收入合计", "本年支出合计"}
"""Names of a whole that may mean the total of the section they stand in: 占总支出的 r% among the three public expenses."""

_TURNED = frozenset({ClaimKind.CHANGE, ClaimKind.RATE})
_LEVELS = frozenset({ClaimKind.LEVEL, ClaimKind.COUNT})


class Binder:
    """The claims of one document by what they are about and where they stand."""

    def __init__(self, claims: Sequence[Claim], facts: Sequence[Fact], first: int, year: int | None) -> None:
        self._claims, self._facts, self._first, self._year = claims, facts, first, year
        self._named: dict[str, list[Claim]] = defaultdict(list)
        self._paragraphs: dict[int, list[Claim]] = defaultdict(list)
        self._shared: dict[tuple[int, str], set[int | None]] = defaultdict(set)
        for claim in claims:
            if claim.kind is ClaimKind.SHARE and claim.of:
                self._shared[claim.paragraph, claim.of].add(claim.base)
            if claim.kind in _LEVELS and not claim.in_reason:
                self._named[claim.concept.name].append(claim)
                self._paragraphs[claim.paragraph].append(claim)

    def bound(self) -> list[Claim]:
        """The claims, each with the antecedents that its words leave open."""
        result: list[Claim] = []
        for claim in self._claims:
            match claim.kind:
                case ClaimKind.RATE if claim.change is not None:
                    said = claim.change < claim.fact
                    moved = (
                        result[claim.change - self._first] if said else self._turned(self._at(claim.change))
                    )
                    result.append(replace(claim, base=moved.base, alternatives=moved.alternatives))
                case ClaimKind.CHANGE | ClaimKind.RATE:
                    result.append(self._turned(claim))
                case ClaimKind.SHARE:
                    result.append(self._part(claim))
                case ClaimKind.COMPLETION:
                    result.append(self._completed(claim))
                case _:
                    result.append(claim)
        return result

    def compared(self, comparison: Comparison) -> Comparison:
        """A comparison with the earlier level it speaks of, where that is printed anywhere near."""
        if comparison.left is None or comparison.right is not None or not comparison.compared_with:
            return comparison
        return replace(comparison, right=self._earlier(self._at(comparison.left), comparison.compared_with))

    # --- one claim ----------------------------------------------------------------------------------------

    def _turned(self, claim: Claim) -> Claim:
        """A change with what has changed and what it was before."""
        found = list(self._bases(claim))
        base = claim.base
        sure = claim.concept.name not in UNTOLD and not claim.in_reason
        if base is None and sure:
            base = self._only(
                c for c in found if c.concept == claim.concept and c.paragraph == claim.paragraph
            )
        if base is None and not claim.in_reason:
            for name in kin().get(claim.concept.name, ()):
                base = base or self._only(
                    c for c in found if c.concept.name == name and self._beside(c, claim)
                )
        if base is not None and self._at(base).sentence == claim.sentence:
            found = [c for c in found if c.paragraph == claim.paragraph]
        if base is not None and self._names_itself(claim, self._at(base)):
            found = [c for c in found if c.concept.name == claim.concept.name]
        others = _distinct((c.fact for c in found), base)
        earlier = claim.earlier
        if earlier is None and base is not None:
            level = self._at(base)
            named = self._earlier(level, claim.compared_with)
            earlier = named if named is not None else self._aside(level, claim)
            if earlier is None and not claim.compared_with and not claim.in_reason:
                earlier = self._year_before(level)
        return replace(claim, base=base, earlier=earlier, alternatives=others)

    def _aside(self, level: Claim, claim: Claim) -> int | None:
        """Last year's level, where it stands between this year's and what has changed: 收入 9 万元（上年 8 万元），增加 …"""
        last = (level.period or self._year or 0) - 1
        between = self._claims[level.fact + 1 - self._first : claim.fact - self._first]
        found = [c for c in between if (c.kind, c.concept, c.period) == (level.kind, level.concept, last)]
        alone = len(found) == 1 and found[0].sentence == claim.sentence and not claim.compared_with
        return found[0].fact if alone else None

    def _names_itself(self, claim: Claim, level: Claim) -> bool:
        """Whether the words of a change are the official name of its level: it is then said of nothing else near."""
        subject = read_subject(claim.phrase, self._year)
        named = subject.canonical and subject.named and subject.concept.name == level.concept.name
        return named and claim.paragraph == level.paragraph

    def _only(self, levels: Iterable[Claim]) -> int | None:
        """The levels' fact, where they are all of one value; what has changed is the actual, not its budget."""
        every = list(levels)
        found = [c for c in every if not c.measure.is_budget] or every
        return found[0].fact if len({self._value(c) for c in found}) == 1 else None

    @staticmethod
    def _beside(level: Claim, claim: Claim) -> bool:
        """Whether a level was given in the sentence of a claim or in the one before."""
        return level.paragraph == claim.paragraph or level.sentence >= claim.sentence - 1

    def _part(self, claim: Claim) -> Claim:
        """A share with the wholes that it may be taken of; what has a share of the same whole itself is none."""
        if claim.base is None:
            return claim
        part = self._at(claim.base)
        beside = self._shared[claim.paragraph, claim.of] if claim.of else set()
        wholes = [*self._called(claim.of, part)] if claim.of else []
        exact = [c for c in wholes if c.concept.name == claim.of]
        akin = [c for c in wholes if c.headings == claim.headings] if not exact else []
        if not exact and claim.of in _TOTALS:
            wholes += self._around(claim, part)
        if claim.of in _TOTALS and part.total is not None:
            wholes.append(self._at(part.total))
        wholes = [c for c in wholes if c.fact not in beside]
        nearest = [c for c in exact if c.paragraph == claim.paragraph] or exact
        named = {self._value(c) for c in nearest}
        whole = claim.whole
        here = [
            c
            for c in wholes
            if c.paragraph == claim.paragraph and c.fact < claim.fact and ends_in(c.concept.name, claim.of)
        ]
        if claim.of and here and (whole is None or self._at(whole).paragraph != claim.paragraph):
            whole = here[0].fact
        if whole is None and claim.of and len(named) == 1:
            whole = nearest[0].fact
        if whole is None:
            whole = self._only(akin)
        return replace(claim, whole=whole, alternatives=_distinct((c.fact for c in wholes), whole))

    def _completed(self, claim: Claim) -> Claim:
        """A completion rate with the budgets of its item that it may be measured by."""
        if claim.base is None:
            return claim
        actual = self._at(claim.base)
        named = self._named[actual.concept.name]
        plans = [
            c
            for c in (*self._before(claim, named), *self._after(claim, named))
            if c.measure.is_budget
            and c.fact != actual.fact
            and c.concept.path == actual.concept.path
            and of_one_body(c, actual)
        ]
        plan = claim.plan
        if plan is None and actual.concept.name not in UNTOLD:
            stage, _ = reference_of(claim.of, self._year)
            certain = stage is not Measure.BUDGET or all(c.measure is Measure.BUDGET for c in plans)
            plan = self._only(c for c in plans if c.measure is stage) if certain else None
            if plan is None:  # 预算数 9 万元，…，完成年初预算的 90%: the only budget that the sentence gives
                here = [c for c in plans if c.sentence == claim.sentence]
                plan = self._only(here) if all(c.measure is Measure.BUDGET for c in here) else None
        return replace(claim, plan=plan, alternatives=_distinct((c.fact for c in plans), plan))

    # --- antecedents --------------------------------------------------------------------------------------

    def _bases(self, claim: Claim) -> Iterator[Claim]:
        """The levels that may have changed: of the name, then those of the sentence, the paragraph, the one before."""
        if claim.concept.name not in UNTOLD:
            yield from self._fitting(claim, self._before(claim, self._named[claim.concept.name]))
        for name in kin().get(claim.concept.name, ()):
            yield from self._fitting(claim, self._before(claim, self._named[name]))
        here = self._fitting(claim, self._before(claim, self._paragraphs[claim.paragraph]))
        same = [c for c in here if c.sentence == claim.sentence]
        last = [c for c in here if c.sentence == claim.sentence - 1]
        for group in (same, last, here):
            yield from (*group[:1], *group[-1:])
        above = self._fitting(claim, self._paragraphs[claim.paragraph - 1])
        yield from (*above[-1:], *above[:1])

    def _fitting(self, claim: Claim, levels: Iterable[Claim]) -> list[Claim]:
        """The levels of this year that a change can be said of: of its kind of number."""
        own = self._printed(claim)
        kind = Kind.MONEY if own.kind is Kind.RATIO else own.kind
        return [
            c
            for c in levels
            if self._printed(c).kind is kind
            and of_one_body(c, claim)
            and c.period in {None, self._year, claim.period}
            and (kind is Kind.MONEY or self._printed(c).unit.name == own.unit.name)
        ]

    def _called(self, of: str, part: Claim) -> Iterator[Claim]:
        """The levels by the name of a whole, those of the part's measure first."""
        levels = [
            c
            for name in (of, *kin().get(of, ()), *(n for n in self._named if ends_in(n, of) and n != of))
            for c in (*self._before(part, self._named[name]), *self._after(part, self._named[name]))
            if c.fact != part.fact and c.kind is part.kind
        ]
        yield from (c for c in levels if c.measure is part.measure)
        yield from (c for c in levels if c.measure is not part.measure)

    @staticmethod
    def _after(claim: Claim, levels: Sequence[Claim]) -> list[Claim]:
        """The levels said soon after a claim, the nearest first."""
        start = bisect_left(levels, claim.fact + 1, key=lambda level: level.fact)
        return [c for c in levels[start : start + _MOST] if c.paragraph - claim.paragraph <= _NEAR]

    def _around(self, claim: Claim, part: Claim) -> Iterator[Claim]:
        """The levels that a share without a whole may be taken of: the heads of the sentences it stands in."""
        if part.total is not None:
            yield self._at(part.total)
        for paragraph in range(claim.paragraph, claim.paragraph - _ABOVE, -1):
            heads: dict[int, Claim] = {}
            for level in self._before(part, self._paragraphs[paragraph]):
                if level.kind is part.kind and level.fact != part.fact:
                    heads[level.sentence] = level
            yield from (heads[sentence] for sentence in sorted(heads, reverse=True))

    def _before(self, claim: Claim, levels: Sequence[Claim]) -> list[Claim]:
        """The levels said before a claim and not far from it, the nearest first and the head of all last."""
        end = bisect_left(levels, claim.fact, key=lambda level: level.fact)
        start = bisect_left(levels, claim.paragraph - _NEAR, hi=end, key=lambda level: level.paragraph)
        near = range(end - 1, max(start, end - _REMEMBERED) - 1, -1)
        chosen = [levels[i] for i in near] + ([levels[start]] if end - start > _REMEMBERED else [])
        return [c for c in chosen if not c.approximate]

    def _earlier(self, level: Claim, compared_with: str) -> int | None:
        """The level that a reference names, of the same thing, where it is printed."""
        measure, period = reference_of(compared_with, self._year) if compared_with else (Measure.MAIN, None)
        if (period is None or period == level.period) and not measure.is_budget:
            return None
        if level.concept.name in UNTOLD:
            return None
        found = [
            c
            for c in self._named[level.concept.name]
            if c.fact != level.fact
            and c.concept.path == level.concept.path
            and c.kind is level.kind
            and of_one_body(c, level)
            and c.period in ({period, self._year} if measure.is_budget and period is None else {period})
            and abs(c.paragraph - level.paragraph) <= _NEAR
            and (
                c.measure is measure
                or (measure is Measure.BUDGET and c.measure.is_budget)
                or (period is not None and Measure.MAIN in {measure, c.measure})
            )
        ]
        return found[0].fact if found and len({self._value(c) for c in found}) == 1 else None

    def _year_before(self, level: Claim) -> int | None:
        """The level of the year before, of a thing that the text gives for these two years and of no budget: 甲增加 5 万元."""
        named = self._named[level.concept.name]
        if level.period is None or any(c.measure.is_budget for c in named):
            return None
        return self._earlier(level, f"{level.period - 1}年")

    def _at(self, fact: int) -> Claim:
        return self._claims[fact - self._first]

    def _printed(self, claim: Claim) -> Printed:
        return self._facts[claim.fact - self._first].printed

    def _value(self, claim: Claim) -> int:
        return self._printed(claim).value


def _distinct(facts: Iterable[int], first: int | None) -> tuple[int, ...]:
    """The facts in order, each once, without the first choice."""
    return tuple(fact for fact in dict.fromkeys(facts) if fact != first)[:_MOST]
