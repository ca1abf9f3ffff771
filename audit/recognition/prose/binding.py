"""What a number may be said of, once the whole narrative is known: every plausible antecedent, the likeliest first.

The reader links a number to what its own clause gives. What stands further off (the item's level in the sentence
before, the total at the head of the paragraph, the figure of the year before printed two lines above) is looked up
here over all claims. A link that the reader made stays the first choice; the others are handed on as alternatives, so
that a relation is called violated only where no reading of the sentence makes it hold.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from audit.recognition.prose.explained import explained
from audit.recognition.prose.language.concepts import ends_in, read_subject, reference_of
from audit.recognition.prose.lists.listings import AVERAGE
from audit.recognition.prose.spoken import MOST, Spoken
from checks.catalogue.vocabulary import kin
from checks.numbers.amount import Kind
from checks.numbers.claims import UNTOLD, Claim, ClaimKind, Comparison, Measure, of_one_body
from checks.numbers.facts import Fact

_ABOVE = 4
"""A share without a whole may be of a total so many paragraphs above, headings counted."""

_OF_THE_ABOVE = re.compile(
    r"(?:以上|上述|[二两三四五六七八九]项)(?:支出|收入|资金)?(?:合计|共计|总计)[为是共达]*\Z"
)
"""The sum of what stands before it is the whole of the shares that stand there."""

_SAVED = re.compile(r"(?:节约|节省|节支)[^，。；]*\Z")
"""What was saved is what was planned and not spent."""

_TOTALS = UNTOLD | {"总收入", "总支出", "本年收入合计", "本年支出合计"}
"""Names of a whole that may mean the total of the section they stand in: 占总支出的 r% among the three public expenses."""


_SOME_TOTAL = re.compile(r"总(?:[量额数]|规模)\Z")
"""A name that may mean the total of the list that a share's part stands in: 占彩票销售总量的 r%."""


