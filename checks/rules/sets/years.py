"""This year against last year: what a document says of the year before, held against that year's document.

"比2024年预算增加 X 万元" fixes last year's amount as this year's less X, "2024年决算数为 Y" states it, and a rate
without a change fixes it as a quotient. Only figures of one stage are compared: budget with budget, final
accounts with final accounts. What a budget calls the execution of the year before is an estimate made before
the accounts were closed, and is held against nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checks.numbers.claims import Claim, ClaimKind, Comparison, Concept, Measure
from checks.numbers.facts import FactTable
from checks.relations.relation import Ratio, Relation, Sum
from checks.rules.prose.readings import holds, is_last_digit_slip
from checks.rules.sets.material import BUDGET, FINAL_ACCOUNTS, Link, Stated, Volume, equal, levels

_NAMED_YEAR = re.compile(r"(20\d{2})年")
_LAST_YEAR = re.compile(r"上年|上一年|去年")
_LATER_STAGE = re.compile(r"执行|决算|实际|完成")
_PLAN = re.compile(r"预算")
_FISCAL = {
    "收入支出总计": "财政拨款收入支出总计",
    "总收入": "财政拨款收入",
    "总支出": "财政拨款支出",
    "收入": "财政拨款收入",
    "支出": "财政拨款支出",
    "本年收入合计": "财政拨款收入",
    "本年支出合计": "财政拨款支出",
}
"""The fiscal part of a total: a change of the total is at times reckoned over it by mistake."""
_TOTAL, _SIDES = "收入支出总计", ("总收入", "总支出")
_GRAND = re.compile(r"总计(?:均|各|都|共)?(?:为|是|达)?$")
_CARRIED = (
    ("final_accounts.summary", "年初结转和结余", "年末结转和结余", "决算数", "决算数"),
    ("final_accounts.fiscal_summary", "年初财政拨款结转和结余", "年末财政拨款结转和结余", "金额", "合计"),
)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The volume of the year before, and what it states."""

    volume: Volume
    stated: Stated
    table: FactTable

    def total(self) -> int | None:
        """The total of income and expenditure as its sentences give it, of both sides or of one; None where they differ."""
        said = [
            claim.fact
            for claim in levels(self.volume.claims)
            if _is_total(claim)
            and claim.period in {None, self.volume.year}
            and (self.volume.kind == BUDGET or not claim.measure.is_budget)
        ]
        return said[0] if len({int(self.table.value[fact]) for fact in said}) == 1 else None


def year_relations(link: Link, table: FactTable) -> list[Relation]:
    """What the subject says of the year before, against the volume of that year."""
    subject, earlier = link.subject, link.others[0]
    stated = Stated(earlier, table)
    then = _Earlier(earlier, stated, table)
    found = [
        *_changes(subject, then, table),
        *_rates(subject, then, table),
        *_levels(subject, stated),
        *_unmoved(subject, stated),
    ]
    if subject.kind == FINAL_ACCOUNTS:
        found += _balances(subject, earlier)
    return found


def _changes(subject: Volume, earlier: _Earlier, table: FactTable) -> Iterator[Relation]:
    rates = {claim.change: claim for claim in subject.claims if claim.kind is ClaimKind.RATE}
    for change, bases in _compared(subject, ClaimKind.CHANGE):
        if _nothing(table, change.fact):
            continue
        rate = rates.get(change.fact)
        fitting = bases if rate is None else [b for b in bases if _is_rate_of(rate, change, b, table)]
        told = fitting or bases
        lasts = [_last(change, base, subject, earlier) for base in told]
        found = [
            _change(change, base, last) for base, last in zip(told, lasts, strict=True) if last is not None
        ]
        right = next((relation for relation in found if holds(relation, table.facts)), None)
        if right is not None:
            yield right
        elif found and None not in lasts and fitting:
            fiscal = earlier.stated.find(Concept(_FISCAL.get(told[0].concept.name, "")), _stage(subject))
            scope = fiscal is not None and holds(_change(change, told[0], fiscal), table.facts)
            yield replace(found[0], rule="set.last-year-scope") if scope else found[0]


