"""Two editions of a disclosure side by side: each is audited for itself, then number held against number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from audit.comparison.sentences import NumberSaid, Said, changed, sentences
from audit.document import Document
from audit.pipeline import Examination, Options, examine, report_on
from checks.catalogue import plain
from checks.finding import Evidence, Finding
from checks.numbers.amount import Printed
from checks.numbers.facts import FactTable, Statement
from checks.report import Report
from checks.rules.rule import RulePack
from checks.rules.sets.material import Volume
from checks.rules.sets.pairing import Pairing, Row, paired

_BEFORE = 8
"""So many characters before a number tell its sentence from others."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was; empty where one edition has nothing there.

    ``place`` is what a reader calls it; ``mended`` and ``new`` are ids of findings that went and came with it.
    """

    place: str
    old: str
    new: str
    where: Evidence | None = None
    mended: tuple[str, ...] = ()
    new_findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed, and the reports of both editions."""

    old: Report
    new: Report
    numbers: tuple[Change, ...]
    words: tuple[Change, ...]
    rows: tuple[Change, ...]
    mended: tuple[Finding, ...]
    came: tuple[Finding, ...]
    still: tuple[Finding, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changed at all."""
        return not (self.numbers or self.words or self.rows)


def compare(old: Sequence[Document], new: Sequence[Document], pack: RulePack, options: Options) -> Comparison:
    """What changed from one edition to the next. Findings are one where rule and place are."""
    then = examine(old, pack, options)
    now = examine(new, pack, replace(options, known_as=_renamed(old, new)))
    before, after = report_on(then, pack, options), report_on(now, pack, options)
    known, here = {f.id: f for f in before.findings}, {f.id: f for f in after.findings}
    mended = tuple(f for f in before.findings if f.id not in here)
    came = tuple(f for f in after.findings if f.id not in known)
    table = FactTable([*then.material.facts, *now.material.facts])
    pairing = paired(_volume(now, len(then.material.facts)), _volume(then, 0), table)
    said, words = changed(_sentences(then), _sentences(now))
    effects = _Effects(mended, came)
    return Comparison(
        before,
        after,
        (*_cells(pairing, table, effects), *_in_sentences(said, effects)),
        tuple(_sentence(each, effects) for each in words),
        tuple(_rows(pairing, table)),
        mended,
        came,
        tuple(f for f in after.findings if f.id in known),
    )


def _renamed(old: Sequence[Document], new: Sequence[Document]) -> dict[str, str]:
    """The earlier name of each document: the only one of either edition, whatever it is called now."""
    if len(old) != 1 or len(new) != 1:
        return {}
    return {Path(new[0].path).name: Path(old[0].path).name}


def _volume(edition: Examination, first: int) -> Volume:
    """The tables of an edition as one disclosure, its facts numbered from ``first`` on."""
    material = edition.material

    def moved(statement: Statement) -> Statement:
        cells = np.where(statement.cells >= 0, statement.cells + first, statement.cells)
        return replace(statement, id=f"{first}-{statement.id}", cells=cells)

    kinds = [r.identity.kind for r in edition.recognised]
    years = [r.identity.year for r in edition.recognised if r.identity.year]
    return Volume(
        kinds[0] if kinds else "", years[0] if years else None, tuple(map(moved, material.statements))
    )


def _sentences(edition: Examination) -> list[str]:
    return sentences(p.text for r in edition.recognised for p in r.prose)


class _Effects:
    """Which findings speak of a number, among those that went and those that came."""

    def __init__(self, mended: Sequence[Finding], came: Sequence[Finding]) -> None:
        self._mended, self._came = mended, came

    def of(self, change: Change, old: str, new: str, cell: Evidence | None) -> Change:
        """The change with the findings that went with what stood there and came with what stands there now."""
        return replace(
            change,
            mended=tuple(_speaking(self._mended, old, change.old, cell)),
            new_findings=tuple(_speaking(self._came, new, change.new, cell)),
        )


def _speaking(findings: Iterable[Finding], token: str, sentence: str, cell: Evidence | None) -> Iterator[str]:
    """The ids of findings with a number in that cell, or with that token in that sentence."""
    for finding in findings:
        for evidence in finding.evidence:
            if cell is not None:
                same = (evidence.row, evidence.column) == (cell.row, cell.column)
                hit = evidence.statement is not None and same and plain(evidence.text) == plain(token)
            else:
                known = evidence.statement is None and (not token or plain(evidence.text) == plain(token))
                hit = known and bool(sentence) and _context(evidence) in plain(sentence)
            if hit:
                yield finding.id
                break


def _context(evidence: Evidence) -> str:
    """What a finding quotes, with a few characters before it: enough to know the sentence by."""
    quote, text = plain(evidence.quote), plain(evidence.text)
    at = quote.find(text)
    return quote[max(0, at - _BEFORE) : at + len(text)] if at >= 0 else quote


def _cells(pairing: Pairing, table: FactTable, effects: _Effects) -> Iterator[Change]:
    for mine, theirs in pairing.numbers:
        now, then = table[mine], table[theirs]
        if _differ(now.printed, then.printed):
            change = Change(f"{now.row} / {now.column}", then.printed.text, now.printed.text, now.evidence())
            yield effects.of(change, then.printed.text, now.printed.text, now.evidence())
    for fact, _ in pairing.cells_only_here:
        now = table[fact]
        yield Change(f"{now.row} / {now.column}", "", now.printed.text, now.evidence())
    for fact, _ in pairing.cells_only_there:
        then = table[fact]
        yield Change(f"{then.row} / {then.column}", then.printed.text, "", then.evidence())


def _differ(one: Printed, other: Printed) -> bool:
    alike = one.unit.factor == other.unit.factor and one.decimals == other.decimals
    return abs(one.value - other.value) > (0 if alike else one.half + other.half)


def _in_sentences(said: Iterable[NumberSaid], effects: _Effects) -> Iterator[Change]:
    for each in said:
        change = effects.of(Change("", each.before, each.after), each.old, each.new, None)
        yield replace(change, place=each.after, old=each.old, new=each.new)


def _sentence(said: Said, effects: _Effects) -> Change:
    return effects.of(Change("", said.old, said.new), "", "", None)


def _rows(pairing: Pairing, table: FactTable) -> Iterator[Change]:
    """Rows and tables that came or went, and rows that go by another name."""
    for rows, here in ((pairing.rows_only_here, True), (pairing.rows_only_there, False)):
        for row in rows:
            said = _row(row, table)
            yield Change(row.statement.name, "" if here else said, said if here else "")
    for mine, theirs in pairing.renamed:
        yield Change(mine.statement.name, theirs.label, mine.label)
    yield from (Change(name, "", name) for name in pairing.only_here)
    yield from (Change(name, name, "") for name in pairing.only_there)


def _row(row: Row, table: FactTable) -> str:
    return f"{row.label}：{'、'.join(table[f].printed.text for f in row.facts)}"
