"""One department on the desk: what it has handed in, what was found in it and what was answered, its years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audit.desk.gathering import Bureau, Disclosure
from audit.desk.history.figures import History, history
from audit.desk.rows import rows_of
from audit.store.keeping import Store
from audit.store.views import connect
from audit.submission.names import same_names


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a disclosure: what it says, since when it is there, and what its department wrote to it."""

    task: str
    department: str
    year: int | None
    kind: str
    rule: str
    category: str
    severity: str
    status: str
    title: str
    message: str
    stated: str | None
    expected: str | None
    difference: str | None
    table_name: str | None
    row_label: str | None
    column_label: str | None
    page: int | None
    line: int | None
    cell: str | None
    since: str | None
    opinion: str | None
    answered_by: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Department:
    """A department under all the forms of its name: its disclosures, the last year first, each with its findings."""

    name: str
    disclosures: tuple[tuple[Disclosure, tuple[Found, ...]], ...]
    history: History | None
    findings: int = field(default=0)


def department(store: Store, bureau: Bureau, name: str, lang: str, category: str = "") -> Department | None:
    """A department of a bureau, its findings of one category or of all; None where nothing of it is there."""
    known = {each.department for each in (*bureau.disclosures, *bureau.missing) if each.department}
    forms = same_names([*known, name])
    alike = {each for each in known if forms[each] == forms[name]}
    if not alike:
        return None
    own = [each for each in bureau.disclosures if each.department in alike]
    own.sort(key=lambda each: (-(each.year or 0), each.kind, each.path))
    found = _found(store, alike)
    disclosures = tuple((each, tuple(_of(each, found, category))) for each in own)
    count = sum(len(findings) for _, findings in disclosures)
    shown = name if name in alike else min(alike)
    return Department(shown, disclosures, history(store, shown, lang), count)


def _of(
    disclosure: Disclosure, found: Mapping[tuple[str, str, int | None, str], list[Found]], category: str
) -> Iterable[Found]:
    key = (disclosure.task, disclosure.department or "", disclosure.year, disclosure.kind)
    return (each for each in found.get(key, ()) if category in {"", each.category})


def _found(store: Store, names: Iterable[str]) -> dict[tuple[str, str, int | None, str], list[Found]]:
    """The findings of departments by the disclosure that they are about."""
    with connect(store) as database:
        rows = rows_of(database, _FINDINGS, [list(names)])
    found: dict[tuple[str, str, int | None, str], list[Found]] = {}
    for each in (Found(**row) for row in rows):
        found.setdefault((each.task, each.department, each.year, each.kind), []).append(each)
    return found


_FINDINGS = """
with whose as (select task, min(address) as address from submissions group by task)
select distinct f.subject as task, f.department, f.year, f.kind, f.rule, f.category, f.severity, f.status, f.title,
  f.message, f.stated, f.expected, f.difference, f.table_name, f.row_label, f.column_label, f.page, f.line, f.cell,
  (select min(c.since) from changes as c where c.now_task = f.task and c.finding = f.finding) as since,
  a.opinion, a.answered_by, a.state
from findings as f
left join whose as w on w.task = f.subject
left join answers as a on a.address = w.address and a.finding = f.finding
where list_contains(?, f.department)
order by case f.severity when 'error' then 0 when 'warning' then 1 else 2 end, f.page, f.line, f.title, f.message
"""
