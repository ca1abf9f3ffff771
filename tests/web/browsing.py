"""Chromium for the tests of the page: found on the machine, started without a screen, watched while it looks."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

WIDTHS = (390, 1280, 1920)
"""A telephone, a laptop, a screen on a desk: pixels."""
HEIGHT = 860

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_DROP = """
([name, content, selector]) => {
  const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name));
  const target = document.querySelector(selector);
  for (const type of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true }));
}
"""


def chromium() -> str | None:
    """Where Chromium is on this machine; None where it is not."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        yield started
        started.close()


@dataclass
class Look:
    """A page that is being looked at, and what it did that it should not."""

    page: Page
    home: str
    amiss: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.amiss.append(str(error)))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.amiss.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "data:")):
            self.amiss.append(f"request to {request.url}")

    def drop(self, name: str, content: bytes, form: str = "form.drop") -> None:
        """Let a file fall on the page, and wait until its findings are there."""
        self.page.evaluate(_DROP, [name, base64.b64encode(content).decode(), form])
        self.page.wait_for_selector(".verdict")
        self.page.wait_for_load_state()

    def drop_file(self, path: Path) -> None:
        """Let a file of the disk fall on the page."""
        self.drop(path.name, path.read_bytes())


def faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html']}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


def fits(page: Page) -> bool:
    """Whether nothing of a page stands out at its side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def looking(at: Browser, home: str, width: int = 1280) -> Look:
    """A new window of a given width on the first page."""
    look = Look(at.new_page(viewport={"width": width, "height": HEIGHT}, locale="zh-CN"), home)
    look.page.set_default_timeout(60_000)
    look.page.goto(home)
    return look
