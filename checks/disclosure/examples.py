"""A checklist item's own examples: a few lines of a document in which it is there, and in which it is not.

A line in 《》 stands for an official table of that title: 空 behind it means one without amounts, 项：甲 5.00、乙 6.00
its rows. A line that begins with a rule in square brackets stands for what that rule found; every other line is a
paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from checks.catalogue import statement_for_title
from checks.disclosure.evaluation import evaluate
from checks.disclosure.material import Disclosure, Part, Table
from checks.disclosure.outline import outlined
from checks.finding import Compliance, Evidence, Place
from checks.numbers.amount import WAN_YUAN, Printed, parse
from checks.numbers.facts import Fact, Role, Statement
from checks.rules.requirement import Scope
from checks.rules.rule import Rule
from checks.rules.words.wording import Wording

_TABLE = re.compile(r"《(?P<title>[^》]+)》(?P<empty>空)?(?P<rest>.*)")
_ROW = re.compile(r"(?P<name>[^、\s]+) (?P<amount>[\d.]+)")
_SLIP = re.compile(r"\[(?P<rule>[\w.-]+)\] (?P<text>.*)")
_MARKERS = (
    (1, r"第[一二三四五六七八九十]{1,3}部分"),
    (2, r"[一二三四五六七八九十]{1,3}[、．.]"),
    (3, r"（[一二三四五六七八九十]{1,3}）"),
    (4, r"\d{1,3}(?:[、．]|[.](?!\d))"),
    (5, r"（\d{1,3}）"),
)


def example(kind: str, raw: Any) -> Disclosure:
    """The disclosure that an example's lines describe."""
    texts: list[tuple[int, Wording, Part]] = []
    tables: list[Table] = []
    facts: list[Fact] = []
    slips: dict[str, Evidence] = {}
    for line in raw if isinstance(raw, list) else [raw]:
        if slip := _SLIP.fullmatch(str(line)):
            slips[slip["rule"]] = Evidence(0, slip["text"], slip["text"], Place())
        elif match := _TABLE.fullmatch(str(line)):
            tables.append(_table(match, len(tables), facts))
        else:
            texts.append((0, _wording(str(line)), Part.BODY))
    return Disclosure(
        kind=kind,
        level=None,
        year=None,
        department=None,
        province=None,
        documents=(0,),
        lines=outlined(texts),
        tables=tuple(tables),
        facts=facts,
        slips=slips,
    )


def mistakes(rule: Rule) -> Iterator[str]:
    """What is wrong with the examples of a rule that is a checklist item."""
    item = rule.requirement
    if item is None:
        return
    for name, wanted in (("pass", Compliance.MET), ("fail", Compliance.MISSING)):
        if name not in item.examples:
            yield f"no example {name!r}"
            continue
        alone = replace(item, part_of=None, scope=Scope(unless=item.scope.unless))
        shown = example(item.kind, item.examples[name])
        got = evaluate([replace(rule, requirement=alone)], shown, "en")[0].entry
        if got.verdict is not wanted:
            yield f"example {name!r} is {got.verdict.value}, not {wanted.value} {got.problem}".rstrip()


def _wording(text: str) -> Wording:
    level = next((n for n, pattern in _MARKERS if re.match(pattern, text)), 9)
    return Wording(text, (0,), (Place(),), level)


def _table(match: re.Match[str], number: int, facts: list[Fact]) -> Table:
    """The table of an example's line; its amounts are added to ``facts``."""
    title, rest, statement_id = match["title"], match["rest"], f"d0-s{number}"
    spec = statement_for_title(title)
    rows = [(m["name"], m["amount"]) for m in _ROW.finditer(rest)] if "项：" in rest else []
    if "无合计" not in rest:
        rows.append(("合计", "1.00"))
    keys = [name if name == "合计" else f"20502{n:02d}" for n, (name, _) in enumerate(rows)] or ["某项"]
    cells = [[-1] for _ in keys]
    for n, (name, amount) in enumerate(rows if not match["empty"] else ()):
        printed = parse(amount, WAN_YUAN)
        if isinstance(printed, Printed):
            cells[n] = [len(facts)]
            facts.append(Fact(0, printed, Place(), amount, name, "金额", statement_id))
    if not rows:
        cells = [[0]]
    statement = Statement(
        id=statement_id,
        document=0,
        code=spec.code if spec else None,
        name=title,
        unit="万元",
        rows=tuple(keys),
        columns=("金额",),
        row_labels=tuple(name.removeprefix("项：") for name, _ in rows) or ("某项",),
        column_labels=("金额",),
        cells=np.asarray(cells, np.int32),
        parents=(-1,) * len(keys),
        sections=("",) * len(keys),
        roles=(Role.ITEM,) * len(keys),
    )
    notes = tuple(n for n in re.split(r"[｜|]", rest) if n.startswith(("注", "说明")))
    return Table(statement, notes, Evidence(0, title, title, Place(), statement.id), "无单位" not in rest)
