"""What the bureau's report says, gathered from the store: one entry a disclosure, and what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from audit.desk.expecting import Awaited
from audit.store import reports
from audit.store.keeping import Store
from audit.store.rounds import Run, runs
from audit.store.views import connect
from checks.finding import Category
from checks.report import Verdict

MOST_CHANGES = 20_000


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure of one department: what came of it. ``page`` is its own report; None where it is missing."""

    department: str | None
    year: int | None
    kind: str
    level: str | None = None
    path: str = ""
    task: str = ""
    page: Path | None = None
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
    """Open errors and warnings by category, in the order of :data:`CATEGORIES`."""


CATEGORIES = tuple(Category)


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
    report: Path


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


@dataclass(frozen=True, slots=True)
class Scope:
    """Which disclosures are wanted; None is all."""

    year: int | None = None
    kind: str | None = None

    def where(self) -> str:
        """As a condition of a query."""
        parts = [f"year = {self.year}"] if self.year is not None else []
        parts += [f"kind = '{self.kind}'"] if self.kind is not None else []
        return " and ".join(parts) or "true"


def gather(store: Store, scope: Scope, awaited: Sequence[Awaited]) -> Bureau:
    """Gather what the report shows of the disclosures in a scope."""
    known = runs(store)
    with connect(store) as database:
        rows = _rows(database, _DISCLOSURES.format(where=scope.where()))
        changes = _rows(database, _CHANGES.format(where=scope.where(), most=MOST_CHANGES + 1))
        (count,) = _rows(database, _COUNT.format(where=scope.where()))
        rules = _rows(database, _RULES.format(where=scope.where()))
        problems = _rows(database, _PROBLEMS.format(where=scope.where()))
    first = _first_seen(known)
    disclosures = _ranked([_disclosure(row, store, first) for row in rows])
    missing = [
        each for each in awaited if not any(each.is_of(d.department, d.year, d.kind) for d in disclosures)
    ]
    return Bureau(
        tuple(disclosures),
        tuple(Disclosure(each.unit or each.department, each.year, each.kind) for each in missing),
        tuple(FailingRule(**row) for row in rules),
        tuple(
            Change(**{k: v for k, v in row.items() if k != "task"}, report=reports.page(store, row["task"]))
            for row in changes[:MOST_CHANGES]
        ),
        max(0, count["changes"] - MOST_CHANGES),
        tuple(Problem(**row) for row in problems),
        tuple(known),
        len(awaited),
    )


