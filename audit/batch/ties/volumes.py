"""What a document is held against others by: its facts, official tables and sentences, kept beside the store.

One file a task, read when the task's department is looked at, so that no more than one department is ever in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic import TypeAdapter

from audit.disk.written import in_one_step
from audit.document import Document, Line, Paragraph
from audit.recognition import Recognised
from audit.recognition.identity import Identity
from audit.store.keeping import Store
from checks.finding import Place
from checks.numbers.claims import Claim, Claims, Comparison
from checks.numbers.facts import Fact, Role, Statement

_FOLDER = "volumes"
_LINKS = ("fact", "base", "change", "whole", "plan", "earlier", "total")
"""The numbers of a claim that are indices of facts."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A statement with its cells as lists."""

    code: str
    name: str
    unit: str | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: list[list[int]]
    parents: tuple[int, ...]
    sections: tuple[str, ...]
    roles: tuple[Role, ...]
    pages: tuple[int, ...]
    printed_codes: tuple[str, ...]
    gridded: bool


@dataclass(frozen=True, slots=True)
class _Volume:
    """One document; the indices in it count from ``first``."""

    path: str
    sha256: str
    format: str
    identity: Identity
    first: int
    facts: tuple[Fact, ...]
    tables: tuple[_Table, ...]
    claims: tuple[Claim, ...]
    comparisons: tuple[Comparison, ...]
    prose: tuple[str, ...]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[tuple[_Volume, ...]]:
    return TypeAdapter(tuple[_Volume, ...])


def keep(store: Store, task: str, recognised: Sequence[Recognised]) -> None:
    """Keep what the documents of a task are held against others by, in one step."""
    volumes = []
    first = 0
    for each in recognised:
        volumes.append(_volume(each, first))
        first += len(each.facts)
    path = _path(store, task)
    path.parent.mkdir(parents=True, exist_ok=True)
    with in_one_step(path) as out:
        out.write(_packed(_adapter().dump_json(tuple(volumes))))


def load(store: Store, tasks: Iterable[tuple[str, int]]) -> list[Recognised]:
    """The documents of tasks (each by its task and number), numbered anew as one run of their own.

    Raises ``OSError`` or ``ValueError`` where one is gone.
    """
    found: list[Recognised] = []
    count = 0
    for task, number in tasks:
        volume = _adapter().validate_json(_unpacked(_path(store, task).read_bytes()))[number]
        found.append(_recognised(volume, len(found), count))
        count += len(volume.facts)
    return found


def _packed(content: bytes) -> bytes:
    """Packed fast: the length, then the bytes."""
    packed: bytes = pa.Codec("zstd", compression_level=1).compress(content, asbytes=True)
    return len(content).to_bytes(8, "big") + packed


def _unpacked(content: bytes) -> bytes:
    size = int.from_bytes(content[:8], "big")
    unpacked: bytes = pa.Codec("zstd").decompress(content[8:], size, asbytes=True)
    return unpacked


def _path(store: Store, task: str) -> Path:
    return store.folder / _FOLDER / task[:2] / f"{task}.volume"


def _volume(each: Recognised, first: int) -> _Volume:
    names = [field.name for field in fields(_Table) if field.name != "cells"]
    tables = tuple(
        _Table(**{name: getattr(s, name) for name in names}, cells=s.cells.tolist())
        for s in each.statements
        if s.code is not None
    )
    document = each.document
    return _Volume(
        document.path,
        document.sha256,
        document.format,
        each.identity,
        first,
        each.facts,
        tables,
        each.claims.claims,
        each.claims.comparisons,
        tuple(p.text for p in each.prose),
    )


def _recognised(volume: _Volume, document: int, first: int) -> Recognised:
    """A document as number ``document`` of a run whose facts before it are ``first``."""
    move = first - volume.first
    statements = tuple(_statement(t, document, n, move) for n, t in enumerate(volume.tables))
    of_fact = {int(at): s.id for s in statements for at in s.cells[s.cells >= 0].ravel()}
    facts = tuple(
        replace(fact, document=document, statement=of_fact.get(first + n))
        for n, fact in enumerate(volume.facts)
    )
    claims = tuple(_claim(claim, move) for claim in volume.claims)
    comparisons = tuple(_comparison(each, move) for each in volume.comparisons)
    return Recognised(
        document=Document(volume.path, volume.sha256, volume.format, ()),
        identity=volume.identity,
        statements=statements,
        facts=facts,
        claims=Claims(claims=claims, comparisons=comparisons),
        prose=tuple(Paragraph((Line(text, Place()),)) for text in volume.prose),
    )


def _statement(table: _Table, document: int, number: int, move: int) -> Statement:
    values: dict[str, Any] = {field.name: getattr(table, field.name) for field in fields(_Table)}
    cells = np.asarray(values.pop("cells"), np.int32).reshape(len(table.rows), len(table.columns))
    return Statement(
        id=f"d{document}-s{number}",
        document=document,
        cells=np.where(cells >= 0, cells + move, cells),
        **values,
    )


def _moved(index: int | None, move: int) -> int | None:
    return None if index is None else index + move


def _claim(claim: Claim, move: int) -> Claim:
    links: dict[str, Any] = {name: _moved(getattr(claim, name), move) for name in _LINKS}
    return replace(claim, alternatives=tuple(at + move for at in claim.alternatives), **links)


def _comparison(each: Comparison, move: int) -> Comparison:
    return replace(each, left=_moved(each.left, move), right=_moved(each.right, move))
