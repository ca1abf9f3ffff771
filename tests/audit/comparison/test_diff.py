"""``gouji diff``: what changed between two editions, and what each change did to the findings."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from audit.cli import app
from audit.comparison.editions import Comparison, compare
from audit.comparison.sentences import NumberSaid, Said, changed, sentences
from audit.pipeline import Options
from audit.reading import documents
from checks.pack import built_in

SAMPLES = Path(__file__).parents[3] / "sample_data"
NAME = "final_accounts_2020"
WRONG, RIGHT = (SAMPLES / folder / f"{NAME}.docx" for folder in ("with_errors", "as_published"))


def compared(old: Path, new: Path) -> Comparison:
    return compare(documents([old]), documents([new]), built_in(), Options())


@pytest.fixture(scope="module")
def mended() -> Comparison:
    return compared(WRONG, RIGHT)


def test_exactly_the_changes_of_the_generator_are_listed(mended: Comparison) -> None:
    assert [(c.old, c.new) for c in mended.numbers] == [
        ("951.34", "915.34"),
        ("112.24", "114.24"),
        ("5.61", "5.16"),
        ("28.17", "28.62"),
        ("8.2", "6.2"),
        ("178.45", "180.93"),
    ]
    (words,) = mended.words
    assert "大于（小于）预算数" in words.old
    assert "决算数大于预算数" in words.new
    assert mended.rows == ()


def test_each_change_names_the_findings_that_went_with_it(mended: Comparison) -> None:
    titles = {f.id: f.title for f in mended.mended}
    by_number = {c.new: {titles[each] for each in c.mended} for c in mended.numbers}
    assert "文字中的金额与表中不一致" in by_number["180.93"]
    assert by_number["6.2"] == {"增减率与增减额、基数不符"}
    assert {titles[each] for c in mended.words for each in c.mended} == {"模板中的两个选项都留着"}
    assert mended.came == ()
    assert all(c.mended for c in mended.numbers)


def test_a_change_for_the_worse_names_what_came_with_it() -> None:
    worse = compared(RIGHT, WRONG)
    assert {f.title for f in worse.came} >= {"支出合计等于各类支出之和"}
    (cell,) = [c for c in worse.numbers if c.new == "951.34"]
    assert cell.new_findings != ()
    assert cell.mended == ()


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_same_edition_in_another_format_has_not_changed(suffix: str) -> None:
    same = compared(RIGHT, RIGHT.with_suffix(f".{suffix}"))
    assert same.same
    assert (same.mended, same.came) == ((), ())


def test_a_row_that_went_is_a_row_that_went(tmp_path: Path) -> None:
    package = docx.Document(str(RIGHT))
    (row,) = [r for r in package.tables[4].rows if r.cells[0].text == "2013203"]
    row._tr.getparent().remove(row._tr)
    package.save(str(tmp_path / "新.docx"))
    found = compared(RIGHT, tmp_path / "新.docx")
    assert [(c.old, c.new) for c in found.rows] == [("2013203 机关服务：48.00、48.00、0.00", "")]
    assert (found.numbers, found.words) == ((), ())
    assert found.came != ()


def test_numbers_of_sentences_that_stayed_and_sentences_that_did_not() -> None:
    old = sentences(["支出10.00万元，增长6.2%。原因是人员增加。", "另有一句。"])
    new = sentences(["支出10.50万元，增长6.2%。原因是人员增加和调资。", "新的一段话在此。"])
    numbers, words = changed(old, new)
    assert numbers == [NumberSaid("10.00", "10.50", "支出10.00万元，增长6.2%。", "支出10.50万元，增长6.2%。")]
    assert words == [
        Said("原因是人员增加。", "原因是人员增加和调资。"),
        Said("另有一句。", ""),
        Said("", "新的一段话在此。"),
    ]


def test_a_number_with_thousands_is_one_number() -> None:
    old, new = (
        "本年收入合计3,527.62万元，其中财政拨款3,542.50万元。",
        "本年收入合计35,277.62万元，其中财政拨款354.50万元。",
    )
    numbers, words = changed([old], [new])
    assert [(each.old, each.new) for each in numbers] == [("3,527.62", "35,277.62"), ("3,542.50", "354.50")]
    assert words == []


def test_a_page_break_in_a_sentence_is_no_change() -> None:
    assert changed(["授予合同金额41.25万元，占86.30%。"], ["授予合同金额41.25", "万元，占86.30%。"]) == (
        [],
        [],
    )


def test_the_command_writes_a_workbook(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["diff", str(WRONG), str(RIGHT), "--out", str(tmp_path)])
    assert run.exit_code == 1
    assert "数字改动 6 处，文字改动 1 处" in run.output
    assert "改好 12 条，新出现 0 条" in run.output
    book = load_workbook(tmp_path / "changes.xlsx")
    assert book.sheetnames == ["概览", "数字", "文字", "行和表", "差异"]
    assert next(row[4] for row in book["数字"].iter_rows(min_row=2, values_only=True)) == "951.34"
    page = (tmp_path / "changes.html").read_text("utf-8")
    assert "<td>951.34</td><td>915.34</td>" in page
    assert "://" not in page
    same = CliRunner().invoke(app, ["diff", str(RIGHT), str(RIGHT), "--out", str(tmp_path), "--lang", "en"])
    assert same.exit_code == 0
    assert "numbers, words and tables are the same" in same.output


def test_an_edition_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["diff", str(tmp_path / "无.docx"), str(RIGHT)])
    assert run.exit_code == 2
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    run = CliRunner().invoke(app, ["diff", str(tmp_path / "坏.docx"), str(RIGHT), "--out", str(tmp_path)])
    assert run.exit_code == 3
