"""The questions behind the bureau's report; ``{where}`` is the scope, a condition on year and kind."""

from __future__ import annotations

from checks.finding import Category

CATEGORIES = tuple(Category)

_OF_CATEGORY = ",\n    ".join(
    f"count(*) filter (status = 'open' and severity <> 'info' and category = '{each.value}')"
    f" as category_{each.value}"
    for each in CATEGORIES
)

_COUNTED = ", ".join(
    f"coalesce({name}, 0)::int as {name}"
    for name in (
        *(
            "errors",
            "warnings",
            "infos",
            "explained",
            "numbers",
            "checked",
            "met",
            "asked",
            "new",
            "mended",
            "still",
            "answered",
        ),
        *(f"category_{each.value}" for each in CATEGORIES),
    )
)
_BESIDE = "\n".join(
    f"left join {name} as {name[0]} on {name[0]}.task = w.task and {name[0]}.department is not distinct from w.department"
    f" and {name[0]}.year = w.year and {name[0]}.kind = w.kind"
    for name in ("found", "listed", "now_changed", "gone")
)

DISCLOSURES = f"""
with whose as (
  select task, department, coalesce(year, 0) as year, kind, any_value(level) as level,
    string_agg(path, '、' order by document) as path,
    sum(numbers) as numbers, sum(checked) as checked, count(*) filter (status <> 'audited') as bad
  from documents where {{where}} group by task, department, year, kind
), found as (
  select subject as task, department, coalesce(year, 0) as year, kind,
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
  select subject as task, department, coalesce(year, 0) as year, kind,
    count(distinct findings.finding) filter (since = 'new') as new, count(distinct findings.finding) filter (since = 'still') as still
  from changes join findings on task = now_task and findings.finding = changes.finding
  where severity <> 'info' and {{where}} group by all
), before_changed as (
  select subject, department, coalesce(year, 0) as year, kind, count(distinct changes.finding) as mended
  from changes join earlier_findings on task = before_task and earlier_findings.finding = changes.finding
  where since = 'mended' and severity <> 'info' and {{where}} group by all
), gone as (
  select task, department, year, kind, sum(mended) as mended
  from (
    select distinct now.task, subject, department, year, kind, mended
    from before_changed join earlier_submissions as before on before.task = subject
      join submissions as now on now.address = before.address
  ) group by all
), replied as (
  select task, count(*) as answered from answers join submissions using (address) group by task
)
select w.department, nullif(w.year, 0) as year, w.kind, level, path, w.task, bad,
  {_COUNTED}
from whose as w
{_BESIDE}
left join replied as r on r.task = w.task
"""

RULES = """
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
  select distinct c.since, f.* from changes as c join findings as f on f.task = c.now_task and f.finding = c.finding
  where c.since <> 'mended'
  union all by name
  select distinct c.since, f.* from changes as c join earlier_findings as f
    on f.task = c.before_task and f.finding = c.finding where c.since = 'mended'
) where severity <> 'info' and {where}
"""
CHANGES = (
    _CHANGED
    + """order by case since when 'new' then 0 when 'mended' then 1 else 2 end, severity, department, rule, title
limit {most}"""
)
COUNT = f"select count(*) as changes from ({_CHANGED})"

PROBLEMS = """
select path, department, status, unnest(problems) as why
from documents where status <> 'audited' and {where} order by status desc, path
"""
