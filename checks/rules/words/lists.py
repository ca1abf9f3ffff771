"""Lists of a narrative: numbering that skips, 经济科目 against their table, notes of tables that are not empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.catalogue import plain
from checks.numbers.facts import Statement
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_ORDINALS = "一二三四五六七八九十"
_NUMBERED = (
    re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})、"),
    re.compile(r"（(?P<n>[一二三四五六七八九十]{1,3})）"),
    re.compile(r"(?P<n>\d{1,2})(?:、|．|[.](?!\d))"),
    re.compile(r"（(?P<n>\d{1,2})）"),
)
_PART = re.compile(r"第[一二三四五六七八九十]{1,3}部分|目录\Z")
_PART_TITLE = re.compile(r"(?P<part>第[一二三四五六七八九十]{1,3}部分)(?P<title>[^\d.…·。]{2,40})")
_LIST = re.compile(r"(?P<kind>人员经费|公用经费)[^。；]{0,24}?主要包括[：:]?(?P<list>[^。；]{4,400})")
_EMPTY = re.compile(r"(?:故|因此)?本表(?:为空表?|无数据)|本表(?:本年度)?无发生额|故本表为空")
_LONG = 60
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
_GRADED = re.compile(
    r"得分(?:为)?(?P<score>\d{1,3}(?:\.\d+)?)分[^。]{0,16}?等级为?[“\"]?(?P<grade>优|良|中|差)"
)


def numbering(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A number of a list that is left out or comes twice."""
    last: dict[int, tuple[int, int]] = {}
    for position, wording in enumerate(texts):
        if _PART.match(wording.text):
            last.clear()
        for depth, pattern in enumerate(_NUMBERED):
            match = pattern.match(wording.text)
            if match is None:
                continue
            number = _value(match["n"])
            before, where = last.get(depth, (0, 0))
            if before and number == before + 2 and not _between(texts, where, position, depth, before + 1):
                yield at("words.numbering-gap", wording, 0, match.end(), missing=_printed(before + 1, depth))
            last[depth] = (number, position)
            for deeper in range(depth + 1, len(_NUMBERED)):
                last.pop(deeper, None)
            break


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, units = text.rpartition("十")
    if "十" not in text:
        return _ORDINALS.find(text[0]) + 1
    return (10 * (_ORDINALS.find(tens) + 1) if tens else 10) + (_ORDINALS.find(units) + 1 if units else 0)


def _printed(number: int, depth: int) -> str:
    words = (
        str(number)
        if depth >= 2
        else (_ORDINALS[number - 1] if number <= 10 else f"十{_ORDINALS[number - 11]}")
    )
    return f"（{words}）" if depth in {1, 3} else f"{words}、"


def _between(texts: Sequence[Wording], start: int, end: int, depth: int, number: int) -> bool:
    """Whether the missing number stands inside a paragraph between the two."""
    mark = _printed(number, depth)
    marks = (mark, mark.replace("、", "."), mark.replace("、", "．")) if depth == 2 else (mark,)
    return any(m in w.text for w in texts[start:end] for m in marks)


def contents(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
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
        listed, printed = title["title"], match["title"]
        if not listed.startswith(printed) and not printed.startswith(listed):
            yield at("words.contents-heading", first, *title.span("title"), expected=printed)


def pasted_twice(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A long paragraph that follows itself."""
    for before, wording in pairwise(texts):
        if len(wording.text) >= _LONG and wording.text == before.text:
            yield at("words.pasted-twice", wording, 0, 30)


def economic_items(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """The 经济科目 that the text lists against those that the table gives an amount."""
    table = next((s for s in setting.statements if s.code == "final_accounts.basic_expenditure"), None)
    if table is None or not table.entered:
        return
    for wording in texts:
        for match in _LIST.finditer(wording.text):
            listed = {_name(n): n for n in re.split(r"[、，]", match["list"]) if n}
            rows = _spent(table, setting, match["kind"])
            empty = [printed for name, printed in listed.items() if rows.get(name) == 0]
            unlisted = [name for name, value in rows.items() if value and name not in listed]
            open_ended = match["list"].rstrip().endswith("等")
            if empty or (unlisted and not open_ended):
                yield at(
                    "words.economic-list",
                    wording,
                    *match.span("list"),
                    empty="、".join(empty) or "无",
                    unlisted="、".join(unlisted) or "无",
                )


def _spent(table: Statement, setting: Setting, kind: str) -> dict[str, int]:
    """Name to amount of the 款 that belong to 人员经费 or to 公用经费; 0 where nothing is entered."""
    classes = ("301", "303") if kind == "人员经费" else ("302", "310")
    rows: dict[str, int] = {}
    for row, label in zip(table.rows, table.row_labels, strict=True):
        if len(row) == 5 and row[:3] in classes:
            fact = next((f for c in table.columns if (f := table.fact(row, c)) is not None), None)
            rows[_name(re.sub(r"\A[\d\s|]+", "", label))] = (
                setting.facts[fact].printed.value if fact is not None else 0
            )
    return rows


def _name(text: str) -> str:
    name = plain(text).removesuffix("支出").replace("其它", "其他")
    return name.removesuffix("用") if name.endswith("费用") else name


def empty_notes(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A note that says that a table is empty, under a table that is not."""
    for statement, notes in zip(setting.statements, setting.notes, strict=False):
        amounts = [int(i) for i in statement.cells.ravel() if i >= 0]
        if not any(setting.facts[i].printed.value for i in amounts):
            continue
        for note in notes:
            match = _EMPTY.search(plain(note))
            if match is None:
                continue
            wording = next(
                (w for w in texts if match.group() in w.text and _stands_under(w, statement)), None
            )
            if wording is not None:
                start = wording.text.find(match.group())
                yield at("words.empty-note", wording, start, start + len(match.group()), table=statement.name)


def _stands_under(wording: Wording, statement: Statement) -> bool:
    """Whether a paragraph stands on a page of the table, as far as pages are known."""
    page = wording.places[0].page
    return page is None or not statement.pages or page in statement.pages


def grades(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A grade that does not belong to the score: 优 from 90, 良 from 80, 中 from 60."""
    for wording in texts:
        for match in _GRADED.finditer(wording.text):
            expected = next(grade for least, grade in _GRADES if float(match["score"]) >= least)
            if match["grade"] != expected:
                yield at(
                    "words.grade", wording, *match.span("grade"), score=match["score"], expected=expected
                )


RULES: tuple[WordRule, ...] = (numbering, contents, pasted_twice, economic_items, empty_notes, grades)
