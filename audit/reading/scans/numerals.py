"""What number a line of slices can be: the likeliest strings of digits and marks, well-formed numbers first.

The network is asked about every character of the world; a cell that can only be a number is asked about these. Slices
are read by prefix beam search (Graves, 2012, the usual one for this kind of network): equal neighbours are one character
unless a gap lies between them, and every way to the same string counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALPHABET = "0123456789,.-%()"
"""The characters that numbers are printed with; slice probabilities are of the gap, then of these."""

LOOK_ALIKES: Mapping[str, str] = {
    "0": "０OoQD〇", "1": "１lI|丨i[]/!！", "2": "２Zz", "3": "３", "4": "４", "5": "５Ss", "6": "６b", "7": "７", "8": "８B",
    "9": "９gq", ",": "，、‚'`", ".": "。．·•：:", "-": "－—–_", "%": "％", "(": "（", ")": "）",
}  # fmt: skip
"""What else the network takes a character for, when it must be one of a number."""

_WELL_FORMED = re.compile(r"\(?-?(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0)(?:\.\d+)?%?\)?")
_CODE = re.compile(r"0\d")
_AMISS = 0.01
"""How probable a string that is no number is, against one that is."""

_BEAM = 16
_FEWEST = 1e-3
"""The least probability of a character in a slice that is followed."""

Slices = NDArray[np.float32]
"""One row a slice; the columns are the gap and the characters of ``ALPHABET``."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string that a line can be, with its probability among all that were found."""

    text: str
    chance: float


def candidates(slices: Slices, most: int = 6) -> tuple[Candidate, ...]:
    """The strings that a line can be, likeliest first."""
    found: dict[str, float] = {}
    for read, score in _beam(slices):
        if read:
            text = marked(read)
            found[text] = found.get(text, 0.0) + math.exp(score) * _plausible(text)
    total = sum(found.values())
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(text, chance / total) for text, chance in ranked[:most] if total > 0)


def is_number(text: str) -> bool:
    """Whether a string is a number as a table prints it, or a piece of a code (06 of 2040601, each in a column of its own)."""
    return _WELL_FORMED.fullmatch(text) is not None or _CODE.fullmatch(text) is not None


def marked(text: str) -> str:
    """A string with its commas and points by where they stand: a mark before three digits and another mark is a comma.

    The last mark is a point unless three digits follow and nothing but commas stands before.
    """
    pieces = re.split(r"([,.])", text)
    for index in range(1, len(pieces), 2):
        digits = sum(char.isdigit() for char in pieces[index + 1])
        last = index + 2 == len(pieces)
        if not last and digits == 3:
            pieces[index] = ","
        elif last and digits in {1, 2}:
            pieces[index] = "."
    return "".join(pieces)


def _plausible(text: str) -> float:
    return 1.0 if is_number(text) else _AMISS


def _beam(slices: Slices) -> list[tuple[str, float]]:
    """Strings with the logarithm of their probability, all ways to each counted."""
    beam: dict[str, tuple[float, float]] = {"": (0.0, -math.inf)}  # ending in a gap, ending in a character
    for row in slices:
        likely = [index for index in range(1, len(row)) if row[index] > _FEWEST]
        gap = math.log(max(float(row[0]), 1e-6))
        grown: dict[str, list[float]] = {}
        for text, (in_gap, in_sign) in beam.items():
            kept = grown.setdefault(text, [-math.inf, -math.inf])
            kept[0] = _plus(kept[0], _plus(in_gap, in_sign) + gap)
            for index in likely:
                char, chance = ALPHABET[index - 1], math.log(float(row[index]))
                longer = grown.setdefault(text + char, [-math.inf, -math.inf])
                if text.endswith(char):
                    kept[1] = _plus(kept[1], in_sign + chance)
                    longer[1] = _plus(longer[1], in_gap + chance)
                else:
                    longer[1] = _plus(longer[1], _plus(in_gap, in_sign) + chance)
        best = sorted(grown.items(), key=lambda item: -_plus(*item[1]))[:_BEAM]
        beam = {text: (scores[0], scores[1]) for text, scores in best}
    return [(text, _plus(*scores)) for text, scores in beam.items()]


def _plus(one: float, other: float) -> float:
    """The logarithm of the sum of two numbers given by their logarithms."""
    high, low = max(one, other), min(one, other)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))


def columns_of(alphabet: Sequence[str]) -> list[list[int]]:
    """Where in a network's ``alphabet``, which begins with the gap, the characters of numbers and their look-alikes are."""
    where = {char: index for index, char in enumerate(alphabet)}
    wanted = ((char, *LOOK_ALIKES[char]) for char in ALPHABET)
    return [[0], *([where[each] for each in chars if each in where] for chars in wanted)]


def restricted(chances: NDArray[np.float32], columns: Sequence[Sequence[int]]) -> Slices:
    """Slices of a network's whole alphabet to those of numbers, look-alikes counted."""
    reduced = np.stack([chances[:, column].sum(axis=1) for column in columns], axis=1)
    return np.asarray(reduced / np.maximum(reduced.sum(axis=1, keepdims=True), 1e-6), dtype=np.float32)
