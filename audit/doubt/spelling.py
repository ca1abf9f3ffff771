"""Slips of one character in words that were recognised on a picture: the recogniser's or the writer's, nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.document import Document
from audit.doubt.boxes import overlap
from checks.finding import Finding, Place, Severity

_SPELT = frozenset(
    {
        "schema.name-slip",
        "schema.code-name",
        "words.official-name",
        "words.item-name",
        "words.department-spelling",
        "words.unit-missing",
        "words.number-missing",
        "words.year-digits",
    }
)
"""The rules that a single character breaks."""

_WORDS = {
    "zh": "（是从图片识别的文字，可能是识别有误，请核对原件。）",
    "en": " (The words were recognised on a picture, perhaps wrongly: please compare the original.)",
}


def left_open(findings: Iterable[Finding], documents: Sequence[Document], lang: str) -> tuple[Finding, ...]:
    """The findings, those over the spelling of what a picture shows as information."""
    return tuple(
        replace(finding, severity=Severity.INFO, message=finding.message + _WORDS[lang])
        if finding.rule in _SPELT
        and finding.severity is not Severity.INFO
        and any(_is_recognised(e.place, documents[e.document]) for e in finding.evidence)
        else finding
        for finding in findings
    )


def _is_recognised(place: Place, document: Document) -> bool:
    """Whether what stands at a place was recognised: on a whole page, or on a picture of a part of it."""
    return any(
        place.sheet == picture.sheet and (picture.bbox is None or overlap(place.bbox, picture.bbox, 0, 1))
        for picture in document.pictures
    )
