"""Which numbers of two files are the same number: tables by code, rows by code and name, columns by meaning, sentences
by the words before their numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from checks.catalogue import plain
from checks.catalogue.across import unpublished
from checks.numbers.facts import FactTable, Role, Statement
from checks.rules.sets.counterparts import counterparts
from checks.rules.sets.material import Volume

_CODE = re.compile(r"[\d\s|]+")
_DIGITS = re.compile(r"[\d.,，％%]+")
_LEAD = 16
"""So many characters before a number tell in which sentence it stands."""

_TELLING_LEAD = 4
_FEW = 3
_LAYOUT = 5
"""Where more than one cell in five stands in one file only, the two tables are laid out differently."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that has no like in the other file; ``near`` is the number there above which it would stand."""

    statement: Statement
    label: str
    facts: tuple[int, ...]
    near: int | None


Two = tuple[int, int]


@dataclass(slots=True)
class Pairing:
    """The numbers that two files share, (here, there), and what only one of them has.

    ``sums`` are numbers here with those there that add up to them. ``cells_only_here`` are (fact, a fact of the same row there), ``cells_only_there`` the other way round.
    ``unlike`` are tables of which most rows stand in one file only.
    """

    numbers: list[Two] = field(default_factory=list)
    sums: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    rows_only_here: list[Row] = field(default_factory=list)
    rows_only_there: list[Row] = field(default_factory=list)
    renamed: list[tuple[Row, Row]] = field(default_factory=list)
    cells_only_here: list[tuple[int, int | None]] = field(default_factory=list)
    cells_only_there: list[tuple[int, int | None]] = field(default_factory=list)
    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()
    unlike: list[str] = field(default_factory=list)


def paired(here: Volume, there: Volume, table: FactTable) -> Pairing:
    """Pair the numbers of two files."""
    found = Pairing()
    together = list(_statements(here, there))
    for mine, theirs in together:
        _Tables(mine, theirs, table, found).pair()
    taken = {s.id for two in together for s in two}
    made_from = [each for each in counterparts(here, there, table) if each.mine.id not in taken]
    for each in made_from:
        _Tables(each.mine, each.theirs, table, found, each.columns).pair(lone_rows=not each.partial)
        found.sums += each.sums
    found.numbers += _sentences(here, there, table)
    taken |= {s.id for each in made_from for s in (each.mine, each.theirs)}
    found.only_here, found.only_there = (_alone(volume, taken) for volume in (here, there))
    return found


def _alone(volume: Volume, taken: set[str]) -> tuple[str, ...]:
    """The tables of a file that were paired with none, by name, but for sheets that no disclosure prints."""
    left = (s for s in volume.statements if s.code and s.entered and s.id not in taken)
    return tuple(dict.fromkeys(s.name for s in left if s.code not in unpublished()))


def _statements(here: Volume, there: Volume) -> Iterator[tuple[Statement, Statement]]:
    """Tables of one code (or, where the catalogue knows none, of one title), as often in one file as in the other."""
    mine, theirs = _by_key(here.statements), _by_key(there.statements)
    for key, statements in mine.items():
        if len(statements) == len(theirs.get(key, ())):
            yield from zip(statements, theirs[key], strict=True)


