"""Names of parts that leave no other: 一般债务 and 专项债务 of a debt, 计容面积 and 不计容面积 of an area."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from checks.catalogue import vocabulary


def divides(whole: str, names: Sequence[str]) -> bool:
    """Whether ``names`` are all the kinds that there are of what is called ``whole``."""
    if len(names) == 2 and (names[0] == f"不{names[1]}" or names[1] == f"不{names[0]}"):
        return True
    return any(
        len(split.kinds) == len(names)
        and re.search(split.of, whole)
        and not (split.other and re.search(split.other, whole))
        and _are(split.kinds, names)
        for split in vocabulary.splits()
    )


def _are(kinds: Sequence[str], names: Sequence[str]) -> bool:
    """Whether each name is of a kind of its own, and all end alike behind it."""
    found = [(kind, end) for name in names for kind, end in _kind(name, tuple(kinds))]
    return (
        len(found) == len(names) == len({kind for kind, _ in found}) and len({end for _, end in found}) == 1
    )


@cache
def _kind(name: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """The kind that a name is of, and what follows it; nothing where it is of none or of several."""
    said = [(kind, m.end()) for kind in kinds if (m := re.search(kind, name))]
    return [(kind, name[end:]) for kind, end in said] if len(said) == 1 else []
