"""The proof by planted errors: plants slips in sound files, runs the whole tool, and counts what it says.

    python benchmarks/planted.py [--only tables|prose|all] [--errors 1|2] [--each N] [--seed S] [PATH …]
    python benchmarks/planted.py --readme            # the table of the READMEs, made again

For every file and kind of slip it prints: planted, found (a finding names the number or a relation of it fails
that held before), blamed first, repaired exactly, grouped into one finding, and new findings elsewhere (false
alarms). Without PATH it uses sample_data/; ``--corpus DIR`` adds the documents of a folder.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from planting import KINDS, Mutation, NotPlantedError, Planted, any_digit, is_plantable, plant

from audit.pipeline import Examination, Options, examine
from audit.reading import documents
from checks.finding import Finding
from checks.numbers.amount import Printed, parse
from checks.numbers.facts import Fact
from checks.pack import built_in
from checks.relations.relation import Ratio, Sense, Sum
from checks.relations.system import exact

SAMPLES = ROOT / "sample_data" / "as_published"


def examined(path: Path) -> Examination:
    """One file, recognised and checked."""
    return examine(documents([path]), built_in(), Options())


def independent_relations(examination: Examination) -> Counter[int]:
    """For each fact, how many equations touch it that involve different sets of facts."""
    system = examination.checked.system
    sets: dict[int, set[frozenset[int]]] = defaultdict(set)
    for row in range(len(system)):
        relation = system.relation(row)
        if isinstance(relation, Sum) and relation.sense is Sense.AT_MOST:
            continue
        facts = frozenset(relation.facts)
        if isinstance(relation, Ratio) or len(facts) > 1:
            for fact in facts:
                sets[fact].add(facts)
    return Counter({fact: len(found) for fact, found in sets.items()})


def signature(finding: Finding) -> tuple[str, tuple[str, ...]]:
    """What a finding says, whatever its numbers are: to tell new findings from those of the sound file."""
    return (
        finding.rule,
        tuple(f"{e.row}|{e.column}|{e.place.page}|{e.place.line}" for e in finding.evidence[:3]),
    )


def same(one: str, other: str) -> bool:
    """Whether two tokens print the same number, with or without separators (a workbook puts its own)."""
    return one.replace(",", "") == other.replace(",", "")


class Score:
    """Counts over all trials of one kind."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, **outcome: bool) -> None:
        self.counts["planted"] += 1
        self.counts.update(name for name, true in outcome.items() if true)

    def cells(self) -> list[str]:
        """Planted, then found, blamed, repaired and grouped in per cent, then false alarms."""
        n = self.counts["planted"] or 1
        names = ("found", "blamed", "repaired", "grouped")
        shares = [f"{100 * self.counts[name] / n:.1f}" for name in names]
        return [str(self.counts["planted"]), *shares, str(self.counts["false"])]

    def row(self) -> str:
        n = self.counts["planted"] or 1
        names = ("found", "blamed", "repaired", "grouped")
        shares = "  ".join(f"{name} {100 * self.counts[name] / n:5.1f}" for name in names)
        return f"{self.counts['planted']:5d}  {shares}  false alarms {self.counts['false']}"


