"""Who does the tasks of a run: a cluster, there from the first task on until the run ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from audit.batch import task
from audit.batch.telling import Telling
from audit.batch.ties.work import AnyWork
from audit.batch.work import Done
from audit.reading.workers import available
from audit.store.keeping import Store

if TYPE_CHECKING:
    from distributed import Client

_FOLD_EVERY = 1_000
"""Tasks after which their bundles are folded into the datasets."""

_LAST = 100
"""Tasks before the end at which that is done too: nobody works any more while the last are folded in."""


class Crew:
    """Does tasks for a store as long as ``stack`` is open: on a cluster at ``scheduler``, or on this machine."""

    def __init__(
        self,
        store: Store,
        stack: ExitStack,
        workers: int | None,
        scheduler: str | None,
        tries: int,
        lang: str,
    ) -> None:
        self._store, self._stack = store, stack
        self._workers, self._scheduler = workers, scheduler
        self._tries, self._lang = tries, lang
        self._client: Client | None = None

    def do(self, run: Callable[[AnyWork], Done], todo: Sequence[AnyWork]) -> list[Done]:
        """Do tasks; what is ready is folded in from time to time, and all of it at the end.

        Raises :class:`audit.batch.work.ClusterError` where there is no cluster, or it is gone.
        """
        if not todo:
            return []
        found = []
        with Telling(len(todo), self._lang) as telling:
            for number, done in enumerate(self._outcomes(run, todo), 1):
                found.append(done)
                telling.tell(done)
                if number % _FOLD_EVERY == 0 or number == len(todo) - _LAST:
                    self._store.fold()
        self._store.fold()
        return found

    def _outcomes(self, run: Callable[[AnyWork], Done], todo: Sequence[AnyWork]) -> Iterator[Done]:
        if self._client is None:
            count = min(self._workers or available(), len(todo))
            if self._scheduler is None:
                task.begin(count, todo[0].limits.megabytes)
        from audit.batch.cluster import cluster, outcomes  # noqa: PLC0415  (takes as long to load as a process to begin)

        if self._client is None:
            self._client = self._stack.enter_context(cluster(count, self._scheduler))
        return outcomes(self._client, run, todo, self._tries)
