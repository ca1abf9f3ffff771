"""One task on its worker: the work goes to the bench, and what stops it there is found and listed.

A task that is stopped is looked at document by document: the one that hangs, dies or wants all memory costs its own
limit and is listed as not audited, and the rest of its submission is audited without it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from audit.batch.auditing import perform, probe, tie
from audit.batch.bench import Bench, Fault
from audit.batch.ties.work import AnyWork, TieWork
from audit.batch.work import Done, Item, Work
from audit.reading.workers import Stopped

_RESCUE = 60
"""Seconds for entering a task of which nothing could be audited."""

_WHILE = 4
"""Seconds after which tasks that were sent together are no longer done together."""

_benches = threading.local()
_all: list[Bench] = []
_begun: deque[Bench] = deque()


def begin(count: int, megabytes: int) -> None:
    """Start the processes of so many benches of this process ahead of their work."""
    for _ in range(count):
        bench = Bench(megabytes)
        bench.begin()
        _all.append(bench)
        _begun.append(bench)


def several(run: Callable[[AnyWork], Done], works: Sequence[AnyWork]) -> list[Done]:
    """What came of the first tasks of ``works``, as many as are done in a while: the rest is for others."""
    began = time.monotonic()
    done = []
    for work in works:
        done.append(run(work))
        if time.monotonic() - began > _WHILE:
            break
    return done


def run(work: Work) -> Done:
    """Do a task on this worker; called by the cluster."""
    bench = _bench(work.limits.megabytes)
    limits = work.limits
    done = bench.do(perform, work, limits, limits.seconds * len(work.items))
    if done is Stopped.DIED:  # by its document's fault, or because somebody ended it
        done = bench.do(perform, work, limits, limits.seconds * len(work.items))
    if isinstance(done, Done):
        return done
    if len(work.items) == 1:
        return _listed(bench, replace(work, items=(_stopped(work.items[0], done),)))
    items: list[Item] = []
    for item in work.items:
        alone = bench.do(probe, replace(work, items=(item,)), limits, limits.seconds)
        items.append(item if alone is True else _stopped(item, alone))
    if any(item.why for item in items):
        work = replace(work, items=tuple(items))
        again = bench.do(perform, work, limits, limits.seconds * len(items))
        if isinstance(again, Done):
            return again
    return _listed(bench, replace(work, items=tuple(i if i.why else _stopped(i, done) for i in items)))


def run_tie(work: TieWork) -> Done:
    """Do a task between documents on this worker; called by the cluster."""
    done = _bench(work.limits.megabytes).do(tie, work, work.limits, work.limits.seconds * len(work.documents))
    if isinstance(done, Done):
        return done
    why = done.value if isinstance(done, Stopped) else "inner_fault"
    return Done(work.task, why, done.why if isinstance(done, Fault) else "", kept=False)


def _bench(megabytes: int) -> Bench:
    """The bench of this thread of the worker."""
    bench: Bench | None = getattr(_benches, "bench", None)
    if bench is None:
        try:
            bench = _begun.popleft()
        except IndexError:
            bench = Bench(megabytes)
            _all.append(bench)
        _benches.bench = bench
    return bench


def retire() -> None:
    """End the processes of all benches of this process for good; what they were at is not done."""
    for bench in _all:
        bench.retire()
    _all.clear()
    _begun.clear()


def close() -> None:
    """End the processes of this worker's benches; called by the cluster when a run is over."""
    for bench in _all:
        bench.stop()


def _listed(bench: Bench, work: Work) -> Done:
    """A task of which nothing could be audited, entered as that."""
    done = bench.do(perform, work, work.limits, _RESCUE)
    if isinstance(done, Done):
        return done
    first = work.items[0]
    fault = done.why if isinstance(done, Fault) else first.fault
    return Done(work.task, first.why, fault, kept=False)


def _stopped(item: Item, stopped: object) -> Item:
    """A document with what stopped it."""
    if isinstance(stopped, Stopped):
        return replace(item, why=stopped.value)
    return replace(item, why="inner_fault", fault=stopped.why if isinstance(stopped, Fault) else "")
