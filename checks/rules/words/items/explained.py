"""The items that a narrative explains one by one: their names against the tables, their purposes and reasons.

An item is a paragraph headed by 类, 款 and 项. Its name must be the one of the table; what it is said to be
for, and why it changed, must be its own and not the item's above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from checks.catalogue import functional_class, plain
from checks.catalogue.functional import glued_names, is_item, is_official, names_by_code
from checks.numbers.claims import Claim, ClaimKind, Measure
from checks.numbers.facts import Statement
from checks.rules.words.items.miswritten import meant
from checks.rules.words.wording import Setting, WordFinding, Wording, WordRule, at

_ITEM = re.compile(
    r"“?(?P<klass>[^（）“”。；：，、\d]{2,24})（(?P<code>\d{3})?类）(?P<group>[^（）。；，]{2,30}(?:（[^（）类款项]{1,6}）[^（）。；，]{0,20})?)"
    r"（(?P<group_code>\d{2,5})?款）(?P<item>[^（）。；，]{2,40}(?:（[^（）类款项]{1,6}）[^（）。；，]{0,20})?)（(?P<item_code>\d{2,7})?项）"
)
_PURPOSE = re.compile(r"主要用于[：:]?(?P<words>[^。]{2,80})")
REASON = re.compile(r"主要原因(?:是|为|系)?[：:]?(?P<words>[^。]{2,60})")
_GRADED = re.compile(r"(?P<name>[^（）“”，。；：、\d]{2,24})（(?P<grade>[类款项])）")
_GRADES = {"类": 1, "款": 2, "项": 3}
ITEM_GRADE, _ITEM_CODE = 3, 7
_ALIKE = 0.6
_WORD = 3
"""So many characters make up a word that somebody put before a name."""
_NEAR = 3
_RUN = 4
"""A name shorter than this turns up in other words by chance."""

_OWN_RUN = 5
"""So much of its own name says that a purpose is the item's: 事业单位 stands in many names."""


@dataclass(frozen=True, slots=True)
class Item:
    """One explained item: its paragraph and the names of 类, 款 and 项."""

    wording: Wording
    match: re.Match[str]

    @property
    def names(self) -> tuple[str, str, str]:
        """类, 款 and 项 as printed."""
        return self.match["klass"], self.match["group"], self.match["item"]


def items_of(texts: Sequence[Wording]) -> list[Item]:
    """The paragraphs that explain an item."""
    return [Item(w, m) for w in texts if (m := _ITEM.search(w.text)) and m.start() < 12]


