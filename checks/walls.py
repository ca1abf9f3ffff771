"""A wall around each piece of the check: a fault inside one rule takes no other rule's result with it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

_log = logging.getLogger("gouji")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule (or a family of rules) that failed inside: of which document (None: of all), and with what error."""

    rule: str
    document: int | None
    why: str


@dataclass(slots=True)
class Walls:
    """Runs pieces of the check and keeps what failed."""

    faults: list[Fault] = field(default_factory=list)

    def guarded(
        self, rule: str, piece: Callable[[], Result], otherwise: Result, document: int | None = None
    ) -> Result:
        """What ``piece`` gives; ``otherwise`` where it fails, which is kept as a fault of ``rule``."""
        try:
            return piece()
        except Exception as error:
            _log.debug("%s failed", rule, exc_info=True)
            self.faults.append(Fault(rule, document, type(error).__name__))
            return otherwise
