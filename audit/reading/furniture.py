"""Page furniture: page numbers and running heads, which are printed on the page and are not in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NUMBERED = re.compile(
    r"[-—–－―~·\s]+\d{1,4}[-—–－―~·\s]+|第\s?\d{1,4}\s?页(?:[,，/\s]*共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
)
_OF_A_TABLE = re.compile(r"单位|表\s*(?:（[^（）]{1,12}）)?\Z")
_LONE = re.compile(r"\d{1,4}")


def is_page_number(text: str) -> bool:
    """Whether a line by itself can only be a page number: — 5 —, 第 5 页 共 20 页, 5/20."""
    return _NUMBERED.fullmatch(text.strip()) is not None


def lone_number(text: str) -> int | None:
    """The number where a line is nothing but one of up to four digits, else None."""
    plain = text.strip()
    return int(plain) if _LONE.fullmatch(plain) else None


def page_offset(candidates: Sequence[tuple[int, int]]) -> int | None:
    """What to subtract from lone numbers to get the page they stand on; None where they follow no count.

    ``candidates`` are (page, number) pairs. Two pages must agree: one number alone may be an amount.
    """
    counts = Counter(number - page for page, number in candidates)
    if not counts:
        return None
    offset, times = counts.most_common(1)[0]
    return offset if times >= 2 else None


def running_heads(edges: Sequence[tuple[int, str]], pages: int) -> frozenset[str]:
    """The lines that open or close most pages of a document and say the same on each.

    ``edges`` are (page, text) of the first and last lines. A line that names a unit belongs to its table, and so does
    the title of a table: forms of one name, a page each, have it again and again.
    """
    times = Counter(text for _, text in set(edges))
    return frozenset(
        text
        for text, count in times.items()
        if count >= 4 and count >= 0.6 * pages and not _OF_A_TABLE.search(text)
    )


def spans(pages: Sequence[int]) -> str:
    """Page numbers in order, those that follow each other as one: 1–4、6."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
