"""Tables that were typed with tabs: paragraphs of a Word document whose fields stand below each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from audit.document import Block, Cell, Grid, Line, Paragraph
from checks.finding import Place

_AMOUNT = re.compile(r"[-(（]?[\d,]*\d\.\d+[)）]?%?")
_FEWEST = 3
"""So many rows are a table."""


def tables_of(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with tables in place of the paragraphs that were typed as such; no other tab is left."""
    for width, run in groupby(blocks, key=_width):
        found = list(run)
        rows = [
            [field.strip() for field in block.text.split("\t")]
            for block in found
            if width and isinstance(block, Paragraph)
        ]
        if _is_table(rows):
            yield _grid(rows)
        else:
            yield from map(_plain, found)


def _width(block: Block) -> int:
    """How many fields a paragraph has; 0 where it has none."""
    if not isinstance(block, Paragraph) or "\t" not in block.text.strip():
        return 0
    return block.text.count("\t") + 1


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of as many fields are a table: most of them have an amount."""
    amounts = sum(any(_AMOUNT.fullmatch(field) for field in row[1:]) for row in rows)
    return len(rows) >= _FEWEST and 2 * amounts >= len(rows)


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    cells = [
        Cell(at, column, field, Place()) for at, row in enumerate(rows) for column, field in enumerate(row)
    ]
    return Grid(tuple(cells), len(rows), len(rows[0]), Place())


def _plain(block: Block) -> Block:
    if not isinstance(block, Paragraph) or "\t" not in block.text:
        return block
    return Paragraph(
        tuple(Line(line.text.replace("\t", " ").strip(), line.place) for line in block.lines), block.level
    )
