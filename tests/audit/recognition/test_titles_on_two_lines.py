"""A title printed on two lines is one title; what stands above a title otherwise is none of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from audit.document import Block, Cell, Document, Grid, Line, Paragraph
from audit.recognition import Overrides, recognise_document
from checks.finding import Place

_ROWS = ("科目编码 | 科目名称 | 金额", " | 合计 | 30.50", "301 | 工资福利支出 | 30.50")


def _grid(rows: Sequence[str]) -> Grid:
    cells = [
        Cell(r, c, text.strip(), Place(page=1))
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    ]
    return Grid(tuple(cells), len(rows), len(rows[0].split("|")), Place(page=1))


def _line(text: str, top: float | None = None, size: float = 12) -> Paragraph:
    box = None if top is None else (60.0, top, 60.0 + size * len(text), top + size)
    return Paragraph((Line(text, Place(page=1, bbox=box)),))


def _code(*blocks: Block) -> str | None:
    found = recognise_document(Document("a.pdf", "", "pdf", blocks, pages=1), 0, 0, Overrides())
    (statement,) = found.statements
    assert statement.unit == "万元"
    return statement.code


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("公开07表：2032年一般公共预算", "基本支出预算表"),
        ("2032年度一般公共预算基本支", "出预算表"),
        ("2032年度一般公共预算基本支出预", "算表"),
    ],
)
def test_two_lines_are_one_title_where_only_together_they_name_the_statement(first: str, second: str) -> None:
    unit = _line("单位：万元", 90, 9)
    assert _code(_line(first, 50), _line(second, 66), unit, _grid(_ROWS)) == "budget.basic_expenditure"
    assert _code(_line(first), _line(second), _line("单位：万元"), _grid(_ROWS)) == "budget.basic_expenditure"


def test_two_rows_at_the_top_of_a_grid_are_one_title_too() -> None:
    rows = ("2032年一般公共预算 | | ", "基本支出预算表 | | ", "单位：万元 | | ", *_ROWS)
    assert _code(_grid(rows)) == "budget.basic_expenditure"


@pytest.mark.parametrize(
    "above",
    [
        _line("一般公共预算", 20),
        _line("一般公共预算", 44, 18),
        _line("以下列出一般公共预算：", 50),
    ],
)
def test_a_line_further_up_in_another_size_or_closed_is_no_part_of_the_title(above: Paragraph) -> None:
    unit = _line("单位：万元", 90, 9)
    alone = _code(_line("支出预算表", 66), unit, _grid(_ROWS))
    assert _code(above, _line("支出预算表", 66), unit, _grid(_ROWS)) == alone
