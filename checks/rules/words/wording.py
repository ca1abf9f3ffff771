"""What is checked in the words themselves, and the data it is checked on.

Years, names, units, template remains and lists are words, not numbers: no linear relation speaks of them.
Each rule is a function from the text of a document and what is known of it to findings; this module holds
the data types.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from checks.finding import Place
from checks.numbers.amount import Kind
from checks.numbers.claims import Claims
from checks.numbers.facts import Fact, Statement

_QUOTE = 60
_COLUMN_NUMBERS = frozenset(map(str, range(1, 13)))
ONE_LINE = 60
"""A title or heading is shorter than so many characters."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One paragraph: compact ``text``, with the offset and the place of each of its printed lines.

    ``printed`` are the same characters with the widths they were printed in; empty where they are those of ``text``.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]
    level: int = 9
    printed: str = ""

    def place(self, position: int) -> Place:
        """Where the character at ``position`` stands."""
        return self.places[max(0, bisect_right(self.starts, position) - 1)]

    def around(self, start: int, end: int) -> str:
        """The words around a passage, for a reader to recognise it by."""
        return self.text[max(0, start - _QUOTE) : end + _QUOTE]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the document whose words are checked.

    ``kind`` is final_accounts, budget, performance_report or other; ``level`` 部门 or 单位; ``notes[i]``
    are the lines printed under ``statements[i]``; ``facts`` are all facts of the run.
    """

    kind: str = "other"
    department: str | None = None
    year: int | None = None
    level: str | None = None
    statements: Sequence[Statement] = ()
    notes: Sequence[Sequence[str]] = ()
    facts: Sequence[Fact] = ()
    claims: Claims = field(default_factory=Claims)


@dataclass(frozen=True, slots=True)
class WordFinding:
    """Something wrong in the words: ``text`` are the words themselves, ``values`` fill the rule's message.

    ``facts`` are the numbers that the words go with, where there are any.
    """

    rule: str
    text: str
    quote: str
    place: Place
    values: tuple[tuple[str, str], ...] = ()
    facts: tuple[int, ...] = ()


def amounts(statement: Statement, facts: Sequence[Fact]) -> list[int]:
    """The facts that are amounts other than nothing; the numbers of its columns alone, which a copied text may keep of an empty table, are none."""
    entered = [int(fact) for fact in statement.cells.ravel() if fact >= 0]
    found = [f for f in entered if facts[f].printed.kind is Kind.MONEY and facts[f].printed.value]
    return [] if {facts[f].printed.text for f in found} <= _COLUMN_NUMBERS else found


WordRule = Callable[[Sequence[Wording], Setting], Iterable[WordFinding]]


def at(rule: str, wording: Wording, start: int, end: int, **values: str) -> WordFinding:
    """A finding on the characters ``start`` to ``end`` of a paragraph."""
    return WordFinding(
        rule, wording.text[start:end], wording.around(start, end), wording.place(start), tuple(values.items())
    )
