"""Small slips of the pen: doubled words, stray commas, marks without their partner. One information lists them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.catalogue.vocabulary import slip
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_DOUBLED = re.compile(
    rf"(?P<said>{slip('doubled')})(?P=said)(?!数)"
    r"|(?<=增加|减少|增长|下降)了了"
)
_STRAY_COMMA = re.compile(r"[\u4e00-\u9fff）)]{2,4},\d[\d.]*万?元|[\u4e00-\u9fff]{2,4},(?=[\u4e00-\u9fff])")
_HABIT = 5
"""More half-width commas than this in one document are how it is written, and no slips."""

_WIDE_COMMA = re.compile(r"(?<![\d.，])\d{1,3}(?:，\d{3})+(?:\.\d+)?(?=[百千]?[万亿]?元)")
_OWN_MEANING = re.compile(slip("other_terms"))


_TERMS = frozenset(slip("terms").split("|"))
_LONG = 6
"""Of a term of so many characters one may be missing; a shorter one is then another word."""


def _nearly(term: str) -> Iterator[str]:
    """What a term looks like with one character inside it wrong, or missing."""
    for at_ in range(1, len(term) - 1):
        head, right, tail = term[:at_], term[at_], term[at_ + 1 :]
        if right in "”":
            continue
        missing = "?" if at_ > 1 and len(term) >= _LONG and right not in "和的" else ""
        yield rf"{head}(?!{right})[\u4e00-\u9fff]{missing}{tail}"


_MISSPELT = re.compile("|".join(form for term in sorted(_TERMS) for form in _nearly(term)))
_PAIRS = {"）": "（", "》": "《", "”": "“"}
_ENUMERATED = re.compile(r"(?:^|[，。；：、])[\da-zA-Z一二三四五六七八九十]{1,3}）")
"""1） and 一） number items and close nothing."""

_AROUND = 12
_WHOLE = ("。", "；", "！")
_HEADING = 40
_TITLE = re.compile(r"(?:情况|说明|概况|公开|公示|统计|报告|表)$")
"""A line of at most so many characters that ends like this is a heading or a title and goes on nowhere."""


def small_slips(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """Every small slip in reading order; they are put together into one finding."""
    stray = sum(1 for wording in texts for _ in _STRAY_COMMA.finditer(wording.printed))
    patterns = (_DOUBLED, _WIDE_COMMA, *([_STRAY_COMMA] if stray <= _HABIT else []))
    for wording in texts:
        for pattern in patterns:
            for match in pattern.finditer(wording.printed or wording.text):
                yield replace(at("words.slip", wording, *match.span()), text=match.group())
        for match in _MISSPELT.finditer(wording.text):
            if match.group() not in _TERMS and not _OWN_MEANING.search(match.group()):
                yield at("words.slip", wording, *match.span())
        for start, end in _without_partner(wording.text):
            yield at("words.slip", wording, start, end)


def _without_partner(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence opens what it does not close, or closes what it has not opened; a few characters from there on."""
    if not text.endswith(_WHOLE) and (len(text) > _HEADING or _TITLE.search(text) is None):
        return  # cut at the end of a line or a page
    numbers = {match.end() - 1 for match in _ENUMERATED.finditer(text)}
    opened: list[tuple[str, int]] = []
    for at_, mark in enumerate(text):
        if mark in _PAIRS.values():
            opened.append((mark, at_))
        elif mark in _PAIRS and at_ not in numbers:
            if opened and opened[-1][0] == _PAIRS[mark]:
                opened.pop()
            elif not any(mark_ == _PAIRS[mark] for mark_, _ in opened):
                yield max(0, at_ + 1 - _AROUND), at_ + 1
    yield from ((start, min(len(text), start + _AROUND)) for _, start in opened)


RULES: tuple[WordRule, ...] = (small_slips,)
