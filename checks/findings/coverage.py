"""Coverage as a result: what was read, recognised and checked, by how much, and what could change unnoticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from checks.finding import Gap
from checks.material import Checked, Material
from checks.relations.vouching import Vouched, vouched
from checks.report import Coverage, DocumentCoverage

_WHY = {
    "zh": {
        "table": "没有勾稽关系涉及该数",
        "unknown": "表未被识别，也没有可核对的结构",
        "bounds": "只有“不超过”一类的关系涉及该数",
        "rounding": "涉及该数的关系舍入范围较大，倒数第二位差 1 也看不出",
    },
    "en": {
        "table": "no relation speaks of it",
        "unknown": "the table is not recognised and has no structure to foot",
        "bounds": "only inequalities speak of it",
        "rounding": "rounding leaves room: its last digit but one could be one off",
    },
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of each fact, as flags in the order of the facts."""

    checked: np.ndarray[tuple[int], np.dtype[np.bool_]]
    bound: np.ndarray[tuple[int], np.dtype[np.bool_]]
    open: np.ndarray[tuple[int], np.dtype[np.bool_]]
    """Touched by a relation of the system, and yet free to change."""
    vouched: Vouched


def coverage(material: Material, checked: Checked, lang: str) -> Coverage:
    """The coverage of a submission, as a whole and document by document."""
    known = _known(material, checked)
    gaps = _gaps(material)
    unread = tuple(gap for each in gaps for gap in each)
    return Coverage(
        numbers=len(material.facts) + len(unread),
        read=len(material.facts),
        bound=int(known.bound.sum()),
        checked=int(known.checked.sum()),
        unread=unread,
        unchecked=_unchecked(material, checked, known, lang),
        undetectable=_undetectable(material, known, lang),
        by_document=_by_document(material, known, [len(each) for each in gaps]),
    )


def _gaps(material: Material) -> list[list[Gap]]:
    """For each document the numbers that could not be read, those of its tables first."""
    gaps: list[list[Gap]] = [[] for _ in material.documents]
    for gap in material.unread:
        gaps[gap.document].append(gap)
    for narrative in material.narratives:
        gaps[narrative.document] += narrative.setting.claims.gaps
    return gaps


def _known(material: Material, checked: Checked) -> _Known:
    official = {s.id for s in material.statements if s.code is not None}
    named = np.array([f.statement is None or f.statement in official for f in material.facts], bool)
    found = vouched(checked.system)
    touched = checked.touched > 0
    return _Known(touched, touched | named, (checked.system.touched() > 0) & ~found.detectable, found)


def _unchecked(material: Material, checked: Checked, known: _Known, lang: str) -> tuple[Gap, ...]:
    official = {s.id for s in material.statements if s.code is not None}
    gaps = []
    for index in np.flatnonzero(~known.checked).tolist():
        fact = material.facts[index]
        why = _WHY[lang]["table" if fact.statement in official else "unknown"]
        gaps.append(Gap(fact.document, fact.printed.text, checked.reasons.get(index, why), fact.place))
    return tuple(gaps)


def _undetectable(material: Material, known: _Known, lang: str) -> tuple[Gap, ...]:
    gaps = []
    for index in np.flatnonzero(known.open).tolist():
        fact = material.facts[index]
        why = _WHY[lang]["rounding" if known.vouched.relations[index] else "bounds"]
        gaps.append(Gap(fact.document, fact.printed.text, why, fact.place))
    return tuple(gaps)


def _by_document(material: Material, known: _Known, unread: Sequence[int]) -> tuple[DocumentCoverage, ...]:
    home = np.array([f.document for f in material.facts], np.int64)
    counts = known.vouched.relations
    found = []
    for document, missing in enumerate(unread):
        own = home == document
        found.append(
            DocumentCoverage(
                document=document,
                numbers=int(own.sum()) + missing,
                read=int(own.sum()),
                bound=int((own & known.bound).sum()),
                checked=int((own & known.checked).sum()),
                undetectable=int((own & known.open).sum()),
                relations=(
                    int((own & (counts == 1)).sum()),
                    int((own & (counts == 2)).sum()),
                    int((own & (counts > 2)).sum()),
                ),
            )
        )
    return tuple(found)
