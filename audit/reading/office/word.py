"""DOCX to blocks: paragraphs with their automatic numbers, tables with their spans, in order.

Works on the document's XML, because what a reader sees includes tracked insertions and automatic numbers and
leaves out tracked deletions and hidden text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from audit.document import Block, Cell, Document, Grid, Line, Paragraph
from audit.reading.office.footnotes import Notes
from audit.reading.office.package import usual
from audit.reading.office.pasted import embedded, inserted
from audit.reading.office.typed import tables_of
from audit.reading.office.word_numbers import Numbering
from audit.reading.outline import ends_sentence, starts_item
from audit.reading.pictured.inserted import Eye, Pictures
from audit.reading.problems import UnreadableError, problem
from audit.reading.source import Source
from audit.reading.wrapped import apart, is_mark, unwrapped
from checks.finding import Place

_P, _TBL, _TR, _TC, _SDT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt")
_BOX = qn("w:txbxContent")
_TEXTS, _TABS = {qn("w:t"), qn("m:t")}, {qn("w:tab"), qn("w:ptab")}
_BREAKS = {qn("w:br"), qn("w:cr")}
_UNSEEN = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:pPr"),
    _BOX,
    qn("w:rt"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
"""What is no text of a paragraph: deletions, properties, text boxes (read apart), how a word sounds, second copies."""


def read(source: Source, lang: str, eye: Eye | None = None) -> Document:
    """The paragraphs and tables of the document's body; pictures of tables go to ``eye`` where there is one."""
    try:
        package = docx.Document(BytesIO(usual(source.data)))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableError("corrupt", name=source.name) from error
    pictures = Pictures(eye, lang)
    blocks = tuple(tables_of(_Reader(package, pictures).blocks(package.element.body)))
    count = embedded(package.element.body)
    problems = (problem("embedded", lang, count=count),) if count else ()
    return pictures.told(Document(source.name, source.sha256, "docx", blocks, problems=problems))


class _Reader:
    """Walks the body once; the counters of automatic numbers run along."""

    def __init__(self, package: Any, pictures: Pictures) -> None:
        self._package = package
        self._numbering = Numbering(package)
        self._notes = Notes(package)
        self._pictures = pictures
        self._levels = dict(_outline_levels(package))

    def blocks(self, container: Any) -> Iterator[Block]:
        for element in container:
            if element.tag == _P:
                yield from self._paragraph(element)
            elif element.tag == _TBL:
                yield from self._table(element)
            elif element.tag == _SDT:
                content = element.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self.blocks(content)
            elif element.tag in {qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}:
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        for text in _apart(self._numbered(element)):
            yield Paragraph((Line(text, Place()),), self._level(element))
        yield from self._beside(element)

    def _beside(self, element: Any) -> Iterator[Block]:
        """What hangs on a paragraph: its pictures, text boxes and notes."""
        yield from self._pictured(element)
        for other in (*_text_boxes(element), *self._notes.called(element)):
            yield from self.blocks(other)

    def _pictured(self, element: Any) -> Iterator[Block]:
        for picture in inserted(self._package, element, _P):
            yield from self._pictures.blocks(*picture)

    def _numbered(self, element: Any) -> str:
        text = _text(element)
        return self._numbering.number(element) + text if text.strip() else text

    def _level(self, element: Any) -> int | None:
        properties = element.find(qn("w:pPr"))
        if properties is None:
            return None
        own = properties.find(qn("w:outlineLvl"))
        if own is not None and int(own.get(qn("w:val"), "9")) < 9:
            return int(own.get(qn("w:val"))) + 1
        style = properties.find(qn("w:pStyle"))
        return self._levels.get(style.get(qn("w:val"))) if style is not None else None

    def _table(self, element: Any) -> Iterator[Block]:
        cells: list[tuple[Cell, list[str]]] = []
        inner: list[Block] = []
        open_spans: dict[int, int] = {}
        rows = columns = 0
        for line in element.iter(_TR):
            if _owner(line, _TBL) is not element or _is_deleted(line):
                continue
            column = _grid_before(line)
            for entry in line.iter(_TC):
                if _owner(entry, _TR) is not line:
                    continue
                width, merge = _span(entry)
                if merge == "continue" and column in open_spans:
                    index = open_spans[column]
                    above, lines = cells[index]
                    cells[index] = replace(above, row_span=rows - above.row + 1), lines
                else:
                    cells.append((Cell(rows, column, "", Place(), 1, width), self._lines(entry)))
                    open_spans.pop(column, None)
                    if merge == "restart":
                        open_spans[column] = len(cells) - 1
                for paragraph in _own(entry, _P):
                    inner.extend(self._beside(paragraph))
                for nested in _own(entry, _TBL):
                    inner.extend(self._table(nested))
                column += width
            columns = max(columns, column)
            rows += 1
        told = apart(cells)
        if any(cell.text for cell in told):
            rows = max(cell.row + cell.row_span for cell in told)
            yield Grid(told, rows, columns, Place())
        yield from inner

    def _lines(self, cell: Any) -> list[str]:
        """The lines of a cell, those without text among them, too."""
        texts = (self._numbered(p).replace("\t", " ") for p in _own(cell, _P))
        return [line.strip() for text in texts for line in text.splitlines() or [""]]


