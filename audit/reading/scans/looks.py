"""What is looked at again: what is not sure at the first look is cut out and sized in other ways, and the looks are weighed.

An error of the network on one picture of a number is seldom the same on another, so what two looks agree upon is known,
and what they do not is a list of candidates with their chances.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from audit.reading.scans.characters import can_be_number, is_ideograph
from audit.reading.scans.numerals import Candidate, candidates, is_number
from audit.reading.scans.recogniser import Line, Sign, recognised
from audit.reading.scans.sheet.pictures import Pixels
from audit.reading.scans.sheet.regions import Region

SURE = 0.99
"""A character that is as probable at the first look needs no second one."""

_CLEAR = 0.9
"""The chance of a number, over all looks, from which it is known."""

_LEAST = 0.002
"""The chance from which a candidate is one."""

_STRETCHED = 1.25
_NARROW, _WIDE = 0.08, 0.35

_ALIKE, _FEW = 0.7, 4
"""Of so many numbers of a column, with so many at least, the decimals are those of the column."""

_UNLIKE = 0.05
"""How probable other decimals than those of the column are, where there is a choice."""

_LOST = 0.1
"""How probable it is, then, that a point was lost in digits without one."""


_STEPS, _HOLE, _AROUND = 3, 1.35, 0.7
"""Steps from one Chinese character to the next that tell how far they are apart; how many such steps are too far; how
many are shown on each side of a hole."""

_DARK = 128

_UNSURE = 0.7
"""A character of a word that is less probable is looked at again."""

_WIDTHS = 0.85, 1.2
"""The widths of the other looks at words, in shares of what the line is wide."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number on a picture: what it can be, likeliest first, and whether that is known.

    ``regular`` says that it has the decimals that the others of its column, or table, have, ``between`` are the least and the
    greatest that it can be where a stamp hides some of its digits.
    """

    candidates: tuple[Candidate, ...]
    confirmed: bool
    regular: bool = False
    between: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """What it is read as."""
        return self.candidates[0].text


Column = tuple[int, int]
"""The number of a table and of a column of it."""

Cut = Callable[[Region, float], Pixels]
"""The picture of a region with a margin of so many of its heights."""


def numerals(
    boxes: Sequence[Region],
    lines: Sequence[Line],
    cut: Cut,
    columns: Sequence[Column | None],
    covered: Container[int] = (),
) -> dict[int, Numeral]:
    """The lines that are numbers, by their index; ``columns`` says for each line which column it stands in, if any.

    Those that are ``covered`` by a stamp are looked at again however sure the first look is.
    """
    found: dict[int, Numeral] = {}
    doubtful: list[int] = []
    for index, line in enumerate(lines):
        text = "".join(sign.text for sign in line.signs)
        sure = index not in covered and all(sign.sure >= SURE for sign in line.signs)
        if sure and is_number(text):
            found[index] = Numeral((Candidate(text, 1.0),), confirmed=True)
        elif can_be_number(line.signs):
            doubtful.append(index)
    if doubtful:
        pictures = [_picture(boxes[n], cut, way) for way in (_NARROW, _WIDE) for n in doubtful]
        again = recognised(pictures)
        for position, index in enumerate(doubtful):
            looks = [lines[index], again[position], again[position + len(doubtful)]]
            ranked = _weighed([candidates(look.slices) for look in looks])
            if ranked:
                found[index] = Numeral(ranked, confirmed=False)
    return _by_column(found, columns)


def _picture(box: Region, cut: Cut, margin: float) -> Pixels:
    picture = cut(box, margin)
    if margin == _NARROW:
        size = round(picture.shape[1] * _STRETCHED), picture.shape[0]
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return picture


def _weighed(looks: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...]:
    """The candidates of several looks with their mean chance."""
    chances: dict[str, float] = defaultdict(float)
    for look in looks:
        for candidate in look:
            chances[candidate.text] += candidate.chance / len(looks)
    return _ranked(chances)


def _ranked(chances: Mapping[str, float]) -> tuple[Candidate, ...]:
    total = sum(chances.values())
    ranked = sorted(chances.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(text, chance / total) for text, chance in ranked if chance / total >= _LEAST)


def _by_column(found: dict[int, Numeral], columns: Sequence[Column | None]) -> dict[int, Numeral]:
    """The numbers with those in doubt weighed by how many decimals the others of their column have."""
    decimals: dict[Column | None, Counter[int]] = defaultdict(Counter)
    pointed: dict[int | None, Counter[int]] = defaultdict(Counter)
    for index, numeral in found.items():
        column = columns[index]
        if column is not None and numeral.confirmed:
            places = _decimals(numeral.text)
            decimals[column][places] += 1
            pointed[column[0]].update([places] if places else [])
    return {
        index: _settled(numeral, decimals[column], pointed[column[0] if column else None])
        for index, numeral in found.items()
        for column in (columns[index],)
    }


def _settled(numeral: Numeral, decimals: Counter[int], pointed: Counter[int]) -> Numeral:
    """A number weighed by the decimals that are usual in its column; one that has others is never beyond doubt.

    The digits that count the columns (栏次) are. Where a column is too short to have a usual number of decimals, the numbers
    with a point in all its table may tell.
    """
    usual, times = decimals.most_common(1)[0] if decimals else (0, 0)
    strict = times >= _FEW and times >= _ALIKE * decimals.total()
    weighed = numeral.candidates
    if strict and not numeral.confirmed:
        chances: dict[str, float] = defaultdict(float)
        for each in weighed:
            chances[each.text] += each.chance * (1.0 if _decimals(each.text) == usual else _UNLIKE)
            if (moved := _pointed(each.text, usual)) is not None:
                chances[moved] += each.chance * _LOST
        weighed = _ranked(chances)
    best = weighed[0]
    counts = len(best.text) == 1 and best.chance >= SURE
    as_usual = strict and _decimals(best.text) == usual
    usual_form = is_number(best.text) and (not strict or counts or as_usual)
    alike = pointed.total() >= _FEW and pointed.keys() == {_decimals(best.text)}
    regular = as_usual or (not strict and alike)
    return Numeral(weighed, confirmed=usual_form and best.chance >= _CLEAR, regular=regular)


def _pointed(text: str, decimals: int) -> str | None:
    """A number without a point as it is with one before so many decimals; None where it has one, or is no number then."""
    digits = text.replace(",", "")
    if not digits.isdigit() or len(digits) <= decimals or decimals == 0:
        return None
    whole, part = digits[:-decimals], digits[-decimals:]
    pointed = f"{int(whole):,}.{part}" if "," in text else f"{whole}.{part}"
    return pointed if is_number(pointed) else None


def _decimals(text: str) -> int:
    return len(text.partition(".")[2].rstrip("%)"))


def filled(boxes: Sequence[Region], lines: Sequence[Line], cut: Cut, margin: float) -> list[tuple[Sign, ...]]:
    """The characters of each line, with those put in that the network has passed over: a lone digit between wide ones.

    Where two characters stand further apart than neighbours do and there is ink between them, that piece is looked at alone.
    ``margin`` is that with which the lines were cut.
    """
    found = [line.signs for line in lines]
    holes = [
        (n, at, start, end)
        for n, line in enumerate(lines)
        for at, start, end in _holes(line.signs, cut(boxes[n], margin))
    ]
    pieces = []
    for n, _, start, end in holes:
        picture = cut(boxes[n], margin)
        width = picture.shape[1]
        pieces.append(picture[:, int(start * width) : max(int(end * width), int(start * width) + 1)])
    for (n, at, start, end), piece in reversed(list(zip(holes, recognised(pieces), strict=True))):
        known = found[n][max(at, 0) : at + 2]
        seen = [sign for sign in piece.signs if sign.text.strip()]
        first, last = len(known) - 1, len(seen) - 1
        if last > first and [s.text for s in (*seen[:first], seen[last])] == [s.text for s in known]:
            between = tuple(
                Sign(s.text, start + s.start * (end - start), start + s.end * (end - start), s.sure)
                for s in seen[first:last]
            )
            found[n] = (*found[n][: at + 1], *between, *found[n][at + 1 :])
    return found


def _holes(signs: Sequence[Sign], picture: Pixels) -> Iterator[tuple[int, float, float]]:
    """Where ink stands between two characters that are too far apart: the first one, and the stretch of both.

    Before the first character of the line it is -1.
    """
    centres = [(sign.start + sign.end) / 2 for sign in signs]
    steps = [
        after - before
        for (one, before), (other, after) in pairwise(zip(signs, centres, strict=True))
        if is_ideograph(one.text) and is_ideograph(other.text)
    ]
    if len(steps) < _STEPS:
        return
    pitch = sorted(steps)[len(steps) // 2]
    ink = picture[:, :, 0].min(axis=0) < _DARK
    if centres[0] > _HOLE * pitch and ink[: int((centres[0] - pitch / 2) * len(ink))].any():
        yield -1, 0.0, min(centres[0] + _AROUND * pitch, 1.0)
    for at, (before, after) in enumerate(pairwise(centres)):
        if after - before > _HOLE * pitch:
            low, high = before + pitch / 2, after - pitch / 2
            if ink[int(low * len(ink)) : int(high * len(ink)) + 1].any():
                yield at, max(before - _AROUND * pitch, 0.0), min(after + _AROUND * pitch, 1.0)


def clearer(
    boxes: Sequence[Region], lines: Sequence[Line], cut: Cut, margin: float, numbers: Container[int]
) -> list[Line]:
    """The lines, those of unsure words as they were read the surest; ``numbers`` are those that are none.

    ``margin`` is that with which they were cut, so that a character stands where it stood.

    A look that has other digits never counts: what a number among words can be is told by the first one.
    """
    found = list(lines)
    again = [n for n, line in enumerate(lines) if n not in numbers and line.signs and _least(line) < _UNSURE]
    for width in _WIDTHS:
        looks = recognised([_sized(cut(boxes[n], margin), width) for n in again])
        for n, look in zip(again, looks, strict=True):
            if look.signs and _digits(look) == _digits(found[n]) and _least(look) > _least(found[n]):
                found[n] = look
    return found


def _sized(picture: Pixels, width: float) -> Pixels:
    size = max(round(picture.shape[1] * width), 1), picture.shape[0]
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _least(line: Line) -> float:
    return min(sign.sure for sign in line.signs)


def _digits(line: Line) -> str:
    return "".join(sign.text for sign in line.signs if sign.text.isdigit())


def laid_out(text: str, signs: Sequence[Sign]) -> tuple[Sign, ...]:
    """A number's characters where they stand: as recognised where they are as many, else each an equal share of them."""
    shown = [sign for sign in signs if sign.text.strip()]
    if len(shown) == len(text):
        pairs = zip(shown, text, strict=True)
        return tuple(Sign(char, sign.start, sign.end, sign.sure) for sign, char in pairs)
    start = min((sign.start for sign in shown), default=0.0)
    share = (max((sign.end for sign in shown), default=1.0) - start) / max(len(text), 1)
    sure = min((sign.sure for sign in shown), default=0.0)
    return tuple(Sign(char, start + n * share, start + (n + 1) * share, sure) for n, char in enumerate(text))
