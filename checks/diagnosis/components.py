"""Connected parts of the violated relations: what may have one cause, and what cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from checks.relations.relation import Relation

Part = tuple[int, ...]
"""Violated rows of the system that belong together, in order."""


def connected(equations: Sequence[int], relations: Mapping[int, Relation]) -> list[Part]:
    """Violated equations, grouped by the facts they share.

    Inequalities are left to the caller: two numbers that pass their bounds need not have one cause.
    """
    rows_by_fact: dict[int, list[int]] = defaultdict(list)
    for row in equations:
        for fact in relations[row].facts:
            rows_by_fact[fact].append(row)
    group: dict[int, int] = {}
    for start in equations:
        if start in group:
            continue
        queue, group[start] = [start], start
        while queue:
            for fact in relations[queue.pop()].facts:
                for row in rows_by_fact[fact]:
                    if row not in group:
                        group[row] = start
                        queue.append(row)
    parts: dict[int, list[int]] = defaultdict(list)
    for row in equations:
        parts[group[row]].append(row)
    return [tuple(rows) for rows in parts.values()]


def tied(parts: Sequence[Part], relations: Mapping[int, Relation]) -> list[Part]:
    """Parts that a relation which holds ties together: an error repeated in two tables is one cause.

    ``relations`` are all relations that touch a fact of the parts, violated or not.
    """
    owner = {fact: n for n, part in enumerate(parts) for row in part for fact in relations[row].facts}
    root = list(range(len(parts)))

    def find(n: int) -> int:
        while root[n] != n:
            n = root[n]
        return n

    for relation in relations.values():
        met = {find(owner[f]) for f in relation.facts if f in owner}
        for n in met:
            root[n] = min(met)
    groups: dict[int, list[int]] = defaultdict(list)
    for n, part in enumerate(parts):
        groups[find(n)] += part
    return [tuple(rows) for rows in groups.values()]