def _rows(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = database.sql(query).to_arrow_table().to_pylist()
    return rows


def _first_seen(known: Sequence[Run]) -> dict[str, str]:
    """When each task was first planned."""
    seen: dict[str, str] = {}
    for run in known:
        for task in run.plan.values():
            seen.setdefault(task, run.started)
    return seen


def _disclosure(row: dict[str, Any], store: Store, first: dict[str, str]) -> Disclosure:
    bad, errors = row.pop("bad"), row["errors"]
    by_category = tuple(row.pop(f"category_{each.value}") for each in CATEGORIES)
    verdict = Verdict.INCOMPLETE if bad else Verdict.FAIL if errors else Verdict.PASS
    return Disclosure(
        **row,
        page=reports.page(store, row["task"]),
        when=first.get(row["task"], ""),
        verdict=verdict,
        by_category=by_category,
    )


def _ranked(disclosures: list[Disclosure]) -> list[Disclosure]:
    """The disclosures with the most errors first; equal ones have the same rank."""
    from dataclasses import replace  # noqa: PLC0415

    ordered = sorted(
        disclosures, key=lambda d: (-d.errors, -d.warnings, d.department or "\uffff", d.year or 0, d.kind)
    )
    ranks: dict[tuple[int, int], int] = {}
    for number, each in enumerate(ordered, 1):
        ranks.setdefault((each.errors, each.warnings), number)
    return [replace(each, rank=ranks[each.errors, each.warnings]) for each in ordered]


_WHOSE = "task, department, year, kind"
_SAME = "using (task, department, year, kind)"
_OF_CATEGORY = ",\n    ".join(
    f"count(*) filter (status = 'open' and severity <> 'info' and category = '{each.value}')"
    f" as category_{each.value}"
    for each in CATEGORIES
)

_DISCLOSURES = f"""
with whose as (
  select task, department, coalesce(year, 0) as year, kind, any_value(level) as level,
    string_agg(path, '、' order by document) as path,
    sum(numbers) as numbers, sum(checked) as checked, count(*) filter (status <> 'audited') as bad
  from documents where {{where}} group by task, department, year, kind
), found as (
  select task, department, coalesce(year, 0) as year, kind,
    count(*) filter (status = 'open' and severity = 'error') as errors,
    count(*) filter (status = 'open' and severity = 'warning') as warnings,
    count(*) filter (status = 'open' and severity = 'info') as infos,
    count(*) filter (status = 'waived') as explained,
    {_OF_CATEGORY}
  from findings where {{where}} group by all
), listed as (
  select task, department, coalesce(year, 0) as year, kind,
    count(*) filter (verdict = 'met') as met, count(*) filter (verdict in ('met', 'missing')) as asked
  from disclosure where {{where}} group by all
), now_changed as (
  select task, department, coalesce(year, 0) as year, kind,
    count(distinct finding) filter (since = 'new') as new, count(distinct finding) filter (since = 'still') as still
  from changes join findings on task = now_task and findings.finding = changes.finding
  where severity <> 'info' and {{where}} group by all
), before_changed as (
  select address, department, coalesce(year, 0) as year, kind, count(distinct changes.finding) as mended
  from changes join earlier_findings on task = before_task and earlier_findings.finding = changes.finding
  where since = 'mended' and severity <> 'info' and {{where}} group by all
), gone as (
  select task, department, year, kind, sum(mended) as mended
  from before_changed join submissions using (address) group by all
)
select w.department, nullif(w.year, 0) as year, w.kind, level, path, w.task, bad,
  {", ".join(f"coalesce({name}, 0)::int as {name}" for name in ("errors", "warnings", "infos", "explained", "numbers", "checked", "met", "asked", "new", "mended", "still", *(f"category_{each.value}" for each in CATEGORIES)))}
from whose as w
{"".join(f" left join {name} on {name}.task = w.task and {name}.department is not distinct from w.department and {name}.year = w.year and {name}.kind = w.kind" for name in ("found", "listed", "now_changed", "gone"))}
"""

_RULES = """
with failing as (
  select rule, any_value(title) as title, min(severity) as severity,
    count(distinct coalesce(department, task)) as departments, count(*) as findings
  from findings where status = 'open' and severity <> 'info' and {where} group by rule
), applied as (
  select rule, count(*) filter (applied > 0) as applied, count(*) filter (violated > 0) as violated
  from rules where {where} group by rule
)
select f.rule, title, severity, departments::int as departments, findings::int as findings,
  coalesce(applied, 0)::int as applied, coalesce(violated, 0)::int as violated
from failing as f left join applied as a on a.rule = f.rule
order by departments desc, findings desc, f.rule
"""

_CHANGED = """
select since, severity, department, rule, title, stated, expected, page, task from (
  select c.since, f.* from changes as c join findings as f on f.task = c.now_task and f.finding = c.finding
  where c.since <> 'mended'
  union all by name
  select c.since, f.* from changes as c join earlier_findings as f
    on f.task = c.before_task and f.finding = c.finding where c.since = 'mended'
) where severity <> 'info' and {where}
"""
_CHANGES = (
    _CHANGED
    + """order by case since when 'new' then 0 when 'mended' then 1 else 2 end, severity, department, rule, title
limit {most}"""
)
_COUNT = f"select count(*) as changes from ({_CHANGED})"

_PROBLEMS = """
select path, department, status, unnest(problems) as why
from documents where status <> 'audited' and {where} order by status desc, path
"""
