"""One disclosure in several files: the draft against what it was made from, a Word file against its PDF.

Every number of one is held against the same number of the other: cells by table, row and column, amounts of
sentences by what they are about, and numbers of sentences that are the same but for their numbers by their order.
A number printed in 万元 must be the rounded number of a source in 元; two prints in one unit must be the same to the digit.
What stands in one and not in the other is a difference of its own and never a wrong number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checks.numbers.claims import ClaimKind, Claims
from checks.numbers.facts import FactTable
from checks.relations.relation import Relation, Sum
from checks.relations.system import exact, holds
from checks.rules.prose.lookup import StatementLookup
from checks.rules.prose.relations import prose_relations
from checks.rules.sets.counterparts import as_published, counted
from checks.rules.sets.material import Difference, Link, Tie, Volume, Words
from checks.rules.sets.pairing import Pairing, Row, paired
from checks.rules.sets.reckoned import Reckoned, reckoned
from checks.rules.sets.words_of_books import contradicted

_SOURCE, _LAST_DIGIT, _COPY = "set.source", "set.source-last-digit", "set.copy"
NO_SOURCE = "set.no-source"
"""The rule that lists what a source does not carry; it says nothing against it."""

_STATED = frozenset({ClaimKind.LEVEL, ClaimKind.CHANGE, ClaimKind.COUNT})
"""What a sentence says of the books; the rest (rates, shares) is reckoned from that."""

_OF_A_TABLE = "prose.level-vs-table"
TELLING = 5
"""With fewer numbers that both have, whether two files are one disclosure cannot be told by their numbers."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What holding two files against each other comes to; ``count`` is how many numbers were compared, ``failing``
    how many of them differ.

    ``only_here`` and ``only_there`` are the tables that one of the two has, by name; ``unlike`` those that have few rows
    in common. ``reckoned`` are numbers of which the source and last year's books (or the budget) say what they should be.
    """

    relations: tuple[Relation, ...]
    differences: tuple[Difference, ...]
    count: int
    failing: int
    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    reckoned: frozenset[int] = frozenset()


def compare(link: Link, beside: Sequence[Link], table: FactTable, names: Sequence[str]) -> Compared:
    """The subject of a link against its sources, or another copy of it; ``names`` are the documents'.

    ``beside`` are the ties of the subject to last year and to its budget, whose numbers a source's are reckoned with.
    """
    here = link.subject
    pairings = [(there, paired(here, there, table)) for there in link.others]
    equations = [each for there, pairing in pairings for each in _equations(link, there, pairing, table)]
    known = _once(equations, table)
    found = [d for there, pairing in pairings for d in _differences(pairing, here, there, table, names)]
    follows, words = Reckoned(), list[Difference]()
    if link.tie is Tie.SOURCE:
        follows = reckoned(here, known, beside, table)
        words = list(contradicted(here, follows.books, beside, table, names))
        found += _without_source(here, link.others, known, follows.held.union(follows.books), table, names)
    kept = known if link.tie is Tie.SOURCE else [r for r in known if not holds(r, table)]
    alone = [pairing.only_here for _, pairing in pairings]
    return Compared(
        (*(_last_digit(r, table) for r in kept), *follows.relations),
        (*found, *words),
        len(known) + len(follows.held),
        sum(1 for r in (*known, *follows.relations) if not holds(r, table)),
        tuple(name for name in alone[0] if all(name in each for each in alone)),
        tuple(dict.fromkeys(name for _, pairing in pairings for name in pairing.only_there)),
        tuple(dict.fromkeys(name for _, pairing in pairings for name in pairing.unlike)),
        follows.held.union(each.facts[0] for each in words),
    )


def _equations(link: Link, there: Volume, pairing: Pairing, table: FactTable) -> Iterator[Sum]:
    """What must be equal in the subject of a link and in one of its other sides."""
    for mine, theirs in pairing.numbers:
        yield _equal(link.tie, mine, theirs, table)
    rule = _SOURCE if link.tie is Tie.SOURCE else _COPY
    for mine, parts in pairing.sums:
        yield Sum(rule, ((mine, 1), *((f, -1) for f in parts)))
    if link.tie is Tie.SOURCE or not any(s.code for s in link.subject.statements):
        yield from _said(link.subject, there, table)


def _once(equations: Sequence[Sum], table: FactTable) -> list[Sum]:
    """One equation a number, though several sheets of the source carry it, unless they do not agree about it."""
    by_number: dict[int, dict[tuple[int, ...], Sum]] = {}
    for each in equations:
        by_number.setdefault(each.facts[0], {}).setdefault(tuple(sorted(each.facts)), each)
    kept: list[Sum] = []
    for found in by_number.values():
        every = list(found.values())
        kept += every[:1] if len({holds(each, table) for each in every}) == 1 else every
    return kept


def of_one_disclosure(here: Volume, there: Volume, table: FactTable) -> bool:
    """Whether two files give the same numbers, but for some that were mended in one of them or spoilt."""
    agreeing, telling = agreement(here, there, table)
    return telling >= TELLING and 4 * agreeing >= 3 * telling


def agreement(here: Volume, there: Volume, table: FactTable) -> tuple[int, int]:
    """How many numbers that two files have in common agree, and how many they have in common; nothing is not counted."""
    both = [(a, b) for a, b in paired(here, there, table).numbers if table.value[a] or table.value[b]]
    return sum(1 for a, b in both if holds(_equal(Tie.COPY, a, b, table), table)), len(both)


def _equal(tie: Tie, mine: int, theirs: int, table: FactTable) -> Sum:
    one, other = table[mine].printed, table[theirs].printed
    alike = one.unit.factor == other.unit.factor and one.decimals == other.decimals
    return Sum(_SOURCE if tie is Tie.SOURCE else _COPY, ((mine, 1), (theirs, -1)), to_the_digit=alike)


def _said(here: Volume, there: Volume, table: FactTable) -> Iterator[Sum]:
    """What the sentences of one say, against the tables of the other."""
    facts = table.facts
    lookup = StatementLookup((*there.statements, *as_published(there)), there.year)
    claims = Claims(claims=here.claims, comparisons=here.comparisons)
    for relation in prose_relations(claims, facts, lookup).relations:
        if isinstance(relation, Sum) and relation.rule == _OF_A_TABLE:
            yield replace(relation, rule=_SOURCE)
    for said, given in counted(here, there):
        yield Sum(_SOURCE, ((said, 1), (given, -1)), to_the_digit=True)


def _last_digit(relation: Sum, table: FactTable) -> Sum:
    """One in the last digit beside a finer source is what is done to make rounded parts add up: a rule of its own."""
    (mine, _), *rest = relation.terms
    here = table[mine].printed
    step = here.unit.factor // 10**here.decimals
    finer = all(table[f].printed.half < here.half for f, _ in rest)
    if relation.rule != _SOURCE or relation.to_the_digit or not finer:
        return relation
    off = abs(exact(relation, table)[0])
    near = step < 2 * off < 3 * step
    return replace(relation, rule=_LAST_DIGIT) if near and not holds(relation, table) else relation


def _differences(
    pairing: Pairing, here: Volume, there: Volume, table: FactTable, names: Sequence[str]
) -> Iterator[Difference]:
    for side, rows in (("here", pairing.rows_only_here), ("there", pairing.rows_only_there)):
        for row in rows:
            yield _lone(row, side == "there", here, there, table, names)
    words: Words
    for mine, theirs in pairing.renamed:
        words = (("row", mine.label), ("other", theirs.label), ("table", mine.statement.name))
        facts = (*_first(mine, table), *_first(theirs, table))
        yield Difference("set.row-renamed", facts, None, (*words, *_files(here, there, names)))
    for fact, near in pairing.cells_only_there:
        words = (("label", _label(table, fact)), ("amount", table[fact].printed.text))
        yield Difference("set.cell-left-out", (fact,), near, (*words, *_files(here, there, names)))
    for fact, near in pairing.cells_only_here:
        words = (("label", _label(table, fact)), ("amount", table[fact].printed.text))
        yield Difference("set.cell-added", (fact,), near, (*words, *_files(here, there, names)))


def _without_source(
    here: Volume,
    sources: Sequence[Volume],
    known: Sequence[Sum],
    in_the_books: frozenset[int],
    table: FactTable,
    names: Sequence[str],
) -> Iterator[Difference]:
    """The amounts, changes and counts of the sentences that the source does not carry: only their writer vouches for them."""
    held = in_the_books.union(fact for relation in known for fact in relation.facts)
    lone = [
        claim.fact
        for claim in here.claims
        if claim.kind in _STATED and claim.fact not in held and table.value[claim.fact]
    ]
    if lone:
        there = "》、《".join(name for source in sources for name in _of(source, names))
        words = (("count", str(len(lone))), ("here", "、".join(_of(here, names))), ("there", there))
        yield Difference(NO_SOURCE, tuple(lone), None, words)


def _lone(
    row: Row, missing: bool, here: Volume, there: Volume, table: FactTable, names: Sequence[str]
) -> Difference:
    facts = _first(row, table)
    words = (
        ("row", row.label),
        ("table", row.statement.name),
        ("amount", table[facts[0]].printed.text + table[facts[0]].printed.unit.name),
    )
    rule = "set.row-left-out" if missing else "set.row-added"
    return Difference(rule, facts, row.near, (*words, *_files(here, there, names)))


def _label(table: FactTable, fact: int) -> str:
    return f"{table[fact].row}“{table[fact].column}”"


def _first(row: Row, table: FactTable) -> tuple[int, ...]:
    """The first number of a row that is not nothing; its first where all are."""
    return (next((f for f in row.facts if table.value[f]), row.facts[0]),)


def _files(here: Volume, there: Volume, names: Sequence[str]) -> Words:
    return ("here", "、".join(_of(here, names))), ("there", "、".join(_of(there, names)))


def _of(volume: Volume, names: Sequence[str]) -> list[str]:
    return [names[d] for d in volume.documents]
