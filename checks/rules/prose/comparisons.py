"""Words that hold one amount against another: which of them leave room, which say that nothing has moved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from checks.catalogue import vocabulary
from checks.numbers.amount import RATIO_SCALE
from checks.numbers.claims import Claim, ClaimKind, Comparison
from checks.numbers.facts import Fact
from checks.relations.relation import Sum

_ROUGHLY = "基本"
"""基本持平 may hide a little; the other words say that nothing has moved at all."""

_OF_ITS_KIND = "预算"

_AROUND_A_REFERENCE = re.compile(r"^[比较与同和相于]+|(?:相比较?|比较|对比|数)$")
_WITHIN = re.compile(vocabulary.change("within"))


def unmoved(comparisons: Iterable[Comparison]) -> set[int]:
    """The levels, by their facts, that are said not to have moved at all."""
    return {c.left for c in comparisons if c.sense == 0 and c.left is not None and is_exact(c)}


def is_exact(comparison: Comparison) -> bool:
    """Whether words that say that nothing has moved mean nothing at all."""
    return not comparison.text.startswith(_ROUGHLY)


def may_be_equal(comparison: Comparison) -> bool:
    """Whether what is said to be no more may be as much: 未超预算."""
    return _WITHIN.match(comparison.text) is not None


def moved_after_all(comparisons: Iterable[Comparison], claims: Iterable[Claim]) -> Iterator[Sum]:
    """A change that must be nothing, for the level is said not to have moved since then: 与上年持平，较上年增加 2 万元."""
    still: dict[tuple[int | None, str], str] = {
        (c.left, _since(c.compared_with)): c.text
        for c in comparisons
        if c.sense == 0 and c.left is not None and is_exact(c) and c.compared_with
    }
    for claim in claims:
        since = _since(claim.compared_with)
        word = still.get((claim.base, since))
        if (
            word is None and claim.measure.is_budget
        ):  # a budget is compared with last year's, whether it says so or not
            word = still.get((claim.base, f"{since}{_OF_ITS_KIND}"))
        if word is not None and claim.kind is ClaimKind.CHANGE and not claim.in_reason:
            yield Sum("prose.unmoved-and-moved", ((claim.fact, 1),), words=(("word", word),))


def against_completion(
    comparisons: Iterable[Comparison], claims: Iterable[Claim], facts: Sequence[Fact]
) -> Iterator[tuple[int, int, str]]:
    """完成预算的 70%，决算数大于预算数: a rate of completion, the level that it is of, and the word that contradicts it."""
    completions: dict[int | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind is ClaimKind.COMPLETION and not claim.approximate:
            completions[claim.base].append(claim)
    for comparison in comparisons:
        said = completions[comparison.left]
        of_budget = re.search(rf"{re.escape(comparison.text)}(?:年初|全年|调整后?)*的?预算", comparison.quote)
        if comparison.left is None or comparison.right is not None or len(said) != 1 or of_budget is None:
            continue
        printed = facts[said[0].fact].printed
        over = (printed.value - RATIO_SCALE) * (comparison.sense or 0)
        if over < -printed.half:
            yield said[0].fact, comparison.left, comparison.text


def _since(reference: str) -> str:
    """What a comparison is with, without the words that compare: 与上年, 较上年, 比上年数 are one."""
    return _AROUND_A_REFERENCE.sub("", reference)
