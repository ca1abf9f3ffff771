"""An excess that the text explains needs no warning: it is looked for beside the number that passes its bound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from checks.catalogue.vocabulary import concepts, partitions
from checks.catalogue.vocabulary import table as table_words
from checks.finding import Finding
from checks.material import Narrative
from checks.numbers.facts import FactTable
from checks.relations.system import System

_RULES = frozenset({"three-public.within-budget"})
"""Rules whose findings ask for a reason."""

_WHOLE = "三公经费"
"""What a row called 合计 is the total of in the tables of these rules."""

_MORE = re.compile(r"增加|增长|上升|超过|超出|超支|大于|高于|多于|追加|调增")
_REASON = re.compile(r"原因|主要是|主要系|由于|因为|系|因")


def unexplained(
    found: Iterable[tuple[int, Finding]], system: System, narratives: Sequence[Narrative]
) -> list[tuple[int, Finding]]:
    """The findings of ``found`` without those that only ask for a reason which some paragraph gives."""
    return [
        (row, finding)
        for row, finding in found
        if finding.rule not in _RULES or not _explained(system, row, narratives)
    ]


def _explained(system: System, row: int, narratives: Sequence[Narrative]) -> bool:
    subject = _subject(system.table, system.relation(row).facts[0])
    return any(
        subject.search(w.text) and _MORE.search(w.text) and _REASON.search(w.text)
        for narrative in narratives
        for w in narrative.wordings
    )


def _subject(table: FactTable, fact: int) -> re.Pattern[str]:
    """What a text calls the item of a cell."""
    return _pattern(table[fact].row)


@lru_cache(maxsize=64)
def _pattern(label: str) -> re.Pattern[str]:
    """How a text names an item and its parts: what explains a part's excess explains that of the whole."""
    named = {name for name, pattern in concepts() if name == label or re.fullmatch(pattern, label)}
    named |= {_WHOLE} if label in table_words("totals") else set()
    for partition in partitions():
        named |= partition.parts if named & set(partition.wholes) else set()
    return re.compile("|".join([re.escape(label), *(said for name, said in concepts() if name in named)]))
