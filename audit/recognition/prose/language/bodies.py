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


@lru_cache(maxsize=1024)
def _bodies(text: str) -> tuple[tuple[int, str], ...]:
    """The levels of government that a passage speaks of, in order, each with the place where it is named."""
    return tuple((match.start(), match.group()) for match in _LEVEL_OF_GOVERNMENT.finditer(text))


def body_at(position: int, text: str, headings: Sequence[str]) -> str:
    """Whose the number at a position of a passage is: of the body the passage has named last, else of its nearest heading.

    Of nobody in particular it is "".
    """
    bodies = _bodies(text)
    before = bisect_right(bodies, position, key=lambda named: named[0])
    if before:
        return bodies[before - 1][1]
    for heading in reversed(headings):
        if named := _bodies(heading):
            return named[-1][1]
        if _FUND_APART.search(heading):
            return heading
    return ""
