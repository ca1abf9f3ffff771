"""What one task leaves, all of it in one file, so that it is there whole or not at all.

Its rows are folded into the datasets. The file stays, for what is held against the documents of other tasks is read
from it: its numbers, with more of each than the dataset ``facts`` has, and what the task puts beside its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
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


def write(path: Path, tables: Mapping[str, pa.Table], beside: bytes = b"") -> None:
    """Put a task's tables at ``path`` in one step, and what else others need of it."""
    parts = {name: sealed.of_table(table) for name, table in tables.items()}
    sealed.write(path, {**parts, _BESIDE: beside})


def read(path: Path) -> dict[str, pa.Table]:
    """The tables of a bundle in the columns of the datasets; some columns come as codes of their values.

    Raises :class:`TornError` where it is none of this version, or not whole.
    """
    parts = sealed.read(path)
    try:
        found = {name: sealed.table_of(parts[name]).select(schema.names) for name, schema in SCHEMAS.items()}
    except (KeyError, ValueError, pa.ArrowException) as error:
        raise TornError(str(path)) from error
    if not all(_fits(table.schema, name) for name, table in found.items()):
        raise TornError(str(path))
    return found


def facts(path: Path) -> tuple[pa.Table, bytes]:
    """The numbers of a bundle with all that was written of them, and what stands beside the tables.

    Raises :class:`TornError` where it is not there, or not whole.
    """
    try:
        parts = sealed.read(path)
        return sealed.table_of(parts[FACTS]), bytes(parts[_BESIDE])
    except (KeyError, ValueError, pa.ArrowException) as error:
        raise TornError(str(path)) from error


@lru_cache(maxsize=64)
def _fits(schema: pa.Schema, dataset: str) -> bool:
    try:
        pa.Table.from_batches([], schema).cast(SCHEMAS[dataset])
    except (ValueError, pa.ArrowException):
        return False
    return True
