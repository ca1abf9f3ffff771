"""Scores of a self-evaluation: the points of the indicators against the stated total, and against their
maxima.

"该指标分值 8 分，自评得分 7.5 分" stands under each indicator, the total at the head of the report. Where
the maxima do not make up the whole scale, an indicator was left out, and a total that misses by no more
than its points proves nothing: that is said as a warning. Points without a maximum are a bonus, unless they
are more than any indicator can have: then they are the total of something else, of one project.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from checks.numbers.amount import SCORE
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Ratio, Relation, Sense, Sum

_MAXIMUM = re.compile(r"分值|满分|标准分")
_GOT = re.compile(r"得分|评分|得")
_RATE = re.compile(r"得分率[为是：]?\Z")
_ONLY_GOT = re.compile(r"[，、（]?(?:自评|实际|实)?得分?[为是：]?")
_TOTAL = re.compile(r"绩效得分|核查得分|综合得分|总得分|总分|整体支出.{0,16}得分")
_AT_THE_HEAD = re.compile(r"得分|总分|评分|评价为")
_IN_ALL = re.compile(r"(?:合计|共计|小计)得?[为是]?\Z")
_OFF = re.compile(r"扣(?:减|除|分)?[为是了]?\Z")
_WHY = re.compile(r"(?<!主要)(?:扣分(?:原因|情况|项目?)|其中)[：，]?")
_FAMILIES = (
    frozenset({"预算执行", "产出", "效益", "满意度"}),
    frozenset({"预算执行", "成本", "产出", "效益", "满意度"}),
    frozenset({"执行率", "产出", "效益", "满意度"}),
    frozenset({"决策", "过程", "产出", "效益"}),
    frozenset({"投入", "过程", "产出", "效益"}),
    frozenset({"投入", "过程", "产出", "效果"}),
)
"""What projects are scored by (财预〔2020〕10号, 财预〔2013〕53号): all of it, in the words of the forms."""

_SCALE = 100 * SCORE.factor
_FEWEST = 4
"""With fewer indicators than this the text does not list them."""


@dataclass(frozen=True, slots=True)
class _Scores:
    pairs: tuple[tuple[int, int], ...]
    bonus: tuple[int, ...]
    totals: tuple[int, ...]


def score_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> list[Relation]:
    """Each score at most its maximum; the scores together the stated total."""
    families = (*_of_families(claims), *_summed_up(claims), *_taken_off(claims))
    return [*_of_indicators(claims, facts), *families, *_rates(claims)]


def _rates(claims: Sequence[Claim]) -> Iterator[Relation]:
    """满分 20 分，得 18 分，得分率 90%: what was got of the most that there were, each right behind the other."""
    for most, got, rate in zip(claims, claims[1:], claims[2:], strict=False):
        scores = most.kind is got.kind is ClaimKind.SCORE and rate.kind is ClaimKind.RATIO
        beside = most.sentence == got.sentence == rate.sentence and _RATE.search(rate.phrase) is not None
        if scores and beside and _is_maximum(most) and not (most.approximate or got.approximate):
            yield Ratio("prose.completion-rate", rate.fact, ((got.fact, 1),), ((most.fact, 1),))


def _summed_up(claims: Sequence[Claim]) -> Iterator[Relation]:
    """数量指标得 15 分，质量指标得 14 分，产出指标合计 29 分: what the scores of a sentence before it come to."""
    for said in _by_sentence(claims).values():
        at = next((n for n, claim in enumerate(said) if _IN_ALL.search(claim.lead)), 0)
        if at > 1 and all(_GOT.search(claim.lead) for claim in said[:at]):
            yield Sum("prose.score-sum", ((said[at].fact, 1), *((part.fact, -1) for part in said[:at])))


def _taken_off(claims: Sequence[Claim]) -> Iterator[Relation]:
    """扣 2.3 分。扣分原因：甲扣 0.3 分，乙扣 2 分: what was taken off, and for what."""
    off = [claim for claim in claims if claim.kind is ClaimKind.SCORE and _OFF.search(claim.lead)]
    for at, total in enumerate(off):
        parts = [part for part in off[at + 1 :] if part.sentence == total.sentence + 1]
        if len(parts) > 1 and _WHY.search(parts[0].lead) and parts[0].paragraph == total.paragraph:
            yield Sum("prose.score-sum", ((total.fact, 1), *((part.fact, -1) for part in parts)))


def _by_sentence(claims: Sequence[Claim]) -> dict[int, list[Claim]]:
    """The scores of each sentence, without what there was to get."""
    sentences: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind is ClaimKind.SCORE and not claim.approximate and not _is_maximum(claim):
            sentences[claim.sentence].append(claim)
    return sentences


def _of_families(claims: Sequence[Claim]) -> Iterator[Relation]:
    """预算执行 9.5 分、产出指标 48 分、效益指标 29 分、满意度指标 10 分，总分 96.5 分: all that a form is scored by; or its total first."""
    for said in _by_sentence(claims).values():
        for total, parts, named in ((said[-1], said[:-1], _TOTAL), (said[0], said[1:], _AT_THE_HEAD)):
            if named.search(total.lead) and _are_a_family(parts):
                yield Sum("prose.score-sum", ((total.fact, 1), *((part.fact, -1) for part in parts)))
                break


def _are_a_family(parts: Sequence[Claim]) -> bool:
    """Whether scores are said of each family of indicators of a form, once."""
    return any(
        len(parts) == len(family) and family == {one for part in parts for one in family if one in part.lead}
        for family in _FAMILIES
    )


def _of_indicators(claims: Sequence[Claim], facts: Sequence[Fact]) -> list[Relation]:
    scores = _collect([c for c in claims if c.kind is ClaimKind.SCORE and not c.approximate])
    relations: list[Relation] = [
        Sum("prose.score-maximum", ((got, 1), (maximum, -1)), Sense.AT_MOST) for maximum, got in scores.pairs
    ]
    complete = len(scores.pairs) > 1 and sum(facts[m].printed.value for m, _ in scores.pairs) == _SCALE
    if (len(scores.pairs) < _FEWEST and not complete) or len(scores.totals) != 1:
        return relations
    total = scores.totals[0]
    tops, nested = _levels(scores.pairs, facts)
    relations += [Sum("prose.score-sum", ((whole, 1), *((g, -1) for g in parts))) for whole, parts in nested]
    scale = sum(facts[m].printed.value for m, _ in tops)
    if scale > _SCALE:
        return relations
    highest = max(facts[m].printed.value for m, _ in tops)
    bonus = [b for b in scores.bonus if facts[b].printed.value <= highest]
    got = (*(g for _, g in tops), *bonus)
    terms = ((total, 1), *((index, -1) for index in got))
    missing = abs(facts[total].printed.value - sum(facts[g].printed.value for g in got))
    explained = scale < _SCALE and missing <= _SCALE - scale
    relations.append(Sum("prose.score-sum-incomplete" if explained else "prose.score-sum", terms))
    return relations


def _levels(
    pairs: Sequence[tuple[int, int]], facts: Sequence[Fact]
) -> tuple[list[tuple[int, int]], list[tuple[int, tuple[int, ...]]]]:
    """The indicators of the first level, and for those with indicators below them the points of those.

    A list of one level makes up the whole scale as it is. Where it makes up more, indicators of the second
    level follow theirs, and their maxima add up to its maximum.
    """
    points = [facts[maximum].printed.value for maximum, _ in pairs]
    if sum(points) <= _SCALE:
        return list(pairs), []
    tops: list[tuple[int, int]] = []
    nested: list[tuple[int, tuple[int, ...]]] = []
    at = 0
    while at < len(pairs):
        below = _below(points, at)
        tops.append(pairs[at])
        if below:
            nested.append((pairs[at][1], tuple(got for _, got in pairs[at + 1 : at + 1 + below])))
        at += 1 + below
    whole = sum(facts[maximum].printed.value for maximum, _ in tops) == _SCALE
    return (tops, nested) if whole else (list(pairs), [])


def _below(points: Sequence[int], at: int) -> int:
    """How many of the numbers that follow add up to the one at ``at``; 0 where none do."""
    left = points[at]
    for count, point in enumerate(points[at + 1 :], 1):
        left -= point
        if left <= 0:
            return count if left == 0 else 0
    return 0


def _collect(claims: Sequence[Claim]) -> _Scores:
    pairs: list[tuple[int, int]] = []
    bonus: list[int] = []
    totals: list[int] = []
    waiting: Claim | None = None
    before: Claim | None = None
    for claim, following in zip_longest(claims, claims[1:]):
        if before is not None and _is_maximum_behind(before, claim):
            if _TOTAL.search(before.phrase) is None:
                pairs.append((claim.fact, before.fact))
                bonus = [fact for fact in bonus if fact != before.fact]
        elif _is_maximum(claim) or _got_of_it(claim, following):
            waiting = claim
        elif waiting is not None and waiting.sentence == claim.sentence and _GOT.search(claim.phrase):
            pairs.append((waiting.fact, claim.fact))
            waiting = None
        elif _TOTAL.search(claim.phrase):
            totals.append(claim.fact)
        elif "自评得分" in claim.phrase:
            bonus.append(claim.fact)
        before = claim
    return _Scores(tuple(pairs), tuple(bonus), tuple(totals))


def _is_maximum_behind(got: Claim, claim: Claim) -> bool:
    """Whether points are the most that there were for the score right before their bracket: 过程指标得分 28 分（满分 30 分）."""
    behind = claim.lead.startswith("（") and _MAXIMUM.search(claim.lead) is not None
    return behind and claim.sentence == got.sentence and _GOT.search(got.lead) is not None


def _got_of_it(claim: Claim, following: Claim | None) -> bool:
    """Whether the number that follows is what was got of so many points: 履职效能 50 分，自评得 48 分."""
    if following is None or following.sentence != claim.sentence:
        return False
    return bool(_ONLY_GOT.fullmatch(following.lead)) and not _GOT.search(claim.lead)


def _is_maximum(claim: Claim) -> bool:
    """Whether points are the most that there are: 分值 20 分, or in brackets behind the name (过程指标（20 分）得 18 分)."""
    last = re.split(r"[，。；：]", claim.phrase)[-1]
    return bool(_MAXIMUM.search(claim.phrase)) or (claim.lead.endswith("（") and not _GOT.search(last))
