"""Claims and statements enter, relations leave: what sentences say against tables and other sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from checks.relations.relation import Relation


@dataclass(frozen=True, slots=True)
class ProseFinding:
    """Something that words and numbers together say wrongly; ``facts[0]`` is the number it is about."""

    rule: str
    facts: tuple[int, ...]
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProseResult:
    """The relations of the prose, what was found on the way, and why some claims are held against nothing.

    ``agreed`` are numbers that no relation can carry and that were held against others without fault.
    """

    relations: tuple[Relation, ...] = ()
    findings: tuple[ProseFinding, ...] = ()
    agreed: tuple[int, ...] = ()
    unchecked: dict[int, str] = field(default_factory=dict)
