"""Documents without pages, the pictures of tables in them read by recognising their characters, where that is installed."""

from __future__ import annotations

from functools import partial

from audit.document import Document
from audit.reading.pictured.inserted import Eye
from audit.reading.problems import UnreadableError
from audit.reading.scans.extra import is_installed
from audit.reading.source import Source


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
