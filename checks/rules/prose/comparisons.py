"""Words that hold one amount against another: which of them leave room, which say that nothing has moved."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checks.catalogue import vocabulary
from checks.numbers.claims import Comparison

_EXACTLY = frozenset({"持平", "一致", "相同", "相等", "无变化", "没有变化", "无增减", "零增长", "保持不变"})
"""Words that say that nothing has moved at all; 基本持平 may hide a little."""

_WITHIN = re.compile(vocabulary.change("within"))


def unmoved(comparisons: Iterable[Comparison]) -> set[int]:
    """The levels, by their facts, that are said not to have moved at all."""
    return {c.left for c in comparisons if c.sense == 0 and c.left is not None and c.text in _EXACTLY}


def may_be_equal(comparison: Comparison) -> bool:
    """Whether what is said to be no more may be as much: 未超预算."""
    return _WITHIN.match(comparison.text) is not None
