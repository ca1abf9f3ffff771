"""Planted gaps: take one disclosed item out of a right document and see whether the checklist names it.

    python benchmarks/planted_gaps.py FILE... [--seed N] [--trials N]

Each trial removes one thing from one disclosure: a table, a whole section, the sentence that an item was
recognised by, or one count with its measure word. A gap is found where the item (or the one it is part of)
becomes missing; the untouched documents must stay as they were. The seed makes runs repeatable.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.pipeline import Options, examine
from audit.reading import documents
from checks.disclosure.evaluation import Judged, evaluate
from checks.disclosure.material import Disclosure, Line, Part
from checks.finding import Compliance
from checks.findings.checklist import with_slips
from checks.pack import load
from checks.rules.requirement import Requirement
from checks.rules.rule import Rule

_COUNT = re.compile(r"(?<![\d.,])\d[\d,]*(?:个|辆|批次|人次|次|台)")
_COUNTED = ("abroad-groups", "abroad-persons", "vehicle-stock", "reception-batches", "reception-persons")


@dataclass(frozen=True, slots=True)
class Gap:
    """One planted gap: what was taken out, of which item, and the disclosure without it."""

    kind: str
    item: str
    disclosure: Disclosure


def main() -> None:
    """Run the trials and print how many gaps were found, by kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--trials", type=int, default=500)
    arguments = parser.parse_args()
    rules = [rule for rule in load().rules.values() if rule.requirement is not None]
    options = Options()
    examined = examine(documents(arguments.files, options.lang), load(), options)
    seen = [with_slips(one, examined.checked.findings) for one in examined.material.disclosures]
    gaps = [gap for one in seen for gap in gaps_of(one, rules)]
    chosen = random.Random(arguments.seed).sample(gaps, min(arguments.trials, len(gaps)))
    found, planted, missed = Counter[str](), Counter[str](), list[Gap]()
    for gap in chosen:
        planted[gap.kind] += 1
        if is_found(gap, rules):
            found[gap.kind] += 1
        else:
            missed.append(gap)
    for kind in planted:
        print(f"{kind:9} {found[kind]:4} of {planted[kind]:4}")
    print(
        f"{'all':9} {found.total():4} of {planted.total():4}  {found.total() / max(planted.total(), 1):.1%}"
    )
    for gap in missed[:20]:
        print(f"missed    {gap.kind}: {gap.item} in document {gap.disclosure.documents}")


def gaps_of(disclosure: Disclosure, rules: Sequence[Rule]) -> Iterator[Gap]:
    """Everything that can be taken out of a disclosure, each thing alone."""
    for judged in evaluate(rules, disclosure, "zh"):
        item = judged.rule.requirement
        if judged.entry.verdict is not Compliance.MET or item is None:
            continue
        if item.found.statements and not item.found.says:
            kept = tuple(t for t in disclosure.tables if t.code not in item.found.statements)
            lines = tuple(x for x in disclosure.lines if not _titles(x, disclosure, item.found.statements))
            yield Gap("table", item.id, replace(disclosure, tables=kept, lines=lines))
        elif item.found.heading:
            yield from _without_section(item, disclosure)
        elif item.found.says and (line := _line_of(judged, disclosure)) is not None:
            rest = replace(disclosure, lines=tuple(x for x in disclosure.lines if x is not line))
            if not _still_said(item, rest):
                yield Gap("sentence", item.id, rest)
            if item.id.endswith(_COUNTED):
                yield from _without_count(judged, line, disclosure)


def _without_section(item: Requirement, disclosure: Disclosure) -> Iterator[Gap]:
    """The disclosure without the sections that an item may stand in, heading and all."""
    heads = {
        x.text
        for x in disclosure.lines
        if x.is_heading and any(words.filled.search(x.text) for words in item.found.heading)
    }
    lines = tuple(
        x for x in disclosure.lines if x.part is Part.CONTENTS or not (heads & {x.text, *x.headings})
    )
    rest = replace(disclosure, lines=lines)
    if heads and not _still_said(item, rest):
        yield Gap("section", item.id, rest)


def _titles(line: Line, disclosure: Disclosure, codes: Sequence[str]) -> bool:
    """Whether a line is the title printed over the table that is taken out."""
    names = {re.sub(r"\s", "", t.statement.name) for t in disclosure.tables if t.code in codes}
    return line.part is not Part.CONTENTS and line.text in names


def _line_of(judged: Judged, disclosure: Disclosure) -> Line | None:
    place = judged.entry.place
    if place is None or place.statement is not None:
        return None
    return next((x for x in disclosure.lines if x.part is not Part.CONTENTS and place.quote in x.text), None)


def _still_said(item: Requirement, disclosure: Disclosure) -> bool:
    """Whether another line says the same, or that there was nothing of it: then taking one out leaves no gap."""
    return any(
        words.filled.search(line.text)
        for line in disclosure.spoken()
        for words in (*item.found.says, *item.scope.unless)
        if words in item.scope.unless
        or item.found.under is None
        or any(item.found.under.filled.search(h) for h in line.headings)
    )


def _without_count(judged: Judged, line: Line, disclosure: Disclosure) -> Iterator[Gap]:
    """The sentence without the number that the item asks for."""
    place = judged.entry.place
    if place is None:
        return
    counts = list(_COUNT.finditer(place.text + line.text[line.text.find(place.text) + len(place.text) :][:2]))
    if not counts:
        return
    start = line.text.find(place.text) + counts[-1].start()
    text = line.text[:start] + line.text[start + len(counts[-1].group()) :]
    cut = replace(line, wording=replace(line.wording, text=text))
    lines = tuple(cut if x is line else x for x in disclosure.lines)
    if judged.rule.requirement and not _still_said(judged.rule.requirement, replace(disclosure, lines=lines)):
        yield Gap("count", judged.rule.id, replace(disclosure, lines=lines))


def is_found(gap: Gap, rules: Sequence[Rule]) -> bool:
    """Whether the checklist finds the gap and names the item."""
    entries = {j.entry.item: j.entry for j in evaluate(rules, gap.disclosure, "zh")}
    return entries[gap.item].verdict is Compliance.MISSING


if __name__ == "__main__":
    main()
