"""``python -m tests.web.pictures FOLDER``: every page of ``gouji serve`` as a picture, at three widths and in print.

To be looked at after a change of templates or style; nothing of it is committed.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.web.browsing import WIDTHS, browser, looking
from tests.web.conftest import NOTICE, SAMPLES, Server
from tests.web.stores import stocked

DESK = {
    "desk": "/desk",
    "desk-heat": "/desk/heat",
    "desk-rules": "/desk/rules",
    "desk-changes": "/desk/changes",
    "desk-problems": "/desk/problems",
    "desk-department": "/desk/department?name=某县民政局",
}
"""The pages of the desk."""

SAMPLE = SAMPLES / "with_errors" / "final_accounts_2020"


def main() -> None:
    """Draw all of them into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    to = parser.parse_args().folder
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, browser() as started:
        stocked(Path(data) / "bureau")
        bureau = Path(data) / "bureau"
        shown = ("--store", str(bureau / "store"), "--expected", str(bureau / "awaited.csv"))
        server = Server(Path(data) / "data", *shown)
        server.start()
        try:
            for width in WIDTHS:
                for path in _drawn(started, server.url, width, to):
                    print(path)
        finally:
            server.kill()


def _drawn(started: Browser, home: str, width: int, to: Path) -> list[Path]:
    look = looking(started, home, width)
    page, drawn = look.page, []

    def draw(name: str) -> None:
        drawn.append(to / f"{name}-{width}.png")
        page.screenshot(path=drawn[-1], full_page=True)

    draw("home")
    page.set_input_files("input[type=file]", f"{SAMPLE}.pdf")
    page.click("button[type=submit]")
    page.wait_for_selector(".progress")
    draw("working")
    page.wait_for_selector(".sheet")
    page.wait_for_load_state("networkidle")
    place = page.url
    draw("place")
    page.keyboard.press("c")
    draw("coverage")
    for name in ("checklist", "summary"):
        page.goto(f"{place}/{name}")
        draw(name)
    drawn.append(to / f"summary-{width}.pdf")
    page.pdf(path=drawn[-1], prefer_css_page_size=True)
    page.goto(home)
    look.drop_file(Path(f"{SAMPLE}.xlsx"))
    draw("table")
    page.goto(home)
    look.drop("说明.txt", NOTICE.encode())
    draw("sentence")
    page.goto(f"{home}/s/AAAAAAAAAAAAAAAAAAAAAA")
    draw("refused")
    for name, address in DESK.items():
        page.goto(f"{home}{address}")
        draw(name)
    page.goto(f"{home}/?lang=en")
    draw("english")
    page.goto(f"{home}/desk")
    draw("desk-english")
    page.close()
    return drawn


if __name__ == "__main__":
    main()
