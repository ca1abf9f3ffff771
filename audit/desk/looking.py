"""A store that is looked at again and again, by several people at once, perhaps while it is being written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TypeVar

import duckdb

from audit.desk.department import Department, department
from audit.desk.gathering import Bureau, Disclosure, Scope, gather
from audit.desk.workbooks import Sources, workbook
from audit.store import reports
from audit.store.keeping import Store, StoreError, opened
from audit.store.listing import Awaited
from audit.store.views import stamp

_MOST_SCOPES = 12
_Answer = TypeVar("_Answer")
ALL = Scope()


class Desk:
    """What the bureau sees of a store: gathered once, and again when something in the store has changed.

    Every method raises :class:`StoreError` where the store is gone, empty or cannot be read.
    """

    def __init__(self, folder: Path, expected: Sequence[Awaited] = ()) -> None:
        self._folder, self._expected = folder, expected
        self._known: dict[Scope, tuple[object, Bureau]] = {}
        self._lock = Lock()

    def bureau(self, scope: Scope = ALL) -> Bureau:
        """Everything that the report shows of a scope."""
        return self._asked(lambda store: self._bureau(store, scope))

    def department(self, name: str, lang: str, category: str = "") -> Department | None:
        """A department over all years; None where nothing of it is there."""
        return self._asked(lambda store: department(store, self._bureau(store, ALL), name, lang, category))

    def disclosure(self, task: str) -> Disclosure | None:
        """The disclosure that a task is the audit of, the first where it is of several; None where there is none."""
        return next((each for each in self.bureau().disclosures if each.task == task), None)

    def workbook(self, task: str) -> bytes | None:
        """The workbook of a submission; None where there is none."""

        def made(store: Store) -> bytes | None:
            source = Sources(store).of(task)
            return workbook(source) if source is not None else None

        return self._asked(made)

    def report(self, task: str) -> Path | None:
        """Where the page of a task is, if it is there; ``task`` has to be the key of one."""
        found = self._asked(lambda store: reports.page(store, task))
        return found if found.is_file() else None

    def _bureau(self, store: Store, scope: Scope) -> Bureau:
        with self._lock:
            now = stamp(store)
            known = self._known.get(scope)
            if known is None or known[0] != now:
                if len(self._known) >= _MOST_SCOPES:
                    self._known.clear()
                known = self._known[scope] = (now, gather(store, scope, self._expected))
            return known[1]

    def _asked(self, question: Callable[[Store], _Answer]) -> _Answer:
        try:
            store = opened(self._folder)
            if not store.files("tasks"):
                raise StoreError("empty", self._folder)
            return question(store)
        except (duckdb.Error, OSError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise StoreError("unreadable", self._folder, why) from error
