"""gouji desk hand-out and collect: a workbook goes to each department, its answers come back and are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from audit.cli import app
from audit.desk.asking import ask
from audit.desk.gathering import Scope, gather
from audit.store.keeping import opened
from checks.report import Verdict
from tests.batch.conftest import carried, filled, notice


def gouji(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store with two departments that are wrong."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "民政局.txt").write_text(notice("民政局", reception="4.00"), encoding="utf-8")
    (inbox / "水务局.txt").write_text(notice("水务局", reception="5.00"), encoding="utf-8")
    filled(tmp_path / "store", inbox)
    return tmp_path


def answered(path: Path, opinion: str, by: str, state: str = "已说明") -> None:
    """Fill in the first row of a workbook as Excel would."""
    book = load_workbook(path)
    sheet = book["差异清单"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    for head, text in (("处理意见", opinion), ("责任人", by), ("状态", state)):
        sheet.cell(3, heads[head]).value = text
    book.save(path)


def test_a_workbook_goes_out_and_its_explanation_comes_back(home: Path) -> None:
    store, out = home / "store", home / "out"
    result = gouji("desk", "hand-out", store, "--to", out)
    assert (result.exit_code, "2 份工作簿" in result.output) == (0, True), result.output
    assert sorted(file.name for file in out.iterdir()) == [
        "某县民政局2024决算.xlsx",
        "某县水务局2024决算.xlsx",
    ]

    answered(out / "某县民政局2024决算.xlsx", "公务接待费含追加 1.00 万元", "张三")
    (out / "某县民政局2024决算.xlsx").rename(out / "回复.xlsx")
    result = gouji("desk", "collect", out, "--store", store)
    assert (result.exit_code, "回复.xlsx：某县民政局，1 条答复" in result.output) == (0, True), result.output
    disclosures = {d.department: d for d in gather(opened(store), Scope(), []).disclosures}
    explained, open_still = disclosures["某县民政局"], disclosures["某县水务局"]
    assert (explained.errors, explained.explained, explained.answered) == (0, 1, 1)
    assert explained.verdict is Verdict.PASS
    assert (open_still.errors, open_still.explained, open_still.answered) == (1, 0, 0)
    assert ask("select opinion, answered_by from answers", store).to_pylist() == [
        {"opinion": "公务接待费含追加 1.00 万元", "answered_by": "张三"}
    ]

    gouji("desk", "hand-out", store, "--to", home / "again")
    sheet = load_workbook(home / "again" / "某县民政局2024决算.xlsx")["差异清单"]
    assert "公务接待费含追加 1.00 万元" in [cell.value for cell in sheet[3]]

    (home / "inbox" / "民政局.txt").write_text(notice("民政局", reception="4.40"), encoding="utf-8")
    filled(store, home / "inbox")
    changed = next(d for d in gather(opened(store), Scope(), []).disclosures if d.department == "某县民政局")
    assert (changed.errors, changed.explained) == (1, 0)


def test_what_is_not_whole_is_named_and_the_rest_taken(home: Path) -> None:
    store, out = home / "store", home / "out"
    gouji("desk", "hand-out", store, "--to", out)
    answered(out / "某县民政局2024决算.xlsx", "有追加", "")
    (out / "别的.xlsx").write_bytes(b"not a workbook")
    result = gouji("desk", "collect", out, "--store", store)
    assert result.exit_code == 1
    assert "别的.xlsx：不是 gouji 分发的工作簿" in result.output
    assert "责任人" in result.output
    assert gather(opened(store), Scope(), []).disclosures[0].explained == 0
    result = gouji("desk", "collect", out, "--store", store, "--by", "李四")
    assert [
        d.explained for d in gather(opened(store), Scope(), []).disclosures if d.department == "某县民政局"
    ] == [1]


def test_nothing_to_collect_is_a_sentence(home: Path) -> None:
    (home / "empty").mkdir()
    result = gouji("desk", "collect", home / "empty", "--store", home / "store")
    assert (result.exit_code, "没有工作簿" in result.stderr) == (2, True)


def test_what_was_found_between_documents_goes_out_with_them(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for year, text in (
        (2023, "2023年“三公”经费支出决算 16.00 万元，其中：公务接待费 16.00 万元。"),
        (
            2024,
            "2024年“三公”经费支出决算 18.00 万元，比上年决算数增加 3.00 万元，其中：公务接待费 18.00 万元。",
        ),
    ):
        head = f"某县民政局{year}年度“三公”经费决算情况说明\n"
        (inbox / f"{year}.txt").write_text(head + text + "\n", encoding="utf-8")
    store, out = tmp_path / "store", tmp_path / "out"
    filled(store, inbox)
    gouji("desk", "hand-out", store, "--to", out)
    sheet = load_workbook(out / "某县民政局2024决算.xlsx")["差异清单"]
    assert any("应为 2.00" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    answered(out / "某县民政局2024决算.xlsx", "上年口径不同", "张三")
    result = gouji("desk", "collect", out, "--store", store)
    assert result.exit_code == 0, result.output
    found = "select status from findings where rule = 'set.last-year-change'"
    assert ask(found, store).to_pylist() == [{"status": "waived"}]


def test_a_disclosure_in_two_files_is_one_workbook_and_its_answer_is_taken(tmp_path: Path) -> None:
    inbox, store, out = tmp_path / "inbox", tmp_path / "store", tmp_path / "out"
    inbox.mkdir()
    (inbox / "表.html").write_text(carried("某县水务局", 2024, "5.00", "8.00"), encoding="utf-8")
    text = "某县水务局2024年度部门决算情况说明\n2024年度本年收入合计 96.00 万元，本年支出合计 92.00 万元。\n"
    (inbox / "说明.txt").write_text(text, encoding="utf-8")
    filled(store, inbox)
    gouji("desk", "hand-out", store, "--to", out)
    assert [file.name for file in out.iterdir()] == ["某县水务局2024决算.xlsx"]
    answered(out / "某县水务局2024决算.xlsx", "含其他收入", "王五")
    result = gouji("desk", "collect", out, "--store", store)
    assert (result.exit_code, "某县水务局，1 条答复" in result.output) == (0, True), result.output
    (disclosure,) = gather(opened(store), Scope(), []).disclosures
    assert (disclosure.errors, disclosure.explained, disclosure.answered) == (0, 1, 1)
