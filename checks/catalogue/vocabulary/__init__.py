"""YAML enters, the words of the field leave: what concepts, measures, changes and parts are called.

The files beside this one are read once and handed out as plain values. How a sentence is built is grammar and stands
in the reader of narratives; which words it is built from stands here. A wording that is met for the first time is a
line in one of the files and a case, and no program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from checks.catalogue.data import data


@dataclass(frozen=True, slots=True)
class Partition:
    """A whole, by all its names, and the parts it officially has.

    ``alone`` are parts that may stand for it by themselves, ``rare`` those that are named only where there are any;
    a count that so many kinds divide (``fewest``) is divided into all of them.
    """

    wholes: tuple[str, ...]
    parts: frozenset[str]
    alone: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()
    fewest: int = 2

    def made_of(self, names: Iterable[str]) -> bool:
        """Whether each of ``names`` is a part, or a part of a part that is not named itself; what is not named is nothing."""
        found = set(names)
        within = [p.parts for p in self._below() if not found & set(p.wholes)]
        return found <= self.parts.union(*within)

    def leaves(self) -> frozenset[str]:
        """The parts and the parts of the parts."""
        return self.parts.union(*(p.parts for p in self._below()))

    def covered_by(self, names: AbstractSet[str]) -> bool:
        """Whether every part that is not rare is named, or all of its own parts are."""
        if names & self.alone:
            return True
        inside = {name: p for p in self._below() for name in p.wholes}
        return all(
            part in names or (part in inside and inside[part].covered_by(names))
            for part in self.parts - self.rare
        )

    def _below(self) -> list[Partition]:
        return [p for p in partitions() if self.parts & set(p.wholes)]


@lru_cache(maxsize=1)
def concepts() -> tuple[tuple[str, str], ...]:
    """The canonical names with the pattern of everything they are called, in the order in which they are tried."""
    return tuple((entry["name"], either(entry["say"])) for entry in _load("concepts"))


@lru_cache(maxsize=4096)
def official_name(label: str) -> str | None:
    """The canonical name of what a label says and nothing else; None where it is none."""
    return next((name for name, pattern in concepts() if re.fullmatch(pattern, label)), None)


@lru_cache(maxsize=1)
def kin() -> Mapping[str, tuple[str, ...]]:
    """The names under which the thing of a name may have been given just before."""
    return {entry["name"]: tuple(entry["also"]) for entry in _load("concepts") if "also" in entry}


@lru_cache(maxsize=8)
def shortly(whole: str) -> Mapping[str, str]:
    """The parts of a whole, and theirs, by what a list calls them shortly: 公车, 公车运行 and 接待 of 三公经费."""
    parts = {part for partition in partitions() if whole in partition.wholes for part in partition.leaves()}
    return {
        said: entry["name"]
        for entry in _load("concepts")
        if entry["name"] in parts
        for said in entry.get("short", ())
    }


@lru_cache(maxsize=1)
def measures() -> tuple[tuple[str, str], ...]:
    """The official figures with the pattern of the words that name them; the first that is found decides."""
    return tuple((entry["measure"], either(entry["say"])) for entry in _load("measures")["measures"])


@lru_cache(maxsize=1)
def funds() -> tuple[tuple[str, str], ...]:
    """The funds with the pattern of the words that name them."""
    return tuple((entry["fund"], either(entry["say"])) for entry in _load("measures")["funds"])


def period(which: str) -> str:
    """The pattern of the words for a year that is not named: ``last`` (上年) or ``this`` (本年)."""
    return either(_load("measures")["periods"][which])


def change(kind: str) -> str:
    """The pattern of the words of change or comparison of one kind: ``up``, ``down``, ``flat``, ``more`` …"""
    return either(_load("change")[kind])


@lru_cache(maxsize=1)
def alternatives() -> tuple[tuple[str, str], ...]:
    """The pairs of words that a template offers side by side: 增加（减少）."""
    return tuple((one, other) for one, other in _load("change")["either"])


@lru_cache(maxsize=2)
def partitions(*, loose: bool = False) -> tuple[Partition, ...]:
    """The wholes with the parts that they officially have; the ``loose`` are those that a text may list in part."""
    return tuple(
        Partition(
            wholes=tuple(entry["whole"]),
            parts=frozenset(entry["parts"]),
            alone=frozenset(entry.get("alone", ())),
            rare=frozenset(entry.get("rare", ())),
            fewest=entry.get("fewest", 2),
        )
        for entry in _load("partitions")
        if entry.get("loose", False) is loose
    )


@dataclass(frozen=True, slots=True)
class Split:
    """Patterns of kinds that divide a whole between them, of those of the whole's name and of what it is not called."""

    kinds: tuple[str, ...]
    of: str = ""
    other: str | None = None


@lru_cache(maxsize=1)
def splits() -> tuple[Split, ...]:
    """The kinds that divide a whole between them wherever a list names them all."""
    return tuple(
        Split(tuple(entry["kinds"]), entry.get("of", ""), entry.get("other")) for entry in _load("splits")
    )


def outermost(names: AbstractSet[str]) -> set[str]:
    """The names without those that are parts of another one among them."""
    within = {part for each in partitions() if not names.isdisjoint(each.wholes) for part in each.parts}
    return set(names) - within


def phrase(kind: str) -> str:
    """The pattern of the structural words of one kind: ``filler``, ``among``, ``cause`` …"""
    return either(_load("phrases")[kind])


def counted() -> Mapping[str, str]:
    """The nouns that count by themselves, with the unit that is left out behind their number."""
    nouns: Mapping[str, str] = _load("phrases")["counted"]
    return nouns


@lru_cache(maxsize=256)
def kinds(name: str) -> tuple[str, ...]:
    """How the names of the kinds of a thing end: as its own name does, unless the language names them otherwise."""
    nouns: Mapping[str, Sequence[str]] = _load("phrases")["kinds"]
    return tuple(next((ends for noun, ends in nouns.items() if name.endswith(noun)), [name]))


@lru_cache(maxsize=64)
def alike(unit: str) -> frozenset[str]:
    """The units that count the same things as ``unit``."""
    groups: Sequence[Sequence[str]] = _load("phrases")["alike"]
    return frozenset(next((group for group in groups if unit in group), [unit]))


def words(kind: str) -> tuple[str, ...]:
    """The structural words of one kind as they stand."""
    return tuple(_load("phrases")[kind])


def identity(kind: str) -> str:
    """The pattern of the words by which a document says whose and what it is: ``organs``, ``performance`` …"""
    return either(_load("identity")[kind])


def template(kind: str) -> str:
    """The pattern of what a template leaves behind: ``placeholder``, ``instruction`` …"""
    return either(_load("templates")[kind])


def table(kind: str) -> tuple[str, ...]:
    """The words of tables of one kind as they stand: ``labels``, ``codes``, ``totals`` …"""
    return tuple(_load("tables")[kind])


def slip(kind: str) -> str:
    """The pattern of the words by which slips are found, of one kind: ``money``, ``why`` …"""
    return either(_load("slips")[kind])


def slip_words(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The words by which slips are found that hang on another word: ``other_bodies``, ``economic_classes``."""
    return {name: tuple(words) for name, words in _load("slips")[kind].items()}


def either(patterns: Sequence[str]) -> str:
    """One pattern for all of ``patterns``, the earlier ones tried first."""
    return "|".join(patterns)


@cache
def _load(name: str) -> Any:
    return data(__name__, f"{name}.yaml")
