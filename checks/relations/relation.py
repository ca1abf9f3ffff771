"""A relation between facts: one row of the linear system, with the words to report it.

``Sum`` is Σ cᵢ·xᵢ = 0 or ≤ 0; ``Ratio`` is numerator = ratio · denominator, which is linear once the printed
ratio is taken as a number and its rounding as slack; ``Growth`` is Σ part ÷ (1 + its rate) = whole ÷ (1 + its rate).
Everything gouji checks about numbers is one of the three.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checks.numbers.amount import RATIO_SCALE


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
    ``to_the_digit`` says that the numbers must agree as they are printed (two prints of one number in one unit),
    so that rounding excuses nothing.
    """

    rule: str
    terms: Terms
    sense: Sense = Sense.EQUAL
    words: tuple[tuple[str, str], ...] = ()
    to_the_digit: bool = False

    @property
    def facts(self) -> tuple[int, ...]:
        """Every fact that the relation touches, the subject first."""
        return tuple(index for index, _ in self.terms)

    @property
    def rates(self) -> tuple[int, ...]:
        """The facts that are no terms of the row but make its coefficients."""
        return ()


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

    @property
    def rates(self) -> tuple[int, ...]:
        """The facts that are no terms of the row but make its coefficients."""
        return (self.ratio,)


@dataclass(frozen=True, slots=True)
class Grown:
    """A level and the rate by which it has grown: ``sign`` is -1 for a fall, 0 where it has not moved.

    ``level`` and ``rate`` are fact indices; ``rate`` is None where no number says that nothing has moved. Where the level
    ``completes`` a plan, the rate is what it comes to of it, and what it is measured by is level ÷ rate.
    """

    level: int
    rate: int | None
    sign: int
    completes: bool = False

    @property
    def offset(self) -> int:
        """What the rate is added to, in the scale of ratios: the whole of the level before, or nothing of a plan."""
        return 0 if self.completes else RATIO_SCALE


@dataclass(frozen=True, slots=True)
class Growth:
    """What the parts were before, by their rates of growth, adds up to what the whole was: Σ part/(1+r) = whole/(1+r).

    So do the plans of the parts, by how far they were completed: Σ part/r = whole/r. The rate of the whole is the subject.
    """

    rule: str
    whole: Grown
    parts: tuple[Grown, ...]
    words: tuple[tuple[str, str], ...] = ()

    @property
    def facts(self) -> tuple[int, ...]:
        """Every fact that the relation touches, the rate of the whole first."""
        every = [index for one in (self.whole, *self.parts) for index in (one.rate, one.level)]
        return tuple(index for index in every if index is not None)

    @property
    def rates(self) -> tuple[int, ...]:
        """The facts that are no terms of the row but make its coefficients."""
        return tuple(one.rate for one in (self.whole, *self.parts) if one.rate is not None)


Reading = Sum | Ratio
"""What one sentence or one column may mean."""

Relation = Reading | Growth
