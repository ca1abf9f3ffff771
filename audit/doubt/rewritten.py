"""A document with other readings of some of its numbers: in the cells and lines where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audit.document import Block, Cell, Document, Grid, Line, Paragraph, Sighting
from audit.doubt.boxes import inside
from checks.finding import Box


@dataclass(frozen=True, slots=True)
class Correction:
    """What a number that was read is, and how many relations say so."""

    text: str
    relations: int


def rewritten(document: Document, corrections: Mapping[int, Correction]) -> Document:
    """The document with the numbers at some of its sightings read as the relations want them."""
    blocks = list(document.blocks)
    sightings = list(document.sightings)
    for index, correction in corrections.items():
        sighting = sightings[index]
        blocks = [_with(block, sighting, correction.text) for block in blocks]
        sightings[index] = replace(
            sighting,
            candidates=((correction.text, 1.0), *sighting.candidates),
            confirmed=True,
            read=sighting.text,
            relations=correction.relations,
        )
    return replace(document, blocks=tuple(blocks), sightings=tuple(sightings))


def _with(block: Block, sighting: Sighting, text: str) -> Block:
    if isinstance(block, Grid):
        if block.place.sheet != sighting.place.sheet:
            return block
        return replace(block, cells=tuple(_cell(cell, sighting, text) for cell in block.cells))
    return Paragraph(tuple(_line(line, sighting, text) for line in block.lines), block.level)


def _cell(cell: Cell, sighting: Sighting, text: str) -> Cell:
    if sighting.text not in cell.text or not inside(sighting.place.bbox, cell.place.bbox):
        return cell
    return replace(cell, text=cell.text.replace(sighting.text, text, 1))


def _line(line: Line, sighting: Sighting, text: str) -> Line:
    own = line.place.sheet == sighting.place.sheet and inside(sighting.place.bbox, line.place.bbox)
    if not own or sighting.text not in line.text or sighting.place.bbox is None:
        return line
    start = min(_starts(line.text, sighting.text), key=lambda at: _apart(line, at, sighting.place.bbox))
    end = start + len(sighting.text)
    edges = line.edges
    if edges:
        left, right = edges[start][0], edges[end - 1][1]
        share = (right - left) / len(text)
        put = tuple((left + n * share, left + (n + 1) * share) for n in range(len(text)))
        edges = (*edges[:start], *put, *edges[end:])
    return Line(line.text[:start] + text + line.text[end:], line.place, edges)


def _starts(text: str, part: str) -> Sequence[int]:
    return [at for at in range(len(text) - len(part) + 1) if text.startswith(part, at)]


def _apart(line: Line, at: int, box: Box | None) -> float:
    return abs(line.edges[at][0] - box[0]) if box and at < len(line.edges) else float(at)
