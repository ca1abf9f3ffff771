"""The time limit of a task: seconds in which it works, not those in which it waits for a processor that others keep busy."""

from __future__ import annotations

from dataclasses import dataclass

_STARVED = 0.1
"""The share of its time that a task works at least while others keep the processors busy; one that hangs works less."""


@dataclass(slots=True)
class Clock:
    """A limit of so many ``seconds`` from ``start`` on; it ``ends`` later the longer those under it were kept waiting."""

    seconds: float
    start: float
    ends: float = 0.0
    _looked: float = 0.0
    _worked: float = 0.0

    def __post_init__(self) -> None:
        self.ends, self._looked = self.start + self.seconds, self.start

    def add(self, seconds: float) -> None:
        """Give so many seconds more."""
        self.seconds += seconds
        self.ends += seconds

    def is_over(self, now: float, worked: float) -> bool:
        """Whether time is up for who has had processors for ``worked`` seconds; where it was kept waiting it goes on."""
        if now < self.ends:
            return False
        if worked >= self.seconds or worked - self._worked < _STARVED * (now - self._looked):
            return True
        self.ends = now + self.seconds - worked
        self._looked, self._worked = now, worked
        return False