def changes_of_any_level(link: Link, table: FactTable) -> Iterator[Sum]:
    """The changes of which last year's volume has every level that they may be of, whatever the rates beside them say: where
    none of these makes a change right, it is wrong whichever is meant."""
    subject, earlier = link.subject, link.others[0]
    then = _Earlier(earlier, Stated(earlier, table), table)
    for change, bases in _compared(subject, ClaimKind.CHANGE):
        found = [
            _change(change, base, last)
            for base in bases
            if (last := _last(change, base, subject, then)) is not None
        ]
        if len(found) == len(bases):
            yield next((each for each in found if holds(each, table.facts)), found[0])


def _last(moved: Claim, base: Claim, subject: Volume, earlier: _Earlier) -> int | None:
    """Last year's figure of what a change or rate is of.

    The total of income and expenditure, which are equal, is at times given as one amount and at times as two, or as one
    of the two.
    """
    stage = _stage(subject)
    last = earlier.stated.find(base.concept, stage)
    if last is None and (moved.concept.name == _TOTAL or _is_total(base)):
        last = earlier.stated.find(Concept(_TOTAL), stage)
        return earlier.total() if last is None else last
    return last


def _is_total(claim: Claim) -> bool:
    """Whether a level is the total of income and expenditure, or of one side by its official name (收入总计)."""
    concept = claim.concept
    plainly = not concept.path and concept.fund is None
    return plainly and (
        concept.name == _TOTAL or (concept.name in _SIDES and _GRAND.search(claim.phrase) is not None)
    )


def _is_rate_of(rate: Claim, change: Claim, base: Claim, table: FactTable) -> bool:
    """Whether the rate that stands beside a change is that of a level, so that the change is of this level."""
    told = Ratio("", rate.fact, ((change.fact, 1),), ((base.fact, 1), (change.fact, -change.direction)))
    return holds(told, table.facts)


def _change(change: Claim, base: Claim, last: int) -> Sum:
    return Sum("set.last-year-change", ((change.fact, change.direction), (base.fact, -1), (last, 1)))


def _rates(subject: Volume, earlier: _Earlier, table: FactTable) -> Iterator[Relation]:
    for rate, bases in _compared(subject, ClaimKind.RATE):
        found = []
        for base in bases:
            last = _last(rate, base, subject, earlier)
            if last is None or _nothing(table, last):
                break
            if rate.change is not None and not _fits(subject, rate, base, last, table):
                continue
            ratio = Ratio(
                "set.last-year-rate", rate.fact, ((base.fact, 1), (last, -1)), ((last, 1),), rate.direction
            )
            found.append((holds(ratio, table.facts), ratio))
        else:
            right = next((ratio for held, ratio in found if held), None)
            if right is not None:
                yield right
            elif found and not is_last_digit_slip(found[0][1], table.facts):
                yield found[0][1]


def _fits(subject: Volume, rate: Claim, base: Claim, last: int, table: FactTable) -> bool:
    """Whether the change that a rate is of is right by both years, so that the rate alone can be wrong."""
    change = next((c for c in subject.claims if c.fact == rate.change), None)
    if change is None or not change.direction:
        return False
    return holds(_change(change, base, last), table.facts) and _is_rate_of(rate, change, base, table)


def _unmoved(subject: Volume, stated: Stated) -> Iterator[Relation]:
    """What is said to be as much as last year."""
    for comparison, base, last in with_last_year(subject, stated):
        if comparison.sense == 0 and not comparison.text.startswith("基本"):
            yield Sum(
                "set.last-year-unmoved",
                ((base, 1), (last, -1)),
                words=(("word", comparison.text),),
            )


