"""The pictures of a web page that came with it: in the page itself, or in files beside it. Nothing is fetched."""

from __future__ import annotations

import base64
import re
from binascii import Error
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from audit.document import Document
from audit.reading.pictured.drawn import numbers_drawn
from audit.reading.pictured.inserted import A4, Shown
from audit.reading.pictured.telling import is_large, natural_size
from audit.reading.problems import sentence
from checks.finding import Place

_SOURCES = "src", "data-src", "data-original"
"""Where a page says what picture it shows: at once, or as soon as somebody looks there."""

_DATA = re.compile(r"data:image/[\w.+-]+(?P<words>;[^,]*)?,(?P<data>.*)", re.DOTALL | re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")
_STYLED = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d+(?:\.\d+)?)px", re.IGNORECASE)

_POINT = 0.75
"""Points of a pixel of a page."""

_MOST = 50_000_000
"""Bytes: no picture of a table is larger."""

_NAMED = 4
"""So many pictures that are missing are named."""


@dataclass
class Beside:
    """What lies beside the page at ``page``, and which pictures were looked for and do not."""

    page: Path
    missing: list[str] = field(default_factory=list)

    def picture(self, element: Any) -> Shown | None:
        """The picture that an element shows, None where it did not come with the page or is as small as a logo."""
        stated = _stated(element)
        if stated is not None and not is_large(*stated):
            return None
        sources = [found.strip() for name in _SOURCES if (found := element.get(name))]
        for source in sources:
            data = _inline(source) or self._file(source)
            size = stated or (natural_size(data) if data is not None else None)
            if data is not None:
                return data, *(size or _no_size(data))
        elsewhere = [source for source in sources if not source.lower().startswith("data:")]
        self.missing += elsewhere[:1] if stated or not _is_linked(element) else []
        return None

    def frame(self, element: Any) -> Path | None:
        """The page that a frame shows, None where it did not come with this one."""
        return self._path((element.get("src") or "").strip())

    def told(self, document: Document, lang: str) -> Document:
        """A page with what there is to say of the pictures that are missing."""
        if not self.missing:
            return document
        names = [Path(unquote(urlsplit(each).path)).name or each for each in dict.fromkeys(self.missing)]
        listed = "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
        said = sentence("missing_pictures", lang, count=len(names), names=listed)
        return replace(document, notes=(*document.notes, said), unseen=(*document.unseen, Place()))

    def _file(self, source: str) -> bytes | None:
        path = self._path(source)
        return path.read_bytes() if path is not None else None

    def _path(self, source: str) -> Path | None:
        """A file in the page's own folder or below: a page may not point at anything else."""
        try:
            parts = urlsplit(source)
            if parts.scheme or parts.netloc or not parts.path:
                return None
            folder = self.page.parent.resolve()
            path = (folder / unquote(parts.path).replace("\\", "/")).resolve()
            if not path.is_relative_to(folder) or not path.is_file() or path.stat().st_size > _MOST:
                return None
            return path
        except (OSError, ValueError):
            return None


def _no_size(data: bytes) -> tuple[float, float]:
    """How large a picture is shown that nobody knows the size of: as a page if it is a drawing with anything on it."""
    return A4 if numbers_drawn(data) else (0.0, 0.0)


def _inline(source: str) -> bytes | None:
    """A picture that stands in the page itself."""
    match = _DATA.fullmatch(source)
    if match is None:
        return None
    if ";base64" not in (match["words"] or "").lower():
        return unquote_to_bytes(match["data"])
    try:
        return base64.b64decode(re.sub(r"\s", "", unquote(match["data"])), validate=False)
    except (Error, ValueError):
        return None


def _stated(element: Any) -> tuple[float, float] | None:
    """Width and height in points as the page states them, None where it does not."""
    styled = {name.lower(): float(value) for name, value in _STYLED.findall(element.get("style") or "")}
    sizes = [styled.get(name) or _pixels(element.get(name)) for name in ("width", "height")]
    return (sizes[0] * _POINT, sizes[1] * _POINT) if sizes[0] and sizes[1] else None


def _is_linked(element: Any) -> bool:
    """Whether a picture is a link or stands at the head or foot of the page: a logo or a banner."""
    return next(element.iterancestors("a", "header", "footer"), None) is not None


def _pixels(value: str | None) -> float | None:
    match = _PIXELS.fullmatch(value or "")
    return float(match[1]) if match else None
