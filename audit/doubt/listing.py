"""The numbers that were recognised on pictures and should be compared with the original, for the reports."""

from __future__ import annotations

from collections.abc import Sequence

from audit.doubt.seen import seen
from audit.recognition import Recognised
from checks.numbers.facts import Fact
from checks.report import Recognition

_MOST_OTHERS = 3


def listed(recognised: Sequence[Recognised], facts: Sequence[Fact]) -> tuple[Recognition, ...]:
    """What was put right by the relations, then what is not sure, each in the order of the pages.

    Only numbers that say something (facts) are listed, and those whose reading was put right.
    """
    found: list[Recognition] = []
    for fact, where in seen(recognised).items():
        if where.sighting is None:
            continue
        sighting = recognised[where.document].document.sightings[where.sighting]
        if sighting.confirmed and sighting.read is None:
            continue
        others = [text for text, _ in sighting.candidates if text not in {sighting.text, sighting.read}]
        first = next((chance for text, chance in sighting.candidates[1:] if text == sighting.read), None)
        found.append(
            Recognition(
                document=where.document,
                text=sighting.text,
                read=sighting.read,
                others=tuple(others[:_MOST_OTHERS]),
                chance=round(sighting.candidates[0][1] if first is None else first, 3),
                relations=sighting.relations,
                place=sighting.place,
                statement=facts[fact].statement,
                row=facts[fact].row,
                column=facts[fact].column,
            )
        )
    return tuple(sorted(found, key=_order))


def _order(seen_: Recognition) -> tuple[bool, int, int, float, float]:
    x0, top, _, _ = seen_.place.bbox or (0.0, 0.0, 0.0, 0.0)
    return seen_.read is None, seen_.document, seen_.place.page or 0, top, x0
