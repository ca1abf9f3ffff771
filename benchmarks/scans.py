"""Scans: how many numbers are read, how many alarms are false, how many planted errors are found, and how long it takes.

    python benchmarks/scans.py [--plant N] [--forge N] [--slips N] [--only NAME] [--seed S] [--verbose] [PDF …]

Every PDF (without any and without ``--forge`` the sound sample) is printed and scanned in several ways; what is read from the
pictures is held against what the file itself says. ``--forge`` makes so many disclosures that are right by construction, each
in the next layout and scanned in the next way. ``before`` counts the numbers as they were recognised, ``after`` as the
relations have put them right. ``false`` are errors and warnings that the file itself does not give, ``lost`` those that only
the file gives; ``asked`` are the findings that ask for the original; ``alike`` counts the documents with the verdict and the
findings of the file. With ``--plant`` so many errors are planted in the tables, five on a copy, each on another page, and
the scans of the copies are checked; ``--slips`` plants so many slips of each kind in forged disclosures, one in each copy, and
counts those that the file itself gives away; those of which a number lies ``below the stamp`` are counted
apart. ``--seed`` decides how the pages are
turned, where they are stamped and what is planted. Nothing that was recognised in an earlier run is used.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import pypdfium2
from planted import targets
from planting import KINDS, NotPlantedError, Planted, plant
from scanned import HEAD, Row, Seen, about, differences, outcome, seen
from scanner import Scanner

from audit.pipeline import Examination
from benchmarks.forge.blocks import Block
from benchmarks.forge.printing import WHOLE
from benchmarks.forge.whole.disclosing import style_of
from benchmarks.forge.whole.history import department
from benchmarks.forge.whole.slips import KINDS as SLIPS
from benchmarks.forge.whole.slips import slip
from benchmarks.forge.whole.trial import DOCUMENTS
from checks.numbers.facts import Fact

SAMPLE = ROOT / "sample_data" / "as_published" / "final_accounts_2020.pdf"
SCANNERS = {
    "200 dpi": Scanner(200),
    "200 dpi, turned, grainy, JPEG 50": Scanner(200, skew=1.5, noise=8, quality=50),
    "200 dpi, the same and stamped": Scanner(200, skew=1.5, noise=8, quality=50, stamp=True),
    "150 dpi": Scanner(150),
    "150 dpi, turned, grainy, JPEG 50": Scanner(150, skew=1.5, noise=8, quality=50),
    "150 dpi, the same and stamped": Scanner(150, skew=1.5, noise=8, quality=50, stamp=True),
}
PLANTED_ON = "200 dpi, the same and stamped"
LAYOUTS = ("pdf grid", "pdf three lines", "pdf grid turned", "pdf row lines", "pdf shaded", "pdf no rules")
AT_ONCE = 5


@dataclass
class Run:
    """What is scanned where, and what it came to, by the way of scanning."""

    folder: Path
    verbose: bool
    scanners: dict[str, Scanner]
    rows: dict[str, Row] = field(default_factory=dict)
    planted: dict[str, Counter[str]] = field(default_factory=dict)

    def scanned(self, path: Path, name: str) -> Seen:
        """A PDF scanned in one way, read and checked."""
        scan = self.folder / f"{path.stem}.pdf"
        scan.write_bytes(self.scanners[name].scan(path.read_bytes()))
        return seen(scan)

    def compare(self, path: Path, name: str, printed: Seen) -> Seen:
        """A PDF scanned in one way and held against itself; prints a line."""
        scan = self.scanned(path, name)
        own = Row()
        for row in (own, self.rows.setdefault(name, Row())):
            row.add(printed, scan)
        print(f"{f'{path.stem[:8]}  {name}':36}{own.line()}", flush=True)
        if self.verbose:
            for line in differences(printed, scan):
                print(f"    {line[:200]}", flush=True)
        return scan


def plantings(sound: Examination, count: int, seed: int) -> Iterator[list[tuple[Fact, Planted]]]:
    """Slips for ``count`` errors, some at a time, each on a page of its own."""
    rng = random.Random(seed)
    facts = sound.material.facts
    candidates = targets(sound, "tables", 1)
    while count > 0:
        chosen: dict[int | None, tuple[Fact, Planted]] = {}
        for index in rng.sample(candidates, len(candidates)):
            fact = facts[index]
            wrong = KINDS[rng.choice(list(KINDS))](fact.printed.text, rng)
            if wrong is not None and fact.place.page not in chosen:
                chosen[fact.place.page] = (fact, Planted(fact.printed.text, wrong))
            if len(chosen) == min(AT_ONCE, count):
                break
        count -= len(chosen)
        yield list(chosen.values())


def plant_in_tables(run: Run, path: Path, count: int, seed: int) -> None:
    """Plant, scan, check; counts what became of the errors that the file itself gives away."""
    sound = seen(path)
    known: set[object] = set(sound.loud)
    outcomes = run.planted.setdefault("table numbers", Counter())
    for slips in plantings(sound.examination, count, seed):
        wrong = run.folder / "wrong.pdf"
        try:
            plant(path, wrong, slips)
        except NotPlantedError:
            continue
        printed = seen(wrong).examination.checked.findings
        scanned = run.scanned(wrong, PLANTED_ON).examination.checked.findings
        for fact, planted in slips:
            where = planted.wrong, fact.place.page
            if outcome(printed, known, *where) == "found":
                became = outcome(scanned, known, *where)
                over = [e.place for f in about(printed, known, *where) for e in f.evidence]
                covered = any(
                    run.scanners[PLANTED_ON].covers(place, _size(path, place.page)) for place in over
                )
                outcomes[f"{became}, below the stamp" if covered else became] += 1
                if run.verbose and became != "found":
                    print(f"    {became}: {planted.right} -> {planted.wrong} on page {fact.place.page}")
        print(f"planted so far: {dict(outcomes)}", flush=True)


def _size(path: Path, page: int | None) -> tuple[float, float]:
    with pypdfium2.PdfDocument(path) as pdf:
        width, height = pdf[(page or 1) - 1].get_size()
    return width, height


def forged(run: Run, blocks: Sequence[Block], layout: str) -> Path:
    """A forged disclosure as a PDF."""
    (path,) = WHOLE[layout](blocks, run.folder)
    return path


def forge(run: Run, count: int, slips: int, only: str, seed: int) -> None:
    """Right disclosures, each in the next layout and scanned in the next way; the first of them with slips."""
    ways = [name for name in SCANNERS if only in name]
    for number in range(max(count, slips)):
        own, layout, name = seed + number, LAYOUTS[number % len(LAYOUTS)], ways[number % len(ways)]
        kind = ("accounts", "budget")[number // len(LAYOUTS) % 2 ^ number % 2]
        history = department(own)
        (blocks,) = DOCUMENTS[kind](history, own)
        path = forged(run, blocks, layout)
        print(f"{own} {kind}, {layout}")
        scan = run.compare(path, name, seen(path))
        for each in SLIPS if number < slips else ():
            planted = slip(each, blocks, history.year + (kind == "budget"), style_of(own).prose, own)
            if planted is None or not planted.number:
                continue
            wrong = forged(run, planted.blocks, layout)
            if outcome(seen(wrong).examination.checked.findings, set(), planted.wrong, None) == "found":
                found = run.scanned(wrong, name).examination.checked.findings
                became = outcome(found, set(scan.loud), planted.wrong, None)
                run.planted.setdefault(each, Counter())[became] += 1
                if run.verbose and became != "found":
                    print(f"    {became}: {each}, {planted.right} -> {planted.wrong} | {planted.where[:80]}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--plant", type=int, default=0)
    parser.add_argument("--forge", type=int, default=0)
    parser.add_argument("--slips", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--verbose", action="store_true")
    chosen = parser.parse_args(arguments)
    made = max(chosen.forge, chosen.slips)
    with tempfile.TemporaryDirectory() as folder:
        scanners = {name: replace(each, seed=chosen.seed) for name, each in SCANNERS.items()}
        run = Run(Path(folder), chosen.verbose, scanners)
        os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = str(Path(folder) / "cache")
        print(HEAD)
        for path in chosen.files or ([] if made else [SAMPLE]):
            printed = seen(path)
            for name in SCANNERS:
                if chosen.only in name:
                    run.compare(path, name, printed)
            if chosen.plant:
                plant_in_tables(run, path, chosen.plant, chosen.seed)
        forge(run, chosen.forge, chosen.slips, chosen.only, chosen.seed)
        print(f"\n{HEAD}")
        for name, row in run.rows.items():
            print(f"{name:36}{row.line()}")
        for kind, outcomes in run.planted.items():
            print(f"planted, {kind}: {dict(outcomes)}")


if __name__ == "__main__":
    main()
