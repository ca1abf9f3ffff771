"""A relation between facts: one row of the linear system, with the words to report it.

``Sum`` is Σ cᵢ·xᵢ = 0 or ≤ 0; ``Ratio`` is numerator = ratio · denominator, which is linear once the printed
ratio is taken as a number and its rounding as slack. Everything gouji checks about numbers is one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sense(StrEnum):
    """Whether the weighted sum must be zero, or must not be positive."""

    EQUAL = "="
    AT_MOST = "<="


Terms = tuple[tuple[int, int], ...]
"""(fact index, integer coefficient) pairs."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ coefficient·fact (= or ≤) 0, all facts of one kind.

    ``terms[0]`` is the number the relation is about (a total, a stated level): it is what a finding names
    first, and what the other terms give an expected value for. ``words`` fill the rule's message template.
    """

    rule: str
    terms: Terms
    sense: Sense = Sense.EQUAL
    words: tuple[tuple[str, str], ...] = ()

    @property
    def facts(self) -> tuple[int, ...]:
        """Every fact that the relation touches, the subject first."""
        return tuple(index for index, _ in self.terms)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Σ numerator = ratio · Σ denominator.

    A share or completion rate has one fact above and one below; "减少 d 万元，下降 r" is
    ``numerator = d`` and ``denominator = level + d``. ``ratio`` is a fact of kind RATIO; it is the subject.
    ``sign`` is -1 where the printed rate has to be taken negative (a numerator that is signed while its rate
    is printed without sign).
    """

    rule: str
    ratio: int
    numerator: Terms
    denominator: Terms
    sign: int = 1
    words: tuple[tuple[str, str], ...] = ()

    @property
    def facts(self) -> tuple[int, ...]:
        """Every fact that the relation touches, the ratio first."""
        rest = [index for index, _ in (*self.numerator, *self.denominator)]
        return (self.ratio, *dict.fromkeys(rest))


Relation = Sum | Ratio
