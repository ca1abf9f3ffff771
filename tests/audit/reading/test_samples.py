"""The four formats of the sample hold the same tables, and making them again gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.document import Document
from audit.reading import documents, read_document

_SAMPLES = Path(__file__).parents[3] / "sample_data"
_STEM = "final_accounts_2020"


def _amounts(document: Document) -> list[str]:
    """Every amount of the tables, row by row; repeated header rows hold none."""
    return [
        cell.text
        for grid in document.grids()
        for cell in grid.cells
        if "." in cell.text and cell.text[-1].isdigit()
    ]


@pytest.mark.parametrize("edition", ["as_published", "with_errors"])
@pytest.mark.parametrize("name", [f"{_STEM}.pdf", f"{_STEM}.docx", f"{_STEM}_csv"])
def test_each_format_holds_the_amounts_of_the_workbook(edition: str, name: str) -> None:
    workbook = read_document(_SAMPLES / edition / f"{_STEM}.xlsx")
    (document,) = documents([_SAMPLES / edition / name])
    assert not document.problems
    assert len(_amounts(workbook)) > 700
    assert _amounts(document) == _amounts(workbook)


def test_prose_is_the_same_in_word_and_pdf() -> None:
    word, pdf = (
        "".join(p.text for p in read_document(_SAMPLES / "as_published" / f"{_STEM}.{kind}").paragraphs())
        for kind in ("docx", "pdf")
    )
    for sentence in ("增加111.42万元，增长6.2%", "完成预算6.89万元的83.02%，比上年决算数减少0.63万元"):
        assert sentence in word
        assert sentence in pdf
