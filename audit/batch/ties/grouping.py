"""Which documents of the store are looked at together: those of one department and its units, of all years and kinds."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.store.keeping import Store
from audit.submission.names import UNIT, Name, read_name, same_names
from checks.rules.sets.material import OTHER

_COLUMNS = ("task", "document", "department", "level", "kind", "year", "numbers", "statements", "listed")


@dataclass(frozen=True, slots=True)
class Group:
    """A department with its units: what it is called, and its documents by task and number."""

    name: str
    documents: tuple[tuple[str, int], ...]

    def key(self, terms: str) -> str:
        """The key of its task, which depends on its documents and on what they are judged by."""
        said = "\n".join((terms, *(f"{task} {number}" for task, number in self.documents)))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def _rows(store: Store, tasks: Iterable[str]) -> list[dict[str, Any]]:
    """The documents of ``tasks`` that say whose and of which year they are."""
    wanted = set(tasks)
    return [
        row
        for row in store.table("documents", _COLUMNS).to_pylist()
        if row["task"] in wanted and row["department"] and row["year"] and row["numbers"]
    ]


def halves(store: Store, tasks: Iterable[str]) -> list[tuple[str, ...]]:
    """The tasks that are one disclosure together: of one department, year and kind, each with what the others lack.

    Prose and tables in files of their own, or one file a table. Where a table is there twice they are copies, and
    stay apart.
    """
    rows = _rows(store, tasks)
    names = same_names({row["department"] for row in rows})
    alike: dict[tuple[Name, str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        alike[names[row["department"]], row["kind"], row["year"]].append(row)
    of_task = Counter(row["task"] for row in rows)
    return [
        tuple(sorted(row["task"] for row in group))
        for (_, kind, _), group in alike.items()
        if kind != OTHER and all(of_task[row["task"]] == 1 for row in group) and _complete_each_other(group)
    ]


def _complete_each_other(group: Sequence[Mapping[str, Any]]) -> bool:
    codes = [code for row in group for code in row["statements"]]
    without = sum(1 for row in group if not row["statements"])
    levels = {row["level"] for row in group if row["level"]}
    return (
        len(group) > 1 and bool(codes) and without < 2 and len(codes) == len(set(codes)) and len(levels) < 2
    )


def groups(store: Store, tasks: Iterable[str]) -> list[Group]:
    """The groups among the documents of ``tasks`` that have at least two documents, in a fixed order.

    Documents whose tasks left no bundle are in none: see :func:`left_out`.
    """
    rows = _rows(store, store.bundles().intersection(tasks))
    names = same_names({row["department"] for row in rows})
    home = _homes(rows, names)
    found: dict[Name, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        found[home[names[row["department"]]]].append((row["task"], row["document"]))
    return sorted(
        (
            Group(_said(name), tuple(sorted(documents)))
            for name, documents in found.items()
            if len(documents) > 1
        ),
        key=lambda group: group.name,
    )


def left_out(store: Store, tasks: Iterable[str]) -> int:
    """How many documents of ``tasks`` are held against no others, since an earlier version of this program audited them."""
    return len(_rows(store, set(tasks) - store.bundles()))


def _homes(rows: Sequence[Mapping[str, object]], names: Mapping[str, Name]) -> dict[Name, Name]:
    """For every name the one that its group goes by: units go with each department that lists them."""
    parents = {name: name for name in names.values()}

    def root(name: Name) -> Name:
        while parents[name] != name:
            name = parents[name]
        return name

    units: dict[str, set[Name]] = defaultdict(set)
    for row in rows:
        if row["level"] == UNIT:
            name = names[str(row["department"])]
            units[name.office].add(name)
    for row in rows:
        listed = row["listed"]
        if not isinstance(listed, list):
            continue
        own = names[str(row["department"])]
        for text in listed:
            written = read_name(text)
            for unit in units.get(written.office, ()):
                shared = min(len(unit.regions), len(written.regions))
                if (
                    unit.regions[len(unit.regions) - shared :]
                    == written.regions[len(written.regions) - shared :]
                ):
                    parents[root(unit)] = root(own)
    return {name: root(name) for name in parents}


def _said(name: Name) -> str:
    return "".join(name.regions) + name.office
