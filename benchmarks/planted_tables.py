"""One digit (never the last) of a table amount changed, in the XLSX, PDF and CSV samples: how many are found.

    python benchmarks/planted_tables.py [--each N] [--seed S]

Any amount that at least one relation touches can be hit. Prints found, blamed, repaired and grouped per file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from planted import CORPUS, SAMPLES, Plan, run
from planting import one_digit


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=100, help="trials in each file")
    parser.add_argument("--seed", type=int, default=20240601)
    args = parser.parse_args()
    name = "final_accounts_2020"
    paths = [SAMPLES / f"{name}.xlsx", SAMPLES / f"{name}_csv", SAMPLES / f"{name}.pdf"]
    paths += sorted(CORPUS.glob("guangdong/*决算.txt")) if CORPUS.is_dir() else []
    plan = Plan(only="tables", errors=1, each=args.each, least=1, kinds={"one digit": one_digit})
    run(paths, plan, args.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
