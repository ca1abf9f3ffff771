"""What one check of the list came to, and where it would have been decided."""

from __future__ import annotations

from dataclasses import dataclass

from checks.disclosure.unread import EVERYWHERE, Stretch
from checks.disclosure.wording import say
from checks.finding import Compliance, Evidence, Severity

FEWEST = 3
"""Entries of a list, sections of a kind, from which there is something to compare."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check came to.

    ``absence`` where something was not found, which may stand in what was not handed in; ``within`` is where it would
    stand, or where an exception could, so that what could not be read there leaves the check undecided.
    """

    verdict: Compliance
    place: Evidence | None = None
    problem: str = ""
    absence: bool = False
    within: tuple[Stretch, ...] = ()
    severity: Severity | None = None


def all_right(place: Evidence | None = None) -> Outcome:
    """Nothing is wrong anywhere, as far as was read."""
    return Outcome(Compliance.MET, place, within=EVERYWHERE)


def nothing(lang: str, key: str = "none-to-check") -> Outcome:
    """There is nothing that the check could be asked of, as far as was read."""
    return Outcome(Compliance.NOT_APPLICABLE, problem=say(key, lang), within=EVERYWHERE)
