"""A web page to blocks: data tables as grids, the rest as paragraphs; layout tables are looked through.

Pictures of tables are read where somebody can and they came with the page: nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as markup

from audit.document import Block, Cell, Document, Grid, Line, Paragraph
from audit.reading.pictured.inserted import Eye, Pictures
from audit.reading.plain.beside import Beside
from audit.reading.plain.styles import without_hidden
from audit.reading.plain.text import decode
from audit.reading.problems import sentence
from audit.reading.source import Source
from audit.reading.wrapped import apart, is_mark
from checks.finding import Place

_SKIPPED = {"script", "style", "head", "noscript", "template", "select", "button", "nav"}
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "big", "cite", "code", "em", "font", "i", "img", "ins", "label", "mark"),
        *("input", "s", "small", "span", "strong", "sub", "sup", "tt", "u"),
    }
)
_TYPED = frozenset({"text", "number", "tel", "search", ""})
"""The fields of a form that show what was typed into them."""

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_MOST_SPAN = 1000


def read(source: Source, lang: str, eye: Eye | None = None) -> Document:
    """The paragraphs and tables of a page; pictures of tables go to ``eye`` where there is one."""
    return shown([decoded(source.data, source.name)], source, lang, eye)


def shown(texts: Sequence[str], source: Source, lang: str, eye: Eye | None) -> Document:
    """What pages of one document show, one after the other."""
    pictures, beside = Pictures(eye, lang), Beside(source.path)
    blocks: list[Block] = []
    hidden = False
    page = _Page(beside, pictures)
    for root in map(_root, texts):
        gone = without_hidden(root)
        hidden = hidden or any(char.isdigit() for char in gone)
        body = root.find("body")
        blocks += page.blocks(root if body is None else body)
    notes = (sentence("hidden_elements", lang),) if hidden else ()
    document = Document(source.name, source.sha256, "html", tuple(blocks), notes=notes)
    return beside.told(pictures.told(document), lang)


def _root(text: str) -> Any:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return markup.document_fromstring(text)  # type: ignore[no-untyped-call]
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return markup.document_fromstring("<html></html>")  # type: ignore[no-untyped-call]


def decoded(data: bytes, name: str) -> str:
    """The text of a page, in the characters that it says it is in or that its bytes can be."""
    match = _CHARSET.search(data[:4096])
    if match and match.group(1).lower() in {b"gb2312", b"gbk", b"gb18030"}:
        return data.decode("gb18030", errors="replace")
    return decode(data, name)


@dataclass
class _Page:
    """Walks a page once; its pictures are counted as they come."""

    beside: Beside
    pictures: Pictures
    within: frozenset[Path] = frozenset()

    def blocks(self, element: Any) -> Iterator[Block]:
        """Blocks of an element: runs of inline content are paragraphs, block elements are walked into."""
        inline: list[str] = [element.text or ""]
        shown: list[Any] = []
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else None
            if tag is None or tag in _SKIPPED:
                inline.append(child.tail or "")
                continue
            if tag in _INLINE and not any(grand.tag not in _INLINE for grand in child.iterdescendants("*")):
                inline.append(("" if _is_mark(child, inline) else _text(child)) + (child.tail or ""))
                shown += child.iter("img")
                continue
            yield from self._run(inline, shown, element)
            inline, shown = [child.tail or ""], []
            if tag == "table" and child.find(".//table") is None:
                yield from self._table(child)
            elif tag in {"frame", "iframe"}:
                yield from self._framed(child)
            elif tag != "br":
                yield from self.blocks(child)
        yield from self._run(inline, shown, element)

    def _run(self, inline: list[str], shown: list[Any], element: Any) -> Iterator[Block]:
        """A run of inline content, and the pictures in it."""
        yield from _paragraph(inline, element)
        for picture in shown:
            found = self.beside.picture(picture)
            if found is not None:
                yield from self.pictures.blocks(*found)

    def _framed(self, element: Any) -> Iterator[Block]:
        """The page in a frame, where it came with this one; a frame that shows a page it stands in is empty."""
        path = self.beside.frame(element)
        if path is not None and path not in self.within and path.suffix.lower() in {".html", ".htm"}:
            root = _root(decoded(path.read_bytes(), path.name))
            without_hidden(root)
            body = root.find("body")
            inner = _Page(Beside(path), self.pictures, self.within | {path})
            yield from inner.blocks(root if body is None else body)

    def _table(self, table: Any) -> Iterator[Block]:
        caption = table.find("caption")
        if caption is not None:
            yield from self.blocks(caption)
        yield from _grid(table)
        yield from self._run([], list(table.iter("img")), table)


def _paragraph(parts: list[str], element: Any) -> Iterator[Paragraph]:
    text = _squeezed("".join(parts))
    if text:
        heading = re.fullmatch(r"h([1-6])", str(element.tag))
        yield Paragraph((Line(text, Place()),), int(heading.group(1)) if heading else None)


def _text(element: Any) -> str:
    """What an element shows."""
    if element.tag == "input":
        return (element.get("value") or "") if element.get("type", "text").lower() in _TYPED else ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            parts.append("\n" if child.tag in {"br", "p", "div"} else "")
            parts.append("" if _is_mark(child, parts) else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _is_mark(element: Any, before: Sequence[str]) -> bool:
    """Whether a raised figure is the mark of a note on a number, and no part of it."""
    return element.tag == "sup" and is_mark(_text(element), "".join(before))


def _squeezed(text: str) -> str:
    """White space as a browser shows it: none at the ends, one space inside, none between ideographs."""
    text = re.sub(r"[\s\u00a0\u3000]+", " ", text).strip()
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", text)


def _grid(table: Any) -> Iterator[Block]:
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[Cell, list[str]]] = []
    rows = columns = 0
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for entry in line:
            if entry.tag not in {"td", "th"}:
                continue
            while (row, column) in taken:
                column += 1
            height, width = _span(entry, "rowspan"), _span(entry, "colspan")
            taken.update((r, c) for r in range(row, row + height) for c in range(column, column + width))
            lines = [_squeezed(part) for part in _text(entry).strip("\n").split("\n")]
            cells.append((Cell(row, column, "", Place(), height, width), lines))
            column += width
            columns = max(columns, column)
        rows = row + 1
    fitting = apart([(replace(c, row_span=min(c.row_span, rows - c.row)), lines) for c, lines in cells])
    if not any(cell.text for cell in fitting):
        return
    if columns == 1:
        yield from (Paragraph((Line(cell.text, Place()),)) for cell in fitting if cell.text)
        return
    rows = max(cell.row + cell.row_span for cell in fitting)
    yield Grid(fitting, rows, columns, Place())


def _span(entry: Any, name: str) -> int:
    value = (entry.get(name) or "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdigit() else 1
