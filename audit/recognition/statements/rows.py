"""The canonical rows of a table: keys, parents, sections and roles, from codes, official items or indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.recognition.statements.among import PART, parts_that_go_on
from audit.recognition.tables.cells import is_code
from audit.recognition.tables.table import Row
from checks import catalogue
from checks.catalogue import Section, StatementSpec, bare, plain, vocabulary
from checks.numbers.facts import Role

_TOP = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")
_NUMBERED = re.compile(r"(?:（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．])")
_ORDINAL = re.compile(rf"{_TOP.pattern}|{_NUMBERED.pattern}")
_SUMS = re.compile(rf"(?:{vocabulary.either(vocabulary.table('sums'))})$")
"""How the label of a sum over the rows above it ends, in a table that no catalogue knows."""

_TOTAL_LABELS = frozenset({"合计", "总计", "收入总计", "支出总计", "收入合计", "支出合计"})


@dataclass(frozen=True, slots=True)
class RowKeys:
    """The canonical rows of a statement, and for each printed row the key it went to (None: not a row)."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    parents: tuple[int, ...]
    sections: tuple[str, ...]
    roles: tuple[Role, ...]
    of_rows: tuple[str | None, ...]
    codes: tuple[str, ...] = ()


class Names:
    """Hands out names, each once: one that is taken gets a number behind it."""

    def __init__(self) -> None:
        self._copies: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """The name, or the first of name#2, name#3 … that is free."""
        copy = self._copies.get(name, 0) + 1
        unique = name if copy == 1 else f"{name}#{copy}"
        while unique != name and unique in self._copies:
            copy += 1
            unique = f"{name}#{copy}"
        self._copies[name] = copy
        self._copies.setdefault(unique, 1)
        return unique


class _Collector:
    """Collects rows in printed order and keeps their keys unique."""

    def __init__(self) -> None:
        self._names = Names()
        self.keys: list[str] = []
        self.labels: list[str] = []
        self.parents: list[int] = []
        self.sections: list[str] = []
        self.roles: list[Role] = []
        self.of_rows: list[str | None] = []

    def add(self, key: str, label: str, parent: int, section: str, role: Role) -> int:
        """Add a row; a key that is taken gets a number behind it. Returns its position."""
        unique = self._names.unique(key)
        self.keys.append(unique)
        self.labels.append(label)
        self.parents.append(parent)
        self.sections.append(section)
        self.roles.append(role)
        self.of_rows.append(unique)
        return len(self.keys) - 1

    def skip(self) -> None:
        """A printed row that is no row of the statement."""
        self.of_rows.append(None)

    def done(self) -> RowKeys:
        """The rows collected."""
        return RowKeys(
            tuple(self.keys),
            tuple(self.labels),
            tuple(self.parents),
            tuple(self.sections),
            tuple(self.roles),
            tuple(self.of_rows),
        )


def code_keys(rows: Sequence[Row], spec: StatementSpec | None) -> RowKeys:
    """Rows of a table by functional or economic code: a code's parent is the longest code that begins it."""
    totals = {plain(n): key for key, names in (spec.totals if spec else {}).items() for n in (key, *names)}
    out = _Collector()
    for row in rows:
        label = bare(row.label)
        if row.code and is_code(row.code):
            out.add(row.code, f"{row.code} {row.label}", -1, "", Role.ITEM)
        elif label in totals:
            out.add(totals[label], row.label, -1, "", Role.TOTAL)
        elif label in _TOTAL_LABELS or (not row.code and not label and row.entries and not out.keys):
            out.add("合计", row.label or "合计", -1, "", Role.TOTAL)
        elif label or row.entries:
            out.add(label or f"row {row.index + 1}", row.label, -1, "", Role.PART)
        else:
            out.skip()
    printed = {
        key: row.code_text or row.code or "" for key, row in zip(out.of_rows, rows, strict=True) if key
    }
    return replace(_relink(out.done()), codes=tuple(printed[key] for key in out.keys))


def _relink(keys: RowKeys) -> RowKeys:
    """Codes may be printed after the codes below them: link them once all are known."""
    position = {key: i for i, key in reversed(list(enumerate(keys.keys)))}
    parents = []
    for i, key in enumerate(keys.keys):
        code = key.split("#")[0]
        found = -1
        if is_code(code) and keys.roles[i] is Role.ITEM:
            found = next(
                (position[code[:n]] for n in (7, 5, 3) if n < len(code) and code[:n] in position), -1
            )
        parents.append(found)
    return replace(keys, parents=tuple(parents))


def _lookup(section: Section | None, label: str) -> tuple[str, Role] | None:
    if section is None:
        return None
    for names, role in (
        (section.subtotal, Role.SUBTOTAL),
        (section.adjustments, Role.ADJUSTMENT),
        (section.total, Role.TOTAL),
        (section.items, Role.ITEM),
    ):
        for official, others in names.items():
            if label == plain(official) or label in map(plain, others):
                return official, role
    if section.functional and (code := catalogue.functional_class(label)):
        return code, Role.ITEM
    return None


@dataclass
class _Half:
    """What has been seen of one section so far."""

    top: int = -1
    adjustment: int = -1
    closed: bool = False
    headed: bool = False
    """Whether its subtotal stands over its items (一、本年收入, then （一）…) instead of below them."""
    rank: int = 0
    """How far in the items below such a subtotal are numbered."""


