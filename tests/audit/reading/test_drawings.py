"""Drawings in vectors inside documents: those that may be tables are a problem, others a note, none is passed over."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Inches
from PIL import Image

from audit.document import Document
from audit.reading.pictured.drawn import numbers_drawn
from tests.audit.reading.pdf_made import read_bytes

AMOUNTS = ["1,065.88", "915.34", "150.54", "48.00", "48.00", "0.00", "129.90", "129.90", "0.00"]
WORDS = ["办公室", "人事科", "财务科", "业务一科", "业务二科", "督查室", "机关党委", "信息中心", "值班室"]


def emf(texts: list[str], options: int = 0) -> bytes:
    """An enhanced metafile that draws some texts: its header, a record for each, its end."""
    header = struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(44)
    records = []
    for text in texts:
        coded = text.encode("utf-16-le") + bytes(-2 * len(text) % 4)
        body = bytes(36) + struct.pack("<III", len(text), 76, options) + bytes(20) + coded
        records.append(struct.pack("<II", 84, 8 + len(body)) + body)
    return header + b"".join(records) + struct.pack("<IIIII", 14, 20, 0, 0, 20)


def wmf(count: int) -> bytes:
    """A placeable metafile that draws some texts."""
    text = struct.pack("<IH", 6, 0x0A32) + bytes(6)
    return b"\xd7\xcd\xc6\x9a" + bytes(18) + struct.pack("<HHH", 1, 9, 0x300) + bytes(12) + text * count


def svg(texts: list[str], view: str = "0 0 800 300") -> bytes:
    """A drawing of a web page."""
    drawn = "".join(f"<text x='9' y='9'>{text}</text>" for text in texts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{drawn}</svg>'.encode()


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (emf(AMOUNTS), 9),
        (emf(WORDS), 0),
        (emf(WORDS, options=0x10), 9),
        (emf(AMOUNTS)[:400], 4),
        (wmf(7), 7),
        (svg(AMOUNTS), 9),
        (svg(WORDS), 0),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), None),
        (b"", None),
    ],
)
def test_the_numbers_of_a_drawing_are_counted_as_far_as_it_goes(data: bytes, count: int | None) -> None:
    assert numbers_drawn(data) == count


def _word(folder: Path, drawing: bytes) -> Document:
    """A Word file with a picture six inches wide, the drawing put in its place."""
    word, png, plain, packed = docx.Document(), BytesIO(), BytesIO(), BytesIO()
    Image.new("RGB", (600, 200), "white").save(png, "PNG")
    word.add_paragraph("支出决算表")
    word.add_picture(png, width=Inches(6))
    word.save(plain)
    with ZipFile(plain) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, drawing if name.startswith("word/media/") else old.read(name))
    return read_bytes(packed.getvalue(), folder, "决算.docx")


def test_a_drawing_that_may_be_a_table_is_a_part_that_was_not_checked(tmp_path: Path) -> None:
    document = _word(tmp_path, emf(AMOUNTS))
    (problem,) = document.problems
    assert problem.what.startswith(
        "文中第 1 张图片是矢量图形（EMF、WMF 或 SVG），可能是表格，其中的数字没有核对。"
    )
    assert document.notes == ()


def test_a_drawing_of_words_is_named(tmp_path: Path) -> None:
    document = _word(tmp_path, emf(WORDS))
    assert document.problems == ()
    assert document.notes == ("文中第 1 张图片没有读取，其中如有数字，没有核对",)


@pytest.mark.parametrize(
    ("drawing", "problems"),
    [(svg(AMOUNTS), 1), (svg(AMOUNTS, "0 0 24 24"), 0), (svg(AMOUNTS).replace(b"viewBox", b"box"), 1)],
)
def test_a_drawing_of_a_web_page_is_not_passed_over(drawing: bytes, problems: int, tmp_path: Path) -> None:
    """One as small as an icon is not spoken of; one that does not say its size may be as large as a page."""
    (tmp_path / "表.svg").write_bytes(drawing)
    page = '<html><body><h1>支出决算表</h1><p><img src="表.svg"></p></body></html>'.encode()
    assert len(read_bytes(page, tmp_path, "页.html").problems) == problems
