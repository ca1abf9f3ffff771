"""The footnotes and endnotes of a Word document, by where they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

_CALLS = {qn("w:footnoteReference"): qn("w:footnote"), qn("w:endnoteReference"): qn("w:endnote")}
_PARTS = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_GONE = (qn("w:del"), qn("w:moveFrom"))
"""What a call may stand in that is no longer in the document."""


class Notes:
    """The notes of a document; lines that only part them from the text are none."""

    def __init__(self, package: Any) -> None:
        self._notes = {
            (note.tag, note.get(qn("w:id"))): note
            for part in package.part.rels.values()
            if not part.is_external and part.reltype in _PARTS
            for note in parse_xml(part.target_part.blob)
            if note.get(qn("w:type"), "normal") == "normal"
        }

    def called(self, paragraph: Any) -> Iterator[Any]:
        """The notes that ``paragraph`` calls, as elements that hold paragraphs and tables."""
        for call in paragraph.iter(*_CALLS) if self._notes else ():
            note = self._notes.get((_CALLS[call.tag], call.get(qn("w:id"))))
            if note is not None and next(call.iterancestors(*_GONE), None) is None:
                yield note
