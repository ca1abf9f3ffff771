"""Remains of a template: placeholders, both alternatives, instructions, reasons left empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.catalogue.vocabulary import template
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_UP, _DOWN, _FLAT = template("rises"), template("falls"), template("flats")
_VERB = rf"(?:{_UP}|{_DOWN})"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "words.alternatives",
        re.compile(
            rf"(?:{_UP})（(?:或)?(?:{_DOWN})）|(?:{_DOWN})（(?:或)?(?:{_UP})）|大小于|(?<!增)减增加|(?<!净)增减少"
            rf"|{_VERB}（?(?:或|/)?(?:{_FLAT})）?(?=[，。；])|(?:增长|增加)(?:下降|减少)(?=[\d，。])|(?:下降|减少)(?:增长|增加)(?=[\d，。])"
        ),
    ),
    ("words.alternative-names", re.compile(template("alternative_names"))),
    ("words.placeholder", re.compile(template("placeholder"))),
    ("words.rate-dash", re.compile(template("rate_dash"))),
    ("words.instruction-left", re.compile(template("instruction"))),
    ("words.instruction-phrase", re.compile(template("instruction_phrase"))),
    ("words.reason-empty", re.compile(template("reason_empty"))),
    ("words.doubled-punctuation", re.compile(template("doubled_punctuation"))),
)
_SEVERAL = frozenset({"words.instruction-left", "words.alternatives"})
"""Of these every one in a paragraph is reported, of the others the first."""


def templates(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """Every remain of a template, once a paragraph and kind."""
    for wording in texts:
        for rule, pattern in _PATTERNS:
            for match in pattern.finditer(wording.text):
                yield at(rule, wording, match.start(), match.end())
                if rule not in _SEVERAL:
                    break


RULES: tuple[WordRule, ...] = (templates,)
