"""One disclosure that lies in the submission more than once: which of its files is held against which.

A source (what the draft was made from) is right, and every other file is held against it. Where no source is
known the files are held against the one that is worked on: Word before a workbook before a PDF. Two files of
one name, year and kind that do not give the same numbers are two things, and are held against nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.document import Document
from audit.recognition import Recognised
from audit.settings.model import Settings
from audit.submission.companions import volume_of
from audit.submission.names import Name
from checks.catalogue.across import is_accounts
from checks.numbers.facts import FactTable
from checks.rules.sets.copies import of_one_disclosure
from checks.rules.sets.material import Tie

_WORKED_ON = ("docx", "doc", "wps", "xlsx", "xls")


@dataclass(frozen=True, slots=True)
class Set:
    """The documents of one disclosure, by their number in the run, and whose it is."""

    documents: tuple[int, ...]
    name: Name
    kind: str
    year: int
    level: str | None
    parent: Name | None = None


@dataclass(frozen=True, slots=True)
class Bond:
    """Two or more sets that are held against each other; ``same_name`` where the name alone tied them."""

    tie: Tie
    subject: Set
    others: tuple[Set, ...]
    complete: bool = False
    same_name: bool = True


@dataclass(frozen=True, slots=True)
class Editions:
    """``heads`` stand for their disclosure beside other disclosures; ``apart`` are files that only look like copies."""

    heads: frozenset[Set]
    bonds: tuple[Bond, ...]
    apart: tuple[Set, ...]


def sources_of(found: Sequence[Document], against: Sequence[Path], settings: Settings) -> frozenset[int]:
    """The documents that lie at one of the paths ``against``, or of which the settings say that they are a source."""
    places = [path.resolve() for path in against]
    return frozenset(
        i
        for i, document in enumerate(found)
        if any(_file(document.path).is_relative_to(place) for place in places)
        or ((stated := settings.document(document.path)) is not None and stated.source)
    )


def seen_sources(recognised: Sequence[Recognised]) -> frozenset[int]:
    """The documents that are seen to be what disclosures are made from: workbooks of an accounts system."""
    return frozenset(i for i, r in enumerate(recognised) if is_accounts(s.code for s in r.statements))


def _file(path: str) -> Path:
    """The file that a document stands in: of an archive (``a.zip!b.docx``) the archive."""
    return Path(path.partition("!")[0]).resolve()


def editions_of(
    groups: Iterable[Sequence[Set]], recognised: Sequence[Recognised], sources: frozenset[int]
) -> Editions:
    """Sort the sets of each name, kind and year into one that stands for all, its other files, and strangers."""
    table: FactTable | None = None
    heads: set[Set] = set()
    bonds: list[Bond] = []
    apart: list[Set] = []
    for group in groups:
        if len(group) == 1:
            heads.add(group[0])
            continue
        table = table or FactTable([f for r in recognised for f in r.facts])
        for members in _by_level(group, recognised, sources, table):
            found = _sorted_out(members, recognised, sources, table)
            heads |= found.heads
            bonds += found.bonds
            apart += found.apart
    return Editions(frozenset(heads), tuple(bonds), tuple(apart))


def _by_level(
    group: Sequence[Set], recognised: Sequence[Recognised], sources: frozenset[int], table: FactTable
) -> Iterator[list[Set]]:
    """The sets of 部门 and of 单位; a source that says neither goes with those whose numbers it has."""
    levels: dict[str | None, list[Set]] = defaultdict(list)
    for one in group:
        levels[one.level].append(one)
    open_sources = [s for s in levels.get(None, ()) if sources.issuperset(s.documents)]
    for level, members in levels.items():
        if level is not None or len(levels) == 1:
            own = volume_of(members[0].documents, recognised)
            theirs = [
                s
                for s in open_sources
                if s not in members and of_one_disclosure(own, volume_of(s.documents, recognised), table)
            ]
            yield [*members, *theirs]
        elif left := [s for s in members if s not in open_sources]:
            yield left


def _sorted_out(
    members: Sequence[Set], recognised: Sequence[Recognised], sources: frozenset[int], table: FactTable
) -> Editions:
    if len(members) == 1:
        return Editions(frozenset(members), (), ())
    made_from = [s for s in members if sources.issuperset(s.documents)]
    drafts = sorted((s for s in members if s not in made_from), key=lambda s: _rank(s, recognised))
    bonds = [Bond(Tie.SOURCE, draft, tuple(made_from)) for draft in drafts if made_from]
    head, *others = drafts or made_from
    alike = [
        other
        for other in others
        if of_one_disclosure(
            volume_of(head.documents, recognised), volume_of(other.documents, recognised), table
        )
    ]
    strangers = [other for other in others if other not in alike]
    bonds += [Bond(Tie.COPY, head, (other,)) for other in alike]
    if strangers and not made_from:
        return Editions(frozenset(), tuple(bonds), (head, *strangers))
    return Editions(frozenset({head}), tuple(bonds), tuple(strangers))


def _rank(one: Set, recognised: Sequence[Recognised]) -> tuple[bool, int, tuple[int, ...]]:
    """The file that is worked on comes first: one with sentences, then by its format."""
    parts = [recognised[i] for i in one.documents]
    formats = [_WORKED_ON.index(r.document.format) for r in parts if r.document.format in _WORKED_ON]
    return not any(r.claims.claims for r in parts), min(formats, default=len(_WORKED_ON)), one.documents
