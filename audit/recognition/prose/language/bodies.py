"""Whose a number is where one page speaks of several: the nation, the centre and the regions; one insurance fund and the next.

"全国…收入 9 亿元，收入总量为 10 亿元。中央…收入 4 亿元，收入总量为 5 亿元" gives two totals of income that are no two values of one
thing. A department's own page names no such body, and everything on it is of nobody in particular.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from checks.catalogue import vocabulary

_LEVEL_OF_GOVERNMENT = re.compile(vocabulary.phrase("bodies"))
_FUND_APART = re.compile(vocabulary.phrase("funds_apart"))

Bodies = tuple[tuple[int, str], ...]
"""Where a passage turns to a body, and which."""


@lru_cache(maxsize=1024)
def bodies_of(text: str) -> Bodies:
    """The levels of government that a passage speaks of, in order, each with the place where it is named."""
    return tuple((match.start(), match.group()) for match in _LEVEL_OF_GOVERNMENT.finditer(text))


def body_at(position: int, bodies: Bodies, headings: Sequence[str]) -> str:
    """Whose the number at a position is: of the body its passage has named last, else of its nearest heading; "" of nobody."""
    before = bisect_right(bodies, position, key=lambda named: named[0])
    if before:
        return bodies[before - 1][1]
    for text in reversed(headings):
        if named := bodies_of(text):
            return named[-1][1]
        if _FUND_APART.search(text):
            return text
    return ""
