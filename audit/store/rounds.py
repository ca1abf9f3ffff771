"""The runs of a store: which submissions were there each time, and which task each of them was.

A run is written when its plan is known, before any work, so that the same command goes on with the same run after
whatever stopped it. What holds now is what the runs say one after the other: a run over a folder says what is in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from audit.disk.written import in_one_step
from audit.store.keeping import Store, StoreError

_FOLDER = "runs"
_NAME = re.compile(r"(\d{6})\.json")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: ``plan`` is the task of every submission by its address, ``roots`` the folders that it looked through.

    ``joined`` are the submissions that turned out to be parts of one disclosure, with the task of the whole. ``ties`` are the tasks between the documents of one department, by its name, over all that was there after the run.
    ``finished`` is empty as long as it is not.
    """

    number: int
    started: str
    roots: tuple[str, ...]
    plan: Mapping[str, str]
    finished: str = ""
    ties: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """The task of every submission by its address, the number of the run that said so last, and the ties after it."""

    tasks: Mapping[str, str]
    run: int
    ties: Mapping[str, str] = field(default_factory=dict)


def runs(store: Store) -> list[Run]:
    """The runs of a store, the first one first. Raises :class:`StoreError` where one cannot be read."""
    found = []
    for path in sorted((store.folder / _FOLDER).glob("*.json")):
        if match := _NAME.fullmatch(path.name):
            try:
                said = json.loads(path.read_text(encoding="utf-8"))
                roots = tuple(said["roots"])
                number, started, finished = int(match[1]), said["started"], said["finished"]
                found.append(
                    Run(number, started, roots, said["plan"], finished, said["ties"], said["joined"])
                )
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise StoreError("unreadable", path, str(error)) from error
    return found


def begin(store: Store, roots: Sequence[str], plan: Mapping[str, str], now: str) -> Run:
    """The run of a plan: the last one where it had the same plan, else a new one, written down."""
    known = runs(store)
    last = known[-1] if known else None
    if last is not None and (last.roots, dict(last.plan)) == (tuple(roots), dict(plan)):
        return last
    run = Run(last.number + 1 if last else 1, now, tuple(roots), plan)
    _write(store, run)
    return run


def joined(store: Store, run: Run, parts: Mapping[str, str]) -> Run:
    """Write down which submissions are parts of one disclosure, and the task of the whole."""
    if dict(run.joined) == dict(parts):
        return run
    known = replace(run, joined=parts, finished="")
    _write(store, known)
    return known


def tied(store: Store, run: Run, ties: Mapping[str, str]) -> Run:
    """Write down which tasks there are between the documents."""
    if dict(run.ties) == dict(ties):
        return run
    known = replace(run, ties=ties, finished="")
    _write(store, known)
    return known


def finish(store: Store, run: Run, now: str) -> Run:
    """Write down that a run has come to its end; one that had before keeps its time."""
    if run.finished:
        return run
    done = replace(run, finished=now)
    _write(store, done)
    return done


def states(known: Sequence[Run]) -> tuple[State, State]:
    """What holds after the last run, and what held before it."""
    now, before = State({}, 0), State({}, 0)
    for run in known:
        kept = {a: t for a, t in now.tasks.items() if not _within(a, run.roots)}
        before, now = now, State({**kept, **run.plan, **run.joined}, run.number, run.ties)
    return now, before


def addresses(known: Sequence[Run]) -> dict[str, str]:
    """The address of every task there ever was, where it was last; of the parts of one disclosure the first."""
    found: dict[str, str] = {}
    for run in known:
        tasks = {**run.plan, **run.joined}
        for address in sorted(tasks, reverse=True):
            found[tasks[address]] = address
    return found


def _within(address: str, roots: Sequence[str]) -> bool:
    return any(address == root or address.startswith(f"{root.rstrip('/')}/") for root in roots)


def _write(store: Store, run: Run) -> None:
    folder = store.folder / _FOLDER
    folder.mkdir(exist_ok=True)
    said = {
        "started": run.started,
        "finished": run.finished,
        "roots": run.roots,
        "plan": dict(run.plan),
        "ties": dict(run.ties),
        "joined": dict(run.joined),
    }
    with in_one_step(folder / f"{run.number:06d}.json", on_disk=True) as out:
        out.write(json.dumps(said, ensure_ascii=False, indent=0).encode("utf-8"))
