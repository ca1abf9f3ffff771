"""A mistake that two files of one disclosure share is one finding: listed where it is to be mended, counted for the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.catalogue import plain
from checks.finding import Evidence, Finding
from checks.rules.sets.material import Link, Tie


@dataclass(frozen=True, slots=True)
class Once:
    """Which of some findings are kept, by their number, and how many of a document's stand elsewhere already."""

    kept: tuple[int, ...]
    elsewhere: Mapping[int, int]


def once(findings: Sequence[Finding], links: Iterable[Link]) -> Once:
    """Leave out of the other files of a disclosure what its first file has as well."""
    dropped: set[int] = set()
    elsewhere: Counter[int] = Counter()
    for link in links:
        if link.tie in {Tie.COPY, Tie.SOURCE}:
            own, other = frozenset(link.subject.documents), frozenset(link.others[0].documents)
            said = Counter(_key(f) for f in findings if _stands_in(f, own))
            for i, finding in enumerate(findings):
                if i not in dropped and _stands_in(finding, other) and said[key := _key(finding)]:
                    said[key] -= 1
                    dropped.add(i)
                    elsewhere[finding.evidence[0].document] += 1
    return Once(tuple(i for i in range(len(findings)) if i not in dropped), elsewhere)


def without(findings: Iterable[Finding], ids: frozenset[str]) -> tuple[Finding, ...]:
    """The findings, none of which says any more that it explains one of ``ids``."""
    return tuple(
        replace(
            f, diagnosis=replace(f.diagnosis, explains=tuple(i for i in f.diagnosis.explains if i not in ids))
        )
        if f.diagnosis and not ids.isdisjoint(f.diagnosis.explains)
        else f
        for f in findings
    )


def _stands_in(finding: Finding, documents: frozenset[int]) -> bool:
    return all(e.document in documents for e in finding.evidence)


def _key(finding: Finding) -> tuple[object, ...]:
    if finding.stated is None and finding.rule.startswith("disclosure"):
        return finding.rule, plain(finding.message)
    return finding.rule, finding.stated, finding.expected, tuple(map(_token, finding.evidence))


def _token(evidence: Evidence) -> tuple[str, str, str, str]:
    if evidence.statement is not None:
        return plain(evidence.text), plain(evidence.row or ""), plain(evidence.column or ""), ""
    return plain(evidence.text), "", "", plain(evidence.quote)
