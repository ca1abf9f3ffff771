"""Work in processes of its own, so that it can be stopped: each task under limits, several at once, in order.

A task that runs too long, takes too much memory or dies takes nothing else with it; whoever asked gets an outcome for
every task. An interrupt stops all of them. A task that waits for a busy processor does not run: its time goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from audit.reading.clocks import Clock
from audit.reading.limits import Limits, under
from audit.reading.steps import listening

Task = TypeVar("Task")
Result = TypeVar("Result")
_MEGABYTE = 1 << 20


class Stopped(Enum):
    """Why a task has no result: it ran too long, wanted too much memory, or its process died."""

    TIME = "time_limit"
    MEMORY = "memory_limit"
    DIED = "worker_died"


@dataclass(frozen=True, slots=True)
class _Pages:
    """A task says how far it is."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class _More:
    """A task asks for so many seconds more than its limit."""

    seconds: int


@dataclass(slots=True)
class _Running(Generic[Task]):
    """A task at work: its process, and whose time it takes."""

    number: int
    task: Task
    process: BaseProcess
    clock: Hashable


_MOST_CORES = 4
"""Pages of one document that are recognised at once: each takes memory."""

_share = 1
"""Between how many processes of this program, this one counted, the processors are shared."""


def cores() -> int:
    """How many processors the reading of one document may use."""
    return max(1, min(available() // _share, _MOST_CORES))


def available() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    limits: Limits,
    jobs: int | None = None,
    done: Callable[[Task, Result | Stopped], None] | None = None,
    step: Callable[[Task, int, int], None] | None = None,
    more: Callable[[Task, int], None] | None = None,
    clock: Callable[[Task], Hashable] | None = None,
) -> Iterator[Result | Stopped]:
    """What ``work`` makes of every task, in their order, or why there is nothing.

    ``jobs`` processes work at once (all processors); ``done`` is called as tasks come to an end, ``step`` as one says how
    many pages of how many it has read, ``more`` as it is given so many seconds more than the limit. Tasks of one
    ``clock`` (parts of a document) have one time limit together, from the start of the first. ``work`` and tasks must be picklable where processes cannot be forked.
    """
    forks = sys.platform.startswith("linux")
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    most = jobs or available()
    running: dict[Connection, _Running[Task]] = {}
    outcomes: dict[int, Result | Stopped] = {}
    clocks: dict[Hashable, Clock] = {}
    started, given = 0, 0
    try:
        while given < len(tasks):
            while started < len(tasks) and len(running) < most:
                here, there = context.Pipe(duplex=False)
                arguments = (there, work, tasks[started], limits, min(most, len(tasks)))
                process = context.Process(target=_run, args=arguments, daemon=True)
                process.start()
                there.close()
                key = clock(tasks[started]) if clock else started
                clocks.setdefault(key, Clock(limits.seconds, time.monotonic()))
                running[here] = _Running(started, tasks[started], process, key)
                started += 1
            for connection, outcome in _heard(running, clocks):
                if isinstance(outcome, _Pages):
                    if step:
                        step(running[connection].task, outcome.done, outcome.of)
                    continue
                if isinstance(outcome, _More):
                    clocks[running[connection].clock].add(outcome.seconds)
                    if more:
                        more(running[connection].task, outcome.seconds)
                    continue
                ended = running.pop(connection)
                connection.close()
                _stop(ended.process)
                outcomes[ended.number] = outcome
                if done:
                    done(ended.task, outcome)
            while given in outcomes:
                yield outcomes.pop(given)
                given += 1
    finally:
        for each_running in running.values():
            _stop(each_running.process)


def _heard(
    running: dict[Connection, _Running[Any]], clocks: Mapping[Hashable, Clock]
) -> list[tuple[Connection, Any]]:
    """What came from the tasks: how far they are, or what came of them; waits for one, or for the next deadline."""
    now = time.monotonic()
    until = min(clocks[each.clock].ends for each in running.values()) - now
    came: list[tuple[Connection, Any]] = []
    for connection in wait(list(running), timeout=max(0.0, until)):
        assert isinstance(connection, Connection)
        try:
            came.append((connection, connection.recv()))
        except EOFError:
            came.append((connection, Stopped.DIED))
    if came:
        return came
    now = time.monotonic()
    worked: dict[Hashable, float] = defaultdict(float)
    for each in running.values():
        worked[each.clock] += _worked(each.process.pid)
    over = {clock for clock, seconds in worked.items() if clocks[clock].is_over(now, seconds)}
    return [(c, Stopped.TIME) for c, each in running.items() if each.clock in over]


def _worked(pid: int | None) -> float:
    """Seconds for which a process has had processors; 0 where the system cannot say."""
    with suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _stop(process: BaseProcess) -> None:
    """End a process and all that it has started (a converter of old formats)."""
    if process.pid is not None and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
    process.close()


def _run(there: Connection, work: Callable[[Any], Any], task: object, limits: Limits, processes: int) -> None:
    """The life of a worker: a group of its own, deaf to the interrupt its parent handles, under the memory limit."""
    global _share  # noqa: PLW0603  (of this process, which does nothing else)
    _share = processes
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    limit_memory(limits.megabytes)
    with under(limits):
        try:
            with listening(
                lambda done, of: there.send(_Pages(done, of)), lambda seconds: there.send(_More(seconds))
            ):
                result = work(task)
        except MemoryError:
            result = Stopped.MEMORY
    there.send(result)
    there.close()


def limit_memory(megabytes: int) -> None:
    """Let this process ask for so much more memory than it has; nothing where the system cannot say."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        return
