"""What one task leaves, all of it in one file, so that it is there whole or not at all.

Its rows are folded into the datasets: few of them (of a task, its documents, its findings) as they are, for a table of one
row costs as much to make as one of thousands, many of them as tables. The file stays, for what is held against the
documents of other tasks is read from it: its numbers, with more of each than the dataset ``facts`` has, and what the task
puts beside its rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from audit.store import sealed
from audit.store.schemas import SCHEMAS
from audit.store.sealed import TornError

SUFFIX = ".task"

FACTS = "facts"

_BESIDE = "documents-of-facts"
"""The part that is no table."""

_ROWS = "rows"

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Left:
    """What a task has left for the datasets: rows, and tables whose columns may come as codes of their values."""

    rows: Mapping[str, Sequence[Row]]
    tables: Mapping[str, pa.Table]


def write(path: Path, left: Left, beside: bytes = b"") -> None:
    """Put what a task leaves at ``path`` in one step, and what else others need of it."""
    said = json.dumps({"columns": _columns(), "rows": left.rows}, ensure_ascii=False)
    parts = {name: sealed.of_table(table) for name, table in left.tables.items()}
    sealed.write(path, {_ROWS: said.encode("utf-8"), **parts, _BESIDE: beside})


def read(path: Path) -> Left:
    """What a task has left. Raises :class:`TornError` where it is none of this version, or not whole."""
    parts = sealed.read(path)
    try:
        said = json.loads(bytes(parts.pop(_ROWS)))
        if said["columns"] != _columns():
            raise TornError(str(path))
        tables = {name: sealed.table_of(part) for name, part in parts.items() if name in SCHEMAS}
        found = {name: table.select(SCHEMAS[name].names) for name, table in tables.items()}
    except (KeyError, TypeError, ValueError, pa.ArrowException) as error:
        raise TornError(str(path)) from error
    if not all(_fits(table.schema, name) for name, table in found.items()):
        raise TornError(str(path))
    return Left(said["rows"], found)


def facts(path: Path) -> tuple[pa.Table, bytes]:
    """The numbers of a bundle with all that was written of them, and what stands beside the tables.

    Raises :class:`TornError` where it is not there, or not whole.
    """
    try:
        parts = sealed.read(path)
        return sealed.table_of(parts[FACTS]), bytes(parts[_BESIDE])
    except (KeyError, ValueError, pa.ArrowException) as error:
        raise TornError(str(path)) from error


@lru_cache(maxsize=1)
def _columns() -> str:
    """A checksum of the columns of all datasets, by which rows of another version are told."""
    said = "\n".join(f"{name}: {schema}" for name, schema in SCHEMAS.items())
    return hashlib.sha256(said.encode()).hexdigest()


_fitting: dict[str, pa.Schema] = {}
"""The columns that the last tables of each dataset came in, which fitted: one task is like the next."""


def _fits(schema: pa.Schema, dataset: str) -> bool:
    known = _fitting.get(dataset)
    if known is not None and known.equals(schema):
        return True
    try:
        pa.Table.from_batches([], schema).cast(SCHEMAS[dataset])
    except (ValueError, pa.ArrowException):
        return False
    _fitting[dataset] = schema
    return True
