"""A long PDF that several processes read is what one process reads, wherever its parts meet."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from audit.document import Document
from audit.reading import documents, read_document
from audit.reading.limits import Limits
from audit.reading.steps import Step
from audit.reading.workers import Stopped, each
from tests.audit.reading.pdf_made import pdf, table
from tests.audit.reading.test_limits import sleep_or_return

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="workers see what is patched here"
)

HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出"]


def prose(canvas: Canvas) -> None:
    canvas.drawString(80, 780, "本年支出合计30.50万元，其中基本支出30.50万元，均已按规定使用。")


def rows(first: int, *, head: bool) -> Callable[[Canvas], None]:
    """A page of a table without rules, with its head again or without; the numbers get wider as it goes on."""

    def draw(canvas: Canvas) -> None:
        lines = [[f"2{n:02}", f"项目{n}", f"{10 ** (n % 5)}.50", "0.50"] for n in range(first, first + 4)]
        for at, line in enumerate([HEAD, *lines] if head else lines):
            for index, (x, text) in enumerate(zip((80, 130, 300, 400), line, strict=True)):
                place = canvas.drawString if index < 2 else canvas.drawRightString
                place(x, 790 - 15 * at, text)

    return draw


@pytest.fixture
def four(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four processors, and parts of a page each."""
    monkeypatch.setattr("audit.reading.workers.available", lambda: 4)
    monkeypatch.setattr("audit.reading.files.several._FEWEST", 1)


def both(data: bytes, folder: Path) -> tuple[Document, Document]:
    """The document as one process reads it, and as several do."""
    path = folder / "长.pdf"
    path.write_bytes(data)
    (found,) = documents([path], "zh", Limits())
    return read_document(path), found


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("head", [True, False], ids=["head again", "no head"])
def test_a_table_without_rules_goes_on_where_parts_meet(head: bool, tmp_path: Path) -> None:
    pages = [prose, rows(1, head=True), *(rows(4 * n + 1, head=head) for n in range(1, 6)), prose]
    alone, several = both(pdf(*pages), tmp_path)
    assert several == alone
    assert [len(grid.cells) // 4 for grid in several.grids()] == [5, *[4] * 5]
    assert table(next(several.grids()))[0] == HEAD


@pytest.mark.usefixtures("four")
def test_a_damaged_page_is_named_as_ever_and_parts_no_table(tmp_path: Path) -> None:
    data = pdf(prose, rows(1, head=True), rows(5, head=False), prose, rows(9, head=False), prose)
    marks = [
        n for n in range(len(data)) if data.startswith(b"stream", n) and not data.startswith(b"end", n - 3)
    ]
    broken = bytearray(data)
    broken[marks[2] + 20 : marks[2] + 40] = b"\x00" * 20
    alone, several = both(bytes(broken), tmp_path)
    assert several == alone
    assert [problem.place.page for problem in several.problems]


@pytest.mark.usefixtures("four")
def test_what_cannot_be_opened_is_told_once(tmp_path: Path) -> None:
    alone, several = both(pdf(*[prose] * 6)[:-300], tmp_path)
    assert several == alone
    assert not several.readable


@pytest.mark.usefixtures("four")
def test_pages_of_all_parts_are_counted_together(tmp_path: Path) -> None:
    path = tmp_path / "长.pdf"
    path.write_bytes(pdf(*[prose] * 8))
    steps: list[Step] = []
    documents([path], "zh", Limits(), steps.append)
    assert max(step.pages for step in steps) == 8
    assert [step.finished for step in steps][-1] == 1
    assert {step.of for step in steps} == {0, 8}


def test_parts_of_a_document_have_one_time_limit_together() -> None:
    alone = each(sleep_or_return, [1, 1, 1], Limits(seconds=2), jobs=1)
    together = each(sleep_or_return, [1, 1, 1], Limits(seconds=2), jobs=1, clock=lambda _: "one document")
    assert list(alone) == [1, 1, 1]
    assert list(together)[-1] is Stopped.TIME
