"""Differences of rates in points: 增长 19.9%，高于全省平均增幅（11%）8.9 个百分点; 完成预算的 57%，超序时进度 7 个百分点.

The rate compared with stands in brackets right before the points; the time that has passed is told by the months that the
sentence names: half a year is 50% of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.numbers.amount import PERCENT, POINT, RATIO_SCALE
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Sum
from checks.rules.prose.counting.names import Named

_MORE = re.compile(r"高|超|快|多|领先")
_LESS = re.compile(r"低|慢|落后|滞后|少")
_RATED = frozenset({ClaimKind.RATE, ClaimKind.SHARE, ClaimKind.COMPLETION})
_PROGRESS = re.compile(
    r"(?:(?P<more>超过?|快于|高于|高出|领先)|(?:低于|慢于|落后于?|滞后于?))(?:序时|时间)进度\Z"
)
_QUARTERS = ("一季度", "上半年", "前三季度")
_MONTHS = re.compile(r"(?<!\d)1[-—－~至到](?P<to>\d{1,2})月")
_YEAR = 12


def point_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Sum]:
    """A rate less the one in brackets behind it is so many points."""
    for at, (other, points) in enumerate(pairwise(claims)):
        bracketed = other.lead.endswith("（") and points.lead.startswith("）")
        units = (facts[other.fact].printed.unit, facts[points.fact].printed.unit)
        rate = _rate_before(claims[:at], points, facts) if bracketed and units == (PERCENT, POINT) else None
        sign = _sign(f"{other.lead}{points.lead}")
        if rate is not None and sign and not any(c.approximate for c in (rate, other, points)):
            way = rate.direction or 1
            yield Sum("prose.points", ((points.fact, sign), (rate.fact, -way), (other.fact, 1)))


def progress(claims: Sequence[Claim], facts: Sequence[Fact]) -> Named:
    """What was completed against the part of the year that has passed, where the sentence names the months."""
    agreed: list[int] = []
    wrong: list[tuple[tuple[int, ...], tuple[tuple[str, str], ...]]] = []
    for done, points in pairwise(claims):
        said = _PROGRESS.search(points.lead)
        near = done.sentence == points.sentence and done.kind is ClaimKind.COMPLETION
        months = _months(facts[points.fact].quote) if said is not None and near else None
        if said is None or months is None or done.approximate or points.approximate:
            continue
        rate, ahead = facts[done.fact].printed, facts[points.fact].printed
        passed = rate.value - ahead.value if said["more"] else rate.value + ahead.value
        slack = _YEAR * (rate.half + ahead.half)
        if abs(_YEAR * passed - RATIO_SCALE * months) <= slack:
            agreed.append(points.fact)
        else:
            wrong.append(((points.fact, done.fact), (("months", f"{months}"),)))
    return Named(tuple(agreed), tuple(wrong))


def _rate_before(claims: Sequence[Claim], points: Claim, facts: Sequence[Fact]) -> Claim | None:
    """The rate said last in a sentence outside brackets."""
    for claim in reversed(claims):
        if claim.sentence != points.sentence:
            return None
        if (
            claim.kind in _RATED
            and facts[claim.fact].printed.unit == PERCENT
            and not claim.lead.endswith("（")
        ):
            return claim
    return None


def _sign(words: str) -> int:
    """+1 where the rate is the higher one, -1 where it is the lower one, 0 where the words say neither or both."""
    return (_MORE.search(words) is not None) - (_LESS.search(words) is not None)


def _months(sentence: str) -> int | None:
    """How many months of the year have passed, by the words of a sentence."""
    if found := _MONTHS.search(sentence):
        return int(found["to"]) if 1 <= int(found["to"]) <= _YEAR else None
    return next((3 * at for at, words in enumerate(_QUARTERS, 1) if words in sentence), None)
