"""The checklist over one disclosure: a verdict for every item, and a finding for what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.catalogue import statement_for_title
from checks.disclosure.checks import CHECKS, TABLE_CHECKS, Outcome, each, no_slips
from checks.disclosure.material import Disclosure, Part
from checks.disclosure.outline import bare_entry
from checks.disclosure.recognising import blank, find, titled
from checks.disclosure.unread import EVERYWHERE, why
from checks.disclosure.wording import say
from checks.finding import ChecklistEntry, Compliance, Evidence, Place, Severity
from checks.rules.requirement import Requirement, Scope, Words
from checks.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Judged:
    """An item with its verdict; ``reported`` where a finding of that severity is to be made of it."""

    rule: Rule
    entry: ChecklistEntry
    reported: Severity | None = None


def evaluate(rules: Iterable[Rule], disclosure: Disclosure, lang: str) -> tuple[Judged, ...]:
    """Every item of ``rules`` that is asked of this kind of disclosure, in the order of the checklist."""
    judged: dict[str, Judged] = {}
    for rule in rules:
        item = rule.requirement
        if item is not None and item.kind == disclosure.kind and _asked(item.scope, disclosure):
            judged[rule.id] = _judge(rule, item, disclosure, judged, lang)
    return tuple(judged.values())


def _asked(scope: Scope, disclosure: Disclosure) -> bool:
    """Whether an item belongs to the list of this disclosure at all; what it does not say of itself excludes it not."""
    first, last = scope.years
    if scope.levels and disclosure.level and disclosure.level not in scope.levels:
        return False
    if scope.provinces and disclosure.province not in scope.provinces:
        return False
    if disclosure.year is None:
        return first is None and last is None
    return (first is None or first <= disclosure.year) and (last is None or disclosure.year <= last)


def _judge(
    rule: Rule, item: Requirement, disclosure: Disclosure, before: dict[str, Judged], lang: str
) -> Judged:
    excuse = _excuse(item.scope, disclosure)
    parent = before.get(item.part_of) if item.part_of else None
    if parent is not None and parent.entry.verdict is Compliance.NOT_APPLICABLE:
        excuse = excuse or parent.entry.place
    if excuse is not None and blank(item.found, disclosure) is None:
        words = say("excused", lang, text=excuse.text)
        return Judged(rule, _entry(rule, disclosure, Compliance.NOT_APPLICABLE, excuse, words, lang))
    outcome = _outcome(item, disclosure, lang)
    if outcome is not None:
        return _checked(rule, outcome, item, disclosure, lang)
    above = parent is not None and parent.entry.verdict is Compliance.MISSING
    found = None if above and item.found.under is not None else find(item.found, disclosure)
    if found is not None:
        return Judged(rule, _entry(rule, disclosure, Compliance.MET, found.evidence, "", lang))
    undecided = _undecided(item, disclosure, lang)
    if undecided:
        return Judged(rule, _entry(rule, disclosure, Compliance.UNCHECKED, None, undecided, lang))
    return _missing(rule, item, disclosure, parent, lang)


def _outcome(item: Requirement, disclosure: Disclosure, lang: str) -> Outcome | None:
    """What an item that is decided by a check came to; None where it is to be looked for."""
    if item.found.check is not None:
        return CHECKS[item.found.check](disclosure, lang)
    if item.found.slips:
        return no_slips(item.found.slips, disclosure, lang)
    if item.found.each is not None:
        return each(*item.found.each, disclosure, lang)
    return None


def _excuse(scope: Scope, disclosure: Disclosure) -> Evidence | None:
    """The words that make an item not applicable, or the empty table that does."""
    for line in disclosure.spoken if scope.unless else ():
        for words in scope.unless:
            if match := words.filled.search(line.text):
                return line.evidence(*match.span())
    if scope.entered is not None:
        table = next((t for t in disclosure.tables if t.code == scope.entered), None)
        if table is not None and not table.statement.entered:
            return table.place
    return None


def _undecided(item: Requirement, disclosure: Disclosure, lang: str) -> str:
    """Why an item that was not found may stand somewhere all the same; empty where it cannot."""
    seen_empty = blank(item.found, disclosure) is not None
    unread = "" if seen_empty else why(EVERYWHERE, disclosure, lang)
    return unread or _not_handed_in(item, disclosure, lang)


def _not_handed_in(item: Requirement, disclosure: Disclosure, lang: str) -> str:
    """Why an item may stand in another file, or in a table that was not recognised; empty where it cannot."""
    if item.found.in_tables or item.found.check in TABLE_CHECKS:
        if not disclosure.has_tables:
            return say("no-tables", lang)
        title = titled(item.found, disclosure)
        return say("table-unrecognised", lang, text=title.text) if title else ""
    if not disclosure.has_words:
        return say("no-words", lang)
    return ""


def _missing(
    rule: Rule, item: Requirement, disclosure: Disclosure, parent: Judged | None, lang: str
) -> Judged:
    empty = blank(item.found, disclosure)
    if empty is not None:
        problem = say("blank", lang, text=empty.evidence.text)
        entry = _entry(rule, disclosure, Compliance.MISSING, empty.evidence, problem, lang)
        return Judged(rule, entry, Severity.INFO)
    above = parent is not None and parent.entry.verdict is Compliance.MISSING
    place = _near(item, disclosure) or (parent.entry.place if parent is not None else None)
    problem = say("missing-part" if above else "missing", lang, title=rule.title.in_(lang))
    entry = _entry(rule, disclosure, Compliance.MISSING, place or _first(disclosure), problem, lang)
    severity = rule.severity
    if severity is Severity.WARNING and _said(item.zero, disclosure):
        severity = Severity.INFO
    return Judged(rule, entry, None if above else severity)


def _checked(rule: Rule, outcome: Outcome, item: Requirement, disclosure: Disclosure, lang: str) -> Judged:
    elsewhere = _not_handed_in(item, disclosure, lang) if outcome.absence else ""
    undecided = why(outcome.within, disclosure, lang) or elsewhere
    if undecided:
        return Judged(rule, _entry(rule, disclosure, Compliance.UNCHECKED, None, undecided, lang))
    if outcome.verdict is Compliance.MISSING:
        place = outcome.place or _near(item, disclosure) or _first(disclosure)
        entry = _entry(rule, disclosure, Compliance.MISSING, place, outcome.problem, lang)
        reported = None if item.found.slips else outcome.severity or rule.severity
        return Judged(rule, entry, reported)
    return Judged(rule, _entry(rule, disclosure, outcome.verdict, outcome.place, outcome.problem, lang))


def _near(item: Requirement, disclosure: Disclosure) -> Evidence | None:
    """Where the item should have stood: where the contents name it, the last line of its ``near`` words, its heading."""
    for line in disclosure.lines:
        if line.part is Part.CONTENTS and item.found.statements:
            spec = statement_for_title(bare_entry(line.text))
            if spec is not None and spec.code in item.found.statements:
                return line.evidence()
    for line in reversed(disclosure.spoken):
        for words in item.near:
            if match := words.filled.search(line.text):
                return line.evidence(match.start())
    under = item.found.under
    for line in disclosure.lines:
        if under and line.is_heading and line.part is Part.BODY and under.filled.search(line.text):
            return line.evidence()
    return None


def _first(disclosure: Disclosure) -> Evidence | None:
    if disclosure.lines:
        return disclosure.lines[0].evidence()
    if disclosure.tables:
        return disclosure.tables[0].place
    return Evidence(disclosure.documents[0], "", "", Place()) if disclosure.documents else None


def _said(words: Sequence[Words], disclosure: Disclosure) -> bool:
    return any(each.filled.search(line.text) for each in words for line in disclosure.spoken)


def _entry(
    rule: Rule, disclosure: Disclosure, verdict: Compliance, place: Evidence | None, problem: str, lang: str
) -> ChecklistEntry:
    item = rule.requirement
    advice = item.add(lang) if item is not None and verdict is Compliance.MISSING else ""
    return ChecklistEntry(
        item=rule.id,
        title=rule.title.in_(lang),
        basis=rule.basis,
        verdict=verdict,
        documents=disclosure.documents,
        place=place,
        problem=problem,
        advice=advice,
    )
