"""A sentence about the year's money that begins with the name of another body: left over from its document.

The own name opens such sentences several times, or the document is, or says that it is, of one unit only; the other name stands just
once: units below a department are listed before their money is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue import vocabulary
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_PLACE = re.compile(r"[\u4e00-\u9fff]{1,10}?(?:自治[县州旗区]|[省市县区旗州镇乡])(?=[\u4e00-\u9fff]{2})")
_ORGAN = vocabulary.identity("organs")
_GIVES = r"(?:统一|共|向|给|为)?(?:下达|拨付|拨款|安排|批复|核定|核拨|给予|补助|投入|印发|要求|追加)"
_SUBJECT = re.compile(
    rf"(?:^|(?<=。)|(?<=、))(?:20\d{{2}}年度?，?(?P<after>[\u4e00-\u9fff]{{4,24}}?(?:{_ORGAN}))(?!{_GIVES})|(?P<before>[\u4e00-\u9fff]{{4,24}}?(?:{_ORGAN}))20\d{{2}}年度?)"
    r"[^。；\d]{0,24}?(?:预算|决算|收入|支出|经费)[^。；\d]{0,12}\d"
)
_ALONE = re.compile(r"单位(?:共|共有|有|为|仅|计)*(?:1|一)[个家]|(?:无|没有)(?:下属|所属|二级)(?:预算)?单位")
"""The document has no units whose money it could speak of."""

_COUNTIES = frozenset("县区旗")
_OFTEN = 2


def other_owners(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """Sentences about money whose subject is neither the document's department nor a part of it."""
    own = setting.department or ""
    place = _PLACE.match(own)
    if place is None or setting.kind not in {"budget", "final_accounts"}:
        return
    said = [(wording, _name_in(match)) for wording in texts for match in _SUBJECT.finditer(wording.text)]
    of_one_unit = re.compile(rf"{re.escape(own)}[^。；，]{{0,10}}单位(?:决算|预算)")
    alone = any(_ALONE.search(wording.text) or of_one_unit.match(wording.text) for wording in texts)
    if not alone and sum(name == own for _, (name, _) in said) < _OFTEN:
        return
    for wording, (name, place_of) in said:
        foreign = not _is_short_for(name, own) and not _is_short_for(own, name)
        if foreign and _of_such_a_place(name, place[0]) and sum(each.text.count(name) for each in texts) == 1:
            yield at("words.other-owner", wording, *place_of, expected=own)


def _of_such_a_place(name: str, place: str) -> bool:
    """Whether a body is of a place or, where that is a county, of another one: a city speaks of its counties, no county of another."""
    other = _PLACE.match(name)
    return name.startswith(place) or bool(other and {other[0][-1], place[-1]} <= _COUNTIES)


def _name_in(match: re.Match[str]) -> tuple[str, tuple[int, int]]:
    """The subject of a sentence and where it stands."""
    group = "after" if match["after"] else "before"
    return match[group], match.span(group)


def _is_short_for(one: str, other: str) -> bool:
    """Whether all characters of a name stand in another one in this order: 人社局 in 人力资源和社会保障局."""
    rest = iter(other)
    return all(character in rest for character in one)


RULES: tuple[WordRule, ...] = (other_owners,)
