"""The same tables in every style and alignment give the same facts."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from audit.recognition import Overrides, recognise_document
from sample_data.make_samples import load
from tests.audit.reading.pdf_made import read_bytes
from tests.audit.reading.pdf_styles import ALIGNMENTS, STYLES, styled_pdf

_Facts = Counter[tuple[str | None, str, str, str]]


def _facts(
    style: str, alignment: str, folder: Path, *, repeated: bool = True, height: str = "MIDDLE"
) -> _Facts:
    made = styled_pdf(_sample(), style, alignment, repeated=repeated, height=height)
    document = read_bytes(made, folder)
    found = recognise_document(document, 0, 0, Overrides())
    assert not found.unread
    facts: _Facts = Counter()
    for statement in found.statements:
        for row, line in zip(statement.rows, statement.cells.tolist(), strict=True):
            for column, index in zip(statement.columns, line, strict=True):
                if index >= 0:
                    facts[statement.code, row, column, found.facts[index].printed.text] += 1
    return facts


_sample = cache(lambda: load(errors=False))


@pytest.mark.parametrize("alignment", ALIGNMENTS)
def test_every_style_gives_the_facts_of_the_full_grid(alignment: str, tmp_path: Path) -> None:
    expected = _facts("grid", alignment, tmp_path)
    assert len(expected) > 700
    for style in STYLES[1:]:
        found = _facts(style, alignment, tmp_path)
        assert not expected - found, style
        assert not found - expected, style


def test_a_page_without_a_header_goes_on_in_the_columns_of_the_page_before(tmp_path: Path) -> None:
    expected = _facts("grid", "numbers right", tmp_path)
    assert _facts("no rule", "numbers right", tmp_path, repeated=False) == expected


def test_heads_at_the_top_of_tall_cells_name_the_same_columns(tmp_path: Path) -> None:
    expected = _facts("grid", "numbers right", tmp_path)
    assert _facts("no rule", "numbers right", tmp_path, height="TOP") == expected