class Binder:
    """Binds the claims of one document to what their words leave open."""

    def __init__(self, claims: Sequence[Claim], facts: Sequence[Fact], first: int, year: int | None) -> None:
        self._claims, self._first, self._year = claims, first, year
        self._text = Spoken(claims, facts, first, year)
        self._shared: dict[tuple[int, str], set[int | None]] = defaultdict(set)
        whole, sentence = "", -1
        for claim in claims:
            if claim.kind is ClaimKind.SHARE:  # one that names no whole is of the one named before it
                whole = claim.of or (whole if claim.sentence == sentence else "")
                sentence = claim.sentence
                self._shared[claim.paragraph, whole].add(claim.base)

    def bound(self) -> list[Claim]:
        """The claims, each with the antecedents that its words leave open."""
        result: list[Claim] = []
        for at, said in enumerate(self._claims):
            claim = explained(said, self._claims[max(0, at - 2) : at], self._claims[at + 1 : at + 4])
            match claim.kind:
                case ClaimKind.RATE if claim.change is not None:
                    given = claim.change < claim.fact
                    moved = (
                        result[claim.change - self._first]
                        if given
                        else self._turned(self._text.at(claim.change))
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
        return replace(
            comparison, right=self._text.earlier(self._text.at(comparison.left), comparison.compared_with)
        )

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
        if base is None and not claim.in_reason and claim.earlier is None:
            for name in kin().get(claim.concept.name, ()):
                base = base or self._only(
                    c for c in found if c.concept.name == name and self._beside(c, claim)
                )
        if base is None and sure and claim.concept not in {c.concept for c in found}:
            further = self._text.after(claim, self._text.named[claim.concept.name])
            base = self._only(c for c in self._fitting(claim, further) if c.concept == claim.concept)
        if base is not None and self._text.at(base).sentence == claim.sentence:
            found = [c for c in found if c.paragraph == claim.paragraph]
        if base is not None and self._names_itself(claim, self._text.at(base)):
            found = [c for c in found if c.concept.name == claim.concept.name]
        others = _distinct((c.fact for c in found), base)
        earlier = claim.earlier
        if earlier is None and base is not None:
            level = self._text.at(base)
            named = self._text.earlier(level, claim.compared_with)
            named = self._text.opening(level, claim.compared_with) if named is None else named
            earlier = named if named is not None else self._aside(level, claim)
            if earlier is None and not claim.compared_with and not claim.in_reason:
                planned = self._planned(level, claim)
                earlier = planned if planned is not None else self._text.year_before(level)
        against = claim.against
        if against is None and claim.total is not None:  # 与上年相比减少 9 万元，其中：甲减少 5 万元
            against = self._text.at(claim.total).against
        return replace(claim, base=base, earlier=earlier, alternatives=others, against=against)

    def _aside(self, level: Claim, claim: Claim) -> int | None:
        """Last year's level, where it stands between this year's and what has changed: 收入 9 万元（上年 8 万元），增加 …"""
        last = (level.period or self._year or 0) - 1
        between = self._claims[level.fact + 1 - self._first : claim.fact - self._first]
        found = [c for c in between if (c.kind, c.concept, c.period) == (level.kind, level.concept, last)]
        alone = len(found) == 1 and found[0].sentence == claim.sentence and not claim.compared_with
        return found[0].fact if alone else None

    def _planned(self, level: Claim, claim: Claim) -> int | None:
        """The budget that a sentence gives beside what was spent of it: 预算 9 万元，决算 7 万元，节约 2 万元.

        What has merely moved (减少 2 万元) may have since last year, unless it makes just that difference.
        """
        here = [c for c in self._text.paragraphs[claim.paragraph] if c.sentence == claim.sentence]
        plan = self._only(c for c in here if c.measure.is_budget and c.concept == level.concept)
        if plan is None or plan == level.fact or level.measure is not Measure.ACTUAL:
            return None
        value = self._text.value
        moved = value(level) - value(self._text.at(plan))
        fits = moved != 0 and moved == claim.direction * value(claim)
        return plan if fits or _SAVED.search(claim.lead) else None

    def _names_itself(self, claim: Claim, level: Claim) -> bool:
        """Whether the words of a change are the official name of its level: it is then said of nothing else near."""
        subject = read_subject(claim.phrase, self._year)
        named = subject.canonical and subject.named and subject.concept.name == level.concept.name
        return named and claim.paragraph == level.paragraph

    def _only(self, levels: Iterable[Claim]) -> int | None:
        """The levels' fact, where they are all of one value; what has changed is the actual, not its budget."""
        every = list(levels)
        found = [c for c in every if not c.measure.is_budget] or every
        return found[0].fact if len({self._text.value(c) for c in found}) == 1 else None

    @staticmethod
    def _beside(level: Claim, claim: Claim) -> bool:
        """Whether a level was given in the sentence of a claim or in the one before."""
        return level.paragraph == claim.paragraph or level.sentence >= claim.sentence - 1

    def _part(self, claim: Claim) -> Claim:
        """A share with the wholes that it may be taken of; what has a share of the same whole itself is none."""
        if claim.base is None:
            return claim
        part = self._text.at(claim.base)
        beside = self._shared[claim.paragraph, claim.of] if claim.of else set()
        wholes = [*self._called(claim.of, part)] if claim.of else []
        exact = [c for c in wholes if c.concept.name == claim.of]
        akin = (
            [c for c in wholes if c.headings == claim.headings and c.fact not in beside] if not exact else []
        )
        if not exact and claim.of in _TOTALS:
            wholes += self._around(claim, part)
        if (claim.of in _TOTALS or _SOME_TOTAL.search(claim.of)) and part.total is not None:
            wholes.append(self._text.at(part.total))
        wholes = [c for c in (*wholes, *self._said_with_its_total(part)) if c.fact not in beside]
        nearest = [c for c in exact if c.paragraph == claim.paragraph] or exact
        named = {self._text.value(c) for c in nearest}
        whole = claim.whole
        here = [
            c
            for c in wholes
            if c.paragraph == claim.paragraph and c.fact < claim.fact and ends_in(c.concept.name, claim.of)
        ]
        if claim.of and here and (whole is None or self._text.at(whole).paragraph != claim.paragraph):
            whole = here[0].fact
        if whole is None and claim.of and len(named) == 1:
            whole = nearest[0].fact
        if whole is None and claim.of in _TOTALS and not exact:
            whole = part.total
        if whole is None:
            whole = self._only(akin)
        if whole is None and not claim.of and part.total is None:
            here = [c for c in self._text.paragraphs[claim.paragraph] if c.fact > claim.fact]
            whole = self._only(c for c in here if _OF_THE_ABOVE.search(c.phrase))
        return replace(claim, whole=whole, alternatives=_distinct((c.fact for c in wholes), whole))

    def _completed(self, claim: Claim) -> Claim:
        """A completion rate with the budgets of its item that it may be measured by."""
        if claim.base is None:
            return claim
        actual = self._text.at(claim.base)
        named = self._text.named[actual.concept.name]
        plans = [
            c
            for c in (*self._text.before(claim, named), *self._text.after(claim, named))
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
                stageless = stage is Measure.BUDGET or all(c.measure is Measure.BUDGET for c in here)
                plan = self._only(here) if stageless else None
        return replace(claim, plan=plan, alternatives=_distinct((c.fact for c in plans), plan))

    # --- antecedents --------------------------------------------------------------------------------------

    def _bases(self, claim: Claim) -> Iterator[Claim]:
        """The levels that may have changed: of the name, then those of the sentence, the paragraph, the one before."""
        if claim.concept.name not in UNTOLD:
            yield from self._fitting(claim, self._text.before(claim, self._text.named[claim.concept.name]))
        for name in kin().get(claim.concept.name, ()):
            yield from self._fitting(claim, self._text.before(claim, self._text.named[name]))
        here = self._fitting(claim, self._text.before(claim, self._text.paragraphs[claim.paragraph]))
        here = [c for c in here if not AVERAGE.search(c.phrase)]
        same = [c for c in here if c.sentence == claim.sentence]
        last = [c for c in here if c.sentence == claim.sentence - 1]
        for group in (same, last, here):
            yield from (*group[:1], *group[-1:])
        above = self._fitting(claim, self._text.paragraphs[claim.paragraph - 1])
        yield from (*above[-1:], *above[:1])

    def _fitting(self, claim: Claim, levels: Iterable[Claim]) -> list[Claim]:
        """The levels of this year that a change can be said of: of its kind of number."""
        own = self._text.printed(claim)
        kind = Kind.MONEY if own.kind is Kind.RATIO else own.kind
        return [
            c
            for c in levels
            if self._text.printed(c).kind is kind
            and of_one_body(c, claim)
            and c.period in {None, self._year, claim.period}
            and (kind is Kind.MONEY or self._text.printed(c).unit.name == own.unit.name)
        ]

    def _called(self, of: str, part: Claim) -> Iterator[Claim]:
        """The levels by the name of a whole, those of the part's measure first."""
        levels = [
            c
            for name in (of, *kin().get(of, ()), *(n for n in self._text.named if ends_in(n, of) and n != of))
            for c in (
                *self._text.before(part, self._text.named[name]),
                *self._text.after(part, self._text.named[name]),
            )
            if c.fact != part.fact and c.kind is part.kind
        ]
        yield from (c for c in levels if c.measure is part.measure)
        yield from (c for c in levels if c.measure is not part.measure)

    def _said_with_its_total(self, part: Claim) -> Iterator[Claim]:
        """The levels of the sentence before, one of which the list of a part divides: 计划 9 万元，完成 8 万元。其中：…"""
        if part.total is not None and (total := self._text.at(part.total)).sentence < part.sentence:
            for level in self._text.paragraphs[total.paragraph]:
                if level.sentence == total.sentence and level.kind is part.kind:
                    yield level

    def _around(self, claim: Claim, part: Claim) -> Iterator[Claim]:
        """The levels that a share without a whole may be taken of: the heads of the sentences, and what was spent of a budget there."""
        if part.total is not None:
            yield self._text.at(part.total)
        for paragraph in range(claim.paragraph, claim.paragraph - _ABOVE, -1):
            said: dict[int, list[Claim]] = defaultdict(list)
            for level in self._text.before(part, self._text.paragraphs[paragraph]):
                if level.kind is part.kind and level.fact != part.fact:
                    said[level.sentence].append(level)
            for sentence in sorted(said, reverse=True):
                head = said[sentence][-1]
                yield head
                yield from (
                    c for c in said[sentence] if c.concept == head.concept and not c.measure.is_budget
                )


def _distinct(facts: Iterable[int], first: int | None) -> tuple[int, ...]:
    """The facts in order, each once, without the first choice."""
    return tuple(fact for fact in dict.fromkeys(facts) if fact != first)[:MOST]
