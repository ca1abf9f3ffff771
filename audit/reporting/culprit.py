"""Which number a finding's row speaks of: the probable culprit, or the number that the relation is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from checks.finding import Diagnosis, Evidence, Finding
from checks.numbers.amount import normalise

_LIKELY = 0.5
_NOT_A_NUMBER = re.compile(r"[^\d.\-]")


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands at the place to look at, what should, the difference, what rounding allows, and how it comes about.

    ``stated`` less ``expected`` is ``difference``; ``formula`` gives it from the evidence, as in a finding.
    """

    stated: str | None
    expected: str | None
    difference: str | None
    tolerance: str | None
    formula: str | None


def believed(finding: Finding) -> Diagnosis | None:
    """The diagnosis, where it is more likely right than not; a guess below that is one among others."""
    guess = finding.diagnosis
    likely = guess is not None and guess.confidence >= _LIKELY and guess.blame < len(finding.evidence)
    return guess if likely else None


def suspect(finding: Finding) -> Evidence | None:
    """The number to look at first: the one the diagnosis blames, else the one the finding is about."""
    if diagnosis := believed(finding):
        return finding.evidence[diagnosis.blame]
    return finding.evidence[0] if finding.evidence else None


def figures(finding: Finding) -> Figures:
    """The amounts of a finding, all of the number that :func:`suspect` names."""
    diagnosis, main = believed(finding), suspect(finding)
    if diagnosis is None or main is None or not finding.formula:
        return Figures(
            finding.stated, finding.expected, finding.difference, finding.tolerance, finding.formula
        )
    difference = decimal(main.text) - decimal(diagnosis.repair)
    formula = f"[{diagnosis.blame}]-{decimal(diagnosis.repair)}".replace("--", "+")
    if finding.difference is not None and abs(difference) == abs(decimal(finding.difference)):
        same = difference == decimal(finding.difference)
        formula = finding.formula if same else f"-({finding.formula})"
    return Figures(main.text, diagnosis.repair, str(difference), finding.tolerance, formula)


def decimal(text: str) -> Decimal:
    """The value of a printed number, in its own unit."""
    plain = normalise(text)
    number = Decimal(_NOT_A_NUMBER.sub("", plain) or 0)
    return -number if plain.startswith("(") and plain.endswith(")") else number
