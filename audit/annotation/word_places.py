"""Where in a Word document a number stands, which has no address there: found by what the finding quotes.

The rows of the recognised tables are laid along the rows of the document, so that of two tables with the same
row the right one is meant; in the row the header and the label to the left tell equal numbers apart. A number
of a sentence is found by the sentence. What stays uncertain is not marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from docx.oxml.ns import qn

from checks.finding import Correction, Evidence, StatementInfo, TableCell

P, R, T, TC, TR = (qn(f"w:{name}") for name in ("p", "r", "t", "tc", "tr"))
_UNSEEN = (
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_LONGEST_NUMBERING = 10
"""Characters at the head of a quote that may be an automatic number, which no run prints."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a number stands: its runs, and its cell where it stands in a table.

    Without runs the cell is the first of the row, and the number is somewhere in that row.
    """

    runs: tuple[Any, ...]
    cell: Any | None = None


_Key = tuple[str, ...]
"""The texts of a row that are not empty, without spaces."""


class Places:
    """The rows and paragraphs of one document, ready to be looked in."""

    def __init__(self, body: Any, statements: Sequence[StatementInfo]) -> None:
        self._paragraphs = list(body.iter(P))
        self._lines = {each.id: _lines(each) for each in statements}
        self._rows = self._aligned(list(body.iter(TR)))

    def _aligned(self, rows: Sequence[Any]) -> dict[tuple[str, int], Any]:
        """The row of the document for each row of each table."""
        wanted = [
            (identity, number, _key(cells))
            for identity, lines in self._lines.items()
            for number, cells in lines.items()
        ]
        printed = [tuple(text for cell in _cells(row) if (text := _plain(_text(cell)))) for row in rows]
        matcher = SequenceMatcher(None, [key for *_, key in wanted], printed, autojunk=False)
        return {
            wanted[block.a + i][:2]: rows[block.b + i]
            for block in matcher.get_matching_blocks()
            for i in range(block.size)
        }

    def find(self, evidence: Evidence) -> Spot | None:
        """Where ``evidence`` stands; None where that cannot be told."""
        if evidence.statement is not None:
            return self._in_table(evidence, self._lines.get(evidence.statement, {}))
        return self._in_sentence(evidence)

    def alone(self, correction: Correction) -> tuple[Any, ...]:
        """The runs that print a number and nothing else; none where its place is not the only one it could be."""
        evidence = correction.evidence
        if evidence.statement is not None:
            cell = self._cell_of(correction)
            runs = [run for p in cell.iter(P) for run in _runs(p)] if cell is not None else []
            return tuple(run for run in runs if _printed(run).strip())
        quote, token = _plain(evidence.quote), _plain(evidence.text)
        for skipped in range(_LONGEST_NUMBERING):
            part = quote[skipped:]
            spans = list(_occurrences(token, part)) if token else []
            if len(spans) != correction.alike:
                break
            texts = [_plain("".join(_printed(run) for run in _runs(p))) for p in self._paragraphs]
            found = [
                (p, text.find(part)) for p, text in zip(self._paragraphs, texts, strict=True) if part in text
            ]
            if len(found) == 1 and texts[self._paragraphs.index(found[0][0])].count(part) == 1:
                paragraph, at = found[0]
                start, end = spans[correction.nth]
                return tuple(_cut(paragraph, at + start, at + end))
            if found:
                break
        return ()

    def _cell_of(self, correction: Correction) -> Any | None:
        """The cell of the document that a number of a table was read from, if it still prints it."""
        identity = correction.evidence.statement or ""
        for number, cells in self._lines.get(identity, {}).items():
            for read in cells:
                if read.fact == correction.fact and (row := self._rows.get((identity, number))) is not None:
                    column = _before(row)
                    for cell in _cells(row):
                        if column == read.column and _plain(_text(cell)) == _plain(read.text):
                            return cell
                        column += _width(cell)
        return None

    def _in_table(self, evidence: Evidence, lines: dict[int, list[TableCell]]) -> Spot | None:
        wanted = tuple(_plain(part) for part in evidence.quote.split(" | "))
        number = next((n for n, cells in lines.items() if _key(cells) == wanted), None)
        row = self._rows.get((evidence.statement or "", number)) if number is not None else None
        if row is None or number is None:
            return None
        cells = _cells(row)
        token = _plain(evidence.text)
        position = _position(evidence, lines[number], _headers(lines))
        alike = [cell for cell in cells if _plain(_text(cell)) == token]
        if position is None or position >= len(alike):
            return Spot((), cells[0]) if cells else None
        return Spot(tuple(run for p in alike[position].iter(P) for run in _runs(p)), alike[position])

    def _in_sentence(self, evidence: Evidence) -> Spot | None:
        quote, token = _plain(evidence.quote), _plain(evidence.text)
        if not token:
            return None
        for skipped in range(_LONGEST_NUMBERING):
            part = quote[skipped:]
            if token not in part:
                break
            for paragraph in self._paragraphs:
                at = _plain("".join(_printed(run) for run in _runs(paragraph))).find(part)
                if at >= 0:
                    spans = [(at + start, at + end) for start, end in _occurrences(token, part)]
                    return Spot(tuple(run for span in spans for run in _cut(paragraph, *span)))
        return None


def _plain(text: str) -> str:
    return "".join(text.split())


def _lines(statement: StatementInfo) -> dict[int, list[TableCell]]:
    """The cells of a table row by row."""
    lines: dict[int, list[TableCell]] = {}
    for cell in sorted(statement.table, key=lambda each: (each.row, each.column)):
        lines.setdefault(cell.row, []).append(cell)
    return lines


def _key(cells: Sequence[TableCell]) -> _Key:
    return tuple(text for cell in cells if (text := _plain(cell.text)))


def _headers(lines: dict[int, list[TableCell]]) -> list[TableCell]:
    return [cell for cells in lines.values() for cell in cells if cell.header and cell.text.strip()]


def _position(evidence: Evidence, cells: Sequence[TableCell], headers: Sequence[TableCell]) -> int | None:
    """Which of the cells of a row that print the same number is meant, counted from 0; None where two fit."""
    token = _plain(evidence.text)
    alike = [cell for cell in cells if _plain(cell.text) == token]
    if len(alike) < 2:
        return 0 if alike else None
    path = {_plain(part) for part in (evidence.column or "").split("/")}

    def fit(cell: TableCell) -> tuple[bool, int]:
        over = (h for h in headers if h.column <= cell.column < h.column + h.column_span)
        labels = [_plain(c.text) for c in cells if c.column < cell.column and not _is_amount(c.text)]
        named = bool(labels) and labels[-1] in _plain(evidence.row or "")
        return named, len(path & {_plain(header.text) for header in over})

    ranked = sorted(range(len(alike)), key=lambda i: fit(alike[i]), reverse=True)
    best, second = ranked[0], ranked[1]
    return best if fit(alike[best]) != fit(alike[second]) else None


def _is_amount(text: str) -> bool:
    return re.fullmatch(r"[-−(（]?[\d,]*\.?\d+[)）%]?", _plain(text)) is not None or not text.strip()


def _occurrences(token: str, text: str) -> Iterator[tuple[int, int]]:
    """Where ``token`` stands in ``text`` as a whole number or word."""
    number = token[0].isdigit()
    for match in re.finditer(re.escape(token), text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        if not (number and (before.isdigit() or before in {".", ","} or after.isdigit())):
            yield match.span()


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(TC) if next(cell.iterancestors(TR), None) is row]


def _before(row: Any) -> int:
    """How many columns of the grid a row leaves out at its head."""
    skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return int(skipped.get(qn("w:val"), "0")) if skipped is not None else 0


def _width(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(span.get(qn("w:val"), "1")) if span is not None else 1


def _text(cell: Any) -> str:
    return "".join(_printed(run) for paragraph in cell.iter(P) for run in _runs(paragraph))


def _runs(paragraph: Any) -> list[Any]:
    """The runs that a paragraph shows, those of text boxes in it left out."""
    return [
        run
        for run in paragraph.iter(R)
        if next(run.iterancestors(P), None) is paragraph and next(run.iterancestors(*_UNSEEN), None) is None
    ]


def _printed(run: Any) -> str:
    return "".join(text.text or "" for text in run.iterchildren(T))


def _cut(paragraph: Any, start: int, end: int) -> list[Any]:
    """The runs that print the characters ``start`` to ``end`` of a paragraph (spaces not counted).

    A run that prints more is divided, if it holds nothing but text.
    """
    found: list[Any] = []
    position = 0
    for run in _runs(paragraph):
        length = len(_plain(_printed(run)))
        low, high = max(start - position, 0), min(end - position, length)
        position += length
        if low < high:
            found.append(_divided(run, low, high) if (low, high) != (0, length) else run)
    return found


def _divided(run: Any, low: int, high: int) -> Any:
    """The part of a run that prints its characters ``low`` to ``high``; the rest becomes runs of its own."""
    texts = list(run.iterchildren(T))
    if len(texts) != 1 or len(run) - len(texts) > (run.find(qn("w:rPr")) is not None):
        return run
    whole = texts[0].text or ""
    solid = [i for i, character in enumerate(whole) if not character.isspace()]
    first, last = solid[low], solid[high - 1] + 1
    for text, put in ((whole[:first], run.addprevious), (whole[last:], run.addnext)):
        if text:
            rest = deepcopy(run)
            _write(rest, text)
            put(rest)
    _write(run, whole[first:last])
    return run


def _write(run: Any, text: str) -> None:
    node = next(run.iterchildren(T))
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