def _by_key(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.entered and (key := statement.code or plain(statement.name)):
            groups[key].append(statement)
    return groups


class _Tables:
    """One table in two files."""

    def __init__(
        self,
        mine: Statement,
        theirs: Statement,
        table: FactTable,
        found: Pairing,
        columns: Sequence[Two] | None = None,
    ) -> None:
        self._mine, self._theirs, self._table, self._found = mine, theirs, table, found
        self._steps = {s.id: _step(s, table) for s in (mine, theirs)}
        self._columns = columns or [
            (mine.columns.index(key), theirs.columns.index(key))
            for key in mine.columns
            if key in theirs.columns and "#" not in key
        ]

    def pair(self, *, lone_rows: bool = True) -> None:
        rows = list(self._rows())
        numbers: list[Two] = []
        lone: tuple[list[tuple[int, int | None]], ...] = ([], [])
        for i, j in rows:
            for mine, theirs in self._cells(i, j):
                if mine >= 0 and theirs >= 0:
                    if self._table[mine].printed.kind is self._table[theirs].printed.kind:
                        numbers.append((mine, theirs))
                elif mine >= 0 and theirs == -1 and self._seen(mine, self._theirs):
                    lone[0].append((mine, _entered(self._theirs, j)))
                elif theirs >= 0 and mine == -1 and self._seen(theirs, self._mine):
                    lone[1].append((theirs, _entered(self._mine, i)))
        self._found.numbers += numbers
        if _LAYOUT * sum(map(len, lone)) <= max(len(numbers), _FEW * _LAYOUT):
            self._found.cells_only_here += lone[0]
            self._found.cells_only_there += lone[1]
        if lone_rows:
            self._lone_rows(rows)

    def _lone_rows(self, rows: Sequence[Two]) -> None:
        """Rows that only one of the two has, unless so many that they are not laid out alike."""
        here = list(self._left(self._mine, self._theirs, {i for i, _ in rows}))
        there = list(self._left(self._theirs, self._mine, {j for _, j in rows}))
        if len(here) + len(there) > max(len(rows), _FEW):
            self._found.unlike.append(self._mine.name)
            return
        self._found.rows_only_here += here
        self._found.rows_only_there += there

    def _cells(self, i: int, j: int) -> Iterator[Two]:
        for c, d in self._columns:
            yield int(self._mine.cells[i, c]), int(self._theirs.cells[j, d])

    def _rows(self) -> Iterator[Two]:
        """Rows of one key; of those that are left, rows of one name, then rows of the same numbers."""
        mine, theirs = _keys(self._mine), _keys(self._theirs)
        for key in list(mine):
            if key in theirs:
                i, j = mine.pop(key), theirs.pop(key)
                if key.isdigit() and _other_name(self._mine.row_labels[i], self._theirs.row_labels[j]):
                    self._renamed(i, j)
                yield i, j
        for by in (_name, self._amounts):
            here, there = _unique(self._mine, mine, by), _unique(self._theirs, theirs, by)
            for said in here.keys() & there.keys():
                one, other = here[said], there[said]
                i, j = mine.pop(one), theirs.pop(other)
                coded = one.isdigit() and other.isdigit()
                if coded or _other_name(self._mine.row_labels[i], self._theirs.row_labels[j]):
                    self._renamed(i, j)
                yield i, j
        yield from self._cut_off(mine, theirs)

    def _cut_off(self, mine: dict[str, int], theirs: dict[str, int]) -> Iterator[Two]:
        """Rows of which one has but the beginning of the other's label, as a page break leaves it."""
        for one in list(mine):
            name = _name(self._mine, mine[one])
            like = [key for key in theirs if _begins(name, _name(self._theirs, theirs[key]))]
            if len(like) == 1:
                yield mine.pop(one), theirs.pop(like[0])

    def _amounts(self, statement: Statement, row: int) -> str:
        """The numbers of a row in the columns that both tables have, as one text; empty where they say too little."""
        side = 0 if statement is self._mine else 1
        facts = [int(statement.cells[row, both[side]]) for both in self._columns]
        shown = [str(self._rounded(f)) if f >= 0 else "" for f in facts]
        return "|".join(shown) if any(text not in {"", "0"} for text in shown) else ""

    def _rounded(self, fact: int) -> int:
        """A value in the coarser of the two tables' last places, halves up."""
        step = max(self._steps.values())
        return (2 * int(self._table.value[fact]) + step) // (2 * step)

    def _renamed(self, i: int, j: int) -> None:
        here, there = _row(self._mine, i, None), _row(self._theirs, j, None)
        if here.facts and there.facts:
            self._found.renamed.append((here, there))

    def _left(self, one: Statement, other: Statement, taken: set[int]) -> Iterator[Row]:
        """Rows with something in them, no totals, that the other table lacks although it has their part and level."""
        levels = Counter(len(key) for key in other.rows if key.isdigit())
        for i, key in enumerate(one.rows):
            row = _row(one, i, self._beside(one, other, i))
            below = key.isdigit() and not levels[len(key)]
            total = one.roles[i] is Role.TOTAL or one.sections[i] not in other.sections
            lone = i not in taken and "#" not in key and not below and not total and bool(_name(one, i))
            if lone and any(self._seen(fact, other) for fact in row.facts):
                yield row

    def _beside(self, one: Statement, other: Statement, i: int) -> int | None:
        """The first number there of the nearest row above that both tables have."""
        for key in (*reversed(one.rows[:i]), *one.rows[i + 1 :]):
            if key in other.rows and (fact := _entered(other, other.rows.index(key))) is not None:
                return fact
        return None

    def _seen(self, fact: int, other: Statement) -> bool:
        """Whether a number would show in the last place of the other table."""
        return 2 * abs(int(self._table.value[fact])) >= self._steps[other.id]


def _keys(statement: Statement) -> dict[str, int]:
    return {key: i for i, key in enumerate(statement.rows) if "#" not in key}


def _unique(statement: Statement, left: dict[str, int], by: object) -> dict[str, str]:
    """For each name (or line of amounts) that one of the rows left has, and only one, the row's key."""
    assert callable(by)
    said: dict[str, list[str]] = defaultdict(list)
    for key, i in left.items():
        if text := by(statement, i):
            said[text].append(key)
    return {text: keys[0] for text, keys in said.items() if len(keys) == 1}


def _name(statement: Statement, row: int) -> str:
    return plain(_CODE.sub("", statement.row_labels[row]))


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING_LEAD and long.startswith(short)


def _other_name(one: str, other: str) -> bool:
    mine, theirs = plain(_CODE.sub("", one)), plain(_CODE.sub("", other))
    return bool(mine and theirs) and mine not in theirs and theirs not in mine


def _row(statement: Statement, i: int, near: int | None) -> Row:
    facts = tuple(int(f) for f in statement.cells[i] if f >= 0)
    return Row(statement, statement.row_labels[i], facts, near)


def _entered(statement: Statement, row: int) -> int | None:
    return next((int(f) for f in statement.cells[row] if f >= 0), None)


def _step(statement: Statement, table: FactTable) -> int:
    """The last printed place of a table in 厘: of its finest number."""
    printed = (table[int(f)].printed for f in statement.cells.ravel() if f >= 0)
    return min((p.unit.factor // 10**p.decimals for p in printed), default=1)


def _sentences(here: Volume, there: Volume, table: FactTable) -> Iterator[Two]:
    """Numbers of sentences that have the same words before them, in the same order."""
    mine, theirs = _spoken(here, table), _spoken(there, table)
    said, heard = [text for text, _ in mine], [text for text, _ in theirs]
    times = Counter(said), Counter(heard)
    for block in SequenceMatcher(None, said, heard, autojunk=False).get_matching_blocks():
        for n in range(block.size):
            text, fact = mine[block.a + n]
            telling = len(text[0]) >= _TELLING_LEAD and times[0][text] == times[1][text] == 1
            if block.size > 1 or telling:
                yield fact, theirs[block.b + n][1]


def _spoken(volume: Volume, table: FactTable) -> Sequence[tuple[tuple[str, str, str], int]]:
    """The numbers of the sentences in order, each with the words before it and what kind of number it is."""
    return [
        (
            (
                _DIGITS.sub("#", plain(claim.lead))[-_LEAD:],
                claim.kind.value,
                table[claim.fact].printed.kind.value,
            ),
            claim.fact,
        )
        for claim in sorted(volume.claims, key=lambda claim: claim.fact)
    ]
