"""The desk in a browser, as the bureau uses it: filter, follow a cell to its department, read the chart, on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")
pytest.importorskip("duckdb")

from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import WIDTHS, Look, browser, chromium, faults, fits, looking
from tests.web.conftest import Server
from tests.web.pictures import DESK
from tests.web.stores import stocked

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("bureau")
    stocked(folder)
    server = Server(
        folder / "data", "--store", str(folder / "store"), "--expected", str(folder / "awaited.csv")
    )
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def look(window: Browser, bureau: Server) -> Iterator[Look]:
    look = looking(window, bureau.url)
    yield look
    look.page.close()
    assert look.amiss == []


def departments(page: Page) -> list[str]:
    return page.locator("table.departments tbody th").all_inner_texts()


def test_from_the_first_page_to_the_desk_a_filter_and_an_order(look: Look) -> None:
    page = look.page
    page.click("text=工作台")
    expect(page.locator("table.departments tbody tr")).to_have_count(26)
    page.select_option("select[name=year]", "2024")
    page.select_option("select[name=verdict]", "fail")
    expect(page.locator("table.departments tbody tr")).to_have_count(3)
    assert departments(page) == ["某县教育局", "某县民政局", "某县水务局"]
    page.fill("input[name=text]", "水务")
    expect(page.locator("table.departments tbody tr")).to_have_count(1)
    assert "text=" in page.url
    page.reload()
    assert departments(page) == ["某县水务局"]
    page.goto(f"{look.home}/desk")
    page.click("thead >> text=核对率")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("核对率")


def test_a_warm_cell_leads_to_its_department_and_the_chart_is_there(look: Look) -> None:
    page = look.page
    page.goto(f"{look.home}/desk/heat")
    page.locator("td.h5 a").nth(1).click()
    expect(page.locator("h1")).to_have_text("某县民政局")
    expect(page.locator(".found li")).to_have_count(1)
    expect(page.locator(".found")).to_contain_text("5.00 + 10.00 + 4.00")
    chart = page.locator(".chart svg").nth(2)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    assert box["width"] > 200
    heights = [
        float(y)
        for y in chart.locator("circle").evaluate_all("dots => dots.map((dot) => dot.getAttribute('cy'))")
    ]
    # 20, 28, 34 and 23: the higher the amount, the nearer to the top.
    assert heights[2] < heights[1] < heights[3] < heights[0]
    line = chart.locator("polyline").first
    assert line.evaluate("line => getComputedStyle(line).stroke") == "rgb(31, 95, 174)"


def test_a_report_and_a_workbook_are_saved(look: Look, tmp_path: Path) -> None:
    page = look.page
    page.goto(f"{look.home}/desk/department?name=某县民政局")
    for link, name in (("报告", "某县民政局2024决算.html"), ("差异工作簿", "某县民政局2024决算.xlsx")):
        with page.expect_download() as begun:
            page.locator(".disclosure").first.get_by_text(link, exact=True).click()
        assert begun.value.suggested_filename == name
        assert begun.value.path().stat().st_size > 1_000


def test_by_keyboard_alone(look: Look) -> None:
    page = look.page
    page.goto(f"{look.home}/desk")
    page.focus("input[name=text]")
    page.keyboard.type("林业")
    expect(page.locator("table.departments tbody tr")).to_have_count(4)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('tbody') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("某县林业局")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_desk_fits_and_everybody_can_use_it(
    window: Browser, bureau: Server, width: int
) -> None:
    look = looking(window, bureau.url, width)
    for address in (*DESK.values(), "/desk?lang=en", "/desk/department?name=某县民政局"):
        look.page.goto(f"{bureau.url}{address}")
        assert fits(look.page), address
        assert faults(look.page) == [], address
        shown = look.page.locator("main").inner_text()
        assert not re.search(r"\{\w+\}|None", shown), address
    look.page.goto(f"{bureau.url}/desk?lang=zh")
    look.page.close()
    assert look.amiss == []
