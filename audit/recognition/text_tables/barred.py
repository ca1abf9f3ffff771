"""Tables copied from a web page into text: cells parted by bars, a row on a line or, where the rows are lost, one
cell on a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, islice, pairwise, takewhile

from audit.document import Grid, Line, Paragraph
from audit.recognition.tables.headings import unit_in
from audit.recognition.text_tables.body import body_of
from audit.recognition.text_tables.copied import BAR, BLANK, Text, as_grid, as_paragraphs, is_above
from audit.recognition.text_tables.heads import counts_columns, grouped_head, head_rows, spans_of
from checks.catalogue import statement_for_title

_RULE = re.compile(r"[\s|｜:+—=-]+")
_FEWEST_CELLS = 6
_TALLEST_CELL = 4
"""A cell runs over so many lines at most before its bar comes."""


def barred(lines: Sequence[Line], position: int) -> tuple[list[Paragraph | Grid], int] | None:
    """The table that begins at a line, and the position behind it; None where the line begins none."""
    run = run_of(lines, position)
    if not run:
        return None
    end = position + len(run)
    if all(len(BAR.findall(line.text)) > 1 for line in run):
        bordered = all(BAR.match(line.text.strip()) for line in run)
        rows = [_cells_of(line, bordered=bordered) for line in run if not _ruled(line)]
        return (_titled(rows), end) if len(rows) > 1 else None
    cells = _sequence(run)
    if len(cells) < _FEWEST_CELLS:
        return None
    return _columns(cells), end


def unbarred(lines: Sequence[Line]) -> list[Line]:
    """The lines without their bars, those that are nothing else left out."""
    bare = [replace(line, text=BAR.sub(" ", line.text).strip()) for line in lines]
    return [line for line in bare if line.text]


def one_a_cell(lines: Sequence[Line]) -> list[Line]:
    """A line a cell, blanks too, of a table that was copied cell by cell."""
    return [Line(cell.text or BLANK, cell.place) for cell in _sequence(lines)] if lines else []


def has_bars(lines: Sequence[Line]) -> bool:
    """Whether cells are parted by bars in most of the lines, or on every other one."""
    return 3 * sum(bool(BAR.search(line.text)) for line in lines) > len(lines)


def rows_on_lines(lines: Sequence[Line]) -> bool:
    """Whether most lines with bars have several: a whole row each."""
    counts = [len(BAR.findall(line.text.strip())) for line in lines]
    return 2 * sum(count > 1 for count in counts) > sum(count > 0 for count in counts)


def _ruled(line: Line) -> bool:
    """Whether a line only draws a rule between rows: |---|---|."""
    return _RULE.fullmatch(line.text) is not None and bool(re.search(r"[-—=]{2}", line.text))


def run_of(lines: Sequence[Line], position: int) -> list[Line]:
    """The lines from ``position`` to the last bar, with no more lines between two bars than a cell may have."""
    bars = [len(BAR.findall(line.text)) for line in lines[position : position + 2]]
    begun = bars and (bars[0] or (bars[-1] == 1 and not _begins_another(lines[position])))
    if not begun:
        return []
    if bars[0] > 1:
        return list(takewhile(_is_row, islice(lines, position, None)))
    run, waiting = list[Line](), list[Line]()
    for line in islice(lines, position, None):
        waiting.append(line)
        if BAR.search(line.text):
            run += waiting
            waiting = []
        elif len(waiting) >= _TALLEST_CELL or "。" in line.text or (run and _begins_another(line)):
            break
    return run


def _is_row(line: Line) -> bool:
    """Whether a line goes on with a table that has its rows on lines: a note below it has one bar behind its sentence."""
    bars = len(BAR.findall(line.text))
    return bars > 1 or (bars == 1 and "。" not in line.text)


def _begins_another(line: Line) -> bool:
    """Whether a line stands over the next table: its title, its unit."""
    return unit_in(line.text) is not None or statement_for_title(line.text) is not None


def _cells_of(line: Line, *, bordered: bool) -> list[Text]:
    """The cells of a row that stands on one line; a bar at its end, and of a bordered table at its head, is no cell's."""
    texts = BAR.split(line.text.strip())
    if bordered:
        texts = texts[1:]
    if len(texts) > 1 and not texts[-1].strip():
        texts = texts[:-1]
    return [Text(text.strip(), line.place) for text in texts]


def _sequence(run: Sequence[Line]) -> list[Text]:
    """The cells of a run in order: what stands before each bar."""
    cells: list[Text] = []
    text, place = "", run[0].place
    for line in run:
        *closed, rest = BAR.split(line.text)
        apart = len(closed) > 1 and (closed[0].strip() or closed[1].isspace())
        if apart and not any(part.strip() for part in closed[1:]):
            closed = closed[:1]  # the bars behind it end a row
        for part in closed:
            place = place if text else line.place
            cells.append(Text(f"{text}{part.strip()}", place))
            text = ""
        place = place if text else line.place
        text += rest.strip()
    return cells


def _titled(rows: Sequence[list[Text]]) -> list[Paragraph | Grid]:
    """Rows that stand on lines as tables: a title or unit that was copied into a row parts two of them and is text."""
    blocks: list[Paragraph | Grid] = []
    for above, group in groupby(rows, key=_is_over_a_table):
        found = list(group)
        if above or len(found) == 1:
            blocks += [paragraph for row in found for paragraph in as_paragraphs(row)]
        else:
            blocks.append(as_grid(_over_its_parts(_under_the_last(found))))
    return blocks


def _is_over_a_table(row: Sequence[Text]) -> bool:
    """Whether a row has one text only, which belongs over a table."""
    said = [cell for cell in row if cell.text]
    return len(said) == 1 and is_above(said[0])


