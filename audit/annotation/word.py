"""A copy of a Word document with the numbers that findings speak of highlighted, and what they say as comments."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run

from audit.annotation.comments import comment_on
from audit.annotation.marks import FILL, INK, Mark
from audit.annotation.word_places import P, Places, R, Spot
from audit.reading.office.package import usual, with_macros
from audit.reporting.plain import clean
from checks.finding import StatementInfo

_GREY = "E4EAF0"
_AFTER_SHADE = tuple(
    f"w:{name}" for name in ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
)
"""What the properties of a cell hold after its shade, by the standard's order."""


def annotated(
    data: bytes, marks: Sequence[Mark], statements: Sequence[StatementInfo], macros: bool = False
) -> bytes:
    """The document ``data`` with its marks; ``statements`` are its tables; with ``macros`` it keeps them.

    Raises for a damaged file.

    A note whose number cannot be told from others stands at the head of the row, or of the document.
    """
    package = docx.Document(BytesIO(usual(data)))
    body = package.element.body
    places = Places(body, statements)
    for mark in marks:
        spot = places.find(mark.evidence) or Spot(())
        if spot.runs and spot.cell is not None:
            _shade(spot.cell, FILL[mark.severity] if mark.strong else _GREY)
        else:
            for run in spot.runs:
                _colour(Run(run, package), mark)
        runs = spot.runs or (_first_run(spot.cell if spot.cell is not None else body),)
        comment_on(package, runs, clean(mark.note))
    buffer = BytesIO()
    package.save(buffer)
    return with_macros(buffer.getvalue()) if macros else buffer.getvalue()


def _colour(run: Run, mark: Mark) -> None:
    """The number in question in colour on yellow; those it was held against on grey."""
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW if mark.strong else WD_COLOR_INDEX.GRAY_25
    if mark.strong:
        run.font.color.rgb = RGBColor.from_string(INK[mark.severity])


def _shade(cell: Any, fill: str) -> None:
    properties = cell.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    properties.insert_element_before(shade, *_AFTER_SHADE)


def _first_run(container: Any) -> Any:
    """The first run in ``container``; an empty one where there is none."""
    run = next(container.iter(R), None)
    if run is not None:
        return run
    paragraph = next(container.iter(P), None)
    if paragraph is None:
        paragraph = OxmlElement("w:p")
        container.insert(0, paragraph)
    run = OxmlElement("w:r")
    paragraph.append(run)
    return run
