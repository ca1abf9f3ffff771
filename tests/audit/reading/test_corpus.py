"""Every page of the corpus: each digit that pdfplumber finds is read once, but for page numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from audit.document import Document, Grid
from audit.reading import read_document
from tests.audit.reading.pdf_made import texts

_CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
_PDFS = sorted(_CORPUS.glob("*/*.pdf"))

pytestmark = pytest.mark.skipif(not _PDFS, reason="the corpus is not here")


def _digits(document: Document) -> dict[int | None, Counter[str]]:
    found: dict[int | None, Counter[str]] = {}
    for block in document.blocks:
        pieces = block.cells if isinstance(block, Grid) else block.lines
        for piece in pieces:
            digits = (char for char in piece.text if char in "0123456789")
            found.setdefault(piece.place.page, Counter()).update(digits)
    return found


@pytest.mark.parametrize("path", _PDFS, ids=[path.stem for path in _PDFS])
def test_no_digit_is_lost_or_doubled(path: Path) -> None:
    document = read_document(path)
    assert not document.problems
    found = _digits(document)
    with pdfplumber.open(path) as book:
        for page in book.pages:
            printed = page.dedupe_chars()
            expected = Counter(c["text"] for c in printed.chars if c["text"] in "0123456789")
            lines = printed.extract_text_lines(return_chars=False)
            edges = [line["text"].strip(" -—–") for line in (lines[0], lines[-1])] if lines else []
            missing = expected - found.get(page.page_number, Counter())
            assert not found.get(page.page_number, Counter()) - expected
            assert not missing or "".join(sorted(missing.elements())) in {
                "".join(sorted(edge)) for edge in edges if edge.isdigit()
            }


def test_text_outside_the_clip_path_is_on_no_page() -> None:
    path = next((p for p in _PDFS if "司法局2026年部门预算" in p.name), None)
    if path is None:
        pytest.skip("the document is not here")
    found = texts(read_document(path))
    assert sum(text.startswith("（八）负责") for text in found) == 1
    assert sum(text.startswith("（一）贯彻") for text in found) == 1
