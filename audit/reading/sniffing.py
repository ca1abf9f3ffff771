"""What a file really is, by its first bytes and, for the ZIP family, by the parts inside."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO


class Kind(StrEnum):
    """A kind of file that the program can tell apart."""

    PDF = "pdf"
    WORD = "docx"
    WORKBOOK = "xlsx"
    CSV = "csv"
    HTML = "html"
    WEB_ARCHIVE = "mhtml"
    TEXT = "txt"
    OLD_OFFICE = "office"
    ENCRYPTED = "encrypted"
    ZIP = "zip"
    PICTURE = "picture"
    SLIDES = "slides"
    OFD = "ofd"
    PACKED = "packed"
    PROGRAM = "program"


FORMATS: dict[Kind, tuple[str, str]] = {
    Kind.PDF: ("PDF", "PDF"),
    Kind.WORD: ("Word 文档", "a Word document"),
    Kind.WORKBOOK: ("Excel 工作簿", "an Excel workbook"),
    Kind.CSV: ("CSV", "CSV"),
    Kind.HTML: ("网页", "a web page"),
    Kind.WEB_ARCHIVE: ("单个文件的网页（MHTML）", "a web page in one file (MHTML)"),
    Kind.TEXT: ("纯文本", "plain text"),
    Kind.OLD_OFFICE: ("旧版 Office 文件", "an old Office file"),
    Kind.ENCRYPTED: ("加密的 Office 文件", "an encrypted Office file"),
    Kind.ZIP: ("ZIP 压缩包", "a ZIP archive"),
    Kind.PICTURE: ("图片", "a picture"),
    Kind.SLIDES: ("演示文稿", "a presentation"),
    Kind.OFD: ("版式文件（OFD、CEB 等）", "a fixed-layout file (OFD, CEB)"),
    Kind.PACKED: ("压缩包（RAR/7z/GZIP）", "an archive (RAR, 7z or GZIP)"),
    Kind.PROGRAM: ("程序", "a program"),
}
"""What each kind is called, in Chinese and in English."""

SUFFIXES: dict[str, Kind] = {
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".docm": Kind.WORD,
    ".dotx": Kind.WORD,
    ".dotm": Kind.WORD,
    ".xlsx": Kind.WORKBOOK,
    ".xlsm": Kind.WORKBOOK,
    ".xltx": Kind.WORKBOOK,
    ".xltm": Kind.WORKBOOK,
    ".csv": Kind.CSV,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".mhtml": Kind.WEB_ARCHIVE,
    ".mht": Kind.WEB_ARCHIVE,
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".doc": Kind.OLD_OFFICE,
    ".xls": Kind.OLD_OFFICE,
    ".wps": Kind.OLD_OFFICE,
    ".et": Kind.OLD_OFFICE,
    ".rtf": Kind.OLD_OFFICE,
    ".odt": Kind.OLD_OFFICE,
    ".ods": Kind.OLD_OFFICE,
    ".xlsb": Kind.OLD_OFFICE,
    ".dot": Kind.OLD_OFFICE,
    ".xlt": Kind.OLD_OFFICE,
    ".wpt": Kind.OLD_OFFICE,
    ".ett": Kind.OLD_OFFICE,
    ".fodt": Kind.OLD_OFFICE,
    ".fods": Kind.OLD_OFFICE,
    ".png": Kind.PICTURE,
    ".jpg": Kind.PICTURE,
    ".jpeg": Kind.PICTURE,
    ".tif": Kind.PICTURE,
    ".tiff": Kind.PICTURE,
    ".bmp": Kind.PICTURE,
}
"""The suffixes that are read, and what each promises."""

CLOSED: dict[str, Kind] = {
    **dict.fromkeys((".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"), Kind.PACKED),
    **dict.fromkeys((".ppt", ".pptx", ".pps", ".ppsx", ".dps"), Kind.SLIDES),
    **dict.fromkeys((".ofd", ".ceb", ".cebx", ".sep", ".gd", ".gw"), Kind.OFD),
}
"""The suffixes of what may hold tables and cannot be read: it is named, never passed over."""

TEXT_LIKE = frozenset({Kind.TEXT, Kind.CSV, Kind.HTML})
"""Kinds that look like plain text inside, so that the suffix decides which of them a file is."""

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"BM", Kind.PICTURE),
    (b"Rar!\x1a", Kind.PACKED),
    (b"7z\xbc\xaf\x27\x1c", Kind.PACKED),
    (b"\x1f\x8b", Kind.PACKED),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
    (b"{\\rtf", Kind.OLD_OFFICE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PARTS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_MESSAGE = re.compile(rb"\s*(?:From|MIME-Version|Subject|Content-Type)\s*:", re.IGNORECASE)
_OFFICE_XML = (
    b"urn:schemas-microsoft-com:office:spreadsheet",
    b"http://schemas.microsoft.com/office/word/2003/wordml",
    b"http://schemas.microsoft.com/office/2006/xmlPackage",
    b"urn:oasis:names:tc:opendocument:xmlns:office:1.0",
)
"""What Word, Excel and LibreOffice write as one XML file."""

_HTML_SIGNS = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body")


def really(data: bytes) -> Kind | None:
    """What ``data`` is, None where its bytes do not tell."""
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data.startswith(_OLE):
        locked = all(part in data for part in _ENCRYPTED_PARTS)
        return Kind.ENCRYPTED if locked else Kind.OLD_OFFICE
    if not _is_text(data[:4096]):
        return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if data.startswith(b"{\\rtf"):
        return Kind.OLD_OFFICE
    if _MESSAGE.match(data) and b"multipart/related" in data[:4096].lower():
        return Kind.WEB_ARCHIVE
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") and any(
        sign in data[:8192] for sign in _OFFICE_XML
    ):
        return Kind.OLD_OFFICE
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((*_HTML_SIGNS, b"<?xml")) and any(
        sign in data[:8192].lower() for sign in _HTML_SIGNS
    ):
        return Kind.HTML
    return Kind.TEXT


def _zip_kind(data: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = {name.replace("\\", "/") for name in package.namelist()}
            opened = b""
            if "mimetype" in names:
                opened = package.read("mimetype")[:80]
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError):
        return None
    if "OFD.xml" in names:
        return Kind.OFD
    if any(name.startswith("word/") for name in names):
        return Kind.WORD
    if "xl/workbook.bin" in names:
        return Kind.OLD_OFFICE
    if any(name.startswith("xl/") for name in names):
        return Kind.WORKBOOK
    if any(name.startswith("ppt/") for name in names):
        return Kind.SLIDES
    if b"opendocument.text" in opened or b"opendocument.spreadsheet" in opened:
        return Kind.OLD_OFFICE
    return Kind.ZIP


def _is_text(head: bytes) -> bool:
    """Whether bytes could be text in UTF-8 or GB18030: no control characters but the usual ones."""
    return not any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
