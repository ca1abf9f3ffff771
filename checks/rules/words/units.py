"""Numbers whose unit or percent sign was forgotten: 增长 13.95。 占 76.23； 支出决算为 4.19。 0.3 万（…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_END = r"(?=[。；，、）]|$)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DECIMAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+"
_MONEY = r"(?:收入|支出|经费|费|金额|决算|预算|结余|结转|总额|合计|总计|资金|补助)(?:数|额)?(?:为|共|计|达)?"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("%", re.compile(rf"(?:增长|下降|上升|降低)(?P<number>{_DECIMAL}){_END}")),
    ("%", re.compile(rf"(?<![抢侵挤强霸])占(?:比)?(?P<number>{_DECIMAL}){_END}")),
    ("万元", re.compile(rf"{_MONEY}(?P<number>{_DECIMAL}){_END}")),
    ("元", re.compile(rf"{_MONEY}(?P<number>(?:{_NUMBER})万)(?=[（。；，、）]|$)")),
)


def units(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A number that ends a clause without the unit that its sentence asks for."""
    for wording in texts:
        if _is_table_like(wording.text):
            continue
        for missing, pattern in _PATTERNS:
            for match in pattern.finditer(wording.text):
                start, end = match.span("number")
                yield at("words.unit-missing", wording, start, end, missing=missing)


def _is_table_like(text: str) -> bool:
    """A row of a table that was read as text: no sentence ends in it."""
    return not re.search(r"[。；，]", text)


RULES: tuple[WordRule, ...] = (units,)
