"""What a bureau expects against what was handed in: who is there, who is missing, who was not asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from audit.recognition import Recognised
from audit.settings.model import ExpectedDocument
from audit.submission.names import UNIT, Name, same_names

_KIND = {
    "zh": {"final_accounts": "决算", "budget": "预算", "performance_report": "绩效自评", "other": "其他文件"},
    "en": {
        "final_accounts": "final accounts",
        "budget": "budget",
        "performance_report": "self-evaluation",
        "other": "other",
    },
}


@dataclass(frozen=True, slots=True)
class Presence:
    """The expected disclosures, those that no document is, and the documents that none of them is."""

    expected: tuple[ExpectedDocument, ...] = ()
    missing: tuple[ExpectedDocument, ...] = ()
    unexpected: tuple[str, ...] = ()

    def notes(self, lang: str) -> tuple[str, ...]:
        """What is missing and what was not expected, in sentences; none where nothing was expected."""
        if not self.expected:
            return ()
        there = len(self.expected) - len(self.missing)
        missing = [described(each, lang) for each in self.missing]
        if lang == "zh":
            notes = [f"应报 {len(self.expected)} 份，已有 {there} 份。"]
            notes += [f"应报而未见：{'、'.join(missing)}。"] if missing else []
            return (*notes, *([f"不在应报之列：{'、'.join(self.unexpected)}。"] if self.unexpected else []))
        notes = [f"{len(self.expected)} disclosures expected, {there} present."]
        notes += [f"Missing: {', '.join(missing)}."] if missing else []
        return (*notes, *([f"Not expected: {', '.join(self.unexpected)}."] if self.unexpected else []))


def presence(expected: Sequence[ExpectedDocument], recognised: Sequence[Recognised]) -> Presence:
    """Hold the documents of a submission against the list of what is expected."""
    if not expected:
        return Presence()
    own = [r.identity.unit or r.identity.department for r in recognised]
    names = same_names([*(e.unit or e.department for e in expected), *(name for name in own if name)])
    wanted = [_Key(names[e.unit or e.department], e.year, e.kind, e.unit is not None) for e in expected]
    handed_in = [
        _Key(names[name], r.identity.year, r.identity.kind, r.identity.level == UNIT) if name else None
        for r, name in zip(recognised, own, strict=True)
    ]
    asked, there = set(wanted), set(handed_in)
    return Presence(
        tuple(expected),
        tuple(e for e, key in zip(expected, wanted, strict=True) if key not in there),
        tuple(
            Path(r.document.path).name
            for r, key in zip(recognised, handed_in, strict=True)
            if key not in asked
        ),
    )


class _Key(NamedTuple):
    """By what a disclosure is known."""

    name: Name
    year: int | None
    kind: str
    unit: bool


def described(expected: ExpectedDocument, lang: str) -> str:
    """Who, which year and what: 某区某局2024年决算."""
    kind = _KIND[lang][expected.kind]
    who = expected.unit or expected.department
    return f"{who}{expected.year}年{kind}" if lang == "zh" else f"{who} {expected.year} {kind}"
