"""python -m benchmarks.revising [N] [--seed S]: N spoilt Word drafts corrected from their books, and read again.

Counted are the drafts in which accepting all changes makes the corrected findings go and brings no new one, and those in
which rejecting all gives the draft back, paragraph by paragraph.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from audit.document import Grid
from audit.pipeline import Options, audit_documents
from audit.reading import documents
from audit.revision import revise
from audit.settings.model import Settings
from benchmarks.books import Books, Draft, document, draft, export, spoil
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


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    settings = Settings.model_validate({"submission": {"documents": {"导出.xlsx": {"source": True}}}})
    options = Options(settings=settings, revise=True)
    mended = restored = corrections = missed = revised = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(args.seed, args.seed + args.count):
            dice = random.Random(seed)
            books = Books(dice)
            made = draft(books)
            spoil(made, dice)
            path = Path(folder) / "稿.docx"
            write(made, path)

            def check(file: Path, source: Books = books) -> Report:
                return audit_documents([*documents([file]), export(source)], built_in(), options)

            before = check(path)
            numbers = sum(slip.sort in {"cell", "sentence"} for slip in made.slips)
            if not before.corrections:
                missed += numbers
                continue
            revised += 1
            revise(before, Path(folder))
            copy = Path(folder) / "稿.revised.docx"
            root = docx.Document(str(copy)).element.body
            corrections += len(list(root.iter(qn("w:ins"))))
            missed += max(0, numbers - len(list(root.iter(qn("w:ins")))))
            restored += texts(rejected(root)) == texts(docx.Document(str(path)).element.body)
            after = check(copy)
            known = {(f.rule, f.evidence[0].row) for f in before.findings}
            gone = {each.finding for each in before.corrections}
            wrong = {(f.rule, f.stated, f.evidence[0].row) for f in before.findings if f.id in gone}
            left = {(f.rule, f.stated, f.evidence[0].row) for f in after.findings}
            new = {(rule, row) for rule, _, row in left} - known
            good = not new and not left & wrong
            mended += good
            if not good:
                print(f"seed {seed}: new {new}, still {left & wrong}")
    print(
        f"{revised} drafts with corrections: {corrections} tracked changes, {missed} slips of numbers not corrected"
    )
    print(f"all accepted: corrected findings gone and none new in {mended} of {revised}")
    print(f"all rejected: the draft, paragraph by paragraph, in {restored} of {revised}")


if __name__ == "__main__":
    main()
