"""A sentence about the year's money that begins with the name of another body of the same place: left over from its document.

The own name opens such sentences several times, the other one just once and stands nowhere else: units below a department
are listed before their money is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue import vocabulary
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_PLACE = re.compile(r"[\u4e00-\u9fff]{1,10}?(?:自治[县州旗区]|[省市县区旗州镇乡])(?=[\u4e00-\u9fff]{2})")
_ORGAN = vocabulary.identity("organs")
_SUBJECT = re.compile(
    rf"(?:^|(?<=。)|(?<=、))(?P<name>[\u4e00-\u9fff]{{4,24}}?(?:{_ORGAN}))20\d{{2}}年度?[^。；\d]{{0,24}}?(?:预算|决算|收入|支出|经费)[^。；\d]{{0,12}}\d"
)
_OFTEN = 2


def other_owners(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """Sentences about money whose subject is neither the document's department nor a part of it."""
    own = setting.department or ""
    place = _PLACE.match(own)
    if place is None or setting.kind not in {"budget", "final_accounts"}:
        return
    said = [(wording, match) for wording in texts for match in _SUBJECT.finditer(wording.text)]
    if sum(match["name"] == own for _, match in said) < _OFTEN:
        return
    for wording, match in said:
        name = match["name"]
        foreign = not _is_short_for(name, own) and not _is_short_for(own, name)
        if foreign and name.startswith(place[0]) and sum(each.text.count(name) for each in texts) == 1:
            yield at("words.other-owner", wording, *match.span("name"), expected=own)


def _is_short_for(one: str, other: str) -> bool:
    """Whether all characters of a name stand in another one in this order: 人社局 in 人力资源和社会保障局."""
    rest = iter(other)
    return all(character in rest for character in one)


RULES: tuple[WordRule, ...] = (other_owners,)
