"""Breakdowns of a narrative: which numbers a 其中 lists as the parts of which total, and whether it lists
all.

A breakdown may stand within one sentence, in brackets, or run over the numbered paragraphs that follow a
line ending in "其中：". It holds one total for each family of numbers (the budget and the final figure of
one item are two), and each item of the list gives at most one part to each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from audit.recognition.prose.numbers import Family, family_of
from audit.recognition.prose.passages import UNMARKED
from checks.catalogue import vocabulary
from checks.numbers.claims import Claim, ClaimKind, Listing, Measure, one_list

_GRADE = re.compile(r"评级为[^的]{1,3}的")
_EXHAUSTIVE = vocabulary.words("exhaustive")
_LOOSE = ("从", "分", "按")
"""从部门来看，分级次看: what follows divides a total, or only looks at it from another side."""
_AVERAGE = re.compile(r"人均|户均|生均|车均|平均|均价|单价")
"""An amount for each of many is made of no parts: 人均 3 元，其中城镇 4 元、农村 2 元."""
_SUMS_UP = re.compile(r"(?:收入|支出|收支)(?:合计|总计|总额|总量)[为达是共]*\Z")
_OF_EVERYTHING = re.compile(r"(?:总计|总额|总量|总[收支][入出]|收支)[^，。；]*\Z")
_ALONE = frozenset(part for partition in vocabulary.partitions() for part in partition.alone)
"""Parts that may stand alone for their whole: the forms name the other one only where there was any."""


@dataclass(slots=True)
class Frame:
    """One open breakdown. ``level`` is the list level it was opened at, None within a sentence.

    ``guessed`` says that the sentence before had several totals, of which the last was taken.
    """

    totals: dict[Family, Claim]
    opener: str
    level: int | None = None
    item_level: int | None = None
    bracketed: bool = False
    normal: Measure = Measure.MAIN
    counts: list[Claim] = field(default_factory=list)
    one_side: bool = False
    guessed: bool = False
    parts: dict[Family, list[Claim]] = field(default_factory=dict)
    flats: int = 0

    def lists(self) -> list[list[Claim]]:
        """The parts, those that add up to one total together."""
        by_total: dict[tuple[int | None, ClaimKind], list[Claim]] = {}
        for part in (part for parts in self.parts.values() for part in parts):
            by_total.setdefault((self.total_for(part), part.kind), []).append(part)
        return [parts for said in by_total.values() for parts in one_list(said)]

    def total_for(self, part: Claim) -> int | None:
        """The total that a part belongs to."""
        total = self.total(part)
        return total.fact if total else None

    def breaks_down_both_sides(self, part: Claim) -> bool:
        """Whether the total is one of income and of expenditure, whose parts are said of each side."""
        total = self.total(part)
        return total is not None and "收入支出" in total.concept.name and not self.one_side

    def repeats_its_total(self, claim: Claim) -> bool:
        """Whether a number is of the very thing that is broken down: of another unit or year, and no part of it."""
        total = self.total(claim)
        return total is not None and bool(claim.concept.name) and total.concept == claim.concept

    def is_summed_up_by(self, claim: Claim) -> bool:
        """Whether a number sums up a list instead of going on with it: …，基金调入 2 万元，收入合计 9 万元."""
        total = self.total(claim)
        return (
            bool(self.parts)
            and _SUMS_UP.search(claim.phrase) is not None
            and total is not None
            and _OF_EVERYTHING.search(total.phrase) is None
        )

    def total(self, part: Claim) -> Claim | None:
        """The claim of the total that a part belongs to."""
        if part.kind is ClaimKind.COUNT:
            return self._counted(part)
        exact = self.totals.get(family_of(part))
        alike = [t for (kind, _), t in self.totals.items() if kind == part.kind.value]
        if exact is None and part.kind is ClaimKind.CHANGE:
            return alike[0] if len(alike) == 1 and part.against is None else None
        if exact is not None:
            return exact
        free = [t for t in alike if Measure.MAIN in {t.measure, part.measure}]
        if len(alike) > 1:
            free = [t for t in free if self.normal in {t.measure, part.measure} - {Measure.MAIN}]
        return free[0] if len(free) == 1 else None

    def _counted(self, part: Claim) -> Claim | None:
        """The count whose noun the part's noun ends in; where no noun tells, the only one there is."""
        named = [c for c in self.counts if c.concept.name and part.concept.name.endswith(c.concept.name)]
        same = [c for c in self.counts if part.unit in vocabulary.alike(c.unit)]
        found = [c for c in named if c in same] or same
        return found[-1] if found else None


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
    def measure(self) -> Measure:
        """The budget that the innermost breakdown divides: its parts are of that budget without saying so."""
        frame = self._open[-1] if self._open else None
        if frame is None or (frame.item_level is not None and self._paragraph_level != frame.item_level):
            return Measure.MAIN
        measures = {total.measure for total in frame.totals.values() if total.kind is ClaimKind.LEVEL}
        only = measures.pop() if len(measures) == 1 else Measure.MAIN
        return only if only.is_budget else Measure.MAIN

    def enter(self, level: int, *, item: bool = False) -> None:
        """Begin a paragraph of a list level: breakdowns whose list is over are closed.

        A paragraph that is an ``item`` though it carries no number belongs to the list that is open.
        """
        if item and level == UNMARKED and self._open and self._open[-1].item_level is not None:
            level = self._open[-1].item_level
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
    ) -> None:
        """Open the breakdown of what has been said: of each family the number just given.

        After a full stop it is the first number, which the sentence before was about. ``one_side`` says that the parts
        are those of income or those of expenditure alone (收入包括：…；支出包括：…).
        """
        loose = opener.startswith(_LOOSE)
        totals: dict[Family, Claim] = {}
        several: set[Family] = set()
        for claim in self._undivided(said) if loose else said:
            if _AVERAGE.search(claim.phrase):
                continue
            if claim.kind in {ClaimKind.LEVEL, ClaimKind.COUNT, ClaimKind.CHANGE} and not claim.in_reason:
                first = totals.setdefault(family_of(claim), claim)
                if first.concept.name != claim.concept.name:
                    several.add(family_of(claim))
                    if same_sentence:
                        totals[family_of(claim)] = claim
        guessed = False
        if opener.endswith("如下"):
            totals = {family: total for family, total in totals.items() if family not in several}
        elif not same_sentence and several:
            guessed = True
            totals |= {family_of(claim): claim for claim in said if family_of(claim) in several}
        counts = [c for c in said if c.kind is ClaimKind.COUNT and not c.in_reason]
        self._open.append(
            Frame(totals, opener, None, None, bracketed, self._normal, counts, one_side, guessed)
        )

    def _undivided(self, said: Sequence[Claim]) -> Iterator[Claim]:
        """The claims, for each part of a breakdown its total: what a second way of dividing divides."""
        for claim in said:
            frame = self._claimed.get(claim.fact)
            yield (frame.total(claim) if frame is not None else None) or claim

    def add(self, claim: Claim, *, first: bool, named: bool) -> None:
        """Take a number as a part of the innermost breakdown, if it is one."""
        if not self._open or not (first or named):
            return
        frame = self._open[-1]
        if frame.item_level is not None and self._paragraph_level != frame.item_level:
            return
        if frame.level is None and (frame.repeats_its_total(claim) or frame.is_summed_up_by(claim)):
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
        if len(within) > 1:
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

    def finish(self, claims: Sequence[Claim], first: int) -> list[Claim]:
        """The claims with total and listing set on the parts of every breakdown."""
        self.close_to(0)
        result = list(claims)
        lists = [(frame, parts) for frame in self._done for parts in frame.lists()]
        for number, (frame, parts) in enumerate(lists, 1):
            listing = _listing(frame, parts)
            for part in parts:
                current = result[part.fact - first]
                total = frame.total_for(part)
                result[part.fact - first] = replace(current, total=total, listing=listing, frame=number)
        return result

    def _close(self) -> None:
        self._done.append(self._open.pop())


