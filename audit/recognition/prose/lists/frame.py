"""One breakdown: its totals by family of numbers, the parts that were found, and whether they are all there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from audit.recognition.prose.language.numbers import Family, family_of
from audit.recognition.prose.lists.splits import called, divides, is_staff, of_the_whole_alone
from checks.catalogue import vocabulary
from checks.numbers.claims import SIDES, UNTOLD, Claim, ClaimKind, Listing, Measure, of_one_body, one_list

LOOSE = ("从", "分", "按")
"""从部门来看，分级次看: what follows divides a total, or only looks at it from another side."""

MAINLY = "主要是"
"""Right behind a level, and before names with amounts, this lists its largest parts."""

SUBTOTAL = "小计"
"""Behind a count of a list this says that its own kinds follow: 在职人数小计 9 人，行政在职人数 5 人，事业在职人数 4 人，退休人数小计 …"""

_ADJUSTS = re.compile(r"(?:调增|调减|压减|核减)[^，。；：]*\Z")
_GRADE = re.compile(r"评级为[^的]{1,3}的")
_OFFICIAL = frozenset(name for name, _ in vocabulary.concepts())
_EXHAUSTIVE = vocabulary.words("exhaustive")
_ALONE = frozenset(part for partition in vocabulary.partitions() for part in partition.alone)
"""Parts that may stand alone for their whole: the forms name the other one only where there was any."""

_SAYS_NO_YEAR = (None, (Measure.MAIN, None))
"""A change that is not said to be since anything, or only 同比: since what its total is since."""

_SEVERAL = 3
_SAYS_WHAT = 4
"""A noun of so many characters says what is counted, whatever verb stands before it: 组织健康讲座."""

_NOUN = 2
"""Names that end in fewer characters together have no noun in common."""

_IN_FULL = 3
"""类, 款 and 项: what an item is called where its names are all printed."""

_NUMERALS = "〇一二三四五"
_SO_MANY_YEARS = re.compile(r"(?<![第\d])([二三四五2-5])年")
_FROM_TO = re.compile(r"(20\d{2})年?(?:[-—–~～至到]+)(20\d{2})年")
_YEAR = re.compile(r"(?:19|20)\d{2}年度?|[上去今本]年度?")
_SUMS_UP = re.compile(
    r"(?:(?:收入|支出|收支)(?:合计|总计|总额|总量)|(?:可用|可支配|可安排)(?:的)?(?:资金|财力|经费))[为达是共]*\Z"
)
_OF_EVERYTHING = re.compile(r"(?:总计|总额|总量|收支)[^，。；]*\Z")


@dataclass(slots=True)
class Frame:
    """One open breakdown. ``level`` is the list level it was opened at, None within a sentence.

    ``guessed`` says that the sentence before had several totals, of which the last was taken; those ``beside`` it are
    the others of its sentence.
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
    beside: Sequence[Claim] = ()
    parts: dict[Family, list[Claim]] = field(default_factory=dict)
    flats: int = 0

    @property
    def lists_items(self) -> bool:
        """Whether the parts so far are items of the functional classification, named in full."""
        parts = [part for parts in self.parts.values() for part in parts]
        return bool(parts) and all(len(part.concept.path) == _IN_FULL for part in parts)

    def lists(self) -> list[list[Claim]]:
        """The parts, those that add up to one total together."""
        by_total: dict[tuple[int | None, ClaimKind], list[Claim]] = {}
        for part in (part for parts in self.parts.values() for part in parts):
            by_total.setdefault((self.total_for(part), part.kind), []).append(part)
        lists = [parts for said in by_total.values() for parts in one_list(said)]
        return [of_the_whole_alone(self.total(parts[0]), parts) for parts in lists]

    def total_for(self, part: Claim) -> int | None:
        """The total that a part belongs to."""
        total = self.total(part)
        return total.fact if total else None

    def breaks_down_both_sides(self, part: Claim) -> bool:
        """Whether the total is one of income and of expenditure, whose parts are said of each side."""
        total = self.total(part)
        return total is not None and "收入支出" in total.concept.name and not self.one_side

    def repeats_its_total(self, claim: Claim) -> bool:
        """Whether a number is of the very thing that is broken down: of another unit or year, and no part of it.

        Where the name is as good as none, its words tell: 地方收入 is a part of 收入; so they do where the list says that
        it is complete (财政拨款收入 9 万元，包括财政补助收入 8 万元、…).
        """
        total = self.total(claim)
        if claim.concept.name and any(claim.concept == other.concept for other in self.beside):
            return total is not None and claim.measure is total.measure
        if total is None or not claim.concept.name or total.concept != claim.concept:
            return False
        if not of_one_body(total, claim):
            return False
        said_again = total.phrase.endswith(_YEAR.sub("", claim.phrase))
        begins = not self.parts and self.opener.startswith(_EXHAUSTIVE)
        return said_again if begins or claim.concept.name in UNTOLD else True

    def goes_on_with(self, claim: Claim) -> bool:
        """Whether a number goes on with a list of one thing: of the next year, of the next body (其中甲校收入 5 万元，乙校收入 4 万元)."""
        said = self.parts.get(family_of(claim), [])
        if not said or said[-1].concept.name != claim.concept.name:
            return False
        last = said[-1].period
        of_next_year = last is not None and claim.period == last + 1
        side = claim.concept.name
        of_next_body = side in SIDES and said[-1].phrase != claim.phrase and claim.phrase.endswith(side)
        return of_next_body if side in _OFFICIAL else of_next_year

    def is_summed_up_by(self, claim: Claim) -> bool:
        """Whether a number sums up a list instead of going on with it: …，基金调入 2 万元，收入合计 9 万元."""
        total = self.total(claim)
        return (
            bool(self.parts)
            and _SUMS_UP.search(claim.phrase) is not None
            and total is not None
            and _OF_EVERYTHING.search(total.phrase) is None
        )

    def has_kind(self, claim: Claim) -> bool:
        """Whether a count is called as what the list divides: 行政在职人数 is of 在职人数."""
        whole = self.counts[-1].concept.name if self.counts else ""
        return (
            claim.kind is ClaimKind.COUNT
            and claim.concept.name.endswith(whole)
            and not claim.phrase.endswith(SUBTOTAL)
        )

    def total(self, part: Claim) -> Claim | None:
        """The claim of the total that a part belongs to."""
        if part.kind is ClaimKind.COUNT:
            return self._counted(part)
        exact = self.totals.get(family_of(part))
        alike = [t for (kind, _), t in self.totals.items() if kind == part.kind.value]
        if exact is None and part.kind is ClaimKind.CHANGE:
            fits = len(alike) == 1 and (part.against in _SAYS_NO_YEAR or _since_one_year(alike[0], part))
            return alike[0] if fits else None
        if exact is not None:
            return exact
        if not alike and part.kind is ClaimKind.LEVEL:
            return self._adjusted()
        free = [t for t in alike if Measure.MAIN in {t.measure, part.measure} or _of_no_stage(t, part)]
        if len(alike) > 1:
            free = [t for t in free if self.normal in {t.measure, part.measure} - {Measure.MAIN}]
        return free[0] if len(free) == 1 else None

    def _adjusted(self) -> Claim | None:
        """What a budget is moved by, which amounts without a verb divide: 调增支出 9 万元，其中：甲 5 万元、乙 4 万元."""
        moved = [t for t in self.totals.values() if t.kind is ClaimKind.CHANGE and _ADJUSTS.search(t.lead)]
        return moved[0] if len(moved) == 1 == len(self.totals) else None

    def _counted(self, part: Claim) -> Claim | None:
        """The count whose noun the part's noun ends in; where no noun tells, the only one there is."""
        same = [c for c in self.counts if part.unit in vocabulary.alike(c.unit)]
        noun = max((_ending(c, part) for c in same), default=0)
        found = [c for c in same if _ending(c, part) == noun] if noun >= _NOUN else same
        return found[-1] if found else None