def _under_the_last(rows: Sequence[list[Text]]) -> list[list[Text]]:
    """The rows, a head moved to the right where its cells are those of the last cell above, which spans to the end."""
    result = [list(row) for row in rows]
    for above, row in pairwise(result):
        said = [cell for cell in row if cell.text]
        spans = sum(1 for _ in takewhile(lambda cell: not cell.text, reversed(above))) + 1
        head = not any(cell.kind == "N" for cell in (*above, *row))
        at_left = all(cell.text for cell in row[: len(said)])
        if head and at_left and 1 < spans == len(said) < len(row) == len(above):
            row[:] = [*row[len(said) :], *said]
    return result


def _over_its_parts(rows: Sequence[list[Text]]) -> list[list[Text]]:
    """The rows, the two of a head at their left spread over the columns where the numbers below tell which name is divided.

    甲 | 乙费 | 丙 and below it 小计 | 乙购置费 | 乙运行费, over five numbers.
    """
    result = [list(row) for row in rows]
    for above, row, body in zip(result, result[1:], result[2:], strict=False):
        names, inside = _at_left(above), _at_left(row)
        width = len(_at_left(body))
        if not names or not inside or any(cell.kind == "N" for cell in (*above, *row)):
            continue
        numbers = all(cell.kind == "N" for cell in body[:width])
        grouped = len(names) + len(inside) - width
        reach = spans_of(names, inside, grouped) if numbers and len(above) == len(row) == len(body) else None
        if reach is None:
            continue
        starts = [sum(reach[:n]) for n in range(len(reach))]
        under = [
            start + n for start, span in zip(starts, reach, strict=True) for n in range(span) if span > 1
        ]
        blank = Text("", above[0].place)
        for line, columns in ((above, starts), (row, under)):
            placed = dict(zip(columns, line, strict=False))
            line[:] = [placed.get(n, blank) for n in range(len(line))]
    return result


def _at_left(row: Sequence[Text]) -> list[str]:
    """The texts of a row whose filled cells all stand at its left; none where others are blank between them."""
    said = [cell.text for cell in row if cell.text]
    return said if [cell.text for cell in row[: len(said)]] == said else []


def _columns(cells: Sequence[Text]) -> list[Paragraph | Grid]:
    """The cells in rows under their header; what stands before the header stays text."""
    found = body_of(cells)
    if found is None:
        return [*as_paragraphs(cells)]
    width, start, rows = _whole_rows(cells, *_upwards(cells, *_both_halves(cells, *_upwards(cells, *found))))
    over = list(takewhile(lambda cell: not is_above(cell), reversed(cells[:start])))[::-1]
    before = list(cells[: start - len(over)])
    over = over[:-width] if counts_columns(over[-width:]) else over
    heads = grouped_head(over, width)
    if not heads:
        above = head_rows(over, width)
        before += over[: len(over) - sum(map(len, above))]
        blank = [Text("", cells[start].place)] * width
        heads = [[*row, *blank][:width] for row in above]
    ended = [*cells, *[Text("", cells[-1].place)] * (start + rows * width - len(cells))]
    body = [ended[start + r * width : start + (r + 1) * width] for r in range(rows)]
    after = cells[start + rows * width :]
    if _is_cut_off(after, body):
        body, after = [*body, [*after, *body[-1][len(after) :]]], []
    return [*as_paragraphs(before), as_grid([*heads, *body]), *as_paragraphs(after)]


def _whole_rows(cells: Sequence[Text], width: int, start: int, rows: int) -> tuple[int, int, int]:
    """The body with its rows whole again where every other one has no label: it is the right half of the row above."""
    named = [bool(cells[start + row * width].text) for row in range(rows)]
    right = cells[start + width : start + rows * width]
    words = any(
        cell.kind == "L" for row in range(0, rows - 1, 2) for cell in right[row * width : (row + 1) * width]
    )
    halved = rows >= _FEWEST_CELLS and not words and named == ([True, False] * rows)[:rows]
    return (2 * width, start, (rows + 1) // 2) if halved else (width, start, rows)


def _is_cut_off(row: Sequence[Text], body: Sequence[Sequence[Text]]) -> bool:
    """Whether the last row of a table lacks only cells that are blank in every row above it."""
    missing = [above[len(row) :] for above in body]
    shaped = bool(row) and row[0].kind == "L" and any(cell.kind == "N" for cell in row[1:])
    words = any(cell.kind == "L" for cell in row[1:])
    return shaped and not words and all(cells and not any(cell.text for cell in cells) for cells in missing)


def _upwards(cells: Sequence[Text], width: int, start: int, rows: int) -> tuple[int, int, int]:
    """The body with the rows above it in which a cell holds words instead of a number, or one as long as a code."""
    below = [cell.kind for cell in cells[start : start + width]]
    while start >= width:
        row = cells[start - width : start]
        numbers = sum(
            cell.kind == "N" or (cell.kind, under) == ("C", "N")
            for cell, under in zip(row, below, strict=True)
        )
        if row[0].kind != "L" or 2 * numbers < width or counts_columns(row):
            break
        start, rows = start - width, rows + 1
    return width, start, rows


def _both_halves(cells: Sequence[Text], width: int, start: int, rows: int) -> tuple[int, int, int]:
    """Twice the width where the head names the same columns twice: income beside expenditure."""
    named = [cell.text for cell in cells[max(0, start - 2 * width) : start]]
    if len(named) == 2 * width and named[:width] == named[width:]:
        both = -(-rows // 2)  # of the last row one half may be blank
        return 2 * width, start, both if start + 2 * width * both <= len(cells) else rows // 2
    return width, start, rows
