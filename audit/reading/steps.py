"""How far the reading is: a reader of pages says each page it has done, whoever asked for the document may listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Heard = Callable[[int, int], None]
"""Is told how many pages of how many are done."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of reading: of document ``name`` ``pages`` of ``of`` are read (0 of 0 where it has none).

    ``finished`` of ``documents`` are done; this one is among them where it has just come to its end.
    """

    name: str
    pages: int
    of: int
    finished: int
    documents: int


Progress = Callable[[Step], None]

_heard: ContextVar[Heard | None] = ContextVar("heard", default=None)
_given: ContextVar[Callable[[int], None] | None] = ContextVar("given", default=None)


@contextmanager
def listening(heard: Heard, given: Callable[[int], None] | None = None) -> Iterator[None]:
    """Let ``heard`` be told of the pages that are read inside, ``given`` of the seconds that one needs more."""
    tokens = _heard.set(heard), _given.set(given)
    try:
        yield
    finally:
        _heard.reset(tokens[0])
        _given.reset(tokens[1])


def ask(seconds: int) -> None:
    """Ask whoever set a time limit for so many seconds more: a page has come up that takes long to read."""
    given = _given.get()
    if given is not None:
        given(seconds)


def say(pages: int, of: int) -> None:
    """Tell whoever listens that so many pages are read."""
    heard = _heard.get()
    if heard is not None:
        heard(pages, of)
