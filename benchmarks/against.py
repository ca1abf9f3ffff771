"""python -m benchmarks.against [N] [--seed S]: the sample's draft held against the books that it was made from, one slip in it.

First the sample's own planted errors. Then in each of N rounds one number of a table, an amount or a rate of a sentence is
mistyped, or a word of direction turned round. Counted is what the comparison with the books of both years and the approved
budget names, with both places (only its rules are in force), what it lists as not carried by the books, and what it says
falsely; then the same with the year and the department taken off the books, and nobody saying that they are the source.
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
from checks.rules.rule import RulePack

_DRAFT = ROOT / "sample_data" / "as_published" / "final_accounts_2020.docx"
_PLANTED = ROOT / "sample_data" / "with_errors" / "final_accounts_2020.docx"
_BOOKS = ROOT / "sample_data" / "accounts"
_CELL = re.compile(r"-?[\d,]+\.\d\d")
_SAID = {
    "amount": re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?=万元)"),
    "rate": re.compile(r"(?<![\d.])\d+\.\d+(?=%)"),
    "word": re.compile(r"大于|小于"),
}
_TURNED = {"大于": "小于", "小于": "大于"}
_SORTS = ("table", *_SAID)
_PLANTS = {"E1": "951.34", "E2": "112.24", "E3": "5.61", "E4": "178.45", "E5": "8.2", "E6": "大于（小于）"}
_ALONE = (
    "set.source",
    "set.row-",
    "set.cell-",
    "set.copy",
    "set.no-source",
    "set.last-year",
    "set.budget-of",
    "set.change-from",
)
"""How the rules of the comparison begin; no other is in force."""
Spot = tuple[int, int, int]
"""A block of the draft, and in it a cell, or a line with where its number begins."""


def numbers(draft: Document) -> Iterator[tuple[Spot, str, str]]:
    """Every number of the tables that is not nothing, and every amount, rate and word of direction of the sentences."""
    for at, block in enumerate(draft.blocks):
        if isinstance(block, Grid):
            for number, cell in enumerate(block.cells):
                if _CELL.fullmatch(cell.text) and cell.text.strip("0.,"):
                    yield (at, number, 0), cell.text, "table"
        else:
            for number, line in enumerate(block.lines):
                for sort, pattern in _SAID.items():
                    for match in pattern.finditer(line.text):
                        yield (at, number, match.start()), match[0], sort


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


def bare(folder: Path) -> list[Path]:
    """The books without the year and the department above each sheet, under names that say nothing."""
    made = []
    for name, path in zip("甲乙丙", sorted(_BOOKS.iterdir()), strict=True):
        book = load_workbook(path)
        for sheet in book.worksheets:
            sheet["A1"].value = re.sub(r"^\d{4}年部门预算批复", "", str(sheet["A1"].value))
            for cell in sheet[3]:
                cell.value = cell.value if str(cell.value).startswith("金额单位") else None
        book.save(folder / f"{name}.xlsx")
        made.append(folder / f"{name}.xlsx")
    return made


def verdict(report: Report, wrong: str) -> tuple[str, int]:
    """What the comparison says of the wrong number or word, and how much else it says."""
    said = [f for f in report.findings if f.severity is not Severity.INFO]
    hits = [f for f in said if f.evidence[0].text == wrong and f.evidence[0].document == 0]
    if any(len({e.document for e in f.evidence}) > 1 for f in hits):
        return "named", len(said) - len(hits)
    listed = any(e.text == wrong for f in report.findings if f.rule == "set.no-source" for e in f.evidence)
    lacking = "".join(note.rpartition("中没有：")[2] for note in report.notes if "中没有：" in note)
    tables = (s for s in report.statements if s.document == 0 and f"《{s.name}》" in lacking)
    listed |= any(cell.text == wrong for table in tables for cell in table.table)
    return "listed" if listed else "silent", len(said)


def planted(sides: dict[str, tuple[list[Document], Settings]], pack: RulePack) -> None:
    """Print what the comparison alone says of each planted error of the sample, and how much else."""
    (draft,) = documents([_PLANTED])
    for name, (books, settings) in sides.items():
        report = audit_documents([draft, *books], pack, Options(settings=settings))
        found = {plant: verdict(report, wrong)[0] for plant, wrong in _PLANTS.items()}
        texts = {f.evidence[0].text for f in report.findings if f.severity is not Severity.INFO}
        others = texts - {*_PLANTS.values(), "28.17"}
        print(f"{name}: {found}, {len(others)} else (28.17 is part of E3)")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print what is silent or false")
    args = parser.parse_args()
    dice = random.Random(args.seed)
    whole = built_in()
    alone = {name: rule for name, rule in whole.rules.items() if name.startswith(_ALONE)}
    pack = RulePack(alone, whole.sha256)
    (draft,) = documents([_DRAFT])
    spots = {sort: [each for each in numbers(draft) if each[2] == sort] for sort in _SORTS}
    with tempfile.TemporaryDirectory() as home:
        told = {path.name: {"source": True} for path in _BOOKS.iterdir()}
        sides = {
            "as exported": (
                documents([_BOOKS]),
                Settings.model_validate({"submission": {"documents": told}}),
            ),
            "bare, not told": (documents(bare(Path(home))), Settings()),
        }
        planted(sides, pack)
        count: Counter[tuple[str, str, str]] = Counter()
        for turn in range(args.count):
            spot, right, sort = dice.choice(spots[_SORTS[turn % len(_SORTS)]])
            wrong = _TURNED.get(right) or mistyped(right, dice)
            for name, (books, settings) in sides.items():
                report = audit_documents(
                    [spoilt(draft, spot, right, wrong), *books], pack, Options(settings=settings)
                )
                what, false = verdict(report, wrong)
                count[name, sort, what] += 1
                count[name, sort, "false"] += false
                if args.verbose and (what != "named" or false):
                    print(f"{name}: {right} → {wrong} at {spot}: {what}, {false} else")
    print(
        "| books | of a | wrong | named with both places | listed as not in the books | silent | said falsely |"
    )
    print("|---|---|---:|---:|---:|---:|---:|")
    for name in sides:
        for sort in _SORTS:
            named, listed, silent, false = (
                count[name, sort, w] for w in ("named", "listed", "silent", "false")
            )
            print(
                f"| {name} | {sort} | {named + listed + silent} | {named} | {listed} | {silent} | {false} |"
            )


if __name__ == "__main__":
    main()
