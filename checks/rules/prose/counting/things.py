"""Things counted beside what they cost: vehicles bought, groups sent abroad, guests received, for money or for none.

"公务用车购置费 0 万元 … 公务用车购置数 6 辆": the count or the amount is wrong, or somebody else paid and the text should say so.
Zero guests beside no expense is what agrees; how many guests an expense should have bought nobody can tell, but that none
were received for it is as strange. People went abroad or
were received in groups: where a sentence counts one of the two as none, the other is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind, Concept, Measure
from checks.numbers.facts import Fact
from checks.rules.prose.tables import TableLookup

_VEHICLES, _ABROAD, _GUESTS = "公务用车购置费", "因公出国（境）费", "公务接待费"
_COUNTED: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    (_VEHICLES, re.compile(r"(?:购置|更新|新购)(?!.*保有)"), frozenset({"辆", "台"})),
    (_ABROAD, re.compile(r"出国"), frozenset({"个", "团组", "批", "批次", "次", "人", "人次"})),
    (_GUESTS, re.compile(r"接待"), frozenset({"批", "批次", "次", "人", "人次"})),
)
_ABOVE = {_VEHICLES: "公务用车购置及运行维护费"}
"""Where this costs nothing, what is part of it costs nothing."""

_PAID_OTHERWISE = re.compile(r"承担|负担|自费|捐赠|划拨|调拨|无偿|外宾|国（境）外|外事|计划|预计|拟")
"""Somebody else pays, another expense is spoken of, or nothing has been paid yet."""

_PAID_LATER = re.compile(r"(?:付|结算|结清|列支)[^，。；]{0,8}(?:年|前期)|以前年度|往年|尾款|欠|预付")
"""What was bought or received in another year."""

_NEXT = range(2)
_IN_GROUPS = frozenset({"个", "团组", "批", "批次"})
_PEOPLE = frozenset({"人", "人次"})
_REACH = 16
"""Characters before a count in which it says what it counts."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts that stand beside no expense: ``wrong`` with the expense that denies them, ``agreed`` those that are none.

    ``paid`` are counts that are all none beside an expense that is not, each with that expense;
    ``alone`` are people without a group and groups without people, each with the count that is none.
    """

    wrong: tuple[tuple[int, int], ...]
    paid: tuple[tuple[int, int], ...]
    alone: tuple[tuple[int, int], ...]
    agreed: tuple[int, ...]

    @property
    def found(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """What contradicts itself, each with its rule."""
        for rule, pairs in (
            ("prose.count-without-cost", self.wrong),
            ("prose.cost-without-count", self.paid),
            ("prose.count-without-group", self.alone),
        ):
            yield from ((rule, pair) for pair in pairs)


def counted_things(
    claims: Iterable[Claim], facts: Sequence[Fact], lookup: TableLookup, normal: Measure
) -> Counted:
    """The counts whose expense is printed as nothing; ``normal`` is the measure of a level that names none."""
    said = [c for c in claims if not c.in_reason and not c.approximate]
    nothing = {name: _nothing(name, said, facts, lookup, normal) for name in (*_ABOVE.values(), *_names())}
    counts = [(_cost(c, facts), c) for c in said if c.kind is ClaimKind.COUNT]
    wrong, agreed = [], []
    for name, claim in counts:
        cost = _first(nothing, name)
        if cost is None:
            continue
        if facts[claim.fact].printed.value:
            wrong.append((claim.fact, cost))
        else:
            agreed.append(claim.fact)
    levels = [c for c in said if c.kind is ClaimKind.LEVEL and c.measure in {Measure.MAIN, normal}]
    return Counted(
        tuple(wrong), tuple(_paid(counts, levels, facts)), tuple(_alone(counts, facts)), tuple(agreed)
    )


def _paid(
    counts: Sequence[tuple[str | None, Claim]], levels: Sequence[Claim], facts: Sequence[Fact]
) -> Iterator[tuple[int, int]]:
    """公务用车购置费 9 万元，购置 0 辆: nothing was got for the expense that its sentence, or the one before, gives."""
    for name in _names():
        things = [c for each, c in counts if each == name]
        costs = [c for c in levels if c.concept.name == name and facts[c.fact].printed.kind is Kind.MONEY]
        if any(facts[c.fact].printed.value for c in things) or not all(
            facts[c.fact].printed.value > 0 for c in costs
        ):
            continue
        for cost in costs[-1:]:
            beside = [
                c for c in things if c.paragraph == cost.paragraph and c.sentence - cost.sentence in _NEXT
            ]
            if beside and not _PAID_LATER.search(facts[cost.fact].quote):
                yield beside[0].fact, cost.fact


def _alone(counts: Sequence[tuple[str | None, Claim]], facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """People abroad or received without a group, and groups without anybody, that one sentence counts beside each other."""
    beside: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for name, claim in counts:
        if name in {_ABROAD, _GUESTS}:
            beside[claim.sentence, name].append(claim)
    for said in beside.values():
        groups = [c for c in said if c.unit in _IN_GROUPS]
        people = [c for c in said if c.unit in _PEOPLE]
        if len(groups) == len(people) == 1:
            none, some = sorted((groups[0], people[0]), key=lambda claim: facts[claim.fact].printed.value)
            if not facts[none.fact].printed.value and facts[some.fact].printed.value:
                yield some.fact, none.fact


def _names() -> tuple[str, ...]:
    return tuple(name for name, _, _ in _COUNTED)


def _first(nothing: Mapping[str, int | None], name: str | None) -> int | None:
    """The expense of nothing by its name, or by that of what it is part of."""
    if name is None:
        return None
    own = nothing[name]
    return own if own is not None or name not in _ABOVE else nothing[_ABOVE[name]]


def _cost(claim: Claim, facts: Sequence[Fact]) -> str | None:
    """The expense that a count belongs to; None where it belongs to none."""
    said = claim.phrase.rsplit("。", 1)[-1][-_REACH:] or claim.concept.name
    words = f"{said}{claim.after}"
    if _PAID_OTHERWISE.search(facts[claim.fact].quote):
        return None
    return next(
        (name for name, pattern, units in _COUNTED if claim.unit in units and pattern.search(words)), None
    )


def _nothing(
    name: str, claims: Sequence[Claim], facts: Sequence[Fact], lookup: TableLookup, normal: Measure
) -> int | None:
    """A number that says that an expense of the year is nothing, where none says anything else."""
    levels = [
        c.fact
        for c in claims
        if c.kind is ClaimKind.LEVEL
        and c.concept.name == name
        and c.measure in {Measure.MAIN, normal}
        and facts[c.fact].printed.kind is Kind.MONEY
    ]
    levels += lookup.find(Concept(name), normal, None)
    printed = {facts[fact].printed.value for fact in levels}
    return levels[0] if printed == {0} else None
