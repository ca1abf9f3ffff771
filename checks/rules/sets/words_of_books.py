"""Words that say which of two amounts is more (大于, 持平, 比上年减少, 大于（小于）), held against the books of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.finding import Evidence
from checks.numbers.amount import format_value
from checks.numbers.claims import Comparison
from checks.numbers.facts import FactTable
from checks.relations.relation import Terms
from checks.rules.sets.material import Difference, Link, Stated, Tie, Volume
from checks.rules.sets.reckoned import Books, Given
from checks.rules.sets.years import with_last_year

_WORD = "set.source-word"
_SIGNS = {-1: "<", 0: "=", 1: ">"}


def contradicted(
    here: Volume, books: Books, beside: Sequence[Link], table: FactTable, names: Sequence[str]
) -> Iterator[Difference]:
    """The words of a draft that its books contradict, and those of which both alternatives still stand."""
    for comparison, left, then in _compared(here, books, beside, table):
        now = books[left]
        gap = _value(now.terms, table) - _value(then.terms, table)
        sense = (gap > 0) - (gap < 0)
        rounding = int(table.half[left]) * 2
        if comparison.sense == sense or (abs(gap) <= rounding and comparison.sense is not None):
            continue
        facts = [fact for given in (now, then) for fact, _ in given.terms]
        document = table[left].document
        yield Difference(
            _WORD,
            (left, *facts),
            None,
            (
                ("word", comparison.text),
                ("label", comparison.name),
                ("now", _shown(now, table)),
                ("sign", _SIGNS[sense]),
                ("then", _shown(then, table)),
                ("here", names[document]),
                ("there", "》、《".join(names[d] for d in dict.fromkeys(table[f].document for f in facts))),
            ),
            Evidence(document, comparison.text, comparison.quote, comparison.place),
        )


def _compared(
    here: Volume, books: Books, beside: Sequence[Link], table: FactTable
) -> Iterator[tuple[Comparison, int, Given]]:
    """The words whose two amounts the books carry: the words, the level of the draft, and what it is held against."""
    for comparison in here.comparisons:
        left, right = comparison.left, comparison.right
        exactly = not comparison.text.startswith("基本")
        if left in books and right in books and left is not None and right is not None and exactly:
            yield comparison, left, books[right]
    for link in beside:
        if link.tie is Tie.LAST_YEAR:
            for comparison, left, last in with_last_year(here, Stated(link.others[0], table)):
                if left in books and not comparison.text.startswith("基本"):
                    yield comparison, left, Given(((last, 1),), (last,))


def _value(terms: Terms, table: FactTable) -> int:
    return sum(k * int(table.value[fact]) for fact, k in terms)


def _shown(given: Given, table: FactTable) -> str:
    """An amount of the books as it is printed there; a sum of several in their unit."""
    printed = table[given.terms[0][0]].printed
    unit = printed.unit
    if len(given.terms) == 1:
        return f"{printed.text}{unit.name}"
    return f"{format_value(_value(given.terms, table), unit, None)}{unit.name}"
