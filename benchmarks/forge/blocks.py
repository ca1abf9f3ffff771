"""What a disclosure is made of, whatever file it is written to: headings, passages, tables."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.forge.meaning import Said
from benchmarks.forge.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Heading:
    """A title: of the whole (0), of a part (1), of a section (2), below it (3)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, the wording it is written in, and what its numbers say, in their order."""

    text: str
    wording: str = ""
    said: tuple[Said, ...] = ()


Block = Heading | Passage | Sheet
