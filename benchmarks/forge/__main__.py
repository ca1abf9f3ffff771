"""python -m benchmarks.forge [N] [--seed S]: N right documents and a slip in each; a table by wording.

A right document must give no error and no warning; of the planted slips those that a relation can see are to be found.
"""

from __future__ import annotations

import argparse
from collections import Counter

from audit.document import Document, Line, Paragraph
from audit.pipeline import Options, audit_documents
from benchmarks.forge.writing import Written, spoil, write
from checks.finding import Finding, Place, Severity
from checks.pack import built_in
from checks.report import Report


def audited(written: Written) -> Report:
    """The report on a forged document, read as lines of text."""
    blocks = tuple(
        Paragraph((Line(text, Place(line=number)),)) for number, text in enumerate(written.lines, 1)
    )
    document = Document("forged.txt", "0" * 64, "txt", blocks, laid_out=False)
    return audit_documents([document], built_in(), Options())


def alarms(report: Report) -> list[Finding]:
    """The errors and warnings that are not about what a whole disclosure must hold."""
    return [
        f for f in report.findings if f.severity is not Severity.INFO and not f.rule.startswith("disclosure.")
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--verbose", action="store_true", help="print every false alarm and every slip not found"
    )
    args = parser.parse_args()
    numbers: Counter[str] = Counter()
    unchecked: Counter[str] = Counter()
    false: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for seed in range(args.seed, args.seed + args.count):
        written = write(seed)
        report = audited(written)
        for info in report.statements:
            raise SystemExit(f"seed {seed}: a table was seen where there is none: {info.name}")
        total = report.coverage
        for gap in total.unchecked:
            unchecked[written.wordings[(gap.place.line or 1) - 1]] += 1
        for name in set(written.wordings) - {""}:
            lines = [t for t, n in zip(written.lines, written.wordings, strict=True) if n == name]
            numbers[name] += sum(
                c.isdigit() and not p.isdigit() and p not in ".,年"
                for t in lines
                for p, c in zip(" " + t, t, strict=False)
            )
        for alarm in alarms(report):
            name = written.wordings[(alarm.evidence[0].place.line or 1) - 1]
            false[name] += 1
            if args.verbose:
                print("FALSE", seed, name, alarm.rule, alarm.message, "|", alarm.evidence[0].quote)
        spoilt = spoil(written, seed)
        if spoilt is None:
            continue
        wrong, slip = spoilt
        name = wrong.wordings[slip.line]
        planted[name] += 1
        hit = any(slip.wrong == e.text for f in alarms(audited(wrong)) for e in f.evidence)
        found[name] += hit
        if args.verbose and not hit:
            print("MISSED", seed, name, f"{slip.right} -> {slip.wrong}", "|", wrong.lines[slip.line])
    print(f"{'wording':22}{'numbers':>9}{'checked %':>11}{'false':>7}{'planted':>9}{'found %':>9}")
    for name in sorted(numbers):
        share = 100 - 100 * unchecked[name] / max(1, numbers[name])
        rate = 100 * found[name] / max(1, planted[name])
        print(f"{name:22}{numbers[name]:9}{share:11.1f}{false[name]:7}{planted[name]:9}{rate:9.1f}")
    everything = sum(numbers.values())
    print(
        f"{'all':22}{everything:9}{100 - 100 * sum(unchecked.values()) / max(1, everything):11.1f}{sum(false.values()):7}"
        f"{sum(planted.values()):9}{100 * sum(found.values()) / max(1, sum(planted.values())):9.1f}"
    )


if __name__ == "__main__":
    main()
