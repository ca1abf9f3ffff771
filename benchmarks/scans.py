"""Scans: how many numbers are read, how many alarms are false, how many planted errors are found, and how long it takes.

    python benchmarks/scans.py [--plant N] [--only NAME] [PDF …]

Every PDF (without any, the sound sample) is printed and scanned in several ways; what is read from the pictures is held
against what the file itself says. ``before`` counts the numbers as they were recognised, ``after`` as the relations have put
them right. ``false`` are errors and warnings that the file itself does not give, ``lost`` those that only the file gives;
``asked`` are the findings that ask for the original. With ``--plant`` so many errors are planted, five on a copy, each on
another page, and the scans of the copies are checked. Nothing that was recognised in an earlier run is used.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from planted import examined, signature, targets
from planting import KINDS, NotPlantedError, Planted, plant
from scanner import Scanner

from audit.document import Document, Grid
from audit.pipeline import Examination, Options, examine
from audit.reading import documents
from checks.finding import Finding, Severity
from checks.numbers.facts import Fact
from checks.pack import built_in

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
AT_ONCE = 5
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def numbers(document: Document) -> Counter[tuple[int | None, str]]:
    """The numbers that a document says, by page, separators left out."""
    found: Counter[tuple[int | None, str]] = Counter()
    for block in document.blocks:
        places = block.cells if isinstance(block, Grid) else block.lines
        for each in places:
            found.update((each.place.page, n.replace(",", "")) for n in _NUMBER.findall(each.text))
    return found


def share(read: Document, printed: Document) -> float:
    """How many of 100 printed numbers were read exactly."""
    truth = numbers(printed)
    return 100 * (truth & numbers(read)).total() / max(truth.total(), 1)


def loud(examination: Examination) -> set[tuple[str, str]]:
    """The errors and warnings by rule and the number that they are about."""
    found = (f for f in examination.checked.findings if f.severity is not Severity.INFO)
    return {(f.rule, f.evidence[0].text.replace(",", "") if f.evidence else "") for f in found}


def asks(finding: Finding) -> bool:
    """Whether a finding asks for the original."""
    return "请核对原件" in finding.message


def measure(path: Path, name: str, folder: Path) -> None:
    """One file scanned in one way; prints a line."""
    (printed,) = documents([path])
    truth = examine([printed], built_in(), Options())
    scan = folder / f"{path.stem}.pdf"
    scan.write_bytes(SCANNERS[name].scan(path.read_bytes()))
    start = time.perf_counter()
    (read,) = documents([scan])
    taken = time.perf_counter() - start
    found = examine([read], built_in(), Options())
    right = found.recognised[0].document
    print(
        f"{path.name}  {name}: before {share(read, printed):.2f} %  after {share(right, printed):.2f} %  "
        f"false {len(loud(found) - loud(truth))}  lost {len(loud(truth) - loud(found))}  "
        f"asked {sum(map(asks, found.checked.findings))}  {taken / max(read.pages or 1, 1):.1f} s a page",
        flush=True,
    )


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


def named(examination: Examination, planted: tuple[Fact, Planted], before: set[object]) -> str:
    """``found``, ``asked`` or ``missed``: what became of one planted error."""
    fact, slip = planted
    about = [
        f
        for f in examination.checked.findings
        if signature(f) not in before
        and any(
            e.place.page == fact.place.page and e.text.replace(",", "") == slip.wrong.replace(",", "")
            for e in f.evidence
        )
    ]
    if any(f.severity is Severity.ERROR for f in about):
        return "found"
    return "asked" if any(map(asks, about)) else "missed"


def planted_errors(path: Path, count: int, seed: int, folder: Path) -> None:
    """Plant, scan, check; prints what became of the errors that the file itself gives away."""
    sound = examined(path)
    before: set[object] = {signature(f) for f in sound.checked.findings}
    outcomes: Counter[str] = Counter()
    for slips in plantings(sound, count, seed):
        wrong, scan = folder / "wrong.pdf", folder / "scan.pdf"
        try:
            plant(path, wrong, slips)
        except NotPlantedError:
            continue
        printed = examined(wrong)
        scan.write_bytes(SCANNERS[PLANTED_ON].scan(wrong.read_bytes()))
        scanned = examined(scan)
        for each in slips:
            if named(printed, each, before) == "found":
                outcomes[named(scanned, each, before)] += 1
        print(f"planted so far: {dict(outcomes)}", flush=True)
    total = max(outcomes.total(), 1)
    print(
        f"{path.name}  {PLANTED_ON}: {100 * outcomes['found'] / total:.1f} % of {total} planted errors found"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--plant", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = str(folder / "cache")
        for path in chosen.files or [SAMPLE]:
            for name in SCANNERS:
                if chosen.only in name:
                    measure(path, name, folder)
            if chosen.plant:
                planted_errors(path, chosen.plant, chosen.seed, folder)


if __name__ == "__main__":
    main()
