"""A folder of CSV files, the "extracted tables" of a data team, as one document; or one file alone."""

from __future__ import annotations

import csv
import re
from collections import Counter
from hashlib import sha256
from io import StringIO
from pathlib import Path

from openpyxl.utils import get_column_letter

from audit.document import Cell, Document, Grid
from audit.reading.plain.text import decode
from audit.reading.problems import UnreadableError
from audit.reading.source import Source
from audit.reading.wrapped import unwrapped
from checks.finding import Place

_LONGEST_FIELD = 1_000_000

_SAMPLE = 65_536
"""Characters that are looked at to find the delimiter."""


def read(source: Source, lang: str) -> Document:  # noqa: ARG001  (every reader has this signature)
    """One grid for each CSV file, in the natural order of the names; UTF-8, UTF-16 or GB18030."""
    folder = source.path.is_dir()
    files = _files(source.path) if folder else [source.path]
    checksum = sha256()
    grids: list[Grid] = []
    for file in files:
        data = file.read_bytes()
        checksum.update(file.name.encode() + b"\x00" + sha256(data).digest())
        table = _grid(decode(data, file.name), file.name)
        if table is not None:
            grids.append(table)
    if not grids:
        raise UnreadableError("no_content", name=source.name)
    return Document(source.name, checksum.hexdigest() if folder else source.sha256, "csv", tuple(grids))


def is_separated(text: str) -> bool:
    """Whether the lines of a text are rows of fields between commas: most of as many, three at least, and no sentence."""
    rows = [
        row for row in csv.reader(StringIO(text[:_SAMPLE], newline="")) if any(field.strip() for field in row)
    ]
    width, times = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    return width >= 3 and times >= 4 and 2 * times > len(rows) and "。" not in text[:_SAMPLE]


def _files(folder: Path) -> list[Path]:
    found = (entry for entry in folder.iterdir() if entry.suffix.lower() == ".csv" and entry.name[0] != ".")
    return sorted(found, key=lambda entry: _natural(entry.name))


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that puts table 2 before table 10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name) if part]


def _delimiter(text: str) -> str:
    """What parts the fields: the character that cuts most lines into the same number of them.

    Commas group the digits of a number too, and semicolons end clauses in a note.
    """

    def agreement(delimiter: str) -> tuple[int, int]:
        lines = csv.reader(StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter)
        widths = Counter(len(fields) for fields in lines if len(fields) > 1)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        return times, width

    return max(",\t;|", key=agreement)


def _grid(text: str, name: str) -> Grid | None:
    csv.field_size_limit(_LONGEST_FIELD)
    declared = re.match(r"sep=(.)\r?\n", text)
    delimiter = declared[1] if declared else _delimiter(text)
    cells: list[Cell] = []
    rows = columns = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    if declared:
        next(reader)
    line = 1 + reader.line_num
    for row, values in enumerate(reader):
        for column, value in enumerate(values):
            content = unwrapped(value.splitlines())
            if content:
                rows, columns = row + 1, max(columns, column + 1)
            place = Place(cell=f"{name}!{get_column_letter(column + 1)}{row + 1}", line=line)
            cells.append(Cell(row, column, content, place))
        line = reader.line_num + 1
    if not rows:
        return None
    inside = tuple(cell for cell in cells if cell.row < rows and cell.column < columns)
    return Grid(inside, rows, columns, Place(cell=f"{name}!A1", line=1), Path(name).stem)
