"""Tables that go on over pages, however the next page begins."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from audit.document import Block, Cell, Document, Grid, Line, Paragraph
from audit.recognition import Overrides, Recognised, recognise_document
from checks.finding import Place


def _grid(rows: Sequence[str], page: int) -> Grid:
    cells = [
        Cell(r, c, text.strip(), Place(page=page))
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    ]
    return Grid(tuple(cells), len(rows), len(rows[0].split("|")), Place(page=page))


def _text(text: str, page: int) -> Paragraph:
    return Paragraph((Line(text, Place(page=page)),))


def _read(*blocks: Block) -> Recognised:
    return recognise_document(Document("a.pdf", "", "pdf", blocks, pages=2), 0, 0, Overrides())


_FIRST = (
    "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出",
    " | 合计 | 30.50 | 20.50 | 10.00",
    "205 | 教育支出 | 20.50 | 20.50 | 0.00",
    "20502 | 普通教育 | 20.50 | 20.50 | 0.00",
)
_SECOND = ("206 | 科学技术支出 | 10.00 | 0.00 | 10.00", "20604 | 技术研究与开发 | 10.00 | 0.00 | 10.00")
_KEYS = ("合计", "205", "20502", "206", "20604")


@pytest.mark.parametrize(
    "heading",
    [
        (),
        ("续表",),
        ("（续上页）",),
        ("支出决算表（续）",),
        ("支出决算表续表",),
        ("支出决算表", "单位：万元"),
    ],
)
def test_the_next_page_may_have_no_title_or_one_that_is_marked_or_shortened(heading: tuple[str, ...]) -> None:
    found = _read(
        _text("示例局2024年度支出决算表", 1),
        _text("单位：万元", 1),
        _grid(_FIRST, 1),
        *(_text(line, 2) for line in heading),
        _grid((_FIRST[0], *_SECOND), 2),
    )
    (statement,) = found.statements
    assert statement.rows == _KEYS
    assert len(found.facts) == 15


def test_the_next_page_may_print_its_codes_in_three_columns() -> None:
    second = (
        "类 | 款 | 项 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出",
        "206 | | | 科学技术支出 | 10.00 | 0.00 | 10.00",
        "206 | 04 | | 技术研究与开发 | 10.00 | 0.00 | 10.00",
    )
    found = _read(_text("支出决算表", 1), _text("单位：万元", 1), _grid(_FIRST, 1), _grid(second, 2))
    (statement,) = found.statements
    assert statement.rows == _KEYS


def test_the_next_page_may_print_its_codes_in_one_column_after_three() -> None:
    first = (
        "类 | 款 | 项 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出",
        "合计 | | | | 30.50 | 20.50 | 10.00",
        "205 | | | 教育支出 | 20.50 | 20.50 | 0.00",
        "205 | 02 | | 普通教育 | 20.50 | 20.50 | 0.00",
        "205 | 02 | 02 | 小学教育 | 20.50 | 20.50 | 0.00",
    )
    found = _read(
        _text("支出决算表", 1), _text("单位：万元", 1), _grid(first, 1), _grid((_FIRST[0], *_SECOND), 2)
    )
    (statement,) = found.statements
    assert statement.rows == ("合计", "205", "20502", "2050202", "206", "20604")


_WHOLE_CODES = (
    "功能分类科目编码 | | | 科目名称 | 本年支出合计 | 基本支出 | 项目支出",
    "类 | 款 | 项 | 合计 | 30.50 | 20.50 | 10.00",
    "205 | | | 教育支出 | 20.50 | 20.50 | 0.00",
    "20502 | | | 普通教育 | 20.50 | 20.50 | 0.00",
)


def test_three_code_columns_may_hold_whole_codes_under_words_in_the_row_of_the_total() -> None:
    found = _read(_text("支出决算表", 1), _text("单位：万元", 1), _grid(_WHOLE_CODES, 1), _grid(_SECOND, 2))
    (statement,) = found.statements
    assert statement.rows == _KEYS


def test_whole_codes_in_the_first_of_three_columns_may_follow_one_code_column() -> None:
    second = ("206 | | | 科学技术支出 | 10.00 | 0.00 | 10.00", "20604 | | | 技术研究 | 10.00 | 0.00 | 10.00")
    found = _read(_text("支出决算表", 1), _text("单位：万元", 1), _grid(_FIRST, 1), _grid(second, 2))
    (statement,) = found.statements
    assert statement.rows == _KEYS


def test_another_table_of_that_name_with_a_total_of_its_own_is_another_table() -> None:
    other = (_FIRST[0], " | 合计 | 9.00 | 9.00 | 0.00", "206 | 科学技术支出 | 9.00 | 9.00 | 0.00")
    found = _read(_text("支出决算表", 1), _grid(_FIRST, 1), _text("支出决算表", 2), _grid(other, 2))
    assert len(found.statements) == 2


def test_a_label_that_a_page_break_has_torn_is_put_back_where_rows_are_counted() -> None:
    first = (
        "收入 | 行次 | 决算数 | 支出 | 行次 | 决算数",
        "一、事业收入 | 1 | 30.50 | 一、教育支出 | 6 | 20.50",
        "二、经营收入 | 2 | 0.00 | 二、科学技术支出 | 7 | 10.00",
        "本年收入合计 | 3 | 30.50 | 本年支出合计 | 8 | 30.50",
        "年初结转和 | 4 | 5.36 | 年末结转和 | 9 | 5.36",
    )
    second = ("结余 | | | 结余 | | ", "总计 | 5 | 35.86 | 总计 | 10 | 35.86")
    (statement,) = _read(_text("收入支出决算总表", 1), _grid(first, 1), _grid(second, 2)).statements
    assert {"年初结转和结余", "年末结转和结余"} <= set(statement.rows)
    assert "结余" not in statement.rows


def test_an_amount_that_a_page_break_has_torn_is_put_back_where_rows_are_counted() -> None:
    first = (
        "收入 | 行次 | 决算数 | 支出 | 行次 | 决算数",
        "一、事业收入 | 1 | 1,330.50 | 一、教育支出 | 6 | 1,320.50",
        "二、经营收入 | 2 | 0.00 | 二、科学技术支出 | 7 | 10.00",
        "本年收入合计 | 3 | 1,330.50 | 本年支出合计 | 8 | 1,330.50",
        "年初结转和 | 4 | 1,005. | 年末结转和 | 9 | 1,005.",
    )
    second = ("结余 | | 36 | 结余 | | 36", "总计 | 5 | 2,335.86 | 总计 | 10 | 2,335.86")
    (statement,) = _read(_text("收入支出决算总表", 1), _grid(first, 1), _grid(second, 2)).statements
    assert {"年初结转和结余", "年末结转和结余"} <= set(statement.rows)
    assert not set(statement.rows) & {"结余", "36"}
