"""Counts beside what they count: 5 个内设机构：办公室、教务处、总务处 are not five, nor are the four lines of 共计 5 个项目."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks.numbers.amount import PIECE
from checks.numbers.claims import Claim, ClaimKind
from checks.numbers.facts import Fact
from checks.relations.relation import Relation, Sum
from checks.rules.prose.readings import holds

_ITEMS = re.compile(r"(?:子|分)?(?:项目|事项|类别|科目)")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Named:
    """Counts that are as many as the names behind them, and the ``wrong`` ones with how many names there are."""

    agreed: tuple[int, ...]
    wrong: tuple[tuple[tuple[int, ...], tuple[tuple[str, str], ...]], ...]


def counted_names(claims: Iterable[Claim], facts: Sequence[Fact]) -> Named:
    """The counts behind which names are listed; a list behind two counts may be of either, or of both."""
    said = list(claims)
    agreed, wrong = [], []
    for before, claim in pairwise((None, *said)):
        if claim is None or claim.names is None or claim.approximate:
            continue
        fewest, most, bodies, complete = claim.names
        printed = facts[claim.fact].printed
        least, greatest = fewest * printed.unit.factor, most * printed.unit.factor
        if least <= printed.value <= greatest:
            agreed.append(claim.fact)
        elif bodies and (printed.value < least or complete) and not _of_both(before, claim):
            several = f"{fewest}" if fewest == most else f"{fewest}–{most}"
            wrong.append(((claim.fact,), (("expected", several),)))
    return Named(tuple(agreed), tuple(wrong))


def _of_both(before: Claim | None, claim: Claim) -> bool:
    """Whether another count stands before in the sentence that no names are listed of, and no names between the two."""
    return (
        before is not None
        and "、" not in claim.lead
        and before.kind is ClaimKind.COUNT
        and before.sentence == claim.sentence
        and before.names is None
    )


def counted_items(claims: Iterable[Claim], relations: Iterable[Relation], facts: Sequence[Fact]) -> Named:
    """The counts of items in a line whose amount the lines below add up to: 共计 3 个项目，共计 9 万元 / 1、甲 … / 2、乙 … / 3、丙 …"""
    said = {claim.fact: claim for claim in claims}
    paragraphs: dict[int, list[Claim]] = defaultdict(list)
    for claim in said.values():
        if claim.kind is ClaimKind.COUNT and claim.unit in {"个", "项"} and _ITEMS.match(claim.after):
            paragraphs[claim.paragraph].append(claim)
    agreed, wrong = [], []
    for relation in relations:
        if not isinstance(relation, Sum) or relation.facts[0] not in said or not holds(relation, facts):
            continue
        total, *items = (said[fact].paragraph for fact in relation.facts if fact in said)
        counts = paragraphs.get(total, [])
        if len(items) < _FEWEST or items != [*range(total + 1, total + 1 + len(items))] or len(counts) != 1:
            continue
        if facts[counts[0].fact].printed.value == len(items) * PIECE.factor:
            agreed.append(counts[0].fact)
        else:
            wrong.append(((counts[0].fact,), (("expected", f"{len(items)}"),)))
    return Named(tuple(agreed), tuple(dict.fromkeys(wrong)))
