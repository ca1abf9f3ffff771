"""Tokens and rows of a table whose columns have collapsed, and the grid that is rebuilt from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.document import Cell, Grid, Line
from checks.catalogue import StatementSpec
from checks.finding import Place
from checks.numbers.amount import normalise

AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+|-?\d{1,3}(?:,\d{3})+|-?0|[(（]\d[\d,]*\.\d+[)）]")

_FLATTENED = 5
"""No row of an official form has so many labels with amounts behind them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line, and where it stands."""

    text: str
    place: Place

    @property
    def amount(self) -> bool:
        """Whether the word is an amount."""
        return AMOUNT.fullmatch(normalise(self.text)) is not None


@dataclass(frozen=True, slots=True)
class Record:
    """One row, or one half of a row: code, label, line number of the form, amounts."""

    code: str
    label: str
    line: int | None
    amounts: tuple[Token, ...]
    place: Place


def tokens_of(lines: Sequence[Line]) -> Iterator[Token]:
    """The words of lines, in order."""
    for line in lines:
        yield from (Token(text, line.place) for text in line.text.split())


def spread(lines: Iterable[Line]) -> list[Line]:
    """The lines, a table that was copied into one line taken apart: each of its words becomes a line.

    Such a line has many runs of amounts, words between them, and no sentence.
    """
    result: list[Line] = []
    for line in lines:
        words = line.text.split()
        amounts = [AMOUNT.fullmatch(normalise(word)) is not None for word in words]
        begun = sum(amount and not before for before, amount in pairwise([False, *amounts]))
        if begun < _FLATTENED or re.search(r"[\t。|｜]", line.text):
            result.append(line)
        else:
            result += [Line(word, line.place) for word in words]
    return result


def grid_of(header: Sequence[Sequence[str]], rows: Sequence[Sequence[Token | str]], place: Place) -> Grid:
    """A grid with merged headers: a repeated text in a header row is one cell over all its columns."""
    cells: list[Cell] = []
    for r, texts in enumerate(header):
        c = 0
        while c < len(texts):
            span = 1
            while c + span < len(texts) and texts[c + span] == texts[c] and r + 1 < len(header):
                span += 1
            cells.append(Cell(r, c, texts[c], place, 1, span))
            c += span
    for r, row in enumerate(rows, start=len(header)):
        where = next((t.place for t in row if isinstance(t, Token)), place)
        for c, token in enumerate(row):
            text, at = (token.text, token.place) if isinstance(token, Token) else (token, where)
            cells.append(Cell(r, c, text, at))
    return Grid(tuple(cells), len(header) + len(rows), len(header[-1]), place)


def columns_of(spec: StatementSpec, count: int) -> list[str]:
    """The ``count`` amount columns of the official form; numbered where no form has so many."""
    official = list(spec.forms.get(count, spec.columns))
    if len(official) == count:
        return official
    return [f"第{n}栏金额" for n in range(1, count + 1)]


def filled(amounts: Sequence[Token], width: int) -> list[Token | str]:
    """The amounts in their columns; all in one cell where some are missing and nobody can say which."""
    if len(amounts) in {0, width}:
        return [*amounts, *[""] * (width - len(amounts))]
    together = Token(" ".join(t.text for t in amounts), amounts[0].place)
    return [together, *[""] * (width - 1)]
