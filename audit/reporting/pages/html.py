"""``report.html``: one self-contained page to read, filter, print and send on; it loads nothing.

The page is a Jinja2 template beside this module. Autoescape is on, so that text from a document can be
nothing but text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from jinja2 import Template

from audit.reporting.culprit import Figures, believed, figures
from audit.reporting.pages.templates import environment
from audit.reporting.plain import clean, shortened
from audit.reporting.view import Entry, View, by_category, by_disclosure, part_of, picture_of, statements_of
from checks.finding import Category, Evidence, Severity
from checks.report import Report

MOST_FINDINGS = 5_000
MOST_GAPS = 2_000
_LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """One number of a finding, with the sentence around it cut at the number."""

    document: str
    whereabouts: str
    text: str
    before: str
    after: str
    blamed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as the page shows it."""

    entry: Entry
    pieces: tuple[Piece, ...]
    probable: str
    alternatives: tuple[str, ...]
    amounts: Figures


@dataclass(frozen=True, slots=True)
class Number:
    """A recognised number as the page shows it; ``picture`` is the address of a picture that it carries itself."""

    document: str
    place: str
    table: str
    row: str
    column: str
    recognised: str
    counts_as: str
    others: str
    because: str
    picture: str


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment(Path(__file__).parent).get_template("report.html")


def render(report: Report, generated_at: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The page, UTF-8. ``pictures`` are PNG files by :func:`audit.reporting.view.picture_of` the recognised numbers."""
    view = View(report)
    coverage = report.coverage
    gaps = [
        (kind, view.documents[gap.document], view.place(gap.place), gap.text, view.words.reason(gap.why))
        for kind, found in (
            ("unread", coverage.unread),
            ("unchecked", coverage.unchecked),
            ("undetectable", coverage.undetectable),
        )
        for gap in found
    ]
    page = _template().render(
        report=report,
        words=view.words,
        verdict=view.verdict(),
        generated_at=generated_at,
        documents=[
            (view.documents[index], document, len(statements_of(report, index)))
            for index, document in enumerate(report.documents)
        ],
        tables=[
            (view.documents[each.document], each, part_of(each.checked, each.cells))
            for each in report.statements
        ],
        categories=[
            (category, [counts[severity] for severity in Severity])
            for category, counts in by_category(report.findings).items()
            if counts
        ],
        severities=list(Severity),
        present=[category for category in Category if any(f.category is category for f in report.findings)],
        share=part_of(coverage.checked, coverage.numbers),
        cards=[_card(view, entry) for entry in view.entries[:MOST_FINDINGS]],
        more_findings=max(0, len(view.entries) - MOST_FINDINGS),
        checklist=[
            (
                view.words("list.separator").join(view.documents[d] for d in documents),
                view.completeness(entries),
                [(e, view.place(e.place.place) if e.place else "") for e in entries],
            )
            for documents, entries in by_disclosure(report).items()
        ],
        recognition=list(islice(_numbers(view, pictures or {}), MOST_GAPS)),
        more_recognition=max(0, len(report.recognition) - MOST_GAPS),
        gaps=gaps[:MOST_GAPS],
        more_gaps=max(0, len(gaps) - MOST_GAPS),
        rules=sorted(report.rules, key=lambda rule: (not rule.violated, rule.id)),
    )
    return page.encode("utf-8", "replace")


def _numbers(view: View, pictures: Mapping[str, bytes]) -> Iterator[Number]:
    """The numbers to be compared with the original."""
    for number, seen in enumerate(view.report.recognition):
        picture = pictures.get(picture_of(number))
        yield Number(
            view.documents[seen.document],
            view.place(seen.place),
            view.tables.get(seen.statement or "", ""),
            seen.row or "",
            seen.column or "",
            seen.read or seen.text,
            seen.text,
            view.words("list.comma").join(seen.others),
            view.because(seen),
            f"data:image/png;base64,{b64encode(picture).decode()}" if picture else "",
        )


def _card(view: View, entry: Entry) -> Card:
    finding = entry.finding
    diagnosis = believed(finding)
    blame = diagnosis.blame if diagnosis else None
    return Card(
        entry,
        tuple(piece(view, each, number == blame) for number, each in enumerate(finding.evidence)),
        view.probable(finding),
        view.alternatives(finding),
        figures(finding),
    )


def piece(view: View, evidence: Evidence, blamed: bool) -> Piece:
    """A number of a finding with the sentence around it."""
    quote, text = shortened(evidence.quote, _LONGEST_QUOTE), clean(evidence.text)
    before, found, after = quote.partition(text) if text else (quote, "", "")
    return Piece(
        view.documents[evidence.document],
        view.whereabouts(evidence),
        text,
        before if found else "",
        after if found else (quote if quote != text else ""),
        blamed,
    )
