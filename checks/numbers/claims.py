"""Claims: what each number in the prose says, of what, and which other numbers it is said of.

A narrative repeats the tables in sentences. A claim is one number of such a sentence with its concept
(基本支出), measure (年初预算, 决算), period, fund and kind; its links name the numbers that the sentence
itself relates it to. Nothing here knows how sentences are read: recognition writes these values, the prose
rules read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from checks.finding import Gap, Place
from checks.numbers.facts import Fact

SIDES = frozenset({"收入", "支出"})
"""The two sides of an account by their bare names, which stand for many things."""

UNTOLD = SIDES | {""}
"""Names that tell a claim from no other."""


OPENING, _CLOSING = "年初结转和结余", "年末结转和结余"
_SINCE_OPENING = re.compile(r"[较比与同和]年初(?:数|余额|结转(?:和?结余)?)?(?:相比较?|比较|对比)?")

UNMARKED = 9
"""The level of a paragraph that carries no list marker."""


class ClaimKind(StrEnum):
    """What sort of thing a number says."""

    LEVEL = "level"
    CHANGE = "change"
    RATE = "rate"
    COMPLETION = "completion"
    SHARE = "share"
    RATIO = "ratio"
    COUNT = "count"
    SCORE = "score"


class Measure(StrEnum):
    """Which of the official figures a level is; ``MAIN`` where the sentence leaves it to the document."""

    MAIN = "main"
    INITIAL_BUDGET = "initial_budget"
    ADJUSTED_BUDGET = "adjusted_budget"
    BUDGET = "budget"
    ACTUAL = "actual"

    @property
    def is_budget(self) -> bool:
        """Whether the figure is a plan of whatever stage."""
        return self in {Measure.BUDGET, Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET}


class Listing(StrEnum):
    """How the parts of a whole are listed: some of them, all, or (``LOOSE``) perhaps not as parts at all."""

    LOOSE = "loose"
    SOME = "some"
    ALL = "all"


class Names(NamedTuple):
    """How many names a list gives, from the ``fewest`` to the ``most``.

    Only where all are ``bodies`` is it sure that each is a name; only where the list is ``complete`` may it not lack any.
    """

    fewest: int
    most: int
    bodies: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """What a number is about.

    ``name`` is the canonical noun phrase; ``path`` the names of 类, 款 and 项 where the sentence prints them, down to
    the level ``grade`` (1 to 3; 0 where there is no path), which may begin below 类;
    ``code`` the functional code where it prints codes; ``fund`` is 一般公共预算, 政府性基金预算 or
    国有资本经营预算.
    """

    name: str
    path: tuple[str, ...] = ()
    code: str | None = None
    fund: str | None = None
    grade: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of the prose. ``fact`` and all links are indices into the facts of the whole run.

    ``base`` is the level that a change, rate, share or completion is said of; ``change`` the change that a
    rate expresses; ``whole`` the level that a share is taken of; ``plan`` the budget that a completion is
    measured by; ``earlier`` the level of the period compared with; ``total`` the number of whose breakdown
    this one is a part. ``against`` are the measure and the year that a change is measured from. ``alternatives`` are other numbers that the words may mean, the likeliest first: bases of a
    change, wholes of a share, plans of a completion, totals of a part. ``after`` are the words behind a count and ``unit`` is its unit; ``names`` how many names are listed behind it; ``of`` is the phrase that names a whole or
    plan which the sentence gives without its amount. ``direction`` is +1 for 增加, -1 for 减少, 0 where
    nothing is said. An ``approximate`` number (约, 近, 超, 余) is never held against anything exactly.
    ``listing`` is said of a total, and of its parts. ``lead`` is the text between the number before and this one.
    ``frame`` tells the lists of one total apart. ``body`` is whose the number is on a page of several (中央, 地方), else "".
    """

    fact: int
    kind: ClaimKind
    concept: Concept
    phrase: str
    measure: Measure
    period: int | None
    sentence: int
    paragraph: int
    headings: tuple[str, ...] = ()
    direction: int = 0
    approximate: bool = False
    in_reason: bool = False
    compared_with: str = ""
    after: str = ""
    unit: str = ""
    names: Names | None = None
    of: str = ""
    base: int | None = None
    change: int | None = None
    whole: int | None = None
    plan: int | None = None
    earlier: int | None = None
    total: int | None = None
    against: tuple[Measure, int | None] | None = None
    alternatives: tuple[int, ...] = ()
    listing: Listing | None = None
    lead: str = ""
    frame: int = 0
    body: str = ""


