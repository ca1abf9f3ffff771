"""Plain text, such as that of a PDF: one paragraph a line, because its tables have lost their columns.

The tables are found among the lines later; :func:`audit.reading.plain.reflow.reflow` then joins the prose.
"""

from __future__ import annotations

from audit.document import Document, Line, Paragraph
from audit.reading.problems import UnreadableError
from audit.reading.source import Source
from checks.finding import Place


def decode(data: bytes, name: str) -> str:
    """The text in ``data``: UTF-8 or UTF-16, with or without mark, or GB18030."""
    encodings = ["utf-8-sig", "gb18030"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif 0 in data[:4096]:  # the zero bytes of digits and line ends tell which half comes first
        little = data[1:4096:2].count(0) > data[0:4096:2].count(0)
        encodings = ["utf-16-le" if little else "utf-16-be"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableError("encoding", name=name)


def read(source: Source, lang: str) -> Document:  # noqa: ARG001  (every reader has this signature)
    """The lines of a text file, blank ones dropped, each with its number."""
    text = decode(source.data, source.name)
    blocks = tuple(
        Paragraph((Line(line.strip(" \r\u3000\ufeff\x0c\xa0"), Place(line=number)),))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip(" \r\t\u3000\ufeff\x0c\xa0")
    )
    if not blocks:
        raise UnreadableError("no_content", name=source.name)
    return Document(source.name, source.sha256, "txt", blocks, laid_out=False)
