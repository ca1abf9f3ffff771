"""The tables of a document as text: each with its title and shape, or one of them cell by cell."""

from __future__ import annotations

from pathlib import Path

from audit.reading import read_document
from audit.recognition import Overrides, recognise_document
from checks.finding import StatementInfo


def listing(file: Path, number: int | None) -> list[str] | None:
    """The tables of ``file``, or the cells of the ``number``-th; None where there is none of that number."""
    document = read_document(file)
    problems = [problem.what for problem in document.problems]
    if not document.readable:
        return problems
    infos = recognise_document(document, 0, 0, Overrides()).infos
    if number is None:
        return [*problems, *(_line(index, info) for index, info in enumerate(infos, start=1))]
    if number > len(infos):
        return None
    info = infos[number - 1]
    return [_line(number, info), *_rows(info)]


def _line(number: int, info: StatementInfo) -> str:
    pages = "–".join(
        str(page) for page in (info.pages[:1] + info.pages[-1:] if len(info.pages) > 1 else info.pages)
    )
    reading = info.reading
    shape = (
        ""
        if reading is None
        else f"{reading.shape.value} ({'sure' if reading.sure else 'doubtful'}: {reading.why})"
    )
    parts = (
        info.name,
        info.code or "-",
        info.unit or "-",
        f"p. {pages}" if pages else "",
        f"{info.cells} numbers",
        shape,
    )
    return f"{number:>3}  " + " | ".join(part for part in parts if part)


def _rows(info: StatementInfo) -> list[str]:
    """The rows of a table: a cell that became a fact is marked, one that spans others says how far."""
    rows: dict[int, list[str]] = {}
    for cell in info.table:
        spans = f"[{cell.row_span}x{cell.column_span}]" if (cell.row_span, cell.column_span) != (1, 1) else ""
        mark = "*" if cell.fact is not None else ""
        rows.setdefault(cell.row, []).append(f"{cell.column}:{cell.text}{mark}{spans}")
    return [
        f"{row:>4}{'h' if row in _header(info) else ' '} " + " | ".join(cells) for row, cells in rows.items()
    ]


def _header(info: StatementInfo) -> set[int]:
    return {cell.row for cell in info.table if cell.header}
