"""gouji desk report: one row a department, its links lead to its own report, what is missing and what has changed."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from audit.cli import app
from audit.desk.gathering import Scope, gather
from benchmarks.office import Office, present
from tests.batch.conftest import carried, filled, notice


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which 民政局 mended its error and 水务局 made one; 教育局 was expected and is not there."""
    home = tmp_path_factory.mktemp("home")
    inbox = home / "inbox"
    inbox.mkdir()
    (inbox / "民政局.txt").write_text(notice("民政局", reception="4.00"), encoding="utf-8")
    (inbox / "水务局.txt").write_text(notice("水务局"), encoding="utf-8")
    (inbox / "档案局.txt").write_text(notice("档案局", reception="4.50"), encoding="utf-8")
    filled(home / "store", inbox)
    (inbox / "民政局.txt").write_text(notice("民政局"), encoding="utf-8")
    (inbox / "水务局.txt").write_text(notice("水务局", reception="5.00"), encoding="utf-8")
    (inbox / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    filled(home / "store", inbox)
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("部门", "年度", "类别"), ("某县水务局", 2024, "决算"), ("某县教育局", "2024年", "部门决算")):
        sheet.append(row)
    book.save(home / "应交.xlsx")
    result = CliRunner().invoke(
        app, ["desk", "report", str(home / "store"), "--expected", str(home / "应交.xlsx")]
    )
    assert result.exit_code == 0, result.output
    return home / "store" / "desk"


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows of a sheet by the heads of their columns."""
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_one_row_a_department_the_worst_first_the_missing_last(folder: Path) -> None:
    book = load_workbook(folder / "bureau.xlsx")
    rows = table(book["部门"])
    shown = [(r["名次"], r["部门"], r["收到"], r["结论"], r["错误"]) for r in rows]
    assert shown == [
        (1, "某县档案局", "已交", "不通过", 1),
        (1, "某县水务局", "已交", "不通过", 1),
        (3, "某县民政局", "已交", "通过", 0),
        (3, "（未认出）", "已交", "未完成", 0),
        (None, "某县教育局", "未交", None, None),
    ]
    changes = {str(r["部门"]): (r["新增"], r["已改"], r["仍有"]) for r in rows}
    assert changes["某县档案局"] == (0, 0, 1)
    assert changes["某县水务局"] == (1, 0, 0)
    assert changes["某县民政局"] == (0, 1, 0)


def test_rules_kinds_changes_and_problems_have_their_sheets(folder: Path) -> None:
    book = load_workbook(folder / "bureau.xlsx")
    assert [(r["部门数"], r["条数"]) for r in table(book["规则"])] == [(2, 2)]
    assert [(r["部门"], r["文字前后"], r["合计"]) for r in table(book["热力图"])][:3] == [
        ("某县档案局", 1, 1),
        ("某县水务局", 1, 1),
        ("某县民政局", None, 0),
    ]
    assert [(r["变化"], r["部门"], r["应为"]) for r in table(book["变化"])] == [
        ("新增", "某县水务局", "20.00"),
        ("已改", "某县民政局", "19.00"),
        ("仍有", "某县档案局", "19.50"),
    ]
    assert [r["文件"] for r in table(book["未核对"])] == ["inbox/坏.pdf"]
    for name in ("部门", "规则", "热力图", "变化", "未核对"):
        assert book[name].auto_filter.ref
        assert book[name].print_title_rows == "$2:$2"


def test_every_link_leads_to_the_report_of_its_own_department(folder: Path) -> None:
    book = load_workbook(folder / "bureau.xlsx")
    sheet = book["部门"]
    heads = [cell.value for cell in sheet[2]]
    followed = 0
    for row in sheet.iter_rows(min_row=3):
        link = row[heads.index("报告")].hyperlink
        if link is not None:
            page = (folder / unquote(str(link.target))).read_text(encoding="utf-8")
            department = row[heads.index("部门")].value
            assert str(department) in page or department == "（未认出）"
            followed += 1
    assert followed == 4
    for row in book["热力图"].iter_rows(min_row=3):
        place = str(row[0].hyperlink.location)
        assert sheet[place.rpartition("!")[2]].value == row[0].value


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    if not present():
        pytest.skip("LibreOffice is not installed")
    return Office(tmp_path_factory.mktemp("office"))


def test_the_filters_work_in_libre_office(office: Office, folder: Path, tmp_path: Path) -> None:
    """Each filter is there with its range, and set to one department it leaves the rows of this department."""
    book = load_workbook(folder / "bureau.xlsx")
    found = office.filtered(folder / "bureau.xlsx", "某县水务局", tmp_path / "seen.txt")
    for number, sheet in enumerate(book.worksheets):
        if not sheet.auto_filter.ref:
            assert number not in found
            continue
        _, head, right, end = range_boundaries(sheet.auto_filter.ref)
        one = found[number]
        assert (one.on, one.head, one.end, one.column) == (True, head, end, right)
        heads = [cell.value for cell in sheet[head]]
        if "部门" in heads:
            names = {row: sheet.cell(row, heads.index("部门") + 1).value for row in range(head + 1, end + 1)}
            assert one.seen == tuple(row for row, name in names.items() if name == "某县水务局")
    assert [book.worksheets[n].title for n, one in found.items() if one.seen] == ["部门", "热力图", "变化"]


def links(path: Path) -> dict[tuple[str, str], str]:
    """Where every link of a workbook leads: a file seen from the workbook, or a place in it."""
    return {
        (sheet.title, cell.coordinate): str(
            (cell.hyperlink.target and unquote(cell.hyperlink.target)) or cell.hyperlink.location
        )
        .replace("$", "")
        .replace("'", "")
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None
    }


def test_filters_and_links_survive_what_libre_office_saves(office: Office, folder: Path) -> None:
    again = office.convert(folder / "bureau.xlsx", folder / "saved", "xlsx")
    before, after = load_workbook(folder / "bureau.xlsx"), load_workbook(again)
    filters = [{s.title: s.auto_filter.ref for s in book.worksheets} for book in (before, after)]
    assert filters[0] == filters[1]
    assert sum(ref is not None for ref in filters[0].values()) == 5
    leads = links(folder / "bureau.xlsx")
    for place, to in links(again).items():
        meant = leads.pop(place)
        if ".html" in meant:
            assert (folder / "saved" / to.removeprefix("file://")).resolve() == (folder / meant).resolve()
        else:
            assert to.lstrip("#") == meant.lstrip("#")
    assert leads == {}


def test_the_page_loads_nothing_and_its_links_lead_where_they_say(folder: Path) -> None:
    page = (folder / "bureau.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', page)
    assert len(links) == 4
    for link, department in links:
        assert (
            department in (folder / unquote(link)).read_text(encoding="utf-8") or department == "（未认出）"
        )
    assert "某县教育局" in page
    assert page.count("<svg") == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [("年度,类别\n2024,决算\n", "没有“部门”一列"), ("部门,年度\n水务局,去年\n", "第 2 行：去年看不懂")],
)
def test_a_list_that_is_none_is_refused_in_a_sentence(
    text: str, said: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(
        app, ["desk", "report", str(folder.parent), "--expected", str(tmp_path / "list.csv")]
    )
    assert (result.exit_code, said in result.stderr) == (2, True), result.output


def test_a_department_far_from_its_kind_is_worth_a_look_and_no_error(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(22):
        name = f"某县第{number}中学"
        for year, total in (
            (2023, 100 + number),
            (2024, 100 + number + number % 5 + (900 if number == 7 else 0)),
        ):
            page = carried(name, year, "0.00", "0.00", f"{total}.00")
            (inbox / f"{number}-{year}.html").write_text(page, encoding="utf-8")
    store = filled(tmp_path / "store", inbox)
    bureau = gather(store, Scope(year=2024), [])
    assert [(each.department, each.year, each.what) for each in bureau.outliers] == [
        ("某县第7中学", 2024, "growth")
    ]
    assert all(each.errors == 0 for each in bureau.disclosures)
    gouji = CliRunner().invoke(app, ["desk", "report", str(tmp_path / "store"), "--year", "2024"])
    assert gouji.exit_code == 0, gouji.output
    rows = table(load_workbook(tmp_path / "store" / "desk" / "bureau.xlsx")["值得一看"])
    assert [(r["部门"], r["本份"]) for r in rows] == [("某县第7中学", "+843.0%")]
