"""Numbers that count the rows of a table (行次, 序号): each is one more than that of the row before, whatever lies over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from audit.reading.scans.looks import Numeral
from audit.reading.scans.lost.guesses import Field
from audit.reading.scans.numerals import Candidate

_FEWEST, _DIGITS = 5, 2
"""So many rows in one order are counted; a number of more digits is a code."""


def counted(known: Mapping[int, Numeral], homes: Sequence[Field | None]) -> dict[int, Numeral]:
    """The numbers with those put right that count rows; ``homes`` are the cells in which the lines stand.

    Where every number of a column that was read without doubt counts its rows, so do the others.
    """
    columns: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for n, home in enumerate(homes):
        if home is not None:
            table, (row, column) = home
            columns[table, column].append((row, n))
    found = dict(known)
    for lines in columns.values():
        sure = [(row, known[n].text) for row, n in lines if n in known and known[n].confirmed]
        first = {int(text) - row if _counts(text) else None for row, text in sure}
        begins = min((row for row, _ in sure), default=0)
        if len(sure) < _FEWEST or len(first) > 1 or None in first:
            continue
        (before,) = first
        for row, n in lines:
            if row > begins and before is not None and (n not in known or not known[n].confirmed):
                found[n] = Numeral((Candidate(str(row + before), 1.0),), confirmed=True, regular=True)
    return found


def _counts(text: str) -> bool:
    return text.isdigit() and len(text) <= _DIGITS and not text.startswith("0")
