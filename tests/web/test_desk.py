"""The desk of gouji serve without a browser: what it shows of a store, what it refuses, and that it changes nothing."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("starlette")
pytest.importorskip("duckdb")

from starlette.testclient import TestClient
from typer.testing import CliRunner

from audit.cli import app as command
from audit.desk.looking import Desk
from audit.store.keeping import create
from audit.store.listing import awaited
from audit.web.app import Serving, application
from audit.web.guard import POLICY
from tests.batch.conftest import filled, notice
from tests.web.conftest import HOST
from tests.web.stores import NAMES, SCRIPT, stocked

PAGES = (
    *("/desk", "/desk/heat", "/desk/rules", "/desk/changes", "/desk/problems", "/desk/outliers"),
    "/desk/department?name=某县民政局",
)


def desk_at(folder: Path, **serving: object) -> TestClient:
    """A server that shows the store in a folder."""
    listed = folder / "awaited.csv"
    desk = Desk(folder / "store", awaited(listed, None, "zh") if listed.exists() else ())
    app = application(Serving(folder / "data", **serving), desk)  # type: ignore[arg-type]
    return TestClient(app, base_url=HOST, headers={"origin": HOST})


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bureau")
    stocked(folder)
    return folder


@pytest.fixture(scope="module")
def desk(bureau: Path) -> Iterator[TestClient]:
    with desk_at(bureau) as client:
        yield client


def rows(page: str) -> list[list[str]]:
    """The cells of the first table of a page, its heads before them."""
    table = page.partition("<table")[2].partition("</table>")[0]
    return [
        [
            unescape(re.sub(r"<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        ]
        for row in re.findall(r"<tr>.*?</tr>", table, re.S)
    ]


def column(page: str, name: str) -> list[str]:
    heads, *cells = rows(page)
    at = next(n for n, head in enumerate(heads) if head.split()[0] == name)
    return [row[at] for row in cells]


def test_a_row_a_disclosure_with_what_came_of_it(desk: TestClient) -> None:
    page = desk.get("/desk?year=2024").text
    heads, *cells = rows(page)
    shown = [dict(zip(heads, row, strict=True)) for row in cells]
    assert [
        (row["部门"], row["结论"], row["错误"], row["新增"], row["已改"], row["仍有"]) for row in shown[:4]
    ] == [
        ("某县教育局", "不通过", "1", "1", "0", "0"),
        ("某县民政局", "不通过", "1", "0", "0", "1"),
        ("某县水务局", "不通过", "1", "0", "0", "1"),
        ("某县林业局", "通过", "0", "0", "0", "0"),
    ]
    mended = next(row for row in shown if row["部门"] == "某县档案局")
    assert (mended["结论"], mended["已改"], mended["首次收到"]) == ("通过", "1", "2026-01-01")
    missing = next(row for row in shown if row["部门"] == "某县司法局")
    assert (missing["收到"], missing["结论"]) == ("未交", "")
    assert "应交 2 份，已交 1 份，缺 1 份" in page


@pytest.mark.parametrize(
    ("asked", "departments"),
    [
        ("year=2024&verdict=fail", ["某县教育局", "某县民政局", "某县水务局"]),
        ("handed_in=absent", ["某县司法局"]),
        ("some=mended", ["某县档案局"]),
        ("some=new", ["某县教育局"]),
        ("year=2024&text=水务", ["某县水务局"]),
        ("year=2024&text=没有这个部门", []),
        ("verdict=incomplete", ["（未认出）"]),
    ],
)
def test_filters_take_what_fits(desk: TestClient, asked: str, departments: list[str]) -> None:
    page = desk.get(f"/desk?{asked}").text
    assert (column(page, "部门") if departments else []) == departments
    assert departments or "没有符合条件的" in page


def test_columns_are_put_in_order_and_what_is_empty_comes_last(desk: TestClient) -> None:
    down = column(desk.get("/desk?sort=year&down=1").text, "年度")
    up = column(desk.get("/desk?sort=year").text, "年度")
    assert [down[0], down[-1], up[0], up[-1]] == ["2024", "—", "2021", "—"]
    page = desk.get("/desk?year=2024&sort=errors&down=1").text
    assert column(page, "错误")[:3] == ["1", "1", "1"]
    assert 'aria-sort="descending"' in page


def test_a_cell_of_the_heat_map_leads_to_what_it_counts(desk: TestClient) -> None:
    page = desk.get("/desk/heat?year=2024").text
    assert column(page, "文字前后")[:4] == ["1", "1", "1", ""]
    links = re.findall(r'<td class="[^"]*heat h5"><a href="([^"]+)">1</a>', page)
    assert len(links) == 3
    department = desk.get(unescape(links[0])).text
    assert "某县教育局" in department
    assert "各项之和不等于总数" in department
    none = desk.get("/desk/department?name=某县教育局&category=within_table").text
    assert "各项之和不等于总数" not in none


def test_rules_changes_and_what_was_not_audited_have_their_pages(desk: TestClient) -> None:
    assert column(desk.get("/desk/rules").text, "部门数") == ["3"]
    changes = desk.get("/desk/changes").text
    assert list(zip(column(changes, "变化"), column(changes, "部门"), strict=True)) == [
        ("新增", "某县教育局"),
        ("已改", "某县档案局"),
        ("仍有", "某县民政局"),
        ("仍有", "某县水务局"),
    ]
    assert column(desk.get("/desk/changes?since=new").text, "应为") == ["20.00"]
    assert column(desk.get("/desk/problems").text, "文件") == ["inbox/坏.pdf"]


def test_a_department_has_its_documents_findings_and_years(desk: TestClient) -> None:
    page = desk.get("/desk/department?name=民政局").text  # another form of its name
    assert re.findall(r"<h2>(\d{4}) 决算", page) == ["2024", "2023", "2022", "2021"]
    assert "5.00 + 10.00 + 4.00 = 19.00" in page
    assert "2022 年年末结转和结余为 29.00，2023 年年初为 34.00，不相衔接" in page
    charts = re.findall(r"<svg.*?</svg>", page, re.S)
    assert [re.findall(r"<title id[^>]*>([^<]+)", chart)[0] for chart in charts] == [
        "收入总计",
        "支出合计",
        "年初结转和结余",
        "年末结转和结余",
    ]
    assert (
        '<desc id="chart-3-said">决算 2021: 20.00, 2022: 28.00, 2023: 34.00, 2024: 23.00</desc>' in charts[2]
    )
    assert charts[2].count("<circle") == 4
    assert "2023 ⚠" in charts[2]
    figures = {row[0]: row[2:] for row in rows(page)}
    assert figures["年初结转和结余"] == ["20.00", "28.00", "34.00", "23.00"]


def test_reports_and_workbooks_are_handed_over(desk: TestClient) -> None:
    page = desk.get("/desk/department?name=某县民政局").text
    task = re.findall(r"/desk/workbook/(\w+)", page)[0]
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"/desk/workbook/{task}").content))
    assert 18 in [cell.value for row in book["差异清单"].iter_rows() for cell in row]
    report = desk.get(f"/desk/report/{task}")
    assert report.headers["content-disposition"].startswith("attachment")
    assert "5.00 + 10.00 + 4.00" in report.text
    history = openpyxl.load_workbook(
        io.BytesIO(desk.get("/desk/department/history.xlsx?name=某县民政局").content)
    )
    assert "历年" in history.sheetnames


def test_links_of_the_bureaus_workbook_and_page_lead_back_here(desk: TestClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(desk.get("/desk/bureau.xlsx?year=2024").content))
    links = [
        cell.hyperlink.target for row in book["部门"].iter_rows(min_row=3) for cell in row if cell.hyperlink
    ]
    assert len(links) == len(NAMES)
    assert all(desk.get(link).status_code == 200 for link in links)
    page = desk.get("/desk/bureau.html").text
    assert re.findall(r'<a href="([^"]+)"', page)[0].startswith(f"{HOST}/desk/report/")


def test_what_changes_in_the_store_is_seen_at_once(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    file = tmp_path / "inbox" / "民政局.txt"
    file.write_text(notice("民政局", reception="4.00"), encoding="utf-8")
    filled(tmp_path / "store", tmp_path / "inbox")
    with desk_at(tmp_path) as desk:
        page = desk.get("/desk").text
        assert column(page, "结论") == ["不通过"]
        assert "还没有结束" in page
        file.write_text(notice("民政局"), encoding="utf-8")
        filled(tmp_path / "store", tmp_path / "inbox")
        assert column(desk.get("/desk").text, "结论") == ["通过"]


# --- what is not there --------------------------------------------------------------------------------------


def test_a_store_that_is_empty_or_gone_or_broken_is_said_in_a_sentence(tmp_path: Path) -> None:
    create(tmp_path / "store")
    with desk_at(tmp_path) as desk:
        for page in PAGES:
            answer = desk.get(page)
            assert (answer.status_code, "还没有核对结果" in answer.text) == (503, True), page
        assert "has no results yet" in desk.get("/desk?lang=en").text
        (tmp_path / "store" / "catalogue.json").write_text("{", encoding="utf-8")
        assert "不能读取" in desk.get("/desk?lang=zh").text
        shutil.rmtree(tmp_path / "store")
        answer = desk.get("/desk/heat")
        assert (answer.status_code, "没有数据仓" in answer.text) == (503, True)
        assert desk.get("/").status_code == 200


def test_a_file_of_the_store_that_is_lost_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "民政局.txt").write_text(notice("民政局"), encoding="utf-8")
    filled(tmp_path / "store", tmp_path / "inbox")
    for lost in (tmp_path / "store").glob("findings/**/*.parquet"):
        lost.unlink()
    for torn in (tmp_path / "store").glob("documents/**/*.parquet"):
        torn.write_bytes(b"PAR1 torn")
    with desk_at(tmp_path) as desk:
        answer = desk.get("/desk")
    assert (answer.status_code, "不能读取" in answer.text) == (503, True)
    assert "Traceback" not in answer.text


def test_serve_refuses_what_is_no_store(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["serve", "--store", str(tmp_path / "none")])
    assert (result.exit_code, "没有数据仓" in result.stderr) == (2, True), result.output


def test_without_a_store_there_is_no_desk(client: TestClient) -> None:
    assert client.get("/desk").status_code == 404
    assert "工作台" not in client.get("/").text


# --- what an attacker would try -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/desk/department?name=../../etc/passwd",
        "/desk/department?name=' or 1=1 --",
        "/desk/department",
        "/desk/report/../catalogue",
        "/desk/report/..%2f..%2fcatalogue.json",
        f"/desk/report/{'0' * 32}",
        f"/desk/workbook/{'0' * 32}",
        "/desk/workbook/0000000000000000000000000000000.",
        "/desk/department/history.xlsx?name=../x",
        "/desk/catalogue.json",
    ],
)
def test_a_name_is_never_a_path_and_never_a_query(desk: TestClient, path: str) -> None:
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "kind=x' or '1'='1",
        "year=2024;drop table documents",
        "year=99999999999999999999",
        "sort=__class__",
        "sort=nothing&down=1",
        "first=99999999999999999999999",
        "first=-5",
        "some=path",
        "verdict=<script>",
    ],
)
def test_what_an_address_makes_up_is_passed_over(desk: TestClient, query: str) -> None:
    for page in ("/desk", "/desk/heat", "/desk/changes", "/desk/bureau.xlsx"):
        assert desk.get(f"{page}?{query}").status_code == 200


def test_script_in_names_and_addresses_is_text(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    text = notice(f"民政{SCRIPT}局", reception="4.00").replace("其中：", f"其中{SCRIPT}：")
    (tmp_path / "inbox" / f"{SCRIPT[:7]}.txt").write_text(text, encoding="utf-8")
    filled(tmp_path / "store", tmp_path / "inbox")
    with desk_at(tmp_path) as desk:
        links = re.findall(r'<th scope="row"[^>]*><a href="([^"]+)"', desk.get("/desk").text)
        for path in (*PAGES[:6], *map(unescape, links), f"/desk?text={SCRIPT}", f"/desk?x={SCRIPT}"):
            page = desk.get(path)
            assert page.status_code == 200
            assert "<script>" not in page.text, path
            assert page.headers["content-security-policy"] == POLICY
            assert not re.search(r'<[^>]+ (?:style|on\w+)="', page.text)


def test_with_a_token_the_desk_is_shown_to_nobody_else(bureau: Path) -> None:
    with desk_at(bureau, token="correct horse") as desk:
        for path in (*PAGES, "/desk/bureau.xlsx", f"/desk/report/{'0' * 32}", "/static/desk.css"):
            answer = desk.get(path, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, "/enter"), path
        desk.post("/enter", data={"token": "correct horse"})
        assert desk.get("/desk").status_code == 200


def test_nothing_can_be_written_and_nothing_is(desk: TestClient, bureau: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (bureau / "store").rglob("*")}
    for page in (*PAGES, "/desk/bureau.xlsx", "/desk/bureau.html"):
        assert desk.get(page).status_code == 200
        assert desk.post(page).status_code == 405
    assert {path: path.stat().st_mtime_ns for path in (bureau / "store").rglob("*")} == before


def test_the_desk_speaks_english_when_asked(bureau: Path) -> None:
    with desk_at(bureau, lang="en") as desk:
        page = desk.get("/desk").text
        assert "Disclosures audited" in page
        assert not re.search(r"[\u4e00-\u9fff]", "".join(rows(page)[0]))
        assert 'href="/desk?year=2024&amp;lang=zh"' in desk.get("/desk?year=2024").text
