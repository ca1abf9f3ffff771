"""Which facts were read from pictures, and how sure each is: the numbers of the tables and sentences by their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.document import Document, Sighting
from audit.doubt.boxes import inside
from audit.recognition import Recognised
from checks.diagnosis.doubts import Doubt
from checks.finding import Place
from checks.numbers.amount import Printed, normalise, parse
from checks.numbers.facts import Fact


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact that was read from a picture: the document and which of its sightings; None where it has none of its own."""

    document: int
    sighting: int | None


def seen(recognised: Sequence[Recognised]) -> dict[int, Seen]:
    """The facts of a run that were read from pictures, by their index."""
    found: dict[int, Seen] = {}
    first = 0
    for number, each in enumerate(recognised):
        if each.document.pictures:
            found.update(
                (first + index, Seen(number, sighting))
                for index, sighting in _of_document(each.document, each.facts)
            )
        first += len(each.facts)
    return found


def _of_document(document: Document, facts: Sequence[Fact]) -> Iterator[tuple[int, int | None]]:
    by_sheet: dict[tuple[int | None, str | None], list[int]] = defaultdict(list)
    for index, sighting in enumerate(document.sightings):
        by_sheet[sighting.place.sheet].append(index)
    for index, fact in enumerate(facts):
        if is_seen(document, fact.place):
            near = [
                n
                for n in by_sheet[fact.place.sheet]
                if inside(document.sightings[n].place.bbox, fact.place.bbox)
            ]
            same = [n for n in near if _plain(document.sightings[n].text) == _plain(fact.printed.text)]
            yield index, min(same, key=lambda n: document.sightings[n].confirmed, default=None)


def is_seen(document: Document, place: Place) -> bool:
    """Whether what stands at a place was recognised on a picture."""
    return any(
        each.sheet == place.sheet and (each.bbox is None or inside(place.bbox, each.bbox))
        for each in document.pictures
    )


def doubts(recognised: Sequence[Recognised], facts: Sequence[Fact]) -> dict[int, Doubt]:
    """The facts that were read with doubt, each with what else it can be."""
    found: dict[int, Doubt] = {}
    for index, each in seen(recognised).items():
        if each.sighting is None:
            found[index] = Doubt(0.5)
            continue
        sighting = recognised[each.document].document.sightings[each.sighting]
        if not sighting.confirmed:
            found[index] = _doubt(sighting, facts[index].printed)
    return found


def _doubt(sighting: Sighting, printed: Printed) -> Doubt:
    """What a fact can be instead; nothing where the fact is not simply the number that was seen."""
    if _value(sighting.text, printed) != (printed.value, printed.half):
        return Doubt(sighting.candidates[0][1])
    others = ((parse(text, printed.unit), chance) for text, chance in sighting.candidates[1:])
    readings = tuple((each, chance) for each, chance in others if isinstance(each, Printed))
    ends = [_value(text, printed) for text in sighting.between or ()]
    known = [end[0] for end in ends if end is not None]
    between = (known[0], known[1]) if len(known) == 2 else None
    return Doubt(sighting.candidates[0][1], readings, between)


def _value(text: str, printed: Printed) -> tuple[int, int] | None:
    found = parse(text, printed.unit)
    return (found.value, found.half) if isinstance(found, Printed) else None


def _plain(text: str) -> str:
    return normalise(text).replace(",", "").replace(" ", "").rstrip("%")
