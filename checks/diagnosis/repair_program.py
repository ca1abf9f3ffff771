"""The smallest set of facts whose change can satisfy all relations, as a mixed-integer program (HiGHS).

Minimise Σ cost(f)·z(f) subject to, for every relation, |residual + Σ a(f)·d(f)| <= slack and
-M·z(f) <= d(f) <= M·z(f); a number that is printed without a minus stays without one. The program only proposes the set; exact integers decide whether it works.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import numpy as np

from checks.numbers.facts import FactTable
from checks.relations.relation import Relation
from checks.relations.system import exact, one_sided, row_of

TIME_LIMIT = 5.0
"""Seconds for one connected part; the best set found by then is used."""

_INFINITE = float("inf")


def smallest_set(
    relations: Sequence[Relation], facts: Sequence[int], cost: Sequence[float], table: FactTable
) -> dict[int, int]:
    """The facts to change with about the values they need; empty where the program finds none in time.

    ``facts`` are the candidates (indices into ``table``), ``cost`` their costs in the same order.
    """
    # Most documents need no program, and its import takes longer than reading ten pages.
    from scipy import sparse  # noqa: PLC0415
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    position = {fact: i for i, fact in enumerate(facts)}
    count = len(facts)
    scale = float(max(1, int(np.abs(table.value[list(facts)]).max(initial=1))))
    rows, columns, data, low, high = [], [], [], [], []
    for number, relation in enumerate(relations):
        residual, slack = exact(relation, table)
        row = row_of(relation, table)
        size = float(max((abs(k) for k in row.coefficients), default=1)) or 1.0
        for fact, k in zip(row.facts, row.coefficients, strict=True):
            if fact in position:
                rows.append(number)
                columns.append(position[fact])
                data.append(k / size)
        low.append(-_INFINITE if one_sided(relation) else (-slack - residual) / size / scale)
        high.append((slack - residual) / size / scale)
    changes = sparse.csr_array((data, (rows, columns)), shape=(len(relations), 2 * count))
    reach = 12.0
    values = table.value[list(facts)]
    lowest = np.where(values >= 0, np.maximum(-values / scale, -reach), -reach)
    identity = sparse.eye_array(count)
    linked = sparse.vstack(
        [
            sparse.hstack([identity, -reach * identity]),
            sparse.hstack([-identity, -reach * identity]),
        ]
    )
    with _quietly():
        answer = milp(
            c=np.concatenate([np.zeros(count), np.asarray(cost)]),
            constraints=[
                LinearConstraint(changes, np.asarray(low), np.asarray(high)),
                LinearConstraint(linked, -_INFINITE, 0.0),
            ],
            integrality=np.concatenate([np.zeros(count), np.ones(count)]),
            bounds=Bounds(
                np.concatenate([lowest, np.zeros(count)]),
                np.concatenate([np.full(count, reach), np.ones(count)]),
            ),
            options={"time_limit": TIME_LIMIT, "mip_rel_gap": 0.0},
        )
    if answer.x is None:
        return {}
    return {
        fact: int(table.value[fact]) + round(float(answer.x[i]) * scale)
        for i, fact in enumerate(facts)
        if answer.x[count + i] > 0.5
    }


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep what the solver's own library prints, past Python, off standard output: reports may go there."""
    try:
        sys.stdout.flush()
        kept, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except (OSError, ValueError):
        yield
        return
    try:
        os.dup2(nothing, 1)
        yield
    finally:
        with suppress(OSError, TypeError, AttributeError):
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)
