"""Counts of bodies beside the list of their names: 5 个内设机构：办公室、教务处、总务处 are not five."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact


@dataclass(frozen=True, slots=True)
class Named:
    """Counts that are as many as the names behind them, and the ``wrong`` ones with how many names there are."""

    agreed: tuple[int, ...]
    wrong: tuple[tuple[tuple[int, ...], tuple[tuple[str, str], ...]], ...]


def counted_names(claims: Iterable[Claim], facts: Sequence[Fact]) -> Named:
    """The counts behind which names are listed; a list behind two counts may be of either, or of both."""
    said = list(claims)
    agreed, wrong = [], []
    for before, claim in pairwise((None, *said)):
        if claim is None or claim.names is None or claim.approximate:
            continue
        fewest, most, bodies, complete = claim.names
        printed = facts[claim.fact].printed
        least, greatest = fewest * printed.unit.factor, most * printed.unit.factor
        if least <= printed.value <= greatest:
            agreed.append(claim.fact)
        elif bodies and (printed.value < least or complete) and not _of_both(before, claim):
            several = f"{fewest}" if fewest == most else f"{fewest}–{most}"
            wrong.append(((claim.fact,), (("expected", several),)))
    return Named(tuple(agreed), tuple(wrong))


def _of_both(before: Claim | None, claim: Claim) -> bool:
    """Whether another count stands before in the sentence that no names are listed of."""
    return (
        before is not None
        and before.kind is ClaimKind.COUNT
        and before.sentence == claim.sentence
        and before.names is None
    )