def item_keys(rows: Sequence[Row], spec: StatementSpec, sections: dict[int, str]) -> RowKeys:
    """Rows of an item statement: official items by name, others by label, with their place in the sums.

    A row that is numbered below another (1., （一）) is one of its items; an unnumbered one between numbered
    ones, and 其中, is a part of it; after the subtotal come the adjustments, and what stands below one of
    them under a name already known belongs to it. A subtotal that stands first and is numbered heads its items.
    """
    out = _Collector()
    halves: dict[str, _Half] = {}
    numbered = {
        block: any(_TOP.match(plain(r.label)) for r in rows if r.block == block) for block in sections
    }
    going_on = parts_that_go_on(rows)
    for at, row in enumerate(rows):
        label = bare(row.label)
        name = sections.get(row.block, "")
        if not label and not row.entries:
            out.skip()
            continue
        half = halves.setdefault(name, _Half())
        found = _find(spec, name, label)
        printed = plain(row.label)
        key, role = found or (label or f"row {row.index + 1}", Role.ITEM)
        section = "支出" if row.wide and name.startswith("支出") else name
        below = _is_below(half, printed)
        if role is Role.ITEM and (at in going_on or PART.match(printed)):
            out.add(
                f"{out.keys[half.top]}/{key}" if half.top >= 0 else key,
                row.label,
                half.top,
                section,
                Role.PART,
            )
        elif role is Role.ITEM and half.closed and half.adjustment >= 0:
            out.add(f"{out.keys[half.adjustment]}/{key}", row.label, half.adjustment, section, Role.ITEM)
        elif role is Role.ITEM and half.closed:
            half.adjustment = out.add(key, row.label, -1, section, Role.ADJUSTMENT)
        elif role is Role.ITEM and below and half.top >= 0:
            out.add(key, row.label, half.top, section, Role.ITEM)
        elif role is Role.ITEM and numbered[row.block] and not _ORDINAL.match(printed) and half.top >= 0:
            out.add(key, row.label, half.top, section, Role.PART)
        else:
            index = out.add(key, row.label, -1, section, role)
            if role is Role.ITEM:
                half.top = index
            elif role is Role.ADJUSTMENT:
                half.adjustment, half.closed = index, True
            elif role is Role.SUBTOTAL:
                half.headed = half.top < 0 and _TOP.match(printed) is not None
                half.closed = not half.headed
            if role in {Role.SUBTOTAL, Role.ADJUSTMENT} and section != name:
                halves.setdefault(section, _Half()).closed = True
    return out.done()


def _is_below(half: _Half, printed: str) -> bool:
    """Whether a row is numbered below the item above it: below a subtotal at the head the first ones are items themselves."""
    if not _NUMBERED.match(printed):
        return False
    if not half.headed:
        return True
    rank = _ordinal_rank(printed, numbered=True)
    if half.top < 0:
        half.rank = rank
    return rank > half.rank


def _find(spec: StatementSpec, section: str, label: str) -> tuple[str, Role] | None:
    found = _lookup(spec.sections.get(section), label)
    if found is None and section == "支出用途":
        found = _lookup(spec.sections.get("支出"), label)
    return found


def outline_keys(rows: Sequence[Row]) -> RowKeys:
    """Rows of a table without codes or official items: how deep a row stands is read off its labels.

    A row belongs to the 小计 of its merged group, or to the nearest row above whose last label stands further
    left or has a higher ordinal (一、 above （一） above 1.).
    """
    out = _Collector()
    depth: list[tuple[tuple[int, int], int]] = []
    heads: dict[str, int] = {}
    numbered = _numbered(rows)
    subtotalled = {row.group for row in rows if row.group and bare(row.label) == "小计"}
    going_on = parts_that_go_on(rows)
    for at, row in enumerate(rows):
        label = bare(row.label)
        if not label and not row.code and not row.entries:
            out.skip()
            continue
        part = at in going_on or PART.match(plain(row.label)) is not None
        if label in _TOTAL_LABELS or (not label and not out.keys) or _SUMS.search(label):
            out.add("合计" if label in _TOTAL_LABELS or not label else label, row.label, -1, "", Role.TOTAL)
            depth = []
            continue
        key = "/".join(t for t in (plain(row.group), plain(row.code or "") or label) if t)
        if row.group in subtotalled:
            parent = heads.get(row.group, -1)
            role = Role.PART if part or (parent < 0 and row.group in heads) else Role.ITEM
            index = out.add(key, row.label, parent, "", role)
            heads.setdefault(row.group, index if label == "小计" else -1)
            continue
        level = (
            max((i for i, text in enumerate(row.labels) if text), default=0),
            _ordinal_rank(row.label, numbered=numbered),
        )
        while depth and depth[-1][0] >= level and not (part and depth[-1][0] == level):
            depth.pop()
        parent = depth[-1][1] if depth else -1
        index = out.add(
            key or f"row {row.index + 1}", row.label, parent, "", Role.PART if part else Role.ITEM
        )
        if not part:
            depth.append((level, index))
    return out.done()


def _numbered(rows: Sequence[Row]) -> bool:
    """Whether labels without ordinal stand below those with one: the rows are counted 一、, or the first of them is counted.

    Where the first row bears no ordinal, those without head the numbered ones (工资福利支出, 1.基本工资).
    """
    labels = [plain(row.label) for row in rows if bare(row.label) and bare(row.label) not in _TOTAL_LABELS]
    return any(map(_TOP.match, labels)) or (bool(labels) and _ORDINAL.match(labels[0]) is not None)


def _ordinal_rank(label: str, *, numbered: bool) -> int:
    """0 for 一、, 1 for （一）, 2 for 1. and （1）, 3 for a label without ordinal in a table that has ordinals."""
    text = plain(label)
    if re.match(r"（[一二三四五六七八九十]{1,3}）", text):
        return 1
    if _NUMBERED.match(text):
        return 2
    return 3 if numbered and not _TOP.match(text) else 0
