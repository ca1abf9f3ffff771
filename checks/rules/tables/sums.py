"""Sums down a table and across it: a total against its parts, wherever both are entered and could be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from checks.numbers.facts import UNREAD, Index, Role, Statement
from checks.relations.system import RelationBlock


def parent_rows(statement: Statement) -> dict[int, list[int]]:
    """For each row that has items below it, the positions of those items."""
    children: dict[int, list[int]] = defaultdict(list)
    for i, parent in enumerate(statement.parents):
        if parent >= 0 and statement.roles[i] is Role.ITEM:
            children[parent].append(i)
    return children


def sum_rows(
    rule: str, statement: Statement, groups: Sequence[tuple[int, Sequence[int]]]
) -> RelationBlock | None:
    """For each (total, parts) pair of row positions and each column: total = Σ parts."""
    matrices = (statement.cells[[total, *parts], :] for total, parts in groups)
    return first_against_rest(rule, (column for matrix in matrices for column in matrix.T))


def first_against_rest(rule: str, lines: Iterable[Index]) -> RelationBlock | None:
    """For each line of fact indices (-1 where nothing is entered): the first is the sum of the others.

    A line says nothing where the first is not entered, or none of the others, or one could not be read.
    """
    legible = (line for line in lines if not (line == UNREAD).any())
    entered = [line[line >= 0] for line in legible if line[0] >= 0 and (line[1:] >= 0).any()]
    if not entered:
        return None
    lengths = np.asarray([len(line) for line in entered], np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    signs = np.full(int(starts[-1]), -1, np.int64)
    signs[starts[:-1]] = 1
    return RelationBlock(rule, starts, np.concatenate(entered).astype(np.int64), signs)
