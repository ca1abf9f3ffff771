"""Heads of tables that were copied cell by cell: their rows, whose spans are lost, spread over the columns again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from audit.recognition.text_tables.copied import Text

_SHORT = 4
"""栏次, 行次: words beside the numbers of columns."""

_COUNTERS = frozenset({"行次", "栏次"})
_GROUP_SUMS = frozenset({"小计", "合计"})


def counts_columns(row: Sequence[Text]) -> bool:
    """Whether a row only counts the columns: 栏次, 1, 2, 3."""
    counted = [cell.text for cell in row if cell.text.isdigit()]
    known = counted == [str(n) for n in range(1, len(counted) + 1)]
    return known and len(row) - len(counted) <= 1 and all(len(cell.text) < _SHORT for cell in row)


def counted_width(cells: Sequence[Text]) -> list[int]:
    """The number of columns where a row of the head counts them: 栏次, 1, 2, 3."""
    at = next((n for n, cell in enumerate(cells) if cell.text in _COUNTERS), None)
    if at is None:
        return []
    counted = takewhile(lambda each: each[1].text == str(each[0]), enumerate(cells[at + 1 :], 1))
    columns = sum(1 for _ in counted)
    return [columns + 1] if columns > 1 else []


def grouped_head(head: Sequence[Text], width: int) -> list[list[Text]]:
    """A head of two rows whose spans are lost: 甲, 乙（小计，丙，丁）, which has a cell more for each group; none where it is no such head.

    Each group begins with its sum (小计, 合计), and the groups are the last columns of the table.
    """
    groups = len(head) - width
    sums = [n for n, cell in enumerate(head) if cell.text in _GROUP_SUMS][-groups:] if groups > 0 else []
    if len(sums) != groups or not sums or sums[0] <= groups:
        return []
    above, below = head[: sums[0]], head[sums[0] :]
    starts = [at - sums[0] for at in sums]
    blank = Text("", head[0].place)
    alone = above[:-groups]
    first = [*alone, *(blank for _ in below)]
    for group, at in zip(above[-groups:], starts, strict=True):
        first[len(alone) + at] = group
    return [first, [*(blank for _ in alone), *below]]


def head_rows(above: Sequence[Text], width: int) -> list[list[Text]]:
    """The rows of the head among the cells before the body: the last one, and those over it that its blanks belong to."""
    rows = [list(above[-width:])]
    rest = above[: -len(rows[0])] if rows[0] else []
    while len(rest) >= width and any(not cell.text for cell in rows[0]):
        rows.insert(0, list(rest[-width:]))
        rest = rest[:-width]
    return rows
