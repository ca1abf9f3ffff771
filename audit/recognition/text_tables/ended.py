"""Tables copied from a web page cell by cell, where the last cell of each row has several bars behind it.

What spanned several columns or rows has lost its span. Rows of numbers say how wide the table is; a head is spread over
them by what stands below it, and a total (合计) that spanned the columns of code and name stands under that head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from audit.document import Grid, Line, Paragraph
from audit.recognition.text_tables.barred import run_of
from audit.recognition.text_tables.copied import BAR, Text, as_grid, as_paragraphs, is_above
from audit.recognition.text_tables.heads import SUMS, counts_columns, spans_of
from checks.catalogue import plain, statement_for_title

_FEWEST_ROWS = 3
_TELLING = 5
"""A row of words as wide as a single row of numbers is its head, where there are so many columns."""
_NARROWEST = 2
_PART_OF_CODE = re.compile(r"\d{2}")
_CODE_AND_NAME = 2
"""Where 类, 款 and 项 have columns of their own, the row below names their three as one."""


def rows_ended(lines: Sequence[Line], position: int) -> tuple[list[Paragraph | Grid], int] | None:
    """The table that begins at a line, and the position behind it; None where no bars end rows, or not all are there."""
    run = run_of(lines, position)
    rows, taken = _ended(run)
    counts = Counter(len(row) for row in rows if _has_number(row))
    width, times = counts.most_common(1)[0] if counts else (0, 0)
    if times < _FEWEST_ROWS:
        heads = (len(row) for row in rows if len(row) >= _TELLING and not _has_number(row))
        width = next((found for found in heads if found in counts), 0) or _of_one_row(rows)
    form = 0 if width else _of_a_form(rows)
    width = width or form
    if width < _NARROWEST:
        return None
    before, body, after = list[Paragraph](), list[list[Text]](), list[Paragraph]()
    labels = sum(1 for _ in takewhile(lambda c: not any(_is_number(r, c, width) for r in rows), range(width)))
    head = _Head(width, labels)
    for row, following in zip(rows, [*rows[1:], []], strict=True):
        if len(row) == width:
            body.append(row)
        elif len(row) == 1 or any(is_above(cell) for cell in row):
            (after if body else before).extend(as_paragraphs(row))
        elif form and len(row) < width:
            body.append([*row, *[Text("", row[0].place)] * (width - len(row))])
        elif not _has_number(row):
            over = head.spread(row, [cell.text for cell in following])
            if over is None:
                return None
            body.append(over)
        elif not counts_columns(row):
            whole = head.total(row)
            if whole is None:
                return None
            body.append(whole)
    return [*before, as_grid(body), *after], position + taken


def _of_one_row(rows: Sequence[Sequence[Text]]) -> int:
    """The width of the only row of amounts, where the row above names all of them and its label is a total; else 0."""
    numbers = [n for n, row in enumerate(rows) if _has_number(row)]
    if len(numbers) != 1 or not numbers[0]:
        return 0
    above, (label, *amounts) = rows[numbers[0] - 1], rows[numbers[0]]
    named = len(above) == len(amounts) and not any(cell.kind == "N" for cell in above)
    return len(amounts) + 1 if named and plain(label.text) in SUMS else 0


def _of_a_form(rows: Sequence[Sequence[Text]]) -> int:
    """The width of a form, most of whose rows are as wide and hold words; else 0. In the others the last cell spans the rest."""
    if not any(_has_number(row) for row in rows):
        return 0
    width, times = Counter(len(row) for row in rows if len(row) > 1).most_common(1)[0]
    named = any(plain(row[0].text).endswith("名称") for row in rows)
    return width if named and times >= _FEWEST_ROWS and 2 * times > len(rows) else 0


def _has_number(row: Sequence[Text]) -> bool:
    return any(cell.kind == "N" for cell in row)


def _is_number(row: Sequence[Text], column: int, width: int) -> bool:
    """Whether a complete row has a number in a column, and not the two digits of a 款 or 项."""
    return len(row) == width and row[column].kind == "N" and not _PART_OF_CODE.fullmatch(row[column].text)


@dataclass(slots=True)
class _Head:
    """What is known of a head whose spans are lost: where its halves begin, and how many columns its first cells span.

    ``labels`` are the columns before the first number: so many a first cell may span.
    """

    width: int
    labels: int
    halves: list[int] = field(default_factory=lambda: [0])
    spans: list[int] = field(default_factory=list)
    under: list[int] = field(default_factory=list)
    """The columns that the next row of the head names."""

    def spread(self, row: Sequence[Text], below: Sequence[str]) -> list[Text] | None:
        """The cells of a row of the head over their columns; None where other cells than the first must span several.

        Halves begin where the row below repeats its first word (项目 …, 项目 …). A row of no more cells than the first
        cell above spans stands under that; in any other all but the first cell are one column wide.
        """
        blank = Text("", row[0].place)
        if self.under and len(row) == len(self.under):
            placed, self.under = dict(zip(self.under, row, strict=True)), []
            return [placed.get(n, blank) for n in range(self.width)]
        if len(row) == _NARROWEST and self.labels == 1 and len(below) == self.width - 1:
            self.under = list(range(1, self.width))
            return [*row, *[blank] * (self.width - len(row))]
        starts = [n for n, text in enumerate(below) if text == below[0]]
        if len(below) == self.width and len(starts) == len(row) > 1:
            self.halves = starts
            placed = dict(zip(starts, row, strict=True))
            return [placed.get(n, blank) for n in range(self.width)]
        room = self.spans[-1] if self.spans and len(row) <= self.spans[-1] else self.width
        span = room - len(row) + 1
        if span > max(self.labels, 1):
            return self._over_groups(row, below)
        self.spans += [span] if span > 1 else []
        return [row[0], *[blank] * (span - 1), *row[1:], *[blank] * (self.width - room)]

    def _over_groups(self, row: Sequence[Text], below: Sequence[str]) -> list[Text] | None:
        """The cells of a row over the columns that the next row names: it names those under the cells that span several.

        The first spans the columns of labels; of the others one may be a group, the one that its parts tell or the
        only one that is no total. None where the row below leaves it open.
        """
        names = [cell.text for cell in row[1:]]
        for named in {self.labels, min(self.labels, _CODE_AND_NAME)}:
            inside = list(below[named:])
            grouped = len(names) - (self.width - self.labels - len(inside))
            if self.labels < _NARROWEST or len(inside) < _NARROWEST:
                continue
            reach = spans_of(names, inside, grouped)
            if reach is None:
                continue
            widths = [self.labels, *reach]
            starts = [sum(widths[:n]) for n in range(len(widths))]
            whole = named == self.labels
            first = [*range(self.labels)] if whole else [0, self.labels - 1]
            divided = list(zip(starts, widths, strict=True))[1:]
            self.under = [*first, *(s + n for s, w in divided for n in range(w) if w > 1)]
            self.spans.append(self.labels if whole else self.labels - 1)
            placed = dict(zip(starts, row, strict=True))
            return [placed.get(n, Text("", row[0].place)) for n in range(self.width)]
        return None

    def total(self, row: Sequence[Text]) -> list[Text] | None:
        """A row of amounts whose label spans the columns of code and name, in each half; None where it does not fit."""
        ends = [*self.halves[1:], self.width]
        widths = [end - start for start, end in zip(self.halves, ends, strict=True)]
        each, rest = divmod(len(row), len(widths))
        if rest or any(each > width for width in widths):
            return None
        known = self.width - each + 1 in self.spans or row[0].text.endswith(("合计", "总计", "小计"))
        if len(widths) == 1 and not known:
            return None
        whole: list[Text] = []
        for number, width in enumerate(widths):
            half = row[number * each : (number + 1) * each]
            whole += [half[0], *[Text("", half[0].place)] * (width - each), *half[1:]]
        return whole


def _ended(run: Sequence[Line]) -> tuple[list[list[Text]], int]:
    """The rows of a run of one cell a line, up to the title of the next table, and their lines; none where bars end no rows."""
    ends = [len(BAR.findall(line.text)) > 1 for line in run]
    rows: list[list[Text]] = []
    if 2 * sum(ends) > len(run):
        return rows, 0
    row: list[Text] = []
    text, at = "", 0
    for number, (line, last) in enumerate(zip(run, ends, strict=True), 1):
        first, *more = BAR.split(line.text)
        text += first.strip()
        if more:
            row += [Text(text, line.place), *(Text(t.strip(), line.place) for t in more if t.strip())]
            text = ""
        if last:
            if len(rows) > _FEWEST_ROWS and len(row) == 1 and statement_for_title(row[0].text):
                break
            rows.append(row)
            row, at = [], number
    return rows, at
