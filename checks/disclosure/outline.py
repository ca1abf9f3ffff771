"""Which section a line stands in: table of contents, glossary, notes of tables, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.disclosure.material import Line, Part
from checks.rules.words.wording import Wording

_CONTENTS = re.compile(r"目录?\Z|目次\Z")
_LEADERS = re.compile(r"[.…·．。\-_—]{2,}\d*\Z|(?<=[^\d])\d{1,3}\Z")
_GLOSSARY = re.compile(
    r"(?:第[一二三四五六七八九十]部分|[一二三四五六七八九十]{1,3}、)?[:：]?(?:专业)?(?:名词|名称|术语)解释[:：]?\Z"
)
_TITLE = re.compile(
    r"[^，。；：]{2,36}(?:说明|情况|职能|职责|机构设置|概况|解释|预算表|决算表|总表|明细表|编制说明)\Z"
)
_NOTE = re.compile(r"(?:注|备注|说明)\d{0,2}[：:．.]|本表反映")
_ENTRY_MARK = re.compile(
    r"\A(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．])"
)
_LONGEST_HEADING = 60
_UNMARKED = 9
_TOP = 1


def bare_entry(text: str) -> str:
    """A line of the contents without its number, leaders and page."""
    text = _LEADERS.sub("", text)
    while match := _ENTRY_MARK.match(text):
        text = text[match.end() :]
    return text


def outlined(wordings: Sequence[tuple[int, Wording, Part]]) -> tuple[Line, ...]:
    """Lines in reading order with their part and headings; each comes with its document and what it is so far."""
    lines: list[Line] = []
    outline = _Outline()
    for document, wording, part in wordings:
        if part is Part.TABLE:
            lines.append(Line(wording, document, part, outline.path()))
        else:
            lines.append(outline.line(document, wording))
    return tuple(lines)


@dataclass(slots=True)
class _Entry:
    level: int
    text: str


class _Outline:
    """Walks the lines of a submission and keeps what they stand under."""

    def __init__(self) -> None:
        self._headings: list[_Entry] = []
        self._contents: list[str] | None = None
        self._last_page: int | None = None
        self._glossary: int | None = None
        self._document = -1

    def path(self) -> tuple[str, ...]:
        """The headings above, from the outermost in."""
        return tuple(h.text for h in self._headings)

    def line(self, document: int, wording: Wording) -> Line:
        """The next line with its part."""
        if document != self._document:
            self._document, self._headings, self._contents, self._glossary = document, [], None, None
        text = wording.text
        if _CONTENTS.match(text):
            self._contents = []
            self._last_page = wording.places[0].page if wording.places else None
            return Line(wording, document, Part.CONTENTS)
        if self._contents is not None:
            if self._is_entry(wording):
                self._contents.append(bare_entry(text))
                return Line(wording, document, Part.CONTENTS)
            self._contents = None
        heading = self._heading_level(wording)
        if heading is not None:
            self._headings = [h for h in self._headings if h.level < heading]
            self._headings.append(_Entry(heading, text))
            if self._glossary is not None and heading <= self._glossary:
                self._glossary = None
            if _GLOSSARY.search(text):
                self._glossary = heading
        part = Part.BODY
        if self._glossary is not None:
            part = Part.GLOSSARY
        elif _NOTE.match(text):
            part = Part.NOTE
        return Line(wording, document, part, self.path(), heading is not None)

    def _is_entry(self, wording: Wording) -> bool:
        """Whether the line goes on with the contents; an entry that comes again, or a new page, ends them."""
        contents, text = self._contents or [], wording.text
        entry = bare_entry(text)
        if len(text) > _LONGEST_HEADING + 40 or "。" in _LEADERS.sub("", text) or "，" in entry:
            return False
        page = wording.places[0].page if wording.places else None
        turned = page != self._last_page
        self._last_page = page
        if turned and not _ENTRY_MARK.match(text):
            return False
        if contents:
            first = re.sub(r"\A本?(?:部门|单位)", "", contents[0])
            if entry in contents or (first and entry.endswith(first)):
                return False
        return True

    def _heading_level(self, wording: Wording) -> int | None:
        text = wording.text
        if len(text) > _LONGEST_HEADING or not text or text[-1] in "。；，：":
            return None
        if wording.level < _UNMARKED:
            if self._glossary is not None and re.search(r"[：:]?指|：", text):
                return None
            return wording.level
        return _TOP if _TITLE.fullmatch(text) else None
