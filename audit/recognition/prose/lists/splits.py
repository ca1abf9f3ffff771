"""Parts that leave no other: 一般债务 and 专项债务 of a debt, 计容面积 and 不计容面积 of an area, the kinds of a staff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from checks.catalogue import vocabulary
from checks.numbers.claims import Claim, ClaimKind


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


def of_the_whole_alone(total: Claim | None, parts: list[Claim]) -> list[Claim]:
    """The parts up to a semicolon behind which no more of the staff is divided: 在职 9 人，其中在编 5 人、编外 4 人；离退休 3 人.

    So with two parts that divide all there is: 债务 9 亿元，其中一般债务 4 亿元、专项债务 5 亿元；余额 8 亿元.
    """
    if is_staff(total, parts):
        return parts
    end = next((at for at, part in enumerate(parts) if "；" in part.lead), 0)
    if divides(called(total), [part.concept.name for part in parts[:end]]):
        return parts[:end]
    return parts[:end] if is_staff(total, parts[:end]) else parts


def called(total: Claim | None) -> str:
    """What a total is called right before its number."""
    return total.phrase.split("，")[-1] if total is not None else ""


def is_staff(total: Claim | None, parts: Sequence[Claim]) -> bool:
    """Whether people are divided as the forms divide them: 实有人数 11 人，其中：在职 10 人，离休 0 人，退休 1 人."""
    if total is None or total.kind is not ClaimKind.COUNT:
        return False
    return any(
        total.concept.name.endswith(partition.wholes)
        and len(parts) >= partition.fewest
        and all(part.concept.name.endswith(tuple(partition.parts)) for part in parts)
        for partition in vocabulary.partitions(loose=True)
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
