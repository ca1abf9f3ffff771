"""What is sent to a worker and what comes back: a submission as a piece of work, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.reading.limits import Limits


@dataclass(frozen=True, slots=True)
class Item:
    """A document of a task. ``why`` is the key of what stopped it, where it is not to be read again, ``fault`` an error."""

    path: str
    name: str
    sha256: str
    why: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a list says of a submission over what it says of itself."""

    department: str | None = None
    year: int | None = None
    kind: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a task needs, as small as it can be sent about.

    ``content`` is a checksum of all that its outcome depends on but the limits, ``task`` the key that it has in the store.
    """

    task: str
    content: str
    items: tuple[Item, ...]
    store: str
    lang: str
    stated: Stated = field(default_factory=Stated)
    settings: str = ""
    rule_files: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task: ``outcome`` is ``done`` or what stopped it, ``audit`` the seconds of the audit itself.

    ``kept`` says whether it stands in the store; ``why`` is an error that nobody expected.
    """

    task: str
    outcome: str
    why: str = ""
    kept: bool = True
    verdict: str = ""
    errors: int = 0
    seconds: float = 0.0
    audit: float = 0.0
    megabytes: int = 0


class ClusterError(Exception):
    """The cluster cannot be reached, or is gone (then some is done, which is kept)."""

    def __init__(self, why: str, *, begun: bool = False) -> None:
        super().__init__(why)
        self.begun = begun
