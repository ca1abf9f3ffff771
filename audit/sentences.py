"""What is said in Chinese and in English: pairs of sentences by key, and the one that a reader takes."""

from __future__ import annotations

from collections.abc import Mapping

Sentences = Mapping[str, tuple[str, str]]
"""A sentence in Chinese and in English by its key, with places to be filled in."""


def say(sentences: Sentences, key: str, lang: str, **values: object) -> str:
    """The sentence of a key, in English for ``en`` and else in Chinese, its places filled in. ``KeyError`` without it."""
    return sentences[key][lang == "en"].format(**values)
