"""What must hold between two documents of one submission, as relations over the facts of both.

A finance officer proves a budget against last year's budget, final accounts against the budget of their year, and a
department against its units. Which documents stand in which tie is found out elsewhere
(``audit.submission.matching``); here each tie is turned into rows of the same system that checks a single document.

A comparison is sound only where both ends say the same thing. A tie of which most relations fail therefore
says nothing about single numbers but that the two documents do not cover the same ground (a department was
merged, a budget recast, last year's figures restated): its relations are dropped and the tie is reported as a whole,
once, for somebody to explain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.numbers.facts import FactTable
from checks.relations.relation import Relation
from checks.relations.system import System
from checks.rules.sets.copies import Compared, compare
from checks.rules.sets.counterparts import as_published
from checks.rules.sets.material import Difference, Link, Tie, words_for
from checks.rules.sets.plans import evaluation_relations, plan_relations
from checks.rules.sets.reckoned import BESIDE, LAST_YEAR
from checks.rules.sets.renamed import renamed_codes
from checks.rules.sets.units import unit_relations
from checks.rules.sets.years import year_relations

UNLIKE = "set.unlike"
_FEW = 3
"""From so many telling relations on, most of them failing says that the two sides differ in coverage."""
_RELATIONS = {
    Tie.LAST_YEAR: year_relations,
    Tie.PLAN: plan_relations,
    Tie.UNITS: unit_relations,
    Tie.EVALUATION: evaluation_relations,
}
_ONE = frozenset({Tie.SOURCE, Tie.COPY})
"""Ties between files of one disclosure."""


@dataclass(frozen=True, slots=True)
class LinkOutcome:
    """What one link came to: its relations, or what is said instead of those that were dropped because the sides do not
    compare.

    ``renamed`` lists the codes that carry another name in the other year: (code, name then, name now); ``compared`` is
    what came of two files of one disclosure.
    """

    link: Link
    relations: tuple[Relation, ...]
    unlike: Difference | None = None
    renamed: tuple[tuple[str, str, str], ...] = ()
    compared: Compared | None = None


def link_outcomes(links: Sequence[Link], table: FactTable, names: Sequence[str]) -> list[LinkOutcome]:
    """The relations of every link; ``names`` are the documents' names, which findings give."""
    links = [_with_public_tables(link) for link in links]
    one = {id(link): _compared(link, links, table, names) for link in links if link.tie in _ONE}
    outcomes = []
    for link in links:
        if link.tie in _ONE:
            compared = one[id(link)].compared
            said = tuple(words_for(relation, table, names) for relation in compared.relations)
            outcomes.append(LinkOutcome(link, said, compared=compared))
            continue
        beside = [one[id(each)] for each in links if each.tie in _ONE and each.subject is link.subject]
        by_books = {fact for each in beside for fact in each.compared.reckoned}
        found = [r for r in _RELATIONS[link.tie](link, table) if r.facts[0] not in by_books]
        kept, dropped = comparable(found, table)
        count = len(found) - len(kept)
        if link.tie is Tie.LAST_YEAR:
            dropped += [r for each in beside for r in each.dropped]
            count += sum(len(each.dropped) for each in beside)
        renamed = renamed_codes(link) if link.tie is Tie.LAST_YEAR else ()
        relations = tuple(words_for(relation, table, names) for relation in kept)
        unlike = _unlike(dropped, count, table, names) if dropped else None
        outcomes.append(LinkOutcome(link, relations, unlike, renamed))
    return outcomes


@dataclass(frozen=True, slots=True)
class _Compared:
    """What holding a file against its source or copy comes to; ``dropped`` fails only because the two years do not compare."""

    compared: Compared
    dropped: tuple[Relation, ...]


def _compared(link: Link, links: Sequence[Link], table: FactTable, names: Sequence[str]) -> _Compared:
    beside = [each for each in links if each.subject is link.subject and each.tie in BESIDE]
    found = compare(link, beside, table, names)
    kept, dropped = comparable([r for r in found.relations if r.rule == LAST_YEAR], table)
    others = [r for r in found.relations if r.rule != LAST_YEAR]
    compared = replace(found, relations=(*others, *kept), failing=found.failing - len(dropped))
    return _Compared(compared, tuple(dropped))


def following(link: Link, table: FactTable) -> tuple[int, int]:
    """How many of the relations of a link hold, and how many there are that tell anything."""
    found = _RELATIONS[link.tie](_with_public_tables(link), table)
    telling = [r for r in found if any(table.value[i] for i in r.facts)]
    failing = len(System(table, [], telling).evaluate().violated) if telling else 0
    return len(telling) - failing, len(telling)


def _with_public_tables(link: Link) -> Link:
    """A link to the books of last year (or a budget's), which are asked for the public tables that they make."""
    if link.tie not in BESIDE:
        return link
    others = (replace(v, statements=(*v.statements, *as_published(v))) for v in link.others)
    return replace(link, others=tuple(others))


def comparable(relations: Sequence[Relation], table: FactTable) -> tuple[list[Relation], list[Relation]]:
    """The relations without those of a rule most of whose telling relations fail, and of these the ones that fail."""
    groups: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        groups[relation.rule].append(relation)
    kept: list[Relation] = []
    dropped: list[Relation] = []
    for group in groups.values():
        telling = [r for r in group if any(table.value[i] for i in r.facts)]
        system = System(table, [], telling)
        failed = [system.relation(row) for row in system.evaluate().violated] if telling else []
        if len(telling) < _FEW or 2 * len(failed) <= len(telling):
            kept += group
        else:
            dropped += failed
    return kept, dropped


def _unlike(failed: Sequence[Relation], of: int, table: FactTable, names: Sequence[str]) -> Difference:
    """What is said of relations that fail together: how many, and the one over the largest amounts."""
    first = max(failed, key=lambda relation: max(abs(int(table.value[i])) for i in relation.facts))
    stated = table[first.facts[0]].printed
    told = (("count", str(len(failed))), ("of", str(of)), ("stated", f"{stated.text}{stated.unit.name}"))
    return Difference(UNLIKE, first.facts, None, (*words_for(first, table, names).words, *told))