def trial(
    path: Path, planted: list[tuple[Fact, Planted]], folder: Path, before: set[object]
) -> dict[str, bool]:
    """Plant, run, and judge one trial."""
    target = folder / path.name
    plant(path, target, planted)
    result = examined(target)
    fresh = [f for f in result.checked.findings if signature(f) not in before]
    places = [(fact.place.page, fact.place.line, fact.place.cell) for fact, _ in planted]

    def names(finding: Finding, index: int) -> bool:
        _, plan = planted[index]
        return any(
            same(e.text, plan.wrong) and (e.place.page, e.place.line, e.place.cell) == places[index]
            for e in finding.evidence
        )

    def blames(finding: Finding, index: int) -> bool:
        if finding.diagnosis is None:
            return False
        evidence = finding.evidence[finding.diagnosis.blame]
        return (
            same(evidence.text, planted[index][1].wrong)
            and (
                evidence.place.page,
                evidence.place.line,
                evidence.place.cell,
            )
            == places[index]
        )

    found = all(any(names(f, i) for f in fresh) for i in range(len(planted)))
    blamed = all(any(blames(f, i) for f in fresh) for i in range(len(planted)))
    repaired = blamed and all(
        any(
            blames(f, i) and f.diagnosis is not None and same(f.diagnosis.repair, planted[i][1].right)
            for f in fresh
        )
        for i in range(len(planted))
    )
    explained = {e for f in fresh if f.diagnosis for e in f.diagnosis.explains}
    heads = [f for f in fresh if f.id not in explained]
    touching = [f for f in fresh if any(names(f, i) for i in range(len(planted)))]
    return {
        "found": found,
        "blamed": blamed,
        "repaired": repaired,
        "grouped": found and len(heads) <= len(planted),
        "false": len(fresh) > len(touching) and not found,
    }


def targets(sound: Examination, only: str, least: int) -> list[int]:
    """The facts that can be planted in: touched by at least ``least`` independent equations."""
    relations = independent_relations(sound)
    facts = sound.material.facts
    violated = {
        f for row in sound.checked.rows if row is not None for f in sound.checked.system.relation(row).facts
    }
    return [
        i
        for i, count in sorted(relations.items())
        if count >= least
        and i not in violated
        and is_plantable(facts[i])
        and (only == "all" or (facts[i].statement is None) == (only == "prose"))
    ]


@dataclass(frozen=True)
class Plan:
    """What is planted: where, how many at a time, how often, and the slips by name."""

    only: str
    errors: int
    each: int
    least: int
    kinds: Mapping[str, Mutation]


def run(paths: list[Path], plan: Plan, seed: int) -> dict[str, Score]:
    """Plant the errors of a plan in every file; print the table and return the scores by kind of slip."""
    rng = random.Random(seed)
    totals: dict[str, Score] = defaultdict(Score)
    print(
        f"seed {seed}, {plan.errors} error(s) at a time, facts touched by at least {plan.least} equation(s)"
    )
    for path in paths:
        sound = examined(path)
        before: set[object] = {signature(f) for f in sound.checked.findings}
        candidates = targets(sound, plan.only, plan.least)
        if not candidates:
            continue
        score = Score()
        for kind, mutate in plan.kinds.items():
            for _ in range(plan.each):
                planted = chosen(
                    sound, rng.sample(candidates, min(plan.errors, len(candidates))), mutate, rng
                )
                if len(planted) < plan.errors:
                    continue
                with tempfile.TemporaryDirectory() as folder:
                    try:
                        outcome = trial(path, planted, Path(folder), before)
                    except NotPlantedError:
                        continue
                for each in (score, totals[kind], totals["all"]):
                    each.add(**outcome)
        print(f"{score.row()}  {path.name}", flush=True)
    print("by kind of slip")
    for kind, score in totals.items():
        print(f"{score.row()}  {kind}")
    return totals


README = {
    "README.md": "| slip | planted | found % | blamed first % | repaired exactly % | one finding % | false alarms |",
    "README.zh.md": "| 错误类型 | 植入 | 发现 % | 首先指认 % | 修复值准确 % | 归为一条 % | 误报 |",
}
KIND_ZH = {
    "one digit": "错一位",
    "transposed": "两位颠倒",
    "dropped": "漏一位",
    "doubled": "重复一位",
    "decimal point": "小数点错位",
    "two at once": "同时两处",
}


