"""What a draft reckons from other numbers (a change, a rate, a share, how far a budget was completed), reckoned from its books.

A draft says 比上年增加 111.42 万元，增长 6.2%: the books of both years give both numbers anew. Every relation of the draft
of which the books carry all numbers but one says what this one must be: the books' numbers take the place of the
draft's. A number that follows from the books rounded as the draft prints them is right; so is one that follows from
them unrounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from checks.numbers.amount import Kind
from checks.numbers.claims import Claims
from checks.numbers.facts import FactTable
from checks.relations.relation import Growth, Ratio, Reading, Relation, Sense, Sum, Terms
from checks.rules.prose.lookup import StatementLookup
from checks.rules.prose.readings import holds, is_last_digit_slip
from checks.rules.prose.relations import prose_relations
from checks.rules.sets.material import Link, Tie, Volume
from checks.rules.sets.plans import plan_relations
from checks.rules.sets.years import changes_of_any_level, year_relations
from checks.rules.tables.columns import column_relations

RECKONED, LAST_YEAR = "set.source-reckoned", "set.source-last-year"
BESIDE = {Tie.LAST_YEAR: year_relations, Tie.PLAN: plan_relations}
"""What a draft has beside its source: last year's books and its budget, each with what must hold against it."""

_STATED = frozenset({"set.last-year-level", "set.budget-of-accounts"})
"""Relations that say what last year's books or the budget have for a number of the draft."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the books have for a number of the draft: the sum of ``terms`` over their facts.

    ``rounded`` are those of the facts that the draft rounds on the way, each to its own last place.
    """

    terms: Terms
    rounded: tuple[int, ...]


Books = dict[int, Given]
"""For the numbers of a draft what its books have for them."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """``relations`` are between a number of the draft and the books alone; ``held`` are all numbers that were reckoned anew,
    ``books`` what the books have for the draft's numbers, those reckoned included."""

    relations: tuple[Reading, ...] = ()
    held: frozenset[int] = frozenset()
    books: Books = field(default_factory=dict)


def reckoned(here: Volume, known: Iterable[Sum], beside: Sequence[Link], table: FactTable) -> Reckoned:
    """Reckon a draft's numbers from its books: ``known`` says which of its numbers the books carry, ``beside`` are its ties
    to last year and to its budget."""
    return _Reckoning(here, known, beside, table).done()


