"""The 经济科目 that a text lists under 人员经费 or 公用经费, against the table that gives them their amounts.

A list names items loosely: 基本养老保险缴费 for 机关事业单位基本养老保险缴费, two items in one breath (运行维护费及购置费),
等 at the end. Only a name that fits no row, an item without an amount, one with an amount that is left out, and one
that comes twice are faults; a list in words of its own is no list of items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from difflib import get_close_matches

from checks.catalogue import economic_codes, economic_names, plain
from checks.catalogue.vocabulary import slip_words
from checks.numbers.facts import Statement
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_LIST = re.compile(r"(?P<kind>人员经费|公用经费)[^；]{0,28}?主要包括[：:]?(?P<list>[^。；]{4,400})")
_CLASSES = slip_words("economic_classes")
_JOINT = re.compile(r"[及和与]")
_NONE = "无"
_ITEM = 5
"""Digits of the code of a 款."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One 款 of the table: its name as compared, its amount (0 where nothing is entered) and its cell."""

    name: str
    value: int
    fact: int | None


def economic_items(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """Every list whose items are not those with amounts."""
    table = next((s for s in setting.statements if s.code and s.code.endswith(".basic_expenditure")), None)
    if table is None or not table.entered:
        return
    for wording in texts:
        for match in _LIST.finditer(wording.text):
            rows = _rows(table, setting, match["kind"])
            if found := _faults(match, rows, _unprinted(table, setting, match["kind"], rows), wording):
                yield found


def _unprinted(table: Statement, setting: Setting, kind: str, rows: Mapping[str, _Row]) -> frozenset[str]:
    """The items in force that the table has no row for, where its rows make up their classes: they have no amount."""
    classes = [table.fact(row, table.columns[0]) for row in _CLASSES[kind] if row in table.rows]
    whole = sum(setting.facts[fact].printed.value for fact in classes if fact is not None)
    if not whole or whole != sum(row.value for row in rows.values()):
        return frozenset()
    items = (
        (code, names)
        for code, names in economic_codes().items()
        if len(code) == _ITEM and code not in table.rows
    )
    return frozenset(_bare(names[0]) for code, names in items if code[:3] in _CLASSES[kind])


def _faults(
    match: re.Match[str], rows: Mapping[str, _Row], unprinted: AbstractSet[str], wording: Wording
) -> WordFinding | None:
    listed = [n for n in re.split(r"[、，]", match["list"]) if n.strip()]
    open_ended = bool(listed) and listed[-1].rstrip().endswith("等")
    named = {printed: _named(printed, rows) for printed in listed}
    every = [row for found in named.values() for row in found]
    empty = [
        printed
        for printed, found in named.items()
        if (_bare(printed) in unprinted if not found else not any(r.value for r in found))
    ]
    twice = [row.name for row, n in Counter(every).items() if n > 1]
    twice += [printed for printed, n in Counter(listed).items() if n > 1 and _bare(printed) not in twice]
    unknown = [
        _suggested(printed, match["kind"])
        for printed, found in named.items()
        if not found and _foreign(printed)
    ]
    unlisted = [] if open_ended else [row for row in rows.values() if row.value and row not in every]
    if not (empty or unlisted or twice or unknown) or 2 * len(unknown) > len(listed):
        return None
    finding = at(
        "words.economic-list",
        wording,
        *match.span("list"),
        empty="、".join(empty) or _NONE,
        unlisted="、".join(row.name for row in unlisted) or _NONE,
        twice="、".join(twice) or _NONE,
        unknown="、".join(unknown) or _NONE,
    )
    silent = [row for printed in empty for row in named[printed]]
    return replace(finding, facts=tuple(r.fact for r in (*unlisted, *silent) if r.fact is not None))


def _named(printed: str, rows: Mapping[str, _Row]) -> list[_Row]:
    """The rows that a listed name means: of its name, of the name it ends, or of the two it runs together."""
    name = _bare(printed)
    if name in rows:
        return [rows[name]]
    ending = [row for row in rows.values() if row.name.endswith(name) and len(name) > 2]
    if len(ending) == 1:
        return ending
    joint = [row for row in rows.values() if len(row.name) > 2 and name.startswith(row.name)]
    joint = [row for row in joint if _JOINT.match(name[len(row.name) :])]
    return joint[:1]


def _foreign(printed: str) -> bool:
    """Whether a name is on no official list of economic items, so that no row could carry it."""
    name = _bare(printed)
    official = economic_names()
    return name not in official and not any(each.endswith(name) and len(name) > 2 for each in official)


def _suggested(printed: str, kind: str) -> str:
    """A name that no official list carries, with the nearest one that does."""
    codes = economic_codes()
    names = [_bare(n) for code, each in codes.items() if code[:3] in _CLASSES[kind] for n in each]
    near = get_close_matches(_bare(printed), names, n=1, cutoff=0.5)
    return f"{printed}（疑为{near[0]}）" if near else printed


def _rows(table: Statement, setting: Setting, kind: str) -> dict[str, _Row]:
    """The 款 that belong to 人员经费 or to 公用经费, by name."""
    rows: dict[str, _Row] = {}
    for row, label in zip(table.rows, table.row_labels, strict=True):
        if len(row) == _ITEM and row[:3] in _CLASSES[kind]:
            fact = next((f for c in table.columns if (f := table.fact(row, c)) is not None), None)
            name = _bare(re.sub(r"\A[\d\s|]+", "", label))
            rows[name] = _Row(name, setting.facts[fact].printed.value if fact is not None else 0, fact)
    return rows


def _bare(text: str) -> str:
    name = plain(text).removesuffix("等").removesuffix("支出").replace("其它", "其他")
    return name.removesuffix("用") if name.endswith("费用") and name != "其他交通费用" else name


RULES: tuple[WordRule, ...] = (economic_items,)
