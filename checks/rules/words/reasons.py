"""Reasons that a narrative owes: an item whose actual differs from its budget says why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.vocabulary import slip
from checks.numbers.claims import Claim, ClaimKind
from checks.rules.words.items import ITEM_GRADE, items_of
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_WHY = re.compile(slip("why"))


def silent_differences(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """An item whose actual differs from its budget, and whose paragraph gives no reason for it."""
    if setting.kind != "final_accounts":
        return
    said: dict[tuple[str, ...], dict[bool, list[Claim]]] = {}
    for claim in setting.claims.claims:
        if claim.kind is ClaimKind.LEVEL and claim.concept.grade == ITEM_GRADE and not claim.in_reason:
            measures = said.setdefault(claim.concept.path, {True: [], False: []})
            measures[claim.measure.is_budget].append(claim)
    for item in items_of(texts):
        levels = next((said[path] for path in said if path and path[-1] == item.names[2]), None)
        if levels is None or len(levels[True]) != 1 or len(levels[False]) != 1:
            continue
        budget, actual = (setting.facts[levels[plan][0].fact].printed for plan in (True, False))
        if abs(budget.value - actual.value) > budget.half + actual.half and not _WHY.search(
            item.wording.text
        ):
            yield at("words.reason-missing", item.wording, *item.match.span("item"))


RULES: tuple[WordRule, ...] = (silent_differences,)
