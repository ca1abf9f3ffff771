"""The documents of a submission put together once, as the check takes them: nothing behind this asks a document again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.recognition import Recognised
from audit.settings.model import Settings
from audit.submission.companions import Lent
from audit.submission.disclosures import disclosures, unread
from audit.submission.expected import Presence, described, presence
from audit.submission.matching import Matching, links, match, statements_beside
from checks.material import Expected, Material, Narrative
from checks.numbers.facts import Fact, Statement
from checks.rules.words.wording import Setting


@dataclass(frozen=True, slots=True)
class Submission:
    """How the documents belong together, which of the expected ones are there, and what is to be checked."""

    matching: Matching
    presence: Presence
    material: Material


def put_together(
    recognised: Sequence[Recognised],
    settings: Settings,
    lang: str,
    known_as: Mapping[str, str],
    sources: frozenset[int] = frozenset(),
    taken: tuple[Lent, ...] = (),
) -> Submission:
    """Put the recognised documents of one submission together; ``known_as`` gives the earlier names of some.

    ``sources`` are those that the others were made from, ``taken`` what some were taken to be.
    """
    matching = match(recognised, sources, taken)
    beside = statements_beside(matching, recognised)
    facts = tuple(f for r in recognised for f in r.facts)
    there = presence(settings.expected, recognised)
    material = Material(
        documents=tuple(Path(r.document.path).name for r in recognised),
        facts=facts,
        statements=tuple(s for r in recognised for s in r.statements),
        narratives=tuple(
            _narrative(index, r, tables, facts)
            for index, (r, tables) in enumerate(zip(recognised, beside, strict=True))
            if r.document.readable
        ),
        links=links(matching, recognised),
        volumes=matching.volumes,
        unread=tuple(g for r in recognised for g in r.unread),
        disclosures=disclosures(recognised, matching.volumes, facts, settings, lang, sources),
        unseen=tuple(each for i, r in enumerate(recognised) for each in unread(r.document, i)),
        expected=_expected(there, recognised, lang),
        known_as=known_as,
        trusted=sources,
    )
    return Submission(matching, there, material)


def _narrative(
    index: int, recognised: Recognised, beside: tuple[Statement, ...], facts: Sequence[Fact]
) -> Narrative:
    """The words of a document; ``beside`` are the statements its sentences are held against."""
    identity = recognised.identity
    own = beside == recognised.statements
    setting = Setting(
        kind=identity.kind,
        department=identity.department,
        year=identity.year,
        level=identity.level,
        statements=beside,
        notes=recognised.notes if own else ((),) * len(beside),
        facts=facts,
        claims=recognised.claims,
    )
    return Narrative(index, setting, recognised.wordings)


def _expected(there: Presence, recognised: Sequence[Recognised], lang: str) -> Expected:
    """What a finding can be made of: it stands at a document of the run, so without any there is none."""
    missing = there.missing if recognised else ()
    return Expected(len(there.expected), tuple(described(each, lang) for each in missing))
