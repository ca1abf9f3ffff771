"""python -m benchmarks.editions [N] [--seed S]: N drafts compared with an edition of them that was changed.

A draft made from random books is one edition; the other has one to ten slips in it (numbers of cells and sentences, rows left
out, added, renamed). Counted are the pairs of which exactly these are listed as changed, and drafts compared with themselves.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from copy import deepcopy

from audit.comparison.editions import Comparison, compare
from audit.pipeline import Options
from benchmarks.books import Books, Draft, document, draft, spoil
from checks.pack import built_in

_ROWS = {"left out", "added", "renamed"}


def planted(made: Draft) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """The numbers that were changed, as they were and as they are, and the codes of rows that were."""
    numbers = Counter((slip.right, slip.wrong) for slip in made.slips if slip.sort not in _ROWS)
    rows = Counter(slip.label.split("|")[0] for slip in made.slips if slip.sort in _ROWS)
    return numbers, rows


def listed(comparison: Comparison) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """The same as the comparison says it; a changed sentence that is no number is a row of its own."""
    numbers = Counter((change.old, change.new) for change in comparison.numbers)
    rows = Counter((change.old or change.new).split(" ")[0] for change in comparison.rows)
    return numbers, rows + Counter(change.new for change in comparison.words)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    pack = built_in()
    exact = same = changes = 0
    for seed in range(args.seed, args.seed + args.count):
        dice = random.Random(seed)
        first = draft(Books(dice))
        second = deepcopy(first)
        spoil(second, dice)
        same += compare([document(first)], [document(first)], pack, Options()).same
        found = listed(compare([document(first)], [document(second)], pack, Options()))
        changes += len(second.slips)
        exact += found == planted(second)
        if found != planted(second):
            print(f"seed {seed}: planted {planted(second)}, listed {found}")
    print(
        f"{args.count} pairs, {changes} changes: exactly these listed in {exact}; nothing of {same} drafts and themselves"
    )


if __name__ == "__main__":
    main()