def of_one_body(one: Claim, other: Claim) -> bool:
    """Whether two numbers are of one body, as far as they say."""
    return one.body == other.body or "" in {one.body, other.body}


def of_one_fund(one: Claim, other: Claim) -> bool:
    """Whether two numbers are of one fund, as far as they say."""
    funds = {one.concept.fund, other.concept.fund}
    return None in funds or len(funds) == 1


def of_one_account(one: Claim, other: Claim) -> bool:
    """Whether two claims speak of one measure, year, fund and body, as far as they say."""
    measures, periods = {one.measure, other.measure}, {one.period, other.period}
    return (
        (len(measures) == 1 or Measure.MAIN in measures)
        and (len(periods) == 1 or None in periods)
        and of_one_fund(one, other)
        and of_one_body(one, other)
        and one.against == other.against
    )


def opening_of(left: Concept, compared_with: str) -> Concept | None:
    """What was left at the beginning of the year, where words compare what is left at its end with that: 较年初增加."""
    compares = left.name == _CLOSING and _SINCE_OPENING.fullmatch(compared_with) is not None
    return replace(left, name=OPENING) if compares else None


def is_paid_by(part: Claim, whole: Claim) -> bool:
    """Whether a part says out of which fund an expense was paid: 三公经费 9 万元（其中：一般公共预算支出 9 万元）."""
    return part.concept.name.endswith("财政拨款支出") and whole.concept.name.endswith(("费", "经费"))


def of_another_total(whole: Claim, parts: Iterable[Claim]) -> bool:
    """Whether a list gives the parts of another total: 支出 9 万元，其中基本支出 5 万元；按经济分类 …; 总支出 9 万元，财政拨款安排支出 8 万元，其中：…"""
    totals = {part.total for part in parts}
    return len(totals) == 1 and not totals & {None, whole.fact}


def one_list(parts: Sequence[Claim]) -> list[list[Claim]]:
    """The parts of one total as the lists they make: one for each measure that the items give.

    A list over paragraphs that gives one number each is one list, whether an item calls it 预算数 or not; so is one
    whose items name different things or years, where only some of them say which measure they give. Paragraphs of several parts
    each divide the total in ways of their own (按项目类别 …, 按功能分类 …).
    """
    paragraphs: dict[int, list[Claim]] = {}
    for part in parts:
        paragraphs.setdefault(part.paragraph, []).append(part)
    if len(paragraphs) > 1 and min(len(group) for group in paragraphs.values()) > 1:
        return [group for said in paragraphs.values() for group in one_list(said)]
    measures = {part.measure for part in parts}
    names = {part.concept.name for part in parts}
    years = {part.period for part in parts} - {None}
    apart = len(parts) in {len(names), len(years)}
    unnamed = Measure.MAIN in measures and len(measures) == 2 and apart
    if unnamed or len({part.paragraph for part in parts}) == len(parts):
        return [list(parts)]
    by_measure: dict[Measure, list[Claim]] = {}
    for part in parts:
        by_measure.setdefault(part.measure, []).append(part)
    return list(by_measure.values())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Words that compare two levels without a number of their own: 决算数小于预算数, 与上年持平.

    ``sense`` is -1, 0 or +1 for less, equal and more, None where both words of a template still stand
    (大于（小于）); ``left`` and ``right`` are fact indices, None where the
    sentence does not give the amount. ``compared_with`` is the reference as printed (比上年决算数); ``name`` is what is
    compared, which stands in a ``paragraph`` under its ``headings``.
    """

    sense: int | None
    left: int | None
    right: int | None
    text: str
    quote: str
    place: Place
    compared_with: str = ""
    name: str = ""
    paragraph: int = 0
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claims:
    """What the prose of one document says: facts (positions follow the claims' indices) and their claims.

    ``normal`` is the measure of a level whose sentence names none: the actual in final accounts, the budget in budgets.
    ``ranks`` are the levels of the list markers at the heads of all paragraphs, those without a number too.
    """

    facts: tuple[Fact, ...] = ()
    claims: tuple[Claim, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    gaps: tuple[Gap, ...] = field(default=())
    normal: Measure = Measure.MAIN
    ranks: tuple[int, ...] = ()
