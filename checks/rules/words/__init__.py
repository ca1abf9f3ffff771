"""Paragraphs enter, what is wrong in the words leaves: years, names, units, remains of a template, lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from checks.rules.words import denials, editions, lists, names, owners, slips, templates, units, years
from checks.rules.words.items import economic, explained, levels, miswritten, reasons, turned
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule
from checks.walls import Walls

_MODULES = (
    templates,
    units,
    years,
    editions,
    names,
    owners,
    denials,
    miswritten,
    turned,
    explained,
    levels,
    reasons,
    economic,
    lists,
    slips,
)


def check_words(
    texts: Sequence[Wording], setting: Setting, walls: Walls | None = None, document: int | None = None
) -> list[WordFinding]:
    """Everything that the words of one document say wrongly, in reading order of each rule.

    With ``walls`` a rule that fails inside is kept there, and the others go on.
    """
    found: list[WordFinding] = []
    for module in _MODULES:
        for rule in module.RULES:
            piece = partial(_all, rule, texts, setting)
            name = f"words.{rule.__name__.replace('_', '-')}"
            found += piece() if walls is None else walls.guarded(name, piece, [], document)
    return found


def _all(rule: WordRule, texts: Sequence[Wording], setting: Setting) -> list[WordFinding]:
    return list(rule(texts, setting))