def _owner(element: Any, tag: str) -> Any:
    """The nearest ancestor with ``tag``."""
    return next(element.iterancestors(tag), None)


def _own(cell: Any, tag: str) -> Iterator[Any]:
    """What stands in a cell itself, not in a table or a text box in it."""
    return (found for found in cell.iter(tag) if next(found.iterancestors(_TC, _BOX), None) is cell)


def _apart(text: str) -> list[str]:
    """The paragraphs that breaks of lines cut one into: those that only fit a title to its width cut nothing."""
    parts: list[str] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        if parts and not (ends_sentence(parts[-1]) or starts_item(line)):
            parts[-1] = unwrapped((parts[-1], line))
        else:
            parts.append(line.strip(" \u3000\xa0"))
    return parts


def _is_deleted(row: Any) -> bool:
    properties = row.find(qn("w:trPr"))
    return properties is not None and properties.find(qn("w:del")) is not None


def _grid_before(row: Any) -> int:
    properties = row.find(qn("w:trPr"))
    skipped = properties.find(qn("w:gridBefore")) if properties is not None else None
    return int(skipped.get(qn("w:val"), "0")) if skipped is not None else 0


def _span(cell: Any) -> tuple[int, str | None]:
    """How many columns a cell covers, and whether it starts or continues a vertical merge."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, None
    span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    width = max(1, int(span.get(qn("w:val"), "1"))) if span is not None else 1
    return width, merge.get(qn("w:val"), "continue") if merge is not None else None


def _text(element: Any) -> str:
    """What a paragraph shows, without its text boxes."""
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def _collect(element: Any, parts: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag in _UNSEEN or (tag == qn("w:r") and _is_hidden(child)):
            continue
        if tag in _TEXTS:
            parts.append(child.text or "")
        elif tag in _TABS:
            parts.append("\t")
        elif tag in _BREAKS:
            parts.append("\n")
        elif tag == qn("m:den"):
            parts.append("÷")
            _collect(child, parts)
        elif tag == qn("w:noBreakHyphen"):
            parts.append("-")
        else:
            before = len(parts)
            _collect(child, parts)
            if _is_raised(child) and is_mark("".join(parts[before:]), "".join(parts[:before])):
                del parts[before:]


def _is_raised(element: Any) -> bool:
    """Whether a run is set as a superscript."""
    raised = element.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") if element.tag == qn("w:r") else None
    return raised is not None and raised.get(qn("w:val")) == "superscript"


def _is_hidden(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    vanish = properties.find(qn("w:vanish")) if properties is not None else None
    return vanish is not None and vanish.get(qn("w:val"), "1") not in {"0", "false"}


def _text_boxes(element: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once."""
    for box in element.iter(_BOX):
        fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
        if _owner(box, fallback) is None and _owner(box, _BOX) is None:
            yield box


def _outline_levels(package: Any) -> Iterator[tuple[str, int]]:
    """The outline level of each paragraph style that has one."""
    for style in package.styles.element.iter(qn("w:style")):
        level = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if level is not None and int(level.get(qn("w:val"), "9")) < 9:
            yield style.get(qn("w:styleId")), int(level.get(qn("w:val"))) + 1
