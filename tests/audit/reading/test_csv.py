"""CSV as programs export it: any delimiter, any encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.reading.pdf_made import read_bytes, table

_ROWS = [["科目", "金额", "备注"], ["合计", "1,899.52", "含甲；乙；丙"], ["教育支出", "1,899.52", ""]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("declared", [False, True])
def test_the_same_table_comes_out(encoding: str, delimiter: str, declared: bool, tmp_path: Path) -> None:
    def quoted(text: str) -> str:
        return f'"{text}"' if delimiter in text else text

    lines = [delimiter.join(quoted(text) for text in row) for row in _ROWS]
    text = "\r\n".join(([f"sep={delimiter}"] if declared else []) + lines) + "\r\n"
    (grid,) = read_bytes(text.encode(encoding), tmp_path, "a.csv").grids()
    assert table(grid) == _ROWS
    assert grid.cells[0].place.line == 1 + declared


def test_a_table_between_commas_in_a_text_file_is_one_and_prose_is_none(tmp_path: Path) -> None:
    rows = "科目,金额,备注\n合计,12.50,\n教育支出,10.00,无\n农林支出,2.50,无\n"
    (grid,) = read_bytes(rows.encode(), tmp_path, "a.txt").grids()
    assert table(grid)[1] == ["合计", "12.50", ""]
    prose = "一,支出,合计12.50万元。\n" * 5
    assert not list(read_bytes(prose.encode(), tmp_path, "b.txt").grids())
