"""Amounts of a sentence that a table prints in a row of that very name, where no form says which cell they repeat.

基本工资 205.03 万元 beside the items of basic expenditure, 一般性转移支付 9 万元 beside the county's own table. A row may print several
amounts of one name (last year's, a budget), so that none of them need be meant: one that is there is right, and only one
that misses one of them by a slip of the pen is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from checks.catalogue import bare
from checks.numbers.amount import Kind
from checks.numbers.claims import UNTOLD, Claim, ClaimKind, Measure
from checks.numbers.facts import Fact, Statement
from checks.relations.relation import Relation, Sum
from checks.rules.prose.readings import holds
from checks.rules.prose.repeats import meant_alike
from checks.rules.prose.sums.slips import significant
from checks.rules.prose.tables import TableLookup

_LONG = 4
"""So many digits agree but for one by no chance, in a row of the same name."""

_SAID = re.compile(r"(?:(?:19|20)\d{2}年度?|[“”\"])|(?:[为是达]|共计)+\Z")
_SHORTEST = 3
_CODE = re.compile(r"^[\d\s|]+")
_QUOTES = str.maketrans("", "", '“”"')
_YEAR = re.compile(r"20\d{2}(?=年|\Z|/)")
_LAST = re.compile(r"上年|去年")
_MOVED = re.compile(r"增减|增长|变动|比|率|占|[%％]")
_PLAN = re.compile(r"预算|计划")
_DONE = re.compile(r"决算|执行|完成|实际|支出数")


class RowsByName:
    """The amounts of all tables that keep their rows, by what the rows are called."""

    def __init__(self, statements: Sequence[Statement], year: int | None) -> None:
        self._statements, self._year = statements, year
        self._plans = any((s.code or "").startswith("budget.") for s in statements)
        self._found: dict[str, list[tuple[int, str]]] | None = None

    def find(self, name: str, measure: Measure, period: int | None) -> tuple[int, ...]:
        """The facts of the rows that are called so, but those of another year, of another stage, and of changes."""
        if self._found is None:
            self._found = self._gathered()
        year = period or self._year
        cells = self._found.get(_called(name), ())
        fitting = (c for c in cells if _fits(c[1], measure, year, own=year == self._year, plans=self._plans))
        return tuple(fact for fact, _ in fitting)

    def _gathered(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for statement in self._statements if self._year is not None else ():
            for label, cells in zip(statement.row_labels, statement.cells, strict=True):
                if statement.gridded:
                    named = zip(cells.tolist(), statement.column_labels, strict=True)
                    found[_called(label)] += [(fact, column) for fact, column in named if fact >= 0]
        return found


def _called(label: str) -> str:
    """A label as it is compared: no code, no ordinals, no quotes, 支出 at the end left out."""
    return _CODE.sub("", bare(label)).translate(_QUOTES).removesuffix("支出")


def _fits(column: str, measure: Measure, year: int | None, *, own: bool, plans: bool) -> bool:
    """Whether a column of this name may give an amount of a measure and a year: the document's ``own`` needs no name.

    Among tables of a budget (``plans``) a column that does not say so is of the budget too.
    """
    years = {int(each) for each in _YEAR.findall(column)}
    if _MOVED.search(column) or not (year in years or (own and not years and not _LAST.search(column))):
        return False
    if measure.is_budget:
        return _PLAN.search(column) is not None or (plans and not _DONE.search(column))
    return measure is not Measure.ACTUAL or not _PLAN.search(column) or _DONE.search(column) is not None


def labelled(
    claims: Sequence[Claim], facts: Sequence[Fact], lookup: TableLookup, settled: AbstractSet[int]
) -> Iterator[Relation]:
    """Each amount with the cell of its row that it repeats, or misses by a slip; ``settled`` are those that a form's cell settles."""
    compared = {claim.earlier for claim in claims}
    for claim in claims:
        printed = facts[claim.fact].printed
        told = claim.kind is ClaimKind.LEVEL and not (claim.in_reason or claim.approximate or claim.body)
        if not told or claim.fact in settled or claim.fact in compared or printed.kind is not Kind.MONEY:
            continue
        if significant(printed) < _LONG:
            continue
        cells = [c for name in _names(claim) for c in lookup.labelled(name, claim.measure, claim.period)]
        readings = [Sum("prose.level-vs-table", ((claim.fact, 1), (c, -1))) for c in dict.fromkeys(cells)]
        right = next((reading for reading in readings if holds(reading, facts)), None)
        slips = [r for r in readings if meant_alike(printed, facts[r.facts[1]].printed, _LONG)]
        if right is not None:
            yield right
        elif len({facts[r.facts[1]].printed.value for r in slips}) == 1:
            yield slips[0]


def _names(claim: Claim) -> Iterator[str]:
    """What a row of the amount may be called: the name of what it is, and the words right before it."""
    if claim.concept.name not in UNTOLD and len(claim.concept.name) >= _SHORTEST:
        yield claim.concept.name
    words = _SAID.sub("", re.split("[，：]", claim.phrase)[-1])
    if len(words) >= _SHORTEST:
        yield words
