"""Paragraphs as the word rules read them: compact text, with the place of every printed line in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from audit.document import Paragraph
from audit.recognition.prose.language.passages import Passage, passages
from checks.rules.words.wording import Wording


def wordings(paragraphs: Sequence[Paragraph]) -> tuple[Wording, ...]:
    """The paragraphs in order, those cut by a page break joined, spaces gone."""
    return tuple(_wording(passage) for passage in passages(paragraphs))


def _wording(passage: Passage) -> Wording:
    starts, places = [], []
    for offset, paragraph in zip(passage.starts, passage.paragraphs, strict=True):
        for line in paragraph.lines:
            starts.append(bisect_left(passage.offsets, offset))
            places.append(line.place)
            offset += len(line.text)  # noqa: PLW2901
    source = passage.source
    whole = len(passage.offsets) == len(source)
    printed = source if whole else "".join([source[offset] for offset in passage.offsets])
    return Wording(
        passage.text, tuple(starts), tuple(places), passage.level, "" if printed == passage.text else printed
    )
