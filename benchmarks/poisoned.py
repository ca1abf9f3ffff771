"""python -m benchmarks.poisoned [N] [--each K] [--folder F]: K documents that hang, K that take all memory and K that end their
process, among N that are right.

Each of them has to cost its own limit and be listed with what stopped it; all others have to be audited as if they were not there.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from audit.store.keeping import opened
from benchmarks.submissions import ROOT, write

READER = """
import os, time
from audit.reading.plain.text import read as read_text
SUFFIXES = {".slow", ".hang", ".bomb", ".crash"}

def read(source, lang):
    if source.suffix == ".slow":
        time.sleep(0.1)
    if source.suffix == ".hang":
        while True:
            pass
    if source.suffix == ".bomb":
        held = [bytearray(1 << 20) for _ in range(1 << 20)]
    if source.suffix == ".crash":
        os.abort()
    return read_text(source, lang)
"""
"""A reader of slow documents, and of three that no program could read."""

STOPPED = {"hang": "time_limit", "bomb": "memory_limit", "crash": "worker_died"}
"""The bad documents by their suffix, and what the store says of each."""


def environment(site: Path) -> dict[str, str]:
    """What a process has to know of this program, with a package in ``site`` that reads bad documents."""
    (site / "bad_reader.py").write_text(READER, encoding="utf-8")
    meta = site / "bad_reader-1.0.dist-info"
    meta.mkdir()
    head = "Metadata-Version: 2.1\nName: bad-reader\nVersion: 1.0\n"
    (meta / "METADATA").write_text(head, encoding="utf-8")
    (meta / "entry_points.txt").write_text("[gouji.readers]\nbad = bad_reader\n", encoding="utf-8")
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{site}", "PYTHONIOENCODING": "utf-8"}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=1_000)
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=20, help="what a document may take")
    parser.add_argument("--megabytes", type=int, default=700)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        inbox, site, store = (Path(home) / name for name in ("inbox", "site", "store"))
        for folder in (inbox, site):
            folder.mkdir()
        with ProcessPoolExecutor() as pool:
            list(pool.map(partial(write, folder=inbox), range(args.count), chunksize=20))
        for kind in STOPPED:
            for number in range(args.each):
                (inbox / f"{number * args.count // args.each:05d}_{number}.{kind}").write_text(
                    f"坏{number}{kind}"
                )
        limits = ["--seconds", str(args.seconds), "--megabytes", str(args.megabytes)]
        command = [sys.executable, "-m", "audit.cli", "batch", str(inbox), "--to", str(store), *limits]
        surroundings = environment(site)
        took = []
        for _ in range(2):
            began = time.monotonic()
            code = subprocess.run(command, check=False, env=surroundings).returncode
            took.append((time.monotonic() - began, code))
        tasks = opened(store).table("tasks").to_pylist()
    outcomes = Counter(str(row["outcome"]) for row in tasks)
    numbers = sum(1 for row in tasks if row["outcome"] == "done" and row["numbers"])
    print(f"audited {numbers} of {args.count}; outcomes of {len(tasks)} tasks: {dict(outcomes)}")
    expected = {"done": args.count, **dict.fromkeys(STOPPED.values(), args.each)}
    print("each listed as what it is, and nothing else" if outcomes == expected else f"EXPECTED {expected}")
    for name, (seconds, code) in zip(("first", "second"), took, strict=True):
        print(f"{name} run {seconds:.1f} s, exit code {code}")


if __name__ == "__main__":
    main()
