"""What a document is held against others by: its facts, official tables and sentences, as its task's bundle has them.

They are read when the department is looked at, so that no more than one department is ever in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from audit.batch.rows.facts import as_facts
from audit.document import Document, Line, Paragraph
from audit.recognition import Recognised
from audit.recognition.identity import Identity
from audit.store import bundle
from audit.store.keeping import Store
from checks.finding import Place
from checks.numbers.claims import Claim, Claims, Comparison
from checks.numbers.facts import Fact, Role, Statement

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
    """One document but its facts, which are ``count`` from ``first`` on; the indices in it count them all."""

    path: str
    sha256: str
    format: str
    identity: Identity
    first: int
    count: int
    tables: tuple[_Table, ...]
    claims: tuple[Claim, ...]
    comparisons: tuple[Comparison, ...]
    prose: tuple[str, ...]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[tuple[_Volume, ...]]:
    return TypeAdapter(tuple[_Volume, ...])


def packed(recognised: Sequence[Recognised]) -> bytes:
    """What the documents of a task are held against others by, but their facts: what stands beside them in its bundle."""
    volumes = []
    first = 0
    for each in recognised:
        volumes.append(_volume(each, first))
        first += len(each.facts)
    return _adapter().dump_json(tuple(volumes))


def load(store: Store, tasks: Iterable[tuple[str, int]]) -> list[Recognised]:
    """The documents of tasks (each by its task and number), numbered anew as one run of their own.

    Raises :class:`audit.store.sealed.TornError` or ``ValueError`` where one is gone.
    """
    found: list[Recognised] = []
    count = 0
    for task, number in tasks:
        facts, said = bundle.facts(store.kept(task))
        volume = _adapter().validate_json(said)[number]
        own = as_facts(facts.slice(volume.first, volume.count))
        found.append(_recognised(volume, len(found), count, tuple(own)))
        count += volume.count
    return found


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
        len(each.facts),
        tables,
        each.claims.claims,
        each.claims.comparisons,
        tuple(p.text for p in each.prose),
    )


def _recognised(volume: _Volume, document: int, first: int, facts: Sequence[Fact]) -> Recognised:
    """A document as number ``document`` of a run whose facts before it are ``first``."""
    move = first - volume.first
    statements = tuple(_statement(t, document, n, move) for n, t in enumerate(volume.tables))
    of_fact = {int(at): s.id for s in statements for at in s.cells[s.cells >= 0].ravel()}
    claims = tuple(_claim(claim, move) for claim in volume.claims)
    comparisons = tuple(_comparison(each, move) for each in volume.comparisons)
    return Recognised(
        document=Document(volume.path, volume.sha256, volume.format, ()),
        identity=volume.identity,
        statements=statements,
        facts=tuple(
            replace(fact, document=document, statement=of_fact.get(first + n)) for n, fact in enumerate(facts)
        ),
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
