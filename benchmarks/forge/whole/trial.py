"""One forged document in one layout, right or with a slip: made, written, audited, judged."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit.reporting.culprit import believed, suspect
from audit.reporting.view import View
from benchmarks.forge.blocks import Block, Heading
from benchmarks.forge.printing import WHOLE
from benchmarks.forge.whole.disclosing import accounts, budget, style_of
from benchmarks.forge.whole.evaluation import evaluation
from benchmarks.forge.whole.history import History, department
from benchmarks.forge.whole.judging import Audited, audited, judged, plain
from benchmarks.forge.whole.slips import Slip, slip
from checks.finding import Finding

Maker = Callable[[History, int], list[list[Block]]]
DOCUMENTS: dict[str, Maker] = {
    "accounts": lambda h, seed: [accounts(h, seed)],
    "budget": lambda h, seed: [budget(h, seed)],
    "evaluation": lambda h, seed: [evaluation(h, seed)],
    "two years": lambda h, seed: [accounts(h, seed, h.year - 1), accounts(h, seed)],
    "plan and outcome": lambda h, seed: [budget(h, seed, h.year), accounts(h, seed)],
    "units": lambda h, seed: [accounts(h, seed), *(accounts(u, seed) for u in h.units)],
}
"""What is made of a department's books: a document, or several that are audited together."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to try: its seed, layout and kind, and the kind of slip to plant, if any."""

    seed: int
    layout: str
    kind: str
    slip: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts by row of the table that is printed, and what is to be looked at."""

    rows: dict[str, Counter[str]] = field(default_factory=dict)
    said: tuple[str, ...] = ()


def tried(task: Task) -> Outcome:
    """A document made and judged."""
    history = department(task.seed)
    made = DOCUMENTS[task.kind](history, task.seed)
    if not task.slip:
        return _right(task, made)
    year = history.year + (task.kind == "budget")
    planted = slip(task.slip, made[-1], year, style_of(task.seed).prose, task.seed)
    return Outcome() if planted is None else _wrong(task, planted)


def _seen(task: Task, made: Sequence[Sequence[Block]]) -> tuple[Audited, int]:
    with tempfile.TemporaryDirectory() as folder:
        paths: list[Path] = []
        for number, blocks in enumerate(made, 1):
            own = Path(folder) / f"{number}"
            own.mkdir()
            paths += [_titled(path, blocks) for path in WHOLE[task.layout](blocks, own)]
        seen = audited(paths)
    return seen, sum(info.pages or 0 for info in seen.report.documents)


def _titled(path: Path, blocks: Sequence[Block]) -> Path:
    """The file under the title of its document, as offices name theirs."""
    title = next(block.text for block in blocks if isinstance(block, Heading))
    return path.rename(path.with_name(f"{title}{path.suffix}"))


def _right(task: Task, made: Sequence[Sequence[Block]]) -> Outcome:
    seen, pages = _seen(task, made)
    blocks = [block for each in made for block in each]
    rows: dict[str, Counter[str]] = {}
    said = [f"ALARM {f.rule} {f.message} | {f.evidence[0].quote}" for f in seen.alarms]
    whole = Counter(documents=len(made), pages=pages, alarms=len(seen.alarms))
    for name, part in judged(blocks, seen, dashes="xlsx" in task.layout).items():
        said += part.wrong
        if name == "tables":
            whole.update({f"table {k}": v for k, v in part.counts.items()})
        else:
            rows[f"wording {name}"] = part.counts
            whole.update(part.counts)
    rows[f"layout {task.layout}"] = whole
    rows[f"made {task.kind}"] = Counter(whole)
    rows["made all"] = Counter(whole)
    return Outcome(rows, tuple(said))


def _wrong(task: Task, planted: Slip) -> Outcome:
    seen, _ = _seen(task, [planted.blocks])
    fresh = seen.alarms
    found = any(_names(f, planted) for f in fresh)
    causes = [e.finding for e in View(seen.report).entries if e.cause is None and e.finding in fresh]
    blamed = bool(causes) and (
        not planted.number
        or ((first := suspect(causes[0])) is not None and plain(first.text) == plain(planted.wrong))
    )
    repaired = bool(causes) and planted.number and blamed and _repairs(causes[0], planted)
    counts = Counter(planted=1, found=found, blamed=found and blamed, repaired=repaired)
    text = f"{'' if found else 'MISSED '}{'' if blamed else 'NOT BLAMED '}{planted.right} -> {planted.wrong} | {planted.where}"
    said = (text, *(f"   {f.rule} {f.message}" for f in fresh[:3])) if not (found and blamed) else ()
    return Outcome({f"slip {planted.kind}": counts, "slip all": Counter(counts)}, said)


def _names(finding: Finding, planted: Slip) -> bool:
    """Whether a finding speaks of what is wrong."""
    if planted.number:
        return any(plain(e.text) == plain(planted.wrong) for e in finding.evidence)
    words = [finding.message, *(e.text for e in finding.evidence), *(e.quote for e in finding.evidence)]
    return any(planted.where in text or planted.wrong in text for text in words)


def _repairs(finding: Finding, planted: Slip) -> bool:
    guess = believed(finding)
    return guess is not None and plain(guess.repair) == plain(planted.right)
