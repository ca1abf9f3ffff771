"""Breakdowns of a narrative: which numbers a 其中 lists as the parts of which total, and whether it lists all.

A breakdown may stand within one sentence, in brackets, or run over the numbered paragraphs that follow a
line ending in "其中：". It holds one total for each family of numbers (the budget and the final figure of
one item are two), and each item of the list gives at most one part to each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit.recognition.prose.language.numbers import Family, family_of
from audit.recognition.prose.lists.frame import LOOSE, MAINLY, SUBTOTAL, Frame, listing_of
from checks.catalogue import vocabulary
from checks.numbers.claims import UNMARKED, Claim, ClaimKind, Listing, Measure

_ADDS = re.compile(rf"[，；]?(?:{vocabulary.phrase('adds')})")
AVERAGE = re.compile(r"(?:人|户|生|车|辆|次|批|月|日|年|件|亩|床)均(?!衡|等|匀|为)|平均|均价|单价")
"""An amount for each of many is made of no parts (人均 3 元，其中城镇 4 元、农村 2 元), and part of no amount."""

_LEFT_OUT = re.compile(r"(?:剔除|扣除|减去|不含)[^，。；：]*\Z")
"""What is taken off before a total is given is not what is then divided: 剔除上年结转 1 万元后，收入预算为 9 万元，其中 …"""


class Listings:
    """The breakdowns open at the place being read, innermost last."""

    def __init__(self, normal: Measure) -> None:
        self._normal = normal
        self._open: list[Frame] = []
        self._done: list[Frame] = []
        self._paragraph_level = UNMARKED
        self._claimed: dict[int, Frame] = {}

    @property
    def depth(self) -> int:
        """How many breakdowns are open."""
        return len(self._open)

    @property
    def opener(self) -> str:
        """The words that opened the innermost breakdown."""
        return self._open[-1].opener if self._open else ""

    @property
    def whole(self) -> str:
        """The name of the level that the innermost breakdown divides; empty where it divides none or several."""
        totals = self._open[-1].totals.values() if self._open else ()
        names = {total.concept.name for total in totals if total.kind is ClaimKind.LEVEL}
        return names.pop() if len(names) == 1 else ""

    @property
    def is_to_come(self) -> bool:
        """Whether the innermost breakdown was announced on a line before and has no part yet."""
        return bool(self._open) and self._open[-1].level is not None and not self._open[-1].parts

    @property
    def is_without_parts(self) -> bool:
        """Whether the innermost breakdown was opened in this sentence and has no part yet."""
        return self.is_of_this_sentence and not self._open[-1].parts

    @property
    def is_of_this_sentence(self) -> bool:
        """Whether the innermost breakdown was opened in this sentence, and not by a line that items follow."""
        return bool(self._open) and self._open[-1].level is None

    @property
    def measure(self) -> Measure:
        """The budget that the innermost breakdown divides: its parts are of that budget without saying so."""
        frame = self._open[-1] if self._open else None
        if frame is None or (frame.item_level is not None and self._paragraph_level != frame.item_level):
            return Measure.MAIN
        measures = {total.measure for total in frame.totals.values() if total.kind is ClaimKind.LEVEL}
        only = measures.pop() if len(measures) == 1 else Measure.MAIN
        return only if only.is_budget else Measure.MAIN

    @property
    def counted(self) -> str | None:
        """The unit of what the innermost breakdown of this sentence counts, which its parts may leave out: 编制数 9，其中：行政编制 5."""
        frame = self._open[-1] if self._open else None
        if frame is None or frame.level is not None or not frame.counts:
            return None
        return frame.counts[-1].unit

    def enter(self, level: int, *, item: bool = False) -> None:
        """Begin a paragraph of a list level: breakdowns whose list is over are closed.

        A paragraph that is an ``item`` though it carries no number, or that of a list inside, belongs to the list that
        is open and whose items it is like.
        """
        if item and self._open and (level == UNMARKED or self._open[-1].lists_items):
            level = min(level, self._open[-1].item_level or level)
        self._paragraph_level = level
        while self._open:
            frame = self._open[-1]
            if frame.item_level is None:
                if level == UNMARKED or level > (frame.level or 0) or frame.level == UNMARKED:
                    frame.item_level = level
                    return
            elif level >= frame.item_level:
                return
            self._close()

    def open(
        self,
        said: Sequence[Claim],
        opener: str,
        *,
        bracketed: bool = False,
        same_sentence: bool = True,
        one_side: bool = False,
        guessed: bool = False,
    ) -> None:
        """Open the breakdown of what has been said: of each family the number just given.

        After a full stop it is the first number, which the sentence before was about. ``one_side`` says that the parts
        are those of income or those of expenditure alone (收入包括：…；支出包括：…), ``guessed`` that the total may be another.
        """
        totals: dict[Family, Claim] = {}
        several: set[Family] = set()
        inherited = False
        if opener.startswith(LOOSE):
            inherited = any(frame.guessed for c in said if (frame := self._claimed.get(c.fact)) is not None)
            said = list(self._undivided(said))
        below = opener.endswith("如下")
        if (
            below and sum(claim.fact in self._claimed for claim in said) > 1
        ):  # 甲 9 万元，乙 8 万元。具体如下：
            said = list(self._undivided(said))
        for claim in said:
            if AVERAGE.search(claim.phrase) or _LEFT_OUT.search(claim.lead):
                continue
            if claim.kind in {ClaimKind.LEVEL, ClaimKind.COUNT, ClaimKind.CHANGE} and not claim.in_reason:
                first = totals.setdefault(family_of(claim), claim)
                if first.concept.name != claim.concept.name:
                    several.add(family_of(claim))
                    if same_sentence:
                        totals[family_of(claim)] = claim
        if below:
            totals = {family: total for family, total in totals.items() if family not in several}
        if several and not same_sentence:
            totals |= {family_of(claim): claim for claim in said if family_of(claim) in several}
        levels = {total.fact for total in totals.values() if total.kind is ClaimKind.LEVEL}
        guessed |= inherited or (not same_sentence and (bool(several) or (len(levels) > 1 and not below)))
        counts = [c for c in said if c.kind is ClaimKind.COUNT and not c.in_reason]
        self._open.append(
            Frame(
                totals,
                opener,
                bracketed=bracketed,
                normal=self._normal,
                counts=counts,
                one_side=one_side,
                guessed=guessed,
                beside=_beside(totals, said) if same_sentence else (),
            )
        )

    def _undivided(self, said: Sequence[Claim]) -> Iterator[Claim]:
        """The claims, in the place of the parts of a breakdown its total: what a second way of dividing divides."""
        divided: set[int] = set()
        for claim in said:
            frame = self._claimed.get(claim.fact)
            total = frame.total(claim) if frame is not None else None
            if total is None or total.fact not in divided:
                yield total or claim
            divided.add(claim.fact)

    def add(self, claim: Claim, *, first: bool, named: bool) -> None:
        """Take a number as a part of the innermost breakdown, if it is one."""
        if not self._open:
            return
        if self._open[-1].opener == SUBTOTAL and not self._open[-1].has_kind(claim):
            self._close()
        frame = self._open[-1]
        if not (first or named or frame.goes_on_with(claim)) or AVERAGE.search(claim.lead):
            return
        if frame.item_level is not None and self._paragraph_level != frame.item_level:
            return
        if frame.level is None and frame.repeats_its_total(claim):
            self._close()
            return
        adds = not frame.opener.startswith("由") and _ADDS.match(claim.lead) is not None
        if frame.level is None and not frame.bracketed and (adds or frame.is_summed_up_by(claim)):
            self.besides()
            return
        total = frame.total_for(claim)
        if total is None or total == claim.fact:
            return
        siblings = frame.parts.setdefault(family_of(claim), [])
        if frame.item_level not in {None, UNMARKED} and any(s.paragraph == claim.paragraph for s in siblings):
            return
        siblings.append(claim)
        self._claimed[claim.fact] = frame
        if claim.kind is ClaimKind.COUNT and frame.level is None and claim.phrase.endswith(SUBTOTAL):
            self.open([claim], SUBTOTAL)

    def flat(self, claim: Claim) -> None:
        """Note that a part has not changed."""
        if frame := self._claimed.get(claim.fact):
            frame.flats += 1

    def total_of(self, claim: Claim) -> int | None:
        """The total that a number is a part of; None where it is none's."""
        frame = self._claimed.get(claim.fact)
        return frame.total_for(claim) if frame is not None else None

    def frame_of(self, claim: Claim) -> Frame | None:
        """The breakdown that a number is a part of."""
        return self._claimed.get(claim.fact)

    def end_item(self, base: int) -> None:
        """End an item at a semicolon: a breakdown inside it is over, the one it stands in goes on.

        ``base`` is the number of breakdowns that were open before the bracket that is being read.
        """
        within = [frame for frame in self._open[base:] if frame.level is None]
        if len(within) > 1 or (within and within[-1].opener == MAINLY):
            self._close()

    def besides(self) -> None:
        """End the lists of this sentence: what follows is no part of them."""
        while self._open and self._open[-1].level is None:
            self._close()

    def end_sentence(self, level: int, *, pending: bool) -> None:
        """End a sentence: breakdowns within it are closed, unless its list is still to come."""
        if pending and self._open and self._open[-1].level is None:
            self._open[-1].level = level
            return
        while self._open and self._open[-1].level is None:
            self._close()

    def close_to(self, depth: int) -> None:
        """Close the breakdowns opened inside a bracket."""
        while len(self._open) > depth:
            self._close()

    def finish(self, claims: Sequence[Claim], first: int, broken_off: int | None = None) -> list[Claim]:
        """The claims with total and listing set on the parts of every breakdown.

        A list that reaches into the paragraph in which the text is ``broken_off`` may have had more parts.
        """
        self.close_to(0)
        result = list(claims)
        lists = [(frame, parts) for frame in self._done for parts in frame.lists()]
        for number, (frame, parts) in enumerate(lists, 1):
            listing = listing_of(frame, parts)
            if listing is Listing.ALL and parts[-1].paragraph == broken_off:
                listing = Listing.SOME
            for part in parts:
                current = result[part.fact - first]
                total = frame.total_for(part)
                result[part.fact - first] = replace(current, total=total, listing=listing, frame=number)
        return result

    def _close(self) -> None:
        self._done.append(self._open.pop())


def _beside(totals: Mapping[Family, Claim], said: Sequence[Claim]) -> list[Claim]:
    """The levels of a sentence that another one of their family was taken before, to be divided."""
    levels = [claim for claim in said if claim.kind is ClaimKind.LEVEL and claim.concept.name]
    return [claim for claim in levels if totals.get(family_of(claim), claim) is not claim]
