"""python -m benchmarks.revising [N] [--seed S]: N spoilt Word drafts corrected from their books, and read again.

Counted are the drafts in which accepting all changes makes the corrected findings go and brings no new one, those in which
rejecting all gives the draft back, paragraph by paragraph, and those whose copy keeps the schemas of the format. With
``--office K`` LibreOffice accepts and rejects all changes of K drafts too.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from audit.document import Document, Grid
from audit.pipeline import Options, audit_documents
from audit.reading import documents
from audit.revision import revise
from audit.settings.model import Settings
from benchmarks.books import Books, Draft, document, draft, export, spoil
from benchmarks.office import ACCEPT, REJECT, Office
from checks.pack import built_in
from checks.report import Report


def write(made: Draft, path: Path) -> None:
    """The draft as a Word file: its paragraphs and tables in order."""
    package = docx.Document()
    for block in document(made).blocks:
        if isinstance(block, Grid):
            table = package.add_table(block.rows, block.columns, style="Table Grid")
            for cell in block.cells:
                table.cell(cell.row, cell.column).text = cell.text
        else:
            package.add_paragraph(block.text)
    package.save(str(path))


def rejected(root: Any) -> Any:
    """The document with every change rejected, as Word does it."""
    root = deepcopy(root)
    for put in list(root.iter(qn("w:ins"))):
        put.getparent().remove(put)
    for gone in list(root.iter(qn("w:del"))):
        for text in gone.iter(qn("w:delText")):
            text.tag = qn("w:t")
        for child in list(gone):
            gone.addprevious(child)
        gone.getparent().remove(gone)
    return root


def texts(root: Any) -> list[str]:
    """What each paragraph prints, to the byte."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in root.iter(qn("w:p"))]


@dataclass
class Trial:
    """One spoilt draft with its books, in a folder of its own, and what was found in it."""

    path: Path
    source: Document
    before: Report = field(init=False)

    def __post_init__(self) -> None:
        self.before = self.check(self.path)

    def check(self, file: Path) -> Report:
        """The file as the draft, against the books."""
        settings = Settings.model_validate({"submission": {"documents": {"导出.xlsx": {"source": True}}}})
        return audit_documents(
            [*documents([file]), self.source], built_in(), Options(settings=settings, revise=True)
        )

    def revised(self) -> Path:
        """The corrected copy."""
        revise(self.before, self.path.parent)
        return self.path.with_suffix(".revised.docx")

    def wrong_in(self, file: Path) -> str:
        """What a corrected file still has of the corrected findings, and what is new in it; empty where all is well."""
        known = {(f.rule, f.evidence[0].row) for f in self.before.findings}
        gone = {each.finding for each in self.before.corrections}
        wrong = {(f.rule, f.stated, f.evidence[0].row) for f in self.before.findings if f.id in gone}
        left = {(f.rule, f.stated, f.evidence[0].row) for f in self.check(file).findings}
        new = {(rule, row) for rule, _, row in left} - known
        return f"new {new}, still {left & wrong}" if new or left & wrong else ""

    def is_back(self, root: Any) -> bool:
        """Whether a body prints what the draft printed, to the byte."""
        return texts(root) == texts(body(self.path))


def body(path: Path) -> Any:
    return docx.Document(str(path)).element.body


def faults(path: Path) -> list[str]:
    """What breaks the schemas of the format, and the rules for the parts of a package."""
    found = OpenXmlValidator().validate(str(path)).errors
    return sorted(f"{each.part_uri}: {each.description}" for each in found)


def spoilt(seed: int, folder: Path) -> tuple[Trial, int]:
    """A draft of random books with slips in it, as a Word file in ``folder``, and how many of its numbers are wrong."""
    dice = random.Random(seed)
    books = Books(dice)
    made = draft(books)
    spoil(made, dice)
    folder.mkdir()
    write(made, folder / "稿.docx")
    numbers = sum(slip.sort in {"cell", "sentence"} for slip in made.slips)
    return Trial(folder / "稿.docx", export(books)), numbers


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--office", type=int, default=0, help="how many drafts LibreOffice accepts and rejects too"
    )
    args = parser.parse_args()
    count: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as home:
        office = Office(Path(home) / "office") if args.office else None
        for seed in range(args.seed, args.seed + args.count):
            trial, numbers = spoilt(seed, Path(home) / str(seed))
            if not trial.before.corrections:
                count["missed"] += numbers
                continue
            count["revised"] += 1
            copy = trial.revised()
            changes = len(list(body(copy).iter(qn("w:ins"))))
            count["changes"] += changes
            count["missed"] += max(0, numbers - changes)
            count["restored"] += trial.is_back(rejected(body(copy)))
            count["valid"] += faults(copy) == faults(trial.path)
            files = {"mended": copy}
            if office is not None and count["asked"] < args.office:
                count["asked"] += 1
                files["mended by the office"] = office.changes(
                    ACCEPT, copy, trial.path.with_name("定稿.docx")
                )
                back = office.changes(REJECT, copy, trial.path.with_name("原稿.docx"))
                count["restored by the office"] += trial.is_back(body(back))
            for name, file in files.items():
                wrong = trial.wrong_in(file)
                count[name] += not wrong
                if wrong:
                    print(f"seed {seed}: {name}: {wrong}")
    drafts = count["revised"]
    print(f"{drafts} drafts with corrections: {count['changes']} tracked changes, ", end="")
    print(f"{count['missed']} slips of numbers not corrected")
    print(f"all accepted: corrected findings gone and none new in {count['mended']} of {drafts}")
    print(f"all rejected: the draft, paragraph by paragraph, in {count['restored']} of {drafts}")
    print(f"schemas and rules of the format kept as the draft keeps them in {count['valid']} of {drafts}")
    if office is not None:
        print(
            f"accepted by LibreOffice: gone and none new in {count['mended by the office']} of {count['asked']}; ",
            end="",
        )
        print(f"rejected: the draft in {count['restored by the office']}")


if __name__ == "__main__":
    main()
