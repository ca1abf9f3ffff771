"""A mistake that two files of one disclosure share is one finding: listed where it is to be mended, counted for the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.catalogue import plain
from checks.finding import Evidence, Finding
from checks.rules.sets.material import Link, Tie


@dataclass(frozen=True, slots=True)
class Once:
    """The findings that are kept, by their number, and how many of a document's stand elsewhere already.

    A finding that two files share has the places of both.
    """

    kept: Mapping[int, Finding]
    elsewhere: Mapping[int, int]


def once(findings: Sequence[Finding], links: Iterable[Link]) -> Once:
    """Put what the files of a disclosure have in common at the first of them."""
    kept = dict(enumerate(findings))
    elsewhere: Counter[int] = Counter()
    for link in links:
        if link.tie in {Tie.COPY, Tie.SOURCE}:
            own = frozenset(link.subject.documents)
            other = frozenset(d for each in link.others for d in each.documents)
            said: dict[Key, list[int]] = defaultdict(list)
            for i in kept:
                if _stands_in(findings[i], own):
                    said[_key(findings[i])].append(i)
            for i in [i for i in kept if _stands_in(findings[i], other)]:
                if first := said.get(_key(findings[i])):
                    head, twin = first.pop(0), kept.pop(i)
                    kept[head] = replace(kept[head], evidence=(*kept[head].evidence, *twin.evidence))
                    elsewhere[twin.evidence[0].document] += 1
    return Once(kept, elsewhere)


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


Key = tuple[str, str, str, tuple[tuple[str, str, str, str], ...]]
"""What two findings of one mistake have in common: the rule, what is stated and expected, the numbers."""


def _key(finding: Finding) -> Key:
    if finding.stated is None and finding.rule.startswith("disclosure"):
        return finding.rule, plain(finding.message), "", ()
    tokens = tuple(map(_token, finding.evidence))
    return finding.rule, finding.stated or "", finding.expected or "", tokens


def _token(evidence: Evidence) -> tuple[str, str, str, str]:
    if evidence.statement is not None:
        return plain(evidence.text), plain(evidence.row or ""), plain(evidence.column or ""), ""
    return plain(evidence.text), "", "", plain(evidence.quote)
