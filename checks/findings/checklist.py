"""The disclosure checklist as findings: what a disclosure leaves out, and which disclosures were not handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checks.disclosure.evaluation import Judged, evaluate
from checks.disclosure.material import Disclosure
from checks.finding import ChecklistEntry, Compliance, Evidence, Finding, Place
from checks.findings.evaluation import Context
from checks.material import Expected

_EXPECTED = "disclosure.expected-missing"
_MESSAGE = {"zh": "{title}：{problem}。{advice}", "en": "{title}: {problem}. {advice}"}


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the checklist came to: its entries, its findings, and how often each item was asked."""

    entries: tuple[ChecklistEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    asked: Mapping[str, int] = field(default_factory=dict)


def checklist(
    disclosures: Sequence[Disclosure], expected: Expected, before: Sequence[Finding], context: Context
) -> Checklist:
    """Ask every item of every disclosure; ``before`` is what the other rules have found in them."""
    judged: list[Judged] = []
    for one in disclosures:
        judged += evaluate(context.pack.rules.values(), with_slips(one, before), context.lang)
    asked = Counter(
        each.entry.item for each in judged if each.entry.verdict in {Compliance.MET, Compliance.MISSING}
    )
    if expected.asked:
        asked[_EXPECTED] = expected.asked
    return Checklist(
        entries=tuple(each.entry for each in judged),
        findings=(
            *(f for each in judged for f in _finding(each, context)),
            *_not_handed_in(expected, context),
        ),
        asked=asked,
    )


def with_slips(disclosure: Disclosure, before: Sequence[Finding]) -> Disclosure:
    """The disclosure with the first place of everything that was found in its documents, by rule."""
    found: dict[str, Evidence] = {}
    for finding in before:
        if finding.evidence[0].document in disclosure.documents:
            found.setdefault(finding.rule, finding.evidence[0])
    return replace(disclosure, slips=found)


def _finding(judged: Judged, context: Context) -> Iterator[Finding]:
    entry, rule = judged.entry, judged.rule
    if judged.reported is None or entry.place is None:
        return
    keys = (context.documents[d] for d in entry.documents)
    message = _MESSAGE[context.lang].format(title=entry.title, problem=entry.problem, advice=entry.advice)
    yield Finding(
        id=context.identity(rule.id, *keys),
        rule=rule.id,
        category=rule.category,
        severity=judged.reported,
        title=entry.title,
        message=message,
        evidence=(entry.place,),
    )


def _not_handed_in(expected: Expected, context: Context) -> Iterator[Finding]:
    """A finding for every disclosure that a bureau expects and that is not there."""
    rule = context.pack.rules.get(_EXPECTED)
    if rule is None or rule.message is None:
        return
    for text in expected.missing:
        yield Finding(
            id=context.identity(rule.id, text),
            rule=rule.id,
            category=rule.category,
            severity=rule.severity,
            title=rule.title.in_(context.lang),
            message=rule.message.in_(context.lang).format(text=text),
            evidence=(Evidence(0, "", text, Place()),),
            expected=text,
        )
