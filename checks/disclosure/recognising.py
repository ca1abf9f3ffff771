"""Whether an item is on the page: as a table, a sentence, a section, a term, or a number said of something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.catalogue import statement_for_title
from checks.disclosure.material import Disclosure, Line, Part
from checks.disclosure.outline import bare_entry
from checks.finding import Evidence
from checks.numbers.claims import ClaimKind
from checks.rules.requirement import Recognition, Words

_HEAD = 24
"""A sentence that begins with its subject stands under it, whether or not it is set as a heading."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where an item stands."""

    evidence: Evidence


def find(recognition: Recognition, disclosure: Disclosure) -> Found | None:
    """The first place at which an item is recognised, None where it is not."""
    for search in (_table, _sentence, _section, _list, _term, _claim):
        if found := search(recognition, disclosure):
            return found
    return None


def blank(recognition: Recognition, disclosure: Disclosure) -> Found | None:
    """A place at which the item stands with the template's placeholder instead of its number."""
    for line in _where(recognition, disclosure):
        for words in recognition.says:
            if words.blank is not None and (match := words.blank.search(line.text)):
                return Found(line.evidence(*match.span()))
    return None


def titled(recognition: Recognition, disclosure: Disclosure) -> Evidence | None:
    """A title of the table outside the contents, though no table was recognised under it."""
    for line in disclosure.lines:
        if line.part is Part.BODY and len(line.text) <= 60:
            spec = statement_for_title(bare_entry(line.text))
            if spec is not None and spec.code in recognition.statements:
                return line.evidence()
    return None


def _table(recognition: Recognition, disclosure: Disclosure) -> Found | None:
    for table in disclosure.tables:
        if table.code in recognition.statements:
            return Found(table.place)
    return None


def _where(recognition: Recognition, disclosure: Disclosure) -> Sequence[Line]:
    """The lines to look in: those under the heading where the document has it, else all."""
    spoken = disclosure.spoken
    under = recognition.under
    if under is None:
        return spoken
    inside = [
        line
        for line in spoken
        if any(under.filled.search(h) for h in line.headings) or under.filled.search(line.text[:_HEAD])
    ]
    return inside or spoken


def _sentence(recognition: Recognition, disclosure: Disclosure) -> Found | None:
    for line in _where(recognition, disclosure) if recognition.says else ():
        text = line.text
        for ignored in recognition.ignoring:
            text = ignored.filled.sub(lambda m: "■" * len(m.group()), text)
        for words in recognition.says:
            if match := words.filled.search(text):
                return Found(line.evidence(*match.span()))
    return None


def _section(recognition: Recognition, disclosure: Disclosure) -> Found | None:
    """A heading with something under it before the next heading of its rank."""
    if not recognition.heading:
        return None
    lines = [line for line in disclosure.lines if line.part is not Part.CONTENTS]
    for line, following in pairwise([*lines, None]):
        if line is None or not any(words.filled.search(line.text) for words in recognition.heading):
            continue
        if line.is_heading and following is not None and line.text in following.headings:
            return Found(line.evidence())
    return None


def _list(recognition: Recognition, disclosure: Disclosure) -> Found | None:
    lines = [line for line in disclosure.lines if line.part is not Part.CONTENTS]
    for line, following in pairwise(lines):
        for words in recognition.introduces:
            if (match := words.filled.search(line.text)) and not _ends_section(line, following):
                return Found(line.evidence(*match.span()))
    return None


def _ends_section(line: Line, following: Line) -> bool:
    return following.headings != line.headings or following.document != line.document


def _term(recognition: Recognition, disclosure: Disclosure) -> Found | None:
    for line in disclosure.lines if recognition.defines else ():
        if line.part is Part.GLOSSARY:
            for words in recognition.defines:
                if match := words.filled.search(line.text):
                    return Found(line.evidence(*match.span()))
    return None


def _claim(recognition: Recognition, disclosure: Disclosure) -> Found | None:
    if recognition.claim is None:
        return None
    concept, measure = recognition.claim
    for claim in disclosure.claims:
        fits = claim.concept.name == concept and (measure is None or claim.measure.value == measure)
        if fits and claim.kind is ClaimKind.LEVEL:
            return Found(disclosure.facts[claim.fact].evidence())
    return None


def sections(heading: Words, disclosure: Disclosure) -> Iterator[tuple[Line, list[Line]]]:
    """The sections whose first line matches ``heading``, each with its lines up to the next of the same kind."""
    spoken = disclosure.spoken
    starts = [i for i, line in enumerate(spoken) if heading.filled.search(line.text)]
    for start, end in pairwise([*starts, len(spoken)]):
        depth = spoken[start].wording.level
        body = [spoken[start]]
        for line in spoken[start + 1 : end]:
            if line.wording.level < depth:
                break
            body.append(line)
        yield spoken[start], body
