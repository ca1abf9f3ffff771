"""Parts that exclude each other: those of an official whole, items on lines of their own, the classes that a total is divided into.

支出 1,860 万元。按功能：…；按经济：… divides one total in two ways. Where one of them makes it up, the total of the other is
certain too, and the classes of the other are together no more than it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from checks.catalogue import economic_codes, functional_class
from checks.catalogue.vocabulary import outermost, partitions
from checks.numbers.claims import Claim, ClaimKind, Listing
from checks.numbers.facts import Fact
from checks.relations.relation import Sense, Sum, Terms
from checks.rules.prose.readings import holds

_CLASS = 3
"""Digits of the code of an economic 类."""


def divided_in_ways(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Sum]:
    """The lists that divide one total in several ways, where one of them makes it up."""
    ways: dict[int, dict[int, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        loose = claim.kind is ClaimKind.LEVEL and claim.listing is Listing.LOOSE and not claim.approximate
        if loose and claim.total is not None:
            ways[claim.total][claim.frame].append(claim)
    for total, lists in ways.items():
        sums = [
            (parts, Sum("prose.breakdown", ((total, 1), *((part.fact, -1) for part in parts))))
            for parts in lists.values()
            if len(parts) > 1
        ]
        fitting = [way for _, way in sums if holds(way, facts)]
        if len(sums) > 1 and fitting:
            yield from fitting
            for parts, way in sums:
                if way not in fitting and _are_classes(parts):
                    terms: Terms = tuple((fact, -sign) for fact, sign in way.terms)
                    yield Sum(way.rule, terms, Sense.AT_MOST)


def _are_classes(parts: Sequence[Claim]) -> bool:
    """Whether parts are 类 of the functional classification, or of the economic one, each once."""
    names = {part.concept.name for part in parts}
    official = all(functional_class(name) for name in names) or names <= _economic_classes()
    return official and len(names) == len(parts)


@lru_cache(maxsize=1)
def _economic_classes() -> frozenset[str]:
    return frozenset(
        name for code, names in economic_codes().items() if len(code) == _CLASS for name in names
    )


def exclude_each_other(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether amounts are different parts of a whole that is officially divided, so that together they are no more than it."""
    names = {part.concept.name for part in parts}
    told = whole.kind is ClaimKind.LEVEL and 1 < len(parts) == len(names) and outermost(names) == names
    return told and any(
        whole.concept.name in each.wholes and names <= each.parts for each in partitions(loose=True)
    )


def on_lines_of_their_own(parts: Sequence[Claim]) -> bool:
    """Whether parts stand line below line: items of one list, which exclude each other."""
    return len(parts) > 1 and all(b.paragraph == a.paragraph + 1 for a, b in pairwise(parts))
