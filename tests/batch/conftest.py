"""Small submissions that are audited in no time, readers that misbehave, and the command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("distributed")
pytest.importorskip("duckdb")

from audit.batch.auditing import perform, tie
from audit.batch.finding import By, find
from audit.batch.planning import Terms, left, works
from audit.batch.ties.grouping import groups
from audit.batch.ties.planning import joins, ties
from audit.rulebook.kept import load
from audit.store.keeping import Store, create, opened
from audit.store.rounds import begin, joined, runs, states, tied
from audit.store.schemas import SCHEMAS
from benchmarks.poisoned import environment as with_bad_reader

TOOK = {"seconds", "processor_seconds", "megabytes"}
"""Columns that say what a task took, and so differ from run to run."""


def notice(name: str, year: int = 2024, reception: str = "3.00") -> str:
    """A department's three public expenses; right with a reception of 3.00."""
    return (
        f"某县{name}{year}年度“三公”经费决算情况说明\n"
        f"{year}年“三公”经费支出决算 18.00 万元，其中：因公出国（境）费 5.00 万元，"
        f"公务用车购置及运行维护费 10.00 万元，公务接待费 {reception} 万元。\n"
    )


def carried(name: str, year: int, opening: str, closing: str, total: str = "100.00") -> str:
    """A summary of final accounts in a few lines, as a page has it."""
    income, spent = (f"{(Decimal(total) - Decimal(part)):.2f}" for part in (opening, closing))
    return (
        f"<html><body><h1>{name}{year}年度部门决算</h1><p>收入支出决算总表</p><p>部门：{name}</p><p>单位：万元</p><table>"
        "<tr><th>项目</th><th>决算数</th><th>项目</th><th>决算数</th></tr>"
        f"<tr><td>一、一般公共预算财政拨款收入</td><td>{income}</td><td>一、一般公共服务支出</td><td>{spent}</td></tr>"
        f"<tr><td>本年收入合计</td><td>{income}</td><td>本年支出合计</td><td>{spent}</td></tr>"
        f"<tr><td>年初结转和结余</td><td>{opening}</td><td>年末结转和结余</td><td>{closing}</td></tr>"
        f"<tr><td>总计</td><td>{total}</td><td>总计</td><td>{total}</td></tr></table></body></html>"
    )


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """What came in: 档案局 is right, 民政局 is not."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "档案局.txt").write_text(notice("档案局"), encoding="utf-8")
    (folder / "民政局.txt").write_text(notice("民政局", reception="4.00"), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a process needs to know of this program, with a package that reads bad documents."""
    return with_bad_reader(tmp_path_factory.mktemp("site"))


Command = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def command(environment: dict[str, str], tmp_path: Path) -> Command:
    """Starts ``gouji`` with arguments, in a process group of its own."""

    def start(*arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "audit.cli", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment,
            start_new_session=True,
        )

    return start


def rows(store: Store | Path, dataset: str) -> list[str]:
    """The rows of a dataset without what they took, in a fixed order."""
    kept = store if isinstance(store, Store) else opened(store)
    columns = [name for name in SCHEMAS[dataset].names if name not in TOOK]
    return sorted(map(repr, kept.table(dataset).select(columns).to_pylist()))


def everything(store: Path) -> dict[str, list[str]]:
    """All rows of all datasets."""
    return {dataset: rows(store, dataset) for dataset in SCHEMAS}


def filled(store: Path, folder: Path) -> Store:
    """A store brought up to what is in a folder, the tasks done here and now without a cluster."""
    kept = create(store)
    terms = Terms("zh", load().sha256)
    plan = works(find([str(folder)], By.FILE, store), terms, kept)
    run = begin(
        kept, [folder.as_posix()], {address: work.task for address, work in plan.items()}, "2026-01-01"
    )
    for work in left(plan, kept):
        perform(work)
    kept.fold()
    whole = joins(plan, kept)
    run = joined(kept, run, {address: work.task for address, work in whole.items()})
    for work in left(whole, kept):
        perform(work)
    kept.fold()
    now, _ = states(runs(kept))
    bonds = ties(groups(kept, now.tasks.values()), terms, kept)
    tied(kept, run, {name: work.task for name, work in bonds.items()})
    for bond in left(bonds, kept):
        tie(bond)
    kept.fold()
    return kept
