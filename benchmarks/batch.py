"""python -m benchmarks.batch [N] [--folder F] [--workers W …]: N submissions audited by one worker and by two, and once more.

Prints documents a second, the memory of the workers over the run, the time spent outside the audits, the second run with
nothing changed, and what 20,000 departments would take on 2, 16 and 200 cores.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from audit.store.keeping import opened
from benchmarks.submissions import write

_DEPARTMENTS, _DOCUMENTS = 20_000, 3


def batch(folder: Path, store: Path, workers: int) -> tuple[float, float]:
    """The seconds of one run of the command, and those of all its processes on the processors."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "audit.cli", "batch", str(folder), "--to", str(store)]
    subprocess.run([*command, "--workers", str(workers), "--lang", "en"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, used


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=2_000)
    parser.add_argument("--folder", type=Path, help="where submissions and stores are kept from run to run")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="how many, run after run")
    args = parser.parse_args()
    home = args.folder or Path(tempfile.mkdtemp())
    inbox = home / f"inbox-{args.count}"
    inbox.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(write, folder=inbox), range(args.count), chunksize=20))
    taken = {}
    for workers in args.workers:
        store = home / f"store-{workers}"
        shutil.rmtree(store, ignore_errors=True)
        taken[workers], used = batch(inbox, store, workers)
        rows = [row for row in opened(store).table("tasks").to_pylist() if row["numbers"] is not None]
        assert len(rows) == args.count, f"{len(rows)} tasks of {args.count}"
        audits, own = (sum(float(row[name]) for row in rows) for name in ("seconds", "processor_seconds"))
        memory = [int(row["megabytes"]) for row in rows]
        third = max(1, len(memory) // 3)
        print(
            f"{workers} worker(s): {taken[workers]:.1f} s, {args.count / taken[workers]:.2f} documents a second; outside the "
            f"audits {100 * (1 - audits / (workers * taken[workers])):.1f} % of the time and {100 * (1 - own / used):.1f} % "
            f"of the processors' ({used:.0f} s, {own:.0f} s of them audits); memory at most {max(memory)} MB, median of the "
            f"first third {statistics.median(memory[:third]):.0f}, of the last {statistics.median(memory[-third:]):.0f} MB; "
            f"errors found {sum(int(row['errors']) for row in rows)}",
            flush=True,
        )
    fewest, most = min(taken), max(taken)
    again, _ = batch(inbox, home / f"store-{most}", most)
    if most > fewest:
        print(f"{most} workers over {fewest}: {taken[fewest] / taken[most]:.2f} ×")
    print(f"second run: {again:.1f} s, {100 * again / taken[most]:.1f} % of the first")
    each = most * taken[most] / args.count
    for cores in (2, 16, 200):
        hours = each * _DEPARTMENTS * _DOCUMENTS / cores / 3600
        print(f"{_DEPARTMENTS:,} departments, {_DOCUMENTS} documents each, {cores} cores: {hours:.2f} h")


if __name__ == "__main__":
    main()
