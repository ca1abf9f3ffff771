"""The rows of a table, block by block: labels, codes put together, amounts, groups made by merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from audit.document import Cell
from audit.recognition.tables.cells import CODE_AND_NAME, text_of
from audit.recognition.tables.table import Column, ColumnKind, Entry, Row
from checks.catalogue import plain

_UNSPANNED = 10**6
"""A group whose span was lost goes on until the next one."""

_Block = tuple[list[Column], list[Column]]


def blocks_of(columns: Sequence[Column]) -> list[_Block]:
    """Groups of label columns with the amount columns at their right."""
    blocks: list[_Block] = []
    for column in columns:
        if column.kind is ColumnKind.AMOUNT:
            if not blocks:
                blocks.append(([], []))
            blocks[-1][1].append(column)
        elif column.kind in (ColumnKind.LABEL, ColumnKind.CODE):
            if not blocks or blocks[-1][1]:
                blocks.append(([], []))
            blocks[-1][0].append(column)
    if len(blocks) > 1 and not blocks[-1][1]:
        blocks.pop()
    return blocks


def numbered_blocks(columns: Sequence[Column]) -> list[Column]:
    """Each column with the number of its block."""
    numbers = {
        c.index: n for n, (labels, amounts) in enumerate(blocks_of(columns)) for c in (*labels, *amounts)
    }
    return [replace(c, block=numbers.get(c.index, -1)) for c in columns]


def rows_of(columns: Sequence[Column], body: Sequence[tuple[int, Sequence[Cell | None]]]) -> Iterable[Row]:
    """The rows of every block, from the (row index, cells) pairs below the header."""
    blocks = blocks_of(columns)
    groups: dict[int, tuple[str, int]] = {}
    codes: dict[int, list[str]] = {}
    over: set[int] = set()
    for index, row in body:
        over |= {n for n in range(len(blocks) - 1) if _label_of_the_next(row, blocks[n], blocks[n + 1])}
        spanned = -1
        for number, (labels, amounts) in enumerate(blocks):
            yield from _block_row(index, row, number, labels, amounts, blocks, groups, codes, over, spanned)
            spanned = max(spanned, _reach(row, labels))


def _block_row(
    index: int,
    row: Sequence[Cell | None],
    number: int,
    labels: Sequence[Column],
    amounts: Sequence[Column],
    blocks: Sequence[_Block],
    groups: dict[int, tuple[str, int]],
    codes: dict[int, list[str]],
    over: set[int],
    spanned: int,
) -> Iterable[Row]:
    group = ""
    texts: list[str] = []
    code_parts: list[str] = []
    reach = labels[-1].index if labels else -1
    for column in labels:
        cell = row[column.index]
        text = text_of(cell)
        if cell is not None and text:
            reach = max(reach, column.index + cell.column_span - 1)
            if column is not labels[-1] and (cell.row_span > 1 or _heads_group(row, column, labels)):
                groups[column.index] = (text, index + max(cell.row_span, _UNSPANNED))
            else:
                groups.pop(column.index, None)
        elif column.index in groups and index < groups[column.index][1]:
            group = groups[column.index][0]
        if column.kind is ColumnKind.CODE and re.fullmatch(r"[\d\s]*", text):
            code_parts.append(plain(text))
        else:
            texts.append(text)
            code_parts += [""] if column.kind is ColumnKind.CODE else []
    code, code_text = _code(code_parts, codes.setdefault(number, []))
    own_group = next(
        (groups[c.index][0] for c in labels if c.index in groups and index < groups[c.index][1]), ""
    )
    label = next((t for t in reversed(texts) if t), "")
    if code is None and not code_text:
        coded = (CODE_AND_NAME.fullmatch(plain(text)) for text in texts)
        if match := next((m for m in coded if m), None):
            code, label = match[1], match[2]
    wide = False
    columns = list(amounts)
    for later_labels, later_amounts in islice(blocks, number + 1, None):
        if not label or (later_labels and reach < later_labels[0].index):
            break
        if later_labels:
            wide = True
            columns = list(later_amounts)
    if number in over and _label_alone(row, blocks[number], blocks[number + 1]):
        wide = True
        columns = list(blocks[number + 1][1])
    if labels and spanned >= labels[0].index:
        return
    if number - 1 in over and _label_alone(row, blocks[number - 1], blocks[number]):
        return
    entries = tuple(
        Entry(index, c.index, cell.text.strip(), cell.place)
        for c in columns
        if (cell := row[c.index]) is not None and cell.text.strip()
    )
    if label or code or code_text or entries:
        yield Row(index, number, code, label, tuple(texts), entries, wide, code_text, own_group or group)


def _heads_group(row: Sequence[Cell | None], column: Column, labels: Sequence[Column]) -> bool:
    """Whether a label stands over a group whose merged cells were taken apart: 小计 stands beside it."""
    return any(plain(text_of(row[c.index])) == "小计" for c in labels if c.index > column.index)


def _reach(row: Sequence[Cell | None], labels: Sequence[Column]) -> int:
    """The last column that a label of a block spans: over those of the next one it takes that one's amounts."""
    cells = ((c.index, row[c.index]) for c in labels)
    return max((i + cell.column_span - 1 for i, cell in cells if cell and cell.text.strip()), default=-1)


def _label_of_the_next(row: Sequence[Cell | None], block: _Block, following: _Block) -> bool:
    """Whether a label without amounts stands before amounts without a label: a merged cell taken apart.

    From such a row on (the totals below the blocks) a lone label belongs to both blocks.
    """
    return _label_alone(row, block, following) and _printed(row, following[1])


def _label_alone(row: Sequence[Cell | None], block: _Block, following: _Block) -> bool:
    return _printed(row, block[0]) and not _printed(row, [*block[1], *following[0]])


def _printed(row: Sequence[Cell | None], columns: Sequence[Column]) -> bool:
    return any(text_of(row[c.index]) for c in columns)


def _code(parts: list[str], last: list[str]) -> tuple[str | None, str]:
    """Join 类 | 款 | 项 into one code; a missing zero is put back, a 类 printed once is carried down.

    A code may also stand whole in the column of its level, beside those above it: 201 | 20132 | 2013201. Returns the code (None if there is none) and the digits as printed.
    """
    printed = "|".join(p for p in parts if p)
    if len(parts) == 1:
        return (parts[0] or None), printed
    if not any(parts):
        return None, ""
    whole = next((p for n, p in reversed(list(enumerate(parts))) if n and len(p) == 3 + 2 * n), None)
    if whole is not None:
        return whole, whole
    filled = list(parts)
    if not filled[0] and last:
        filled[0] = last[0]
        if len(filled) > 2 and not filled[1] and filled[2] and len(last) > 1:
            filled[1] = last[1]
    last[:] = filled
    widths = [3, 2, 2][: len(filled)]
    code = "".join(p.zfill(w) if p else "" for p, w in zip(filled, widths, strict=False))
    return code or None, printed
