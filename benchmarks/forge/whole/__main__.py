"""python -m benchmarks.forge.whole [N] [--seed S] [--layout NAME …] [--kind NAME …] [--slips K] [--jobs J] [--verbose].

N whole disclosures of fixed seeds, right by construction, each in the next layout: read, recognised, checked. Counted by
layout, by kind of document and by wording: numbers read exactly as printed, claims understood (kind, concept, measure,
period, base), numbers checked (of those that something in the document bears witness to), errors and warnings. Then K slips
of each kind: found, blamed first, repaired exactly. ``--dump FILE`` adds the counts of this run to a file, so that runs of
several ranges of seeds add up.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from audit.reading.limits import Limits
from audit.reading.workers import available, each
from benchmarks.forge.printing import WHOLE
from benchmarks.forge.whole.slips import KINDS as SLIPS
from benchmarks.forge.whole.trial import DOCUMENTS, Outcome, Task, tried

_WHOLE = ("documents", "pages", "table numbers", "table read", "table checked")
_PROSE = ("numbers", "read", "bound", "witnessed", "checked")
_SLIPS = ("planted", "found", "blamed", "repaired")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", choices=list(WHOLE))
    parser.add_argument("--kind", action="append", choices=list(DOCUMENTS))
    parser.add_argument("--slips", type=int, default=0, help="how many documents get a slip of each kind")
    parser.add_argument("--jobs", type=int, default=available())
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    layouts, kinds = args.layout or list(WHOLE), args.kind or list(DOCUMENTS)
    single = [kind for kind in ("accounts", "budget") if kind in kinds]
    seeds = range(args.seed, args.seed + args.count)
    tasks = [Task(s, layouts[s % len(layouts)], kinds[s // len(layouts) % len(kinds)]) for s in seeds]
    tasks += [
        Task(s, layouts[s % len(layouts)], single[s % len(single)], slip)
        for s in range(args.seed, args.seed + args.slips)
        for slip in SLIPS
    ]
    table: dict[str, Counter[str]] = {}
    for task, outcome in zip(tasks, each(tried, tasks, Limits(), args.jobs), strict=True):
        if not isinstance(outcome, Outcome):
            table.setdefault(f"layout {task.layout}", Counter())["failed"] += 1
            print("FAILED", task, outcome)
            continue
        for row, counts in outcome.rows.items():
            table.setdefault(row, Counter()).update(counts)
        if args.verbose:
            for text in outcome.said:
                print(task.seed, task.layout, task.kind, task.slip, text[:220])
    if args.dump:
        known = json.loads(args.dump.read_text(encoding="utf-8")) if args.dump.exists() else {}
        for row, counts in known.items():
            table.setdefault(row, Counter()).update(counts)
        args.dump.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    _print(table)


def _print(table: dict[str, Counter[str]]) -> None:
    """The counts by what was made and by layout, by wording, and by kind of slip."""
    for start, columns in (
        ("made ", (*_WHOLE, *_PROSE, "alarms", "failed")),
        ("layout ", (*_WHOLE, *_PROSE, "alarms", "failed")),
        ("wording ", _PROSE),
        ("slip ", _SLIPS),
    ):
        rows = sorted(name for name in table if name.startswith(start))
        if rows:
            print(f"{'':32}" + "".join(f"{name:>14}" for name in columns))
        for row in rows:
            print(f"{row:32}" + "".join(f"{table[row][name]:14}" for name in columns))


if __name__ == "__main__":
    main()
