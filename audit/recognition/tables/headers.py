"""The header of a table: over each column the texts from the top down, and what the column holds."""

from __future__ import annotations

from collections.abc import Sequence

from audit.document import Cell
from audit.recognition.tables.cells import (
    CODE_HEADERS,
    LABEL_HEADERS,
    LINE_HEADERS,
    TOTAL_LABELS,
    is_code,
    is_dash,
    is_numeric,
    text_of,
)
from audit.recognition.tables.table import ColumnKind
from checks.catalogue import plain, vocabulary

_AMOUNT_WORDS = vocabulary.table("amounts")
"""A header of these words stands over amounts, also where all of them happen to look like codes (215, 600)."""


def header_paths(
    header: list[list[Cell | None]], width: int, first: Sequence[Cell | None] | None
) -> list[tuple[str, ...]]:
    """Over each column, the header texts from the top down, merged cells spread over what they span.

    Where a format has lost the spans, an empty header cell belongs to the text at its left as long as both
    stand under the same heading and something stands below it.
    """
    grid: list[list[str]] = [[""] * width for _ in header]
    owner: list[list[tuple[int, int] | None]] = [[None] * width for _ in header]
    for i, row in enumerate(header):
        for cell in row:
            if cell is None or not cell.text.strip():
                continue
            for r in range(i, min(i + cell.row_span, len(header))):
                for c in range(cell.column, min(cell.column + cell.column_span, width)):
                    grid[r][c] = plain(cell.text)
                    owner[r][c] = (i, cell.column)
    for i in range(len(header)):
        for c in range(1, width):
            if grid[i][c] or not grid[i][c - 1] or not _below(grid, first, i, c):
                continue
            if i == 0 or owner[i - 1][c] == owner[i - 1][c - 1]:
                grid[i][c], owner[i][c] = grid[i][c - 1], owner[i][c - 1]
    paths = []
    for c in range(width):
        path: list[str] = []
        for i in range(len(header)):
            if grid[i][c] and (not path or owner[i][c] != owner[i - 1][c]):
                path.append(grid[i][c])
        paths.append(tuple(path))
    return _named_by_total_row(paths, first)


def _named_by_total_row(
    paths: list[tuple[str, ...]], first: Sequence[Cell | None] | None
) -> list[tuple[str, ...]]:
    """Some forms print the lowest header of a group (合计 | 基本支出 | 项目支出) in the row of the total."""
    if first is None:
        return paths
    texts = [text_of(cell) for cell in first]
    named = []
    for c, path in enumerate(paths):
        group = [k for k in range(len(paths)) if path and paths[k] == path]
        words = len(group) > 1 and all(texts[k] and not is_numeric(texts[k]) for k in group)
        named.append((*path, plain(texts[c])) if words and not is_code(texts[group[0]]) else path)
    return named


def _below(grid: list[list[str]], first: Sequence[Cell | None] | None, row: int, column: int) -> bool:
    if any(grid[i][column] for i in range(row + 1, len(grid))):
        return True
    return first is not None and text_of(first[column]) != ""


def column_kind(path: tuple[str, ...], texts: Sequence[str]) -> ColumnKind:
    """What a column holds, by its header and the texts below it; an empty column goes by its header."""
    header = path[-1] if path else ""
    filled = [t for t in texts if t and not is_dash(t)]
    numeric = sum(is_numeric(t) for t in filled)
    totals = sum(plain(t) in TOTAL_LABELS for t in filled)
    if any(word in header for word in LINE_HEADERS) and numeric + totals == len(filled):
        return ColumnKind.LABEL if totals else ColumnKind.LINE_NUMBER
    if any(word in header for word in CODE_HEADERS) or header in {"类", "款", "项"}:
        return ColumnKind.CODE
    if len(path) > 1 and filled and all(plain(t) == header for t in filled):
        return ColumnKind.AMOUNT
    if filled and numeric * 2 < len(filled):
        return ColumnKind.LABEL
    codes = [t for t in filled if plain(t) not in TOTAL_LABELS]
    if codes and all(is_code(t) for t in codes) and not any(word in header for word in _AMOUNT_WORDS):
        return ColumnKind.CODE
    if filled:
        return ColumnKind.AMOUNT
    amount = any(word in header for word in _AMOUNT_WORDS)
    label = any(header.endswith(word) for word in LABEL_HEADERS)
    return ColumnKind.AMOUNT if amount and not label else ColumnKind.LABEL


def column_kinds(paths: Sequence[tuple[str, ...]], texts: Sequence[Sequence[str]]) -> list[ColumnKind]:
    """What each column holds; one with nothing below its header is like those that stand under the same heading."""
    kinds = [column_kind(path, below) for path, below in zip(paths, texts, strict=True)]
    of_amounts = {path[:-1] for path, kind in zip(paths, kinds, strict=True) if kind is ColumnKind.AMOUNT}
    return [
        ColumnKind.AMOUNT
        if kind is ColumnKind.LABEL and len(path) > 1 and path[:-1] in of_amounts and not any(below)
        else kind
        for path, kind, below in zip(paths, kinds, texts, strict=True)
    ]
