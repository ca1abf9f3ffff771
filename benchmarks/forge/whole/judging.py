"""What the program makes of a forged document: numbers read, claims bound, numbers checked, alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from audit.pipeline import Examination, Options, examine, report_on
from audit.reading import documents
from benchmarks.forge.blocks import Block, Passage
from benchmarks.forge.meaning import Figure, Said
from benchmarks.forge.printing import sheets_of
from benchmarks.forge.sheet import is_amount
from benchmarks.forge.whole.history import ACTUAL
from checks.finding import Finding, Severity
from checks.numbers.claims import Claim, Measure
from checks.numbers.facts import Fact
from checks.pack import built_in
from checks.report import Report


@dataclass(frozen=True, slots=True)
class Audited:
    """A document as the program saw it."""

    examination: Examination
    report: Report

    @property
    def alarms(self) -> list[Finding]:
        """The errors and warnings."""
        return [f for f in self.report.findings if f.severity is not Severity.INFO]


def audited(paths: Sequence[Path]) -> Audited:
    """The program's view of some files."""
    pack, options = built_in(), Options()
    examination = examine(documents(paths), pack, options)
    return Audited(examination, report_on(examination, pack, options))


@dataclass(frozen=True, slots=True)
class Judged:
    """Counts of one place (tables, or one wording), and what went wrong there."""

    counts: Counter[str]
    wrong: tuple[str, ...] = field(default=())


def plain(text: str) -> str:
    """A number as printed, without what separates thousands."""
    return text.replace(",", "").strip()


def judged(blocks: Sequence[Block], seen: Audited, *, dashes: bool = False) -> dict[str, Judged]:
    """How a right document was read and checked: its tables, and each of its wordings.

    ``dashes`` says that the file prints a dash for an amount of nothing.
    """
    return {"tables": _tables(blocks, seen, dashes=dashes), **_prose(blocks, seen)}


def _tables(blocks: Sequence[Block], seen: Audited, *, dashes: bool) -> Judged:
    printed = Counter(
        plain(text)
        for sheet in sheets_of(blocks)
        for row in sheet.rows
        for text in row
        if is_amount(text) and not (dashes and not text.strip("0.,"))
    )
    read: Counter[str] = Counter()
    checked = 0
    for info in seen.report.statements:
        for cell in info.table:
            if cell.fact is not None:
                read[plain(cell.text)] += 1
                checked += bool(seen.examination.checked.touched[cell.fact] > 0)
    lost = printed - read
    counts = Counter(
        numbers=printed.total(), read=printed.total() - lost.total(), checked=min(checked, printed.total())
    )
    return Judged(counts, tuple(f"lost {text}" for text in sorted(lost)))


def _prose(blocks: Sequence[Block], seen: Audited) -> dict[str, Judged]:
    facts = seen.examination.material.facts
    said = [(b.wording, b.text, each) for b in blocks if isinstance(b, Passage) for each in b.said]
    claims = [c for r in seen.examination.recognised for c in r.claims.claims]
    pairs = _paired([plain(s.text) for _, _, s in said], [plain(facts[c.fact].printed.text) for c in claims])
    counts: dict[str, Counter[str]] = {}
    wrong: dict[str, list[str]] = {}
    for n, (wording, text, each) in enumerate(said):
        row = counts.setdefault(wording, Counter())
        claim = claims[pairs[n]] if n in pairs else None
        row["numbers"] += 1
        row["witnessed"] += each.kind != "count"
        if claim is None:
            wrong.setdefault(wording, []).append(f"lost {each.text} | {text}")
            continue
        row["read"] += 1
        touched = bool(seen.examination.checked.touched[claim.fact] > 0)
        row["checked"] += touched and each.kind != "count"
        if why := "; ".join(misbound(each, claim, facts)):
            wrong.setdefault(wording, []).append(f"{why}: {each.text} | {text}")
        else:
            row["bound"] += 1
        if not touched and each.kind != "count":
            wrong.setdefault(wording, []).append(f"unchecked {each.text} | {text}")
    return {name: Judged(row, tuple(wrong.get(name, ()))) for name, row in counts.items()}


def _paired(said: Sequence[str], claimed: Sequence[str]) -> dict[int, int]:
    """Which number said is which claim: both in the order of reading."""
    blocks = SequenceMatcher(None, said, claimed, autojunk=False).get_matching_blocks()
    return {block.a + k: block.b + k for block in blocks for k in range(block.size)}


_ALSO = {
    "收入支出总计": {"总收入", "总支出"},
    "财政拨款收入支出总计": {"收入支出总计"},
    "本年收入合计": {"收入"},
    "本年支出合计": {"支出", "一般公共预算财政拨款支出"},
    "基本支出": {"一般公共预算财政拨款基本支出", "财政拨款基本支出"},
    "项目支出": {"一般公共预算项目支出"},
    "公用经费": {"日常公用经费"},
    "中小企业": {"授予中小企业合同金额"},
    "小微企业": {"授予小微企业合同金额"},
    "一般公共预算财政拨款收入": {"财政拨款收入"},
}
"""Names under which the program may know a concept of the forge, because the words are these."""


def misbound(said: Said, claim: Claim, facts: Sequence[Fact]) -> Iterator[str]:
    """What is wrong with how a number was understood; nothing where it was understood rightly."""
    if claim.kind.value != said.kind:
        yield f"kind {claim.kind.value} for {said.kind}"
        return
    if said.kind == "count":
        return
    concept = said.of.concept
    own = claim.base if said.kind != "level" else None
    if own is not None:
        if not _prints(facts, own, said.of):
            yield f"of {facts[own].printed.text} for {concept}"
    elif concept and not concept.isdigit() and claim.concept.name not in {concept, *_ALSO.get(concept, ())}:
        yield f"concept {claim.concept.name} for {concept}"
    if claim.period not in {None, said.of.year}:
        yield f"period {claim.period} for {said.of.year}"
    if (
        said.kind == "level"
        and claim.measure is not Measure.MAIN
        and claim.measure.is_budget == (said.of.stage == ACTUAL)
    ):
        yield f"measure {claim.measure.value} for {said.of.stage}"
    base = {"share": claim.whole, "completion": claim.plan}.get(said.kind)
    if said.base is not None and base is not None and not _prints(facts, base, said.base):
        yield f"base {facts[base].printed.text} for {said.base.concept}"


def _prints(facts: Sequence[Fact], index: int, figure: Figure) -> bool:
    """Whether a number prints a figure; amounts are kept in tenths of 分."""
    printed = facts[index].printed
    return abs(printed.value - 10 * figure) <= max(printed.half, 10)
