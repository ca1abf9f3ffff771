"""A workbook's numbers read as Excel shows them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reading.office.cell_text import shown


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1899.52, "#,##0.00", "1,899.52"),
        (1899.5, "General", "1899.5"),
        (1899, "General", "1899"),
        (0.1 + 0.2, "General", "0.3"),
        (1065.88, "0.00", "1065.88"),
        (1065.885, "0.00", "1065.89"),
        (0, "#,##0.00", "0.00"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (0, '#,##0.00;-#,##0.00;"—"', "—"),
        (-5.36, "#,##0.00", "-5.36"),
        (-5.36, "#,##0.00_);(#,##0.00)", "(5.36)"),
        (-5.36, "#,##0.00;[Red]-#,##0.00", "-5.36"),
        (0.8302, "0.00%", "83.02%"),
        (0.05, "#,##0.##", "0.05"),
        (0.05, "#.##", ".05"),
        (12.5, "0.0#", "12.5"),
        (1234567.891, "#,##0", "1,234,568"),
        (3, '0"辆"', "3辆"),
        (1899.52, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,899.52"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (201, "000", "201"),
        (6, "00", "06"),
        (100000000.0, "General", "100000000"),
        (datetime(2021, 9, 1), "yyyy-mm-dd", "2021-09-01"),
        (date(2021, 9, 1), 'yyyy"年"m"月"d"日"', "2021年9月1日"),
        ("行政\n运行", "General", "行政运行"),
        (None, "General", ""),
        (True, "General", "TRUE"),
    ],
)
def test_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def _table() -> list[tuple[str, str, str]]:
    """Format, stored value and what LibreOffice 7.4 shows of it, for the built-in formats and eighty others."""
    lines = (Path(__file__).parent / "number_formats.tsv").read_text("utf-8").splitlines()
    return [(form, value, text) for form, value, text in (line.split("\t") for line in lines)]


def test_all_cells_of_the_table_of_formats_show_what_libreoffice_shows() -> None:
    def stored(value: str) -> object:
        return int(value) if value.isdigit() else float(value) if value[-1].isdigit() else value

    table = _table()
    assert len(table) > 800
    wrong = [row for row in table if shown(stored(row[1]), row[0]) != row[2]]
    assert not wrong


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12345, "0!.0000", "1.2345"),
        (12345.6, '0!.0,"万"', "1.2万"),
        (1899.52, "G/通用格式", "1899.52"),
        (-5.36, "[>=10000]0.00,;0.00", "-5.36"),
        (-5.36, '[=0]"-";#,##0.00', "-5.36"),
        (5, "#,##0.##", "5"),
        (-0.004, "0.00", "0.00"),
        (1065.8849999999999, "0.00", "1065.89"),
        (44440, "[DBNum1][$-804]yyyy年m月d日", "二〇二一年九月一日"),
        (44440.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (44440, "aaaa", "星期三"),
        (-44440, "yyyy-mm-dd", "-44440"),
        (1e300, "#,##0.00", f"{10**300:,}.00"),
        ("机密", ";;;", ""),
        ("保密", '"注："@', "注：保密"),
        (201, "0_s", "201"),
    ],
)
def test_shown_where_libreoffice_differs_or_has_no_such_format(
    value: object, number_format: str, text: str
) -> None:
    assert shown(value, number_format) == text


@given(st.integers(-(10**12), 10**12))
def test_two_decimals_are_printed_exactly(cents: int) -> None:
    text = shown(cents / 100, "#,##0.00")
    assert int(text.replace(",", "").replace(".", "")) == cents


@given(st.floats(allow_nan=True, allow_infinity=True), st.text(max_size=20))
def test_no_format_breaks_it(value: float, number_format: str) -> None:
    assert isinstance(shown(value, number_format), str)
