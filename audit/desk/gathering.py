"""What the bureau's report says, gathered from the store: one entry a disclosure, and what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from audit.desk import queries
from audit.desk.outliers import Outlier, outliers
from audit.desk.queries import CATEGORIES
from audit.desk.rows import rows_of
from audit.store.keeping import Store
from audit.store.listing import Awaited, named_alike
from audit.store.rounds import Run, runs
from audit.store.views import connect
from checks.report import Verdict

MOST_CHANGES = 20_000


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure of one department: what came of it. ``task`` has its own report; empty where it is missing."""

    department: str | None
    year: int | None
    kind: str
    level: str | None = None
    path: str = ""
    task: str = ""
    when: str = ""
    verdict: Verdict | None = None
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    explained: int = 0
    numbers: int = 0
    checked: int = 0
    met: int = 0
    asked: int = 0
    new: int = 0
    mended: int = 0
    still: int = 0
    answered: int = 0
    rank: int = 0
    by_category: tuple[int, ...] = ()
    """Open errors and warnings by category, in the order of :data:`audit.desk.queries.CATEGORIES`."""


@dataclass(frozen=True, slots=True)
class FailingRule:
    """A rule over all disclosures: in how many it fails, how often, and in how many it was applied."""

    rule: str
    title: str
    severity: str
    departments: int
    findings: int
    applied: int
    violated: int


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one finding since the run before."""

    since: str
    severity: str
    department: str | None
    rule: str
    title: str
    stated: str | None
    expected: str | None
    page: int | None
    task: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A document, or a part of one, that was not audited."""

    path: str
    department: str | None
    status: str
    why: str


@dataclass(frozen=True, slots=True)
class Bureau:
    """Everything that the report shows."""

    disclosures: tuple[Disclosure, ...]
    missing: tuple[Disclosure, ...]
    rules: tuple[FailingRule, ...]
    changes: tuple[Change, ...]
    more_changes: int
    problems: tuple[Problem, ...]
    runs: tuple[Run, ...]
    expected: int
    outliers: tuple[Outlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which disclosures are wanted; None is all."""

    year: int | None = None
    kind: str | None = None

    def __post_init__(self) -> None:
        """Only words are kinds: a scope becomes part of queries. Raises ``ValueError`` for anything else."""
        if self.kind is not None and not self.kind.isidentifier():
            raise ValueError(self.kind)

    def where(self) -> str:
        """As a condition of a query."""
        parts = [f"year = {self.year}"] if self.year is not None else []
        parts += [f"kind = '{self.kind}'"] if self.kind is not None else []
        return " and ".join(parts) or "true"


def gather(store: Store, scope: Scope, awaited: Sequence[Awaited]) -> Bureau:
    """Gather what the report shows of the disclosures in a scope."""
    known = runs(store)
    with connect(store) as database:
        rows = rows_of(database, queries.DISCLOSURES.format(where=scope.where()))
        changes = rows_of(database, queries.CHANGES.format(where=scope.where(), most=MOST_CHANGES + 1))
        (count,) = rows_of(database, queries.COUNT.format(where=scope.where()))
        rules = rows_of(database, queries.RULES.format(where=scope.where()))
        problems = rows_of(database, queries.PROBLEMS.format(where=scope.where()))
        apart = outliers(database, scope.where())
    first = _first_seen(known)
    disclosures = _ranked([_disclosure(row, first) for row in rows])
    awaited = named_alike(awaited, [each.department for each in disclosures if each.department])
    missing = [
        each for each in awaited if not any(each.is_of(d.department, d.year, d.kind) for d in disclosures)
    ]
    return Bureau(
        tuple(disclosures),
        tuple(Disclosure(each.unit or each.department, each.year, each.kind) for each in missing),
        tuple(FailingRule(**row) for row in rules),
        tuple(Change(**row) for row in changes[:MOST_CHANGES]),
        max(0, count["changes"] - MOST_CHANGES),
        tuple(Problem(**row) for row in problems),
        tuple(known),
        len(awaited),
        tuple(apart),
    )


def _first_seen(known: Sequence[Run]) -> dict[str, str]:
    """When each task was first planned."""
    seen: dict[str, str] = {}
    for run in known:
        for task in (*run.plan.values(), *run.joined.values()):
            seen.setdefault(task, run.started)
    return seen


def _disclosure(row: dict[str, Any], first: dict[str, str]) -> Disclosure:
    bad, errors = row.pop("bad"), row["errors"]
    by_category = tuple(row.pop(f"category_{each.value}") for each in CATEGORIES)
    verdict = Verdict.INCOMPLETE if bad else Verdict.FAIL if errors else Verdict.PASS
    return Disclosure(
        **row,
        when=first.get(row["task"], ""),
        verdict=verdict,
        by_category=by_category,
    )


def _ranked(disclosures: list[Disclosure]) -> list[Disclosure]:
    """The disclosures with the most errors first; equal ones have the same rank."""
    ordered = sorted(
        disclosures, key=lambda d: (-d.errors, -d.warnings, d.department or "\uffff", d.year or 0, d.kind)
    )
    ranks: dict[tuple[int, int], int] = {}
    for number, each in enumerate(ordered, 1):
        ranks.setdefault((each.errors, each.warnings), number)
    return [replace(each, rank=ranks[each.errors, each.warnings]) for each in ordered]