def _ending(whole: Claim, part: Claim) -> int:
    """How many characters the nouns of two counts end in together: 举办健康讲座 8 场，…，其中专家健康讲座 4 场."""
    alike = zip(reversed(whole.concept.name), reversed(part.concept.name), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], alike))


def _since_one_year(one: Claim, other: Claim) -> bool:
    """Whether two changes are since one year, of which one does not say that it is since its budget or accounts."""
    if one.against is None or other.against is None:
        return False
    return one.against[1] == other.against[1] and Measure.MAIN in {one.against[0], other.against[0]}


def _of_no_stage(one: Claim, other: Claim) -> bool:
    """Whether two levels are budgets of which one does not say of what stage it is."""
    return (
        one.measure.is_budget and other.measure.is_budget and Measure.BUDGET in {one.measure, other.measure}
    )


def listing_of(frame: Frame, parts: Sequence[Claim]) -> Listing | None:
    """All, some, or None where the parts are no breakdown that can be judged.

    A list over paragraphs that does not say that it is complete may be meant to be: the rules look at its sum.
    """
    given = Counter(part.concept.name for part in parts)
    names = [
        part.phrase if part.concept.name in UNTOLD or given[part.concept.name] > 1 else part.concept.name
        for part in parts
    ]
    repeated = len(names) != len(set(names)) and not all(part.concept.path for part in parts)
    if frame.breaks_down_both_sides(parts[0]):
        return Listing.LOOSE
    if repeated:
        return Listing.LOOSE if parts[0].kind is ClaimKind.LEVEL else None
    if parts[0].kind is ClaimKind.CHANGE:
        if _all_changes(frame, names):
            return Listing.ALL
        return Listing.SOME if len(names) > 1 else None
    if frame.opener == SUBTOTAL:
        return Listing.ALL
    if frame.guessed and not _counts_kinds_of(frame.total(parts[0]), parts):
        return Listing.LOOSE
    if _is_partition(names) or _exhausts(frame, parts, names) or is_staff(frame.total(parts[0]), parts):
        return Listing.ALL
    return Listing.LOOSE if frame.opener.startswith(LOOSE) else Listing.SOME


