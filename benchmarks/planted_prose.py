"""One digit (any of them) of a number in a sentence changed: how many of the changes are found.

    python benchmarks/planted_prose.py [--each N] [--seed S]

Uses the PDF and DOCX samples' prose and, where present, the corpus's final accounts and budgets. A change that
every equation absorbs in its rounding is not planted. With nothing planted nothing new may be found: the last
line says how many findings differ between two runs over the same file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from planted import CORPUS, SAMPLES, Plan, examined, run, signature
from planting import any_digit


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=30, help="trials in each file")
    parser.add_argument("--seed", type=int, default=20240601)
    args = parser.parse_args()
    paths = [SAMPLES / "final_accounts_2020.pdf"]
    if CORPUS.is_dir():
        paths += sorted(CORPUS.glob("guangdong/*决算.txt")) + sorted(CORPUS.glob("shanghai/*.pdf"))
    plan = Plan(only="prose", errors=1, each=args.each, least=1, kinds={"any digit": any_digit})
    run(paths, plan, args.seed)
    twice = [{signature(f) for f in examined(paths[0]).checked.findings} for _ in range(2)]
    print(f"nothing planted: {len(twice[0] ^ twice[1])} findings differ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
