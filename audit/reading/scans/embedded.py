"""Documents without pages, the pictures of tables in them read by recognising their characters, where that is installed."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.document import Document, Line, Paragraph
from audit.reading.pictured.inserted import Eye
from audit.reading.problems import UnreadableError
from audit.reading.scans.extra import is_installed
from audit.reading.source import Source
from checks.finding import Place


def read(source: Source, lang: str) -> Document:
    """The document in a Word file."""
    from audit.reading.office import word  # noqa: PLC0415 - loads its format

    return word.read(source, lang, _eye(source, lang))


def read_old(source: Source, lang: str) -> Document:
    """The document in a file of an old format, after its conversion."""
    from audit.reading.office import conversion  # noqa: PLC0415 - loads its format

    return conversion.read(source, lang, _eye(source, lang))


def read_workbook(source: Source, lang: str) -> Document:
    """The document in an Excel file."""
    from audit.reading.office import workbook  # noqa: PLC0415 - loads its format

    return workbook.read(source, lang, _eye(source, lang))


def read_page(source: Source, lang: str) -> Document:
    """The document in a web page."""
    from audit.reading.plain import html  # noqa: PLC0415 - loads its format

    return html.read(source, lang, _eye(source, lang))


def read_archive(source: Source, lang: str) -> Document:
    """The document in a web page that was saved in one file."""
    from audit.reading.plain import web_archive  # noqa: PLC0415 - loads its format

    return web_archive.read(source, lang, _eye(source, lang))


_READERS = {"docx": "office.word", "xlsx": "office.workbook", "html": "plain.html"}
"""Those of the formats that a document can have pictures in, by the name of the format."""


def pictures_inside(data: bytes, name: str, form: str, lang: str) -> list[tuple[str, bytes, float]]:
    """The pictures in a document of a format, by the names they are read under, each with the inches of its longer side.

    None for a format whose pictures nobody reads, and for a page without what lies beside it. Raises as its reader.
    """
    path = Path(name)
    if form not in _READERS or (form == "html" and not path.is_file()):
        return []
    found: list[tuple[bytes, float]] = []

    def eye(picture: bytes, inches: float) -> Document:
        found.append((picture, inches))
        return Document(name, "", "picture", (Paragraph((Line("", Place()),)),))

    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copy.write_bytes(data)
        source = Source(name, path if form == "html" else copy)
        document = import_module(f"audit.reading.{_READERS[form]}").read(source, lang, eye)
    return [(str(place.cell), *shown) for place, shown in zip(document.pictures, found, strict=True)]


def _eye(source: Source, lang: str) -> Eye | None:
    return partial(_seen, source, lang) if is_installed() else None


def _seen(source: Source, lang: str, data: bytes, inches: float) -> Document | None:
    from audit.reading.pdf import reader  # noqa: PLC0415
    from audit.reading.pdf.pictures import is_document  # noqa: PLC0415
    from audit.reading.scans.images import inside  # noqa: PLC0415

    found = inside(data, inches)
    if found is None or not is_document(found):
        return None
    try:
        return reader.read_pictures(source, lang, [lambda: found])
    except UnreadableError:
        return None
