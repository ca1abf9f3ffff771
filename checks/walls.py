"""A wall around each piece of the check: a fault inside one rule takes no other rule's result with it."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

_log = logging.getLogger("gouji")
Result = TypeVar("Result")


class TimeUpError(Exception):
    """What was done inside :func:`within` took longer than it may."""


@contextmanager
def within(seconds: int | None) -> Iterator[None]:
    """Stop what is done inside after so many seconds (None: never), with :class:`TimeUpError`.

    Only the main thread of a system with interval timers can be stopped; elsewhere nothing is.
    """
    if (
        seconds is None
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def up(_number: int, _frame: object) -> None:
        raise TimeUpError

    before = signal.signal(signal.SIGALRM, up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule (or a family of rules) that failed inside: of which document (None: of all), and with what error."""

    rule: str
    document: int | None
    why: str


@dataclass(slots=True)
class Walls:
    """Runs pieces of the check, each for so many seconds at most, and keeps what failed."""

    seconds: int | None = None
    faults: list[Fault] = field(default_factory=list)

    def guarded(
        self, rule: str, piece: Callable[[], Result], otherwise: Result, document: int | None = None
    ) -> Result:
        """What ``piece`` gives; ``otherwise`` where it fails, which is kept as a fault of ``rule``."""
        try:
            with within(self.seconds):
                return piece()
        except Exception as error:
            _log.debug("%s failed", rule, exc_info=True)
            self.faults.append(Fault(rule, document, type(error).__name__))
            return otherwise
