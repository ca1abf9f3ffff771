"""Heads of tables that were copied cell by cell: their rows, whose spans are lost, spread over the columns again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from audit.recognition.text_tables.copied import Text
from checks.catalogue import plain
from checks.catalogue.vocabulary import partitions

_SHORT = 4
"""栏次, 行次: words beside the numbers of columns."""

_COUNTERS = frozenset({"行次", "栏次"})
SUMS = frozenset({"合计", "总计", "小计"})
_YEAR = re.compile(r"(20\d{2})年")
_CHANGE = re.compile(r"增减|增长|变动|比例|[%％]")
_TWO_YEARS = 3
"""Last year, this year, and how the one differs from the other."""

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


def spans_of(names: Sequence[str], inside: Sequence[str], groups: int) -> list[int] | None:
    """How many columns each name of a head spans, where ``groups`` of them are divided by the names ``inside``; None where that is open."""
    spread = {1: _one_group, 2: _a_year_and_its_change}.get(groups)
    return spread(names, inside) if spread is not None else None


def _one_group(names: Sequence[str], inside: Sequence[str]) -> list[int] | None:
    """How many columns each name spans where one is divided: the whole whose parts stand below, or the only one that is no total."""
    parts = {plain(text) for text in inside} - SUMS
    wholes = {name for each in partitions() if parts and parts <= each.parts for name in each.wholes}
    told = [n for n, name in enumerate(names) if plain(name) in wholes or _begins(plain(name), parts)]
    open_ = [n for n, name in enumerate(names) if plain(name) not in SUMS]
    found = told or open_
    return [len(inside) if n == found[0] else 1 for n in range(len(names))] if len(found) == 1 else None


def _a_year_and_its_change(names: Sequence[str], inside: Sequence[str]) -> list[int] | None:
    """How many columns each name spans: one for last year, those of this year, and those of what has changed since."""
    years = [int(found[1]) if (found := _YEAR.match(plain(name))) else 0 for name in names]
    change = next((n for n, text in enumerate(inside) if _CHANGE.search(text)), 0)
    if len(names) != _TWO_YEARS or not change or min(years[:2]) == max(years[:2]) or not min(years[:2]):
        return None
    this = [1, change] if years[0] < years[1] else [change, 1]
    return [*this, len(inside) - change]


def _begins(name: str, parts: Collection[str]) -> bool:
    """Whether a name is what the names of its parts begin with: 公务用车费 of 公务用车购置费 and 公务用车运行维护费."""
    stem = name.rstrip("费")
    return bool(stem) and len(parts) > 1 and all(part.startswith(stem) for part in parts)
