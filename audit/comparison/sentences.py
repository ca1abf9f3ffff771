"""What changed in the sentences: numbers where the words are the same, else the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checks.catalogue import plain

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SENTENCE = re.compile(r"[^。]+。?")
_ALIKE = 0.5
"""Two sentences with less in common are one that went and one that came."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of one edition and what stands for it in the other; empty where nothing does."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number of a sentence whose words stayed."""

    old: str
    new: str
    before: str
    after: str
    """The sentence of the old edition, and of the new one."""


def sentences(texts: Iterable[str]) -> list[str]:
    """Paragraphs as their sentences."""
    return [part.strip() for text in texts for part in _SENTENCE.findall(text) if part.strip()]


def changed(old: Sequence[str], new: Sequence[str]) -> tuple[list[NumberSaid], list[Said]]:
    """Numbers that changed in sentences that stayed, and sentences that changed, came or went.

    Where a paragraph breaks is no matter: a sentence that a page break parts is the same sentence.
    """
    before, after = [_words(text) for text in old], [_words(text) for text in new]
    numbers: list[NumberSaid] = []
    words: list[Said] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            for one, other in zip(old[a:b], new[c:d], strict=True):
                numbers += _numbers(one, other)
            continue
        one, other = "".join(old[a:b]), "".join(new[c:d])
        if _words(one) == _words(other):
            numbers += _numbers(one, other)
        else:
            words += _paired(old[a:b], new[c:d])
    return numbers, words


def _tight(text: str) -> str:
    """A sentence without spaces; its commas stay as they are, for those of a number are no commas of the sentence."""
    return "".join(text.split())


def _words(text: str) -> str:
    return plain(_NUMBER.sub("#", _tight(text)))


def _numbers(old: str, new: str) -> Iterator[NumberSaid]:
    for one, other in zip(_NUMBER.findall(_tight(old)), _NUMBER.findall(_tight(new)), strict=True):
        if one != other:
            yield NumberSaid(one, other, old, new)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Said]:
    """Sentences that were rewritten with what they were, in order; what has no like came or went."""
    left = list(new)
    for one in old:
        ratios = [SequenceMatcher(None, one, other, autojunk=False).ratio() for other in left]
        best = max(range(len(left)), key=ratios.__getitem__, default=None)
        if best is None or ratios[best] < _ALIKE:
            yield Said(one, "")
            continue
        yield from (Said("", other) for other in left[:best])
        yield Said(one, left[best])
        left = left[best + 1 :]
    yield from (Said("", other) for other in left)
