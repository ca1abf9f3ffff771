"""Tables in plain text of a label and one amount on each line, with spaces between: 公务接待费   150000.

Only under a head (项目 预算数) below a stated unit. Where the head names two columns and every row prints one amount, the
other column is blank; the amounts are those of the column that the title names, else of the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.document import Cell, Grid, Line
from audit.recognition.tables.headings import unit_in
from audit.recognition.text_tables.copied import Text
from checks.catalogue import plain
from checks.catalogue.vocabulary import either, table

_LABELS = frozenset(plain(label) for label in table("labels"))
_AMOUNTS = re.compile(rf"{either(table('amounts'))}|年")
_ABOVE = 4
"""The unit and the title stand so many lines above the head at most."""

_FEWEST_ROWS = 3
_LONGEST_LABEL = 30
_SENTENCE = re.compile(r"[。；！？]|，.{8}")


def narrow(lines: Sequence[Line], position: int) -> tuple[list[Grid], int] | None:
    """The table whose head stands at a line, and the position behind it; None where none begins there."""
    heads = _heads(lines[position].text)
    above = lines[max(0, position - _ABOVE) : position]
    if not heads or not any(unit_in(line.text) for line in above):
        return None
    rows: list[tuple[str, str, Line]] = []
    for line in lines[position + 1 :]:
        row = _row(line)
        if row is None:
            break
        rows.append((*row, line))
    while rows and not rows[-1][1]:
        rows.pop()
    if sum(bool(amount) for _, amount, _ in rows) < _FEWEST_ROWS:
        return None
    titles = "".join(plain(line.text) for line in above)
    cells = [
        Cell(0, c, text, lines[position].place) for c, text in enumerate(("项目", _meant(heads, titles)))
    ]
    for r, (label, amount, line) in enumerate(rows, 1):
        cells += [Cell(r, 0, label, line.place), Cell(r, 1, amount, line.place)]
    return [Grid(tuple(cells), len(rows) + 1, 2, lines[position].place)], position + 1 + len(rows)


def _heads(text: str) -> list[str]:
    """The names of one or two columns of amounts behind that of the labels; none where a line is no such head."""
    words = text.split()
    for length in (1, 2):
        if "".join(words[:length]) in _LABELS:
            heads = words[length:]
            return heads if 1 <= len(heads) <= 2 and all(_AMOUNTS.search(head) for head in heads) else []
    return []


def _row(line: Line) -> tuple[str, str] | None:
    """The label of a line and the amount behind it, empty where there is none; None where the line is no row."""
    words = line.text.split()
    numbers = [Text(word, line.place).kind in {"N", "C"} for word in words]
    amount = words.pop() if len(words) > 1 and numbers.pop() else ""
    label, more = "".join(words), any(numbers[: len(words)])
    whole = label and not more and len(label) <= _LONGEST_LABEL and not _SENTENCE.search(label)
    return (label, amount) if whole else None


def _meant(heads: Sequence[str], titles: str) -> str:
    """The column that holds the amounts: the one whose words the title has, else the last."""
    words = [re.findall(r"20\d{2}|预算|决算|执行", head) for head in heads]
    told = [head for head, said in zip(heads, words, strict=True) if said and all(w in titles for w in said)]
    return told[0] if len(told) == 1 else heads[-1]
