"""Lists of a narrative: numbering that skips, notes of tables that are not empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.catalogue import plain, statement_for_title
from checks.catalogue.vocabulary import slip
from checks.numbers.facts import Statement
from checks.rules.words.wording import ONE_LINE, Setting, WordFinding, Wording, WordRule, amounts, at

_ORDINALS = "一二三四五六七八九十"
_NUMBERED = (
    re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})、"),
    re.compile(r"（(?P<n>[一二三四五六七八九十]{1,3})）"),
    re.compile(r"(?P<n>\d{1,2})(?:、|．|[.](?!\d))"),
    re.compile(r"（(?P<n>\d{1,2})）"),
)
_DIGITS_POINT = 2
_PART = re.compile(r"第[一二三四五六七八九十]{1,3}部分|目录\Z")
_PART_TITLE = re.compile(r"(?P<part>第[一二三四五六七八九十]{1,3}部分)(?P<title>[^\d.…·。]{2,40})")
_EMPTY = re.compile(slip("empty_table"))
_PLACEHOLDER = re.compile(r"[XxＸ×]{2,}|某某|○{2,}|_{3,}")
_LONG = 60
_ABOVE_NOTE, _CELLS_ABOVE_NOTE = 16, 48
"""The title of the table that a note is under stands fewer lines above it, or cells, where each was copied on its own."""

_SIDE = re.compile("收入|支出")
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
_GRADED = re.compile(
    r"得分(?:为)?(?P<score>\d{1,3}(?:\.\d+)?)分[^。]{0,16}?等级为?[“\"]?(?P<grade>优|良|中|差)"
)


def numbering(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A number of a list that is left out, and a title that the next number of a list has again.

    A list within a list may be numbered in the same way: behind its end the one around it goes on.
    """
    last: dict[int, tuple[int, int]] = {}
    around: dict[int, int] = {}
    for position, wording in enumerate(texts):
        if _PART.match(wording.text):
            last.clear()
            around.clear()
        for depth, pattern in enumerate(_NUMBERED):
            match = pattern.match(wording.text)
            if match is None:
                continue
            number = _value(match["n"])
            before, where = last.get(depth, (0, 0))
            if number == 1:
                around[depth] = before
            skips = before and number == before + 2 and number != around.get(depth, 0) + 1
            if skips and not _between(texts, where, position, depth, before + 1):
                yield at("words.numbering-gap", wording, 0, match.end(), missing=_printed(before + 1, depth))
            title = wording.text[match.end() :]
            again = before and number == before + 1 and texts[where].text.endswith(title)
            if again and len(title) < ONE_LINE and _lacks_other_side(title, texts):
                yield at("words.title-twice", wording, match.end(), len(wording.text), number=match[0])
            last[depth] = (number, position)
            for deeper in range(depth + 1, len(_NUMBERED)):
                last.pop(deeper, None)
                around.pop(deeper, None)
            break


def _lacks_other_side(title: str, texts: Sequence[Wording]) -> bool:
    """Whether a title is of income or of expenditure and no line has the same of the other side."""
    other = _SIDE.sub(lambda side: "支出" if side[0] == "收入" else "收入", title)
    return other != title and not any(wording.text.endswith(other) for wording in texts)


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, units = text.rpartition("十")
    if "十" not in text:
        return _ORDINALS.find(text[0]) + 1
    return (10 * (_ORDINALS.find(tens) + 1) if tens else 10) + (_ORDINALS.find(units) + 1 if units else 0)


def _printed(number: int, depth: int) -> str:
    words = str(number) if depth >= 2 else _chinese(number)
    return f"（{words}）" if depth in {1, 3} else f"{words}、"


def _chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十"
    return head + (_ORDINALS[units - 1] if units else "")


def _between(texts: Sequence[Wording], start: int, end: int, depth: int, number: int) -> bool:
    """Whether the missing number stands inside a paragraph between the two."""
    said = (
        rf"(?<!\d){number}(?:[、．]|\.(?!\d))"
        if depth == _DIGITS_POINT
        else re.escape(_printed(number, depth))
    )
    mark = re.compile(said)
    return any(mark.search(wording.text) for wording in texts[start:end])


def _own(title: str, setting: Setting) -> str:
    """A title without the department's name at its head, or the end of the name that stands for it."""
    name = plain(setting.department or "")
    for start in range(len(name) - 1):
        if title.startswith(name[start:]):
            return title[len(name) - start :]
    return title


def contents(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A part of the document that the table of contents calls otherwise than its heading does."""
    named: dict[str, Wording] = {}
    for wording in texts:
        match = _PART_TITLE.match(wording.text)
        if match is None:
            continue
        first = named.setdefault(match["part"], wording)
        title = _PART_TITLE.match(first.text)
        if first is wording or title is None:
            continue
        listed, printed = _own(title["title"], setting), _own(match["title"], setting)
        if _PLACEHOLDER.search(title["title"] + match["title"]):
            continue
        if not listed.startswith(printed) and not printed.startswith(listed):
            found = at("words.contents-heading", wording, *match.span("title"), expected=title["title"])
            yield found


def pasted_twice(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A long paragraph that follows itself."""
    for before, wording in pairwise(texts):
        if len(wording.text) >= _LONG and wording.text == before.text:
            yield at("words.pasted-twice", wording, 0, 30)


def empty_notes(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A note that says that a table is empty, under one with amounts; vehicles may be counted where nothing was spent."""
    for statement, notes in zip(setting.statements, setting.notes, strict=False):
        if not amounts(statement, setting.facts):
            continue
        for note in notes:
            match = _EMPTY.search(plain(note))
            if match is None:
                continue
            at_note = next(
                (n for n, w in enumerate(texts) if match.group() in w.text and _stands_under(w, statement)),
                None,
            )
            if at_note is not None and not _of_another_table(texts[:at_note], statement):
                wording = texts[at_note]
                start = wording.text.find(match.group())
                yield at("words.empty-note", wording, start, start + len(match.group()), table=statement.name)


def _stands_under(wording: Wording, statement: Statement) -> bool:
    """Whether a paragraph stands on a page of the table, as far as pages are known."""
    page = wording.places[0].page
    return page is None or not statement.pages or page in statement.pages


def _of_another_table(above: Sequence[Wording], statement: Statement) -> bool:
    """Whether the title of another table stands between a table and a note: of an empty one a copied text keeps no more than that."""
    reach = _ABOVE_NOTE if statement.gridded else _CELLS_ABOVE_NOTE
    titles = (statement_for_title(wording.text) for wording in above[:-reach:-1])
    spec = next((title for title in titles if title is not None), None)
    return spec is not None and spec.code != statement.code


def grades(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A grade that does not belong to the score: 优 from 90, 良 from 80, 中 from 60."""
    for wording in texts:
        for match in _GRADED.finditer(wording.text):
            expected = next(grade for least, grade in _GRADES if float(match["score"]) >= least)
            if match["grade"] != expected:
                yield at(
                    "words.grade", wording, *match.span("grade"), score=match["score"], expected=expected
                )


RULES: tuple[WordRule, ...] = (numbering, contents, pasted_twice, empty_notes, grades)