def with_last_year(subject: Volume, stated: Stated) -> Iterator[tuple[Comparison, int, int]]:
    """Words that hold a level against last year's without giving that: the words, the level, and what ``stated`` has."""
    by_fact = {claim.fact: claim for claim in subject.claims}
    for comparison in subject.comparisons:
        base = by_fact.get(comparison.left) if comparison.left is not None else None
        if base is None or comparison.right is not None or not _is_base(base, subject):
            continue
        last = stated.find(base.concept, _stage(subject))
        if last is not None and is_last_year(comparison.compared_with, subject):
            yield comparison, base.fact, last


def _levels(subject: Volume, stated: Stated) -> Iterator[Relation]:
    """Amounts of last year that the sentences give themselves."""
    if subject.year is None:
        return
    for claim in levels(subject.claims):
        if claim.period == subject.year - 1 and _same_stage(claim, subject):
            last = stated.find(claim.concept, _stage(subject))
            if last is not None:
                yield equal("set.last-year-level", claim.fact, last)


def _compared(subject: Volume, kind: ClaimKind) -> Iterator[tuple[Claim, list[Claim]]]:
    """Changes and rates against last year, with the levels in the sentence that they may be of, the likeliest first.

    Where the sentence gives last year's level itself nothing else is needed.
    """
    by_fact = {claim.fact: claim for claim in subject.claims}
    for claim in subject.claims:
        if claim.kind is not kind or claim.approximate or claim.in_reason or not claim.direction:
            continue
        if claim.base is None or claim.earlier is not None or not is_last_year(claim.compared_with, subject):
            continue
        told = [by_fact[fact] for fact in (claim.base, *claim.alternatives) if fact in by_fact]
        bases = [base for base in told if _is_base(base, subject)]
        if bases and (bases[0] is told[0] or told[0].measure.is_budget):
            yield claim, bases


def _is_base(base: Claim, subject: Volume) -> bool:
    """Whether a level can be what a change against last year is of: this year's, and in accounts not the budget."""
    return (
        base.kind is ClaimKind.LEVEL
        and not base.approximate
        and base.period in {None, subject.year}
        and not (subject.kind == FINAL_ACCOUNTS and base.measure.is_budget)
    )


def is_last_year(compared_with: str, subject: Volume) -> bool:
    """Whether a comparison is with last year's figure of the same stage (预算 in a budget, 决算 in accounts).

    同比 in accounts is; in a budget it may be with what last year came to.
    """
    named = _NAMED_YEAR.search(compared_with)
    if named:
        if subject.year is None or int(named[1]) != subject.year - 1:
            return False
    elif not _LAST_YEAR.search(compared_with) and not (
        subject.kind == FINAL_ACCOUNTS and compared_with.startswith("同比")
    ):
        return False
    other_stage = _LATER_STAGE if subject.kind == BUDGET else _PLAN
    return not other_stage.search(compared_with)


def _same_stage(claim: Claim, subject: Volume) -> bool:
    if subject.kind == BUDGET:
        return claim.measure is Measure.BUDGET
    return claim.measure is Measure.MAIN or (claim.measure is Measure.ACTUAL and "执行" not in claim.phrase)


def _stage(subject: Volume) -> Measure:
    return Measure.BUDGET if subject.kind == BUDGET else Measure.ACTUAL


def _nothing(table: FactTable, fact: int) -> bool:
    return abs(int(table.value[fact])) <= int(table.half[fact])


def _balances(subject: Volume, earlier: Volume) -> Iterator[Relation]:
    """What was left at the end of last year is there at the beginning of this one."""
    for code, opening, closing, opened_in, closed_in in _CARRIED:
        now, then = subject.statement(code), earlier.statement(code)
        if now is None or then is None:
            continue
        opened, closed = now.fact(opening, opened_in), then.fact(closing, closed_in)
        if opened is not None and closed is not None:
            yield equal("set.opening-balance", opened, closed)
