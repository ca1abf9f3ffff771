"""The disclosures of a submission, each in however many documents, put together from what was recognised in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.document import Document
from audit.recognition import Recognised
from audit.recognition.identity import Identity, identify
from audit.settings.model import Settings
from audit.submission.companions import fits
from checks.catalogue import statement_for_title
from checks.disclosure.loading import KINDS
from checks.disclosure.material import Dates, Disclosure, Line, Part, Table, Unread
from checks.disclosure.outline import bare_entry
from checks.numbers.facts import Fact

_UNSEEN = {"zh": "有图片没有读取", "en": "a picture was not read"}
_CUT_SHORT = {"zh": "文字在最后一句中间断开", "en": "the text breaks off in its last sentence"}
_GOES_ON = re.compile(r".{30,}[^。！？.…；：:”）)元%‰]\Z")
"""The end of a text that was cut off: a long line that goes on behind a comma and ends in none of what ends a sentence."""

_SENTENCES = 8
"""A narrative has at least so many sentences; fewer are the notes of tables."""

_TABLES = 3
"""A submission with fewer official tables than this may keep the others in another file."""


def disclosures(
    recognised: Sequence[Recognised],
    volumes: Sequence[int],
    facts: Sequence[Fact],
    settings: Settings,
    lang: str,
    sources: frozenset[int] = frozenset(),
) -> tuple[Disclosure, ...]:
    """What the checklist is asked of; ``volumes`` numbers the disclosure that each document is part of.

    What a disclosure was made from (``sources``) is none itself.
    """
    unplaced = [(i, _by_name(r.document)) for i, r in enumerate(recognised) if not r.document.readable]
    return tuple(
        _disclosure(documents, recognised, unplaced, facts, settings, lang)
        for documents in _groups(recognised, volumes)
        if not sources.issuperset(documents)
    )


def _by_name(document: Document) -> Identity:
    """What a file that could not be read is by its name."""
    return identify(replace(document, blocks=()), (), ())


def _groups(recognised: Sequence[Recognised], volumes: Sequence[int]) -> Iterator[list[int]]:
    """The documents that make up one disclosure each, in the order of the run."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, volume in enumerate(volumes):
        if recognised[index].identity.kind in KINDS:
            groups[volume].append(index)
    yield from groups.values()


def _disclosure(
    documents: Sequence[int],
    recognised: Sequence[Recognised],
    unplaced: Sequence[tuple[int, Identity]],
    facts: Sequence[Fact],
    settings: Settings,
    lang: str,
) -> Disclosure:
    """What some documents disclose together; ``unplaced`` are those that nobody could read."""
    parts = [(i, recognised[i]) for i in documents]
    speaker = next((r for _, r in parts if r.claims.claims), parts[0][1])
    beside = [i for i, identity in unplaced if fits(identity, speaker.identity)]
    lines = tuple(line for _, r in parts for line in r.sections.lines)
    tables = tuple(table for _, r in parts for table in r.sections.tables)
    provinces = (r.sections.province for r in (speaker, *(r for _, r in parts)))
    return Disclosure(
        kind=speaker.identity.kind,
        level=next((r.identity.level for _, r in parts if r.identity.level), None),
        year=speaker.identity.year,
        department=speaker.identity.department,
        province=next((each for each in provinces if each), None),
        documents=tuple(i for i, _ in parts),
        lines=lines,
        tables=tables,
        claims=tuple(c for _, r in parts for c in r.claims.claims),
        facts=facts,
        unread=(
            *(u for i in (*documents, *beside) for u in _unread(recognised[i].document, i, lang)),
            *(Unread(i, None, _CUT_SHORT[lang]) for i, r in parts if _is_cut_short(r.sections.lines)),
        ),
        has_tables=_has_tables(tables, lines),
        has_words=_has_words(lines),
        dates=_dates([r.document.path for _, r in parts], settings),
    )


def _unread(document: Document, index: int, lang: str) -> Iterator[Unread]:
    """What may hold an item: what could not be read, and the pictures that nobody looked at."""
    yield from unread(document, index)
    yield from (Unread(index, place.page, _UNSEEN[lang]) for place in document.unseen)


def _is_cut_short(lines: Sequence[Line]) -> bool:
    """Whether a narrative ends in the middle of a sentence, as an excerpt does: what it lacks may stand further on."""
    last = next((line.text for line in reversed(lines) if line.part is Part.BODY), "")
    return _GOES_ON.match(last) is not None and re.search(r"[，,；;]", last) is not None


def _has_words(lines: Sequence[Line]) -> bool:
    """Whether the submission holds the words of the disclosure at all."""
    return sum(1 for line in lines if line.part is Part.BODY and "。" in line.text) >= _SENTENCES


def _has_tables(tables: Sequence[Table], lines: Sequence[Line]) -> bool:
    """Whether the submission holds the tables of the disclosure at all: several of them, or most that its contents name."""
    held = {table.code for table in tables}
    entries = (statement_for_title(bare_entry(line.text)) for line in lines if line.part is Part.CONTENTS)
    named = {spec.code for spec in entries if spec is not None}
    return len(held) >= _TABLES or (len(named) > 1 and 2 * len(named & held) > len(named))


def unread(document: Document, index: int) -> tuple[Unread, ...]:
    """What could not be read of the ``index``-th document, with its page where it has one."""
    return tuple(Unread(index, problem.place.page, problem.what) for problem in document.problems)


def _dates(paths: Sequence[str], settings: Settings) -> Dates:
    """When the disclosure was approved and, at the latest, published."""
    stated = [each for path in paths if (each := settings.document(path)) is not None]
    approved = [each.approved for each in stated if each.approved]
    published = [each.published for each in stated if each.published]
    return Dates(min(approved, default=None), max(published, default=None))
