"""The numbers that were recognised on pictures and should be compared with the original, for the reports."""

from __future__ import annotations

from collections.abc import Sequence

from audit.document import Sighting
from audit.doubt.seen import seen
from audit.recognition import Recognised
from checks.numbers.facts import Fact
from checks.report import Recognition

_MOST_OTHERS = 3


def listed(recognised: Sequence[Recognised], facts: Sequence[Fact]) -> tuple[Recognition, ...]:
    """What was put right by the relations, then what is not sure, each in the order of the pages.

    Only numbers that say something (facts) are listed, and those whose reading was put right (codes too).
    """
    found: list[Recognition] = []
    known = seen(recognised)
    of_facts = {(where.document, where.sighting) for where in known.values()}
    for index, each in enumerate(recognised):
        for number, sighting in enumerate(each.document.sightings):
            if sighting.read is not None and (index, number) not in of_facts:
                found.append(_recognition(index, sighting))
    for fact, where in known.items():
        if where.sighting is None:
            found.append(_unread(where.document, facts[fact]))
            continue
        sighting = recognised[where.document].document.sightings[where.sighting]
        if sighting.confirmed and sighting.read is None:
            continue
        found.append(_recognition(where.document, sighting, facts[fact]))
    return tuple(sorted(found, key=_order))


def _recognition(document: int, sighting: Sighting, fact: Fact | None = None) -> Recognition:
    others = [text for text, _ in sighting.candidates if text not in {sighting.text, sighting.read}]
    first = next((chance for text, chance in sighting.candidates[1:] if text == sighting.read), None)
    return Recognition(
        document=document,
        text=sighting.text,
        read=sighting.read,
        others=tuple(others[:_MOST_OTHERS]),
        chance=round(sighting.candidates[0][1] if first is None else first, 3),
        relations=sighting.relations,
        place=sighting.place,
        statement=fact.statement if fact else None,
        row=fact.row if fact else None,
        column=fact.column if fact else None,
    )


def _unread(document: int, fact: Fact) -> Recognition:
    """A number that was not read as one: two pieces of a cell, or print of which a part is covered."""
    return Recognition(
        document=document,
        text=fact.printed.text,
        read=None,
        others=(),
        chance=0.0,
        relations=0,
        place=fact.place,
        statement=fact.statement,
        row=fact.row,
        column=fact.column,
    )


def _order(seen_: Recognition) -> tuple[bool, int, int, float, float]:
    x0, top, _, _ = seen_.place.bbox or (0.0, 0.0, 0.0, 0.0)
    return seen_.read is None, seen_.document, seen_.place.page or 0, top, x0
