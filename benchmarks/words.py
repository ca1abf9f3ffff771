"""Slips in the words of documents: ``python -m benchmarks.words FILE… [--each 6] [--seed 1] [--only year,unit] [--verbose]``.

One word of a document is changed at a time (a year, a unit left out, 增加 for 减少, 决算 for 预算, an official name that lost a
character …), and the document is recognised and checked again. It prints, by kind of slip, how many of them a finding more
than before names, by its severity. Not every change is an error that a document could give away: half a sentence may be right either way.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audit.document import Cell, Document, Grid, Paragraph
from audit.pipeline import Options, examine
from audit.reading import read_document
from checks.pack import built_in

_AROUND = 40
"""Characters shown on each side of a slip that nothing names."""

Place = tuple[int, int, int, int]
"""A block, a line or cell of it, and the characters from one to another."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is changed in the lines of the text, or in whole cells of the tables, and into what."""

    words: str
    into: Callable[[str], str]
    cells: bool = False


def _one_of(*pairs: tuple[str, str]) -> Slip:
    """Each of two words in place of the other."""
    other = {**dict(pairs), **{b: a for a, b in pairs}}
    return Slip("|".join(other), lambda word: other[word])


SLIPS = {
    "year": Slip(r"20[12]\d(?= ?年)", lambda year: str(int(year) - 1)),
    "direction": _one_of(("增加", "减少"), ("增长", "下降")),
    "comparison": _one_of(("大于", "小于"), ("高于", "低于")),
    "unit left out": Slip(r"(?<=\d)万元", lambda _: ""),
    "unit": Slip(r"(?<=\d)万元", lambda _: "元"),
    "percent sign left out": Slip(r"(?<=\d)[%％]", lambda _: ""),
    "number left out": Slip(r"[\d,]+\.\d+(?=万元|[%％])", lambda _: ""),
    "stage": _one_of(("预算", "决算")),
    "side": Slip(r"(?:收入|支出)(?=合计|总计|预算|决算)", lambda word: "收入" if word == "支出" else "支出"),
    "level of an item": Slip(
        r"(?<=[（(])[类款项](?=[）)])", lambda level: {"类": "款", "款": "项", "项": "款"}[level]
    ),
    "name of an item": Slip(
        r"[\u4e00-\u9fff]{4,}(?=[（(][类款项][）)])", lambda name: f"{name[:-2]}{name[-1]}"
    ),
    "number of a list": Slip(r"^(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十]{1,2}[）)])", lambda _: ""),
    "bracket left open": Slip("[）”》]", lambda _: ""),
    "word twice": Slip("主要|其中|用于|安排|预算|支出|经费", lambda word: word * 2),
    "name in a table": Slip(r"[\u4e00-\u9fff]{4,}", lambda name: name[:2] + name[3:], cells=True),
    "code in a table": Slip(r"\d{3,7}", lambda code: f"{code[:-1]}{(int(code[-1]) + 1) % 10}", cells=True),
}


def places(document: Document, slip: Slip) -> Iterator[tuple[Place, str]]:
    """Where a slip can be made in a document, and what stands there then; not in lines of dots (contents)."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            for at, cell in enumerate(block.cells if slip.cells else ()):
                if re.fullmatch(slip.words, cell.text):
                    yield (number, at, 0, len(cell.text)), slip.into(cell.text)
        elif not slip.cells:
            for at, line in enumerate(block.lines):
                for match in re.finditer(slip.words, line.text) if "…" not in line.text else ():
                    yield (number, at, *match.span()), slip.into(match.group())


def changed(document: Document, place: Place, into: str) -> Document:
    """The document with other words at a place."""
    number, at, start, end = place
    blocks = list(document.blocks)
    block = blocks[number]
    if isinstance(block, Grid):
        cells: list[Cell] = list(block.cells)
        cells[at] = replace(cells[at], text=into)
        blocks[number] = replace(block, cells=tuple(cells))
    else:
        lines = list(block.lines)
        text = lines[at].text
        lines[at] = replace(lines[at], text=text[:start] + into + text[end:], edges=())
        blocks[number] = Paragraph(tuple(lines), block.level)
    return replace(document, blocks=tuple(blocks))


def around(document: Document, place: Place, into: str) -> str:
    """The words around a place, with what stands there now and what stood there: 比上年[增加→减少]5 万元."""
    number, at, start, end = place
    block = document.blocks[number]
    text = (block.cells if isinstance(block, Grid) else block.lines)[at].text
    return f"{text[max(0, start - _AROUND) : start]}[{text[start:end]}→{into}]{text[end : end + _AROUND]}"


def told(document: Document) -> Counter[tuple[str, str, int]]:
    """How many places the findings over a document name, by severity and rule."""
    found = examine([document], built_in(), Options()).checked.findings
    return Counter((f.severity.value, f.rule, n) for f in found for n in range(len(f.evidence)))


def named(before: Counter[tuple[str, str, int]], document: Document) -> str:
    """The gravest severity of what is said more often than before; ``silent`` where nothing is."""
    more = {severity for severity, _, _ in told(document) - before}
    return next((severity for severity in ("error", "warning", "info") if severity in more), "silent")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=6, help="slips of a kind in each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(SLIPS), help="kinds of slips, separated by commas")
    parser.add_argument("--verbose", action="store_true", help="print every slip that nothing names")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in args.paths:
        document = read_document(path)
        before = told(document)
        for kind in args.only.split(","):
            possible = list(places(document, SLIPS[kind]))
            for place, into in rng.sample(possible, min(args.each, len(possible))):
                outcome = named(before, changed(document, place, into))
                counts[kind][outcome] += 1
                if args.verbose and outcome == "silent":
                    print(f"{kind}: {path.name}: {around(document, place, into)}")
    print(f"{'slip':24} {'made':>5} {'error':>6} {'warning':>8} {'info':>5} {'silent':>7}")
    for kind, found in counts.items():
        made = found.total()
        print(
            f"{kind:24} {made:5} {found['error']:6} {found['warning']:8} {found['info']:5} {found['silent']:7}"
        )


if __name__ == "__main__":
    main()
