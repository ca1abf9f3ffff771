"""Several parts in one file that is there whole or not at all, and packed: a torn one is told by its checksum."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from audit.disk.written import in_one_step

_HEAD = struct.Struct(">IIQ")
"""The checksum of all that follows, the length of the list of parts, the length of the parts before packing."""

_PACKING = "zstd"
_READING = pa.ipc.IpcReadOptions(use_threads=False)
"""Threads cost more than they bring for tables as small as these."""


class TornError(Exception):
    """A file is not of this form, or not whole."""


def write(path: Path, parts: Mapping[str, bytes]) -> None:
    """Put parts at ``path`` in one step.

    It is not forced out to the disk: until it is folded in, a file torn by a loss of power is told and made again.
    """
    names = json.dumps([(name, len(part)) for name, part in parts.items()]).encode("ascii")
    whole = b"".join(parts.values())
    packed = pa.Codec(_PACKING, compression_level=1).compress(whole, asbytes=True)
    with in_one_step(path) as out:
        out.write(_HEAD.pack(zlib.crc32(packed, zlib.crc32(names)), len(names), len(whole)) + names + packed)


def read(path: Path) -> dict[str, memoryview]:
    """The parts of a file. Raises :class:`TornError` where one is not there whole."""
    try:
        content = path.read_bytes()
        checksum, length, size = _HEAD.unpack_from(content)
        names, packed = content[_HEAD.size : _HEAD.size + length], content[_HEAD.size + length :]
        if zlib.crc32(packed, zlib.crc32(names)) != checksum:
            raise TornError(str(path))
        whole = memoryview(pa.Codec(_PACKING).decompress(packed, size, asbytes=True))
        found, first = {}, 0
        for name, long in json.loads(names):
            found[name] = whole[first : first + long]
            first += long
        return found
    except (OSError, TypeError, ValueError, struct.error, pa.ArrowException) as error:
        raise TornError(str(path)) from error


def of_table(table: pa.Table) -> bytes:
    """A table as a part."""
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    written: bytes = out.getvalue().to_pybytes()
    return written


def table_of(part: memoryview) -> pa.Table:
    """The table of a part. Raises ``ValueError`` or :class:`pyarrow.ArrowException` where it is none."""
    return pa.ipc.open_stream(part, options=_READING).read_all()
