"""python -m benchmarks.against [N] [--seed S]: the sample's draft held against the books that it was made from, one number wrong.

In each of N rounds one number of a table or an amount of a sentence is mistyped. Counted is what the comparison alone names,
with both places (no relation within the draft is asked), what it lists as not carried by the books, and what it says falsely;
then the same with the year and the department taken off the books, and nobody saying that they are the source.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from audit.document import Document, Grid, Line, Paragraph
from audit.pipeline import Options, audit_documents
from audit.reading import documents
from audit.settings.model import Settings
from benchmarks.books import mistyped
from benchmarks.submissions import ROOT
from checks.finding import Severity
from checks.pack import built_in
from checks.report import Report

_DRAFT = ROOT / "sample_data" / "as_published" / "final_accounts_2020.docx"
_BOOKS = ROOT / "sample_data" / "accounts" / "final_accounts_2020_accounts.xlsx"
_CELL = re.compile(r"-?[\d,]+\.\d\d")
_SAID = re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?=万元)")
_NAMED = {"set.source", "set.source-last-digit"}
Spot = tuple[int, int, int]
"""A block of the draft, and in it a cell, or a line with where its number begins."""


def numbers(draft: Document) -> Iterator[tuple[Spot, str, str]]:
    """Every number of the tables that is not nothing, and every amount of the sentences: where, what, of which sort."""
    for at, block in enumerate(draft.blocks):
        if isinstance(block, Grid):
            for number, cell in enumerate(block.cells):
                if _CELL.fullmatch(cell.text) and cell.text.strip("0.,"):
                    yield (at, number, 0), cell.text, "table"
        else:
            for number, line in enumerate(block.lines):
                for match in _SAID.finditer(line.text):
                    yield (at, number, match.start()), match[0], "sentence"


def spoilt(draft: Document, spot: Spot, right: str, wrong: str) -> Document:
    """The draft with another number at a spot."""
    at, number, start = spot
    block = draft.blocks[at]
    blocks = list(draft.blocks)
    if isinstance(block, Grid):
        cells = list(block.cells)
        cells[number] = replace(cells[number], text=wrong)
        blocks[at] = replace(block, cells=tuple(cells))
    else:
        lines = list(block.lines)
        text = lines[number].text
        lines[number] = Line(text[:start] + wrong + text[start + len(right) :], lines[number].place)
        blocks[at] = Paragraph(tuple(lines), block.level)
    return replace(draft, blocks=tuple(blocks))


def bare(folder: Path) -> Path:
    """The books without the year and the department above each sheet."""
    book = load_workbook(_BOOKS)
    for sheet in book.worksheets:
        for cell in sheet[3]:
            cell.value = cell.value if "单位：元" in str(cell.value) else None
    book.save(folder / "导出.xlsx")
    return folder / "导出.xlsx"


def verdict(report: Report, wrong: str) -> tuple[str, int]:
    """What the comparison says of the wrong number, and how much else it says."""
    said = [f for f in report.findings if f.rule.startswith("set.") and f.severity is not Severity.INFO]
    hits = [f for f in said if f.rule in _NAMED and f.evidence[0].text == wrong]
    if any({e.document for e in f.evidence} == {0, 1} for f in hits):
        return "named", len(said) - len(hits)
    listed = any(e.text == wrong for f in report.findings if f.rule == "set.no-source" for e in f.evidence)
    lacking = "".join(note.rpartition("中没有：")[2] for note in report.notes if "中没有：" in note)
    tables = (s for s in report.statements if s.document == 0 and f"《{s.name}》" in lacking)
    listed |= any(cell.text == wrong for table in tables for cell in table.table)
    return "listed" if listed else "silent", len(said)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print what is silent or false")
    args = parser.parse_args()
    dice = random.Random(args.seed)
    pack = built_in()
    (draft,) = documents([_DRAFT])
    spots = list(numbers(draft))
    with tempfile.TemporaryDirectory() as home:
        sides = {
            "as exported": (
                documents([_BOOKS])[0],
                {"submission": {"documents": {_BOOKS.name: {"source": True}}}},
            ),
            "bare, not told": (documents([bare(Path(home))])[0], {}),
        }
        count: Counter[tuple[str, str, str]] = Counter()
        for _ in range(args.count):
            spot, right, sort = dice.choice(spots)
            wrong = mistyped(right, dice)
            for name, (books, said) in sides.items():
                options = Options(settings=Settings.model_validate(said))
                report = audit_documents([spoilt(draft, spot, right, wrong), books], pack, options)
                what, false = verdict(report, wrong)
                count[name, sort, what] += 1
                count[name, sort, "false"] += false
                if args.verbose and (what == "silent" or false):
                    print(f"{name}: {right} → {wrong} at {spot}: {what}, {false} else")
    print(
        "| books | of a | wrong | named with both places | listed as not in the books | silent | said falsely |"
    )
    print("|---|---|---:|---:|---:|---:|---:|")
    for name in sides:
        for sort in ("table", "sentence"):
            named, listed, silent, false = (
                count[name, sort, w] for w in ("named", "listed", "silent", "false")
            )
            print(
                f"| {name} | {sort} | {named + listed + silent} | {named} | {listed} | {silent} | {false} |"
            )


if __name__ == "__main__":
    main()
