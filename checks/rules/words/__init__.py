"""What is checked in the words themselves: years, names, units, remains of a template, lists."""

from __future__ import annotations

from collections.abc import Sequence

from checks.rules.words import economic, items, lists, names, slips, templates, units, years
from checks.rules.words.wording import Setting, WordFinding, Wording

_MODULES = (templates, units, years, names, items, economic, lists, slips)


def check_words(texts: Sequence[Wording], setting: Setting) -> list[WordFinding]:
    """Everything that the words of one document say wrongly, in reading order of each rule."""
    return [found for module in _MODULES for rule in module.RULES for found in rule(texts, setting)]