def copied(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:  # noqa: ARG001
    """A purpose or a reason that names one of the items above instead of its own."""
    items = items_of(texts)
    for i, item in enumerate(items):
        own = item.names
        for pattern, rule in ((_PURPOSE, "words.copied-purpose"), (REASON, "words.copied-reason")):
            said = pattern.search(item.wording.text, item.match.end())
            if said is None or _shares_run(said["words"], own):
                continue
            for other in items[max(0, i - _NEAR) : i]:
                name = other.names[2].removesuffix("支出")
                if len(name) >= _RUN and name != own[2].removesuffix("支出") and name in said["words"]:
                    yield at(rule, item.wording, *said.span("words"), item=own[2], other=other.names[2])
                    break


def _shares_run(words: str, names: tuple[str, str, str]) -> bool:
    """Whether a purpose speaks of the item itself: a run of characters of its own name."""
    item = names[2]
    return any(item[k : k + _OWN_RUN] in words for k in range(max(1, len(item) - _OWN_RUN + 1)))


def names(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """Names of 类, 款 and 项 that the tables print otherwise for the same code or the same amount."""
    tables = [(table, _items_by_class(table)) for table in _tables(setting)]
    amounts = _amounts(setting)
    for item in items_of(texts):
        for table, rows in tables:
            row = _row_of(item, table, rows, amounts.get(item.names, ()), setting)
            if row is None:
                continue
            labels = dict(zip(table.rows, table.row_labels, strict=True))
            for part, length in (("klass", 3), ("group", 5), ("item", 7)):
                label = _bare(labels.get(row[:length], ""))
                said = item.match[part]
                other = (
                    label and _differ(plain(said), plain(label)) and not _cut_off(said, row[:length], label)
                )
                if other and meant(said, is_class=part == "klass") is None:  # a slip is told as that
                    found = at(
                        "words.item-name",
                        item.wording,
                        *item.match.span(part),
                        code=row[:length],
                        expected=label,
                    )
                    yield replace(found, facts=_numbers_of(amounts.get(item.names, ()), table, row))
            break


def _cut_off(said: str, code: str, label: str) -> bool:
    """Whether a table prints only the head of the official name that the sentence has, as a label does whose rest was lost."""
    return is_item(code, said) and plain(said).startswith(plain(label))


def other_names(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A 项 under the heading of its 类 or 款, whose name the tables do not print and whose amount one row has."""
    headed = {item.names for item in items_of(texts)}
    for claim in setting.claims.claims:
        concept = claim.concept
        if concept.grade != ITEM_GRADE or concept.path in headed or claim.kind is not ClaimKind.LEVEL:
            continue
        if claim.measure.is_budget and setting.kind == "final_accounts":
            continue
        for table in _tables(setting):
            rows = [
                (row, _bare(label))
                for row, label in zip(table.rows, table.row_labels, strict=True)
                if len(row) == _ITEM_CODE and row.isdigit()
            ]
            if any(_same(label) == _same(concept.name) for _, label in rows) or _is_glued(
                concept.name, table
            ):
                break
            value = setting.facts[claim.fact].printed.value
            equal = [(row, label) for row, label in rows if value and _value(table, row, setting) == value]
            wording = next((w for w in texts if f"{concept.name}（" in w.text), None)
            if len(equal) == 1 and wording is not None and _akin(concept.name, equal[0][1]):
                row, label = equal[0]
                if _cut_off(concept.name, row, label):
                    break
                start = wording.text.find(f"{concept.name}（")
                found = at(
                    "words.item-name",
                    wording,
                    start,
                    start + len(concept.name),
                    code=row,
                    expected=label,
                )
                yield replace(found, facts=_numbers_of([claim], table, row))
                break


def _is_glued(said: str, table: Statement) -> bool:
    """Whether a name is that of a row behind the names of its 类 and 款."""
    labels = {
        row: _same(_bare(label))
        for row, label in zip(table.rows, table.row_labels, strict=True)
        if row.isdigit()
    }
    plain_name = plain(said).replace("支出", "")
    return any(len(row) == _ITEM_CODE and plain_name in glued_names(row, labels) for row in labels)


def _akin(said: str, label: str) -> bool:
    """Whether two names share most of their characters: one is the other, miswritten."""
    return SequenceMatcher(None, _same(said), _same(label), autojunk=False).ratio() >= _ALIKE


def _tables(setting: Setting) -> list[Statement]:
    """The statements by function in which a narrative's items stand."""
    ends = ("general_budget_expenditure", "fiscal_expenditure", "government_fund", ".expenditure")
    return [s for s in setting.statements if s.code and s.code.endswith(ends)]


def _numbers_of(amounts: Sequence[Claim], table: Statement, row: str) -> tuple[int, ...]:
    """The item's own amount in the prose, and the amount of its row in the table."""
    stated = [claim.fact for claim in amounts[:1]]
    printed = table.fact(row, table.columns[0])
    return (*stated, *([] if printed is None else [printed]))


def _items_by_class(table: Statement) -> dict[str, list[tuple[str, str]]]:
    """The rows of 项 with their names, by the code of their 类."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row, label in zip(table.rows, table.row_labels, strict=True):
        if len(row) == _ITEM_CODE and row.isdigit():
            found.setdefault(row[:3], []).append((row, _bare(label)))
    return found


def _row_of(
    item: Item,
    table: Statement,
    by_class: Mapping[str, Sequence[tuple[str, str]]],
    amounts: Sequence[Claim],
    setting: Setting,
) -> str | None:
    """The row that an item explains: by its code, else under its 类 by its name or its amount."""
    match = item.match
    if match["code"] and match["group_code"] and match["item_code"]:
        code = match["code"] + match["group_code"][-2:] + match["item_code"][-2:]
        return code if code in table.rows else None
    rows = by_class.get(functional_class(item.names[0]) or "", ())
    values = {setting.facts[c.fact].printed.value for c in amounts}
    named = [row for row, label in rows if _same(label) == _same(item.names[2])]
    grouped = [row for row in named if _same(_label(table, row[:5])) == _same(item.names[1])]
    fitting = grouped or named or [row for row, _ in rows]
    if len(fitting) > 1 or not named:
        fitting = [row for row in fitting if _value(table, row, setting) in values]
    return fitting[0] if len(fitting) == 1 else None


def _amounts(setting: Setting) -> dict[tuple[str, ...], list[Claim]]:
    own = {Measure.BUDGET if setting.kind == "budget" else Measure.ACTUAL, Measure.MAIN}
    found: dict[tuple[str, ...], list[Claim]] = {}
    for claim in setting.claims.claims:
        if claim.kind is ClaimKind.LEVEL and len(claim.concept.path) == ITEM_GRADE and claim.measure in own:
            found.setdefault(claim.concept.path, []).append(claim)
    return found


def _value(table: Statement, row: str, setting: Setting) -> int | None:
    fact = table.fact(row, table.columns[0]) if table.columns else None
    return setting.facts[fact].printed.value if fact is not None else None


def _label(table: Statement, row: str) -> str:
    return _bare(table.row_labels[table.rows.index(row)]) if row in table.rows else ""


def _bare(label: str) -> str:
    return re.sub(r"\A[\d\s|]+", "", label)


def _differ(said: str, label: str) -> bool:
    """Whether two names are different; a label that a page break cut short is no other name, but a whole one is.

    What is cut off is a line of a narrow cell; a word or two more at the head (省级…) is another name.
    """
    if _same(said) == _same(label):
        return False
    ahead = said.endswith(label) and len(said) - len(label) > _WORD
    cut = said.startswith(label) and not is_official(label)
    return not (cut or ahead or label.startswith(said) or label.endswith(said))


def _same(name: str) -> str:
    return plain(name).removesuffix("支出")


def grades(texts: Sequence[Wording], setting: Setting) -> Iterator[WordFinding]:
    """A name that the text calls 类 and the tables print as a 款, and the like."""
    lengths: dict[str, set[int]] = {}
    for table in _tables(setting):
        for row, label in zip(table.rows, table.row_labels, strict=True):
            if row.isdigit():
                lengths.setdefault(_same(_bare(label)), set()).add(len(row))
    for wording in texts:
        yield from _graded_twice(wording)
        whole = [match.span() for match in _ITEM.finditer(wording.text)]
        for match in _GRADED.finditer(wording.text):
            if any(start <= match.start() < end for start, end in whole):
                continue
            printed = lengths.get(_same(match["name"]), set())
            if printed and 1 + 2 * _GRADES[match["grade"]] not in printed:
                grade = next(g for g, n in _GRADES.items() if 1 + 2 * n == min(printed))
                yield at("words.item-grade", wording, *match.span(), name=match["name"], expected=grade)


def _graded_twice(wording: Wording) -> Iterator[WordFinding]:
    """教育支出（类）普通教育（类）高中教育（项）: of two names beside each other, the second is of a level below.

    Where the second is of the level it is called, the first is of the one above.
    """
    for above, match in pairwise(_GRADED.finditer(wording.text)):
        if above.end() != match.start() or above["grade"] != match["grade"]:
            continue
        own = _GRADES[match["grade"]]
        known = {
            (len(code) - 1) // 2
            for code, names in names_by_code().items()
            if any(_same(n) == _same(match["name"]) for n in names)
        }
        wrong, expected = (match, min(known)) if known and own not in known else (above, own - 1)
        grade = next((g for g, n in _GRADES.items() if n == expected), None)
        if grade is not None:
            yield at("words.item-grade", wording, *wrong.span(), name=wrong["name"], expected=grade)


RULES: tuple[WordRule, ...] = (copied, names, other_names, grades)
