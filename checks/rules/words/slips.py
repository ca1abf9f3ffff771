"""Small slips of the pen: doubled words, stray commas, marks without their partner. One information lists them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_DOUBLED = re.compile(
    r"(?P<said>预算|决算|支出|收入|经费|增加|减少|增长|下降|安排|用于|其中|主要|原因|部门|单位|财政拨款|万元|会议|培训|接待|公务|项目|基本)(?P=said)(?!数)"
    r"|(?<=增加|减少|增长|下降)了了"
)
_STRAY_COMMA = re.compile(r"[\u4e00-\u9fff）)]{2,4},\d[\d.]*万?元|[\u4e00-\u9fff]{2,4},(?=[\u4e00-\u9fff])")
_HABIT = 5
"""More half-width commas than this in one document are how it is written, and no slips."""

_WIDE_COMMA = re.compile(r"(?<![\d.，])\d{1,3}(?:，\d{3})+(?:\.\d+)?(?=[百千]?[万亿]?元)")
_OPENED = re.compile(r"“[^“”]{2,60}?(?:（项）|（款）)(?=[^”]{0,3}[\d，。；])|“[^“”]{2,120}[。；]\Z")


def small_slips(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """Every small slip in reading order; they are put together into one finding."""
    stray = sum(1 for wording in texts for _ in _STRAY_COMMA.finditer(wording.printed))
    patterns = (_DOUBLED, _WIDE_COMMA, *([_STRAY_COMMA] if stray <= _HABIT else []))
    for wording in texts:
        for pattern in patterns:
            for match in pattern.finditer(wording.printed or wording.text):
                yield replace(at("words.slip", wording, *match.span()), text=match.group())
        opened = wording.text.count("“") > wording.text.count("”") and _OPENED.search(wording.text)
        if opened:
            yield at("words.slip", wording, *opened.span())


RULES: tuple[WordRule, ...] = (small_slips,)
