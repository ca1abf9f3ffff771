"""Codes that were misread on a picture, told by the name beside them: no relation would tell 2136301 from 2130301."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache

from audit.document import Sighting
from audit.doubt.boxes import inside, overlap
from audit.doubt.crossing import axes
from audit.doubt.rewritten import Correction
from audit.recognition import Recognised
from checks.catalogue import economic_codes
from checks.catalogue.functional import names_by_code
from checks.finding import Place
from checks.numbers.facts import Fact

_LENGTHS = frozenset({3, 5, 7})
"""Digits of a 类, 款 and 项: a code of so many that no list knows is believed."""

_MOST_LOST = 2
"""Digits that a stamp hides of a code."""


def misread_codes(recognised: Collection[Recognised]) -> dict[int, dict[int, Correction]]:
    """The codes that were misread, by document and sighting.

    The name beside each is that of another of its readings, or of one code alone that has lost digits (310 for 31010).
    """
    found: dict[int, dict[int, Correction]] = defaultdict(dict)
    for index, each in enumerate(recognised):
        coded: dict[str, list[Fact]] = defaultdict(list)
        for fact in each.facts if each.document.sightings else ():
            coded[fact.row.partition(" ")[0]].append(fact)
        lying = axes(each.document) if coded else {}
        for number, sighting in enumerate(each.document.sightings):
            down = lying.get(sighting.place.sheet, 1)
            rows = {fact.row for fact in coded[sighting.text] if _beside(fact.place, sighting.place, down)}
            names = {row.partition(" ")[2] for row in rows} - {""}
            if not names or is_named(sighting.text, rows):
                continue
            code = _other(sighting, names)
            if code is not None:
                found[index][number] = Correction(code, 0)
    return found


def is_named(code: str, rows: Collection[str]) -> bool:
    """Whether a row says of a code what its name is: then the code was read as it is printed."""
    return any(f"{code} {name}" in rows for name in _names(code))


def told_by_name(each: Recognised) -> list[Place]:
    """The guesses of a document that are as printed: a code and the official name beside it, each telling the other."""
    found = []
    lying = axes(each.document) if each.document.guessed else {}
    for guess in each.document.guessed:
        down = lying.get(guess.sheet, 1)
        texts = {
            cell.text
            for grid in each.document.grids()
            for cell in grid.cells
            if cell.place.sheet == guess.sheet and inside(guess.bbox, cell.place.bbox)
        }
        rows = {fact.row for fact in each.facts if _beside(fact.place, guess, down)}
        pairs = (row.partition(" ") for row in rows)
        if any(
            name and not texts.isdisjoint({code, name}) and name in _names(code) for code, _, name in pairs
        ):
            found.append(guess)
    return found


def _beside(one: Place, other: Place, down: int) -> bool:
    """Whether two places lie in one row; ``down`` is the axis across the rows."""
    return one.sheet == other.sheet and overlap(one.bbox, other.bbox, down)


def _other(sighting: Sighting, names: set[str]) -> str | None:
    """The code that is printed where another was read."""
    if not sighting.confirmed:
        for text, _ in sighting.candidates[1:]:
            if not names.isdisjoint(_names(text)):
                return text
    if len(sighting.text) in _LENGTHS and not any(_names(sighting.text)):
        return None
    whole = [code for name in names for code in _codes_of().get(name, ()) if _lost(sighting.text, code)]
    return whole[0] if len(whole) == 1 else None


def _lost(read: str, code: str) -> bool:
    """Whether some digits of a code, and no more than a stamp hides, are missing in what was read of it."""
    left = iter(code)
    return 0 < len(code) - len(read) <= _MOST_LOST and all(digit in left for digit in read)


def _names(code: str) -> Iterator[str]:
    yield from economic_codes().get(code, ())
    yield from names_by_code().get(code, ())


@cache
def _codes_of() -> dict[str, tuple[str, ...]]:
    """The codes that have, or had, each name."""
    found: dict[str, set[str]] = defaultdict(set)
    for known in (economic_codes(), names_by_code()):
        for code, names in known.items():
            for name in names:
                found[name].add(code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}
