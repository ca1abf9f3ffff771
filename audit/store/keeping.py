"""The store as a folder: where tasks leave their bundles, and how these become Parquet datasets.

A worker puts one bundle a task into ``incoming``, in one step. Now and then the bundles are folded in: their rows are
written as new Parquet files, and then one small file, the catalogue, names all files that count, again in one step;
then the bundles are put away. Whatever is killed at whatever moment: a bundle is there or not, a Parquet file that the
catalogue does not name counts for nothing, a bundle whose task the catalogue already has is only put away. So nothing
is lost and nothing is twice.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from audit.disk.written import in_one_step
from audit.store import bundle
from audit.store.schemas import PARTED, SCHEMAS, VERSION, WHOSE
from audit.store.sealed import TornError

_CATALOGUE = "catalogue.json"
_INCOMING = "incoming"
_KEPT = "bundles"
_CODES = pa.dictionary(pa.int32(), pa.string())
_SOUGHT = [name for name, _ in WHOSE]
"""The columns by which rows are looked for, and whole files left aside: only their extremes are noted in a file."""

_NOWHERE = "__HIVE_DEFAULT_PARTITION__"
"""How a partition without a value is called, in every tool that reads such folders."""


class StoreError(Exception):
    """A folder is no store, or cannot be written; the message is a key of the sentences of :mod:`audit.store.words`."""

    def __init__(self, key: str, path: Path, why: str = "") -> None:
        super().__init__(key)
        self.key, self.path, self.why = key, path, why


@dataclass(frozen=True, slots=True)
class Store:
    """A store at a folder. Several may read it at once; one at a time folds bundles in."""

    folder: Path

    @property
    def incoming(self) -> Path:
        """Where tasks leave their bundles."""
        return self.folder / _INCOMING

    def bundle(self, task: str) -> Path:
        """Where the bundle of a task is, or will be, until it is folded in."""
        return self.incoming / f"{task}{bundle.SUFFIX}"

    def kept(self, task: str) -> Path:
        """Where the bundle of a task is once it is folded in."""
        return self.folder / _KEPT / task[:2] / f"{task}{bundle.SUFFIX}"

    def files(self, dataset: str) -> list[Path]:
        """The Parquet files that a dataset is made of."""
        return [self.folder / name for name in self._catalogue()[dataset]]

    def table(self, dataset: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A dataset, or some of its columns, as one table."""
        names = list(columns or SCHEMAS[dataset].names)
        read = [pq.ParquetFile(file).read(columns=names).select(names) for file in self.files(dataset)]
        empty = pa.Table.from_batches([], SCHEMAS[dataset]).select(names)
        return pa.concat_tables([empty, *read])

    def tasks(self) -> dict[str, dict[str, object]]:
        """What is known of every task that was folded in, by its key."""
        return {str(row["task"]): row for row in self.table("tasks").to_pylist()}

    def bundles(self) -> set[str]:
        """The tasks whose bundles are kept, so that their documents can be held against others."""
        return {path.stem for path in (self.folder / _KEPT).glob(f"*/*{bundle.SUFFIX}")}

    def waiting(self) -> list[Path]:
        """The bundles that are still to be folded in."""
        return sorted(self.incoming.glob(f"*{bundle.SUFFIX}"))

    def sweep(self) -> None:
        """Throw away what tasks had begun to write when they were killed. Only for the one process that may fold."""
        for path in self.incoming.glob(".*.part"):
            path.unlink(missing_ok=True)

    def carry_over(self) -> None:
        """Take a store of an earlier version on. Only for the one process that may fold.

        Its rows, runs, answers and reports stay as they are. Its bundles cannot be read any more: of tasks without one
        the next run makes them again.
        """
        if self._said()["version"] != VERSION:
            self._write(_CATALOGUE, {"version": VERSION, "files": self._catalogue()})

    def fold(self) -> int:
        """Fold in every bundle; returns how many tasks were new. Only one process may do so at a time."""
        catalogue = self._catalogue()
        known = set(self.table("tasks", ["task"]).column("task").to_pylist())
        rows: dict[str, list[bundle.Row]] = {name: [] for name in SCHEMAS}
        tables: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
        done: list[Path] = []
        new: list[str] = []
        for path in self.waiting():
            if path.stem not in known:
                try:
                    left = bundle.read(path)
                except TornError:
                    path.unlink(missing_ok=True)
                    continue
                new.append(path.stem)
                for name, said in left.rows.items():
                    rows[name] += said
                for name, table in left.tables.items():
                    tables[name].append(table)
            done.append(path)
        for path in done:
            _on_disk(path)
        if new:
            batch = hashlib.sha256("\n".join(new).encode()).hexdigest()[:16]
            for name in SCHEMAS:
                catalogue[name] += self._put(name, _together(name, rows[name], tables[name]), batch)
            self._write(_CATALOGUE, {"version": VERSION, "files": catalogue})
        for path in done:
            place = self.kept(path.stem)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        return len(new)

    def _put(self, dataset: str, table: pa.Table, batch: str) -> list[str]:
        """Write the rows of a dataset, a file for each year and kind; their names as seen from the store."""
        written = []
        for part, rows in _parted(dataset, table):
            name = f"{dataset}/{part}{batch}.parquet"
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.part")
            pq.write_table(rows, temporary, compression="zstd", store_schema=False, write_statistics=_SOUGHT)
            _on_disk(temporary)
            temporary.replace(path)
            written.append(name)
        return written

    def _catalogue(self) -> dict[str, list[str]]:
        files: Mapping[str, list[str]] = self._said()["files"]
        return {name: list(files.get(name, ())) for name in SCHEMAS}

    def _said(self) -> dict[str, Any]:
        try:
            said = json.loads((self.folder / _CATALOGUE).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise StoreError("no_store", self.folder) from error
        except (OSError, ValueError) as error:
            raise StoreError("unreadable", self.folder, str(error)) from error
        if not isinstance(said, dict) or not isinstance(version := said.get("version"), int) or version < 1:
            raise StoreError("unreadable", self.folder, f"{said!r:.40}")
        if version > VERSION:
            raise StoreError("newer", self.folder)
        return said

    def _write(self, name: str, content: object) -> None:
        """Write a small JSON file in one step."""
        with in_one_step(self.folder / name, on_disk=True) as out:
            out.write(json.dumps(content, ensure_ascii=False).encode("utf-8"))


def create(folder: Path) -> Store:
    """The store at ``folder``, made where there is none. Raises :class:`StoreError` where none can be."""
    store = Store(folder)
    try:
        if folder.exists() and not folder.is_dir():
            raise StoreError("not_a_folder", folder)
        if folder.is_dir() and any(folder.iterdir()) and not (folder / _CATALOGUE).is_file():
            left = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
            if left - {_INCOMING}:
                raise StoreError("not_empty", folder)
        store.incoming.mkdir(parents=True, exist_ok=True)
        if not (folder / _CATALOGUE).is_file():
            store._write(_CATALOGUE, {"version": VERSION, "files": {}})
    except OSError as error:
        raise StoreError("not_writable", folder, error.strerror or str(error)) from error
    store._catalogue()
    return store


def opened(folder: Path) -> Store:
    """The store at ``folder``. Raises :class:`StoreError` where there is none."""
    store = Store(folder)
    store._catalogue()
    return store


def _together(dataset: str, rows: Sequence[bundle.Row], parts: Sequence[pa.Table]) -> pa.Table:
    """What many tasks have left for a dataset as one table; texts that come as codes stay so, as Parquet has them too."""
    schema = SCHEMAS[dataset]
    found = [pa.Table.from_pylist(list(rows), schema=schema)] if rows or not parts else []
    alike: dict[pa.Schema, list[pa.Table]] = defaultdict(list)
    for part in parts:
        alike[part.schema].append(part)
    found += [_with_codes(pa.concat_tables(each), schema) for each in alike.values()]
    if len(found) > 1:
        found = [each.cast(schema) for each in found]
    return pa.concat_tables(found)


def _with_codes(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """A table in the columns of a dataset, its codes of texts numbered alike in all of it.

    Where one of the codes stands for nothing, which Parquet has not, the column is written out.
    """
    types = [
        _CODES
        if column.type == _CODES and not any(c.dictionary.null_count for c in column.chunks)
        else each.type
        for column, each in zip(table.columns, schema, strict=True)
    ]
    coded = pa.schema(list(zip(schema.names, types, strict=True)))
    return table.cast(coded).unify_dictionaries()


def _parted(dataset: str, table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows by year and kind, each part with its place in the layout; nothing for no rows."""
    if dataset not in PARTED:
        if len(table):
            yield "", table
        return
    said = (pc.coalesce(table[name].cast(pa.string()), _NOWHERE) for name in ("year", "kind"))
    keys = pc.binary_join_element_wise(*said, "/")
    counts = {str(each["values"]): int(each["counts"]) for each in pc.value_counts(keys).to_pylist()}
    if len(counts) > 1:
        table = table.take(pc.sort_indices(keys))
    first = 0
    for key in sorted(counts):
        year, _, kind = key.partition("/")
        yield f"year={year}/kind={kind}/", table.slice(first, counts[key])
        first += counts[key]


def _on_disk(path: Path) -> None:
    """Have the system write a file out: its name must not be there before its bytes are."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
