"""python -m benchmarks.forge.trials [N] [--seed S] [--layout NAME …] [--jobs J]: forged final accounts, right by construction.

Each is written in a layout, read, recognised and checked. Counted by layout: numbers read exactly as printed, numbers
checked, errors and warnings (there should be none), and of one slip planted in a table whether it was found and whether
the number itself was blamed first.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from audit.pipeline import Options, audit
from audit.reading.limits import Limits
from audit.reading.workers import available, each
from audit.reporting.culprit import suspect
from audit.reporting.view import View
from benchmarks.forge.__main__ import alarms
from benchmarks.forge.blocks import Heading
from benchmarks.forge.figures import Print
from benchmarks.forge.ledger import books_of
from benchmarks.forge.printing import TABLES
from benchmarks.forge.sheet import Form, Sheet, is_amount
from benchmarks.forge.tables import sheets
from checks.report import Report


@dataclass(frozen=True, slots=True)
class Trial:
    """One forged document in one layout."""

    seed: int
    layout: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial: numbers printed, read exactly, checked; alarms; the slip and what was said of it."""

    printed: int
    read: int
    checked: int
    alarms: tuple[str, ...] = ()
    slip: str = ""
    found: bool = False
    blamed: bool = False
    lost: tuple[str, ...] = field(default=())


def form_of(seed: int) -> Form:
    """How the department of a seed prints."""
    dice = random.Random(f"form {seed}")
    return Form(
        Print(unit=dice.choice(["万元", "万元", "元"]), commas=dice.random() < 0.6),
        blank=dice.choice(["0.00", "0.00", ""]),
        numbered=dice.random() < 0.7,
        counted=dice.random() < 0.6,
        apart=dice.random() < 0.3,
        beside=dice.random() < 0.4,
    )


def tried(trial: Trial) -> Outcome:
    """A right document read and checked, and one with a slip."""
    books, form = books_of(trial.seed), form_of(trial.seed)
    right = sheets(books, form)
    title = f"{books.name}{books.year}年度部门决算"
    zeros = trial.layout != "xlsx"  # the accounting format shows a zero as a dash
    printed = Counter(
        _plain(row[c])
        for sheet in right
        for row in sheet.rows
        for c in range(len(row))
        if is_amount(row[c]) and (zeros or row[c].strip("0.,"))
    )
    with tempfile.TemporaryDirectory() as folder:
        report = _audited(right, books.name, form, title, trial.layout, Path(folder))
        read = Counter(
            _plain(cell.text) for info in report.statements for cell in info.table if cell.fact is not None
        )
        lost = printed - read
        said = tuple(f"{f.rule} {f.message}" for f in alarms(report))
        slip = _spoilt(right, trial.seed)
        if slip is None:
            return Outcome(printed.total(), printed.total() - lost.total(), report.coverage.checked, said)
        wrong, was, now = slip
        spoilt = _audited(wrong, books.name, form, title, trial.layout, Path(folder))
    texts = {_plain(e.text) for f in alarms(spoilt) for e in f.evidence}
    causes = [e.finding for e in View(spoilt).entries if e.cause is None and e.finding in alarms(spoilt)]
    blamed = bool(causes) and (s := suspect(causes[0])) is not None and _plain(s.text) == _plain(now)
    return Outcome(
        printed.total(),
        printed.total() - lost.total(),
        report.coverage.checked,
        said,
        f"{was} -> {now}",
        _plain(now) in texts,
        blamed,
        tuple(sorted(lost)),
    )


def _audited(made: list[Sheet], owner: str, form: Form, title: str, layout: str, folder: Path) -> Report:
    owned = [replace(sheet, owner=owner, unit=form.printing.unit) for sheet in made]
    return audit(TABLES[layout]([Heading(title, 0), *owned], folder), Options())


def _plain(text: str) -> str:
    return text.replace(",", "").strip()


def _spoilt(right: list[Sheet], seed: int) -> tuple[list[Sheet], str, str] | None:
    """The tables with one digit of one amount changed: not the last one, which rounding may excuse."""
    dice = random.Random(f"slip {seed}")
    places = [(n, r, c) for n, s in enumerate(right) for r, c in s.amounts() if len(_plain(s.rows[r][c])) > 4]
    if not places:
        return None
    number, row, column = dice.choice(places)
    was = right[number].rows[row][column]
    digits = [k for k, char in enumerate(was) if char.isdigit()][:-2]
    k = dice.choice(digits)
    now = was[:k] + dice.choice([d for d in "123456789" if d != was[k]]) + was[k + 1 :]
    made = list(right)
    made[number] = right[number].with_cell(row, column, now)
    return made, was, now


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", choices=list(TABLES))
    parser.add_argument("--jobs", type=int, default=available())
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    layouts = args.layout or list(TABLES)
    trials = [Trial(seed, layout) for seed in range(args.seed, args.seed + args.count) for layout in layouts]
    columns = ("printed", "read", "checked", "alarms", "slips", "found", "blamed", "failed")
    table = {layout: Counter[str]() for layout in layouts}
    for trial, outcome in zip(trials, each(tried, trials, Limits(), args.jobs), strict=True):
        row = table[trial.layout]
        if not isinstance(outcome, Outcome):
            row["failed"] += 1
            continue
        row.update(printed=outcome.printed, read=outcome.read, checked=outcome.checked)
        row.update(
            alarms=len(outcome.alarms), slips=bool(outcome.slip), found=outcome.found, blamed=outcome.blamed
        )
        if args.verbose:
            for text in outcome.alarms:
                print("ALARM", trial, text[:160])
            if outcome.lost:
                print("LOST", trial, outcome.lost[:8])
            if outcome.slip and not outcome.found:
                print("MISSED", trial, outcome.slip)
    print(f"{'layout':20}" + "".join(f"{name:>9}" for name in columns))
    for layout, row in table.items():
        print(f"{layout:20}" + "".join(f"{row[name]:9}" for name in columns))


if __name__ == "__main__":
    main()
