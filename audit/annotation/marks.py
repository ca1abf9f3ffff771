"""What is to be marked in an original: each number once, with everything the findings say of it.

A number that a finding is about, or that its diagnosis blames, is marked strongly; the numbers it was held
against, and what follows from another finding, lightly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from audit.reporting.culprit import suspect
from audit.reporting.plain import clean, one_line
from audit.reporting.view import RANK, Entry, View
from checks.finding import Evidence, Severity

INK = {Severity.ERROR: "C4251B", Severity.WARNING: "D9780A", Severity.INFO: "1F6FC0"}
FILL = {Severity.ERROR: "F8C9C4", Severity.WARNING: "FCE0B0", Severity.INFO: "CFE2F7"}
LIGHT = "5B7FA6"
"""The frame of a number that is not itself in question."""

AUTHOR = "gouji 勾稽"


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a document with its note; ``number`` is that of the first finding in the reports' order."""

    evidence: Evidence
    number: int
    severity: Severity
    strong: bool
    note: str


@dataclass(frozen=True, slots=True)
class _Say:
    """One finding's word on one number."""

    entry: Entry
    strong: bool
    text: str


def marks(view: View) -> dict[int, tuple[Mark, ...]]:
    """The marks of each document (by its position in the report), in the order of the findings.

    Findings that somebody has explained are left out.
    """
    said: dict[Evidence, list[_Say]] = defaultdict(list)
    for entry in view.entries:
        if entry.finding.waiver is None:
            for evidence, say in _says(view, entry):
                said[evidence].append(say)
    found: dict[int, list[Mark]] = defaultdict(list)
    for evidence, says in said.items():
        found[evidence.document].append(_mark(evidence, says))
    return {document: tuple(each) for document, each in found.items()}


def _mark(evidence: Evidence, says: list[_Say]) -> Mark:
    ranked = sorted(
        says, key=lambda say: (not say.strong, RANK[say.entry.finding.severity], say.entry.number)
    )
    first = ranked[0].entry
    note = "\n\n".join(say.text for say in ranked)
    return Mark(evidence, first.number, first.finding.severity, ranked[0].strong, note)


def _says(view: View, entry: Entry) -> Iterator[tuple[Evidence, _Say]]:
    """What one finding says of each number it speaks of; a zero that was only added up is not worth a note."""
    finding, words = entry.finding, view.words
    severity = words(f"severity.{finding.severity.value}")
    head = words("table.comment", number=entry.number, severity=severity, title=one_line(finding.title))
    main = suspect(finding)
    for evidence in dict.fromkeys(finding.evidence):
        if entry.cause is not None:
            follows = words("diagnosis.settled_by", number=entry.cause)
            yield evidence, _Say(entry, False, f"{head}\n{follows}")
        elif evidence == main or _is_like(evidence, main):
            yield evidence, _Say(entry, True, "\n".join((head, *_explanation(view, entry))))
        elif any(digit in "123456789" for digit in evidence.text):
            yield evidence, _Say(entry, False, f"{head}\n{words('annotation.held_against')}")


def _is_like(evidence: Evidence, main: Evidence | None) -> bool:
    """Whether this is the number in question as another file of the same disclosure prints it."""
    return (
        main is not None
        and evidence.document != main.document
        and (evidence.text, evidence.row, evidence.column) == (main.text, main.row, main.column)
    )


def _explanation(view: View, entry: Entry) -> Iterator[str]:
    """The arithmetic, the suggested value, the other suspects, what else it settles."""
    finding = entry.finding
    yield clean(finding.message)
    if probable := view.probable(finding):
        yield probable
    yield from view.alternatives(finding)
    if finding.diagnosis and finding.diagnosis.explains:
        yield view.words("diagnosis.settles", count=len(finding.diagnosis.explains))
