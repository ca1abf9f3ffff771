"""Documents in traditional characters, and years in other digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.reading.files.characters import with_years_in_digits
from tests.audit.reading.pdf_made import read_bytes, texts


def test_traditional_characters_are_read_as_simplified_ones(tmp_path: Path) -> None:
    text = "2024年預算收入 50.00 萬元，其中：財政撥款 45.00 萬元。\n三公經(jīng)費預(yù)算數(shù)減少。\n"
    document = read_bytes(text.encode(), tmp_path, "a.txt")
    assert texts(document) == [
        "2024年预算收入 50.00 万元，其中：财政拨款 45.00 万元。",
        "三公经费预算数减少。",
    ]
    assert document.notes == ("文件用繁体字，按简体字读取",)


def test_one_traditional_name_leaves_a_document_as_it_is(tmp_path: Path) -> None:
    document = read_bytes("萬里街道 2024年预算收入 50.00 万元。".encode(), tmp_path, "a.txt")
    assert texts(document) == ["萬里街道 2024年预算收入 50.00 万元。"]
    assert document.notes == ()


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("２０２３年度部门决算", "2023年度部门决算"),
        ("二〇二三年度部门决算", "2023年度部门决算"),
        ("二○二零 年预算", "2020 年预算"),
        ("收入２０２３．５０万元", "收入２０２３．５０万元"),
        ("二级单位一二三年", "二级单位一二三年"),
    ],
)
def test_a_year_is_read_in_whatever_digits_it_stands(printed: str, read: str) -> None:
    assert with_years_in_digits(printed) == read


def test_the_years_of_a_document_are_in_digits_without_a_note(tmp_path: Path) -> None:
    document = read_bytes("临溪县水务局\n二〇二三年度部门决算\n".encode(), tmp_path, "a.txt")
    assert texts(document) == ["临溪县水务局", "2023年度部门决算"]
    assert document.notes == ()


def test_characters_that_print_nothing_are_gone_from_words_and_cells(tmp_path: Path) -> None:
    text = read_bytes("支出合计1,\u200b899.\u00ad52万元\u2060。\n".encode(), tmp_path, "a.txt")
    assert texts(text) == ["支出合计1,899.52万元。"]
    page = "<table><tr><td>科目</td><td>金额</td></tr><tr><td>合计</td><td>\u200e1,\u00ad899.52</td></tr></table>"
    (grid,) = read_bytes(page.encode(), tmp_path, "a.html").grids()
    assert grid.cells[-1].text == "1,899.52"