def _is_partition(names: Sequence[str]) -> bool:
    """Whether the names are the parts that a whole officially has; what is not named is nothing.

    Of a loose whole, which a text may divide in part only, every part must be named.
    """
    named = set(names)
    if len(named) >= _SEVERAL and any(
        named == partition.parts for partition in vocabulary.partitions(loose=True)
    ):
        return True
    return any(partition.made_of(named) for partition in vocabulary.partitions()) and (
        len(named) > 1 or named <= _ALONE
    )


def _counts_kinds_of(total: Claim | None, parts: Sequence[Claim]) -> bool:
    """Whether the nouns of counts say what they are kinds of, whatever else was counted: 青年学术沙龙 of 学术沙龙."""
    if total is None or total.kind is not ClaimKind.COUNT or not total.concept.name:
        return False
    noun = min(len(total.concept.name), _SAYS_WHAT)
    return all(_ending(total, part) >= noun for part in parts)


def _exhausts(frame: Frame, parts: Sequence[Claim], names: Sequence[str]) -> bool:
    """Whether the words say that a list is complete: 包括, kinds that leave no other, a last item 其他…, every 项 explained."""
    if len(parts) < 2:
        return False
    if divides(called(frame.total(parts[0])), names):
        return True
    if _of_all_years(parts, frame.total(parts[0])):
        return True
    if names[-1].startswith("其他") or frame.opener.startswith(_EXHAUSTIVE):
        return True
    explained = all(len(part.concept.path) == 3 or _GRADE.search(part.concept.name) for part in parts)
    return len(parts) > 2 and (explained or frame.bracketed)


def _of_all_years(parts: Sequence[Claim], total: Claim | None) -> bool:
    """Whether parts are those of as many years on end as the sentence says that there are: 周期三年，其中2023年安排 …; 2023—2025年总投资 …"""
    years = [part.period or 0 for part in parts]
    said = _SO_MANY_YEARS.search(parts[0].phrase)
    on_end = years == list(range(years[0], years[0] + len(years)))
    lasts = _FROM_TO.search(total.phrase) if total is not None else None
    if lasts is not None and on_end and (years[0], years[-1]) == (int(lasts[1]), int(lasts[2])):
        return True
    return (
        on_end and said is not None and said[1] in {str(len(years)), _NUMERALS[len(years) : len(years) + 1]}
    )


def _of_every_level(frame: Frame, names: Sequence[str]) -> bool:
    """Whether every level of a list has its change given, or is said not to have changed."""
    levels = [len(parts) for (kind, _), parts in frame.parts.items() if kind == ClaimKind.LEVEL.value]
    return len(names) + frame.flats in levels


def _all_changes(frame: Frame, names: Sequence[str]) -> bool:
    """Whether every part of an official whole has its change given, or is said not to have changed."""
    if not any(partition.made_of(names) for partition in vocabulary.partitions()):
        return False
    if _of_every_level(frame, names):
        return len(names) > 1 or frame.flats > 0
    return len(names) > 1 and frame.item_level is None
