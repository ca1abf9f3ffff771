"""A web page that was saved with all that belongs to it in one file (MHTML, RFC 2557), as browsers, Word and Excel write it."""

from __future__ import annotations

from base64 import b64encode
from email import message_from_bytes
from email.message import Message

from audit.document import Document
from audit.reading.pictured.inserted import Eye
from audit.reading.plain import html
from audit.reading.source import Source


def read(source: Source, lang: str, eye: Eye | None = None) -> Document:
    """The page as one document; the sheets of a workbook, each a page of its own, one after the other."""
    parts = [part for part in message_from_bytes(source.data).walk() if not part.is_multipart()]
    pictures = [
        (name, part) for part in parts if part.get_content_maintype() == "image" for name in _names(part)
    ]
    pages = [
        html.decoded(_content(part), source.name) for part in parts if part.get_content_type() == "text/html"
    ]
    return html.shown([_with(pictures, page) for page in pages], source, lang, eye)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _names(part: Message) -> list[str]:
    """What the pages call a part: its address, its last step alone, its number in the message."""
    place, number = str(part["Content-Location"] or ""), str(part["Content-ID"] or "").strip("<> ")
    named = [place, place.rpartition("/")[2]] if place else []
    return [*named, f"cid:{number}"] if number else named


def _with(pictures: list[tuple[str, Message]], page: str) -> str:
    """The page with its pictures inside."""
    for name, part in pictures:
        for quote in "\"'":
            if f"src={quote}{name}{quote}" in page:
                data = f"data:{part.get_content_type()};base64,{b64encode(_content(part)).decode()}"
                page = page.replace(f"src={quote}{name}{quote}", f"src={quote}{data}{quote}")
    return page
