"""Whatever comes in, a sentence comes out: never a traceback, never silence."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from audit.document import Document
from audit.reading import documents, read_document
from tests.audit.reading.pdf_made import pdf, read_bytes, table
from tests.audit.reading.test_formats import _word, _xlsx

_SUFFIXES = [".pdf", ".docx", ".xlsx", ".csv", ".html", ".txt", ".zip", ".bin", ""]


def _sentence(document: Document) -> str:
    assert not document.blocks
    (problem,) = document.problems
    assert problem.fatal
    return problem.what


def _picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (240, 240, 235))), 0, 0, 595, 842)


def _text(canvas: Canvas) -> None:
    canvas.drawString(60, 700, "合计 12.50 万元，其中基本支出 10.00 万元")


def _locked() -> bytes:
    writer = pypdf.PdfWriter(BytesIO(pdf(_text)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_missing_file_is_named_in_either_language(tmp_path: Path) -> None:
    assert "没有找到" in _sentence(read_document(tmp_path / "无.pdf"))
    assert "no such file" in _sentence(read_document(tmp_path / "无.pdf", "en"))


def test_an_empty_file_and_an_empty_folder(tmp_path: Path) -> None:
    assert "空" in _sentence(read_bytes(b"", tmp_path))
    folder = tmp_path / "空文件夹"
    folder.mkdir()
    (folder / ".hidden.pdf").write_bytes(b"x")
    (document,) = documents([folder])
    assert "没有可以读取的文件" in _sentence(document)


def test_a_locked_pdf_asks_for_its_password_to_be_removed(tmp_path: Path) -> None:
    assert "密码" in _sentence(read_bytes(_locked(), tmp_path))


def test_a_locked_office_file(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    parts = "EncryptionInfo".encode("utf-16-le") + bytes(80) + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in _sentence(read_bytes(head + parts + bytes(500), tmp_path, "a.xlsx"))


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra that recognises characters is not installed."""
    monkeypatch.setattr("audit.reading.scans.pages.is_installed", lambda: False)
    monkeypatch.setattr("audit.reading.scans.images.is_installed", lambda: False)


@pytest.mark.usefixtures("no_recognition")
def test_a_scan_without_recognition_says_what_to_install(tmp_path: Path) -> None:
    said = _sentence(read_bytes(pdf(_picture, _picture), tmp_path))
    assert "扫描件" in said
    assert 'pip install "gouji[ocr]"' in said
    assert 'pip install "gouji[ocr]"' in _sentence(read_bytes(_png(), tmp_path, "页.png"))


@pytest.mark.usefixtures("no_recognition")
def test_a_scanned_page_among_others_is_named(tmp_path: Path) -> None:
    document = read_bytes(pdf(_text, _picture, _text), tmp_path)
    assert document.readable
    assert [problem.place.page for problem in document.problems] == [2]


def test_a_picture_without_any_print_is_named(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr_onnxruntime")
    assert "没有识别出文字" in _sentence(read_bytes(pdf(_picture, _picture), tmp_path))
    document = read_bytes(pdf(_text, _picture, _text), tmp_path)
    assert document.problems == ()
    assert document.notes == ("第 2 页是图片，上面没有识别出文字",)


def _png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80), (240, 240, 235)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(("name", "data"), [("a.xlsx", _xlsx()), ("a.docx", _word())])
def test_a_truncated_file_is_damaged(tmp_path: Path, name: str, data: bytes, keep: float) -> None:
    assert "损坏" in _sentence(read_bytes(data[: int(len(data) * keep)], tmp_path, name))


def test_a_truncated_pdf_is_damaged(tmp_path: Path) -> None:
    data = pdf(_text, _text)
    for keep in range(10, len(data) - 10, 97):
        assert "损坏" in _sentence(read_bytes(data[:keep], tmp_path))


def test_a_picture_called_pdf_is_named_for_what_it_is(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    assert "图片" in _sentence(read_bytes(out.getvalue(), tmp_path))


def test_an_unknown_suffix(tmp_path: Path) -> None:
    assert ".xyz" in _sentence(read_bytes(b"hello", tmp_path, "a.xyz"))


def test_an_archive_may_not_reach_out_of_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    (document,) = documents([path])
    assert "指向包外" in _sentence(document)
    assert not (tmp_path.parent / "evil.txt").exists()


def test_an_archive_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 60_000_000)
    (document,) = documents([path])
    assert "太大" in _sentence(document)


def test_a_broken_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 not really")
    (document,) = documents([tmp_path / "a.zip"])
    assert "损坏" in _sentence(document)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_old_office_files_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "LibreOffice" in _sentence(read_bytes(data, tmp_path, "a.doc"))


@pytest.mark.parametrize(
    ("name", "word"),
    [("附表.rar", "解压"), ("附表.7z", "解压"), ("公开.ofd", "OFD"), ("汇报.pptx", "演示文稿")],
)
def test_what_may_hold_tables_and_cannot_be_read_is_named_beside_what_can(
    name: str, word: str, tmp_path: Path
) -> None:
    (tmp_path / "决算.docx").write_bytes(_word())
    (tmp_path / name).write_bytes(b"Rar!\x1a\x07" + bytes(100))
    found = {Path(document.path).name: document for document in documents([tmp_path])}
    assert found["决算.docx"].readable
    assert word in _sentence(found[name])


def test_a_link_to_a_folder_around_it_is_not_followed_and_one_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "决算.docx").write_bytes(_word())
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "表.xlsx").symlink_to(tmp_path / "gone.xlsx")
    missing, read = sorted(documents([tmp_path]), key=lambda document: document.readable)
    assert Path(read.path).name == "决算.docx"
    assert "没有找到" in _sentence(missing)


def test_a_table_in_plain_text_under_the_suffix_of_a_workbook_is_read(tmp_path: Path) -> None:
    document = read_bytes("支出决算表\t\n科目\t金额\n合计\t1,899.52\n".encode("gbk"), tmp_path, "a.xls")
    assert table(next(document.grids())) == [["支出决算表", ""], ["科目", "金额"], ["合计", "1,899.52"]]
    assert "CSV" in document.notes[0]


_QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_QUICK
@given(
    data=st.binary(max_size=300),
    suffix=st.sampled_from(_SUFFIXES),
    start=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04"]),
)
def test_random_bytes_never_raise(tmp_path: Path, data: bytes, suffix: str, start: bytes) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(start + data)
    for document in documents([path]):
        assert document.blocks or document.problems


@_QUICK
@given(
    at=st.floats(0, 1),
    junk=st.binary(min_size=1, max_size=40),
    which=st.sampled_from([".pdf", ".docx", ".xlsx"]),
)
def test_damaged_files_never_raise(tmp_path: Path, at: float, junk: bytes, which: str) -> None:
    data = bytearray({".pdf": pdf(_text), ".docx": _word(), ".xlsx": _xlsx()}[which])
    position = int(at * (len(data) - 1))
    data[position : position + len(junk)] = junk
    path = tmp_path / f"x{which}"
    path.write_bytes(bytes(data))
    for document in documents([path]):
        assert document.blocks or document.problems


def test_the_package_loads_no_reader_until_one_is_needed() -> None:
    heavy = "['pandas', 'docx', 'openpyxl', 'lxml', 'pypdfium2']"
    code = f"import sys, audit.reading; assert not [m for m in {heavy} if m in sys.modules]"
    subprocess.run([sys.executable, "-c", code], check=True)
