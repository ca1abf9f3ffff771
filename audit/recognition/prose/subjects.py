"""What a number is about whose own words leave that to the number before it."""

from __future__ import annotations

from audit.recognition.prose.language.concepts import Subject
from checks.numbers.claims import Claim, ClaimKind, Concept, Measure


def taken_up(subject: Subject, named: Concept, last: Claim, year: int | None) -> Concept:
    """The concept of a level or count behind ``last``: its own, or that of ``last``, which its words go on about.

    They do where they name nothing, only another stage or year (预算 9 万元，决算 8 万元), or what was spent of a budget
    (三公经费预算 9 万元，全年支出 8 万元).
    """
    said = last.concept
    if named.name == "支出" and last.measure.is_budget and said.name.endswith("费"):
        return said
    if subject.named:
        return named
    spending = said.name if said.name.endswith("收入") else f"{said.name}支出"
    of_then = subject.period not in {None, year}
    of_then |= last.kind is ClaimKind.COUNT and said.name.endswith("费")
    goes_on = (subject.measure is not Measure.MAIN or of_then) and named.name in spending
    return said if not named.name or goes_on else named
