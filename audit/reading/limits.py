"""How much one document may ask for: a file that would take all night is refused with a sentence, and the rest goes on.

The limits of the run hold for whatever reads; a reader that can tell early (a PDF by its number of pages) asks
:func:`in_force`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from audit.document import Document
from audit.reading.problems import UnreadableError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: wall-clock seconds, megabytes of memory, characters, pages."""

    seconds: int = 120
    megabytes: int = 2_000
    characters: int = 3_000_000
    pages: int = 3_000


_LONGEST = 200_000
"""Characters: no paragraph of any disclosure is so long, and no sentence can be found in it."""

_USUAL = Limits()
_in_force: ContextVar[Limits] = ContextVar("limits", default=_USUAL)


def in_force() -> Limits:
    """The limits of the run."""
    return _in_force.get()


@contextmanager
def under(limits: Limits) -> Iterator[None]:
    """Let ``limits`` hold for what is read inside."""
    token = _in_force.set(limits)
    try:
        yield
    finally:
        _in_force.reset(token)


def check_pages(name: str, pages: int) -> None:
    """Refuse a document of too many pages. Raises :class:`audit.reading.problems.UnreadableError`."""
    most = in_force().pages
    if pages > most:
        raise UnreadableError("too_many_pages", name=name, count=f"{pages:,}", most=f"{most:,}")


def check_characters(document: Document) -> None:
    """Refuse a document of too many characters, or with a paragraph that cannot be one.

    Raises :class:`audit.reading.problems.UnreadableError`.
    """
    most = in_force().characters
    lengths = [len(paragraph.text) for paragraph in document.paragraphs()]
    count = sum(lengths) + sum(len(cell.text) for grid in document.grids() for cell in grid.cells)
    longest = max(lengths, default=0)
    if longest > _LONGEST:
        raise UnreadableError("no_sentence", name=document.path, count=f"{longest:,}")
    if count > most:
        raise UnreadableError("too_long", name=document.path, count=f"{count:,}", most=f"{most:,}")
