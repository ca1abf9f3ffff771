"""The tables of a data release as columns: every department's and every year's rows of a statement in one panel.

A release of some thousand departments has millions of cells. They are numbered row by row, panel by panel, so
that the fact of a cell is arithmetic and not a lookup; a blank cell has a number too and is not entered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from checks import catalogue
from checks.catalogue.layout import parent_keys, section_and_role
from checks.numbers.facts import FactTable, Int64, Role, Statement

Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

DEPARTMENT, YEAR, COPY, ROW, NAME, UNIT = "department", "year", "copy", "row", "name", "unit"
KEYS = (DEPARTMENT, YEAR, COPY, ROW)
"""The columns that name a row of a release: whose, of which year, which copy of the tables, which row."""
PARENT, SECTION, ROLE = "parent", "section", "role"
"""Where a row stands, as far as the release says: the row it is below, its half of the table, its part."""


@dataclass(frozen=True, slots=True)
class Family:
    """The rows of one statement in a release as they were read.

    ``keys`` has the columns of :data:`KEYS`, ``name``, ``unit`` and the line of each row in its file;
    ``value`` and ``half`` are int64 in 厘, one row a row and one column a name of ``columns``.
    """

    code: str
    file: str
    keys: pd.DataFrame
    columns: tuple[str, ...]
    value: Int64
    half: Int64
    entered: Mask
    decimals: npt.NDArray[np.int8]
    title: str = ""


@dataclass(frozen=True)
class Panel:
    """A family whose rows know their set of tables, their row key by number, and the row they stand below.

    ``parent`` is a row of the panel or -1; ``first`` the number of the panel's first cell.
    """

    family: Family
    group: Int64
    row: Int64
    parent: Int64
    role: npt.NDArray[np.object_]
    section: npt.NDArray[np.object_]
    first: int
    groups: int

    @property
    def code(self) -> str:
        """The statement's code."""
        return self.family.code

    @cached_property
    def printed(self) -> Mask:
        """For each set of tables and each column, whether the column has any amount in it."""
        found = np.zeros((self.groups, len(self.family.columns)), bool)
        for column in range(len(self.family.columns)):
            found[self.group[self.family.entered[:, column]], column] = True
        return found

    @cached_property
    def has_amounts(self) -> Mask:
        """For each set of tables, whether the panel has any amount of it."""
        return np.asarray(self.printed.any(axis=1), bool)

    @cached_property
    def _sorted(self) -> tuple[Int64, Positions]:
        keys = self.group * _ROWS + self.row
        order = np.argsort(keys, kind="stable")
        return keys[order], order

    def find(self, group: Int64, row: Int64 | int) -> Int64:
        """The rows of the panel with these row keys in these sets; -1 where there is none."""
        return _find(self._sorted, group, row)

    def facts(self, rows: Int64, column: int) -> Int64:
        """The numbers of the cells of ``rows`` in a column; -1 where nothing is entered or the row is -1."""
        if column < 0:
            return np.full(len(rows), -1, np.int64)
        entered = (rows >= 0) & self.family.entered[rows, column]
        return np.where(entered, self.first + rows * len(self.family.columns) + column, -1)

    def column(self, name: str) -> int:
        """The position of a column; -1 where the panel has none of that name."""
        return self.family.columns.index(name) if name in self.family.columns else -1


_ROWS = 1 << 24
"""More row keys than a release has; a set's number and a row's number make one sortable number."""


@dataclass(frozen=True, slots=True)
class Panels:
    """All families of a release over one numbering of sets, rows and cells."""

    by_code: Mapping[str, Panel]
    sets: pd.DataFrame
    row_numbers: Mapping[str, int]
    table: FactTable

    def row_number(self, key: str) -> int:
        """The number of a row key; one that no row has where the release does not know it."""
        return self.row_numbers.get(key, _ROWS - 1)


def assemble(families: Sequence[Family]) -> Panels:
    """Number the sets of tables, the rows and the cells of a release."""
    sets = pd.concat([f.keys[[DEPARTMENT, YEAR, COPY]] for f in families], ignore_index=True)
    groups, index = pd.factorize(pd.MultiIndex.from_frame(sets), sort=False)
    rows, vocabulary = pd.factorize(pd.concat([f.keys[ROW] for f in families], ignore_index=True))
    numbers = {str(key): number for number, key in enumerate(vocabulary)}
    panels: dict[str, Panel] = {}
    at, first = 0, 0
    for family in families:
        span = slice(at, at + len(family.keys))
        panels[family.code] = _panel(
            family, groups[span], rows[span], vocabulary.tolist(), numbers, first, len(index)
        )
        at += len(family.keys)
        first += family.value.size
    table = FactTable.from_columns(
        np.concatenate([f.value.ravel() for f in families]),
        np.concatenate([f.half.ravel() for f in families]),
    )
    frame = index.to_frame(index=False)
    frame.columns = pd.Index([DEPARTMENT, YEAR, COPY])
    return Panels(panels, frame, numbers, table)


