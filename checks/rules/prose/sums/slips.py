"""Whether amounts were meant to add up: they do, or would but for one digit of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from checks.numbers.amount import Kind, Printed
from checks.numbers.facts import Fact
from checks.relations.relation import Terms

_TOTAL_AND_TWO = 3
_UNROUND = 4
_DIGIT = 9
_EXCHANGED = 9
"""Two neighbouring digits exchanged make a difference of nine times the difference of the digits."""


def meant_as_sum(terms: Terms, facts: Sequence[Fact]) -> bool:
    """Whether amounts listed after 其中 add up to their total, or would but for one digit.

    A list that leaves something out misses by any amount; one that misses by a single digit of some
    decimal place was meant to be complete. Round amounts prove nothing.
    """
    printed = [facts[index].printed for index, _ in terms]
    if len(terms) < _TOTAL_AND_TWO or printed[0].kind not in {Kind.MONEY, Kind.COUNT}:
        return False
    return fits_but_for_a_digit(terms, facts)


def fits_but_for_a_digit(terms: Terms, facts: Sequence[Fact], *, told: bool = False) -> bool:
    """Whether amounts fit, or would but for one digit; round amounts prove nothing, unless finer ones make just that.

    Where it is ``told`` that the first is a total, only that must not be round.
    """
    printed = [facts[index].printed for index, _ in terms]
    miss = abs(sum(c * p.value for (_, c), p in zip(terms, printed, strict=True)))
    if not printed[0].decimals and significant(printed[0]) < _UNROUND:
        finer = any(p.decimals and significant(p) >= _UNROUND for p in printed[1:])
        return finer and miss <= sum(p.half for p in printed[1:])
    slack = sum(p.half for p in printed)
    if miss <= slack:
        return True
    unit = max(2 * p.half or p.unit.factor for p in printed)
    total, first = significant(printed[0]), significant(printed[1])
    finely = total > _UNROUND and any(significant(p) >= _UNROUND for p in printed[2:])
    exact = total >= _UNROUND and (told or first >= _UNROUND or finely)
    return exact and _is_one_slip(miss, slack, unit)


def hidden_by_unmoved(terms: Terms, unmoved: int, facts: Sequence[Fact]) -> bool:
    """Whether changes miss their sum by no more than the parts hide that are said not to have moved.

    Such a part prints the same in both years: each figure may be half a unit off, and together they can hide a whole one.
    """
    miss = abs(sum(sign * facts[fact].printed.value for fact, sign in terms))
    slack = sum(facts[fact].printed.half for fact, _ in terms)
    return slack < miss <= slack + 2 * unmoved * facts[terms[0][0]].printed.half


def are_exchanged(one: Printed, other: Printed) -> bool:
    """Whether two numbers differ by two neighbouring digits that have changed places: 4,218.36 and 4,218.63."""
    said, meant = (printed.text.replace(",", "") for printed in (one, other))
    if one.unit != other.unit or len(said) != len(meant):
        return False
    apart = [at for at, (a, b) in enumerate(zip(said, meant, strict=True)) if a != b]
    exchanged = [said[at] for at in apart] == [meant[at] for at in reversed(apart)]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and exchanged


def significant(printed: Printed) -> int:
    """How many digits of a number say something: those before its closing zeros, which do so behind other decimals (75.80)."""
    digits = str(abs(printed.value) // (2 * printed.half or printed.unit.factor))
    said = digits.rstrip("0")
    return len(said) if len(digits) - len(said) >= printed.decimals else len(digits)


def _is_one_slip(miss: int, slack: int, unit: int) -> bool:
    """Whether a difference is one digit of some decimal place, or two neighbours exchanged, rounding allowed for."""
    place = unit
    while place <= miss + slack:
        if place > 2 * slack:
            times = (miss + place // 2) // place
            near = abs(miss - times * place) <= slack
            if near and (1 <= times <= _DIGIT or (times % _EXCHANGED == 0 and times <= _EXCHANGED * _DIGIT)):
                return True
        place *= 10
    return False
