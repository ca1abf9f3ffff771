"""What stands in one of two files and not in the other, and files that differ altogether, as findings with both places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.finding import Evidence, Finding
from checks.findings.evaluation import Context, Lenient
from checks.numbers.facts import FactTable
from checks.rules.sets.links import LinkOutcome
from checks.rules.sets.material import Difference


def differences(outcomes: Sequence[LinkOutcome], table: FactTable, context: Context) -> Iterator[Finding]:
    """A finding for each number, row or name that one file has and the other lacks, one for two that mostly differ."""
    for outcome in outcomes:
        found = outcome.compared.differences if outcome.compared is not None else ()
        for difference in (*found, *((outcome.unlike,) if outcome.unlike is not None else ())):
            if difference.rule in context.pack.rules:
                yield _finding(difference, table, context)


def _finding(difference: Difference, table: FactTable, context: Context) -> Finding:
    rule = context.pack[difference.rule]
    words = Lenient(difference.words)
    evidence = table.evidence(difference.facts)
    if difference.near is not None:
        evidence = (_beside(table[difference.near].evidence()), *evidence)
    if difference.said is not None:
        evidence = (difference.said, *evidence)
    template = rule.message or rule.title
    here = context.documents[evidence[0].document]
    return Finding(
        id=context.identity(rule.id, here, words.get("table", ""), words.get("row", words.get("label", ""))),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.in_(context.lang).format_map(words),
        evidence=evidence,
        expected=words.get("amount"),
    )


def _beside(evidence: Evidence) -> Evidence:
    """The place beside which something is left out: a place only, whose own number is not in doubt."""
    return replace(evidence, column="")