def _panel(
    family: Family,
    group: Int64,
    row: Int64,
    vocabulary: Sequence[str],
    numbers: Mapping[str, int],
    first: int,
    groups: int,
) -> Panel:
    """A family with its rows placed: as the release says, where it does, else by the keys alone."""
    keys = family.keys
    bare = Panel(family, group, row, row, np.empty(0, object), np.empty(0, object), first, groups)
    if {PARENT, SECTION, ROLE} <= set(keys.columns):
        above: Int64 = np.asarray(keys[PARENT].map(numbers).fillna(-1), np.int64)
        sections = keys[SECTION].fillna("").to_numpy(object)
        return replace(
            bare, parent=bare.find(group, above), role=keys[ROLE].to_numpy(object), section=sections
        )
    spec = catalogue.by_code()[family.code]
    higher: Int64 = np.full((2, len(vocabulary)), -1, np.int64)
    roles = np.full(len(vocabulary), Role.ITEM.value, object)
    parts = np.full(len(vocabulary), "", object)
    for number in np.unique(row).tolist():
        key = str(vocabulary[number])
        section, role = section_and_role(key, spec)
        parts[number], roles[number] = section, role.value
        for depth, parent in enumerate(parent_keys(key, spec)[:2]):
            higher[depth, number] = numbers.get(parent, -1)
    nearest = bare.find(group, higher[0][row])
    next_nearest = bare.find(group, higher[1][row])
    parent_rows = np.where(nearest >= 0, nearest, next_nearest)
    return replace(bare, parent=parent_rows, role=roles[row], section=parts[row])


def _find(index: tuple[Int64, Positions], group: Int64, row: Int64 | int) -> Int64:
    keys, order = index
    wanted = group * _ROWS + row
    at = np.searchsorted(keys, wanted)
    inside = np.minimum(at, len(keys) - 1)
    hit = (np.asarray(row) >= 0) & (at < len(keys)) & (keys[inside] == wanted)
    return np.where(hit, order[inside], -1).astype(np.int64)


def statements_of(panels: Panels, group: int, document: int) -> Iterator[tuple[Statement, Panel, Positions]]:
    """The tables of one set as statements, each with its panel and its rows there; cells hold cell numbers."""
    for number, panel in enumerate(panels.by_code.values()):
        rows = np.flatnonzero(panel.group == group)
        if not len(rows):
            continue
        columns = np.flatnonzero(panel.printed[group])
        family = panel.family
        numbered = panel.first + rows[:, None] * len(family.columns) + columns[None, :]
        cells = np.where(family.entered[np.ix_(rows, columns)], numbered, -1)
        position = {int(r): i for i, r in enumerate(rows)}
        keys = family.keys
        names = tuple(family.columns[c] for c in columns)
        printed = keys[NAME].iloc[rows].tolist()
        row_keys = _unique(keys[ROW].iloc[rows].tolist())
        yield (
            Statement(
                id=f"d{document}-s{number}",
                document=document,
                code=family.code,
                name=family.title or family.code,
                unit=str(keys[UNIT].iloc[rows[0]]),
                rows=row_keys,
                columns=names,
                row_labels=tuple(
                    f"{k} {n}".strip() if k[:3].isdigit() else n or k
                    for k, n in zip(row_keys, printed, strict=True)
                ),
                column_labels=names,
                cells=cells.astype(np.int64),
                parents=tuple(position.get(int(p), -1) for p in panel.parent[rows]),
                sections=tuple(panel.section[rows]),
                roles=tuple(Role(role) for role in panel.role[rows]),
                printed_codes=tuple(k if k.isdigit() else "" for k in row_keys),
            ),
            panel,
            rows,
        )


def _unique(keys: Sequence[str]) -> tuple[str, ...]:
    """Row keys, a repeated one with a number behind it, as recognition numbers them."""
    seen: dict[str, int] = {}
    unique = []
    for key in map(str, keys):
        seen[key] = seen.get(key, 0) + 1
        unique.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return tuple(unique)