def write_readme(totals: Mapping[str, Score]) -> None:
    """Put the scores by kind of slip into both READMEs, between their markers."""
    for name, header in README.items():
        path = ROOT / name
        lines = [header, "|---|" + "---:|" * 6]
        for kind, score in totals.items():
            label = KIND_ZH.get(kind, kind) if name.endswith("zh.md") else kind
            lines.append(f"| {label} | {' | '.join(score.cells())} |")
        text = path.read_text(encoding="utf-8")
        before, _, rest = text.partition("<!-- planted -->")
        _, _, after = rest.partition("<!-- /planted -->")
        table = "\n".join(lines)
        path.write_text(
            f"{before}<!-- planted -->\n{table}\n<!-- /planted -->{after}", encoding="utf-8", newline="\n"
        )


def plantings(
    sound: Examination, candidates: list[int], plan: Plan, mutate: Mutation, rng: random.Random
) -> Iterator[list[tuple[Fact, Planted]]]:
    """The errors of each trial of one kind; a slip that a number does not take is tried on another."""
    made = 0
    for _ in range(20 * plan.each):
        if made == plan.each:
            return
        planted = chosen(sound, rng.sample(candidates, min(plan.errors, len(candidates))), mutate, rng)
        if len(planted) == plan.errors:
            made += 1
            yield planted


def chosen(
    sound: Examination, indices: list[int], mutate: Mutation, rng: random.Random
) -> list[tuple[Fact, Planted]]:
    """The facts at ``indices`` with a slip each; those that the slip does not change are left out."""
    planted = []
    for index in indices:
        fact = sound.material.facts[index]
        wrong = mutate(fact.printed.text, rng)
        if wrong is not None and wrong != fact.printed.text and detectable(sound, index, wrong):
            planted.append((fact, Planted(fact.printed.text, wrong, occurrence(sound, index))))
    return planted


def detectable(sound: Examination, index: int, wrong: str) -> bool:
    """Whether some equation cannot hold with the wrong number, whatever the true values in its intervals."""
    system = sound.checked.system
    number = parse(wrong, sound.material.facts[index].printed.unit)
    if not isinstance(number, Printed):
        return True
    changed = system.table.changed({index: number.value})
    for row in system.rows_touching([index]):
        relation = system.relation(row)
        residual, slack = exact(relation, changed)
        if abs(residual) > slack and not (isinstance(relation, Sum) and relation.sense is Sense.AT_MOST):
            return True
    return False


def occurrence(sound: Examination, index: int) -> int:
    """How often the token of a fact stands before it on its line of text."""
    facts = sound.material.facts
    own = facts[index]
    same = (f for f in facts[:index] if f.place == own.place and f.printed.text == own.printed.text)
    return sum(1 for _ in same) if own.place.line is not None else 0


def default_paths(corpus: Path | None) -> list[Path]:
    """The samples, and the documents of a folder where one is given."""
    samples = sorted(p for p in SAMPLES.iterdir() if p.suffix in {".xlsx", ".pdf"} or p.is_dir())
    more = sorted(p for p in corpus.rglob("*") if p.suffix in {".pdf", ".txt"}) if corpus else []
    return [*samples, *more]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--corpus", type=Path, help="a folder of documents to plant in, beside the samples")
    parser.add_argument("--only", choices=["tables", "prose", "all"], default="all")
    parser.add_argument("--errors", type=int, default=1)
    parser.add_argument("--each", type=int, default=4, help="trials of each kind in each file")
    parser.add_argument("--least", type=int, default=2, help="least number of equations over a planted fact")
    parser.add_argument("--any-digit", action="store_true", help="plant one digit, the last one included")
    parser.add_argument("--readme", action="store_true", help="put the table into the READMEs")
    parser.add_argument("--seed", type=int, default=20240601)
    args = parser.parse_args()
    kinds = {"any digit": any_digit} if args.any_digit else KINDS
    plan = Plan(args.only, args.errors, args.each, args.least, kinds)
    paths = args.paths or default_paths(args.corpus)
    totals = run(paths, plan, args.seed)
    if args.readme:
        totals.pop("all")
        twice = Plan(args.only, 2, args.each, args.least, kinds)
        write_readme({**totals, "two at once": run(paths, twice, args.seed)["all"]})
    return 0


if __name__ == "__main__":
    sys.exit(main())
