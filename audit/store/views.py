"""The store as a database: the datasets as views in DuckDB, those of now, of the state before, and all there ever were."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from audit.store import answers
from audit.store.keeping import Store
from audit.store.rounds import State, runs, states
from audit.store.schemas import SCHEMAS

if TYPE_CHECKING:
    import duckdb


TIE = "tie:"
"""What the address of a task between documents begins with; the department's name follows."""


def stamp(store: Store) -> object:
    """Something that is equal as long as nothing in a store has changed that an answer could depend on."""
    files = [
        path
        for pattern in ("catalogue.json", "runs/*.json", "answers/*.json")
        for path in sorted(store.folder.glob(pattern))
    ]
    return [(path.name, path.stat().st_mtime_ns) for path in files], datetime.now(UTC).date()


def connect(store: Store) -> duckdb.DuckDBPyConnection:
    """A database in memory over the store's files; nothing in it can change them, and it calls nobody.

    ``documents``, ``facts`` … hold what is there now; ``earlier_documents`` … what was there before the last run;
    ``all_documents`` … every version ever audited. ``submissions`` has the task of every address now, ``earlier_submissions``
    before, ``runs`` the runs, ``changes`` what became of every finding since the state before.
    """
    import duckdb  # noqa: PLC0415  (an extra)

    database = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    known = runs(store)
    for name, state in zip(("submissions", "earlier_submissions"), states(known), strict=True):
        _keep(database, name, _table(state))
    rounds = pa.table(
        {
            "run": pa.array([run.number for run in known], pa.int32()),
            "started": pa.array([run.started for run in known], pa.string()),
            "finished": pa.array([run.finished or None for run in known], pa.string()),
            "submissions": pa.array([len(run.plan) for run in known], pa.int32()),
        }
    )
    _keep(database, "runs", rounds)
    _keep(database, "answers", answers.table(store))
    for name in SCHEMAS:
        _views(database, store, name)
    database.execute(_CHANGES)
    return database


_CHANGES = """
create view changes as
select address, finding,
  case when not there_before then 'new' when not there_now then 'mended' else 'still' end as since,
  now_task, before_task
from (
  select
    coalesce(now.address, before.address) as address,
    coalesce(now.finding, before.finding) as finding,
    now.task as now_task, before.task as before_task,
    now.task is not null as there_now, before.task is not null as there_before
  from (select distinct address, task, finding from submissions join findings using (task)) as now
  full join (select distinct address, task, finding from earlier_submissions join earlier_findings using (task)) as before
    on now.address = before.address and now.finding = before.finding
)
"""
"""Every finding of now and of before: ``new``, ``mended`` or ``still`` there."""


def _views(database: duckdb.DuckDBPyConnection, store: Store, dataset: str) -> None:
    files = store.files(dataset)
    if files:
        names = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
        database.execute(
            f"create view all_{dataset} as from read_parquet([{names}], hive_partitioning = false)"
        )
    else:
        _keep(database, f"all_{dataset}", SCHEMAS[dataset].empty_table())
    for prefix in ("", "earlier_"):
        columns = (
            f"select * replace ({_STATUS.format(prefix=prefix)})" if dataset == "findings" else "select *"
        )
        database.execute(
            f"create view {prefix}{dataset} as {columns} from all_{dataset} as row_of"
            f" where task in (select task from {prefix}submissions)"
        )


_STATUS = """
case when exists (
  from answers join {prefix}submissions as here using (address)
  where here.task = row_of.subject and answers.finding = row_of.finding and answers.numbers = row_of.numbers
    and answers.state = 'waived' and answers.until >= current_date
) then 'waived' else row_of.status end as status
"""
"""A finding that its department has explained, for the numbers that stand there now, is waived."""


def _keep(database: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """A table of its own, not a view of an object that may be gone."""
    database.register("handed_over", table)
    database.execute(f"create table {name} as from handed_over")
    database.unregister("handed_over")


def _table(state: State) -> pa.Table:
    return pa.table(
        {
            "address": pa.array([*state.tasks, *(f"{TIE}{name}" for name in state.ties)], pa.string()),
            "task": pa.array([*state.tasks.values(), *state.ties.values()], pa.string()),
        }
    )
