"""python -m benchmarks.pairs [N] [--seed S]: N forged final accounts as a Word file and a PDF in one folder.

Three times each: right; with a slip in both files (a mistake that is to be found once, with its place in either); with the slip
in the PDF alone (a difference between them, which is an error of its own). Counted are alarms of right pairs, findings that
stand there twice, and slips that are found as what they are.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.forge.blocks import Block
from benchmarks.forge.printing import WHOLE
from benchmarks.forge.whole.disclosing import accounts, style_of
from benchmarks.forge.whole.history import department
from benchmarks.forge.whole.judging import Audited, audited, plain
from benchmarks.forge.whole.slips import slip
from checks.finding import Finding

_KINDS = ("table item", "table total")
_COPY = "set.copy"


def pair(word: Sequence[Block], pdf: Sequence[Block]) -> Audited:
    """A folder with a document in Word and in PDF, audited."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for layout, blocks in (("docx", word), ("pdf grid", pdf)):
            own = Path(folder) / layout.partition(" ")[0]
            own.mkdir()
            paths += WHOLE[layout](blocks, own)
        return audited(paths)


def twice(findings: Sequence[Finding]) -> int:
    """How many findings say what another says: the same rule of the same row and column with the same number."""
    said = Counter((f.rule, f.evidence[0].row, f.evidence[0].column, f.stated, f.message) for f in findings)
    return sum(count - 1 for count in said.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print what is missed, false or said twice")
    args = parser.parse_args()
    count: Counter[str] = Counter()
    for seed in range(args.seed, args.seed + args.count):
        history = department(seed)
        made = accounts(history, seed)
        planted = slip(_KINDS[seed % 2], made, history.year, style_of(seed).prose, seed)
        said = {"right": pair(made, made).alarms}
        if planted is not None:
            count["planted"] += 1
            said |= {
                "both": pair(planted.blocks, planted.blocks).alarms,
                "pdf": pair(made, planted.blocks).alarms,
            }
            hit = [f for f in said["both"] if any(plain(e.text) == plain(planted.wrong) for e in f.evidence)]
            count["both found"] += bool(hit)
            count["both copies"] += sum(f.rule == _COPY for f in said["both"])
            own = [f for f in said["pdf"] if f.rule == _COPY and {e.document for e in f.evidence} == {0, 1}]
            texts = [{plain(e.text) for e in f.evidence} for f in own]
            count["pdf found"] += {plain(planted.right), plain(planted.wrong)} in texts
            count["pdf false"] += sum(plain(planted.wrong) not in each for each in texts)
        count["right alarms"] += len(said["right"])
        for name, findings in said.items():
            count["twice"] += twice(findings)
            if args.verbose:
                print(f"seed {seed} {name}: {[(f.rule, f.stated, f.expected) for f in findings]}")
    print(f"right pairs: {args.count}, alarms {count['right alarms']}")
    print(
        f"a slip in both files: {count['planted']}, found {count['both found']}, said to differ {count['both copies']}"
    )
    print(
        f"a slip in the PDF: {count['planted']}, named as a difference {count['pdf found']}, false {count['pdf false']}"
    )
    print(f"findings that stand there twice: {count['twice']}")


if __name__ == "__main__":
    main()
