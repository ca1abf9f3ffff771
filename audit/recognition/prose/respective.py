"""Numbers that a sentence gives in the order of the things it has named: 分别为 a、b 和 c，分别占 x%、y% 和 z%.

A run of numbers that only 、 or 和 parts is one list. Rates and changes behind a list of as many amounts belong to them
one by one (分别减少 d 和 e，下降 x% 和 y%); of a list of another length nobody can say which is whose, and the reader's
guess is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audit.recognition.prose.language.concepts import read_subject
from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact

_NEXT = re.compile(r"[、，]?[和及与]?")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_PAIR = 2
_LEVELS = frozenset({ClaimKind.LEVEL, ClaimKind.COUNT})
_RATES = frozenset({ClaimKind.SHARE, ClaimKind.RATE, ClaimKind.RATIO, ClaimKind.COMPLETION})


def _of_years(run: Sequence[Claim]) -> list[Claim]:
    """The levels of one thing in as many years as were named before: 2020年、2021年“三公”经费支出分别为 5 万元、4 万元."""
    words = run[0].phrase.rstrip("，").split("，")
    years = [int(year) for year in _YEAR.findall(run[0].phrase)]
    if "分别" not in run[0].lead or len(run) < _PAIR or len(years) != len(run):
        return list(run)
    subject = read_subject(words[-1], None)
    concept = subject.concept if subject.canonical and subject.named else run[0].concept
    return [replace(level, period=year, concept=concept) for level, year in zip(run, years, strict=True)]


def in_order(claims: Sequence[Claim], facts: Sequence[Fact], first: int) -> list[Claim]:
    """The claims, those of a list of rates or changes bound to the amounts listed before; ``first`` is the first fact's number."""
    result = list(claims)
    listed: list[Claim] = []
    parts: list[Claim] = []
    changes: list[Claim] = []
    for said in _runs(claims):
        run = _of_years(said) if said[0].kind in _LEVELS else said
        head = run[0]
        if parts and parts[0].sentence != head.sentence:
            listed, parts, changes = [], [], []
        clause = parts[_last_clause(parts) :]
        amounts = next((group for group in (listed, parts, clause) if len(group) == len(run)), [])
        if head.kind in _LEVELS:
            for level in run:
                result[level.fact - first] = level
            listed, changes = (run, []) if len(run) > 1 else (listed, changes)
            parts = [*(p for p in parts if p.total == run[-1].total), *run]
        elif len(run) > 1 and head.kind is ClaimKind.CHANGE:
            changes = [_moved(head, *pair) for pair in zip(run, amounts, strict=False)]
            for change in changes:
                result[change.fact - first] = change
        elif head.kind is ClaimKind.RATE and changes and len(run) == 1 and "均" in head.lead:
            result[head.fact - first] = replace(head, base=changes[-1].base, change=changes[-1].fact)
        elif len(run) > 1 and all(facts[c.fact - first].printed.kind is Kind.RATIO for c in run):
            moved = changes if len(changes) == len(run) else []
            for number, claim in enumerate(run):
                result[claim.fact - first] = replace(
                    claim,
                    kind=head.kind if amounts or not _of_others(head) else ClaimKind.RATIO,
                    base=amounts[number].fact if amounts else None,
                    whole=head.whole if amounts and head.whole not in {c.fact for c in amounts} else None,
                    of=head.of,
                    change=moved[number].fact if moved else None,
                    plan=None,
                    direction=head.direction,
                    compared_with=head.compared_with,
                    against=head.against,
                )
    return result


def _last_clause(parts: Sequence[Claim]) -> int:
    """Where the amounts begin that stand behind the last semicolon: …；甲 9 万元，乙 8 万元，分别占 …"""
    return max((at for at, part in enumerate(parts) if "；" in part.lead), default=0)


def _of_others(head: Claim) -> bool:
    """Whether a list of rates is of things without amounts: shares, and rates that are said to be one of each (分别增长 5%、6%)."""
    return head.kind is ClaimKind.SHARE or "分别" in head.phrase


def _moved(head: Claim, claim: Claim, level: Claim) -> Claim:
    """A number of a list of changes, as the change of the level in its place."""
    return replace(
        claim,
        kind=ClaimKind.CHANGE,
        concept=level.concept,
        measure=level.measure,
        base=level.fact,
        direction=head.direction,
        compared_with=head.compared_with,
        against=head.against,
        total=None,
        listing=None,
    )


def _runs(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims in runs: those that follow one another with nothing but 、 or 和 between them."""
    runs: list[list[Claim]] = []
    for claim in claims:
        last = runs[-1][-1] if runs else None
        alike = last is not None and ({claim.kind, last.kind} <= _LEVELS or {claim.kind, last.kind} <= _RATES)
        if last is not None and runs[-1][0].kind is ClaimKind.CHANGE:
            alike = (
                claim.kind in _LEVELS
                and not claim.concept.path
                and not claim.phrase.rsplit("，", 1)[-1].strip("和及与、")
            )
        goes_on = (
            alike and last is not None and claim.sentence == last.sentence and _NEXT.fullmatch(claim.lead)
        )
        if goes_on and claim.lead:
            runs[-1].append(claim)
        else:
            runs.append([claim])
    return runs
