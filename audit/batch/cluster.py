"""Tasks on a Dask cluster: one on this machine, or one that exists; outcomes come back as they are ready.

On this machine the scheduler and its worker are threads of this process: what a worker does is to wait for its bench,
and the benches are processes of their own.
"""

from __future__ import annotations

import logging
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import dask
from distributed import Client, LocalCluster, as_completed

from audit.batch.task import close, retire, several
from audit.batch.ties.work import AnyWork
from audit.batch.work import ClusterError, Done

_CONFIG = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.scheduler.allowed-failures": 20,
    "distributed.comm.timeouts.connect": "30s",
    "distributed.admin.log-format": "%(message)s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.cycle": "10s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.client.scheduler-info-interval": "60s",
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.scheduler.work-stealing-interval": "1s",
    "distributed.worker.profile.enabled": False,
}
"""A worker holds nothing but the addresses of tasks: its bench is what needs memory, and has a limit of its own.

Nobody looks at the profiles and ticks that workers would take all the time, and there is no memory to be balanced.
"""

_NOBODY_ELSE = "127.0.0.1:0"
"""Where the pages of Dask about itself are: seen from this machine alone."""

_AHEAD = 4
"""Times that tasks are sent out for each worker before an outcome has come back."""

_TOGETHER = 16
"""Tasks that are sent out together."""


@contextmanager
def cluster(workers: int, scheduler: str | None) -> Iterator[Client]:
    """A client of the cluster at ``scheduler``, or of one on this machine that does ``workers`` tasks at a time.

    Raises :class:`ClusterError` where there is none.
    """
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"distributed", "tornado", "asyncio"}:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with dask.config.set(_CONFIG):
        if scheduler:
            with _reached(scheduler) as client:
                yield client
                _end(client)
            return
        with (
            LocalCluster(
                n_workers=1,
                threads_per_worker=workers,
                processes=False,
                dashboard_address=_NOBODY_ELSE,
                worker_dashboard_address=_NOBODY_ELSE,
                memory_limit=None,
                silence_logs=logging.CRITICAL,
            ) as local,
            Client(local) as client,
        ):
            try:
                yield client
            finally:
                retire()


def _end(client: Client) -> None:
    """End what the workers have started; where one cannot be asked it ends by itself."""
    with suppress(OSError, ValueError, RuntimeError):
        client.run(close)


def _reached(scheduler: str) -> Client:
    try:
        return Client(scheduler, timeout="15s")
    except (OSError, ValueError) as error:
        raise ClusterError(str(error)) from error


def outcomes(
    client: Client, run: Callable[[AnyWork], Done], works: Sequence[AnyWork], tries: int
) -> Iterator[Done]:
    """What ``run`` made of each task, as they come to an end; a worker that is lost is tried again elsewhere.

    Tasks are sent out several together, for the cluster's own work is the same for one and for many; towards the end
    one by one. Raises :class:`ClusterError` where the cluster is gone.
    """
    waiting = deque(works)
    crew = max(1, len(client.nthreads()))
    sent: dict[Any, list[AnyWork]] = {}
    ready = as_completed()
    numbers = count()

    def send(most: int = _TOGETHER) -> None:
        size = min(most, max(1, len(waiting) // (crew * _AHEAD)), len(waiting))
        if size:
            some = [waiting.popleft() for _ in range(size)]
            future = client.submit(several, run, some, key=f"{run.__name__}-{next(numbers)}", retries=tries)
            sent[future] = some
            ready.add(future)

    for _ in range(crew * _AHEAD):
        send()
    for future in ready:
        some = sent.pop(future)
        if future.status == "finished":
            try:
                done = future.result()
            except (OSError, CancelledError) as error:
                raise ClusterError(str(error), begun=True) from error
            waiting.extendleft(reversed(some[len(done) :]))
            yield from done
        elif future.status == "error" and len(some) == 1:
            yield Done(some[0].task, "inner_fault", repr(future.exception()), kept=False)
        elif future.status == "error":  # one of them ends its worker: which, is found alone
            for work in some:
                waiting.appendleft(work)
                send(most=1)
        else:
            raise ClusterError(future.status, begun=True)
        future.release()
        send()
