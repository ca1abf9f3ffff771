"""Where the body of a table is that was copied cell by cell, and how wide its rows are.

Where each cell stands on a line of its own nothing says where a row ends. A table's body repeats: a label, then cells
of the same kinds as in the row above. The shortest period in which the cells repeat is the number of columns. One row
of amounts is as wide as each row of its head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from audit.recognition.text_tables.copied import Text
from audit.recognition.text_tables.heads import counted_width

_WIDEST = 30
_LABELS = 2
_NUMBERS = frozenset({"N", "%"})


def body_of(cells: Sequence[Text]) -> tuple[int, int, int] | None:
    """Width, start and number of rows of the body; None where nothing repeats and there is not one row only."""
    return _one_row(cells) or _period(cells)


def _one_row(cells: Sequence[Text]) -> tuple[int, int, int] | None:
    """A table that has one row of amounts and nothing after it: its head, blanks and all, is as many whole rows.

    The row may begin with a label or two, and with blanks.
    """
    words = sum(1 for _ in takewhile(lambda cell: cell.kind in {"L", ""}, cells))
    blanks = sum(1 for _ in takewhile(lambda cell: not cell.text, reversed(cells[:words])))
    row = len(cells) - words
    if row <= 1 or any(cell.kind == "L" for cell in cells[words:]) or cells[words].kind == "C":
        return None
    most = min(row + blanks + _LABELS, len(cells) // 2)
    widths = (width for width in range(row, most + 1) if len(cells) % width == 0)
    width = next(widths, None)
    return None if width is None else (width, len(cells) - width, 1)


@dataclass(frozen=True, slots=True)
class _Body:
    """A reading of cells as rows: how wide they are, where they begin, how many there are.

    ``headed`` says that a whole row of words stands right above, ``whole`` that no number stands outside.
    """

    width: int
    start: int
    rows: int
    headed: bool
    whole: bool

    @property
    def size(self) -> int:
        """How many cells it covers."""
        return self.rows * self.width

    def is_better(self, other: _Body) -> bool:
        """Whether it covers more than ``other``, a row at least unless it leaves no number; or as much, under a head."""
        more = self.size > other.size + (0 if self.whole and not other.whole else self.width)
        alike = (self.size, self.width) == (other.size, other.width)
        return more or (alike and self.headed and not other.headed)


def _period(cells: Sequence[Text]) -> tuple[int, int, int] | None:
    """The reading that covers most cells, the narrowest of these."""
    kinds = ["%" if cell.kind == "N" and cell.text.endswith(("%", "％")) else cell.kind for cell in cells]
    numbers = [at for at, kind in enumerate(kinds) if kind in _NUMBERS]
    best: _Body | None = None
    for width in counted_width(cells) or range(2, min(_WIDEST, len(kinds) // 2) + 1):
        last = min(len(kinds) - 2 * width, 3 * _WIDEST - 1)
        for start in range(last + 1):
            if start > last:
                break
            if kinds[start] not in {"L", "C"} or _NUMBERS.isdisjoint(kinds[start : start + width]):
                continue
            rows = _rows(kinds, start, width)
            headed = kinds[max(0, start - width) : start] == ["L"] * width
            whole = start <= numbers[0] and numbers[-1] < start + rows * width
            body = _Body(width, start, rows, headed, whole)
            if rows > 1 and (best is None or body.is_better(best)):
                best = body
            if start + (rows + 1) * width >= len(kinds):
                last = min(last, start + width - 1)
    return (best.width, best.start, best.rows) if best else None


def _rows(kinds: Sequence[str], start: int, width: int) -> int:
    """How many rows of one width keep to the kinds of their columns; blank ones between them count.

    A percentage stands among numbers and, as a target (≥95%, 100%), among words.
    """
    numbers, words = [False] * width, [False] * width
    rows = blank = 0
    for at in range(start, len(kinds) - width + 1, width):
        row = kinds[at : at + width]
        if not any(row):
            blank += 1
            continue
        clash = any((kind == "N" and words[c]) or (kind == "L" and numbers[c]) for c, kind in enumerate(row))
        if clash or row[0] in _NUMBERS:
            break
        for c, kind in enumerate(row):
            numbers[c] |= kind == "N"
            words[c] |= kind == "L"
        rows, blank = rows + blank + 1, 0
    return rows
