"""Changes that leave a right document right: ``python -m benchmarks.harmless FILE… [--each 6] [--seed 1] [--only KIND,KIND] [--verbose]``.

A paragraph is left out, all years are others, numbers and units are written in another usual way, paragraphs are
cut or run together; and the document is recognised and checked again. It prints, by kind of change, how many of the
documents got an error or a warning that they did not have before. What a document that lost a part is asked for (missing items) does not count.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from audit.document import Document, Grid, Line, Paragraph
from audit.pipeline import Options, examine
from audit.reading import read_document
from checks.finding import Category, Finding, Severity
from checks.pack import built_in

Block = Grid | Paragraph


def rewritten(document: Document, into: Callable[[str], str], cells: bool = True) -> Document:
    """The document with every line, and every cell, in other characters."""

    def block(old: Block) -> Block:
        if isinstance(old, Grid):
            return (
                replace(old, cells=tuple(replace(c, text=into(c.text)) for c in old.cells)) if cells else old
            )
        return Paragraph(
            tuple(replace(line, text=into(line.text), edges=()) for line in old.lines), old.level
        )

    return replace(document, blocks=tuple(block(old) for old in document.blocks))


def _cut(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Each sentence of a paragraph as a paragraph."""
    for sentence in re.findall("[^。]+。?", paragraph.text):
        yield Paragraph((Line(sentence, paragraph.place),))


def cut(document: Document) -> Document:
    """Each sentence begins a paragraph of its own."""
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.level is None:
            blocks.extend(_cut(block))
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def joined(document: Document) -> Document:
    """Paragraphs that follow each other are one, but for headings."""
    blocks: list[Block] = []
    for block in document.blocks:
        before = blocks[-1] if blocks else None
        if isinstance(block, Paragraph) and isinstance(before, Paragraph) and before.text.endswith("。"):
            blocks[-1] = Paragraph(before.lines + block.lines, before.level)
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def other_years(document: Document) -> Document:
    """The document of a year before."""

    def earlier(text: str) -> str:
        return re.sub(r"20[12]\d(?=\s*年)", lambda year: str(int(year[0]) - 1), text)

    return replace(rewritten(document, earlier), path=earlier(document.path))


def _grouped(match: re.Match[str]) -> str:
    return f"{int(match[1]):,}{match[2]}"


WRITTEN: dict[str, Callable[[Document], Document]] = {
    "years": other_years,
    "full-width digits": lambda d: rewritten(
        d, lambda t: t.translate({48 + n: 0xFF10 + n for n in range(10)}), False
    ),
    "space before the unit": lambda d: rewritten(
        d, lambda t: re.sub(r"(?<=\d)(?=万元|%|元|人|辆|次)", " ", t)
    ),
    "space around numbers": lambda d: rewritten(
        d, lambda t: re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", t), False
    ),
    "thousands grouped": lambda d: rewritten(
        d, lambda t: re.sub(r"(?<![\d.,])(\d{4,9})(\.\d{1,2})(?!\d)", _grouped, t)
    ),
    "thousands not grouped": lambda d: rewritten(d, lambda t: re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", t)),
    "brackets": lambda d: rewritten(d, lambda t: t.translate(str.maketrans("（）", "()"))),
    "quotes": lambda d: rewritten(d, lambda t: t.translate(str.maketrans("“”", '""'))),
    "percent sign": lambda d: rewritten(d, lambda t: t.replace("%", "％")),
    "units of money": lambda d: rewritten(d, lambda t: re.sub(r"(?<=\d)万元", "万元人民币", t), False),
    "cells of nothing": lambda d: rewritten(d, lambda t: "" if t in ("0.00", "0", "—", "-") else t),
    "cells of a dash": lambda d: rewritten(d, lambda t: "—" if t == "0.00" else t),
    "sentences apart": cut,
    "paragraphs together": joined,
}
"""Other ways to write a whole document."""


LEFT_OUT = "paragraph left out"


def others(document: Document, kind: str, each: int, rng: random.Random) -> Iterator[Document]:
    """The document after a change of a kind: written otherwise, or ``each`` times without one of its paragraphs.

    A paragraph is left out where it states numbers; one that has a number itself is missed in its list, and stays.
    """
    if kind != LEFT_OUT:
        yield WRITTEN[kind](document)
        return
    blocks = document.blocks
    parts = [n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and _PLAIN.match(b.text)]
    for number in rng.sample(parts, min(each, len(parts))):
        yield replace(document, blocks=blocks[:number] + blocks[number + 1 :])


_PLAIN = re.compile(r"(?![（(\d一二三四五六七八九十])(?=.*\d\.\d.*。$)")


def alarms(document: Document) -> Counter[tuple[str, str]]:
    """How many errors and warnings are said, by severity and rule; those of completeness are left out."""
    return Counter((f.severity.value, f.rule) for f in _loud(document))


def _loud(document: Document) -> list[Finding]:
    """The errors and warnings over a document, but those that ask for what is missing."""
    found = examine([document], built_in(), Options()).checked.findings
    return [
        f
        for f in found
        if f.severity in (Severity.ERROR, Severity.WARNING) and f.category is not Category.SCHEMA
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=6, help="paragraphs left out of each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join([*WRITTEN, LEFT_OUT]), help="kinds, separated by commas")
    parser.add_argument("--verbose", action="store_true", help="print every alarm that comes")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in args.paths:
        document = read_document(path)
        before = alarms(document)
        for kind in args.only.split(","):
            for other in others(document, kind, args.each, rng):
                more = alarms(other) - before
                counts[kind]["made"] += 1
                counts[kind]["alarmed"] += bool(more)
                if args.verbose and more:
                    for finding in _loud(other):
                        if (finding.severity.value, finding.rule) in more:
                            print(path.name, kind, finding.rule, finding.message[:160])
    print(f"{'change':24} {'made':>6} {'with an alarm more':>20}")
    for kind, count in counts.items():
        print(f"{kind:24} {count['made']:6} {count['alarmed']:20}")


if __name__ == "__main__":
    main()
