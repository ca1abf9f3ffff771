"""The page in a browser, as an officer uses it: by mouse, by keyboard, on a telephone and on a wide screen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import WIDTHS, Look, browser, chromium, faults, fits, looking
from tests.web.conftest import SAMPLES, Server

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
]

SAMPLE = SAMPLES / "with_errors" / "final_accounts_2020.pdf"
WRONG = "某县档案局2024年度“三公”经费决算情况说明\n2024年“三公”经费支出决算 18.00 万元，其中：因公出国（境）费 5.00 万元，公务用车购置及运行维护费 10.00 万元，公务接待费 4.00 万元。\n2024年会议费支出3.00万元，比上年2.00万元增加2.00万元。\n"
MENDED = WRONG.replace("费 4.00 万元。", "费 3.00 万元。")


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def look(window: Browser, server: Server) -> Iterator[Look]:
    look = looking(window, server.url)
    yield look
    look.page.close()
    assert look.amiss == []


def frame(page: Page, role: str) -> dict[str, float]:
    """Where a frame is drawn, in points of the page, as the browser laid it out over the picture."""
    return page.evaluate(
        """(role) => {
          const svg = document.querySelector(".sheet svg");
          const image = svg.querySelector("image").getBoundingClientRect();
          const box = svg.querySelector(`.frames .${role}`).getBoundingClientRect();
          const scale = svg.viewBox.baseVal.width / image.width;
          return { x0: (box.left - image.left) * scale, x1: (box.right - image.left) * scale,
                   top: (box.top - image.top) * scale, bottom: (box.bottom - image.top) * scale };
        }""",
        role,
    )


def test_the_wrong_number_is_framed_where_it_stands_on_the_page(look: Look) -> None:
    look.drop_file(SAMPLE)
    page = look.page
    stated = page.locator("dd.wrong").first.inner_text()
    number = int(page.locator(".sheet svg").first.get_attribute("aria-label").strip("第 页"))  # type: ignore[union-attr]
    with pdfplumber.open(SAMPLE) as pdf:
        words = [word for word in pdf.pages[number - 1].extract_words() if word["text"] == stated]
    drawn = frame(page, "wrong")
    assert any(
        drawn["x0"] < word["x0"]
        and word["x1"] < drawn["x1"]
        and drawn["x1"] - drawn["x0"] < 2 * (word["x1"] - word["x0"])
        and abs((drawn["top"] + drawn["bottom"]) - (word["top"] + word["bottom"]))
        < word["bottom"] - word["top"]
        for word in words
    ), (drawn, words)


_WATCH = """
new MutationObserver(() => {
  const told = document.querySelector(".progress .how")?.textContent;
  if (told) sessionStorage.setItem("told", (sessionStorage.getItem("told") ?? "") + told + "\\n");
}).observe(document, { childList: true, subtree: true, characterData: true });
"""


def test_progress_is_told_while_a_file_is_read(look: Look) -> None:
    look.page.add_init_script(_WATCH)
    look.page.goto(look.home)
    look.page.set_input_files("input[type=file]", SAMPLE)
    look.page.click("button[type=submit]")
    look.page.wait_for_selector(".verdict")
    told = look.page.evaluate("sessionStorage.getItem('told')") or ""
    assert "页" in told, told


def test_drop_answer_mend_and_download(look: Look, tmp_path: Path) -> None:
    page = look.page
    look.drop("说明.txt", WRONG.encode())
    expect(page.locator("[data-finding]")).to_have_count(2)
    page.locator("[data-finding]", has_text="增减额").click()
    expect(page.locator("article h2")).to_contain_text("增减额")
    page.fill("textarea[name=opinion]", "上年数有误，已请业务科核对")
    page.fill("input[name=by]", "王会计")
    expect(page.locator(".saved")).to_contain_text("已保存")
    page.click("details summary >> text=改")
    look.drop("说明（改）.txt", MENDED.encode(), "form.drop.small")
    expect(page.locator(".versions")).to_contain_text("已改 1")
    expect(page.locator("[data-finding]")).to_have_count(1)
    assert page.input_value("input[name=by]") == "王会计"
    page.click("details summary >> text=下载")
    with page.expect_download() as begun:
        page.click("a[href$='report.xlsx']")
    book = openpyxl.load_workbook(io.BytesIO(begun.value.path().read_bytes()))
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"王会计", "上年数有误，已请业务科核对"} <= cells


def test_by_keyboard_alone(look: Look) -> None:
    look.drop_file(SAMPLE)
    page = look.page
    first = page.get_attribute("article", "data-shown")
    page.keyboard.press("j")
    page.wait_for_selector(f"article:not([data-shown='{first}'])")
    page.keyboard.press("k")
    page.wait_for_selector(f"article[data-shown='{first}']")
    page.keyboard.press("c")
    expect(page.locator("body")).to_have_class("covered")
    before = page.evaluate("document.querySelector('.sheet svg').getBoundingClientRect().width")
    page.keyboard.press("+")
    assert page.evaluate("document.querySelector('.sheet svg').getBoundingClientRect().width") > before
    page.keyboard.press("e")
    page.keyboard.type("已核对原始凭证")
    page.keyboard.press("Tab")
    page.keyboard.type("李四")
    page.goto(look.home)  # before it was said to be saved
    page.go_back()
    page.reload()
    expect(page.locator("textarea[name=opinion]")).to_have_value("已核对原始凭证")
    expect(page.locator("input[name=by]")).to_have_value("李四")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_and_everybody_can_use_it(window: Browser, server: Server, width: int) -> None:
    look = looking(window, server.url, width)
    page = look.page
    assert fits(page)
    assert faults(page) == []
    look.drop_file(SAMPLE)
    place = page.url
    for address in (place, f"{place}/checklist", f"{place}/summary"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert fits(page), address
        assert faults(page) == [], address
    page.close()
    assert look.amiss == []


def test_the_summary_prints_on_one_sheet(look: Look) -> None:
    look.drop_file(SAMPLE)
    look.page.goto(f"{look.page.url}/summary")
    with pdfplumber.open(io.BytesIO(look.page.pdf(format="A4", prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1
        assert "结论" in (printed.pages[0].extract_text() or "") or printed.pages[0].chars
