"""Words that contradict numbers, and words that are wrong in themselves, as findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.finding import Evidence, Finding, Severity
from checks.findings.evaluation import Context, Lenient
from checks.material import Narrative
from checks.numbers.facts import FactTable
from checks.rules.prose import ProseFinding, ProseResult
from checks.rules.words import check_words
from checks.rules.words.wording import Setting, WordFinding
from checks.walls import Walls

_COLLECTED = "words.slip"
"""The rule whose findings in one document are put together into one."""


def contradictions(result: ProseResult, table: FactTable, context: Context) -> list[Finding]:
    """Findings in which words contradict numbers."""
    return [
        _contradiction(item, table, context) for item in result.findings if item.rule in context.pack.rules
    ]


def _contradiction(item: ProseFinding, table: FactTable, context: Context) -> Finding:
    rule = context.pack[item.rule]
    subject = table[item.facts[0]]
    words = {"subject": context.label(subject), "stated": subject.printed.text, **dict(item.words)}
    template = rule.message.in_(context.lang) if rule.message else rule.title.in_(context.lang)
    return Finding(
        id=context.identity(rule.id, context.documents[subject.document], subject.row, subject.column),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.format_map(Lenient(words)),
        evidence=table.evidence(item.facts),
        stated=subject.printed.text,
        expected=words.get("expected"),
    )


def slips_of_words(
    narrative: Narrative, table: FactTable, context: Context, walls: Walls | None = None
) -> list[Finding]:
    """What the words of a document say wrongly; the same words wrong in many places are one finding.

    In a form that nobody has filled in, what is left to fill in is information.
    """
    groups: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[WordFinding]] = {}
    for found in check_words(narrative.wordings, narrative.setting, walls, narrative.document):
        if found.rule in context.pack.rules:
            key = ("", ()) if found.rule == _COLLECTED else (found.text, found.values)
            groups.setdefault((found.rule, *key), []).append(found)
    findings = [_slip(group, narrative.document, table, context) for group in groups.values()]
    if _unfilled(narrative.setting):
        return [replace(f, severity=Severity.INFO) for f in findings]
    return findings


def _unfilled(setting: Setting) -> bool:
    """Whether a document prints official statements and not one amount in any of them."""
    official = [s for s in setting.statements if s.code is not None]
    return len(official) > 1 and not any(s.entered for s in official)


def _slip(group: Sequence[WordFinding], document: int, table: FactTable, context: Context) -> Finding:
    """Words that are wrong as a finding: the words themselves are its evidence, at every place."""
    first = group[0]
    rule = context.pack[first.rule]
    every = "、".join(f"“{text}”" for text in dict.fromkeys(found.text for found in group))
    words = Lenient(text=first.text, count=str(len(group)), all=every, **dict(first.values))
    template = rule.message or rule.title
    return Finding(
        id=context.identity(
            rule.id, context.documents[document], "" if rule.id == _COLLECTED else first.text
        ),
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        title=rule.title.in_(context.lang),
        message=template.in_(context.lang).format_map(words),
        evidence=(
            *(Evidence(document, found.text, found.quote, found.place) for found in group),
            *table.evidence(dict.fromkeys(f for found in group for f in found.facts)),
        ),
    )
