"""What a printed number means: a figure knows what it is of, and what is reckoned from figures knows it too.

A wording is an ordinary f-string. The numbers in it are printed by a :class:`Voice`, which marks each and remembers what
it says: a level, the change between two, a rate of change, how much of a budget was spent, a share.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from benchmarks.forge.figures import Print

_T = TypeVar("_T")


class Figure(int):
    """An exact amount in 分, of what it is, of which year and stage (``actual``, ``planned``)."""

    concept: str
    year: int
    stage: str

    def __new__(cls, fen: int, concept: str, year: int, stage: str) -> Figure:
        """A figure; as a number it is its amount."""
        made = super().__new__(cls, fen)
        made.concept, made.year, made.stage = concept, year, stage
        return made

    def called(self, concept: str) -> Figure:
        """The same amount under another name."""
        return Figure(self, concept, self.year, self.stage)


@dataclass(frozen=True, slots=True)
class Said:
    """One number of a passage: where it stands in the text, what it says and of which figures."""

    start: int
    text: str
    kind: str
    of: Figure
    base: Figure | None = None
    """The figure that a change, a rate or a share is measured by."""
    unit: str = ""


_MARK = re.compile("\ue000(\\d+)\ue001(.*?)\ue002")


class Voice:
    """Writes the sentences of one office: its habits are chosen once, its numbers are remembered."""

    def __init__(self, printing: Print, dice: random.Random) -> None:
        self.printing, self.dice = printing, dice
        self.habits: dict[tuple[str, ...], str] = {}
        self._said: list[tuple[str, str, Figure, Figure | None, str]] = []

    def one(self, *words: str) -> str:
        """Any of some words, each time anew."""
        return self.dice.choice(words)

    def habit(self, *words: str) -> str:
        """One of some words, the same throughout a document."""
        return self.habits.setdefault(words, self.dice.choice(words))

    def one_of(self, things: Sequence[_T]) -> _T:
        """Any of some things."""
        return self.dice.choice(things)

    def amount(self, figure: Figure) -> str:
        """An amount with its unit."""
        return self._marked(self.printing.number(figure), "level", figure, None) + self.printing.unit

    def change(self, now: Figure, then: Figure) -> str:
        """By how much one amount differs from another, with the unit and without a sign."""
        text = self.printing.number(abs(now - then))
        return self._marked(text, "change", now, then) + self.printing.unit

    def growth(self, now: Figure, then: Figure) -> str:
        """By how many per cent."""
        return self._marked(self._percent(abs(now - then), then), "rate", now, then) + "%"

    def completion(self, spent: Figure, planned: Figure) -> str:
        """How many per cent of a plan were spent."""
        return self._marked(self._percent(spent, planned), "completion", spent, planned) + "%"

    def share(self, part: Figure, whole: Figure) -> str:
        """How many per cent of a whole a part is."""
        return self._marked(self._percent(part, whole), "share", part, whole) + "%"

    def count(self, number: int, unit: str) -> str:
        """So many of something."""
        figure = Figure(number, "", 0, "")
        return self._marked(str(number), "count", figure, None, unit) + unit

    def alike(self, one: int, other: int) -> bool:
        """Whether two amounts print the same."""
        return self.printing.number(one) == self.printing.number(other)

    def passages(self, text: str) -> Sequence[tuple[str, tuple[Said, ...]]]:
        """The paragraphs of a text with what their numbers say; the marks are gone."""
        return [self._read(line) for line in text.split("\n")]

    def _read(self, line: str) -> tuple[str, tuple[Said, ...]]:
        parts, said, at, length = [], [], 0, 0
        for match in _MARK.finditer(line):
            kind, _, of, base, unit = self._said[int(match[1])]
            parts += [line[at : match.start()], match[2]]
            length += match.start() - at
            said.append(Said(length, match[2], kind, of, base, unit))
            length += len(match[2])
            at = match.end()
        return "".join([*parts, line[at:]]), tuple(said)

    def _marked(self, text: str, kind: str, of: Figure, base: Figure | None, unit: str = "") -> str:
        self._said.append((kind, text, of, base, unit))
        return f"\ue000{len(self._said) - 1}\ue001{text}\ue002"

    def _percent(self, part: int, whole: int) -> str:
        step = Decimal(1).scaleb(-self.printing.percent)
        return str((Decimal(part) * 100 / Decimal(whole)).quantize(step, ROUND_HALF_UP))
