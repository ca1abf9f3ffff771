"""What one task leaves: all its tables in one file, so that it is there whole or not at all.

A ZIP of Arrow tables: one rename puts it in place, and a file that was torn is told by its checksums.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from audit.disk.written import in_one_step
from audit.store.schemas import SCHEMAS

SUFFIX = ".task"

_TABLE = ".arrow"

_WRITING = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
_READING = pa.ipc.IpcReadOptions(use_threads=False)
"""Threads cost more than they bring for tables as small as these."""


class TornError(Exception):
    """A file is no bundle, or not a whole one."""


def write(path: Path, tables: Mapping[str, pa.Table]) -> None:
    """Put a task's tables at ``path`` in one step.

    It is not forced out to the disk: a bundle torn by a loss of power is told by its checksums and its task done again.
    """
    with in_one_step(path) as out, zipfile.ZipFile(out, "w") as archive:
        for table_name, table in tables.items():
            archive.writestr(table_name + _TABLE, _arrow(table))


def read(path: Path) -> dict[str, pa.Table]:
    """The tables of a bundle. Raises :class:`TornError` where it is none of this version, or not whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {
                name: _as(
                    pa.ipc.open_stream(archive.read(name + _TABLE), options=_READING).read_all(), schema
                )
                for name, schema in SCHEMAS.items()
            }
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, pa.ArrowException) as error:
        raise TornError(str(path)) from error


def _as(table: pa.Table, schema: pa.Schema) -> pa.Table:
    return table if table.schema.equals(schema) else table.cast(schema)


def _arrow(table: pa.Table) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_stream(out, table.schema, options=_WRITING) as writer:
        writer.write_table(table)
    return out.getvalue()