class _Reckoning:
    """Goes from what the books carry to what follows from it: first against last year and the budget, then within the draft."""

    def __init__(self, here: Volume, known: Iterable[Sum], beside: Sequence[Link], table: FactTable) -> None:
        self._here, self._beside, self._table = here, beside, table
        self._own = {s.document for s in here.statements} | {table[c.fact].document for c in here.claims}
        self._last = {
            s.document for link in beside if link.tie is Tie.LAST_YEAR for s in link.others[0].statements
        }
        self._books: Books = {}
        self._relations: list[Reading] = []
        self._held: set[int] = set()
        self._learn(known)

    def done(self) -> Reckoned:
        """Everything that follows from the books."""
        stated = [each for each in self._between() if each.rule in _STATED]
        self._learn(each for each in stated if isinstance(each, Sum))
        for relation in self._between():
            self._reckon(relation)
        for relation in self._within():
            self._reckon(relation)
        return Reckoned(tuple(self._relations), frozenset(self._held), self._books)

    def _learn(self, equations: Iterable[Sum]) -> None:
        """Take in what equals what in the books; where two sheets do not agree about a number neither is taken."""
        found: dict[int, set[Terms]] = defaultdict(set)
        for each in equations:
            (mine, _), *rest = each.terms
            if mine not in self._books:
                found[mine].add(tuple((fact, -k) for fact, k in rest))
        for mine, said in found.items():
            if len(said) == 1:
                (terms,) = said
                self._books[mine] = Given(terms, (terms[0][0],))

    def _between(self) -> Iterator[Relation]:
        """What must hold between the draft, as the books have its numbers, and last year or the budget."""
        table = self._as_in_the_books()
        for link in self._beside:
            yield from BESIDE[link.tie](link, table)
            if link.tie is Tie.LAST_YEAR:
                yield from changes_of_any_level(link, table)

    def _within(self) -> Iterator[Relation]:
        """What must hold within the draft, as the books have its numbers."""
        here, table = self._here, self._as_in_the_books()
        lookup = StatementLookup(here.statements, here.year)
        claims = Claims(claims=here.claims, comparisons=here.comparisons)
        yield from prose_relations(claims, table.facts, lookup).relations
        yield from column_relations(here.statements, table)

    def _as_in_the_books(self) -> FactTable:
        """The draft's numbers as its books have them, rounded as it prints them: by these its sentences are understood."""
        values = {fact: self._value(given.terms) for fact, given in self._books.items()}
        printed = {fact: self._table[fact].printed for fact in values}
        return self._table.reprinted(
            {f: replace(p, value=_rounded(values[f], 2 * p.half)) for f, p in printed.items()}
        )

    def _value(self, terms: Terms) -> int:
        return sum(k * int(self._table.value[fact]) for fact, k in terms)

    def _reckon(self, relation: Relation) -> None:
        """Judge a relation by the books, if they carry all of its numbers but one."""
        if isinstance(relation, Growth) or (isinstance(relation, Sum) and relation.sense is not Sense.EQUAL):
            return
        own = [f for f in relation.facts if self._table[f].document in self._own]
        open_ones = [f for f in own if f not in self._books]
        if len(open_ones) != 1 or open_ones[0] in self._held or (_is_equation(relation) and len(own) == 1):
            return
        (mine,) = open_ones
        translated = self._translated(relation, mine)
        if translated is None:
            return
        self._held.add(mine)
        self._judge(translated, relation)
        if isinstance(translated, Sum):
            (_, k), *rest = translated.terms
            rounded = [f for each in relation.facts if each != mine for f in self._rounded_by(each)]
            self._books[mine] = Given(tuple((fact, -c * k) for fact, c in rest), tuple(rounded))

    def _rounded_by(self, fact: int) -> tuple[int, ...]:
        return self._books[fact].rounded if fact in self._books else (fact,)

    def _translated(self, relation: Reading, mine: int) -> Reading | None:
        """The relation with the books' numbers in place of the draft's; None where it says nothing about ``mine`` then."""
        if isinstance(relation, Ratio):
            above, below = self._from_books(relation.numerator), self._from_books(relation.denominator)
            if mine != relation.ratio or not above or not below or not self._value(below):
                return None
            return replace(relation, numerator=above, denominator=below)
        terms = dict(self._from_books(relation.terms))
        k = terms.pop(mine, 0)
        if abs(k) != 1 or not terms:
            return None
        return replace(relation, terms=((mine, k), *terms.items()))

    def _from_books(self, terms: Terms) -> Terms:
        total: dict[int, int] = defaultdict(int)
        for fact, k in terms:
            for other, c in self._books[fact].terms if fact in self._books else ((fact, 1),):
                total[other] += k * c
        return tuple((fact, k) for fact, k in total.items() if k)

    def _judge(self, translated: Reading, said: Reading) -> None:
        """Keep a relation that holds by the books as they stand, or does not even as the draft rounds them."""
        rounded = self._as_rounded(translated, said).facts
        as_rounded = holds(translated, rounded)
        if as_rounded and not holds(translated, self._table.facts):
            return
        if not as_rounded and isinstance(translated, Ratio) and is_last_digit_slip(translated, rounded):
            return
        of_last_year = any(self._table[fact].document in self._last for fact in translated.facts)
        self._relations.append(replace(translated, rule=LAST_YEAR if of_last_year else RECKONED))

    def _as_rounded(self, translated: Reading, said: Reading) -> FactTable:
        """The books as open as the draft's rounding leaves them: it may have reckoned with what it prints."""
        halves: dict[int, int] = {}
        amounts = [f for f in said.facts if self._table[f].printed.kind is Kind.MONEY]
        prints = [int(self._table.half[f]) for f in amounts if self._table[f].document in self._own]
        for fact in said.facts:
            own = self._table[fact].document in self._own
            half = int(self._table.half[fact]) if own else max(prints, default=0)
            for other in self._rounded_by(fact):
                halves[other] = max(half, halves.get(other, 0))
        wanted = {f: h for f, h in halves.items() if f in translated.facts and h > self._table.half[f]}
        return self._table.reprinted(
            {fact: replace(self._table[fact].printed, half=half) for fact, half in wanted.items()}
        )


def _is_equation(relation: Relation) -> bool:
    """Whether a relation says of one number that it is another, so that nothing is reckoned."""
    return (
        isinstance(relation, Sum)
        and len(relation.terms) == 2
        and relation.terms[0][1] == -relation.terms[1][1]
    )


def _rounded(value: int, step: int) -> int:
    """A value in the last place of a print, halves away from zero; as it is where the print is exact."""
    if step == 0:
        return value
    size = (2 * abs(value) + step) // (2 * step) * step
    return -size if value < 0 else size
