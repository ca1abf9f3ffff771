"""A scan beside the file that was printed: what was read of its numbers, and whether the two reports say the same."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.document import Document, Grid
from audit.pipeline import Examination, Options, examine, report_on
from audit.reading import documents
from checks.finding import Finding, Severity
from checks.pack import built_in
from checks.report import Verdict

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
Key = tuple[str, str]
"""A rule, and the number that its finding is about."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as it was read and checked; ``seconds`` are those of reading."""

    read: Document
    examination: Examination
    verdict: Verdict
    seconds: float

    @property
    def settled(self) -> Document:
        """The document with its misreadings put right."""
        return self.examination.recognised[0].document

    @property
    def loud(self) -> dict[Key, Finding]:
        """The errors and warnings."""
        found = (f for f in self.examination.checked.findings if f.severity is not Severity.INFO)
        return {(f.rule, f.evidence[0].text.replace(",", "") if f.evidence else ""): f for f in found}

    @property
    def asked(self) -> int:
        """How many findings ask for the original."""
        return sum(map(asks, self.examination.checked.findings))


def seen(path: Path) -> Seen:
    """A file, read and checked."""
    start = time.process_time()
    (read,) = documents([path])
    taken = time.process_time() - start
    examination = examine([read], built_in(), Options())
    return Seen(read, examination, report_on(examination, built_in(), Options()).summary.verdict, taken)


def asks(finding: Finding) -> bool:
    """Whether a finding asks for the original."""
    return "请核对原件" in finding.message


def numbers(document: Document) -> Counter[tuple[int | None, str]]:
    """The numbers that a document says with their signs, by page, separators left out."""
    found: Counter[tuple[int | None, str]] = Counter()
    for block in document.blocks:
        places = block.cells if isinstance(block, Grid) else block.lines
        for each in places:
            found.update((each.place.page, n.replace(",", "")) for n in _NUMBER.findall(each.text))
    return found


def differences(printed: Seen, scan: Seen) -> Iterator[str]:
    """What a scan says otherwise than the file that was printed, line by line."""
    for key in scan.loud.keys() ^ printed.loud.keys():
        kind, own = ("false", scan) if key in scan.loud else ("lost", printed)
        yield f"{kind} {key[0]}: {own.loud[key].message}"
    yield from (f"asked {f.rule}: {f.message}" for f in scan.examination.checked.findings if asks(f))
    truth, read = numbers(printed.read), numbers(scan.settled)
    for page, text in sorted((truth - read).elements(), key=str):
        yield f"not read: {text} on page {page}"


@dataclass
class Row:
    """What the scans of one kind came to: counts of documents, pages, numbers and findings, and seconds of reading.

    ``false`` are errors and warnings that the file itself does not give, ``lost`` those that only the file gives;
    ``alike`` counts the documents with the verdict of the file and all of its errors.
    """

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, printed: Seen, scan: Seen) -> None:
        """Hold a scan against the file that was printed."""
        truth = numbers(printed.read)
        before, after = (truth & numbers(each) for each in (scan.read, scan.settled))
        false, lost = scan.loud.keys() - printed.loud.keys(), printed.loud.keys() - scan.loud.keys()
        self.seconds += scan.seconds
        self.counts.update(
            documents=1,
            pages=scan.read.pages or 1,
            numbers=truth.total(),
            before=before.total(),
            after=after.total(),
            false=len(false),
            lost=len(lost),
            asked=scan.asked,
            alike=printed.verdict is scan.verdict and not false and not lost,
        )

    def line(self) -> str:
        """The row as it is printed."""
        n = self.counts
        shares = "".join(f"{100 * n[key] / max(n['numbers'], 1):9.2f}" for key in ("before", "after"))
        rest = "".join(f"{n[key]:7}" for key in ("false", "lost", "asked", "alike"))
        return (
            f"{n['documents']:5}{n['pages']:7}{n['numbers']:9}{shares}{rest}"
            f"{self.seconds / max(n['pages'], 1):9.1f}"
        )


HEAD = (
    f"{'':36}{'docs':>5}{'pages':>7}{'numbers':>9}{'before %':>9}{'after %':>9}"
    f"{'false':>7}{'lost':>7}{'asked':>7}{'alike':>7}{'s/page':>9}"
)
"""The heads of :meth:`Row.line`, a name of up to 36 characters before it."""


def outcome(scan: Iterable[Finding], known: set[object], wrong: str, page: int | None) -> str:
    """``found``, ``asked`` or ``missed``: what became of an error whose wrong number is printed on a page.

    ``known`` are findings that a document without it has too, by rule and number; no page is any page.
    """
    found = about(scan, known, wrong, page)
    if any(f.severity is not Severity.INFO for f in found):
        return "found"
    return "asked" if any(map(asks, found)) else "missed"


def about(scan: Iterable[Finding], known: set[object], wrong: str, page: int | None) -> list[Finding]:
    """The findings that name a number on a page (any page where none is given) and are not known."""
    return [
        f
        for f in scan
        if (f.rule, f.evidence[0].text.replace(",", "") if f.evidence else "") not in known
        and any(
            page in {None, e.place.page} and e.text.replace(",", "") == wrong.replace(",", "")
            for e in f.evidence
        )
    ]
