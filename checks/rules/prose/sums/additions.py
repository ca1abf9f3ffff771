"""Arithmetic that a sentence does itself: 收入 100 万元，加上上年结余 20 万元，收入总计 120 万元.

What is added to is the head of the sentence before, of the same sentence or of the paragraph; where more than one of
them could be meant, only a reading that holds is taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks.numbers.amount import Kind
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sum, Terms
from checks.rules.prose.readings import guessed

_PLUS = re.compile(r"(?:再|另)?加上?(?![强大快班工以])")
_MINUS = re.compile(r"(?:再)?(?:减去|减除|扣除|减(?![少幅]))")
_TOTAL = re.compile(r"(?:总计|合计|总量|总额|总数|收入|支出|财力|资金|结余|余额|规模)[为达是共：]*\Z")
_GOES_ON = re.compile(r"[、和及与]|以及")
_ENDS_SEGMENT = re.compile(r"[，。；：]")


def addition_relations(claims: Sequence[Claim], facts: Sequence[Fact]) -> list[Relation]:
    """The sums that sentences spell out."""
    paragraphs: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        money = facts[claim.fact].printed.kind is Kind.MONEY
        if claim.kind is ClaimKind.LEVEL and money and not claim.in_reason and not claim.approximate:
            paragraphs[claim.paragraph].append(claim)
    return [relation for levels in paragraphs.values() for relation in _of_paragraph(levels, facts)]


def _of_paragraph(levels: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Relation]:
    for index, first in enumerate(levels):
        sign = _sign(first)
        if not sign:
            continue
        terms: list[tuple[int, int]] = [(first.fact, sign)]
        passed: list[Claim] = []
        for claim in levels[index + 1 :]:
            if claim.sentence != first.sentence:
                break
            if claim.total is not None:
                passed.append(claim)
            elif _sign(claim):
                terms.append((claim.fact, _sign(claim)))
            elif _GOES_ON.match(claim.lead):
                terms.append((claim.fact, terms[-1][1]))
            elif _TOTAL.search(_last(claim)):
                yield from _added(levels[:index], claim, tuple(terms), passed, facts)
                break
            else:
                break


def _added(
    before: Sequence[Claim], total: Claim, terms: Terms, passed: Sequence[Claim], facts: Sequence[Fact]
) -> Iterator[Relation]:
    """The sum over what stands before it: the head of the same sentence, else of those before.

    What was ``passed`` over as parts of a summand may be a summand itself, from some number on: where the parts of one
    end is not always said (加上级收入 9 万元，其中：… 4 万元，上年结余 2 万元，收入合计 …).
    """
    same = [c for c in before if c.sentence == total.sentence]
    earlier = [c for c in before if c.sentence != total.sentence]
    heads = same[:1] or [next(c for c in earlier if c.sentence == s) for s in _sentences(earlier)]
    last = terms[-1][1]
    readings = [
        Sum("prose.addition", ((total.fact, 1), (head.fact, -1), *((f, -s) for f, s in (*terms, *more))))
        for head in heads
        for more in ([(c.fact, last) for c in passed[at:]] for at in range(len(passed), -1, -1))
    ]
    relation = guessed(readings, facts) or (readings[0] if len(readings) == 1 else None)
    if relation is not None:
        yield relation


def _sentences(claims: Sequence[Claim]) -> list[int]:
    """The sentences of claims, the nearest first."""
    return list(dict.fromkeys(claim.sentence for claim in reversed(claims)))


def _sign(claim: Claim) -> int:
    """+1 for what is added, -1 for what is taken off, 0 for everything else."""
    words = _segments(claim)
    if any(_PLUS.match(word) for word in words):
        return 1
    return -1 if any(_MINUS.match(word) for word in words) else 0


def _segments(claim: Claim) -> list[str]:
    """The phrases that name a claim, back to the number before."""
    return [word for word in _ENDS_SEGMENT.split(claim.lead) if word]


def _last(claim: Claim) -> str:
    return (_segments(claim) or [""])[-1]
