"""What is sent to a worker for the ties of one department."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from audit.batch.work import Work
from audit.reading.limits import Limits


@dataclass(frozen=True, slots=True)
class TieWork:
    """The documents of a department, by task and number, and what they are judged by."""

    task: str
    documents: tuple[tuple[str, int], ...]
    store: str
    lang: str
    settings: str = ""
    rule_files: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


AnyWork = TypeVar("AnyWork", Work, TieWork)
"""Either kind of task."""
