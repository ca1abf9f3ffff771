"""How fast and how exactly PDFs are read: ``python benchmarks/reading.py [PDF …]`` (default: the samples).

Two tables are printed. Speed: milliseconds of a processor a page beside what pdfium needs for the text, its boxes and the objects
of the same pages, and beside pdfplumber's ``extract_text`` and ``extract_tables``. Exactness: the sample's tables in
every style and alignment, how many of their numbers are read as printed, in their row and column.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pdfplumber
import pypdfium2
from pypdfium2 import raw

from audit.pipeline import audit
from audit.reading import read_document
from audit.recognition import Overrides, recognise_document
from sample_data.make_samples import load
from tests.audit.reading.pdf_styles import ALIGNMENTS, STYLES, styled_pdf

_SAMPLES = Path(__file__).parents[1] / "sample_data"
_TIMES = 3
"""Each is run so often; the fastest counts."""


def pdfium_floor(path: Path) -> int:
    """Text, the box of each character and all objects of a PDF, by pdfium; returns the number of pages."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            for index in range(text.count_chars()):
                text.get_charbox(index)
            for found in page.get_objects():
                raw.FPDFPageObj_GetType(found)
            page.close()
        return len(pdf)


def plumber(path: Path) -> None:
    """What most programs do with a PDF's tables."""
    with pdfplumber.open(path) as book:
        for page in book.pages:
            page.extract_text()
            page.extract_tables()


def fastest(work: Callable[[], object]) -> float:
    """Milliseconds of a processor of the fastest of several runs: other work on the machine counts for little."""
    times = []
    for _ in range(_TIMES):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def speed(paths: Sequence[Path]) -> None:
    """Print milliseconds a page."""
    print(
        "speed (ms a page)                  pages  pdfium  read  × pdfium  audit  pdfplumber  audit ÷ pdfplumber"
    )
    for path in paths:
        pages = pdfium_floor(path)
        floor, read, whole, other = (
            fastest(work) / pages
            for work in (
                lambda path=path: pdfium_floor(path),
                lambda path=path: read_document(path),
                lambda path=path: audit([path]),
                lambda path=path: plumber(path),
            )
        )
        print(
            f"{path.name[:34]:34} {pages:5}  {floor:6.2f} {read:5.1f}  {read / floor:8.1f}  {whole:5.1f}"
            f"  {other:10.1f}  {whole / other:18.2f}"
        )


def facts(data: bytes, folder: Path) -> Counter[tuple[str | None, str, str, str]]:
    """The numbers of a PDF's tables, each with its statement, row and column."""
    path = folder / "styled.pdf"
    path.write_bytes(data)
    found = recognise_document(read_document(path), 0, 0, Overrides())
    return Counter(
        (statement.code, row, column, found.facts[index].printed.text)
        for statement in found.statements
        for row, line in zip(statement.rows, statement.cells.tolist(), strict=True)
        for column, index in zip(statement.columns, line, strict=True)
        if index >= 0
    )


def exactness() -> None:
    """Print how many numbers of the sample's tables are read as the workbook holds them."""
    sample = load(errors=False)
    with tempfile.TemporaryDirectory() as name:
        book = recognise_document(
            read_document(_SAMPLES / "as_published" / "final_accounts_2020.xlsx"), 0, 0, Overrides()
        )
        print(f"\nexactness (numbers of the tables in the workbook: {len(book.facts)})")
        print("style                    alignment          read as in the grid   others")
        for alignment in ALIGNMENTS:
            expected = facts(styled_pdf(sample, "grid", alignment), Path(name))
            for style in STYLES:
                found = facts(styled_pdf(sample, style, alignment), Path(name))
                right, wrong = (expected & found).total(), (found - expected).total()
                print(f"{style:24} {alignment:18} {right:10} of {expected.total():4}   {wrong:6}")


def main() -> None:
    """Measure speed on the given PDFs, exactness on the sample's tables."""
    paths = [Path(argument) for argument in sys.argv[1:]]
    speed(paths or sorted(_SAMPLES.glob("*/*.pdf")))
    exactness()


if __name__ == "__main__":
    main()
