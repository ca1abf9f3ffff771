"""Tables without a full grid: rows and columns seen by how numbers and words stand below each other.

Three-line tables, tables with row rules only, shaded rows or no rule at all have one thing in common: what belongs to
a column stands in one upright band. The bands come from the rows that hold numbers; the words above them are the
header; a line without numbers is the rest of a label where it stands as near to its row as lines of one cell do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.document import Cell, Grid
from audit.reading.furniture import is_page_number
from audit.reading.pdf.lines import TextLine, spaced
from audit.reading.pdf.unruled.bands import Band, Chunk, bands, chunks, home
from audit.reading.pdf.unruled.heads import header
from audit.reading.wrapped import unwrapped
from checks.finding import Box, Place

_WRAPPED = 1.4
"""Font sizes from one line of a cell to the next; rows of a table stand further apart."""

_OVERLAP = 0.1
"""Font sizes by which lines of two rows may reach into each other."""

_APART = 5.0
"""Font sizes between two lines from which they do not belong to one table."""

_NO_PART = re.compile(
    r".*(?:单位|部门)[^：:]{0,4}[：:]|.{0,40}表(?:（.{1,12}）)?$|(?:注|备注|说明)\d?[：:]|.*[。；]$"
)
"""Lines that stand above or below a table, and sentences."""

_PAGE_NUMBERS = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line cut into chunks."""

    line: TextLine
    chunks: tuple[Chunk, ...]

    @property
    def is_row(self) -> bool:
        """Whether it can be a row: a number beside something else."""
        return (
            len(self.chunks) > 1
            and any(chunk.numeric and any(map(str.isdigit, chunk.text)) for chunk in self.chunks)
            and not is_page_number(self.line.text)
            and not any(mark in self.line.text for mark in "。；")
        )

    @property
    def counts(self) -> bool:
        """Whether it counts the columns (栏次 1 2 3 …), set in another way than what stands below."""
        numbers = [chunk.text for chunk in self.chunks if chunk.numeric]
        return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]

    @property
    def is_apart(self) -> bool:
        """Whether it belongs to no table: a title, a unit, a note, a sentence."""
        texts = [chunk.text for chunk in self.chunks]
        apart = any(_NO_PART.match(re.sub(r"\s", "", text)) for text in texts)
        return not self.is_row and (apart or is_page_number(self.line.text))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, and the words of the head over them."""

    bands: tuple[Band, ...] = ()
    head: tuple[str, ...] = ()


NO_COLUMNS = Columns()


@dataclass(frozen=True, slots=True)
class Aligned:
    """The tables among lines that no grid holds, the lines that stand in none, and the columns of the last table."""

    grids: tuple[Grid, ...] = ()
    lines: tuple[TextLine, ...] = ()
    columns: Columns = NO_COLUMNS


def aligned(lines: Sequence[TextLine], page: int, before: Columns = NO_COLUMNS) -> Aligned:
    """Find the tables among ``lines``; ``before`` are the columns of the table that the page before ends with.

    A table that begins the page without a head, or with the same head again, goes on in those columns if its numbers
    stand in them.
    """
    columns = NO_COLUMNS
    cut = _cut(lines)
    grids: list[Grid] = []
    taken: set[int] = set()
    for start, first, end in _regions(cut):
        head = _words(cut[start:first])
        goes_on = not grids and ((start == first == 0) or (bool(head) and head == before.head))
        known = before.bands if goes_on else ()
        found = _table(cut[start:first], cut[first:end], page, known)
        if found is not None:
            grids.append(found[0])
            columns = Columns(tuple(found[1]), head or before.head)
            taken.update(range(start, end))
    rest = (entry.line for index, entry in enumerate(cut) if index not in taken)
    return Aligned(tuple(grids), tuple(rest), columns)


def may_be_table(lines: Sequence[TextLine]) -> bool:
    """Whether any of ``lines`` can be a row of a table."""
    return any(entry.is_row for entry in _cut(lines))


def _cut(lines: Sequence[TextLine]) -> list[_Line]:
    return [_Line(line, chunks(line)) for line in sorted(lines, key=lambda line: line.top)]


def _words(head: Sequence[_Line]) -> tuple[str, ...]:
    """The words of a head in order."""
    return tuple(re.sub(r"\s", "", chunk.text) for entry in head for chunk in entry.chunks)


def _regions(cut: Sequence[_Line]) -> Iterator[tuple[int, int, int]]:
    """(start of the header, first row, end) of each run of lines that can be a table."""
    free = 0
    index = 0
    while index < len(cut):
        if not cut[index].is_row:
            index += 1
            continue
        start = index
        while start > free and not cut[start - 1].is_apart and _near(cut[start - 1], cut[start]):
            start -= 1
        end = last = index + 1
        while end < len(cut) and not cut[end].is_apart and _near(cut[end - 1], cut[end]):
            end += 1
            last = end if cut[end - 1].is_row or _wrapped(cut[end - 2], cut[end - 1]) else last
        first = index
        while first > start and _overlap(cut[first - 1], cut[first]):
            first -= 1
        yield start, first, last
        index = free = last


def _near(above: _Line, below: _Line) -> bool:
    return below.line.top - above.line.bottom < _APART * below.line.size


def _wrapped(above: _Line, below: _Line) -> bool:
    return below.line.bottom - above.line.bottom < _WRAPPED * max(below.line.size, above.line.size)


def _table(
    head: Sequence[_Line], body: Sequence[_Line], page: int, known: Sequence[Band]
) -> tuple[Grid, list[Band]] | None:
    """The table that a header and rows make with its columns, None where they do not stand in columns."""
    numbers = [[chunk for chunk in entry.chunks if chunk.numeric] for entry in body if entry.is_row]
    most = max(len(row) for row in numbers)
    counted = [entry for entry in body if not entry.counts]
    goes_on = bool(known and counted) and all(_stands_in(entry, known) for entry in counted)
    if not goes_on and not _is_table(numbers, most, headed=bool(head)):
        return None
    head, body = ([], counted) if goes_on else (head, body)
    rows = _rows(body)
    found = list(known) if goes_on else bands([entry.chunks for entry in body if not entry.counts])
    if len(found) < 2 or any(_crowded(entry, found) for entry in body if not entry.counts):
        return None
    columns, cells, depth = header([entry.chunks for entry in head], found, page)
    for number, row in enumerate(rows):
        cells += _cells(row, columns, depth + number, page)
    boxes = [cell.place.bbox for cell in cells if cell.place.bbox]
    outline = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    place = Place(page=page, bbox=outline)
    return Grid(tuple(cells), depth + len(rows), len(columns), place, aligned=True), columns


def _is_table(numbers: Sequence[Sequence[Chunk]], most: int, *, headed: bool) -> bool:
    """Whether rows of ``numbers``, ``most`` in one of them, are enough to be a table; one of contents is none."""
    if len(numbers) * most < 3 or (most < 2 and (len(numbers) < 3 or not headed)):
        return False
    return most > 1 or not all(_PAGE_NUMBERS.fullmatch(row[0].text) for row in numbers)


def _stands_in(entry: _Line, columns: Sequence[Band]) -> bool:
    """Whether every number of a line stands in one column, and no two in the same."""
    numbers = [chunk for chunk in entry.chunks if chunk.numeric]
    touched = [sum(min(chunk.x1, band.x1) > max(chunk.x0, band.x0) for band in columns) for chunk in numbers]
    return all(count == 1 for count in touched) and not _crowded(entry, columns)


def _crowded(entry: _Line, columns: Sequence[Band]) -> bool:
    """Whether two numbers of one line stand in one band: then it is no column."""
    homes = [home(chunk, columns) for chunk in entry.chunks if chunk.numeric]
    return len(set(homes)) < len(homes)


def _rows(body: Sequence[_Line]) -> list[list[_Line]]:
    """The lines of each row: a line without numbers goes to the row that it stands next to, as lines of a cell do."""
    size = sorted(entry.line.size for entry in body)[len(body) // 2]
    groups: list[list[_Line]] = []
    for entry in body:
        step = entry.line.bottom - groups[-1][-1].line.bottom if groups else 1e9
        joined = (
            step < _WRAPPED * size
            and not (entry.is_row and any(other.is_row for other in groups[-1]))
            and not _next_label_too(entry, groups[-1])
        )
        if joined or (groups and _overlap(groups[-1][-1], entry)):
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def _overlap(above: _Line, below: _Line) -> bool:
    """Whether two lines are of one row, one cell of which is set lower than its neighbours: rows never overlap.

    So a number too wide for its column stands on two lines, the one above and the other below the middle of its row.
    """
    if below.line.top > above.line.bottom - _OVERLAP * below.line.size:
        return False
    return not any(
        one.numeric and other.numeric and min(one.x1, other.x1) > max(one.x0, other.x0)
        for one in above.chunks
        for other in below.chunks
    )


def _next_label_too(entry: _Line, group: Sequence[_Line]) -> bool:
    """Whether a line begins a new item although it stands close to the line above."""
    return re.match(
        r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|其中[：:]|\d{3,7}\b)", entry.line.text
    ) is not None and any(other.is_row for other in group)


def _cells(row: Sequence[_Line], columns: Sequence[Band], number: int, page: int) -> list[Cell]:
    content: dict[int, list[list[Chunk]]] = {}
    for entry in row:
        on_line: dict[int, list[Chunk]] = {}
        for chunk in entry.chunks:
            on_line.setdefault(home(chunk, columns), []).append(chunk)
        for column, parts in on_line.items():
            content.setdefault(column, []).append(parts)
    return [
        Cell(
            number,
            column,
            _text(content.get(column, [])),
            Place(page=page, bbox=_box(content.get(column, []))),
        )
        for column in range(len(columns))
    ]


def _text(lines: Sequence[Sequence[Chunk]]) -> str:
    return unwrapped(spaced([glyph for chunk in parts for glyph in chunk.glyphs]) for parts in lines)


def _box(lines: Sequence[Sequence[Chunk]]) -> Box | None:
    found = [chunk for parts in lines for chunk in parts]
    if not found:
        return None
    return (
        round(min(c.x0 for c in found), 1),
        round(min(c.top for c in found), 1),
        round(max(c.x1 for c in found), 1),
        round(max(c.bottom for c in found), 1),
    )
