"""Whose a number is where one page speaks of several: the nation, the centre and the regions; one insurance fund and the next.

"全国…收入 9 亿元，收入总量为 10 亿元。中央…收入 4 亿元，收入总量为 5 亿元" gives two totals of income that are no two values of one
thing. A department's own page names no such body, and everything on it is of nobody in particular, but where a paragraph parts it
into the office and the units below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from checks.catalogue import vocabulary

_LEVEL_OF_GOVERNMENT = re.compile(vocabulary.phrase("bodies"))
_OFFICE, _BELOW = (re.compile(vocabulary.phrase(kind)) for kind in ("office", "below"))
_PART = re.compile(rf"(?P<part>{_OFFICE.pattern}|{_BELOW.pattern})|。|{vocabulary.phrase('of_all')}")
_FUND_APART = re.compile(vocabulary.phrase("funds_apart"))


@lru_cache(maxsize=1024)
def _bodies(text: str) -> tuple[tuple[int, str], ...]:
    """The levels of government that a passage speaks of, in order, each with the place where it is named."""
    return tuple((match.start(), match.group()) for match in _LEVEL_OF_GOVERNMENT.finditer(text))


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[tuple[int, str], ...]:
    """The parts of a department that a passage tells apart, in order, each with its place; "" where it is about all of them again."""
    if not (_OFFICE.search(text) and _BELOW.search(text)):
        return ()
    return tuple((match.start(), match["part"] or "") for match in _PART.finditer(text))


def _last(named: Sequence[tuple[int, str]], position: int) -> str:
    """What was named last before a position; "" where nothing was."""
    before = bisect_right(named, position, key=lambda each: each[0])
    return named[before - 1][1] if before else ""


def body_at(position: int, text: str, headings: Sequence[str]) -> str:
    """Whose the number at a position of a passage is: of the body the passage has named last, else of its nearest heading.

    Of nobody in particular it is "".
    """
    if told := _last(_parts(text), position) or _last(_bodies(text), position):
        return told
    for heading in reversed(headings):
        if named := _bodies(heading):
            return named[-1][1]
        if _FUND_APART.search(heading):
            return heading
    return ""