def _listing(frame: Frame, parts: Sequence[Claim]) -> Listing | None:
    """All, some, or None where the parts are no breakdown that can be judged.

    A list over paragraphs that does not say that it is complete may be meant to be: the rules look at its sum.
    """
    names = [part.concept.name for part in parts]
    repeated = len(names) != len(set(names)) and not all(part.concept.path for part in parts)
    if repeated or frame.breaks_down_both_sides(parts[0]):
        return None
    if parts[0].kind is ClaimKind.CHANGE:
        return Listing.ALL if _all_changes(frame, names) else None
    if frame.guessed:
        return Listing.LOOSE
    if _is_partition(names) or _exhausts(frame, parts, names):
        return Listing.ALL
    return Listing.LOOSE if frame.opener.startswith(_LOOSE) else Listing.SOME


def _is_partition(names: Sequence[str]) -> bool:
    """Whether the names are the parts that a whole officially has; what is not named is nothing."""
    named = set(names)
    return any(partition.made_of(named) for partition in vocabulary.partitions()) and (
        len(named) > 1 or named <= _ALONE
    )


def _exhausts(frame: Frame, parts: Sequence[Claim], names: Sequence[str]) -> bool:
    """Whether the words say that a list is complete: 包括, a last item 其他…, every 项 explained."""
    if len(parts) < 2:
        return False
    if len(parts) == 2 and _complementary(*names):
        return True
    if names[-1].startswith("其他") or frame.opener.startswith(_EXHAUSTIVE):
        return True
    explained = all(len(part.concept.path) == 3 or _GRADE.search(part.concept.name) for part in parts)
    return len(parts) > 2 and (explained or frame.bracketed)


def _all_changes(frame: Frame, names: Sequence[str]) -> bool:
    """Whether every part of an official whole has its change given, or is said not to have changed."""
    if not any(partition.made_of(names) for partition in vocabulary.partitions()):
        return False
    levels = [len(parts) for (kind, _), parts in frame.parts.items() if kind == ClaimKind.LEVEL.value]
    if len(names) + frame.flats in levels:
        return len(names) > 1 or frame.flats > 0
    return len(names) > 1 and frame.item_level is None


def _complementary(one: str, other: str) -> bool:
    """Whether two names divide a whole between them: 计容面积 and 不计容面积, 地上 and 地下."""
    return other == f"不{one}" or one == f"不{other}" or one.replace("地上", "地下") == other != one
