"""Files read in processes of their own, several at once, a long PDF by several processes, each some of its pages.

What comes out is what one process would have read, in the same order: a table without rules that goes on over the
place where two parts meet is put together where they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from audit.document import Document
from audit.reading import workers
from audit.reading.files.characters import in_usual_characters
from audit.reading.files.one import added, checked, kept_up, kind_of, noted, read_document, unread
from audit.reading.limits import Limits
from audit.reading.problems import sentence
from audit.reading.sniffing import Kind
from audit.reading.source import Source
from audit.reading.steps import Progress, Step
from audit.reading.workers import Stopped

if TYPE_CHECKING:
    from audit.reading.pdf.page import Page

_FEWEST = 16
"""Pages that are worth a process."""

_A_PROCESSOR = 2
"""Parts of a document for each processor: one that takes longer than the others keeps nobody waiting for long."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file (or a folder of CSV files) that is still to be read, and what it is to be called."""

    path: Path
    name: str
    lang: str

    @property
    def source(self) -> Source:
        """The file as it goes to a reader."""
        return Source(self.name, self.path)


@dataclass(frozen=True, slots=True)
class _Long:
    """A PDF of so many pages that several processes read it, and what is to be noted of it."""

    pages: int
    note: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    """Pages of a long PDF: of which file, and which of the files it is."""

    of: Waiting
    number: int
    pages: range


def read_waiting(waiting: Waiting) -> Document:
    """The document in a file."""
    return read_document(waiting.path, waiting.lang, waiting.name)


def in_workers(waiting: Sequence[Waiting], limits: Limits, progress: Progress | None) -> Iterator[Document]:
    """The documents in files, in their order, each under ``limits``; one that is stopped is unread and says why."""
    heard = _Heard(len(waiting), progress)
    looked = list(workers.each(_look, waiting, limits, done=heard.done, step=heard.step, more=heard.more))
    parts = [
        _Part(waiting[number], number, pages)
        for number, found in enumerate(looked)
        if isinstance(found, _Long)
        for pages in _ranges(found.pages)
    ]
    heard.expect(parts)
    read = workers.each(
        _read_part,
        parts,
        limits,
        done=heard.part_done,
        step=heard.part_step,
        more=lambda part, seconds: heard.more(part.of, seconds),
        clock=lambda part: part.number,
    )
    for number, (each, found) in enumerate(zip(waiting, looked, strict=True)):
        if isinstance(found, _Long):
            count = sum(part.number == number for part in parts)
            yield _together(each, found, [next(read) for _ in range(count)], limits, heard)
        else:
            yield _stopped(each, found, limits, heard) if isinstance(found, Stopped) else found


class _Heard:
    """Tells whoever listens how far the reading is, the parts of a document counted together."""

    def __init__(self, documents: int, progress: Progress | None) -> None:
        self._documents = documents
        self._progress = progress
        self._finished = 0
        self._open: dict[int, set[range]] = {}
        self._read: dict[tuple[int, range], int] = {}
        self.given: Counter[Waiting] = Counter()

    def step(self, each: Waiting, pages: int = 0, of: int = 0) -> None:
        """So many pages of a document are read."""
        if self._progress:
            self._progress(Step(each.name, pages, of, self._finished, self._documents))

    def done(self, each: Waiting, outcome: Document | _Long | Stopped) -> None:
        """A document has come to its end, or it is a long one and begins."""
        self._finished += not isinstance(outcome, _Long)
        self.step(each)

    def more(self, each: Waiting, seconds: int) -> None:
        """A document has so many seconds more than the limit; ``given`` counts them."""
        self.given[each] += seconds

    def expect(self, parts: Sequence[_Part]) -> None:
        """Documents come in these parts."""
        for part in parts:
            self._open.setdefault(part.number, set()).add(part.pages)

    def part_step(self, part: _Part, pages: int, of: int) -> None:
        """So many pages of a part are read."""
        self._read[part.number, part.pages] = pages
        self.step(part.of, sum(n for (number, _), n in self._read.items() if number == part.number), of)

    def part_done(self, part: _Part, outcome: object) -> None:  # noqa: ARG002
        """A part has come to its end."""
        self._open[part.number].discard(part.pages)
        if not self._open[part.number]:
            self._finished += 1
            self.step(part.of)


def _look(waiting: Waiting) -> Document | _Long:
    """The document in a file, unless it is a PDF that is to be read in parts."""
    source = waiting.source
    return kept_up(source, waiting.lang, lambda: _long(source, waiting.lang)) or read_waiting(waiting)


def _long(source: Source, lang: str) -> _Long | None:
    """How long a PDF is that several processes read; None for any other file."""
    if source.suffix in added or not source.path.is_file() or not source.path.stat().st_size:
        return None
    kind, note = kind_of(source, lang)
    if kind is not Kind.PDF:
        return None
    from audit.reading.scans import pages  # noqa: PLC0415 - loads pdfium

    count = pages.count(source)
    return _Long(count, note) if len(_ranges(count)) > 1 else None


def _ranges(pages: int) -> list[range]:
    """The numbers of the pages of each part."""
    parts = min(_A_PROCESSOR * workers.available(), pages // _FEWEST)
    if parts < 2 or workers.available() < 2:
        return [range(1, pages + 1)]
    edges = [1 + pages * n // parts for n in range(parts + 1)]
    return [range(start, end) for start, end in pairwise(edges)]


def _read_part(part: _Part) -> list[Page] | Document:
    """The pages of a part, or the document that says why they cannot be read."""
    from audit.reading.scans import pages  # noqa: PLC0415 - loads pdfium

    source, lang = part.of.source, part.of.lang
    return kept_up(source, lang, lambda: pages.part(source, lang, part.pages))


def _together(
    waiting: Waiting,
    long: _Long,
    parts: Sequence[list[Page] | Document | Stopped],
    limits: Limits,
    heard: _Heard,
) -> Document:
    """The document that its parts make; unread where one of them could not be read."""
    from audit.reading.scans import pages  # noqa: PLC0415 - loads pdfium

    read: list[list[Page]] = []
    for part in parts:
        if isinstance(part, Document):
            return part
        if isinstance(part, Stopped):
            return _stopped(waiting, part, limits, heard)
        read.append(part)
    source, lang = waiting.source, waiting.lang
    whole = chain.from_iterable(read)
    return kept_up(
        source,
        lang,
        lambda: in_usual_characters(checked(noted(pages.together(source, lang, whole), long.note)), lang),
    )


def _stopped(waiting: Waiting, why: Stopped, limits: Limits, heard: _Heard) -> Document:
    more = heard.given[waiting]
    key = "time_limit_pictures" if why is Stopped.TIME and more else why.value
    values = {**asdict(limits), "more": more, "total": limits.seconds + more}
    return unread(waiting.source, sentence(key, waiting.lang, name=waiting.name, **values))
